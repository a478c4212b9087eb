/* Measures whole questions to a published edition, one thread, all in memory: twenty hits by
 * relevance, the exact total and the facets origin, class, year and tag; then the same with
 * snippets. The questions are those of bench/peers (kind, tab, question); kinds that begin with a
 * star are not among "all". Each is asked several times, the best counts; `check` is over all hits,
 * scores and counts, so that two programs can be compared. Not a test.
 * usage: search_speed PUBLIC QUESTIONS [KIND [ROUNDS]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "search/search.h"

#define ROUNDS       15
#define QUERIES_MOST 1024
#define MICROSECOND  1e3

struct query {
	const char *kind;
	Text text;
	double best, with_snippets; /* nanoseconds */
};

struct bench {
	struct arena arena;
	struct catalog *catalog;
	struct edition *edition;
	struct index *index;
	struct query queries[QUERIES_MOST];
	uint32_t count;
	uint64_t check;
};

static void die(const char *sentence)
{
	fprintf(stderr, "search_speed: %s\n", sentence);
	exit(1);
}

static void read_queries(struct bench *bench, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[4096];

	if (!file)
		die("no such file of queries");
	while (fgets(line, sizeof line, file) && bench->count < QUERIES_MOST) {
		Text rest = { line, strcspn(line, "\n") };
		Text kind = text_cut(&rest, '\t'), text = text_cut(&rest, '\t');

		bench->queries[bench->count++] =
		    (struct query){ .kind = text_string(&bench->arena, kind),
			    .text = text_copy(&bench->arena, text) };
	}
	fclose(file);
}

/* ---- asking ---- */

static double nanoseconds(void)
{
	struct timespec now;

	/* Of this thread: others share the machine. */
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void note(struct bench *bench, const void *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		bench->check = (bench->check ^ ((const uint8_t *)bytes)[i]) * 1099511628211u;
}

static void note_result(struct bench *bench, const struct search_result *result)
{
	note(bench, &result->total, sizeof result->total);
	for (uint32_t i = 0; i < result->hits.count; i++) {
		note(bench, result->hits.items[i].id.at, result->hits.items[i].id.len);
		note(bench, &result->hits.items[i].score, sizeof(double));
	}
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		note(bench, &result->facets[f].distinct, sizeof result->facets[f].distinct);
		for (uint32_t i = 0; i < result->facets[f].values.count; i++) {
			const struct facet_value *value = &result->facets[f].values.items[i];

			note(bench, value->value.at, value->value.len);
			note(bench, &value->count, sizeof value->count);
		}
	}
}

static double ask(struct bench *bench, Text text, bool snippets, bool noted)
{
	const struct search_request request = { .query = text,
		.sort = SORT_RELEVANCE,
		.limit = 20,
		.facets = 1u << FACET_ORIGIN | 1u << FACET_CLASSIFICATION | 1u << FACET_YEAR |
		    1u << FACET_TAG,
		.values = 10,
		.snippets = snippets };
	struct search_result result = { 0 };
	struct error err = { 0 };
	struct arena arena;
	double start = nanoseconds();

	arena_begin(&arena, 0);
	if (search(bench->index, &request, &arena, &result, &err) != FAULT_NONE)
		die(err.text);
	if (noted)
		note_result(bench, &result);
	arena_end(&arena);
	return nanoseconds() - start;
}

static void measure(struct bench *bench, struct query *query, unsigned rounds)
{
	ask(bench, query->text, false, true);
	query->best = query->with_snippets = 1e18;
	for (unsigned i = 0; i < rounds; i++) {
		double taken = ask(bench, query->text, false, false);

		if (taken < query->best)
			query->best = taken;
	}
	for (unsigned i = 0; i < 3; i++) {
		double taken = ask(bench, query->text, true, false);

		if (taken < query->with_snippets)
			query->with_snippets = taken;
	}
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* p50, p90 and the largest of the times of a kind; NULL: of all. */
static void print_kind(const struct bench *bench, const char *kind)
{
	static double best[QUERIES_MOST], with_snippets[QUERIES_MOST];
	const struct query *slowest = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < bench->count; i++) {
		const struct query *query = &bench->queries[i];

		if (kind ? strcmp(kind, query->kind) != 0 : query->kind[0] == '*')
			continue;
		best[count] = query->best / MICROSECOND;
		with_snippets[count++] = query->with_snippets / MICROSECOND;
		if (!slowest || query->best > slowest->best)
			slowest = query;
	}
	if (!count)
		return;
	qsort(best, count, sizeof *best, by_size);
	qsort(with_snippets, count, sizeof *with_snippets, by_size);
	printf("%-18s %8.1f %8.1f %8.1f  %8.1f %8.1f %8.1f  %.*s\n", kind ? kind : "all",
	    best[count / 2], best[count * 9 / 10], best[count - 1], with_snippets[count / 2],
	    with_snippets[count * 9 / 10], with_snippets[count - 1], TEXT_ARG(slowest->text));
}

static void print(const struct bench *bench)
{
	printf("microseconds       p50      p90      max  snippets p50  p90      max  slowest\n");
	for (uint32_t i = 0; i < bench->count; i++)
		if (!i || strcmp(bench->queries[i].kind, bench->queries[i - 1].kind) != 0)
			print_kind(bench, bench->queries[i].kind);
	print_kind(bench, NULL);
	printf("check %016llx\n", (unsigned long long)bench->check);
}

static void open_all(struct bench *bench, const char *folder)
{
	struct error err = { 0 };

	arena_begin(&bench->arena, 0);
	bench->catalog = catalog_open(&err);
	if (err.fault == FAULT_NONE)
		bench->edition = edition_open(folder, &err);
	if (err.fault == FAULT_NONE)
		bench->index = index_open(bench->edition, bench->catalog, &err);
	if (err.fault != FAULT_NONE)
		die(err.text);
}

int main(int count, char **words)
{
	static struct bench bench;
	unsigned rounds = count > 4 ? (unsigned)strtoul(words[4], NULL, 10) : ROUNDS;

	if (count < 3)
		die("usage: search_speed PUBLIC QUESTIONS [KIND [ROUNDS]]");
	arena_keep_memory();
	open_all(&bench, words[1]);
	read_queries(&bench, words[2]);
	for (uint32_t i = 0; i < bench.count; i++)
		if (count < 4 || !words[3][0] || strcmp(words[3], bench.queries[i].kind) == 0)
			measure(&bench, &bench.queries[i], rounds);
	print(&bench);
	index_close(bench.index);
	edition_close(bench.edition);
	catalog_close(bench.catalog);
	arena_end(&bench.arena);
	return 0;
}
