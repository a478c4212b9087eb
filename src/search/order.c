/* The orders by date. Within a segment documents stand in order of time, unknown first, and those
 * of one time in order of id; so both orders are read off the set in runs of documents, each run
 * upwards or downwards, and the segments are merged by who is next.
 *
 *   newest    the runs are the documents of one time, from the last one down; each upwards
 *   oldest    the known ones upwards, then the unknown ones upwards
 *
 * Backwards, from a cursor, it is the same with every direction turned round. */
#include "search/bitset.h"
#include "search/rank.h"

#define UNKNOWN INT64_MIN
#define NONE    UINT32_MAX

struct walk {
	const struct segment *segment;
	const uint64_t *set;
	enum sort sort;
	bool backwards;
	uint32_t low, high;   /* what is left of the run at hand */
	uint32_t edge;        /* newest: the runs to come begin here */
	uint32_t then, until; /* oldest: the run that follows, if any */
	uint32_t head;        /* the document that is next, or NONE */
};

static uint32_t last_set(const uint64_t *set, uint32_t first, uint32_t end)
{
	while (end > first) {
		uint32_t word = (end - 1) / 64;
		uint64_t bits = set[word] << (63 - (end - 1) % 64);

		if (bits) {
			end -= (uint32_t)__builtin_clzll(bits) + 1;
			return end >= first ? end : NONE;
		}
		end = word * 64;
	}
	return NONE;
}

static uint32_t find_later(const struct segment *segment, uint32_t low, int64_t time)
{
	return time == INT64_MAX ? segment->documents
				 : segment_find_time(segment, low, segment->documents, time + 1);
}

/* Among documents of one time, the first behind the cursor's place, or the one on it
 * when it is wanted what lies before. */
static uint32_t find_id(
    const struct segment *segment, uint32_t low, uint32_t high, Text id, enum cursor_side side)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(segment_id(segment, middle), id);

		if (order < 0 || (order == 0 && side == CURSOR_BEHIND))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool next_newest(struct walk *walk)
{
	const int64_t *created = walk->segment->created;
	uint32_t on;

	if (walk->backwards) {
		on = bitset_next(walk->set, walk->edge, walk->segment->documents);
		if (on >= walk->segment->documents)
			return false;
		walk->low = on;
		walk->high = find_later(walk->segment, on + 1, created[on]);
		walk->edge = walk->high;
		return true;
	}
	on = last_set(walk->set, 0, walk->edge);
	if (on == NONE)
		return false;
	walk->high = on + 1;
	walk->low = on;
	if (on && created[on - 1] == created[on])
		walk->low = segment_find_time(walk->segment, 0, on, created[on]);
	walk->edge = walk->low;
	return true;
}

static bool next_oldest(struct walk *walk)
{
	if (walk->then == walk->until)
		return false;
	walk->low = walk->then;
	walk->high = walk->until;
	walk->then = walk->until;
	return true;
}

/* Takes the next document of the run at hand. */
static uint32_t take(struct walk *walk)
{
	uint32_t on;

	if (walk->low >= walk->high)
		return NONE;
	if (walk->backwards) {
		on = last_set(walk->set, walk->low, walk->high);
		walk->high = on == NONE ? walk->low : on;
		return on;
	}
	on = bitset_next(walk->set, walk->low, walk->high);
	if (on >= walk->high)
		on = NONE;
	walk->low = on == NONE ? walk->high : on + 1;
	return on;
}

static void step(struct walk *walk)
{
	do {
		walk->head = take(walk);
	} while (walk->head == NONE &&
	    (walk->sort == SORT_OLDEST ? next_oldest(walk) : next_newest(walk)));
}

/* From the beginning of the order. */
static void begin(struct walk *walk)
{
	const struct segment *segment = walk->segment;

	walk->low = walk->high = 0;
	walk->edge = segment->documents;
	if (walk->sort == SORT_OLDEST) {
		walk->low = walk->until = find_later(segment, 0, UNKNOWN);
		walk->high = segment->documents;
	}
}

/* From the cursor's place. Returns how many matches lie before it. */
static uint32_t begin_at(struct walk *walk, const struct cursor *cursor)
{
	const struct segment *segment = walk->segment;
	uint32_t known = find_later(segment, 0, UNKNOWN), end = segment->documents;
	uint32_t low = segment_find_time(segment, 0, end, cursor->created);
	uint32_t high = find_later(segment, low, cursor->created);
	uint32_t place = find_id(segment, low, high, cursor->id, cursor->side);
	bool unknown = cursor->created == UNKNOWN;

	if (walk->sort == SORT_NEWEST) {
		walk->low = walk->backwards ? low : place;
		walk->high = walk->backwards ? place : high;
		walk->edge = walk->backwards ? high : low;
		return bitset_count_range(walk->set, low, place) +
		    bitset_count_range(walk->set, high, end);
	}
	if (walk->backwards) {
		walk->low = unknown ? 0 : known;
		walk->high = place;
		walk->then = unknown ? known : 0;
		walk->until = unknown ? end : 0;
	} else {
		walk->low = place;
		walk->high = unknown ? known : end;
		walk->until = unknown ? 0 : known;
	}
	return unknown
	    ? bitset_count_range(walk->set, known, end) + bitset_count_range(walk->set, 0, place)
	    : bitset_count_range(walk->set, known, place);
}

/* Sets up the walks; returns how many matches lie before the place. */
static uint64_t begin_all(struct walk *walks, const struct index *index,
    const struct matches *matches, enum sort sort, const struct cursor *cursor)
{
	uint64_t before = 0;

	for (uint32_t s = 0; s < index->segment_count; s++) {
		walks[s] = (struct walk){ .segment = &index->segments[s],
			.set = matches->segments[s].set,
			.sort = sort,
			.backwards = cursor && cursor->side == CURSOR_BEFORE,
			.head = NONE };
		if (!matches->segments[s].count)
			continue;
		if (cursor)
			before += begin_at(&walks[s], cursor);
		else
			begin(&walks[s]);
		step(&walks[s]);
	}
	return before;
}

/* Is `a` before `b` in the order? */
static bool goes_first(const struct index *index, enum sort sort, struct place a, struct place b)
{
	int64_t x = index->segments[a.segment].created[a.document];
	int64_t y = index->segments[b.segment].created[b.document];

	if (sort == SORT_OLDEST && x != y && x != UNKNOWN && y != UNKNOWN)
		return x < y;
	return place_compare(index, a, b) < 0;
}

/* The walk whose head is next, or NONE. */
static uint32_t first_walk(
    const struct index *index, const struct walk *walks, enum sort sort, bool backwards)
{
	struct place found = NO_PLACE;

	for (uint32_t s = 0; s < index->segment_count; s++) {
		struct place place = { s, walks[s].head };

		if (place.document == NONE)
			continue;
		if (found.segment == NONE || goes_first(index, sort, place, found) != backwards)
			found = place;
	}
	return found.segment;
}

static void fill(const struct index *index, struct walk *walks, enum sort sort, bool backwards,
    uint32_t limit, struct page *page)
{
	while (page->count < limit) {
		uint32_t s = first_walk(index, walks, sort, backwards);

		if (s == NONE)
			break;
		page->items[page->count++] = (struct ranked){ .place = { s, walks[s].head } };
		step(&walks[s]);
	}
	for (uint32_t i = 0; backwards && i < page->count / 2; i++) {
		struct ranked item = page->items[i];

		page->items[i] = page->items[page->count - 1 - i];
		page->items[page->count - 1 - i] = item;
	}
}

bool rank_by_date(const struct index *index, const struct matches *matches, enum sort sort,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page)
{
	struct walk *walks = arena_take(arena, index->segment_count * sizeof *walks);
	bool backwards = cursor && cursor->side == CURSOR_BEFORE;

	if (!walks)
		return false;
	page->before = begin_all(walks, index, matches, sort, cursor);
	if (backwards && page->before == 0) {
		backwards = false;
		begin_all(walks, index, matches, sort, NULL);
	}
	fill(index, walks, sort, backwards, limit, page);
	if (backwards)
		page->before -= page->count;
	return true;
}
