/* Random questions held against the oracle, in an index of one, three and seven segments, whose
 * answers must not differ. The test says how many RECORDS and ROUNDS. */
#ifndef TESTS_SEARCH_ORACLE_CHECK_H
#define TESTS_SEARCH_ORACLE_CHECK_H

#include "search/search.h"

#include "search/oracle.h"

#define WORLDS 3

static struct {
	struct arena arena;
	struct catalog *catalog;
	struct published published[RECORDS];
	uint32_t segments[WORLDS][RECORDS];
	struct collection collections[WORLDS];
	struct index *indexes[WORLDS];
} world;

/* In the middle world the longest records go into the last segment, so that the averages of the
 * segments differ. */
static uint32_t segment_of(unsigned in, const struct fake *fake)
{
	static const unsigned counts[WORLDS] = { 1, 3, 7 };

	return in == 1 && fake->length > 30 ? 2 : dice(counts[in]);
}

static int open_world(void **state)
{
	struct error err = { 0 };

	(void)state;
	arena_begin(&world.arena, 0);
	world.catalog = catalog_open(&err);
	for (unsigned i = 0; i < RECORDS; i++)
		invent(&fakes[i], i, &world.arena);
	for (unsigned i = 0; i < RECORDS; i++)
		make_record(&fakes[i], &world.published[i], &world.arena);
	count_facts();
	for (unsigned w = 0; w < WORLDS; w++) {
		for (unsigned i = 0; i < RECORDS; i++)
			world.segments[w][i] = segment_of(w, &fakes[i]);
		world.collections[w] = (struct collection){ world.catalog, world.published, RECORDS,
			world.segments[w] };
		world.indexes[w] = collection_index(&world.collections[w]);
	}
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	for (unsigned w = 0; w < WORLDS; w++)
		index_close(world.indexes[w]);
	catalog_close(world.catalog);
	arena_end(&world.arena);
	return 0;
}

/* ---- order ---- */

struct order {
	const struct answer *answer;
	enum sort sort;
};

static int compare(const void *a, const void *b, void *context)
{
	const struct order *order = context;
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
	const struct fake *one = &fakes[x], *two = &fakes[y];
	bool known = one->created.precision != PRECISION_UNKNOWN;

	if (order->sort == SORT_RELEVANCE && order->answer->scores[x] != order->answer->scores[y])
		return order->answer->scores[x] > order->answer->scores[y] ? -1 : 1;
	if (known != (two->created.precision != PRECISION_UNKNOWN))
		return known ? -1 : 1;
	if (known && one->created.seconds != two->created.seconds)
		return (one->created.seconds < two->created.seconds) == (order->sort == SORT_OLDEST)
		    ? -1
		    : 1;
	return strcmp(one->id, two->id);
}

static void put_in_order(const struct answer *answer, enum sort sort, unsigned hits[RECORDS])
{
	struct order order = { answer, sort };
	unsigned count = 0;

	for (unsigned r = 0; r < RECORDS; r++)
		if (answer->found[r])
			hits[count++] = r;
	qsort_r(hits, count, sizeof *hits, compare, &order);
}

/* ---- pages ---- */

static void get(const struct index *index, const struct search_request *request,
    struct arena *arena, struct search_result *result)
{
	struct error err = { 0 };

	*result = (struct search_result){ 0 };
	if (search(index, request, arena, result, &err) != FAULT_NONE)
		fail_msg("'%.*s': %s", TEXT_ARG(request->query), err.text);
}

static void check_hit(const struct search_request *request, const struct answer *answer,
    const struct hit *hit, unsigned record)
{
	const struct fake *fake = &fakes[record];
	float score = request->sort == SORT_RELEVANCE ? answer->scores[record] : 0;

	if (!text_equal(hit->id, text_of(fake->id)) || hit->score != (double)score)
		fail_msg("'%.*s' in order %d: %.*s (%.9g), not %s (%.9g)", TEXT_ARG(request->query),
		    (int)request->sort, TEXT_ARG(hit->id), hit->score, fake->id, (double)score);
	assert_true(text_equal(hit->title, fake->passages[0]));
	assert_true(text_equal(hit->origin, fake->origin));
	assert_true(hit->kind == fake->kind && hit->classification == fake->class);
	assert_true(hit->created.precision == fake->created.precision &&
	    (!hit->created.precision || hit->created.seconds == fake->created.seconds));
	assert_true(hit->released.seconds == fake->released.seconds);
}

static void check_page(const struct search_request *request, const struct search_result *result,
    const struct answer *answer, const unsigned *hits, unsigned at)
{
	if (result->total != answer->total || result->before != at)
		fail_msg("'%.*s': %d hits, %d before; expected %u and %u", TEXT_ARG(request->query),
		    (int)result->total, (int)result->before, answer->total, at);
	assert_int_equal(result->hits.count,
	    answer->total - at < request->limit ? answer->total - at : request->limit);
	for (unsigned i = 0; i < result->hits.count; i++)
		check_hit(request, answer, &result->hits.items[i], hits[at + i]);
	assert_int_equal(result->next.len > 0, at + result->hits.count < answer->total);
	assert_int_equal(result->previous.len > 0, at > 0);
}

/* To the last hit, and back to the first. A place is good in any index of the same records. */
static void walk(struct search_request request, const struct answer *answer, const unsigned *hits,
    struct arena *arena)
{
	struct search_result page;
	unsigned at = 0;

	get(world.indexes[dice(WORLDS)], &request, arena, &page);
	for (check_page(&request, &page, answer, hits, 0); page.next.len;
	     check_page(&request, &page, answer, hits, at)) {
		at += page.hits.count;
		request.cursor = page.next;
		get(world.indexes[dice(WORLDS)], &request, arena, &page);
	}
	while (page.previous.len) {
		request.cursor = page.previous;
		get(world.indexes[dice(WORLDS)], &request, arena, &page);
		assert_true(page.hits.count > 0 && page.hits.count <= at);
		at -= page.hits.count;
		check_page(&request, &page, answer, hits, at);
	}
	assert_int_equal(at, 0);
}

/* ---- facets ---- */

struct tally {
	const char *value;
	unsigned count;
};

static int most_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
				    : strcmp(x->value, y->value);
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(((const struct tally *)b)->value, ((const struct tally *)a)->value);
}

static unsigned tally_all(const struct answer *answer, enum facet facet, struct tally *tallies)
{
	bool dates = facet == FACET_YEAR || facet == FACET_MONTH || facet == FACET_RELEASED;
	unsigned count = 0;

	for (unsigned r = 0; r < RECORDS; r++) {
		for (unsigned i = 0; answer->found[r] && i < fakes[r].value_counts[facet]; i++) {
			unsigned t = 0;

			while (t < count && strcmp(tallies[t].value, fakes[r].values[facet][i]))
				t++;
			if (t == count)
				tallies[count++] = (struct tally){ fakes[r].values[facet][i], 0 };
			tallies[t].count++;
		}
	}
	qsort(tallies, count, sizeof *tallies, dates ? newest_first : most_first);
	return count;
}

static void check_facets(const struct search_request *request, const struct search_result *result,
    const struct answer *answer)
{
	for (unsigned facet = 0; facet < FACET_COUNT; facet++) {
		const struct facet_list *list = &result->facets[facet];
		struct tally tallies[64];
		unsigned count = 0;

		if (request->facets >> facet & 1)
			count = tally_all(answer, (enum facet)facet, tallies);
		assert_int_equal(list->distinct, count);
		if (request->values && count > request->values)
			count = request->values;
		assert_int_equal(list->values.count, count);
		for (unsigned i = 0; i < count; i++)
			if (!text_equal(list->values.items[i].value, text_of(tallies[i].value)) ||
			    list->values.items[i].count != tallies[i].count)
				fail_msg("'%.*s': %.*s, %u times; expected %s, %u",
				    TEXT_ARG(request->query), TEXT_ARG(list->values.items[i].value),
				    (unsigned)list->values.items[i].count, tallies[i].value,
				    tallies[i].count);
	}
}

/* ---- */

static unsigned ask(const struct asked *asked, Text query, struct arena *arena)
{
	struct search_request request = { .query = query,
		.limit = dice(4) ? 1 + dice(RECORDS / 5) : 1 + dice(RECORDS),
		.values = dice(2) * (1 + dice(4)),
		.facets = dice(1u << FACET_COUNT),
		.sort = (enum sort)dice(3) };
	unsigned hits[RECORDS];
	struct answer answer;

	if (request.limit > SEARCH_HITS_LIMIT)
		request.limit = SEARCH_HITS_LIMIT;
	find_answer(asked, &answer);
	put_in_order(&answer, request.sort, hits);
	for (unsigned w = 0; w < WORLDS; w++) {
		struct search_result result;

		get(world.indexes[w], &request, arena, &result);
		check_page(&request, &result, &answer, hits, 0);
		check_facets(&request, &result, &answer);
	}
	request.facets = 0;
	walk(request, &answer, hits, arena);
	return answer.total;
}

static void agrees_with_the_oracle(void **state)
{
	unsigned long found = 0;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct arena arena;
		struct asked *asked;
		struct out out;

		arena_begin(&arena, 0);
		out_begin(&out, QUERY_LIMIT);
		asked = wonder(3, &arena);
		write_asked(&out, asked);
		found += ask(asked, out_text(&out), &arena);
		out_end(&out);
		arena_end(&arena);
	}
	/* The questions are worth asking: neither all nor nothing. */
	assert_true(found > ROUNDS * RECORDS / 20 && found < ROUNDS * RECORDS / 10 * 9);
}

#endif
