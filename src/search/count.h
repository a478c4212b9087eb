/* Facet counts over all that match. */
#ifndef SEARCH_COUNT_H
#define SEARCH_COUNT_H

#include "search/rank.h"

/* Counts the facets that the request names, exactly. Cost: for a few matches about their values;
 * for many whatever is cheaper, to go through the matches or through the values' lists. False when
 * the arena refused. */
bool facets_count(const struct index *index, const struct search_request *request,
    const struct matches *matches, struct arena *arena, struct facet_list lists[FACET_COUNT]);

/* The counts of one facet of many matches, a number for each value of index->facets. */
void facet_sum(
    const struct index *index, enum facet facet, const struct matches *matches, uint32_t *counts);

#endif
