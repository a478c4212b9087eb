/* The reading of tags held against a table of real spellings with the codes people read in them.
 * The table is not part of the repository: $CHANCERY_SHARED/reference/tag_repairs.csv, skipped
 * where it is absent. It is a test, never a lookup. */
#include "catalog/csv.h"
#include "catalog/tag_reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/files.h"

#define LEAST_PERCENT 97

struct figures {
	uint32_t sure, right, unresolved, overdone;
};

/* Codes that are applied: a guess is not. '_' in the table is a blank within a code. */
static bool codes_are(const struct tag_reading *reading, Text wanted)
{
	uint32_t count = reading->confidence == TAG_LOW ? 0 : reading->count, k = 0;

	for (Text word = text_cut_word(&wanted); word.len; word = text_cut_word(&wanted), k++) {
		if (k >= count || reading->codes[k].len != word.len)
			return false;
		for (size_t i = 0; i < word.len; i++)
			if (word.at[i] != reading->codes[k].at[i] && word.at[i] != '_')
				return false;
	}
	return k == count;
}

static void print_row(const char *what, const Text *f, const struct tag_reading *reading)
{
	print_message("# %s: %.*s read %u code(s) %.*s, %.*s, %.*s; wanted %.*s\n", what,
	    TEXT_ARG(f[0]), reading->count, TEXT_ARG(reading->codes[0]),
	    TEXT_ARG(tag_rule_name(reading->rule)),
	    TEXT_ARG(tag_confidence_name(reading->confidence)), TEXT_ARG(f[1]));
}

static void try_row(const struct catalog *catalog, const Text *f, struct figures *figures)
{
	struct tag_reading reading;

	catalog_read_tag(catalog, f[0], &reading);
	if (text_equal(f[3], TEXT("high"))) {
		bool right = codes_are(&reading, f[1]);
		figures->sure++;
		figures->right += right;
		if (!right)
			print_row("differs", f, &reading);
	}
	if (text_equal(f[2], TEXT("unresolved"))) {
		bool overdone = reading.count && reading.confidence == TAG_HIGH;
		figures->unresolved++;
		figures->overdone += overdone;
		if (overdone)
			print_row("overdone", f, &reading);
	}
}

static void reads_real_spellings(void **state)
{
	const char *shared = getenv("CHANCERY_SHARED");
	struct figures figures = { 0 };
	struct arena arena;
	struct error err;
	Text bytes = { 0 };

	arena_begin(&arena, 0);
	Text path =
	    text_format(&arena, "%s/reference/tag_repairs.csv", shared ? shared : "../shared");
	if (file_read(text_string(&arena, path), 1 << 24, &arena, &bytes, &err) != FAULT_NONE) {
		arena_end(&arena);
		skip();
	}
	struct csv csv = { .rest = bytes, .arena = &arena };
	csv_next(&csv);
	while (csv_next(&csv))
		if (csv.count >= 4)
			try_row(*state, csv.fields, &figures);
	print_message("# %u of %u sure rows as wanted, %u of %u unresolved rows overdone\n",
	    figures.right, figures.sure, figures.overdone, figures.unresolved);
	arena_end(&arena);
	assert_true(figures.sure > 0);
	assert_true(figures.right * 100 >= figures.sure * LEAST_PERCENT);
	assert_int_equal(figures.overdone, 0);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads_real_spellings) };

	return cmocka_run_group_tests_name(
	    "catalog/tag_repairs", tests, open_catalog, close_catalog);
}
