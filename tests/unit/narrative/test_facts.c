/* Figures of invented sentences: what is found, and what is left alone. */
#include "narrative/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define HEAD \
	"FIJI (Tier 2)\n\nFiji is a place.\n\nThe Government of Fiji tries in 2009.\n\nProsecution\n"

static struct catalog *catalog;

/* The facts of a paragraph as "metric value year; ...". */
static void facts_of(const char *sentence, char *found, size_t room)
{
	struct record record = { 0 };
	struct repairs repairs;
	struct arena arena;
	struct error err = { 0 };
	size_t len = 0;

	arena_begin(&arena, 0);
	Text text = text_format(&arena, "%s%s\n", HEAD, sentence);
	assert_int_equal(
	    transcript_of(text, &arena, &record.transcript, &repairs, &err), FAULT_NONE);
	assert_int_equal(narrative_read(&record, catalog, &arena, &err), FAULT_NONE);
	found[0] = '\0';
	for (uint32_t i = 0; i < record.narrative->facts.count; i++) {
		const struct narrative_fact *fact = &record.narrative->facts.items[i];
		Text span = transcript_slice(&record.transcript, fact->number.span);

		assert_true(text_find(transcript_slice(&record.transcript, fact->sentence.span),
				span) != TEXT_NONE);
		len += (size_t)snprintf(found + len, room - len, "%s%.*s %u %d", len ? "; " : "",
		    TEXT_ARG(metric_name(fact->metric)), fact->low, fact->year);
	}
	arena_end(&arena);
}

static const struct {
	const char *sentence, *facts;
} rows[] = {
	{ "In 2009, police conducted 12 trafficking investigations, compared with nine in 2008.",
	    "investigations 12 2009; investigations 9 2008" },
	{ "The government prosecuted and convicted twenty-one traffickers in 2009.",
	    "prosecutions 21 2009; convictions 21 2009" },
	{ "It prosecuted 12 offenders and convicted eight, compared with seven and five in 2008.",
	    "prosecutions 12 2009; convictions 8 2009; prosecutions 7 2008; convictions 5 2008" },
	{ "One suspect was prosecuted in 2009, the same number as in 2008.",
	    "prosecutions 1 2009; prosecutions 1 2008" },
	{ "Police investigated 23 cases in 2009 (12 for sex trafficking and 11 for forced labor).",
	    "investigations 23 2009; investigations_sex 12 2009; investigations_labor 11 2009" },
	{ "There were no convictions during the reporting period.", "convictions 0 0" },
	{ "The law prescribes penalties of three to 20 years' imprisonment.",
	    "penalty_years_min 3 0; penalty_years_max 20 0" },
	{ "No officials were investigated or prosecuted for complicity.",
	    "officials_investigated 0 0; officials_prosecuted 0 0" },
	{ "A hundred and five victims were assisted in 2009.", "victims_assisted 105 2009" },
	{ "Consular officers referred 15 victims to shelters in 2009.",
	    "victims_referred_by_consular_officials 15 2009" },
	{ "Two were given fines, and 13 victims cooperated with police.",
	    "victims_assisting_law_enforcement 13 0" },
	{ "The state had a national action plan for 2008-2011.", "action_plan_period 2008 0" },
	{ "A study estimated that over 2.5 million persons are victims of trafficking.",
	    "victims_estimated 2500000 0" },
	{ "The government operated three shelters in 2009.", "shelters_supported 3 2009" },
	/* nothing of ours, or not said to have happened */
	{ "The government did not report any convictions.", "" },
	{ "Police investigated seven cases of fraud and closed 12 investigations.", "" },
	{ "Twenty-six police officers attended a course of two days.", "" },
	{ "It gave two NGOs $118,000 to assist 90 victims.", "" },
	{ "Article 12 of the code of 2003 covers 40 percent of the 5 districts.", "" },
	{ "NGOs operated two shelters; the 31 victims were glad.", "" },
	{ "Not one of the 61 victims was jailed.", "" },
	{ "Police arrested 44 persons for smuggling and opened one case.", "" },
	{ "The government reported no prosecutions or convictions under the 2008 law.", "" },
	{ "Officials assisted in 14 investigations abroad.", "" },
};

static void finds_what_is_said(void **state)
{
	char found[1000];
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		facts_of(rows[i].sentence, found, sizeof found);
		if (strcmp(found, rows[i].facts) == 0)
			continue;
		print_error("%s\n  expected '%s'\n  read     '%s'\n", rows[i].sentence,
		    rows[i].facts, found);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* Hostile: one sentence of many numbers costs bounded work and memory. */
static void survives_a_sentence_without_end(void **state)
{
	static char text[200000];
	char found[100000];

	(void)state;
	for (size_t i = 0; i + 20 < sizeof text; i += 14)
		snprintf(text + i, 15, "convicted %03u ", (unsigned)(i / 14 % 900));
	facts_of(text, found, sizeof found);
	assert_true(strlen(found) < sizeof found - 1);
}

static int open_catalog(void **state)
{
	struct error err = { 0 };

	(void)state;
	catalog = catalog_open(&err);
	return catalog ? 0 : -1;
}

static int close_catalog(void **state)
{
	(void)state;
	catalog_close(catalog);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_is_said),
		cmocka_unit_test(survives_a_sentence_without_end),
	};

	return cmocka_run_group_tests_name("narrative/facts", tests, open_catalog, close_catalog);
}
