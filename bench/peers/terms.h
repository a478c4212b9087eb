/* The words of a corpus by number, and how many documents have each. */
#ifndef BENCH_PEERS_TERMS_H
#define BENCH_PEERS_TERMS_H

#include "bench/peers/peer.h"

struct term {
	char *word;
	uint32_t documents, last; /* counted by whoever reads; UINT32_MAX: in none yet */
};

struct terms { /* zeroed to begin with */
	struct term *items;
	uint32_t count, room;
	uint32_t *slots, slot_mask; /* number of a term + 1 */
};

/* Its number; a new one when it is not there. */
uint32_t term_of(struct terms *terms, const char *word, size_t length);
void terms_close(struct terms *terms);

#endif
