/* Measures whole questions to a published edition, one thread, all in memory: twenty hits by
 * relevance, the exact total and the facets origin, class, year and tag; then the same with
 * snippets. Questions are drawn from records of the edition by how many documents have a word, the
 * same ones for the same edition; or read from a file of bench/peers (kind, tab, question). Each is
 * asked several times, the best counts; `check` is over all hits, scores and counts. Not a test.
 * usage: search_speed PUBLIC [QUERIES|- [KIND [ROUNDS]]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/chance.h"
#include "search/index.h"
#include "search/words.h"

#define EACH         18
#define ROUNDS       15
#define SAMPLE       2048
#define TRIES        400 /* for a word within one document */
#define ATTEMPTS     20000
#define WORDS_MOST   5
#define QUERIES_MOST 1024
#define MICROSECOND  1e3

struct query {
	const char *kind;
	Text text;
	double best, with_snippets; /* nanoseconds */
};

struct sampled {
	struct place place;
	uint32_t count;
	Text *words;         /* empty between passages */
	uint32_t *documents; /* that have the word */
};

struct bench {
	struct arena arena;
	struct catalog *catalog;
	struct edition *edition;
	struct index *index;
	struct chance chance;
	struct sampled sample[SAMPLE];
	struct query queries[QUERIES_MOST];
	uint32_t count;
	uint64_t check;
};

static void die(const char *sentence)
{
	fprintf(stderr, "search_speed: %s\n", sentence);
	exit(1);
}

/* ---- drawing ---- */

/* In how many documents a word stands: per mille of all, or as such. */
struct range {
	uint32_t least, most;
};
#define COMMON \
	{ \
		400, 1000 \
	}
#define UPPER \
	{ \
		100, 400 \
	}
#define MIDDLE \
	{ \
		10, 100 \
	}
#define RARE \
	{ \
		0, 0 \
	}
#define RARE_LEAST 2
#define RARE_MOST  50

enum filter { FILTER_NONE, FILTER_ORIGIN, FILTER_YEARS, FILTER_TAG };

static const struct shape {
	const char *kind;
	char op;
	unsigned queries, count;
	struct range ranges[WORDS_MOST];
	enum filter filter;
} shapes[] = {
	{ "common1", '&', EACH, 1, { COMMON }, FILTER_NONE },
	{ "mid1", '&', EACH, 1, { MIDDLE }, FILTER_NONE },
	{ "rare1", '&', EACH, 1, { RARE }, FILTER_NONE },
	{ "and2", '&', EACH, 2, { MIDDLE, { 10, 400 } }, FILTER_NONE },
	{ "and3", '&', EACH, 3, { COMMON, UPPER, MIDDLE }, FILTER_NONE },
	{ "or2", '|', EACH, 2, { MIDDLE, { 10, 400 } }, FILTER_NONE },
	{ "or5", '|', EACH, 5, { COMMON, UPPER, MIDDLE, MIDDLE, MIDDLE }, FILTER_NONE },
	{ "phrase2", '"', EACH / 2, 2, { COMMON, COMMON }, FILTER_NONE },
	{ "phrase2", '"', EACH / 2, 2, { { 1, 400 }, { 1, 400 } }, FILTER_NONE },
	{ "word+origin", '&', EACH, 1, { { 10, 700 } }, FILTER_ORIGIN },
	{ "word+class+years", '&', EACH, 1, { { 100, 700 } }, FILTER_YEARS },
	{ "browse", '-', EACH, 0, { RARE }, FILTER_TAG },
	/* Of common words only: not among "all". */
	{ "*and2", '&', EACH, 2, { COMMON, COMMON }, FILTER_NONE },
	{ "*and3", '&', EACH, 3, { COMMON, COMMON, COMMON }, FILTER_NONE },
	{ "*or2", '|', EACH, 2, { COMMON, COMMON }, FILTER_NONE },
	{ "*or5", '|', EACH, 5, { COMMON, COMMON, COMMON, COMMON, COMMON }, FILTER_NONE },
};

static uint32_t documents_of(const struct bench *bench, Text word)
{
	uint32_t sum = 0;

	for (uint32_t s = 0; s < bench->index->segment_count; s++) {
		struct list list;

		if (segment_find(&bench->index->segments[s], SPACE_WORD, word, &list))
			sum += list.count;
	}
	return sum;
}

static bool is_askable(Text word)
{
	if (word.len < 2 || text_equal(word, TEXT("or")))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] < 'a' || word.at[i] > 'z')
			return false;
	return true;
}

static void sample_words(struct bench *bench, const PassageList *passages, struct sampled *sampled)
{
	ARRAY(Text) words = { 0 };

	for (uint32_t p = 0; p < passages->count; p++) {
		struct word word;

		for (uint32_t at = 0;
		     word_take(passages->items[p].text, &at, &bench->arena, &word);) {
			Text *item = array_add(&words, &bench->arena);

			if (item && is_askable(word.folded))
				*item = text_copy(&bench->arena, word.folded);
		}
		array_add(&words, &bench->arena);
	}
	sampled->words = words.items;
	sampled->count = words.count;
	sampled->documents =
	    arena_take(&bench->arena, (words.count + 1) * sizeof *sampled->documents);
}

static void draw_sample(struct bench *bench)
{
	const struct index *index = bench->index;
	const struct index_source *source = &index->source;

	for (uint32_t i = 0; i < SAMPLE; i++) {
		struct sampled *sampled = &bench->sample[i];
		uint32_t s = chance_below(&bench->chance, index->segment_count);
		PassageList passages = { 0 };
		struct error err = { 0 };

		sampled->place =
		    (struct place){ s, chance_below(&bench->chance, index->segments[s].documents) };
		if (source->passages(source->source,
			segment_id(&index->segments[s], sampled->place.document), &bench->arena,
			&passages, &err) != FAULT_NONE)
			die(err.text);
		sample_words(bench, &passages, sampled);
	}
	if (bench->arena.failed)
		die("no memory");
}

static bool fits(
    const struct bench *bench, const struct sampled *sampled, uint32_t at, struct range range)
{
	uint64_t all = bench->index->documents, documents;

	if (at >= sampled->count || !sampled->words[at].len)
		return false;
	if (!sampled->documents[at])
		sampled->documents[at] = documents_of(bench, sampled->words[at]);
	documents = sampled->documents[at];
	if (!range.most)
		return documents >= RARE_LEAST && documents <= RARE_MOST;
	return documents * 1000 >= range.least * all && documents * 1000 <= range.most * all;
}

static bool draw_words(struct bench *bench, const struct shape *shape,
    const struct sampled *sampled, Text words[WORDS_MOST])
{
	unsigned got = 0;

	for (unsigned try = 0; try < TRIES && got < shape->count && sampled->count; try++) {
		uint32_t at = chance_below(&bench->chance, sampled->count);
		bool repeated = false;

		for (unsigned i = 0; i < got; i++)
			repeated = repeated || text_equal(words[i], sampled->words[at]);
		if (repeated || !fits(bench, sampled, at, shape->ranges[got]))
			continue;
		if (shape->op == '"' && !fits(bench, sampled, at + 1, shape->ranges[1]))
			continue;
		words[got++] = sampled->words[at];
		if (shape->op == '"')
			words[got++] = sampled->words[at + 1];
	}
	return got == shape->count;
}

static Text join(struct bench *bench, const struct shape *shape, const Text words[WORDS_MOST])
{
	const char *between = shape->op == '|' ? " OR " : " ",
		   *quote = shape->op == '"' ? "\"" : "";
	Text text = TEXT("");

	for (unsigned i = 0; i < shape->count; i++)
		text = text_format(&bench->arena, "%.*s%s%.*s", TEXT_ARG(text), i ? between : quote,
		    TEXT_ARG(words[i]));
	return text_format(&bench->arena, "%.*s%s", TEXT_ARG(text), quote);
}

static Text value_of(const struct segment *segment, enum facet facet, uint32_t document)
{
	uint32_t value = segment_value(segment, facet, document);

	return value == COLUMN_NONE ? TEXT("") : segment->columns[facet].values[value];
}

/* Empty when the document has no such value. */
static Text filter_text(struct bench *bench, enum filter filter, struct place place)
{
	const struct segment *segment = &bench->index->segments[place.segment];
	const struct facet_column *tags = &segment->columns[FACET_TAG];
	Text origin = value_of(segment, FACET_ORIGIN, place.document);
	Text level = value_of(segment, FACET_CLASSIFICATION, place.document);
	Text year = value_of(segment, FACET_YEAR, place.document);
	uint64_t number;

	if (filter == FILTER_ORIGIN && origin.len)
		return query_for(FACET_ORIGIN, origin, &bench->arena);
	if (filter == FILTER_YEARS && level.len && text_take_digits(&year, 4, &number))
		return text_format(&bench->arena, "%.*s year:%d..%d",
		    TEXT_ARG(query_for(FACET_CLASSIFICATION, level, &bench->arena)),
		    (int)number - 1, (int)number + 1);
	if (filter == FILTER_TAG && tags->form == FORM_MANY) {
		uint32_t start = tags->starts[place.document];
		uint32_t count = tags->starts[place.document + 1] - start;

		if (count)
			return query_for(FACET_TAG,
			    tags->values[tags->numbers[start +
				chance_below(&bench->chance, count)]],
			    &bench->arena);
	}
	return TEXT("");
}

static bool is_new(const struct bench *bench, uint32_t from, Text text)
{
	for (uint32_t i = from; i < bench->count; i++)
		if (text_equal(bench->queries[i].text, text))
			return false;
	return bench->count < QUERIES_MOST;
}

static void draw_shape(struct bench *bench, const struct shape *shape)
{
	uint32_t from = bench->count;

	for (unsigned i = 0; i < ATTEMPTS && bench->count < from + shape->queries; i++) {
		const struct sampled *sampled =
		    &bench->sample[chance_below(&bench->chance, SAMPLE)];
		Text words[WORDS_MOST], filter, text;

		if (!draw_words(bench, shape, sampled, words))
			continue;
		text = join(bench, shape, words);
		filter = filter_text(bench, shape->filter, sampled->place);
		if (shape->filter != FILTER_NONE && !filter.len)
			continue;
		if (filter.len)
			text = text_format(&bench->arena, "%.*s%s%.*s", TEXT_ARG(text),
			    text.len ? " " : "", TEXT_ARG(filter));
		if (is_new(bench, from, text))
			bench->queries[bench->count++] =
			    (struct query){ .kind = shape->kind, .text = text };
	}
	if (bench->count < from + shape->queries)
		fprintf(stderr, "search_speed: only %u of %s\n", bench->count - from, shape->kind);
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

	if (count < 2)
		die("usage: search_speed PUBLIC [QUERIES|- [KIND [ROUNDS]]]");
	open_all(&bench, words[1]);
	if (count > 2 && strcmp(words[2], "-") != 0) {
		read_queries(&bench, words[2]);
	} else {
		draw_sample(&bench);
		for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
			draw_shape(&bench, &shapes[i]);
	}
	for (uint32_t i = 0; i < bench.count; i++)
		if (count < 4 || strcmp(words[3], bench.queries[i].kind) == 0)
			measure(&bench, &bench.queries[i], rounds);
	print(&bench);
	index_close(bench.index);
	edition_close(bench.edition);
	catalog_close(bench.catalog);
	arena_end(&bench.arena);
	return 0;
}
