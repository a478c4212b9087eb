/* Merge: the values of each facet over all segments, in one sorted list. */
#ifndef SEARCH_MERGE_H
#define SEARCH_MERGE_H

#include "search/index.h"

/* Fills index->facets, index->value_costs and index->rows; values and labels stay borrowed from the
 * segments. Labels are those of the first segment that has the value. False when the arena refused.
 */
bool merge_values(struct index *index);
/* The value's number in the merged list, or UINT32_MAX. */
uint32_t merged_value(const struct facet_values *values, Text value);

#endif
