/* Windows: a segment's documents in pieces that are scored one at a time, and the bound of each, so
 * that most need not be. The score of a document is the sum of its leaves' shares in their order,
 * whatever the windows and segments. */
#ifndef SEARCH_WINDOW_H
#define SEARCH_WINDOW_H

#include "search/rank.h"

#define WINDOW_DOCUMENTS 512
#define WINDOWS_MOST     (SEGMENT_DOCUMENTS / WINDOW_DOCUMENTS) /* of a segment */

struct window {
	union {
		float scores[WINDOW_DOCUMENTS]; /* of all documents, in the set or not */
		int32_t bits[WINDOW_DOCUMENTS];
	};
};

/* The shares of one block of a leaf's list, or of all its documents when it was counted out. */
struct leaf_shares {
	uint32_t segment, block; /* of what is here; UINT32_MAX: nothing yet */
	uint32_t count;
	uint32_t documents[PACK_BLOCK];
	float shares[PACK_BLOCK];
	float **counted; /* of each segment: shares of the documents of its leaf_hits, or NULL */
};

struct scorer {
	const struct question *question;
	const struct matches *matches;
	struct leaf_shares *leaves;
};

/* False when the arena refused. */
bool scorer_begin(struct scorer *scorer, const struct question *question,
    const struct matches *matches, struct arena *arena);
/* Scores window `number` of the segment: right for the documents in the set of matches. */
void scorer_window(struct scorer *scorer, uint32_t segment, uint32_t number, struct window *window);
/* Adds to bounds[] what no document of a window can be above, for each window of the segment. */
void scorer_bounds(const struct scorer *scorer, uint32_t segment, float bounds[WINDOWS_MOST]);

struct bounded {
	float bound;
	uint32_t segment, number;
};
/* All windows that hold a match, the highest bound first. */
struct window_heap {
	struct bounded *items;
	uint32_t count;
};
/* False when the arena refused. */
bool window_heap_begin(struct window_heap *heap, const struct scorer *scorer,
    const struct matches *matches, struct arena *arena);
/* False when none is left. */
bool window_heap_take(struct window_heap *heap, struct bounded *next);

#endif
