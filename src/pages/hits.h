/* Hits: the records of a list, one by one. */
#ifndef PAGES_HITS_H
#define PAGES_HITS_H

#include "pages/trail.h"

/* As an ordered list that starts at number `first`; their links carry the trail on (one that is not
 * known: plain addresses). */
void hits_put(struct visit *visit, const struct search_result *result, uint64_t first,
    const struct trail *trail);

#endif
