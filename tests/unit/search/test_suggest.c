/* Words near a word against a plain scan of all there are, in one segment and in three; then the
 * queries made with them, the conditions of a query, and the days of a month. */
#include "search/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "search/collection.h"
#include "search/conditions.h"
#include "search/days.h"
#include "search/edits.h"

#define RECORDS 60
#define WORDS   40 /* of a record's text */
#define LONGEST 12
#define ASKED   400

static uint32_t seed = 20080229;

static uint32_t chance(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

/* Of few letters, so that many are near each other; some of two bytes. */
static size_t make_word(char *word, unsigned letters)
{
	static const char *const signs[] = { "a", "b", "c", "d", "\xD1\x84", "1" };
	size_t len = 0;

	for (unsigned i = 0; i < letters; i++) {
		const char *sign = signs[chance(chance(8) ? 4 : 6)];

		memcpy(word + len, sign, strlen(sign));
		len += strlen(sign);
	}
	return len;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The textbook's table. */
static unsigned distance(Text a, Text b)
{
	int32_t x[64], y[64];
	unsigned table[65][65], m = 0, n = 0;

	while (m < 64 && utf8_take(&a, &x[m]))
		m++;
	while (n < 64 && utf8_take(&b, &y[n]))
		n++;
	for (unsigned i = 0; i <= m; i++) {
		for (unsigned j = 0; j <= n; j++) {
			table[i][j] = i ? j ? least(table[i - 1][j], table[i][j - 1]) + 1 : i : j;
			if (i && j)
				table[i][j] = least(
				    table[i][j], table[i - 1][j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
		}
	}
	return table[m][n];
}

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

/* What lies between a word that was refused and where to go on is too far. */
static void assert_passed_over(
    struct edits *edits, Text asked, const Text *words, unsigned refused, unsigned many)
{
	Text next = edits_pass_over(edits);

	if (next.len)
		assert_true(text_compare(next, words[refused]) > 0);
	for (unsigned i = refused + 1; i < many; i++) {
		if (next.len && text_compare(words[i], next) >= 0)
			return;
		assert_true(distance(asked, words[i]) > edits->most);
	}
}

/* Words in order, as a dictionary has them: each is told by what the one before left. */
static void test_edits(void **state)
{
	enum { MANY = 600 };
	static char room[MANY][8 * LONGEST];
	static Text words[MANY];

	(void)state;
	for (unsigned i = 0; i < MANY; i++)
		words[i] = (Text){ room[i], make_word(room[i], chance(LONGEST) + 1) };
	qsort(words, MANY, sizeof *words, by_text);
	for (unsigned round = 0; round < 60; round++) {
		unsigned most = round % 3;
		char word[8 * LONGEST];
		Text asked = { word, make_word(word, chance(LONGEST) + 1) };
		struct edits edits;

		assert_true(edits_begin(&edits, asked, most));
		for (unsigned i = 0; i < MANY; i++) {
			unsigned expected = distance(asked, words[i]);
			size_t far = edits_follow(&edits, words[i]);

			if (far > words[i].len || (far && expected <= most))
				fail_msg("'%.*s' and '%.*s' are %u apart", TEXT_ARG(asked),
				    TEXT_ARG(words[i]), expected);
			if (far) {
				assert_passed_over(&edits, asked, words, i, MANY);
				continue;
			}
			assert_int_equal(
			    edits_count(&edits), expected <= most ? expected : EDITS_MOST + 1);
		}
	}
}

static void test_edits_limits(void **state)
{
	char letters[2 * EDITS_LETTERS];
	struct edits edits;

	(void)state;
	memset(letters, 'x', sizeof letters);
	assert_false(edits_begin(&edits, TEXT(""), 1));
	assert_false(edits_begin(&edits, (Text){ letters, EDITS_LETTERS + 1 }, 1));
	assert_true(edits_begin(&edits, (Text){ letters, EDITS_LETTERS }, 9));
	assert_int_equal(edits_follow(&edits, (Text){ letters, EDITS_LETTERS + 2 }), 0);
	assert_int_equal(edits_count(&edits), 2);
	assert_int_equal(
	    edits_follow(&edits, (Text){ letters, sizeof letters }), EDITS_LETTERS + 3);
	assert_int_equal(edits_follow(&edits, (Text){ letters, EDITS_LETTERS }), 0);
	assert_int_equal(edits_count(&edits), 0);
	/* Bytes that are no letters. */
	memset(letters, '\xFF', sizeof letters);
	assert_true(edits_follow(&edits, (Text){ letters, sizeof letters }) > 0);
}

/* ---- over an index ---- */

struct world {
	struct arena arena;
	struct catalog *catalog;
	struct published published[RECORDS];
	struct collection collection;
	struct index *index;
};

static void make(struct world *world, uint32_t number, Text text)
{
	struct arena *arena = &world->arena;
	struct record *record = ARENA_NEW(arena, struct record);
	struct repairs repairs = { 0 };
	struct error err = { 0 };
	struct block *block;

	record->kind = RECORD_CABLE;
	record->cable = ARENA_NEW(arena, struct cable);
	record->id = text_format(arena, "08RIGA%u", number + 1);
	record->title = TEXT("nothing");
	record->origin = TEXT("Embassy Riga");
	moment_read(text_format(arena, "2008-02-%02u", number % 28 + 1), &record->created);
	moment_read(TEXT("2011-08-26"), &world->published[number].released);
	assert_int_equal(
	    transcript_of(text, arena, &record->transcript, &repairs, &err), FAULT_NONE);
	block = array_add(&record->cable->blocks, arena);
	block->kind = BLOCK_PLAIN;
	block->id = TEXT("1");
	block->span = transcript_span(&record->transcript, record->transcript.text);
	world->published[number].record = record;
}

static struct world *begin(const uint32_t *segments)
{
	struct world *world = calloc(1, sizeof *world);
	struct error err = { 0 };

	assert_non_null(world);
	arena_begin(&world->arena, 0);
	world->catalog = catalog_open(&err);
	assert_non_null(world->catalog);
	world->collection =
	    (struct collection){ world->catalog, world->published, RECORDS, segments };
	return world;
}

static void end(struct world *world)
{
	index_close(world->index);
	catalog_close(world->catalog);
	arena_end(&world->arena);
	free(world);
}

static const uint32_t *thirds(void)
{
	static uint32_t segments[RECORDS];

	for (uint32_t i = 0; i < RECORDS; i++)
		segments[i] = i % 3;
	return segments;
}

/* ---- against a scan of all words ---- */

struct scan {
	SuggestionList all;
	Text asked;
	unsigned most;
	struct arena *arena;
};

static bool scan_word(void *context, Text key, const struct list *list)
{
	struct scan *scan = context;
	unsigned edits = distance(scan->asked, key);
	Text key_rest = key, asked_rest = scan->asked;
	int32_t one, two;

	utf8_take(&key_rest, &one);
	utf8_take(&asked_rest, &two);
	if (edits < 1 || edits > scan->most || (edits == 2 && one != two))
		return true;
	for (uint32_t i = 0; i < scan->all.count; i++) {
		if (text_equal(scan->all.items[i].word, key)) {
			scan->all.items[i].records += list->count;
			return true;
		}
	}
	*(struct suggestion *)array_add(&scan->all, scan->arena) =
	    (struct suggestion){ text_copy(scan->arena, key), edits, list->count };
	return true;
}

static bool is_before(const struct suggestion *a, const struct suggestion *b)
{
	if (a->edits != b->edits)
		return a->edits < b->edits;
	return a->records != b->records ? a->records > b->records
					: text_compare(a->word, b->word) < 0;
}

static void compare(struct world *world, Text asked)
{
	struct scan scan = {
		.asked = asked, .most = utf8_length(asked) < 8 ? 1 : 2, .arena = &world->arena
	};
	SuggestionList got;
	uint32_t rank;

	for (uint32_t s = 0; s < world->index->segment_count; s++)
		segment_walk(&world->index->segments[s], SPACE_WORD, TEXT(""), scan_word, &scan);
	assert_true(search_suggest(world->index, asked, &world->arena, &got));
	if (utf8_length(asked) < SUGGEST_LETTERS || text_find_char(asked, '1') != TEXT_NONE)
		scan.all.count = 0;
	assert_int_equal(got.count, scan.all.count < SUGGEST_MOST ? scan.all.count : SUGGEST_MOST);
	for (uint32_t i = 0; i < scan.all.count; i++) {
		rank = 0;
		for (uint32_t k = 0; k < scan.all.count; k++)
			rank += is_before(&scan.all.items[k], &scan.all.items[i]);
		if (rank >= SUGGEST_MOST)
			continue;
		if (!text_equal(got.items[rank].word, scan.all.items[i].word))
			fail_msg("for '%.*s': '%.*s', not '%.*s'", TEXT_ARG(asked),
			    TEXT_ARG(got.items[rank].word), TEXT_ARG(scan.all.items[i].word));
		assert_int_equal(got.items[rank].edits, scan.all.items[i].edits);
		assert_int_equal(got.items[rank].records, scan.all.items[i].records);
	}
}

static void agrees_with_a_scan(const uint32_t *segments)
{
	struct world *world = begin(segments);
	char text[WORDS * (2 * LONGEST + 1)];
	char word[8 * LONGEST];

	for (uint32_t i = 0; i < RECORDS; i++) {
		size_t len = 0;

		for (unsigned k = 0; k < WORDS; k++) {
			len += make_word(text + len, chance(LONGEST) + 1);
			text[len++] = ' ';
		}
		make(world, i, text_copy(&world->arena, (Text){ text, len }));
	}
	world->index = collection_index(&world->collection);
	for (unsigned i = 0; i < ASKED; i++)
		compare(world, (Text){ word, make_word(word, chance(LONGEST) + 1) });
	end(world);
}

static void test_scan(void **state)
{
	(void)state;
	agrees_with_a_scan(NULL);
	agrees_with_a_scan(thirds());
}

/* ---- queries ---- */

static struct world *begin_samples(const uint32_t *segments)
{
	static const char *const texts[] = { "the embassy wrote of trafficking in persons",
		"a port visit and a visa", "trafficking by ferry; the ferryman had a visa" };
	struct world *world = begin(segments);

	for (uint32_t i = 0; i < RECORDS; i++)
		make(world, i, text_of(texts[i % 3]));
	world->index = collection_index(&world->collection);
	return world;
}

static void test_respell(void **state)
{
	static const struct {
		const char *query, *expected; /* '|' parts them; "" for none */
	} cases[] = {
		{ "trafickking", "trafficking" },
		{ "Trafickking PORT", "" },
		{ "trafickking embasy", "trafficking embassy" },
		{ "subject:trafickking", "" },
		{ "(trafickking OR prot) -embasy", "(trafficking OR port) -embasy" },
		{ "\"in persns\" origin:riga", "\"in persons\" origin:riga" },
		{ "ferryman visat", "ferryman visa" },
		{ "visa", "" },
		{ "visa OR fery", "visa OR ferry" },
		{ "-visaa", "" },
		{ "visaa*", "" },
		{ "zzzzzz", "" },
		{ "08RIGA99", "" },
		{ "", "" },
	};
	struct world *world = begin_samples(thirds());

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct search_request request = { .query = text_of(cases[i].query) };
		struct search_result result = { 0 };
		RespellingList list = { 0 };
		struct error err = { 0 };
		Text said = TEXT("");

		assert_int_equal(
		    search(world->index, &request, &world->arena, &result, &err), FAULT_NONE);
		assert_int_equal(search_respell(world->index, request.query, result.total,
				     &world->arena, &list, &err),
		    FAULT_NONE);
		for (uint32_t k = 0; k < list.count; k++) {
			said = text_format(&world->arena, "%.*s%s%.*s", TEXT_ARG(said),
			    k ? "|" : "", TEXT_ARG(list.items[k].query));
			request.query = list.items[k].query;
			assert_int_equal(
			    search(world->index, &request, &world->arena, &result, &err),
			    FAULT_NONE);
			assert_int_equal(result.total, list.items[k].records);
		}
		if (!text_equal(said, text_of(cases[i].expected)))
			fail_msg("%s: '%.*s'", cases[i].query, TEXT_ARG(said));
	}
	end(world);
}

/* Every word is there, but not together. */
static void test_respell_held(void **state)
{
	struct world *world = begin_samples(NULL);
	RespellingList list = { 0 };
	struct error err = { 0 };

	(void)state;
	make(world, 0, TEXT("embassy visat"));
	index_close(world->index);
	world->index = collection_index(&world->collection);
	assert_int_equal(
	    search_respell(world->index, TEXT("port visat"), 0, &world->arena, &list, &err),
	    FAULT_NONE);
	assert_int_equal(list.count, 2);
	assert_true(text_equal(list.items[0].query, TEXT("port visa")) ||
	    text_equal(list.items[0].query, TEXT("port visit")));
	assert_int_equal(
	    search_respell(world->index, TEXT("\"open"), 0, &world->arena, &list, &err),
	    FAULT_BAD_INPUT);
	assert_int_equal(list.count, 2);
	end(world);
}

static void test_conditions(void **state)
{
	static const struct {
		const char *query, *expected, *without_first;
	} cases[] = {
		{ "", "", "" },
		{ "visa", "word \"visa\"", "" },
		{ "port tag:KTIP", "word \"port\"|tag KTIP", "tag:KTIP" },
		{ " -tag:KTIP  AND port ", "-tag KTIP|word \"port\"", "port" },
		{ "port OR ferry", "word \"port\" or word \"ferry\"", "" },
		{ "(port OR ferry) visa", "word \"port\" or word \"ferry\"|word \"visa\"", "visa" },
		{ "(port visa)", "word \"port\" and word \"visa\"", "" },
		{ "(a b) -(c d) \"e f\"~2 origin:\"Embassy Riga\"",
		    "word \"a\" and word \"b\"|-word \"c\" and word \"d\"|\"e f\" in any order with at "
		    "most 2 other words among them|origin \"Embassy Riga\"",
		    "-(c d) \"e f\"~2 origin:\"Embassy Riga\"" },
		{ "tag:(KTIP -KCRM) a", "tag KTIP and not tag KCRM|word \"a\"", "a" },
		{ "a -- tag:\"A \"\"B\"\"\"", "word \"a\"|tag \"A \"B\"\"", "tag:\"A \"\"B\"\"\"" },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ConditionList list;
		Text said = TEXT("");

		assert_true(conditions_of(text_of(cases[i].query), &arena, &list));
		for (uint32_t k = 0; k < list.count; k++)
			said = text_format(&arena, "%.*s%s%s%.*s", TEXT_ARG(said), k ? "|" : "",
			    list.items[k].excluded ? "-" : "", TEXT_ARG(list.items[k].reading));
		if (!text_equal(said, text_of(cases[i].expected)))
			fail_msg("%s: '%.*s'", cases[i].query, TEXT_ARG(said));
		said = conditions_without(&list, 0, &arena);
		if (!text_equal(said, text_of(cases[i].without_first)))
			fail_msg("%s without the first: '%.*s'", cases[i].query, TEXT_ARG(said));
		assert_true(
		    conditions_of(conditions_without(&list, UINT32_MAX, &arena), &arena, &list));
	}
	assert_false(conditions_of(TEXT("\"open"), &arena, &(ConditionList){ 0 }));
	arena_end(&arena);
}

/* As many as the searches that a reader would make. */
static void test_days(void **state)
{
	struct world *world = begin_samples(thirds());
	uint64_t counts[DAYS_MOST];

	(void)state;
	moment_read(TEXT("2008-02"), &((struct record *)world->published[3].record)->created);
	moment_read(TEXT("2008"), &((struct record *)world->published[4].record)->created);
	moment_read(
	    TEXT("2008-02-29T23:59Z"), &((struct record *)world->published[5].record)->created);
	moment_read(TEXT(""), &((struct record *)world->published[6].record)->created);
	index_close(world->index);
	world->index = collection_index(&world->collection);
	search_days(world->index, 2008, 2, counts);
	for (int day = 1; day <= 29; day++) {
		struct search_request request = { .query = text_format(
						      &world->arena, "created:2008-02-%02d", day) };
		struct search_result result = { 0 };
		struct error err = { 0 };

		assert_int_equal(
		    search(world->index, &request, &world->arena, &result, &err), FAULT_NONE);
		assert_int_equal(counts[day - 1], result.total);
	}
	assert_int_equal(counts[28], 1);
	assert_int_equal(counts[29] + counts[30], 0);
	search_days(world->index, 9999, 12, counts);
	assert_int_equal(counts[0], 0);
	end(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_edits_limits),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_respell),
		cmocka_unit_test(test_respell_held),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests_name("search/suggest", tests, NULL, NULL);
}
