/* What the files of review share; not for other rooms. */
#ifndef REVIEW_INTERNAL_H
#define REVIEW_INTERNAL_H

#include "review/review.h"
#include "search/search.h"

struct review {
	const char *archive;
	struct vault *vault;
	const struct catalog *catalog;
	struct rules *rules;
	struct flagger *flagger;
	struct packer *packer;
	struct edition *edition; /* of ARCHIVE/index, and its index; NULL until it is asked */
	struct index *index;
};

/* A revision as it was read; in the arena. */
enum fault review_read_revision(struct review *review, Text id, uint32_t revision,
    struct arena *arena, struct record **record, struct error *err);
/* Live cuts as redact/ wants them; in the arena. */
enum fault review_read_cuts(struct review *review, Text id, uint32_t revision, struct arena *arena,
    CutList *cuts, struct error *err);

#endif
