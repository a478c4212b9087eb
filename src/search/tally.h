/* Tally: the values of documents counted one by one, by the rows of the index, for all segments at
 * once. */
#ifndef SEARCH_TALLY_H
#define SEARCH_TALLY_H

#include "search/index.h"

/* What a document counts. */
enum side { SIDE_ADDED, SIDE_TAKEN_OFF, SIDES };

struct tallies {
	const struct index *index;
	uint32_t facets; /* a bit each */
	/* Of each value over all segments, and behind them of no value; others may count here, too.
	 * The second side may be NULL: nothing. */
	uint32_t *counts[SIDES][FACET_COUNT];
	/* With few values there are four of each, so far apart; else 0. */
	uint32_t apart[FACET_COUNT];
};

/* In the arena, which may refuse. The other side is begun when it is needed. */
bool tallies_begin(
    struct tallies *tallies, const struct index *index, uint32_t facets, struct arena *arena);
bool tallies_begin_taken_off(struct tallies *tallies, struct arena *arena);
/* Counts the values that stand in the rows of these documents. */
void tally_rows(struct tallies *tallies, const struct facet_rows *rows, uint32_t facets,
    const uint16_t *documents, uint32_t count, enum side side);
/* Brings all to counts[SIDE_ADDED][facet]: one number for each value. */
void tallies_end(struct tallies *tallies);

#endif
