/* The ceiling is exact, the fault latches, and a refused piece is not written in part. */
#include "base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_out(const struct out *out, Text expected)
{
	Text got = out_text(out);

	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static void test_puts(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 100);
	assert_out(&out, TEXT(""));
	out_put(&out, TEXT("a\0b"));
	out_put(&out, (Text){ NULL, 0 });
	out_char(&out, '!');
	out_number(&out, INT64_MIN);
	out_printf(&out, "%s%d", "x", 7);
	assert_out(&out, TEXT("a\0b!-9223372036854775808x7"));
	out_end(&out);
	out_end(&out);
}

static void test_ceiling(void **state)
{
	struct error err = { 0 };
	struct out out;

	(void)state;
	out_begin(&out, 5);
	out_printf(&out, "%s", "12345");
	assert_int_equal(out_check(&out, "the page", &err), FAULT_NONE);
	out_put(&out, TEXT(""));
	assert_int_equal(out.fault, FAULT_NONE);
	out_char(&out, '6');
	assert_int_equal(out.fault, FAULT_TOO_LARGE);
	assert_out(&out, TEXT("12345"));
	assert_int_equal(out_check(&out, "the page", &err), FAULT_TOO_LARGE);
	assert_string_equal(err.text, "the page is larger than 5 bytes");
	out_reset(&out);
	out_put(&out, TEXT("123456"));
	out_put(&out, TEXT("1"));
	out_printf(&out, "1");
	assert_out(&out, TEXT(""));
	out_reset(&out);
	out_put(&out, TEXT("1"));
	assert_out(&out, TEXT("1"));
	out_end(&out);
}

static void test_growth(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 1 << 20);
	for (size_t i = 0; i < 1 << 20; i++)
		out_char(&out, (char)('a' + i % 26));
	assert_int_equal(out.fault, FAULT_NONE);
	for (size_t i = 0; i < 1 << 20; i++)
		assert_int_equal(out.bytes[i], 'a' + i % 26);
	out_char(&out, 'x');
	assert_int_equal(out.fault, FAULT_TOO_LARGE);
	out_end(&out);
	out_begin(&out, SIZE_MAX);
	out_put(&out, TEXT("no wrap"));
	assert_out(&out, TEXT("no wrap"));
	out_end(&out);
}

static void test_grouped(void **state)
{
	static const struct {
		int64_t number;
		Text text;
	} cases[] = {
		{ 0, TEXT_INIT("0") },
		{ 999, TEXT_INIT("999") },
		{ 1000, TEXT_INIT("1,000") },
		{ 251287, TEXT_INIT("251,287") },
		{ -123, TEXT_INIT("-123") },
		{ -1234567, TEXT_INIT("-1,234,567") },
		{ INT64_MIN, TEXT_INIT("-9,223,372,036,854,775,808") },
	};
	struct out out;

	(void)state;
	out_begin(&out, 100);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		out_reset(&out);
		out_grouped(&out, cases[i].number);
		assert_out(&out, cases[i].text);
	}
	out_end(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_puts),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_grouped),
	};

	return cmocka_run_group_tests_name("base/out", tests, NULL, NULL);
}
