/* A page of PlusD: keys and values, the key block and the second showing of the text left out. */
#include "intake/taken.h"

#define PAIR(key, value) \
	"<td><div class=\"s_key\">" key "</div><div class='s_val'>" value "</div></td>\n"
#define PAGE_OF(id, text) \
	"<html><body><pre>-----BEGIN PGP PUBLIC KEY BLOCK-----\nmQINBFUoCGgB\n</pre>\n" \
	"<table id='synopsis'><tr>" PAIR("Date:", "2010 February 26, 11:30 (Friday)") PAIR( \
	    "Canonical ID:", id) PAIR("Original Classification:", "UNCLASSIFIED") PAIR("TAGS:", \
	    "<a href='/x'>AE - United\nArab Emirates</a> | PREL - Political &amp; more | QQQQ") \
	    PAIR("Markings:", "-- Not Assigned --") "</tr></table>\n" text "</body></html>\n"
#define TEXT_OF(tags) \
	"R 261130Z FEB 10\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\nUNCLAS ROME 000009\n\n" tags \
	"SUBJECT: A &lt;B&gt;\n\n1. It drips &#8212; still.\n\nOSGODBY\n"

static void reads_the_page(void **state)
{
	static const struct {
		const char *id, *canonical;
	} rows[] = { { "10ROME9_a", "10ROME9" }, { "2010ROME000009_b", "10ROME9" },
		{ "10ROME9", "10ROME9" } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;
		struct out page;

		out_begin(&page, 1u << 20);
		out_printf(&page, PAGE_OF("%s", "<pre>%s</pre><pre>\n%s</pre>"), rows[i].id,
		    TEXT_OF("TAGS: PREL\n"), TEXT_OF("TAGS: PREL\n"));
		take_bytes(NULL, out_text(&page), &takings);
		assert_int_equal(takings.records, 1);
		assert_string_equal(takings.items[0].format, "plusd");
		assert_string_equal(takings.items[0].id, rows[i].canonical);
		const char *text = takings.items[0].text;
		assert_null(strstr(text, "PGP"));
		assert_non_null(strstr(text, "Date: 2010 February 26, 11:30 (Friday)\n"));
		assert_non_null(
		    strstr(text, "AE - United Arab Emirates | PREL - Political & more"));
		const char *once = strstr(text, "It drips \xE2\x80\x94 still.");
		assert_non_null(once);
		assert_null(strstr(once + 1, "It drips"));
		assert_non_null(
		    strstr(takings.items[0].structure, "\"created\":\"2010-02-26T11:30Z\""));
		assert_non_null(strstr(takings.items[0].structure, "\"title\":\"A <B>\""));
		takings_end(&takings);
		out_end(&page);
	}
}

static void takes_tags_of_the_table(void **state)
{
	struct takings takings;

	(void)state;
	take_bytes(NULL, TEXT(PAGE_OF("10ROME9_a", "<pre>" TEXT_OF("") "</pre>")), &takings);
	assert_int_equal(takings.records, 1);
	assert_non_null(strstr(takings.items[0].structure, "\"tags\":[\"AE\",\"PREL\"]"));
	takings_end(&takings);
}

static void keeps_a_page_without_text(void **state)
{
	struct takings takings;

	(void)state;
	take_bytes(NULL, TEXT(PAGE_OF("1976STATE311722_b", "")), &takings);
	assert_int_equal(takings.records, 1);
	assert_string_equal(takings.items[0].id, "76STATE311722");
	takings_end(&takings);
}

static void refuses_a_page_without_table(void **state)
{
	struct takings takings;

	(void)state;
	take_bytes("plusd", TEXT("<html><pre>R 261130Z FEB 10\n</pre></html>"), &takings);
	assert_int_equal(takings.rejections, 1);
	assert_string_equal(takings.items[0].reason,
	    "no table of keys and values (s_key, s_val), as a page of PlusD has it");
	takings_end(&takings);
}

static void survives_spoiling(void **state)
{
	(void)state;
	take_spoilt(take_bytes, "plusd",
	    TEXT(PAGE_OF("1976STATE311722_b", "<pre>" TEXT_OF("") "</pre><pre>B</pre>")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_page),
		cmocka_unit_test(takes_tags_of_the_table),
		cmocka_unit_test(keeps_a_page_without_text),
		cmocka_unit_test(refuses_a_page_without_table),
		cmocka_unit_test(survives_spoiling),
	};

	return cmocka_run_group_tests_name("intake/plusd", tests, open_catalog, close_catalog);
}
