/* Invented cables as bare telegrams, held in memory: what measurements of reading and of indexing
 * begin with. */
#ifndef BENCH_TEXTS_H
#define BENCH_TEXTS_H

#include "bench/cable.h"

struct texts {
	struct arena arena;
	ARRAY(Text) items;
	size_t bytes;
};

/* Adds one text out of two pieces, copied. */
void texts_add(struct texts *texts, Text head, Text rest);
/* Header and message of each cable. texts->arena must be begun; its `failed` tells when memory ran
 * out. */
enum fault texts_invent(struct texts *texts, uint64_t cables, uint64_t seed, struct error *err);

#endif
