/* Counting many matches. Three ways to the same numbers, segment by segment: runs of one value by
 * counting bits, matches one by one, or each value's list against the set; the last two by what
 * they cost. When more than half of the documents match, those that do not are counted and taken
 * off what all have. */
#include "search/count.h"

#include <string.h>

#include "search/bitset.h"

#define SET_WORDS   (SEGMENT_DOCUMENTS / 64)
#define CHUNK_WORDS 64 /* of a set, whose matches are counted at a time, */
#define UNROLLED    4  /* and so many of a word at a time */
#define RUN_COST    8  /* nanoseconds, about: to count a run, */
#define MATCH_COST  1  /* a match, with a value, */
#define VALUE_COST  1  /* two more values */
#define FEW_VALUES  64 /* are counted side by side, since the same ones follow each other */

/* Compiled twice, as in bitset.c. */
#define INLINED static inline __attribute__((always_inline))

/* A facet in a segment. */
struct sum {
	const struct segment *segment;
	const struct facet_column *column;
	const struct facet_row *rows;
	const struct facet_place *place;
	const uint32_t *global;
	uint32_t *counts;
	uint32_t *tallies; /* of the segment's values, and one for none */
	uint32_t apart;    /* with few values there are four of each, so far apart; else 0 */
};

struct part {
	const struct segment *segment;
	const uint64_t *set;
	uint32_t count; /* bits in the set */
	uint32_t step;  /* what a document counts: 1, or UINT32_MAX to take it off */
};

static void add(const struct sum *sum, uint32_t value, uint32_t documents)
{
	if (value < sum->column->value_count)
		sum->counts[sum->global[value]] += documents;
}

static uint32_t run_end(const struct sum *sum, uint32_t run)
{
	uint32_t documents = sum->segment->documents, end = documents;

	if (run + 1 < sum->column->entries)
		end = sum->column->runs[2 * (run + 1)];
	return end < documents ? end : documents;
}

static void sum_runs(const struct sum *sum, const struct part *part)
{
	for (uint32_t run = 0; run < sum->column->entries; run++) {
		uint32_t first = sum->column->runs[2 * run], end = run_end(sum, run);

		if (first < end)
			add(sum, sum->column->runs[2 * run + 1],
			    bitset_count_range(part->set, first, end));
	}
}

/* The run of a match is not far behind that of the one before. */
static void sum_runs_of_matches(const struct sum *sum, const struct part *part)
{
	uint32_t run = 0;

	for (uint32_t w = 0; sum->column->entries && w < sum->segment->set_words; w++) {
		for (uint64_t bits = part->set[w]; bits; bits &= bits - 1) {
			uint32_t document = w * 64 + (uint32_t)__builtin_ctzll(bits);

			while (run + 1 < sum->column->entries && run_end(sum, run) <= document)
				run++;
			add(sum, sum->column->runs[2 * run + 1], part->step);
		}
	}
}

static void sum_lists(const struct sum *sum, const struct part *part)
{
	for (uint32_t v = 0; v < sum->column->value_count; v++)
		add(sum, v,
		    part->step * list_count_in(sum->segment, &sum->column->lists[v], part->set));
}

/* ---- match by match ---- */

/* The matches of some words of a set. Without a branch for each: how many a word has cannot be
 * foretold. What is written beyond the last is written over. */
INLINED uint32_t take_matches(
    const uint64_t *set, uint32_t first, uint32_t end, uint16_t *documents)
{
	const uint64_t none = (uint64_t)1 << 63;
	uint32_t count = 0;

	for (uint32_t w = first; w < end; w++) {
		uint64_t bits = set[w];
		uint32_t at = count;

		count += (uint32_t)__builtin_popcountll(bits);
		while (at < count) {
			for (uint32_t i = 0; i < UNROLLED; i++) {
				documents[at + i] =
				    (uint16_t)(w * 64 + (uint32_t)__builtin_ctzll(bits | none));
				bits &= bits - 1;
			}
			at += UNROLLED;
		}
	}
	return count;
}

INLINED void tally_one(const struct sum *sum, const uint16_t *documents, uint32_t count)
{
	const uint16_t *values = sum->rows->values + sum->place->first;
	uint32_t apart = sum->apart, *tallies = sum->tallies;

	for (uint32_t i = 0; i < count; i++)
		tallies[i % 4 * apart + values[(size_t)ROW_VALUES * documents[i]]]++;
}

INLINED void tally_two(const struct sum *sum, const uint16_t *documents, uint32_t count)
{
	const uint16_t *values = sum->rows->values + sum->place->first;
	uint32_t *tallies = sum->tallies;

	for (uint32_t i = 0; i < count; i++) {
		tallies[values[(size_t)ROW_VALUES * documents[i]]]++;
		tallies[values[(size_t)ROW_VALUES * documents[i] + 1]]++;
	}
}

INLINED void tally_four(const struct sum *sum, const uint16_t *documents, uint32_t count)
{
	const uint16_t *values = sum->rows->values + sum->place->first;
	uint32_t *tallies = sum->tallies;

	for (uint32_t i = 0; i < count; i++) {
		uint64_t four;

		memcpy(&four, values + (size_t)ROW_VALUES * documents[i], sizeof four);
		tallies[four & 0xffff]++;
		tallies[four >> 16 & 0xffff]++;
		tallies[four >> 32 & 0xffff]++;
		tallies[four >> 48]++;
	}
}

/* A column for which rows had no place. */
static void tally_column(const struct sum *sum, const uint16_t *documents, uint32_t count)
{
	const struct facet_column *column = sum->column;

	if (column->form == FORM_MANY)
		return; /* tally_longer has all of them */
	for (uint32_t i = 0; i < count; i++)
		if (column->numbers[documents[i]] < column->value_count)
			sum->tallies[column->numbers[documents[i]]]++;
}

INLINED void tally(const struct sum *sum, const uint16_t *documents, uint32_t count)
{
	switch (sum->place->width) {
	case 0:
		tally_column(sum, documents, count);
		break;
	case 1:
		tally_one(sum, documents, count);
		break;
	case 2:
		tally_two(sum, documents, count);
		break;
	default:
		tally_four(sum, documents, count);
	}
}

/* What did not fit into rows. */
static void tally_longer(const struct sum *sum, const uint64_t *set)
{
	const struct facet_column *column = sum->column;

	for (uint32_t w = 0; w < sum->segment->set_words; w++) {
		for (uint64_t bits = set[w] & sum->place->longer[w]; bits; bits &= bits - 1) {
			uint32_t document = w * 64 + (uint32_t)__builtin_ctzll(bits);

			for (uint32_t i = column->starts[document] + sum->place->width;
			     i < column->starts[document + 1]; i++)
				sum->tallies[column->numbers[i]]++;
		}
	}
}

/* Into the counts of all segments; the tallies are zero again. */
static void take_tallies(const struct sum *sum, uint32_t step)
{
	uint32_t values = sum->column->value_count, *tallies = sum->tallies;

	for (uint32_t v = 0; v < values; v++) {
		uint32_t tally = tallies[v];

		for (uint32_t k = 1; sum->apart && k < 4; k++)
			tally += tallies[k * sum->apart + v];
		sum->counts[sum->global[v]] += step * tally;
	}
	memset(tallies, 0, (sum->apart ? 4 : 1) * (values + 1) * sizeof *tallies);
}

INLINED void tally_set(struct sum sums[FACET_COUNT], uint32_t facets, const struct part *part)
{
	uint16_t documents[CHUNK_WORDS * 64 + UNROLLED];
	uint32_t words = part->segment->set_words;

	for (uint32_t first = 0; first < words; first += CHUNK_WORDS) {
		uint32_t end = words - first < CHUNK_WORDS ? words : first + CHUNK_WORDS;
		uint32_t count = take_matches(part->set, first, end, documents);

		for (unsigned f = 0; count && f < FACET_COUNT; f++) {
			if (!(facets & 1u << f))
				continue;
			tally(&sums[f], documents, count);
		}
	}
}

#ifdef __x86_64__
__attribute__((target("popcnt,bmi"))) static void tally_fast(
    struct sum sums[FACET_COUNT], uint32_t facets, const struct part *part)
{
	tally_set(sums, facets, part);
}

static bool is_fast(void)
{
	return __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
}
#else
#define tally_fast tally_set
#define is_fast()  false
#endif

static void tally_plain(struct sum sums[FACET_COUNT], uint32_t facets, const struct part *part)
{
	tally_set(sums, facets, part);
}

static void sum_matches(struct sum sums[FACET_COUNT], uint32_t facets, const struct part *part)
{
	if (is_fast())
		tally_fast(sums, facets, part);
	else
		tally_plain(sums, facets, part);
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		if (!(facets & 1u << f))
			continue;
		if (sums[f].column->form == FORM_MANY)
			tally_longer(&sums[f], part->set);
		take_tallies(&sums[f], part->step);
	}
}

/* ---- a segment ---- */

static uint64_t match_costs(const struct sum *sum, const struct part *part)
{
	return (uint64_t)part->count *
	    (MATCH_COST +
		(sum->column->form == FORM_MANY ? VALUE_COST * sum->place->width / 2 : 0));
}

/* All documents of the segment, less those that do not match. */
static void turn_round(struct part *part, uint64_t rest[SET_WORDS])
{
	uint32_t words = part->segment->set_words;

	for (uint32_t w = 0; w < words; w++)
		rest[w] = ~part->set[w];
	if (part->segment->documents % 64)
		rest[words - 1] &= ((uint64_t)1 << part->segment->documents % 64) - 1;
	part->set = rest;
	part->count = part->segment->documents - part->count;
	part->step = UINT32_MAX;
}

static void sum_segment(const struct index *index, uint32_t number, uint32_t facets,
    const struct segment_matches *found, struct sum sums[FACET_COUNT])
{
	const struct part all = { &index->segments[number], found->set, found->count, 1 };
	uint64_t rest[SET_WORDS];
	struct part part = all;
	uint32_t by_matches = 0;

	if (all.count > all.segment->documents / 2)
		turn_round(&part, rest);
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		struct sum *sum = &sums[f];

		if (!(facets & 1u << f))
			continue;
		sum->segment = all.segment;
		sum->column = &all.segment->columns[f];
		sum->rows = index->rows[number].rows;
		sum->place = &index->rows[number].places[f];
		sum->apart =
		    sum->column->value_count < FEW_VALUES ? sum->column->value_count + 1 : 0;
		sum->global = index->facets[f].global[number];
		if (sum->column->form == FORM_RUNS &&
		    all.count / RUN_COST >= sum->column->entries) {
			sum_runs(sum, &all);
			continue;
		}
		for (uint32_t v = 0; part.step != 1 && v < sum->column->value_count; v++)
			add(sum, v, sum->column->lists[v].count);
		if (match_costs(sum, &part) > index->value_costs[number][f])
			sum_lists(sum, &part);
		else if (sum->column->form == FORM_RUNS)
			sum_runs_of_matches(sum, &part);
		else
			by_matches |= 1u << f;
	}
	if (by_matches && part.count)
		sum_matches(sums, by_matches, &part);
}

static uint32_t most_values(const struct index *index, unsigned facet)
{
	uint32_t most = 0;

	for (uint32_t s = 0; s < index->segment_count; s++)
		if (index->segments[s].columns[facet].value_count > most)
			most = index->segments[s].columns[facet].value_count;
	return most;
}

bool facets_sum(const struct index *index, uint32_t facets, const struct matches *matches,
    struct arena *arena, uint32_t *counts[FACET_COUNT])
{
	struct sum sums[FACET_COUNT];

	for (unsigned f = 0; f < FACET_COUNT; f++) {
		uint32_t most = most_values(index, f);

		if (!(facets & 1u << f))
			continue;
		if (most < FEW_VALUES)
			most = 4 * FEW_VALUES;
		sums[f].counts = counts[f] =
		    arena_take(arena, index->facets[f].count * sizeof *counts[f]);
		sums[f].tallies = arena_take(arena, (most + 1) * sizeof *sums[f].tallies);
		if (!counts[f] || !sums[f].tallies)
			return false;
	}
	for (uint32_t s = 0; s < index->segment_count; s++)
		if (matches->segments[s].count)
			sum_segment(index, s, facets, &matches->segments[s], sums);
	return true;
}
