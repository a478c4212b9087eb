/* TAGS lines: continuation, names, glued codes, unknown ones. */
#include "telegram/message.h"
#include "telegram/tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct row {
	const char *line, *codes;
	int note; /* a note that must be there, or -1 */
};

static void reads_tags(void **state)
{
	static const struct row rows[] = {
		{ "TAGS: PREL, ECON PHUM", "PREL|ECON|PHUM", -1 },
		{ "TAGS PREL ECON", "PREL|ECON", -1 },
		{ "Tags: prel, pgov", "PREL|PGOV", -1 },
		{ "TAGES: PREL", "PREL", NOTE_BAD_KEYWORD },
		{ "AGS: PREL", "PREL", NOTE_BAD_KEYWORD },
		{ "TAGS; PREL", "PREL", -1 },
		{ "TAGS: PREL,\nECON", "PREL|ECON", -1 },
		{ "TAGS: PREL\nECON PHUM", "PREL|ECON|PHUM", -1 },
		{ "TAGS: PREL PREL ECON PREL", "PREL|ECON", -1 },
		{ "TAGS: OVIP (LONGFELLOW, OLIVER), PREL", "OVIP|PREL", -1 },
		{ "TAGS: OVIP LONGFELLOW OLIVER PREL", "OVIP|PREL", -1 },
		{ "TAGS: PHUMBA PREL", "PHUM|BA|PREL", NOTE_GLUED_TAGS },
		{ "TAGS: ETRDEINVECINPGOVCS", "ETRD|EINV|ECIN|PGOV|CS", NOTE_GLUED_TAGS },
		{ "TAGS: PREL XWVYZ", "PREL", NOTE_UNKNOWN_TAG },
		{ "TAGS: PRELL, SNRA", "PREL|SNAR", NOTE_REPAIRED_TAG },
		{ "TAGS: PREL LABOR", "PREL", NOTE_GUESSED_TAG },
		{ "TAGS: PREL JP", "PREL|JA", NOTE_REPAIRED_TAG },
		{ "TABS: PREL", "PREL", NOTE_BAD_KEYWORD },
		{ "TGS: PREL", "PREL", NOTE_BAD_KEYWORD },
		{ "TAS: PREL", "PREL", NOTE_BAD_KEYWORD },
		{ "TAGS: PREL     RIGA 00061 01 OF 02", "PREL", -1 },
		{ "TAGS: PREL      ECON", "PREL|ECON", -1 },
		{ "TAGS: PREL,\nPAGE 02 RIGA 00061\nECON", "PREL|ECON", -1 },
		{ "TAGS: PREL CONFIDENTIAL", "PREL", -1 },
		{ "TAGS: PREL, AER\nLINGUS", "PREL|AER LINGUS", -1 },
		{ "TAGS: ECON ENERGY", "ECON|ENRG", -1 },
		{ "TAGS: OVIP (A, B), PREL (C, D; E, F)", "OVIP|PREL", -1 },
		{ "TAGS: OVIP (LONGFELLOW,\nOLIVER), PREL", "OVIP|PREL", -1 },
		{ "TAGS: OVIP PRELL", "OVIP|PREL", NOTE_REPAIRED_TAG },
		{ "TAGS: PREL SIPDIS", "PREL", -1 },
		{ "TAGS: UNGA/C-6, PREL", "UNGA/C-6|PREL", -1 },
		{ "TAGS:", "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[400];

		snprintf(text, sizeof text, "UNCLAS ROME 000001\n\n%s\nSUBJECT: X\n\n1. Y.\n",
		    rows[i].line);
		assert_true(message_read(&message, text));
		Text got = message_join(&message, &message.record.tags);
		if (!text_equal(got, text_of(rows[i].codes)))
			print_error("%s: %.*s\n", rows[i].line, TEXT_ARG(got));
		assert_true(text_equal(got, text_of(rows[i].codes)));
		if (rows[i].note >= 0)
			assert_non_null(message_note(&message, (enum note_kind)rows[i].note));
		message_close(&message);
	}
}

static void keeps_the_person(void **state)
{
	static const char *const lines[] = { "OVIP (LONGFELLOW, OLIVER)",
		"OVIP LONGFELLOW OLIVER PREL" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct message message;
		char text[200];

		snprintf(text, sizeof text, "UNCLAS ROME 000001\nTAGS: %s\nSUBJECT: X\n", lines[i]);
		assert_true(message_read(&message, text));
		const struct tag_use *use = &message.record.cable->tags.items[1];
		assert_int_equal(use->rule, TAG_RULE_PERSON);
		assert_int_equal(use->codes.count, 0);
		assert_true(text_equal(use->name, TEXT("LONGFELLOW, OLIVER")));
		message_close(&message);
	}
}

static void keeps_raw_rule_and_confidence(void **state)
{
	static const struct {
		const char *raw, *codes, *suggested;
		enum tag_rule rule;
		enum tag_confidence confidence;
	} wanted[] = {
		{ "PHUMBA", "PHUM|BA", "", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "PRELL", "PREL", "", TAG_RULE_TYPO, TAG_HIGH },
		{ "LABOR", "", "ELAB", TAG_RULE_UNRESOLVED, TAG_LOW },
		{ "GARDEN AFFAIRS", "", "", TAG_RULE_UNRESOLVED, TAG_LOW },
		{ "ECON", "ECON", "", TAG_RULE_IDENTITY, TAG_HIGH },
	};
	struct message message;

	(void)state;
	assert_true(message_read(
	    &message, "UNCLAS ROME 000001\nTAGS: PHUMBA PRELL, LABOR, GARDEN\n  AFFAIRS, ECON\n"));
	assert_int_equal(message.record.cable->tags.count, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const struct tag_use *use = &message.record.cable->tags.items[i];

		assert_true(text_equal(use->raw.text, text_of(wanted[i].raw)));
		assert_true(
		    text_equal(message_join(&message, &use->codes), text_of(wanted[i].codes)));
		assert_true(text_equal(
		    message_join(&message, &use->suggested), text_of(wanted[i].suggested)));
		assert_int_equal(use->rule, wanted[i].rule);
		assert_int_equal(use->confidence, wanted[i].confidence);
	}
	message_close(&message);
}

static void lists_the_line(void **state)
{
	struct message message;
	TextList list;

	(void)state;
	assert_true(message_read(&message,
	    "UNCLAS ROME 000001\nTAGS: prell, ECONBA JP, OVIP (Longfellow, O.), PREL, GARDEN\n"));
	tags_list(message.record.cable, TAGS_CORRECTED, &message.arena, &list);
	assert_true(text_equal(
	    message_join(&message, &list), TEXT("PREL|ECON|BA|JP|OVIP|LONGFELLOW, O.|GARDEN")));
	tags_list(message.record.cable, TAGS_AS_SPELT, &message.arena, &list);
	assert_true(text_equal(message_join(&message, &list),
	    TEXT("PRELL|ECONBA|JP|OVIP|LONGFELLOW, O.|PREL|GARDEN")));
	message_close(&message);
}

static void maps_states_own_codes_to_countries(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message,
	    "R 010000Z JAN 08\nFM AMEMBASSY BERN\nUNCLAS BERN 000001\n\nTAGS: PREL CH AU\nSUBJECT: X\n"));
	assert_true(
	    text_equal(message_join(&message, &message.record.countries), TEXT("CH|CN|AT")));
	message_close(&message);
}

static void leaves_out_what_is_too_many(void **state)
{
	struct message message;
	static char text[40000];
	size_t len = (size_t)snprintf(text, sizeof text, "UNCLAS ROME 000001\nTAGS: ");

	(void)state;
	for (int i = 0; i < 2000; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "XW%dVX ", i);
	assert_true(message_read(&message, text));
	assert_int_equal(message.record.cable->tags.count, TAGS_LIMIT);
	assert_non_null(message_note(&message, NOTE_TOO_MANY));
	message_close(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tags),
		cmocka_unit_test(keeps_the_person),
		cmocka_unit_test(keeps_raw_rule_and_confidence),
		cmocka_unit_test(lists_the_line),
		cmocka_unit_test(maps_states_own_codes_to_countries),
		cmocka_unit_test(leaves_out_what_is_too_many),
	};

	return cmocka_run_group_tests_name("telegram/tags", tests, NULL, NULL);
}
