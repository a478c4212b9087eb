/* Days: how many records were created on each of a month, for a calendar. */
#ifndef SEARCH_DAYS_H
#define SEARCH_DAYS_H

#include "search/search.h"

#define DAYS_MOST 31

/* counts[0] is the first: as many as created:2008-02-01 finds. Cost: a nanosecond or two for each
 * record of the month. */
void search_days(const struct index *index, int year, int month, uint64_t counts[DAYS_MOST]);

#endif
