/* Counting all that match, exactly. Segment by segment and facet by facet in the cheapest of three
 * ways: runs of one value against the ascending list of matches, the values of each match, or each
 * value's list against the set. When more than half of the documents match, those that do not are
 * counted and taken off what all have. */
#include "search/count.h"

#include "search/bitset.h"
#include "search/tally.h"

#define SET_WORDS  (SEGMENT_DOCUMENTS / 64)
#define MATCH_COST 1 /* nanoseconds, about: a match, with a value, */
#define VALUE_COST 1 /* two more values */

/* The documents of a segment that are counted. */
struct part {
	const struct segment *segment;
	const uint64_t *set;       /* or NULL */
	const uint16_t *documents; /* the same, ascending */
	uint32_t count;
	enum side side;
};

/* A facet in a segment. */
struct sum {
	const struct facet_column *column;
	const uint32_t *global;
	uint32_t *counts; /* of all segments; what is taken off too early wraps round and back */
};

static void add(const struct sum *sum, uint32_t value, uint32_t documents)
{
	if (value < sum->column->value_count)
		sum->counts[sum->global[value]] += documents;
}

static uint32_t signed_by(const struct part *part, uint32_t count)
{
	return part->side == SIDE_ADDED ? count : -count;
}

/* The last run that begins at or before the document, from `run` on. */
static uint32_t find_run(const struct facet_column *column, uint32_t run, uint32_t document)
{
	uint32_t high = run + 1, step = 1;

	for (; high < column->entries && column->runs[2 * high] <= document; step *= 2) {
		run = high;
		high += step;
	}
	if (high > column->entries)
		high = column->entries;
	while (high - run > 1) {
		uint32_t middle = run + (high - run) / 2;

		if (column->runs[2 * middle] <= document)
			run = middle;
		else
			high = middle;
	}
	return run;
}

/* The place of the first of `count` documents from `place` on that is not before `end`. */
static uint32_t find_place(const uint16_t *documents, uint32_t place, uint32_t count, uint32_t end)
{
	uint32_t low = place, high = place, step = 1;

	for (; high < count && documents[high] < end; step *= 2) {
		low = high + 1;
		high += step;
	}
	if (high > count)
		high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (documents[middle] < end)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void sum_runs(const struct sum *sum, const struct part *part)
{
	const struct facet_column *column = sum->column;
	uint32_t run = 0, end;

	for (uint32_t place = 0; column->entries && place < part->count; place = end) {
		run = find_run(column, run, part->documents[place]);
		end = part->count;
		if (run + 1 < column->entries)
			end = find_place(
			    part->documents, place, part->count, column->runs[2 * (run + 1)]);
		add(sum, column->runs[2 * run + 1], signed_by(part, end - place));
	}
}

static void sum_lists(const struct sum *sum, const struct part *part)
{
	for (uint32_t v = 0; v < sum->column->value_count; v++)
		add(sum, v,
		    signed_by(
			part, list_count_in(part->segment, &sum->column->lists[v], part->set)));
}

static void sum_longer(const struct sum *sum, const struct facet_place *place,
    const struct part *part, uint32_t document)
{
	const struct facet_column *column = sum->column;

	for (uint32_t i = column->starts[document] + place->width; i < column->starts[document + 1];
	     i++)
		add(sum, column->numbers[i], signed_by(part, 1));
}

/* Those values for which rows have no place. */
static void sum_beside_rows(
    const struct sum *sum, const struct facet_place *place, const struct part *part)
{
	const struct facet_column *column = sum->column;
	uint32_t words = part->segment->set_words;
	bool few;

	if (column->form == FORM_SINGLE) {
		for (uint32_t i = 0; !place->width && i < part->count; i++)
			add(sum, column->numbers[part->documents[i]], signed_by(part, 1));
		return;
	}
	few = !part->set || part->count < words / 2;
	for (uint32_t i = 0; few && i < part->count; i++)
		if (bitset_has(place->longer, part->documents[i]))
			sum_longer(sum, place, part, part->documents[i]);
	for (uint32_t w = 0; !few && w < words; w++)
		for (uint64_t bits = part->set[w] & place->longer[w]; bits; bits &= bits - 1)
			sum_longer(sum, place, part, w * 64 + (uint32_t)__builtin_ctzll(bits));
}

static bool is_by_lists(const struct facet_column *column, const struct facet_place *place,
    const struct part *part, uint32_t cost)
{
	uint64_t one = MATCH_COST + (column->form == FORM_MANY ? VALUE_COST * place->width / 2 : 0);

	return part->set && part->count * one > cost;
}

static void sum_segment(const struct index *index, uint32_t number, uint32_t facets,
    const struct part *part, struct tallies *tallies)
{
	uint32_t by_rows = 0;

	for (unsigned f = 0; f < FACET_COUNT; f++) {
		const struct facet_column *column = &part->segment->columns[f];
		const struct facet_place *place = &index->rows[number].places[f];
		struct sum sum = { column, index->facets[f].global[number],
			tallies->counts[SIDE_ADDED][f] };

		if (!(facets & 1u << f))
			continue;
		for (uint32_t v = 0; part->side == SIDE_TAKEN_OFF && v < column->value_count; v++)
			add(&sum, v, column->lists[v].count);
		if (column->form == FORM_RUNS) {
			sum_runs(&sum, part);
		} else if (is_by_lists(column, place, part, index->value_costs[number][f])) {
			sum_lists(&sum, part);
		} else {
			by_rows |= 1u << f;
			sum_beside_rows(&sum, place, part);
		}
	}
	tally_rows(
	    tallies, &index->rows[number], by_rows, part->documents, part->count, part->side);
}

/* All documents of the segment, less those that do not match. */
static bool turn_round(struct part *part, uint64_t rest[SET_WORDS], struct arena *arena)
{
	uint32_t words = part->segment->set_words;
	uint16_t *documents;

	for (uint32_t w = 0; w < words; w++)
		rest[w] = ~part->set[w];
	if (part->segment->documents % 64)
		rest[words - 1] &= ((uint64_t)1 << part->segment->documents % 64) - 1;
	part->set = rest;
	part->count = part->segment->documents - part->count;
	part->side = SIDE_TAKEN_OFF;
	part->documents = documents = bitset_list_take(rest, words, part->count, arena);
	return documents != NULL;
}

bool facets_sum(const struct index *index, uint32_t facets, const struct matches *matches,
    struct arena *arena, uint32_t *counts[FACET_COUNT])
{
	struct tallies tallies;

	if (!tallies_begin(&tallies, index, facets, arena))
		return false;
	for (uint32_t s = 0; s < index->segment_count; s++) {
		const struct segment_matches *found = &matches->segments[s];
		struct part part = { &index->segments[s], found->set, found->documents,
			found->count, SIDE_ADDED };
		uint64_t rest[SET_WORDS];

		if (!found->count)
			continue;
		if (!found->documents &&
		    (!turn_round(&part, rest, arena) || !tallies_begin_taken_off(&tallies, arena)))
			return false;
		sum_segment(index, s, facets, &part, &tallies);
	}
	tallies_end(&tallies);
	for (unsigned f = 0; f < FACET_COUNT; f++)
		counts[f] = tallies.counts[SIDE_ADDED][f];
	return true;
}
