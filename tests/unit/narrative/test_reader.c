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
		{ "Fiji: Tier 2", "Fiji", "FJ", "2" },
		{ "FIJI: TIER 2 WATCH LIST", "Fiji", "FJ", "2W" },
		{ "FIJI [Tier 2 Watch List]", "Fiji", "FJ", "2W" },
		{ "NEW RURITANIA \xE2\x80\x93 Tier 3", "New Ruritania", "", "3" },
		{ "HAITI: Special Case", "Haiti", "HT", "SC" },
		{ "FIJI\nTIER 2\n", "Fiji", "FJ", "2" },
		{ "Fiji \n \n[Tier 1] \n", "Fiji", "FJ", "1" },
		{ "F I J I\n(Tier 2 Watchlist)\n", "Fiji", "FJ", "2W" },
		{ "Placement: Tier 2", NULL, NULL, NULL },
		{ "It was moved to Tier 2", NULL, NULL, NULL },
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
	    "The Government of a place, and the first line is as long as any i \n \nand which ends. \n \nProtection \n \nNone. \n");
	const struct narrative *narrative = report.record.narrative;
	assert_int_equal(narrative->sections.count, 3);
	assert_int_equal(narrative->sections.items[0].paragraphs.count, 1);
	assert_int_equal(narrative->sections.items[0].paragraphs.items[0].last_line, 11);
	assert_int_equal(narrative->sections.items[1].kind, SECTION_COMPLIANCE);
	report_close(&report);
}

static void reads_pages_and_later_forms(void **state)
{
	struct report report;

	(void)state;
	report_read(&report,
	    "2018 Trafficking in Persons Report\n\nFIJI: Tier 2\n\n"
	    "The Government of Fiji does not fully meet the minimum standards.\n\n"
	    "Prioritized Recommendations:\n- Investigate and pros-\necute more.\n- Print the law, and\n"
	    "\xE2\x80\xA2 Count.\n\nProsecution:\nThe police investigated the cases that had been left from\n"
	    "118\nF I J I\n\nthe year before.\n\nTrafficking Profile\n"
	    "Fiji is a source and, to a lesser extent, a transit country.\n");
	const struct narrative *narrative = report.record.narrative;
	assert_int_equal(report.fault, FAULT_NONE);
	assert_int_equal(narrative->year, 2018);
	assert_int_equal(narrative->sections.count, 4);
	assert_int_equal(narrative->sections.items[0].kind, SECTION_COMPLIANCE);
	assert_int_equal(narrative->sections.items[3].kind, SECTION_PROFILE);
	assert_int_equal(narrative->recommendations.count, 3);
	assert_true(text_equal(narrative->recommendations.items[1].text, TEXT("Print the law")));
	assert_int_equal(narrative->frames.count, 2);
	assert_int_equal(narrative->sections.items[2].paragraphs.count, 1);
	assert_true(text_equal(
	    narrative_flow(
		&report.record, &narrative->sections.items[2].paragraphs.items[0], &report.arena),
	    TEXT("The police investigated the cases that had been left from the year before.")));
	assert_int_equal(narrative->role.count, 2);
	assert_true(text_equal(narrative->role.items[1], TEXT("transit (lesser extent)")));
	report_close(&report);
}

static void splits_several(void **state)
{
	static const char text[] = "Trafficking in Persons Report 2010\n\nFIJI (Tier 1)\nOne.\n"
				   "FIJI (Tier 1)\nStill one.\n\nHaiti: Special Case\nTwo.\n"
				   "NEW RURITANIA\n\nTier 3\nThree.\n";
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);
	Text rest = text_of(text), piece;

	(void)state;
	assert_non_null(catalog);
	piece = narrative_split(&rest, catalog);
	assert_true(text_ends(piece, TEXT("Still one.\n\n")));
	piece = narrative_split(&rest, catalog);
	assert_true(text_starts(piece, TEXT("Haiti")) && text_ends(piece, TEXT("Two.\n")));
	piece = narrative_split(&rest, catalog);
	assert_true(text_starts(piece, TEXT("NEW RURITANIA")));
	assert_int_equal(rest.len, 0);
	catalog_close(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_titles),
		cmocka_unit_test(reads_a_report),
		cmocka_unit_test(joins_doubled_lines),
		cmocka_unit_test(reads_pages_and_later_forms),
		cmocka_unit_test(splits_several),
	};

	return cmocka_run_group_tests_name("narrative/reader", tests, NULL, NULL);
}
