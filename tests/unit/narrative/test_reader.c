/* Titles, tiers, paragraphs of both layouts, years. */
#include "narrative/reader.h"
#include "record/reflow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct report {
	struct catalog *catalog;
	struct arena arena;
	struct record record;
	enum fault fault;
};

static void report_read(struct report *report, const char *text)
{
	struct repairs repairs;
	struct error err = { 0 };

	*report = (struct report){ .catalog = catalog_open(&err) };
	assert_non_null(report->catalog);
	arena_begin(&report->arena, 0);
	assert_int_equal(transcript_of(text_of(text), &report->arena, &report->record.transcript,
			     &repairs, &err),
	    FAULT_NONE);
	report->fault = narrative_read(&report->record, report->catalog, &report->arena, &err);
}

static void report_close(struct report *report)
{
	arena_end(&report->arena);
	catalog_close(report->catalog);
}

static void reads_titles(void **state)
{
	static const struct {
		const char *line, *name, *iso2, *code;
	} rows[] = {
		{ "FIJI (Tier 2 Watch List)", "Fiji", "FJ", "2W" },
		{ "SLOVENIA (Tier 1)", "Slovenia", "SI", "1" },
		{ "THE BAHAMAS (TIER 3)", "The Bahamas", "BS", "3" },
		{ "HAITI (Special Case)", "Haiti", "HT", "SC" },
		{ "NEW RURITANIA (Tier 2)", "New Ruritania", "", "2" },
		{ "FIJI (Tier 4)", NULL, NULL, NULL },
		{ "(Tier 1)", NULL, NULL, NULL },
		{ "FIJI", NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct report report;

		report_read(&report, rows[i].line);
		assert_int_equal(report.fault, rows[i].name ? FAULT_NONE : FAULT_BAD_INPUT);
		if (rows[i].name) {
			assert_true(text_equal(
			    report.record.narrative->country_name, text_of(rows[i].name)));
			assert_true(text_equal(
			    report.record.narrative->country_iso2, text_of(rows[i].iso2)));
			assert_true(
			    text_equal(report.record.narrative->tier_code, text_of(rows[i].code)));
		}
		report_close(&report);
	}
}

static void reads_a_report(void **state)
{
	struct report report;
	const struct narrative *narrative;

	(void)state;
	report_read(&report,
	    "FIJI (Tier 2)\n\nFiji is a place.\n\nThe Government of Fiji tries. In 2009 it\ntried in 2008.\n\n"
	    "Recommendations for Fiji: Try more; try\nearlier; and write it down.\n\nProsecution\n\nThe 1999 law stands.\n\n"
	    "None in 2009.\n\nProtection\nOne.\n\nPrevention\nTwo.\n");
	narrative = report.record.narrative;
	assert_true(text_equal(report.record.id, TEXT("tip/2010/fiji")));
	assert_true(narrative->year_inferred);
	assert_int_equal(narrative->sections.count, 6);
	for (uint32_t i = 0; i < 6; i++)
		assert_int_equal(narrative->sections.items[i].kind, i);
	assert_int_equal(narrative->sections.items[3].paragraphs.count, 2);
	assert_true(
	    text_equal(narrative->sections.items[3].paragraphs.items[1].id, TEXT("prosecution.2")));
	assert_int_equal(narrative->recommendations.count, 3);
	assert_true(text_equal(narrative->recommendations.items[1].text, TEXT("try earlier")));
	assert_true(text_equal(narrative->recommendations.items[2].text, TEXT("write it down")));
	assert_int_equal(narrative->data_years.count, 2);
	assert_int_equal(narrative->data_years.items[0], 2009);
	report_close(&report);
}

static void joins_doubled_lines(void **state)
{
	struct report report;

	(void)state;
	report_read(&report,
	    "FIJI (Tier 1) \n \nA first line that is about as long as lines are here, forty more \n \nand a second \n \n \n \n"
	    "over a page which ends in a stop but is as long as a line is ok. \n \nIt goes on until here. \n \n"
	    "Then a paragraph of which the first line is as long as any is now \n \nand which ends. \n \nProtection \n \nNone. \n");
	const struct narrative *narrative = report.record.narrative;
	assert_int_equal(narrative->sections.count, 3);
	assert_int_equal(narrative->sections.items[0].paragraphs.count, 1);
	assert_int_equal(narrative->sections.items[0].paragraphs.items[0].last_line, 11);
	assert_int_equal(narrative->sections.items[1].kind, SECTION_COMPLIANCE);
	report_close(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_titles),
		cmocka_unit_test(reads_a_report),
		cmocka_unit_test(joins_doubled_lines),
	};

	return cmocka_run_group_tests_name("narrative/reader", tests, NULL, NULL);
}
