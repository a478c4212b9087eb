/* Tags as they are spelt, read as the codes they stand for: by rule, and how surely. */
#include "catalog/tag_reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct row {
	const char *raw, *codes; /* codes with '|' between */
	enum tag_rule rule;
	enum tag_confidence confidence;
};

static void reads_by_rule(void **state)
{
	static const struct row rows[] = {
		{ "PREL", "PREL", TAG_RULE_IDENTITY, TAG_HIGH },
		{ "prel", "PREL", TAG_RULE_IDENTITY, TAG_HIGH },
		{ "UNGA/C-6", "UNGA/C-6", TAG_RULE_IDENTITY, TAG_HIGH },
		{ "PFOR", "PFOR", TAG_RULE_IDENTITY, TAG_MEDIUM },
		/* glued */
		{ "SCULKISLTZ", "SCUL|KISL|TZ", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "ITSNAR", "IT|SNAR", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "OSCEPREL", "OSCE|PREL", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "MARRPRELITFRGM", "MARR|PREL|IT|FR|GM", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "TBIOZW", "TBIO|ZI", TAG_RULE_CONCATENATION, TAG_MEDIUM },
		{ "PREL/SNAR", "PREL|SNAR", TAG_RULE_CONCATENATION, TAG_HIGH },
		{ "KISLSNRAIT", "KISL|SNAR|IT", TAG_RULE_CONCATENATION, TAG_MEDIUM },
		/* slips */
		{ "MOSP", "MOPS", TAG_RULE_TYPO, TAG_HIGH },
		{ "SNARR", "SNAR", TAG_RULE_TYPO, TAG_HIGH },
		{ "CVISX", "CVIS", TAG_RULE_TYPO, TAG_HIGH },
		{ "NARR", "MARR", TAG_RULE_TYPO, TAG_MEDIUM },
		{ "EC0N", "ECON", TAG_RULE_TYPO, TAG_HIGH },
		{ "SQAR", "SNAR", TAG_RULE_TYPO, TAG_MEDIUM },
		{ "PREL.", "PREL", TAG_RULE_TYPO, TAG_HIGH },
		/* other names */
		{ "JP", "JA", TAG_RULE_ALIAS, TAG_MEDIUM },
		{ "ZW", "ZI", TAG_RULE_ALIAS, TAG_MEDIUM },
		{ "MEXICO", "MX", TAG_RULE_SPELLING, TAG_HIGH },
		{ "NARCOTICS", "SNAR", TAG_RULE_SPELLING, TAG_MEDIUM },
		{ "EU", "EUN", TAG_RULE_SPELLING, TAG_MEDIUM },
		{ "ZANUPF", "ZANU-PF", TAG_RULE_SPELLING, TAG_HIGH },
		{ "PHALANAGE PARTY", "PHALANGE PARTY", TAG_RULE_SPELLING, TAG_HIGH },
		/* nothing, or no more than a guess */
		{ "HUMAN RIGHTS", "PHUM", TAG_RULE_SPELLING, TAG_LOW },
		{ "LONGFELLOW", "", TAG_RULE_UNRESOLVED, TAG_LOW },
		{ "AND", "", TAG_RULE_NOT_A_TAG, TAG_HIGH },
		{ "", "", TAG_RULE_UNRESOLVED, TAG_LOW },
		{ "X", "", TAG_RULE_UNRESOLVED, TAG_LOW },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tag_reading reading;
		Text codes = text_of(rows[i].codes);
		bool same = true;

		catalog_read_tag(*state, text_of(rows[i].raw), &reading);
		for (uint32_t k = 0; k < reading.count; k++)
			same = text_equal(text_cut(&codes, '|'), reading.codes[k]) && same;
		if (!same || codes.len || reading.rule != rows[i].rule ||
		    reading.confidence != rows[i].confidence)
			print_error("%s: %u codes, %.*s, %.*s, %.*s\n", rows[i].raw, reading.count,
			    TEXT_ARG(reading.codes[0]), TEXT_ARG(tag_rule_name(reading.rule)),
			    TEXT_ARG(tag_confidence_name(reading.confidence)));
		assert_true(same && !codes.len);
		assert_int_equal(reading.rule, rows[i].rule);
		assert_int_equal(reading.confidence, rows[i].confidence);
	}
}

static void bounds_the_work(void **state)
{
	static char word[100000];
	struct tag_reading reading;

	for (size_t i = 0; i < sizeof word; i++)
		word[i] = "PREL"[i % 4];
	catalog_read_tag(*state, (Text){ word, sizeof word }, &reading);
	assert_int_equal(reading.count, 0);
	for (size_t len = 0; len <= TAG_TOKEN_MOST; len++) {
		catalog_read_tag(*state, (Text){ word, len }, &reading);
		assert_true(reading.count <= TAG_PIECES_MOST);
	}
}

static void names_kinds(void **state)
{
	static const char *const rows[][2] = { { "sculptor, ann", "person" }, { "scul", "subject" },
		{ "KISL", "program" }, { "OSCE", "org" }, { "TZ", "geo" }, { "JP", "geo" },
		{ "XQWZ", "unknown" }, { "", "unknown" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_true(
		    text_equal(catalog_tag_kind(*state, text_of(rows[i][0])), text_of(rows[i][1])));
}

static int open_catalog(void **state)
{
	struct error err;

	*state = catalog_open(&err);
	return *state ? 0 : -1;
}

static int close_catalog(void **state)
{
	catalog_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_by_rule),
		cmocka_unit_test(bounds_the_work),
		cmocka_unit_test(names_kinds),
	};

	return cmocka_run_group_tests_name(
	    "catalog/tag_reading", tests, open_catalog, close_catalog);
}
