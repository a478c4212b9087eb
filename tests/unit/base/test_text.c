/* Slices and takes: at their ends, with NULs inside, with nothing at all. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define EMPTY ((Text){ NULL, 0 })

static void assert_text(Text got, Text expected)
{
	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static void test_of(void **state)
{
	(void)state;
	assert_int_equal(text_of(NULL).len, 0);
	assert_int_equal(text_of("abc").len, 3);
	assert_int_equal(TEXT("a\0b").len, 3);
}

static void test_equal(void **state)
{
	(void)state;
	assert_true(text_equal(EMPTY, TEXT("")));
	assert_true(text_equal(TEXT("a\0b"), TEXT("a\0b")));
	assert_false(text_equal(TEXT("a\0b"), TEXT("a\0c")));
	assert_true(text_equal_nocase(TEXT("SeCret"), TEXT("sEcreT")));
	assert_false(text_equal_nocase(TEXT("@"), TEXT("`")));
	assert_false(text_equal_nocase(TEXT("\xC3\x89"), TEXT("\xC3\xA9")));
	assert_true(text_starts(TEXT("abc"), EMPTY));
	assert_true(text_starts(TEXT("abc"), TEXT("abc")));
	assert_false(text_starts(TEXT("ab"), TEXT("abc")));
	assert_true(text_starts_nocase(TEXT("ABC"), TEXT("ab")));
	assert_true(text_ends(TEXT("abc"), TEXT("bc")));
	assert_true(text_ends(EMPTY, EMPTY));
	assert_false(text_ends(TEXT("c"), TEXT("bc")));
}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void test_compare(void **state)
{
	static const struct {
		Text a, b;
		int order, nocase;
	} cases[] = {
		{ TEXT_INIT(""), TEXT_INIT(""), 0, 0 },
		{ TEXT_INIT("ab"), TEXT_INIT("abc"), -1, -1 },
		{ TEXT_INIT("b"), TEXT_INIT("abc"), 1, 1 },
		{ TEXT_INIT("a"), TEXT_INIT("B"), 1, -1 },
		{ TEXT_INIT("a\0"), TEXT_INIT("a"), 1, 1 },
		{ TEXT_INIT("\xFF"), TEXT_INIT("a"), 1, 1 },
		{ TEXT_INIT("_"), TEXT_INIT("a"), -1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(sign(text_compare(cases[i].a, cases[i].b)), cases[i].order);
		assert_int_equal(sign(text_compare(cases[i].b, cases[i].a)), -cases[i].order);
		assert_int_equal(
		    sign(text_compare_nocase(cases[i].a, cases[i].b)), cases[i].nocase);
	}
	assert_int_equal(text_compare(EMPTY, TEXT("")), 0);
}

static void test_find(void **state)
{
	(void)state;
	assert_int_equal(text_find(TEXT("abcabc"), TEXT("ca")), 2);
	assert_int_equal(text_find(TEXT("abc"), TEXT("abcd")), TEXT_NONE);
	assert_int_equal(text_find(TEXT("abc"), EMPTY), 0);
	assert_int_equal(text_find(EMPTY, EMPTY), 0);
	assert_int_equal(text_find(EMPTY, TEXT("a")), TEXT_NONE);
	assert_int_equal(text_find(TEXT("a\0b"), TEXT("\0b")), 1);
	assert_int_equal(text_find_char(TEXT("a\0b"), '\0'), 1);
	assert_int_equal(text_find_char(EMPTY, 'a'), TEXT_NONE);
	assert_int_equal(text_find_nocase(TEXT("xx SUBJECT"), TEXT("subject")), 3);
	assert_int_equal(text_find_nocase(TEXT("subjec"), TEXT("subject")), TEXT_NONE);
}

static void test_slice(void **state)
{
	(void)state;
	assert_text(text_slice(TEXT("abcdef"), 2, 3), TEXT("cde"));
	assert_text(text_slice(TEXT("abcdef"), 4, SIZE_MAX), TEXT("ef"));
	assert_text(text_slice(TEXT("abcdef"), SIZE_MAX, SIZE_MAX), TEXT(""));
	assert_text(text_slice(EMPTY, 1, 1), TEXT(""));
	assert_text(text_from(TEXT("abc"), 1), TEXT("bc"));
	assert_text(text_trim(TEXT(" \t\r\na b\n ")), TEXT("a b"));
	assert_text(text_trim(TEXT("  ")), TEXT(""));
	assert_text(text_trim(EMPTY), TEXT(""));
	assert_text(text_trim_end(TEXT(" a \n")), TEXT(" a"));
}

static void test_cut(void **state)
{
	Text lines = TEXT("one\n\ntwo"), words = TEXT(" R  241530Z\tJAN\r\n"), none = EMPTY;

	(void)state;
	assert_text(text_cut(&lines, '\n'), TEXT("one"));
	assert_text(text_cut(&lines, '\n'), TEXT(""));
	assert_text(text_cut(&lines, '\n'), TEXT("two"));
	assert_int_equal(lines.len, 0);
	assert_text(text_cut(&lines, '\n'), TEXT(""));
	assert_text(text_cut(&none, '\n'), TEXT(""));
	assert_text(text_cut_word(&words), TEXT("R"));
	assert_text(text_cut_word(&words), TEXT("241530Z"));
	assert_text(text_cut_word(&words), TEXT("JAN"));
	assert_text(text_cut_word(&words), TEXT(""));
	assert_int_equal(words.len, 0);
}

static void test_take(void **state)
{
	Text rest = TEXT("SUBJECT: x");

	(void)state;
	assert_false(text_take(&rest, TEXT("subject")));
	assert_int_equal(rest.len, 10);
	assert_true(text_take_nocase(&rest, TEXT("subject")));
	assert_false(text_take_char(&rest, ' '));
	assert_true(text_take_char(&rest, ':'));
	assert_int_equal(text_take_blanks(&rest), 1);
	assert_int_equal(text_take_blanks(&rest), 0);
	assert_true(text_take(&rest, TEXT("x")));
	assert_false(text_take_char(&rest, 'x'));
	assert_true(text_take(&rest, EMPTY));
}

static void test_take_number(void **state)
{
	static const struct {
		Text text;
		unsigned digits;
		int low, high, value;
		bool ok;
	} cases[] = {
		{ TEXT_INIT("24"), 2, 0, 24, 24, true },
		{ TEXT_INIT("245"), 2, 0, 24, 24, true },
		{ TEXT_INIT("25"), 2, 0, 24, 0, false },
		{ TEXT_INIT("00"), 2, 1, 31, 0, false },
		{ TEXT_INIT("2"), 2, 0, 99, 0, false },
		{ TEXT_INIT("2x"), 2, 0, 99, 0, false },
		{ TEXT_INIT("-1"), 2, -9, 99, 0, false },
		{ TEXT_INIT("999999999"), 9, 0, INT32_MAX, 999999999, true },
		{ TEXT_INIT("9999999999"), 10, 0, INT32_MAX, 0, false },
		{ TEXT_INIT(""), 0, 0, 9, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text rest = cases[i].text;
		int value = -7;

		assert_int_equal(
		    text_take_number(&rest, cases[i].digits, cases[i].low, cases[i].high, &value),
		    cases[i].ok);
		assert_int_equal(value, cases[i].ok ? cases[i].value : -7);
		assert_int_equal(cases[i].text.len - rest.len, cases[i].ok ? cases[i].digits : 0);
	}
}

static void test_take_digits(void **state)
{
	Text most = TEXT("18446744073709551615"), over = TEXT("18446744073709551616");
	Text rest = TEXT("1234x");
	uint64_t value = 0;

	(void)state;
	assert_true(text_take_digits(&rest, 3, &value));
	assert_int_equal(value, 123);
	assert_text(rest, TEXT("4x"));
	assert_true(text_take_digits(&rest, 9, &value));
	assert_false(text_take_digits(&rest, 9, &value));
	assert_false(text_take_digits(&rest, 0, &value));
	assert_true(text_take_digits(&most, 30, &value));
	assert_true(value == UINT64_MAX);
	assert_false(text_take_digits(&over, 30, &value));
	assert_int_equal(over.len, 20);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_slice),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_take_number),
		cmocka_unit_test(test_take_digits),
	};

	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
