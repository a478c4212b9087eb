/* Windows: a segment's documents in pieces that are scored one at a time, and the bound of each, so
 * that most need not be. The score of a document is the sum of its leaves' shares in their order,
 * whatever the windows and segments. */
#ifndef SEARCH_WINDOW_H
#define SEARCH_WINDOW_H

#include "search/rank.h"

#define WINDOW_DOCUMENTS 512
#define WINDOWS_MOST     (SEGMENT_DOCUMENTS / WINDOW_DOCUMENTS) /* of a segment */
#define SPARSE_MOST      32 /* candidates that are scored one by one */

/* Added to bounds for what rounding takes. */
#define ROUNDING 1.0001f

/* Shares of documents, ascending: of a leaf that was counted out. */
struct few_shares {
	uint32_t count;
	const uint16_t *documents; /* NULL: by the list */
	float *shares;
};

struct leaf_scores {
	uint32_t segment, block; /* of `postings`; UINT32_MAX: nothing yet */
	struct postings postings;
	struct few_shares *few;        /* of each segment */
	float (*bounds)[WINDOWS_MOST]; /* of each segment, what no share in a window is above */
};

struct scorer {
	const struct question *question;
	const struct matches *matches;
	const bool *done; /* of each segment: it needs no window */
	struct leaf_scores *leaves;
};

/* False when the arena refused. */
bool scorer_begin(struct scorer *scorer, const struct question *question,
    const struct matches *matches, const bool *done, struct arena *arena);
/* The same for the bounds, which scorer_window looks at. */
bool scorer_bounds(struct scorer *scorer, struct arena *arena);

struct scored {
	uint32_t count;
	uint32_t documents[WINDOW_DOCUMENTS];
	float scores[WINDOW_DOCUMENTS];
};
/* Scores window `number` of the segment: its matches that score `floor` or more. */
void scorer_window(const struct scorer *scorer, uint32_t segment, uint32_t number, float floor,
    struct scored *scored);

/* One window on its way; the leaves by falling bound. */
struct window_job {
	const struct scorer *scorer;
	uint32_t segment, number, first, end;
	float floor, bound;                 /* of all leaves together */
	uint8_t order[QUERY_TERMS_LIMIT];   /* of the leaves */
	float after[QUERY_TERMS_LIMIT + 1]; /* bound of those from here on in the order */
	struct scored *scored;
};
/* candidates.c: adds those of the documents (at most SPARSE_MOST, ascending) that reach the floor.
 * `done` leaves of the order are in `sums` already. */
void candidates_score(struct window_job *job, const uint32_t *documents, const float *sums,
    uint32_t count, uint32_t done);
/* Unpacks the block unless it is at hand. False when it does not hold. */
bool leaf_load(const struct scorer *scorer, uint32_t leaf, uint32_t segment, uint32_t block);

struct bounded {
	float bound;
	uint32_t segment, number;
};
/* All windows that hold a match, the highest bound first; and by number, those not taken yet. */
struct window_heap {
	struct bounded *items;
	uint32_t count;
	float (*bounds)[WINDOWS_MOST]; /* of each segment; < 0: taken, or without a match */
};
/* False when the arena refused. */
bool window_heap_begin(struct window_heap *heap, const struct scorer *scorer,
    const struct matches *matches, struct arena *arena);
/* False when none is left. */
bool window_heap_take(struct window_heap *heap, struct bounded *next);

#endif
