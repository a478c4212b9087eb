/* Dates: documents are in order of created, so what begins within the dates asked for is a range of
 * them. Of those, all that the moment may mean has to lie within too (I6): a cable of "2008" is not
 * one of March 2008, so the imprecise ones near the end are looked at one by one. */
#include "search/bitset.h"
#include "search/evaluator.h"

#define DAY      86400
#define FEW      8 /* of so many documents one or less: their list is shorter than all */
#define YEAR_ONE (-INT64_C(62135596800)) /* no date lies before it */

static int64_t from_of(const struct node *node)
{
	return node->from > YEAR_ONE ? node->from : YEAR_ONE;
}

/* The bounds come first: seconds from outside may be such that their end is no number. */
static bool within(const struct node *node, Moment moment)
{
	if (moment.precision == PRECISION_UNKNOWN || moment.seconds < from_of(node))
		return false;
	return node->until == INT64_MAX ||
	    (moment.seconds < node->until && moment_end(moment) <= node->until);
}

static void add_range(const uint64_t *among, uint32_t first, uint32_t end, uint64_t *set)
{
	if (!among) {
		bitset_fill(set, first, end);
		return;
	}
	for (uint32_t w = first / 64; first < end; w++, first = w * 64) {
		uint32_t stop = end < (w + 1) * 64 ? end : (w + 1) * 64;
		uint64_t mask = UINT64_MAX << first % 64;

		if (stop % 64)
			mask &= UINT64_MAX >> (64 - stop % 64);
		set[w] |= among[w] & mask;
	}
}

/* What begins before this ends before `until`, whatever its precision. */
static int64_t surely_within(int64_t until)
{
	Civil civil;
	int64_t year;

	if (until == INT64_MAX)
		return until;
	civil = clock_civil(until - 1);
	year = clock_seconds((Civil){ .year = civil.year, .month = 1, .day = 1 });
	if (civil.month == 12 && civil.day == 31 && civil.hour == 23 && civil.minute == 59 &&
	    civil.second == 59)
		year = until;
	return year < until - DAY ? year : until - DAY;
}

static void add_created(
    const struct segment *segment, const struct node *node, const uint64_t *among, uint64_t *set)
{
	int64_t sure = surely_within(node->until);
	uint32_t first = segment_find_time(segment, 0, segment->documents, from_of(node));
	uint32_t end = node->until < INT64_MAX
	    ? segment_find_time(segment, 0, segment->documents, node->until)
	    : segment->documents;
	uint32_t i =
	    sure < INT64_MAX ? segment_find_time(segment, 0, segment->documents, sure) : end;

	for (i = i > first ? i : first; i < end; i++) {
		if (within(node, segment_created(segment, i)))
			continue;
		add_range(among, first, i, set);
		first = i + 1;
	}
	if (first < end)
		add_range(among, first, end, set);
}

/* Which of up to 64 documents from `first` on were released within. */
static uint64_t released_within(
    const struct segment *segment, const struct node *node, uint32_t first, int64_t sure)
{
	const int64_t *released = segment->released + first;
	uint32_t count = segment->documents - first < 64 ? segment->documents - first : 64;
	uint64_t from = (uint64_t)from_of(node), span = (uint64_t)node->until - from;
	uint64_t bits = 0;

	for (uint32_t i = 0; i < count; i++)
		bits |= (uint64_t)((uint64_t)released[i] - from < span) << i;
	for (uint64_t rest = bits; rest; rest &= rest - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(rest);

		if (released[i] >= sure && !within(node, segment_released(segment, first + i)))
			bits &= ~((uint64_t)1 << i);
	}
	return bits;
}

/* The documents that were released on the day that begins at `from`; they are few enough not to go
 * through all. False when they are not, or when that is no day with a list. */
static bool find_day(const struct segment *segment, const struct node *node, struct list *list)
{
	const struct facet_column *column = &segment->columns[FACET_RELEASED];
	uint32_t low = 0, high = column->value_count;
	Moment day = MOMENT_UNKNOWN;

	if (node->from < YEAR_ONE || node->until == INT64_MAX || node->until - node->from != DAY)
		return false;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (!moment_read(column->values[middle], &day) || day.seconds < node->from)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == column->value_count || !moment_read(column->values[low], &day) ||
	    day.seconds != node->from || day.precision != PRECISION_DAY)
		return false;
	*list = column->lists[low];
	return list->count < segment->documents / FEW;
}

static void add_day(const struct segment *segment, const struct node *node, const struct list *list,
    const uint64_t *among, uint64_t *set)
{
	struct postings postings;

	for (uint32_t b = 0; b < list_block_count(list); b++) {
		if (!list_block(segment, list, b, &postings))
			return;
		for (uint32_t i = 0; i < postings.count; i++) {
			uint32_t document = postings.documents[i];

			if ((!among || bitset_has(among, document)) &&
			    within(node, segment_released(segment, document)))
				bitset_add(set, document);
		}
	}
}

static void add_released(
    const struct segment *segment, const struct node *node, const uint64_t *among, uint64_t *set)
{
	struct list list;
	int64_t sure;

	if (find_day(segment, node, &list)) {
		add_day(segment, node, &list, among, set);
		return;
	}
	sure = surely_within(node->until);
	for (uint32_t w = 0; w < segment->set_words; w++) {
		if (among && !among[w])
			continue;
		set[w] |=
		    released_within(segment, node, w * 64, sure) & (among ? among[w] : UINT64_MAX);
	}
}

void dates_add(
    const struct segment *segment, const struct node *node, const uint64_t *among, uint64_t *set)
{
	if (node->field == FIELD_RELEASED)
		add_released(segment, node, among, set);
	else
		add_created(segment, node, among, set);
}
