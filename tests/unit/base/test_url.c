/* Encoding, strict and loose decoding, and the pairs of a query string. */
#include "base/url.h"

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

static void test_put(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 100);
	url_put(&out, TEXT("aZ09-._~ /?&+%\xC3\xA9\0"));
	assert_text(out_text(&out), TEXT("aZ09-._~%20%2F%3F%26%2B%25%C3%A9%00"));
	out_end(&out);
}

static void test_decode(void **state)
{
	static const struct {
		Text encoded, decoded;
		bool ok;
	} cases[] = {
		{ TEXT_INIT(""), TEXT_INIT(""), true },
		{ TEXT_INIT("/a%2Fb+c%c3%A9"), TEXT_INIT("/a/b+c\xC3\xA9"), true },
		{ TEXT_INIT("%00"), TEXT_INIT("\0"), true },
		{ TEXT_INIT("%2525"), TEXT_INIT("%25"), true },
		{ TEXT_INIT("%"), TEXT_INIT(""), false },
		{ TEXT_INIT("a%2"), TEXT_INIT(""), false },
		{ TEXT_INIT("%zz"), TEXT_INIT(""), false },
		{ TEXT_INIT("%+1"), TEXT_INIT(""), false },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text decoded = TEXT("");

		assert_int_equal(url_decode(cases[i].encoded, &arena, &decoded), cases[i].ok);
		assert_text(decoded, cases[i].decoded);
	}
	arena_end(&arena);
}

static void test_query(void **state)
{
	Text rest = TEXT("&q=a+b%20c%26&&page=2&flag&=v&x=%zz%&u=%FF%00&a=b=c&");
	static const Text pairs[][2] = {
		{ TEXT_INIT("q"), TEXT_INIT("a b c&") },
		{ TEXT_INIT("page"), TEXT_INIT("2") },
		{ TEXT_INIT("flag"), TEXT_INIT("") },
		{ TEXT_INIT(""), TEXT_INIT("v") },
		{ TEXT_INIT("x"), TEXT_INIT("%zz%") },
		{ TEXT_INIT("u"), TEXT_INIT("\xEF\xBF\xBD\xEF\xBF\xBD") },
		{ TEXT_INIT("a"), TEXT_INIT("b=c") },
	};
	struct arena arena;
	Text key, value;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_true(query_take(&rest, &arena, &key, &value));
		assert_text(key, pairs[i][0]);
		assert_text(value, pairs[i][1]);
	}
	assert_false(query_take(&rest, &arena, &key, &value));
	arena_end(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_query),
	};

	return cmocka_run_group_tests_name("base/url", tests, NULL, NULL);
}
