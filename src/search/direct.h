/* Direct: the scores of all matches of a segment at once, where every leaf was counted out and no
 * list is long, so that to find out what need not be scored would cost more. */
#ifndef SEARCH_DIRECT_H
#define SEARCH_DIRECT_H

#include "search/rank.h"

/* Is the segment scored so? */
bool direct_is_for(const struct question *question, const struct segment_matches *found);
/* The score of each match, in their order, in the arena, and the matches themselves. False when it
 * refused. */
bool direct_scores(const struct question *question, const struct segment_matches *found,
    uint32_t segment, struct arena *arena, const uint16_t **documents, const float **scores);

#endif
