/* Random questions over random records, held against a checker that reads the texts themselves: no
 * index, no dictionary, no parser. Whatever replaces the inside of search/ must pass here. */
#include "search/search.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "search/index.h"

#define RECORDS    200
#define PARAGRAPHS 3
#define PASSAGES   (PARAGRAPHS + 2)
#define TERMS      3
#define ROUNDS     1500

static const char *const vocabulary[] = { "port", "porter", "visit", "visa", "visas", "elan", "a",
	"to", "tier", "labor", "wheat", "coup" };
static const char *const tags[] = { "KTIP", "KCRM", "PREL", "EAGR" };

#define VOCABULARY (sizeof vocabulary / sizeof *vocabulary)
#define TAGS       (sizeof tags / sizeof *tags)

static unsigned seed = 20110826;

static unsigned dice(unsigned sides)
{
	return (unsigned)rand_r(&seed) % sides;
}

/* ---- records ---- */

struct fake {
	char id[16];
	Text passages[PASSAGES]; /* title, paragraphs, id */
	unsigned tags;           /* bits */
	int year;                /* 0: unknown */
	Moment created;
};

static struct {
	struct arena arena;
	struct catalog *catalog;
	struct index *index;
	struct fake fakes[RECORDS];
} world;

static Text random_text(unsigned most)
{
	static const char *const parting[] = { " ", "  ", "\n", "-", "/", ". ", " '" };
	struct out out;
	Text text;

	out_begin(&out, 10000);
	for (unsigned i = 0, count = dice(most); i < count; i++) {
		Text word = text_of(vocabulary[dice(VOCABULARY)]);

		if (i)
			out_put(&out, text_of(parting[dice(7)]));
		if (dice(8) == 0 && text_equal(word, TEXT("elan")))
			word = TEXT("Élan");
		out_put(&out, dice(3) ? word : text_upper(&world.arena, word));
	}
	text = text_copy(&world.arena, out_text(&out));
	out_end(&out);
	return text;
}

static void invent(struct fake *fake, unsigned number)
{
	snprintf(fake->id, sizeof fake->id, "%02uX%u", dice(10), number);
	fake->passages[0] = random_text(5);
	for (int i = 1; i <= PARAGRAPHS; i++)
		fake->passages[i] = random_text(14);
	fake->passages[PASSAGES - 1] = text_of(fake->id);
	fake->tags = dice(1u << TAGS) & dice(1u << TAGS);
	fake->year = dice(9) ? 2000 + (int)dice(4) : 0;
	if (fake->year)
		fake->created = moment_of(
		    (Civil){
			.year = fake->year, .month = 1 + (int)dice(12), .day = 1 + (int)dice(3) },
		    PRECISION_DAY);
}

static void add_paragraphs(struct record *record, const struct fake *fake)
{
	struct narrative_section *section = array_add(&record->narrative->sections, &world.arena);
	struct repairs repairs = { 0 };
	struct error err = { 0 };
	struct out out;

	out_begin(&out, 100000);
	for (int i = 1; i <= PARAGRAPHS; i++) {
		struct narrative_paragraph *paragraph;

		if (fake->passages[i].len) {
			paragraph = array_add(&section->paragraphs, &world.arena);
			paragraph->span =
			    (Span){ (uint32_t)out.len, (uint32_t)fake->passages[i].len };
		}
		out_put(&out, fake->passages[i]);
		out_put(&out, TEXT("\n\n"));
	}
	assert_int_equal(transcript_of(text_copy(&world.arena, out_text(&out)), &world.arena,
			     &record->transcript, &repairs, &err),
	    FAULT_NONE);
	out_end(&out);
}

static void add_fake(struct builder *builder, const struct fake *fake)
{
	struct record *record = ARENA_NEW(&world.arena, struct record);
	struct published published = { .record = record };
	struct error err = { 0 };

	record->kind = RECORD_NARRATIVE;
	record->narrative = ARENA_NEW(&world.arena, struct narrative);
	record->id = text_of(fake->id);
	record->title = fake->passages[0];
	record->created = fake->created;
	for (unsigned i = 0; i < TAGS; i++)
		if (fake->tags & 1u << i)
			*(Text *)array_add(&record->tags, &world.arena) = text_of(tags[i]);
	add_paragraphs(record, fake);
	assert_int_equal(index_add(builder, &published, &err), FAULT_NONE);
}

static int open_world(void **state)
{
	struct error err = { 0 };
	struct builder *builder;

	(void)state;
	arena_begin(&world.arena, 0);
	world.catalog = catalog_open(&err);
	builder = index_begin(world.catalog, &err);
	for (unsigned i = 0; i < RECORDS; i++) {
		invent(&world.fakes[i], i);
		add_fake(builder, &world.fakes[i]);
	}
	world.index = index_finish(builder, NULL, NULL, &err);
	return world.index ? 0 : -1;
}

static int close_world(void **state)
{
	(void)state;
	index_close(world.index);
	catalog_close(world.catalog);
	arena_end(&world.arena);
	return 0;
}

/* ---- questions ---- */

enum ask { ASK_WORDS, ASK_NEAR, ASK_TAG, ASK_YEAR, ASK_NOT, ASK_AND, ASK_OR };

struct question {
	enum ask ask;
	unsigned count, words[TERMS]; /* numbers in the vocabulary */
	unsigned letters[TERMS];      /* of a prefix; 0: the whole word */
	bool subject;
	unsigned near, tag;
	int from, until;
	struct question *one, *two;
};

static struct question *wonder(unsigned depth, struct arena *arena)
{
	struct question *q = ARENA_NEW(arena, struct question);

	q->ask = (enum ask)dice(depth ? 7 : 4);
	q->count = q->ask == ASK_NEAR ? 2 + dice(2) : 1 + dice(2) * dice(TERMS);
	q->subject = dice(5) == 0;
	q->near = dice(5);
	q->tag = dice(TAGS);
	q->from = 2000 + (int)dice(4);
	q->until = q->from + (int)dice(2);
	for (unsigned i = 0; i < q->count; i++) {
		q->words[i] = dice(VOCABULARY);
		if (strlen(vocabulary[q->words[i]]) > 2 && dice(4) == 0)
			q->letters[i] = 2 + dice(2);
	}
	if (q->ask >= ASK_NOT)
		q->one = wonder(depth - 1, arena);
	if (q->ask >= ASK_AND)
		q->two = wonder(depth - 1, arena);
	return q;
}

static void write_words(struct out *out, const struct question *q)
{
	out_put(out, q->subject ? TEXT("subject:\"") : TEXT("\""));
	for (unsigned i = 0; i < q->count; i++) {
		Text word = text_of(vocabulary[q->words[i]]);

		if (i)
			out_char(out, ' ');
		out_put(out, text_slice(word, 0, q->letters[i] ? q->letters[i] : word.len));
		if (q->letters[i])
			out_char(out, '*');
	}
	out_char(out, '"');
	if (q->ask == ASK_NEAR)
		out_printf(out, "~%u", q->near);
}

static void write_question(struct out *out, const struct question *q)
{
	switch (q->ask) {
	case ASK_WORDS:
	case ASK_NEAR:
		write_words(out, q);
		break;
	case ASK_TAG:
		out_printf(out, "tag:%s", tags[q->tag]);
		break;
	case ASK_YEAR:
		out_printf(out, "created:%d..%d", q->from, q->until);
		break;
	case ASK_NOT:
		out_put(out, TEXT("-("));
		write_question(out, q->one);
		out_put(out, TEXT(")"));
		break;
	case ASK_AND:
	case ASK_OR:
		out_put(out, TEXT("("));
		write_question(out, q->one);
		out_put(out, q->ask == ASK_OR ? TEXT(" OR ") : TEXT(" "));
		write_question(out, q->two);
		out_put(out, TEXT(")"));
		break;
	}
}

/* ---- the checker ---- */

#define WORDS_MOST 64

/* Words of ASCII text, and of "Élan", in small letters; returns how many. */
static unsigned plain_words(Text text, char words[WORDS_MOST][12])
{
	unsigned count = 0, len = 0;

	for (size_t i = 0; i <= text.len; i++) {
		unsigned char c = i < text.len ? (unsigned char)text.at[i] : ' ';
		bool accent = c == 0xC3;

		if (accent)
			i++;
		if (accent || ascii_is_letter((char)c) || ascii_is_digit((char)c)) {
			words[count][len++] = accent ? 'e' : ascii_lower((char)c);
		} else if (len) {
			words[count++][len] = '\0';
			len = 0;
		}
	}
	return count;
}

static bool is_word(const struct question *q, unsigned term, const char *word)
{
	const char *wanted = vocabulary[q->words[term]];

	if (q->letters[term])
		return strncmp(word, wanted, q->letters[term]) == 0;
	return strcmp(word, wanted) == 0;
}

static bool phrase_in(const struct question *q, char words[WORDS_MOST][12], unsigned count)
{
	for (unsigned i = 0; i + q->count <= count; i++) {
		unsigned same = 0;

		while (same < q->count && is_word(q, same, words[i + same]))
			same++;
		if (same == q->count)
			return true;
	}
	return false;
}

/* Every choice of places, one after the other. */
static bool near_in(const struct question *q, char words[WORDS_MOST][12], unsigned count,
    unsigned term, unsigned places[TERMS])
{
	if (term == q->count) {
		unsigned low = places[0], high = places[0];

		for (unsigned i = 1; i < term; i++) {
			low = places[i] < low ? places[i] : low;
			high = places[i] > high ? places[i] : high;
		}
		return high - low + 1 <= q->count + q->near;
	}
	for (unsigned i = 0; i < count; i++) {
		bool taken = false;

		for (unsigned k = 0; k < term; k++)
			taken |= places[k] == i;
		places[term] = i;
		if (!taken && is_word(q, term, words[i]) &&
		    near_in(q, words, count, term + 1, places))
			return true;
	}
	return false;
}

static bool words_in(const struct question *q, const struct fake *fake)
{
	for (unsigned i = 0; i < (q->subject ? 1 : PASSAGES); i++) {
		char words[WORDS_MOST][12];
		unsigned places[TERMS], count = plain_words(fake->passages[i], words);

		if (q->ask == ASK_WORDS ? phrase_in(q, words, count)
					: near_in(q, words, count, 0, places))
			return true;
	}
	return false;
}

static bool answers(const struct question *q, const struct fake *fake)
{
	switch (q->ask) {
	case ASK_WORDS:
	case ASK_NEAR:
		return words_in(q, fake);
	case ASK_TAG:
		return fake->tags & 1u << q->tag;
	case ASK_YEAR:
		return fake->year && fake->year >= q->from && fake->year <= q->until;
	case ASK_NOT:
		return !answers(q->one, fake);
	case ASK_AND:
		return answers(q->one, fake) && answers(q->two, fake);
	case ASK_OR:
		return answers(q->one, fake) || answers(q->two, fake);
	}
	return false;
}

/* Does `a` come before `b`? */
static bool comes_before(const struct fake *a, const struct fake *b, enum sort sort)
{
	if (!a->year != !b->year)
		return a->year;
	if (a->created.seconds != b->created.seconds)
		return (a->created.seconds < b->created.seconds) == (sort == SORT_OLDEST);
	return strcmp(a->id, b->id) < 0;
}

struct expected {
	const struct fake *hits[RECORDS];
	unsigned count, tags[TAGS];
};

static void expect(const struct question *q, enum sort sort, struct expected *expected)
{
	*expected = (struct expected){ 0 };
	for (unsigned r = 0; r < RECORDS; r++) {
		const struct fake *fake = &world.fakes[r];
		unsigned at = expected->count;

		if (!answers(q, fake))
			continue;
		for (; at && comes_before(fake, expected->hits[at - 1], sort); at--)
			expected->hits[at] = expected->hits[at - 1];
		expected->hits[at] = fake;
		expected->count++;
		for (unsigned i = 0; i < TAGS; i++)
			expected->tags[i] += fake->tags >> i & 1;
	}
}

/* ---- the comparison ---- */

static void get(
    const struct search_request *request, struct arena *arena, struct search_result *result)
{
	struct error err = { 0 };

	*result = (struct search_result){ 0 };
	if (search(world.index, request, arena, result, &err) != FAULT_NONE)
		fail_msg("'%.*s': %s", TEXT_ARG(request->query), err.text);
}

static void check_page(const struct search_request *request, const struct search_result *result,
    const struct expected *expected, unsigned at)
{
	if (result->total != expected->count || result->before != at)
		fail_msg("'%.*s': %d hits, %d before; expected %u and %u", TEXT_ARG(request->query),
		    (int)result->total, (int)result->before, expected->count, at);
	assert_true(result->hits.count <= request->limit);
	for (unsigned i = 0; i < result->hits.count; i++)
		if (!text_equal(result->hits.items[i].id, text_of(expected->hits[at + i]->id)))
			fail_msg("'%.*s': hit %u is %.*s, not %s", TEXT_ARG(request->query), at + i,
			    TEXT_ARG(result->hits.items[i].id), expected->hits[at + i]->id);
}

/* To the last hit, and back to the first. */
static void walk(
    struct search_request request, const struct expected *expected, struct arena *arena)
{
	struct search_result page;
	unsigned at = 0;

	get(&request, arena, &page);
	for (;; request.cursor = page.next, get(&request, arena, &page)) {
		check_page(&request, &page, expected, at);
		at += page.hits.count;
		assert_int_equal(page.next.len > 0, at < expected->count);
		assert_int_equal(page.previous.len > 0, page.before > 0);
		if (!page.next.len)
			break;
	}
	assert_int_equal(at, expected->count);
	for (at = (unsigned)page.before; page.previous.len; at = (unsigned)page.before) {
		request.cursor = page.previous;
		get(&request, arena, &page);
		check_page(&request, &page, expected, at - page.hits.count);
		assert_true(page.hits.count > 0);
	}
	assert_int_equal(at, 0);
}

static void check_tags(const struct search_result *result, const struct expected *expected)
{
	const struct facet_list *list = &result->facets[FACET_TAG];
	uint64_t distinct = 0;

	for (unsigned i = 0; i < TAGS; i++) {
		uint64_t count = 0;

		for (uint32_t k = 0; k < list->values.count; k++)
			if (text_equal(list->values.items[k].value, text_of(tags[i])))
				count = list->values.items[k].count;
		assert_int_equal(count, expected->tags[i]);
		distinct += count > 0;
	}
	assert_int_equal(list->distinct, distinct);
}

/* By score the same set comes, best first, ties by id; a walk finds what one page shows. */
static void check_relevance(Text query, const struct expected *expected, struct arena *arena)
{
	struct search_request request = {
		.query = query, .sort = SORT_RELEVANCE, .limit = RECORDS
	};
	struct search_result all;
	struct expected ranked = { .count = expected->count };

	get(&request, arena, &all);
	assert_int_equal(all.hits.count, expected->count);
	for (unsigned i = 0; i < all.hits.count; i++) {
		const struct hit *hit = &all.hits.items[i];

		for (unsigned k = 0; k < RECORDS; k++)
			if (text_equal(hit->id, text_of(world.fakes[k].id)))
				ranked.hits[i] = &world.fakes[k];
		assert_true(i == 0 || hit[-1].score > hit->score ||
		    (hit[-1].score == hit->score && text_compare(hit[-1].id, hit->id) < 0));
	}
	request.limit = 1 + dice(30);
	walk(request, &ranked, arena);
}

static void agrees_with_the_checker(void **state)
{
	unsigned long found = 0;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct search_request request = { .limit = 1 + dice(60),
			.facets = 1u << FACET_TAG,
			.sort = dice(2) ? SORT_NEWEST : SORT_OLDEST };
		struct search_result result;
		struct expected expected;
		struct question *question;
		struct arena arena;
		struct out out;

		arena_begin(&arena, 0);
		out_begin(&out, QUERY_LIMIT);
		question = wonder(3, &arena);
		write_question(&out, question);
		request.query = out_text(&out);
		expect(question, request.sort, &expected);
		get(&request, &arena, &result);
		check_tags(&result, &expected);
		walk(request, &expected, &arena);
		if (round % 10 == 0)
			check_relevance(request.query, &expected, &arena);
		found += expected.count;
		out_end(&out);
		arena_end(&arena);
	}
	/* The questions are worth asking: neither all nor nothing. */
	assert_true(found > ROUNDS * RECORDS / 20 && found < ROUNDS * RECORDS / 10 * 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_checker),
	};

	return cmocka_run_group_tests_name("search/random", tests, open_world, close_world);
}
