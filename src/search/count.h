/* Facet counts over all that match. */
#ifndef SEARCH_COUNT_H
#define SEARCH_COUNT_H

#include "search/rank.h"

/* Counts the facets that the request names, exactly. Cost: for a few matches about their values;
 * for many whatever is cheaper, to go through the matches or through the values' lists. False when
 * the arena refused. */
bool facets_count(const struct index *index, const struct search_request *request,
    const struct matches *matches, struct arena *arena, struct facet_list lists[FACET_COUNT]);

/* The counts of facets (a bit each) of many matches: counts[facet] is a number for each value of
 * index->facets. False when the arena refused. */
bool facets_sum(const struct index *index, uint32_t facets, const struct matches *matches,
    struct arena *arena, uint32_t *counts[FACET_COUNT]);

#endif
