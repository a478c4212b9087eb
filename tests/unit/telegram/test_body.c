/* Blocks, their addresses and kinds; page markers; signatures; subjects. */
#include "telegram/message.h"
#include "record/reflow.h"
#include "telegram/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define OPENING "R 010000Z FEB 08\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\nSUBJECT: X\n\n"

/* "id:kind id:kind ..." */
static Text outline(struct message *message)
{
	Text all = TEXT("");
	const BlockList *blocks = &message->record.cable->blocks;

	for (uint32_t i = 0; i < blocks->count; i++) {
		Text kind = text_slice(block_kind_name(blocks->items[i].kind), 0, 2);
		all = text_format(&message->arena, i ? "%.*s %.*s:%.*s" : "%.*s%.*s:%.*s",
		    TEXT_ARG(all), TEXT_ARG(blocks->items[i].id), TEXT_ARG(kind));
	}
	return all;
}

static void gives_every_block_an_address(void **state)
{
	static const char *const rows[][2] = {
		{ "1. One.\n\n2. Two.\n\nMore.\n", "1:pa 2:pa 2.a1:pl" },
		{ "Prose.\n\nMore.\n", "a1:pl a2:pl" },
		{ "Before.\n\n1. One.\n", "a1:pl 1:pa" },
		{ "1. (C) One in\n2007. Two.\n\n2. (C) Three.\n", "1:pa 2:pa" },
		{ "1. (C) List:\n\n1. x\n\n2. y\n\n2. (C) Two.\n", "1:pa 1.a1:pl 1.a2:pl 2:pa" },
		{ "1. One:\n\n-- a\n-- b\n\n-- c, and\nmore\n\nEnd.\n",
		    "1:pa 1.a1:it 1.a2:it 1.a3:it 1.a4:pl" },
		{ "1. One, which goes\n-- as it does -- on.\n", "1:pa" },
		{ "----\nHEAD\n----\n\n1. One.\n\nSUMMARY\n-------\n\n2. Two.\n",
		    "h1:he 1:pa h2:he 2:pa" },
		{ "1. One.\n\nWHAT NEXT\n\n2. Two.\n", "1:pa h1:he 2:pa" },
		{ "1. (U) Begin text:\n\n----\n1. Head:\n----\n\nA. Q?\n\nAnswer.\n\nB. R?\n\n----\n2. Other\n----\n\nA. S?\n",
		    "1:pa 1.1:he 1.1.A:pa 1.1.A.a1:pl 1.1.B:pa 1.2:he 1.2.A:pa" },
		{ "1. One:\n\n   A      1\n   B      2\n\nAfter.\n", "1:pa 1.a1:ta 1.a2:pl" },
		{ "1. One.\n\nA. First.\n\nB. Second.\n\n2. Two.\n\nA. First.\n",
		    "1:pa 1.A:pa 1.B:pa 2:pa 2.A:pa" },
		{ "-----------\n1. SUMMARY\n-----------\n\nText.\n\n-----------\n2. MORE\n-----------\n\nText.\n",
		    "1:he 1.a1:pl 2:he 2.a1:pl" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[600];

		snprintf(text, sizeof text, OPENING "%s\nOSGODBY\n", rows[i][0]);
		assert_true(message_read(&message, text));
		Text got = outline(&message);
		if (!text_equal(got, text_of(rows[i][1])))
			print_error("%s\n-> %.*s\n", rows[i][0], TEXT_ARG(got));
		assert_true(text_equal(got, text_of(rows[i][1])));
		assert_true(text_equal(message.record.cable->signature.text, TEXT("OSGODBY")));
		message_close(&message);
	}
}

static void runs_over_pages(void **state)
{
	static const struct {
		const char *gap;
		bool joins;
	} rows[] = {
		{ "\n%s\n\n\n", true },
		{ "\n\n%s\n\n\n", false },
		{ "\n%s\n\n\n\n", false },
		{ "%s\n", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char gap[100], text[400];

		snprintf(gap, sizeof gap, rows[i].gap, "ROME 00000009  002.3 OF 002");
		snprintf(text, sizeof text,
		    OPENING
		    "ROME 00000009  001.3 OF 002\n\n\n1. The house was\n%sempty.\n\nOSGODBY\n",
		    gap);
		assert_true(message_read(&message, text));
		const struct cable *cable = message.record.cable;
		assert_int_equal(cable->markers.count, 2);
		assert_false(cable->markers.items[0].joins_sentence);
		assert_int_equal(cable->markers.items[1].joins_sentence, rows[i].joins);
		assert_int_equal(cable->blocks.count, rows[i].joins ? 1 : 2);
		if (rows[i].joins)
			assert_true(text_equal(
			    block_flow(&message.record, &cable->blocks.items[0], &message.arena),
			    TEXT("The house was empty.")));
		assert_null(message_note(&message, NOTE_SECTION_GAP));
		message_close(&message);
	}
}

static void takes_markers_of_both_forms(void **state)
{
	static const struct {
		const char *line, *station, *suffix;
		uint32_t page, of;
	} rows[] = {
		{ "BERN 00000211  001.6 OF 017", "BERN", "6", 1, 17 },
		{ "PORT AU PR 00002230  002 OF 003 ", "PORT AU PR", "", 2, 3 },
		{ "PAGE 02        ROME  01196  01 OF 02  082030Z", "ROME", "", 2, 2 },
		{ "PAGE 02  STATE 015113  182333Z", "STATE", "", 2, 0 },
		{ "BERN 00000211 IS A NUMBER", NULL, NULL, 0, 0 },
		{ "BERN 211  001.6 OF 017", NULL, NULL, 0, 0 },
		{ "PAGE 02 OF THE BOOK", NULL, NULL, 0, 0 },
		{ "", NULL, NULL, 0, 0 },
	};
	struct message message;

	(void)state;
	assert_true(message_read(&message, OPENING));
	const struct reader reader = { .transcript = &message.record.transcript };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct page_marker marker;
		bool taken = marker_take(text_of(rows[i].line), &marker, &reader);

		assert_int_equal(taken, rows[i].station != NULL);
		if (!taken)
			continue;
		assert_true(text_equal(marker.station.text, text_of(rows[i].station)));
		assert_true(text_equal(marker.suffix, text_of(rows[i].suffix)));
		assert_int_equal(marker.page, rows[i].page);
		assert_int_equal(marker.of, rows[i].of);
	}
	message_close(&message);
}

static void finds_signatures(void **state)
{
	static const char *const rows[][2] = {
		{ "1. Y.\n\nOSGODBY", "OSGODBY" },
		{ "1. Y.\nOsgodby\n", "Osgodby" },
		{ "1. Y.\n\nSTRAUSZ-HUPE##\n", "STRAUSZ-HUPE" },
		{ "1. Y.\nGP-3\nO'BRANNOCK\nCONFIDENTIAL\n\nNNNN\n", "O'BRANNOCK" },
		{ "1. Y.\n\nDE LAMERE\n\nDeclassified/Released US Department of State EO Systematic\nReview 30 JUN 2006\n",
		    "DE LAMERE" },
		{ "1. The list ends with\nOSGODBY and others.\n", "" },
		{ "1. Y, which stands\nalone\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[400];

		snprintf(text, sizeof text, OPENING "%s", rows[i][0]);
		assert_true(message_read(&message, text));
		Text got = message.record.cable->signature.text;
		if (!text_equal(got, text_of(rows[i][1])))
			print_error("%s -> %.*s\n", rows[i][0], TEXT_ARG(got));
		assert_true(text_equal(got, text_of(rows[i][1])));
		assert_int_equal(message_note(&message, NOTE_NO_SIGNATURE) == NULL, got.len > 0);
		message_close(&message);
	}
}

static void reads_subjects(void **state)
{
	static const char *const rows[][2] = {
		{ "SUBJECT: ONE LINE", "ONE LINE" },
		{ "SUBJECT: ONE\nAND TWO", "ONE AND TWO" },
		{ "SUBJECT: THE US-\nURUGUAYAN CASE", "THE US-URUGUAYAN CASE" },
		{ "SUBJ: SHORT", "SHORT" },
		{ "UBJECT: LOST", "LOST" },
		{ "SUBJECT NO COLON", "NO COLON" },
		{ "SUBJECT:\nBELOW", "BELOW" },
		{ "SUBJECT: A VISIT TO EGYPTREF: CAIRO 493", "A VISIT TO EGYPT" },
		{ "SUBJECT: A VISIT\nClassified By: A. Osgodby", "A VISIT" },
		{ "SUBJECT: NOTES\n-----------\n1. SUMMARY", "NOTES" },
		{ "SUBJECT: (C/NF) MARKED", "MARKED" },
		{ "REMARK: SUBJECT LINE IS MISSING", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[400];

		snprintf(text, sizeof text,
		    "UNCLAS ROME 000009\nE.O. 12958: N/A\nTAGS: PREL\n%s\n\n1. Y.\n", rows[i][0]);
		assert_true(message_read(&message, text));
		if (!text_equal(message.record.title, text_of(rows[i][1])))
			print_error("%s -> %.*s\n", rows[i][0], TEXT_ARG(message.record.title));
		assert_true(text_equal(message.record.title, text_of(rows[i][1])));
		assert_int_equal(message_note(&message, NOTE_NO_SUBJECT) != NULL, !*rows[i][1]);
		message_close(&message);
	}
}

static void finds_redactions(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message,
	    OPENING "1. XXXXXXXXXXXX said that XXX is no run, xxxxx is one, MDXXXX is none.\n"));
	assert_int_equal(message.record.cable->redactions.count, 2);
	message_close(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_every_block_an_address),
		cmocka_unit_test(runs_over_pages),
		cmocka_unit_test(takes_markers_of_both_forms),
		cmocka_unit_test(finds_signatures),
		cmocka_unit_test(reads_subjects),
		cmocka_unit_test(finds_redactions),
	};

	return cmocka_run_group_tests_name("telegram/body", tests, NULL, NULL);
}
