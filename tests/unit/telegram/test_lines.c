/* The first message lines and what closes a message: orders, Classified By, subjects, summaries,
 * signers. Invented texts about invented people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#undef fail

#include "telegram/message.h"

static void must_equal(Text read, const char *expected, const char *text)
{
	if (!text_equal(read, text_of(expected)))
		print_error("%s\n-> %.*s, not %s\n", text, TEXT_ARG(read), expected);
	assert_true(text_equal(read, text_of(expected)));
}

static void reads_orders(void **state)
{
	static const char *const rows[][3] = {
		/* line, day, number */
		{ "E.O. 12958: DECL: 03/05/2017", "2017-03-05", "12958" },
		{ "EO 12958 DECL: 7/2/11", "2011-07-02", "12958" },
		{ "E.O. 12958: DECL: 2020/02/23", "2020-02-23", "12958" },
		{ "E.O. 12958: DECL:\n03/04/2018", "2018-03-04", "12958" },
		{ "E.O. 12065: GDS 1/23/85 (TRELLIS, A.)", "1985-01-23", "12065" },
		{ "E. O. 13526: DECL: 4 July 2031", "2031-07-04", "13526" },
		{ "E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006", "2006-06-21", "12958" },
		{ "E.O. 12958: DECL: 31/12/2019", "2019-12-31", "12958" },
		{ "E.O. 12958: DECL: X1, X5", "", "12958" },
		{ "E.O. 12958: DECL: 02/30/2019", "", "12958" },
		{ "E.O. 12356: DECL: OADR", "", "12356" },
		{ "E.O. 12958:N/A", "", "12958" },
		{ "DEPT FOR EUR E.O. 12958: DECL: 11/22/2012", "2012-11-22", "12958" },
		{ "DECL: 08/22/2017 TAGS: PGOV", "2017-08-22", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;

		assert_true(message_read(&message, rows[i][0]));
		const struct cable *cable = message.record.cable;
		must_equal(
		    moment_text(&message.arena, cable->declassify_on), rows[i][1], rows[i][0]);
		must_equal(cable->eo_number, rows[i][2], rows[i][0]);
		message_close(&message);
	}
}

/* Names with '|' between, then reasons as "1.4b 1.4d". */
static void reads_classifiers(void **state)
{
	static const char *const rows[][3] = {
		{ "Classified By: DCM Agatha Trellis for reasons 1.4 (b) and (d).",
		    "Agatha Trellis", "1.4b 1.4d" },
		{ "Classified By: Ambassadro Bruno Q. Tamsin, Jr. Reasons 1.5 B/D",
		    "Bruno Q. Tamsin, Jr.", "1.5b 1.5d" },
		{ "CLASSIFIED BY: Gerda P. Fenworthy, Consul General. REASON: 1.4 (b), (d)",
		    "Gerda P. Fenworthy", "1.4b 1.4d" },
		{ "1. (U) CLASSIFIED BY POLOFF BRUNO VAN DER TAMSIN, 1.5 (D).\n\n2. (C) Text.",
		    "BRUNO VAN DER TAMSIN", "1.5d" },
		{ "Classified By: Classified by P/E Chief Marco de la Torre under 1.4 b",
		    "Marco de la Torre", "1.4b" },
		{ "Classified By: Special Envoy for Latvia and Estonia Agatha Trellis",
		    "Agatha Trellis", "" },
		{ "Classified by: acting political counselor agatha l. trellis for reasons 1.4 (b)",
		    "agatha l. trellis", "1.4b" },
		{ "CLASSIFIED BY CHARGE D'AFFAIRES A.I. AGATHA TRELLIS, 1.4(D)", "AGATHA TRELLIS",
		    "1.4d" },
		{ "Classified By: Consul Bruno Tamsin and DCM Agatha Trellis, 1,4 (c)",
		    "Bruno Tamsin|Agatha Trellis", "1.4c" },
		{ "CLASSIFIED BY DCM ANSELM OLM BASED ON E.O.12958 REASONS 1.4(B&D)", "ANSELM OLM",
		    "1.4b 1.4d" },
		{ "Classified By: Interagency Provincial Affairs Deputy Coordinator Ada Tr \nellis "
		  "for reasons 1.4 (b)",
		    "Ada Trellis", "1.4b" },
		{ "Classified By: Deputy Provincial Affairs Counselor Agatha M. Trellish f \nor reasons "
		  "1.4 (d)",
		    "Agatha M. Trellish", "1.4d" },
		{ "CLASSIFIED BY SECTION 1.5 (B) AND (D).  NIACT PRECEDENCE.", "", "1.5b 1.5d" },
		{ "Classified By: RIGA 222\nRIGA 216\n\nClassified by DCM Agatha Trellis",
		    "Agatha Trellis", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		TextList names = { 0 };
		Text reasons = TEXT("");

		assert_true(message_read(&message, rows[i][0]));
		const struct cable *cable = message.record.cable;
		for (uint32_t j = 0; j < cable->classifiers.count; j++)
			*(Text *)array_add(&names, &message.arena) =
			    cable->classifiers.items[j].name.text;
		for (uint32_t j = 0; j < cable->reasons.count; j++)
			reasons = text_format(&message.arena, "%.*s%s%.*s%.*s", TEXT_ARG(reasons),
			    j ? " " : "", TEXT_ARG(cable->reasons.items[j].section),
			    TEXT_ARG(cable->reasons.items[j].letter));
		must_equal(message_join(&message, &names), rows[i][1], rows[i][0]);
		must_equal(reasons, rows[i][2], rows[i][0]);
		message_close(&message);
	}
}

static void names_keep_their_place(void **state)
{
	struct message message;

	(void)state;
	assert_true(
	    message_read(&message, "Classified By: DCM Agatha\nTrellis for reasons 1.4 (b)\n"));
	const struct classifier *one = &message.record.cable->classifiers.items[0];
	must_equal(one->name.text, "Agatha Trellis", "name");
	must_equal(one->title, "DCM", "title");
	must_equal(transcript_slice(&message.record.transcript, one->name.span), "Agatha\nTrellis",
	    "span");
	message_close(&message);
}

static void cleans_subjects(void **state)
{
	static const char *const rows[][2] = {
		{ "SUBJECT:  (C/NF)  A LUNCH  IN RIGA (U)\n\nREF: X", "A LUNCH IN RIGA" },
		{ "SUBJECT: TRADE WITH US-\nLATVIAN FIRMS\n\n1. X", "TRADE WITH US-LATVIAN FIRMS" },
		{ "SUBJECT: LUNCH&#8217;S END &amp; MORE", "LUNCH\xE2\x80\x99S END & MORE" },
		{ "SUBJECT: LUNCH AND MOREREF: A. RIGA 1", "LUNCH AND MORE" },
		{ "SUBJECT: LUNCH AND MOREClassified By: DCM X", "LUNCH AND MORE" },
		{ "SUBJECT: LUNCH \\\nAND MORE \\\n \\\nREF: RIGA 1", "LUNCH AND MORE" },
		{ "SUBJECT: LUNCH WITH THE MINISTER\nThis message is an action request.",
		    "LUNCH WITH THE MINISTER" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;

		assert_true(message_read(&message, rows[i][0]));
		must_equal(message.record.title, rows[i][1], rows[i][0]);
		message_close(&message);
	}
}

static void finds_summaries(void **state)
{
	static const char *const rows[][2] = {
		{ "1. (C) BEGIN SUMMARY: Ice is late. END SUMMARY.", "Ice is late." },
		{ "--------\nSummary\n--------\n\n1. (C) Ice is late.\n\n2. (C) More.",
		    "Ice is late." },
		{ "1. (C) Ice is late. (End Summary)", "Ice is late." },
		{ "1. (U) Para 2 asks.\n\n2. (C) Summay and Comment. Ice is\nlate. End\nSummary.",
		    "Ice is\nlate." },
		{ "Executive Summary\n-----\n1. Ice is late. End Executive Summary.",
		    "Ice is late." },
		{ "1. (C) A summary of all this is not here.", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		Text read = { 0 };

		assert_true(message_read(&message, rows[i][0]));
		const struct cable *cable = message.record.cable;
		if (cable->remarks.count && cable->remarks.items[0].kind == REMARK_SUMMARY)
			read = transcript_slice(
			    &message.record.transcript, cable->remarks.items[0].span);
		must_equal(read, rows[i][1], rows[i][0]);
		message_close(&message);
	}
}

static void finds_comments(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message,
	    "1. (C) Ice is late. (Comment: As ever. End comment.) More.\n\n2. (C) COMMENT: It will go.\n"));
	const struct cable *cable = message.record.cable;
	assert_int_equal(cable->remarks.count, 2);
	must_equal(transcript_slice(&message.record.transcript, cable->remarks.items[0].span),
	    "As ever.", "first");
	must_equal(transcript_slice(&message.record.transcript, cable->remarks.items[1].span),
	    "It will go.", "second");
	message_close(&message);
}

static void finds_signers(void **state)
{
	static const char *const rows[][2] = {
		{ "Ice is late.\nTRELLIS\nTAMSIN\n", "TRELLIS|TAMSIN" },
		{ "Ice is late.\n\nTRELLIS/TAMSIN##\n", "TRELLIS|TAMSIN" },
		{ "1. ICE IS LATE. END TEXT. TRELLIS", "TRELLIS" },
		{ "Ice is late.\n\nGP-3\nTRELLIS\nBT\n#0012\n\nNNNN\n", "TRELLIS" },
		{ "To the Embassy\nIn the City\nTRELLIS", "TRELLIS" },
		{ "Ice is late.\n\nDE TAMSIN\nNOTE BY OC/T: AS RECEIVED.\n", "DE TAMSIN" },
		{ "The rate was five percent. The", "" },
		{ "Ice is late.\n\nEND TEXT\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		TextList names = { 0 };

		assert_true(message_read(&message, rows[i][0]));
		for (uint32_t j = 0; j < message.record.cable->signers.count; j++)
			*(Text *)array_add(&names, &message.arena) =
			    message.record.cable->signers.items[j].text;
		must_equal(message_join(&message, &names), rows[i][1], rows[i][0]);
		message_close(&message);
	}
}

static void finds_redactions(void **state)
{
	static const char *const rows[][2] = {
		{ "XXXXXXXXXXXXattended", "XXXXXXXXXXXX" },
		{ "asked xxxxx whether", "xxxxx" },
		{ "in MDXXXX and XXX", "" },
		{ "the fox xx", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[100];
		struct message message;
		Text read = { 0 };

		snprintf(text, sizeof text, "1. Ice %s.\n", rows[i][0]);
		assert_true(message_read(&message, text));
		if (message.record.cable->redactions.count)
			read = transcript_slice(&message.record.transcript,
			    message.record.cable->redactions.items[0].span);
		must_equal(read, rows[i][1], text);
		message_close(&message);
	}
}

static void changes_case(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message, "1. X.\n"));
	must_equal(
	    telegram_title_case(TEXT("LATVIA: THE UK ON RE-OPENING OF D'ARC'S PORT - A NOTE"),
		message.catalog, &message.arena),
	    "Latvia: The UK on Re-Opening of D'Arc's Port - A Note", "title");
	must_equal(
	    telegram_title_case(TEXT("Visit of the DoD to Riga"), message.catalog, &message.arena),
	    "Visit of the DoD to Riga", "mixed");
	must_equal(telegram_name_case(TEXT("LEE 0. O'TRELLIS, JR."), &message.arena),
	    "Lee O. O'Trellis, Jr.", "name");
	must_equal(telegram_clean(TEXT("1. (C) Ice.\n---\n\nSIPDIS\n2. C) XXXXXX is late"),
		       message.catalog, &message.arena),
	    "Ice.\n is late", "clean");
	message_close(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_orders),
		cmocka_unit_test(reads_classifiers),
		cmocka_unit_test(names_keep_their_place),
		cmocka_unit_test(cleans_subjects),
		cmocka_unit_test(finds_summaries),
		cmocka_unit_test(finds_comments),
		cmocka_unit_test(finds_signers),
		cmocka_unit_test(finds_redactions),
		cmocka_unit_test(changes_case),
	};

	return cmocka_run_group_tests_name("telegram/lines", tests, NULL, NULL);
}
