/* Dates against known days, every day of four centuries there and back, and strict reading. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_text(Text got, Text expected)
{
	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static void test_seconds(void **state)
{
	static const struct {
		Civil civil;
		int64_t seconds;
	} cases[] = {
		{ { 1970, 1, 1, 0, 0, 0 }, 0 },
		{ { 1969, 12, 31, 23, 59, 59 }, -1 },
		{ { 2000, 2, 29, 0, 0, 0 }, 951782400 },
		{ { 2000, 3, 1, 0, 0, 0 }, 951868800 },
		{ { 1900, 3, 1, 0, 0, 0 }, -2203891200 },
		{ { 2011, 8, 26, 12, 34, 56 }, 1314362096 },
		{ { 2038, 1, 19, 3, 14, 8 }, INT64_C(2147483648) },
		{ { 1, 1, 1, 0, 0, 0 }, INT64_C(-62135596800) },
		{ { 9999, 12, 31, 23, 59, 59 }, INT64_C(253402300799) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Civil back = clock_civil(cases[i].seconds);

		assert_true(clock_seconds(cases[i].civil) == cases[i].seconds);
		assert_memory_equal(&back, &cases[i].civil, sizeof back);
	}
}

static void test_every_day(void **state)
{
	int64_t expected = clock_seconds((Civil){ .year = 1800, .month = 1, .day = 1 });

	(void)state;
	for (int year = 1800; year < 2201; year++) {
		int day_of_year = 1;

		for (int month = 1; month <= 12; month++)
			for (int day = 1; clock_is_date(year, month, day); day++) {
				Civil civil = clock_civil(expected + 86399);

				assert_true(clock_seconds((Civil){ year, month, day, 0, 0, 0 }) ==
				    expected);
				assert_int_equal(civil.year, year);
				assert_int_equal(civil.month, month);
				assert_int_equal(civil.day, day);
				assert_int_equal(
				    clock_day_of_year(year, month, day), day_of_year++);
				expected += 86400;
			}
	}
}

static void test_is_date(void **state)
{
	static const struct {
		int year, month, day;
		bool is;
	} cases[] = {
		{ 2000, 2, 29, true },
		{ 1900, 2, 29, false },
		{ 2008, 2, 29, true },
		{ 2009, 2, 29, false },
		{ 2009, 4, 31, false },
		{ 2009, 13, 1, false },
		{ 2009, 0, 1, false },
		{ 2009, 1, 0, false },
		{ 0, 1, 1, false },
		{ 10000, 1, 1, false },
		{ 9999, 12, 31, true },
		{ -4, 1, 1, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
		    clock_is_date(cases[i].year, cases[i].month, cases[i].day), cases[i].is);
}

static void test_month(void **state)
{
	(void)state;
	assert_int_equal(clock_month(TEXT("JAN")), 1);
	assert_int_equal(clock_month(TEXT("dEc")), 12);
	assert_int_equal(clock_month(TEXT("JAM")), 0);
	assert_int_equal(clock_month(TEXT("JANUARY")), 0);
	assert_int_equal(clock_month((Text){ NULL, 0 }), 0);
	assert_text(clock_month_name(9), TEXT("September"));
	assert_text(clock_month_name(0), TEXT(""));
	assert_text(clock_month_name(13), TEXT(""));
}

static void test_text(void **state)
{
	static const struct {
		enum precision precision;
		Text text, iso;
	} cases[] = {
		{ PRECISION_UNKNOWN, TEXT_INIT(""), TEXT_INIT("") },
		{ PRECISION_YEAR, TEXT_INIT("2008"), TEXT_INIT("2008") },
		{ PRECISION_MONTH, TEXT_INIT("2008-02"), TEXT_INIT("2008-02") },
		{ PRECISION_DAY, TEXT_INIT("2008-02-29"), TEXT_INIT("2008-02-29") },
		{ PRECISION_MINUTE, TEXT_INIT("2008-02-29T11:38Z"),
		    TEXT_INIT("2008-02-29T11:38:00Z") },
		{ PRECISION_SECOND, TEXT_INIT("2008-02-29T11:38:05Z"),
		    TEXT_INIT("2008-02-29T11:38:05Z") },
	};
	Civil civil = { 2008, 2, 29, 11, 38, 5 };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Moment moment = moment_of(civil, cases[i].precision), back;

		assert_text(moment_text(&arena, moment), cases[i].text);
		assert_text(moment_iso(&arena, moment), cases[i].iso);
		if (cases[i].precision == PRECISION_UNKNOWN)
			continue;
		assert_true(moment_read(cases[i].text, &back));
		assert_true(back.seconds == moment.seconds && back.precision == moment.precision);
	}
	assert_text(
	    moment_text(&arena, moment_of((Civil){ .year = 9 }, PRECISION_YEAR)), TEXT("0009"));
	arena_end(&arena);
}

static void test_read(void **state)
{
	static const Text bad[] = {
		TEXT_INIT(""),
		TEXT_INIT("208"),
		TEXT_INIT("0000"),
		TEXT_INIT("2008-"),
		TEXT_INIT("2008-13"),
		TEXT_INIT("2009-02-29"),
		TEXT_INIT("2008-02-29 "),
		TEXT_INIT(" 2008-02-29"),
		TEXT_INIT("2008-02-29T11:38"),
		TEXT_INIT("2008-02-29T24:00Z"),
		TEXT_INIT("2008-02-29T11:60Z"),
		TEXT_INIT("2008-02-29T11:38:60Z"),
		TEXT_INIT("2008-02-29T11:38:00Zx"),
		TEXT_INIT("2008-02-29 11:38Z"),
		TEXT_INIT("2008-02-29 11"),
		TEXT_INIT("2008-02T11:38Z"),
		TEXT_INIT("2008-2-29"),
		TEXT_INIT("2008-02-29\0"),
	};
	Moment moment = { 77, PRECISION_DAY };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(moment_read(bad[i], &moment));
		assert_true(moment.seconds == 77);
	}
	assert_true(moment_read(TEXT("2008-02-29 11:38"), &moment));
	assert_int_equal(moment.precision, PRECISION_MINUTE);
	assert_true(moment_read(TEXT("2008-02-29 11:38:09"), &moment));
	assert_int_equal(moment.precision, PRECISION_SECOND);
	assert_int_equal(clock_civil(moment.seconds).second, 9);
}

static void test_now(void **state)
{
	(void)state;
	setenv("CHANCERY_NOW", "2011-08-26T00:00:00Z", 1);
	assert_true(clock_now().seconds == 1314316800);
	assert_int_equal(clock_now().precision, PRECISION_SECOND);
	setenv("CHANCERY_NOW", "yesterday", 1);
	assert_true(clock_now().seconds > 1700000000);
	unsetenv("CHANCERY_NOW");
	assert_true(clock_now().seconds > 1700000000);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_is_date),
		cmocka_unit_test(test_month),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_now),
	};

	return cmocka_run_group_tests_name("base/clock", tests, NULL, NULL);
}
