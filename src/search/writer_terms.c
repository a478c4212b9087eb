/* Order of keys: each lane sorts its terms, then the lanes are merged. A key's first eight bytes,
 * space and all, are compared as one number; hardly ever more is looked at. */
#include <stdlib.h>
#include <string.h>

#include "search/columns.h"
#include "search/writer.h"

struct entry {
	uint64_t head;
	uint32_t term;
};

struct run {
	struct entry *entries;
	uint32_t count, at;
	struct inverter *inverter;
};

static uint64_t head_of(const struct inverter *inverter, const struct term *term)
{
	Text key = inverter_key(inverter, term);
	uint64_t head = term->space;

	for (size_t i = 0; i < 7; i++)
		head = head << 8 | (i < key.len ? (uint8_t)key.at[i] : 0);
	return head;
}

static int compare(const struct inverter *a_of, const struct entry *a, const struct inverter *b_of,
    const struct entry *b)
{
	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return text_compare(inverter_key(a_of, inverter_term(a_of, a->term)),
	    inverter_key(b_of, inverter_term(b_of, b->term)));
}

static int by_key(const void *a, const void *b, void *inverter)
{
	return compare(inverter, a, inverter, b);
}

static void sort_lane(void *context, unsigned lane)
{
	struct run *run = (struct run *)context + lane;
	uint32_t count = run->inverter->term_count;

	inverter_close(run->inverter);
	run->entries = malloc((count ? count : 1) * sizeof *run->entries);
	if (!run->entries)
		return;
	for (uint32_t i = 0; i < count; i++)
		run->entries[i] =
		    (struct entry){ head_of(run->inverter, inverter_term(run->inverter, i)), i };
	qsort_r(run->entries, count, sizeof *run->entries, by_key, run->inverter);
	run->count = count;
}

/* The run with the least key; NULL when all are at their ends. */
static struct run *least(struct run *runs, unsigned count)
{
	struct run *best = NULL;

	for (unsigned i = 0; i < count; i++) {
		struct run *run = &runs[i];

		if (run->at < run->count &&
		    (!best ||
			compare(run->inverter, &run->entries[run->at], best->inverter,
			    &best->entries[best->at]) < 0))
			best = run;
	}
	return best;
}

static bool is_facet(uint8_t space)
{
	for (unsigned facet = 0; facet < FACET_COUNT; facet++)
		if (columns_space((enum facet)facet) == space)
			return true;
	return false;
}

/* The next group, of all runs that have this key. */
static void take_group(
    struct terms *terms, struct run *runs, unsigned count, const struct run *first)
{
	const struct inverter *inverter = first->inverter;
	struct entry key = first->entries[first->at];
	uint32_t end = terms->groups[terms->count];

	for (unsigned i = 0; i < count; i++) {
		struct run *run = &runs[i];

		if (run->at == run->count ||
		    compare(inverter, &key, run->inverter, &run->entries[run->at]) != 0)
			continue;
		terms->sources[end++] = (struct source){ i, run->entries[run->at++].term };
	}
	terms->groups[++terms->count] = end;
}

/* A column numbers values with 16 bits: what a facet has beyond them is left out. */
static void merge(struct terms *terms, struct run *runs, unsigned count)
{
	uint32_t values[256] = { 0 };

	for (const struct run *first; (first = least(runs, count)) != NULL;) {
		uint8_t space = (uint8_t)(first->entries[first->at].head >> 56);

		take_group(terms, runs, count, first);
		if (++values[space] > COLUMN_NONE && is_facet(space))
			terms->count--;
	}
}

bool writer_terms(struct seal *seal)
{
	unsigned count = seal->writer->lane_count;
	struct run *runs = calloc(count, sizeof *runs);
	struct terms *terms = &seal->terms;
	size_t total = 0;
	bool sorted = runs != NULL;

	for (unsigned i = 0; sorted && i < count; i++) {
		runs[i].inverter = &seal->writer->lanes[i].inverter;
		total += runs[i].inverter->term_count;
	}
	if (sorted)
		writer_each_lane(count, sort_lane, runs);
	terms->sources = malloc((total + 1) * sizeof *terms->sources);
	terms->groups = calloc(total + 1, sizeof *terms->groups);
	for (unsigned i = 0; sorted && i < count; i++)
		sorted = runs[i].entries != NULL;
	sorted = sorted && terms->sources && terms->groups && total < UINT32_MAX;
	if (sorted)
		merge(terms, runs, count);
	for (unsigned i = 0; runs && i < count; i++)
		free(runs[i].entries);
	free(runs);
	return sorted;
}
