/* Best: the first hits of many by score, then newest first, kept in a heap. */
#ifndef SEARCH_BEST_H
#define SEARCH_BEST_H

#include "search/rank.h"

struct best {
	const struct index *index;
	struct ranked *items; /* room for `most`; items[0] is the one that goes next */
	uint32_t count, most;
	bool last; /* keep the last ones of the order instead */
};

/* Keeps the item when it is among the `most` first. */
void best_offer(struct best *best, const struct ranked *item);
/* Into their order; nothing may be offered behind that. */
void best_sort(struct best *best);

#endif
