/* The language: what is read, how it is said back, and where a mistake is. */
#include "search/query.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "search/search.h"

static const struct {
	const char *query, *reading;
} readings[] = {
	{ "", "everything" },
	{ " \t\n", "everything" },
	{ "visa", "word \"visa\"" },
	{ "VISA", "word \"visa\"" },
	{ "port visit", "word \"port\" and word \"visit\"" },
	{ "port AND visit", "word \"port\" and word \"visit\"" },
	{ "port and visit", "word \"port\" and word \"and\" and word \"visit\"" },
	{ "port-visit", "\"port visit\"" },
	{ "O'Neill", "\"o neill\"" },
	{ "\"port visit\"", "\"port visit\"" },
	{ "\"Port\"", "word \"port\"" },
	{ "“port visit”", "\"port visit\"" },
	{ "„port visit“", "\"port visit\"" },
	{ "port\xC2\xA0visit", "word \"port\" and word \"visit\"" },
	{ "\"port visit\" tag:KTIP -visa", "\"port visit\" and tag KTIP and not word \"visa\"" },
	{ "\"port visit\"~5", "\"port visit\" in any order with at most 5 other words among them" },
	{ "\"a b\"~1", "\"a b\" in any order with at most 1 other word among them" },
	{ "\"a b\"~0", "\"a b\" side by side in any order" },
	{ "traf*", "words beginning with \"traf\"" },
	{ "TRAF*", "words beginning with \"traf\"" },
	{ "ÉL*", "words beginning with \"el\"" },
	{ "\"trafficking in pers*\"", "\"trafficking in pers*\"" },
	{ "port OR harbor", "word \"port\" or word \"harbor\"" },
	{ "port or harbor", "word \"port\" and word \"or\" and word \"harbor\"" },
	{ "port visit OR call", "(word \"port\" and word \"visit\") or word \"call\"" },
	{ "port (visit OR call)", "word \"port\" and (word \"visit\" or word \"call\")" },
	{ "a OR b OR c", "word \"a\" or word \"b\" or word \"c\"" },
	{ "((a))", "word \"a\"" },
	{ "-visa", "not word \"visa\"" },
	{ "-(a b)", "not (word \"a\" and word \"b\")" },
	{ "-\"a b\"", "not \"a b\"" },
	{ "-(-a)", "not not word \"a\"" },
	{ "a - b", "word \"a\" and word \"b\"" },
	{ "a & b", "word \"a\" and word \"b\"" },
	{ "a -- b", "word \"a\" and word \"b\"" },
	{ "ORDER ANDES", "word \"order\" and word \"andes\"" },
	{ "11:38", "\"11 38\"" },
	{ "tag:KTIP", "tag KTIP" },
	{ "TAG:ktip", "tag ktip" },
	{ "tag:(KTIP OR KCRM)", "tag KTIP or tag KCRM" },
	{ "tag:(KTIP -KCRM)", "tag KTIP and not tag KCRM" },
	{ "-tag:KTIP", "not tag KTIP" },
	{ "tagged:\"KT IP\"", "tag written \"KT IP\"" },
	{ "origin:bishkek", "origin bishkek" },
	{ "origin:\"Embassy Bishkek\"", "origin \"Embassy Bishkek\"" },
	{ "tag:\"A \"\"B\"\"\" b", "tag \"A \"B\"\" and word \"b\"" },
	{ "tag:“A B”", "tag \"A B\"" },
	{ "class:SECRET", "classification secret" },
	{ "class:secret//noforn", "classification secret-noforn" },
	{ "class:\"TOP SECRET\"", "classification top-secret" },
	{ "class:unknown", "classification unknown" },
	{ "country:KG", "country KG" },
	{ "year:2008", "year 2008" },
	{ "year:2007..2008", "year 2007 to 2008" },
	{ "month:2008-02", "month 2008-02" },
	{ "created:2007-03..2008", "created 2007-03 to 2008" },
	{ "created:..2008-02-29", "created until 2008-02-29" },
	{ "created:2008..", "created from 2008" },
	{ "created:2008-02-29T11:38Z", "created 2008-02-29T11:38Z" },
	{ "released:2011-08-26", "released 2011-08-26" },
	{ "kind:Cable", "kind cable" },
	{ "caption:\"WEBGRAM EXCLUDED ONLY\"", "caption \"WEBGRAM EXCLUDED ONLY\"" },
	{ "subject:visa", "subject word \"visa\"" },
	{ "subject:\"port visit\"", "subject \"port visit\"" },
	{ "subject:(port OR \"a b\"~2)",
	    "subject word \"port\" or subject \"a b\" in any order with "
	    "at most 2 other words among them" },
	{ "subject:traf*", "subject words beginning with \"traf\"" },
	{ "a ~Visas", "word \"a\" and words with the stem of \"visas\"" },
	{ "-~visas,", "not words with the stem of \"visas\"" },
	{ "subject:~visas", "subject words with the stem of \"visas\"" },
	{ "cites:08state2731", "citing 08STATE2731" },
	{ "ref:\"08 State 2731\"", "citing 08STATE2731" },
	{ "citedby:08BISHKEK211", "cited by 08BISHKEK211" },
	{ "citedby:tip/2011/kyrgyz-republic", "cited by tip/2011/kyrgyz-republic" },
	{ "from:ankara to:\"SECSTATE WASHDC\"", "from ankara and to \"SECSTATE WASHDC\"" },
	{ "has:redaction", "with redaction" },
};

static const struct {
	const char *query, *message;
} mistakes[] = {
	{ "\"port visit", "column 1: a quotation mark is not closed" },
	{ "a \"port", "column 3: a quotation mark is not closed" },
	{ "élan \"port", "column 6: a quotation mark is not closed" },
	{ "\"\"", "column 1: no word stands between the quotation marks" },
	{ "a (b", "column 3: a parenthesis is not closed" },
	{ "a) b", "column 2: a parenthesis is closed that was not opened" },
	{ "a ()", "column 3: nothing stands between the parentheses" },
	{ "OR a", "column 1: OR needs something on both sides" },
	{ "a OR", "column 3: OR needs something on both sides" },
	{ "a OR OR b", "column 6: OR needs something on both sides" },
	{ "(a OR )", "column 4: OR needs something on both sides" },
	{ "&&", "column 1: there is no word to search for" },
	{ "*", "column 1: a * may stand only at the end of a word" },
	{ "po*rt", "column 3: a * may stand only at the end of a word" },
	{ "*port", "column 1: a * may stand only at the end of a word" },
	{ "visit p*", "column 7: a * needs two letters or more before it" },
	{ "a ~r", "column 3: a ~ needs two letters or more behind it" },
	{ "a ~run*", "column 3: a word has a ~ before it or a * behind it, not both" },
	{ "a ~port-visit", "column 3: a ~ stands before one word" },
	{ "~port~visit", "column 6: a ~ stands once, before the word" },
	{ "~run~5", "column 5: a ~ stands once, before the word" },
	{ "~ run", "column 1: a ~ stands behind a closing quotation mark" },
	{ "run~5", "column 4: a ~ stands behind a closing quotation mark" },
	{ "\"a b\"~", "column 6: behind a ~ stands a number from 0 to 100" },
	{ "\"a b\"~101", "column 6: behind a ~ stands a number from 0 to 100" },
	{ "\"a b\"~5x", "column 6: behind a ~ stands a number from 0 to 100" },
	{ "\"a\"~5", "column 4: ~ with a number needs two words between the quotation marks" },
	{ "\"a b c d e f g h i\"~5", "column 20: ~ with a number takes at most 8 words" },
	{ "a author:smith",
	    "column 3: no field 'author:'; there are subject: tag: tagged: origin: class: country: year: "
	    "month: created: released: kind: caption: cites: ref: citedby: from: to: has: (a colon "
	    "that is part of the text goes between quotation marks)" },
	{ "tag: KTIP",
	    "column 5: the field's value is missing; it follows its colon without a blank" },
	{ "tag:", "column 5: the field's value is missing; it follows its colon without a blank" },
	{ "tag:\"\"", "column 5: nothing stands between the quotation marks" },
	{ "tag:\"A\"\"", "column 5: a quotation mark is not closed" },
	{ "tag:“ ”", "column 5: nothing stands between the quotation marks" },
	{ "tag:K*", "column 6: a * belongs behind a word, not behind a field's value" },
	{ "subject:&", "column 1: the field's value has no word" },
	{ "tag:(KTIP tag:KCRM)", "column 11: a field stands in the parentheses of another" },
	{ "class:private",
	    "column 7: no classification 'private'; there are unknown unclassified "
	    "unclassified-fouo confidential confidential-noforn secret secret-noforn "
	    "top-secret" },
	{ "kind:letter", "column 6: no kind 'letter'; there are cable, narrative and document" },
	{ "has:wings",
	    "column 5: has: does not know 'wings'; it knows date header redaction "
	    "references subject table versions" },
	{ "year:08",
	    "column 6: '08' is no date; write 2008, 2008-02 or 2008-02-29, and .. for a "
	    "range" },
	{ "year:2008-02", "column 6: '2008-02' is no year; write it as 2008" },
	{ "month:2008", "column 7: '2008' is no month; write it as 2008-02" },
	{ "created:2008-13",
	    "column 9: '2008-13' is no date; write 2008, 2008-02 or 2008-02-29, and "
	    ".. for a range" },
	{ "created:..", "column 9: a range needs a date before or behind its dots" },
	{ "created:2008..2007", "column 9: the range ends before it begins" },
	{ "cites:\"the other one\"",
	    "column 7: 'the other one' is no reference id like 08BISHKEK211" },
	{ "visa \xFF", "column 6: the query is not UTF-8 here" },
	{ "\xC3", "column 1: the query is not UTF-8 here" },
};

static enum fault read_one(Text query, char reading[2000], struct error *err)
{
	struct arena arena;
	struct node *tree;
	struct out out;
	enum fault fault;

	arena_begin(&arena, 1 << 20);
	out_begin(&out, 100000);
	fault = query_read(query, &arena, &tree, err);
	if (fault == FAULT_NONE) {
		query_put_reading(&out, tree);
		snprintf(reading, 2000, "%.*s", TEXT_ARG(out_text(&out)));
	}
	out_end(&out);
	arena_end(&arena);
	return fault;
}

static void says_how_it_was_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		struct error err = { 0 };
		char reading[2000] = "";

		if (read_one(text_of(readings[i].query), reading, &err) != FAULT_NONE)
			fail_msg("'%s': %s", readings[i].query, err.text);
		assert_string_equal(reading, readings[i].reading);
	}
}

static void names_the_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct error err = { 0 };
		char reading[2000] = "no fault";

		if (read_one(text_of(mistakes[i].query), reading, &err) != FAULT_BAD_INPUT)
			fail_msg("'%s': %s", mistakes[i].query, reading);
		assert_string_equal(err.text, mistakes[i].message);
	}
}

/* `count` times `piece` in one text. */
static Text repeated(const char *piece, size_t count, char *room)
{
	size_t len = strlen(piece);

	for (size_t i = 0; i < count; i++)
		memcpy(room + i * len, piece, len);
	return (Text){ room, count * len };
}

static void keeps_its_bounds(void **state)
{
	static char room[40000];
	static const struct {
		const char *piece;
		size_t count;
		enum fault fault;
		const char *message;
	} cases[] = {
		{ "(", 10000, FAULT_BAD_INPUT, "column 1025: the query goes on beyond 1024 bytes" },
		{ "(", 100, FAULT_BAD_INPUT,
		    "column 33: parentheses stand in more than 32 others" },
		{ "-(", 100, FAULT_BAD_INPUT,
		    "column 66: parentheses stand in more than 32 others" },
		{ "a ", 64, FAULT_NONE, "" },
		{ "a ", 65, FAULT_TOO_COSTLY, "column 129: more than 64 words and values" },
		{ "tag:A ", 65, FAULT_TOO_COSTLY, "column 389: more than 64 words and values" },
		{ "\xC3\xA9", 600, FAULT_BAD_INPUT,
		    "column 513: the query goes on beyond 1024 bytes" },
		{ "\xFF", 10000, FAULT_BAD_INPUT, "column 1: the query is not UTF-8 here" },
		{ "x", 1024, FAULT_NONE, "" },
		{ "\xE2\x80\x9C", 341, FAULT_BAD_INPUT,
		    "column 1: no word stands between the quotation marks" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };
		char reading[2000];

		assert_int_equal(
		    read_one(repeated(cases[i].piece, cases[i].count, room), reading, &err),
		    cases[i].fault);
		assert_string_equal(err.text, cases[i].message);
	}
	assert_int_equal(read_one((Text){ "a\0b", 3 }, room, NULL), FAULT_BAD_INPUT);
}

static void survives_anything(void **state)
{
	static const char *pieces[] = { "(", ")", "\"", "-", "~", "*", "OR", "AND", " ", "a", "po",
		"é", ":", "tag:", "year:", "created:", "2008", "..", "cites:", "08BISHKEK211",
		"\xFF", "subject:", "“", "”", "~5", "\xE2", "has:", "class:" };
	unsigned seed = 11;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char query[400], reading[2000];
		size_t len = 0, count = 1 + (size_t)rand_r(&seed) % 12;
		struct error err = { 0 };

		for (size_t i = 0; i < count; i++) {
			const char *piece =
			    pieces[(size_t)rand_r(&seed) % (sizeof pieces / sizeof *pieces)];

			memcpy(query + len, piece, strlen(piece));
			len += strlen(piece);
		}
		if (read_one((Text){ query, len }, reading, &err) != FAULT_NONE)
			assert_int_equal(strncmp(err.text, "column ", 7), 0);
		else
			assert_int_not_equal(strlen(reading), 0);
	}
}

static void a_full_arena_is_a_fault(void **state)
{
	(void)state;
	for (size_t limit = 1; limit < 3000; limit += 16) {
		struct arena arena;
		struct node *tree = NULL;
		struct error err = { 0 };
		enum fault fault;

		arena_begin(&arena, limit);
		fault = query_read(
		    TEXT("a \"b c\"~3 (tag:KTIP OR -cites:08STATE2731)"), &arena, &tree, &err);
		assert_true(fault == FAULT_NO_MEMORY || fault == FAULT_NONE || arena.failed);
		assert_true((tree != NULL) == (fault == FAULT_NONE));
		arena_end(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_how_it_was_read),
		cmocka_unit_test(names_the_column),
		cmocka_unit_test(keeps_its_bounds),
		cmocka_unit_test(survives_anything),
		cmocka_unit_test(a_full_arena_is_a_fault),
	};

	return cmocka_run_group_tests_name("search/query", tests, NULL, NULL);
}
