#include "search/days.h"

#include "search/index.h"
#include "search/query.h"

#define DAY 86400

/* A record counts when all that its moment may mean lies within the day (I6), as in dates.c. */
static void count_days(
    const struct segment *segment, int64_t from, int64_t until, uint64_t counts[DAYS_MOST])
{
	uint32_t first = segment_find_time(segment, 0, segment->documents, from);
	uint32_t end = segment_find_time(segment, first, segment->documents, until);

	for (uint32_t i = first; i < end; i++) {
		Moment moment = segment_created(segment, i);
		int64_t day;

		if (moment.precision == PRECISION_UNKNOWN || moment.seconds < from ||
		    moment.seconds >= until)
			continue;
		day = (moment.seconds - from) / DAY;
		counts[day] += moment_end(moment) <= from + (day + 1) * DAY;
	}
}

void search_days(const struct index *index, int year, int month, uint64_t counts[DAYS_MOST])
{
	int64_t from = clock_seconds((Civil){ .year = year, .month = month, .day = 1 });
	int64_t until = clock_seconds(
	    (Civil){ .year = year + (month == 12), .month = month % 12 + 1, .day = 1 });

	for (unsigned i = 0; i < DAYS_MOST; i++)
		counts[i] = 0;
	for (uint32_t s = 0; s < index->segment_count; s++)
		count_days(&index->segments[s], from, until, counts);
}
