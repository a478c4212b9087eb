/* Finding things by every name they have. */
#include "catalog/catalog.h"

#include "catalog/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int open_catalog(void **state)
{
	struct error err = { 0 };

	*state = catalog_open(&err);
	if (!*state)
		print_error("%s\n", err.text);
	return *state ? 0 : -1;
}

static int close_catalog(void **state)
{
	catalog_close(*state);
	return 0;
}

static void finds_posts(void **state)
{
	static const struct {
		const struct post *(*find)(const struct catalog *catalog, Text name);
		const char *name, *station;
	} rows[] = {
		{ catalog_post, "ROME", "ROME" },
		{ catalog_post, "rome", "ROME" },
		{ catalog_post, "KIEV", "KYIV" },
		{ catalog_post, "NOWHERE", NULL },
		{ catalog_post, "", NULL },
		{ catalog_post_by_name, "Embassy Abu Dhabi", "ABUDHABI" },
		{ catalog_post_by_name, "Embassy Nowhere", NULL },
		{ catalog_post_by_slug, "abu-dhabi", "ABUDHABI" },
		{ catalog_post_by_slug, "rome", "ROME" },
		{ catalog_post_by_routing, "RUEHRO", "ROME" },
		{ catalog_post_by_plad, "AMEMBASSY ABU DHABI", "ABUDHABI" },
		{ catalog_post_by_plad, "SECSTATE WASHDC", "STATE" },
		{ catalog_post_by_plad, "USMISSION GENEVA", "GENEVA" },
		{ catalog_post_by_plad, "DEPT OF LABOR WASHDC", NULL },
		{ catalog_post_as_written, "The Hague", "THEHAGUE" },
		{ catalog_post_as_written, "RIO DE JANEIRO", "RIODEJANEIRO" },
		{ catalog_post_as_written, "N'DJAMENA", "NDJAMENA" },
		{ catalog_post_as_written, "State", "STATE" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct post *post = rows[i].find(*state, text_of(rows[i].name));

		if ((post != NULL) != (rows[i].station != NULL))
			print_error("%s\n", rows[i].name);
		assert_int_equal(post != NULL, rows[i].station != NULL);
		if (post)
			assert_true(text_equal(post->station, text_of(rows[i].station)));
	}
}

static void gives_every_post_its_own_slug(void **state)
{
	uint32_t count;
	const struct post *posts = catalog_posts(*state, &count);

	assert_true(count > 200);
	for (uint32_t i = 0; i < count; i++) {
		assert_true(posts[i].slug.len > 0);
		assert_ptr_equal(catalog_post_by_slug(*state, posts[i].slug), &posts[i]);
	}
}

static void finds_countries_and_tags(void **state)
{
	assert_true(text_equal(catalog_country_by_tag(*state, TEXT("SZ"))->iso2, TEXT("CH")));
	assert_true(text_equal(catalog_country_by_tag(*state, TEXT("ch"))->iso2, TEXT("CN")));
	assert_true(text_equal(catalog_country(*state, TEXT("BS"))->slug, TEXT("bahamas")));
	assert_true(
	    text_equal(catalog_country_by_name(*state, TEXT("THE BAHAMAS"))->iso2, TEXT("BS")));
	assert_true(text_equal(
	    catalog_country_by_name(*state, TEXT("C\xC3\x94TE D\xE2\x80\x99IVOIRE"))->iso2,
	    TEXT("CI")));
	assert_null(catalog_country_by_name(*state, TEXT("RURITANIA")));
	assert_true(text_equal(catalog_tag(*state, TEXT("phum"))->kind, TEXT("subject")));
	assert_null(catalog_tag(*state, TEXT("QXYZ")));
	assert_true(text_equal(catalog_caption(*state, TEXT("nodis"))->code, TEXT("NODIS")));
	assert_int_equal(catalog_precedence(*state, TEXT("OO"))->rank, 2);
	assert_true(catalog_reason(*state, TEXT("12958"), TEXT("1.4"), TEXT("B")).len > 0);
	assert_int_equal(catalog_acronym(*state, TEXT("no such thing")).len, 0);
}

static void reads_classification_words(void **state)
{
	static const struct {
		const char *line;
		enum classification classification;
		const char *rest;
	} rows[] = {
		{ "UNCLAS ROME 1", CLASS_UNCLASSIFIED, " ROME 1" },
		{ "C O N F I D E N T I A L ROME", CLASS_CONFIDENTIAL, " ROME" },
		{ "C O N F I D E N T I A L NOFORN ROME", CLASS_CONFIDENTIAL_NOFORN, " ROME" },
		{ "s e c r e t rome", CLASS_SECRET, " rome" },
		{ "  LIMITED  OFFICIAL USE", CLASS_FOUO, "" },
		{ "L I M I T E D  O F F I C I A L  U S E", CLASS_FOUO, "" },
		{ "SECRETARY", CLASS_UNKNOWN, "" },
		{ "", CLASS_UNKNOWN, "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Text rest = TEXT("");

		assert_int_equal(
		    catalog_classification_of_line(*state, text_of(rows[i].line), &rest),
		    rows[i].classification);
		assert_true(text_equal(rest, text_of(rows[i].rest)));
	}
	assert_int_equal(
	    catalog_classification(*state, TEXT("SBU"), TEXT("paragraph")), CLASS_FOUO);
	assert_int_equal(
	    catalog_classification(*state, TEXT("(S/NF)"), TEXT("paragraph")), CLASS_SECRET_NOFORN);
	assert_int_equal(catalog_classification(*state, TEXT("CCCCC"), TEXT("format-line-4")),
	    CLASS_CONFIDENTIAL);
}

static void reads_quoted_fields(void **state)
{
	struct arena arena;
	struct csv csv = { .rest = TEXT("a,\"b, \"\"c\"\"\",\n,\"\",x"), .arena = &arena };

	(void)state;
	arena_begin(&arena, 0);
	assert_true(csv_next(&csv));
	assert_int_equal(csv.count, 3);
	assert_true(text_equal(csv.fields[1], TEXT("b, \"c\"")));
	assert_int_equal(csv.fields[2].len, 0);
	assert_true(csv_next(&csv));
	assert_int_equal(csv.line, 2);
	assert_true(text_equal(csv.fields[2], TEXT("x")));
	assert_false(csv_next(&csv));
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_posts),
		cmocka_unit_test(gives_every_post_its_own_slug),
		cmocka_unit_test(finds_countries_and_tags),
		cmocka_unit_test(reads_classification_words),
		cmocka_unit_test(reads_quoted_fields),
	};

	return cmocka_run_group_tests_name("catalog/catalog", tests, open_catalog, close_catalog);
}
