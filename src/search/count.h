/* Facet counts over a set of documents. */
#ifndef SEARCH_COUNT_H
#define SEARCH_COUNT_H

#include "search/rank.h"

/* Counts the facets that the request names over all items, in any order of theirs. False when the
 * arena refused. */
bool facets_count(const struct index *index, const struct search_request *request,
    const struct ranked *items, uint32_t count, struct arena *arena,
    struct facet_list lists[FACET_COUNT]);

#endif
