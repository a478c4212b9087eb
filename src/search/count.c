/* Counting many matches. Three ways to the same numbers, segment by segment: runs of one value by
 * counting bits, matches one by one, or each value's list against the set; the last two by what
 * they cost. When more than half of the documents match, those that do not are counted and taken
 * off what all have. */
#include "search/count.h"

#include "search/bitset.h"

#define SET_WORDS  (SEGMENT_DOCUMENTS / 64)
#define RUN_COST   8 /* nanoseconds, about: to count a run, */
#define MATCH_COST 2 /* to come to a match, */
#define VALUE_COST 1 /* to count a value of it */

struct sum {
	const struct segment *segment;
	const struct facet_column *column;
	const uint32_t *global;
	const uint64_t *set;
	uint32_t count; /* bits in the set */
	uint32_t *counts;
	uint32_t step; /* what a document counts: 1, or UINT32_MAX to take it off */
};

static void add(const struct sum *sum, uint32_t value, uint32_t documents)
{
	if (value < sum->column->value_count)
		sum->counts[sum->global[value]] += documents * sum->step;
}

static uint32_t run_end(const struct sum *sum, uint32_t run)
{
	uint32_t documents = sum->segment->documents, end = documents;

	if (run + 1 < sum->column->entries)
		end = sum->column->runs[2 * (run + 1)];
	return end < documents ? end : documents;
}

static void sum_runs(const struct sum *sum)
{
	for (uint32_t run = 0; run < sum->column->entries; run++) {
		uint32_t first = sum->column->runs[2 * run], end = run_end(sum, run);

		if (first < end)
			add(sum, sum->column->runs[2 * run + 1],
			    bitset_count_range(sum->set, first, end));
	}
}

/* The run of a match is not far behind that of the one before. */
static void sum_runs_of_matches(const struct sum *sum)
{
	uint32_t run = 0;

	for (uint32_t w = 0; w < sum->segment->set_words; w++) {
		for (uint64_t bits = sum->set[w]; bits; bits &= bits - 1) {
			uint32_t document = w * 64 + (uint32_t)__builtin_ctzll(bits);

			while (run + 1 < sum->column->entries && run_end(sum, run) <= document)
				run++;
			add(sum, sum->column->runs[2 * run + 1], 1);
		}
	}
}

/* In both, what does not change is held apart, as the counts might be it. */
static void sum_single(const struct sum *sum)
{
	const uint16_t *numbers = sum->column->numbers;
	const uint32_t *global = sum->global;
	uint32_t *counts = sum->counts, values = sum->column->value_count, step = sum->step;

	for (uint32_t w = 0; w < sum->segment->set_words; w++) {
		for (uint64_t bits = sum->set[w]; bits; bits &= bits - 1) {
			uint32_t number = numbers[w * 64 + (uint32_t)__builtin_ctzll(bits)];

			if (number < values)
				counts[global[number]] += step;
		}
	}
}

/* Matches side by side have their values side by side: they are counted in one go. */
static void sum_many(const struct sum *sum)
{
	const uint32_t *starts = sum->column->starts, *global = sum->global;
	const uint16_t *numbers = sum->column->numbers;
	uint32_t *counts = sum->counts, step = sum->step;

	for (uint32_t w = 0; w < sum->segment->set_words; w++) {
		for (uint64_t bits = sum->set[w]; bits;) {
			uint32_t first = (uint32_t)__builtin_ctzll(bits);
			uint64_t gone = ~(bits >> first);
			uint32_t end = first + (gone ? (uint32_t)__builtin_ctzll(gone) : 64);
			uint32_t last = starts[w * 64 + end];

			bits = end < 64 ? bits >> end << end : 0;
			for (uint32_t i = starts[w * 64 + first]; i < last; i++)
				counts[global[numbers[i]]] += step;
		}
	}
}

static uint32_t count_list(const struct sum *sum, const struct list *list)
{
	uint32_t found = 0;

	for (uint32_t b = 0; b < list_block_count(list); b++) {
		struct postings postings;

		if (!list_block(sum->segment, list, b, &postings))
			break;
		for (uint32_t i = 0; i < postings.count; i++)
			found += bitset_has(sum->set, postings.documents[i]);
	}
	return found;
}

static void sum_lists(const struct sum *sum)
{
	for (uint32_t v = 0; v < sum->column->value_count; v++) {
		const struct list *list = &sum->column->lists[v];

		add(sum, v,
		    list->bitmap
			? bitset_count_both(sum->set, list->bitmap, sum->segment->set_words)
			: count_list(sum, list));
	}
}

static uint64_t match_costs(const struct sum *sum)
{
	uint64_t cost = MATCH_COST * (uint64_t)sum->count;

	if (sum->column->form == FORM_MANY && sum->segment->documents)
		cost += VALUE_COST * (uint64_t)sum->count * sum->column->entries /
		    sum->segment->documents;
	return cost;
}

static void sum_by_matches(const struct sum *sum)
{
	switch (sum->column->form) {
	case FORM_RUNS:
		if (sum->column->entries)
			sum_runs_of_matches(sum);
		break;
	case FORM_SINGLE:
		sum_single(sum);
		break;
	case FORM_MANY:
		sum_many(sum);
		break;
	}
}

/* All documents of the segment, less those that do not match. */
static void turn_round(struct sum *sum, uint64_t rest[SET_WORDS])
{
	for (uint32_t v = 0; v < sum->column->value_count; v++)
		add(sum, v, sum->column->lists[v].count);
	for (uint32_t w = 0; w < sum->segment->set_words; w++)
		rest[w] = ~sum->set[w];
	if (sum->segment->documents % 64)
		rest[sum->segment->set_words - 1] &=
		    ((uint64_t)1 << sum->segment->documents % 64) - 1;
	sum->set = rest;
	sum->count = sum->segment->documents - sum->count;
	sum->step = UINT32_MAX;
}

static void sum_segment(struct sum *sum, uint64_t value_costs)
{
	uint64_t rest[SET_WORDS];

	if (sum->column->form == FORM_RUNS && sum->count / RUN_COST >= sum->column->entries) {
		sum_runs(sum);
		return;
	}
	if (sum->count > sum->segment->documents / 2)
		turn_round(sum, rest);
	if (sum->count == 0)
		return;
	if (match_costs(sum) <= value_costs)
		sum_by_matches(sum);
	else
		sum_lists(sum);
}

void facet_sum(
    const struct index *index, enum facet facet, const struct matches *matches, uint32_t *counts)
{
	for (uint32_t s = 0; s < index->segment_count; s++) {
		const struct segment *segment = &index->segments[s];
		struct sum sum = {
			.segment = segment,
			.column = &segment->columns[facet],
			.global = index->facets[facet].global[s],
			.set = matches->segments[s].set,
			.count = matches->segments[s].count,
			.counts = counts,
			.step = 1,
		};

		if (sum.count)
			sum_segment(&sum, index->value_costs[s][facet]);
	}
}
