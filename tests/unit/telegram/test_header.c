/* Format lines, date-time groups, classification lines. */
#include "telegram/message.h"
#include "telegram/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void reads_date_time_groups(void **state)
{
	static const struct {
		const char *line, *iso;
		uint32_t column; /* of the fault, 0 none */
	} rows[] = {
		{ "R 291200Z FEB 08", "2008-02-29T12:00Z", 0 },
		{ "P R 201505Z MAR 09 ZFF4", "2009-03-20T15:05Z", 0 },
		{ "R 241530ZJAN 76", "1976-01-24T15:30Z", 0 },
		{ "O 010000Z DEC 66", "1966-12-01T00:00Z", 0 },
		{ "R 291200Z FEB 07", "", 3 },
		{ "R 291200Z FBE 08", "", 11 },
		{ "R 292538Z FEB 08", "", 5 },
		{ "R 291200 FEB 08", "", 9 },
		{ "R 291200Z FEB 0X", "", 15 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[200];

		snprintf(text, sizeof text,
		    "%s\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\nSUBJECT: X\n", rows[i].line);
		assert_true(message_read(&message, text));
		const struct note *note = message_note(&message, NOTE_BAD_DTG);
		assert_true(text_equal(
		    moment_text(&message.arena, message.record.created), text_of(rows[i].iso)));
		assert_true(
		    text_equal(message.record.cable->header.dtg.raw.text, text_of(rows[i].line)));
		if (rows[i].column)
			assert_true(note && note->line == 1);
		else
			assert_null(note);
		if (note && note->column != (rows[i].column == 15 ? 15 : rows[i].column))
			print_error("%s: column %u\n", rows[i].line, note->column);
		assert_int_equal(note ? note->column : 0, rows[i].column);
		message_close(&message);
	}
}

static void reads_addressees(void **state)
{
	struct message message;
	const struct cable_header *header;

	(void)state;
	assert_true(message_read(&message,
	    "VZCZCXRO0001\nOO RUEHAA\nRUEHBB RUEHCC\nDE RUEHRO #0009/01 0321200\nZNY CCCCC ZZH\n"
	    "O P 011200Z FEB 08\nFM AMEMBASSY ROME\nTO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0042\n"
	    "TO PAGE 02        ROME   000009  011200Z\nINFO RUEHBS/AMEMBASSY BRUSSELS 1233 PRIORITY\nZEN/AMEMBASSY PARIS\n"
	    "XMT AMEMBASSY SOFIA\nDET 1 39LG ANKARA TU\nC O N F I D E N T I A L ROME 000009\nSUBJECT: X\n"));
	header = &message.record.cable->header;
	assert_int_equal(header->routing_indicators.count, 3);
	assert_int_equal(header->signal_classification, CLASS_CONFIDENTIAL);
	assert_int_equal(header->de.day_of_year, 32);
	assert_int_equal(header->to.count, 1);
	assert_true(text_equal(header->to.items[0].precedence.text, TEXT("NIACT IMMEDIATE")));
	assert_true(text_equal(header->to.items[0].message_number.text, TEXT("0042")));
	assert_int_equal(header->info.count, 2);
	assert_true(text_equal(header->info.items[0].precedence.text, TEXT("PRIORITY")));
	assert_true(text_equal(header->info.items[0].post, TEXT("BRUSSELS")));
	assert_true(header->info.items[1].zen);
	assert_int_equal(header->excluded.count, 2);
	assert_true(text_equal(header->excluded.items[1].plad.text, TEXT("DET 1 39LG ANKARA TU")));
	assert_true(text_equal(message.record.id, TEXT("08ROME9")));
	message_close(&message);
}

static void takes_classification_lines(void **state)
{
	static const struct {
		const char *line;
		enum classification classification;
		const char *sections, *post, *number;
	} rows[] = {
		{ "UNCLAS SECTION 01 OF 17 ROME 000211", CLASS_UNCLASSIFIED, "17", "ROME",
		    "000211" },
		{ "C O N F I D E N T I A L ABU DHABI 001234", CLASS_CONFIDENTIAL, "", "ABU DHABI",
		    "001234" },
		{ "S e c r e t nairobi 001938", CLASS_SECRET, "", "nairobi", "001938" },
		{ "S E C R E T NOFORN SECTION 1 OF 2 ROME 211", CLASS_SECRET_NOFORN, "2", "ROME",
		    "211" },
		{ "LIMITED OFFICIAL USE LISBON 001196", CLASS_FOUO, "", "LISBON", "001196" },
		{ "UNCLAS E F T O SANAA 001996", CLASS_UNCLASSIFIED, "", "SANAA", "001996" },
		{ "C O N F I D E N T I A L 75 LIBREVILLE 1895", CLASS_CONFIDENTIAL, "",
		    "LIBREVILLE", "1895" },
		{ "CONFIDENTIAL", CLASS_CONFIDENTIAL, "", "", "" },
		{ "SECRET TALKS WERE HELD ON 12", CLASS_UNKNOWN, "", "", "" },
		{ "UNCLASSIFIABLE ROME 000211", CLASS_UNKNOWN, "", "", "" },
		{ "1. SECRET", CLASS_UNKNOWN, "", "", "" },
	};
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct class_line parts;
		bool taken = class_line_take(catalog, text_of(rows[i].line), &parts);

		if (taken != (rows[i].classification != CLASS_UNKNOWN))
			print_error("%s\n", rows[i].line);
		assert_int_equal(taken, rows[i].classification != CLASS_UNKNOWN);
		if (!taken)
			continue;
		assert_int_equal(parts.classification, rows[i].classification);
		assert_true(text_equal(parts.sections, text_of(rows[i].sections)));
		assert_true(text_equal(parts.post, text_of(rows[i].post)));
		assert_true(text_equal(parts.number, text_of(rows[i].number)));
	}
	catalog_close(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_date_time_groups),
		cmocka_unit_test(reads_addressees),
		cmocka_unit_test(takes_classification_lines),
	};

	return cmocka_run_group_tests_name("telegram/header", tests, NULL, NULL);
}
