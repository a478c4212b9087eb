/* The exact form, and what people type. */
#include "record/record.h"
#include "record/reference_id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void reads_the_exact_form(void **state)
{
	static const struct {
		const char *text, *canonical;
	} rows[] = {
		{ "08ROME211", "08ROME211" },
		{ "08ROME000211", "08ROME211" },
		{ "66ROME1", "66ROME1" },
		{ "10A1", "10A1" },
		{ "08ROME", NULL },
		{ "08211", NULL },
		{ "ROME211", NULL },
		{ "11ROME1", NULL },
		{ "65ROME1", NULL },
		{ "08ROME12345678", NULL },
		{ "08RO ME1", NULL },
		{ "", NULL },
		{ "08ROME1 ", NULL },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ReferenceId id;
		bool read = reference_id_read(text_of(rows[i].text), &id);

		assert_int_equal(read, rows[i].canonical != NULL);
		if (read)
			assert_true(
			    text_equal(reference_id_text(&id, &arena), text_of(rows[i].canonical)));
	}
	arena_end(&arena);
}

static void guesses_what_people_type(void **state)
{
	static const char *const rows[][2] = {
		{ "08 Rome 211", "08ROME211" },
		{ "rome 211 (2008)", "08ROME211" },
		{ "2008ROME000211", "08ROME211" },
		{ "#08ROME211", "08ROME211" },
		{ "1976 la paz 12", "76LAPAZ12" },
		{ " 08-ROME-211 ", "08ROME211" },
		{ "rome 211", "" },
		{ "rome", "" },
		{ "2008", "" },
		{ "", "" },
		{ "08 rome 211 paris", "" },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_true(text_equal(
		    reference_id_guess(text_of(rows[i][0]), &arena), text_of(rows[i][1])));
	arena_end(&arena);
}

static void knows_what_may_be_an_id(void **state)
{
	(void)state;
	assert_true(record_id_is_valid(TEXT("08ROME211")));
	assert_true(record_id_is_valid(TEXT("tip/2011/the-bahamas")));
	assert_false(record_id_is_valid(TEXT("")));
	assert_false(record_id_is_valid(TEXT("/08ROME211")));
	assert_false(record_id_is_valid(TEXT("a//b")));
	assert_false(record_id_is_valid(TEXT("../etc")));
	assert_false(record_id_is_valid(TEXT("a b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_exact_form),
		cmocka_unit_test(guesses_what_people_type),
		cmocka_unit_test(knows_what_may_be_an_id),
	};

	return cmocka_run_group_tests_name("record/reference_id", tests, NULL, NULL);
}
