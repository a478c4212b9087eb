/* What the reading threads of ingest do for each record, so that the one thread that writes need
 * not: hash its bytes, look whether the vault has them, pack them, look through them by rules. */
#ifndef CLI_ARRIVING_H
#define CLI_ARRIVING_H

#include "intake/intake.h"
#include "review/review.h"

struct arriving {
	const char *archive;
	const struct rules *rules;
	bool reads_all; /* bytes that are known are read all the same: a report tells of them */
	struct {
		struct vault *vault; /* opened to read at the first use */
		struct packer *packer;
		struct flagger *flagger;
		bool failed;
	} threads[INTAKE_THREADS_MOST];
};

/* What they found, as received.prepared; NULL when there was no memory for it. */
struct arrived {
	Sha256 source;
	Text known; /* the record that has these bytes; empty: none */
	uint32_t revision;
	bool is_packed, is_flagged;
	struct packed_content content;
	struct flagging flagging;
};

/* `rules` must outlive it. */
void arriving_begin(struct arriving *arriving, const char *archive, const struct rules *rules);
void arriving_end(struct arriving *arriving);
/* For the settings of an intake, with the `struct arriving` as context. */
bool arriving_check(
    struct arriving *arriving, unsigned thread, struct received *received, struct arena *arena);
enum fault arriving_prepare(struct arriving *arriving, unsigned thread, struct received *received,
    struct arena *arena, struct error *reason);

#endif
