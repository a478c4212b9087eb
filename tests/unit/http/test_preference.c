/* Weights in lists of preferences, and which range of media types speaks for which type. */
#include "http/preference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void test_take(void **state)
{
	static const struct {
		const char *name;
		int weight;
	} wanted[] = { { "a", 1000 }, { "b", 500 }, { "", 1000 }, { "c/d", 0 }, { "e", 0 },
		{ "f", 333 } };
	Text list = TEXT("a, b ;q=0.5,,c/d;x=1;q=0 , e;q=1.5,\tf;Q=0.333,");
	struct preference got;

	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_true(preference_take(&list, &got));
		assert_true(text_equal(got.name, text_of(wanted[i].name)));
		assert_int_equal(got.weight, wanted[i].weight);
	}
	assert_false(preference_take(&list, &got));
}

static void test_types(void **state)
{
	static const struct {
		const char *accept, *type;
		int weight;
	} cases[] = {
		{ "text/html", "text/html; charset=utf-8", 1000 },
		{ "TEXT/HTML", "text/html", 1000 },
		{ "text/html", "text/plain", 0 },
		{ "text/html;q=0.4, */*;q=0.9", "text/html", 400 },
		{ "*/*;q=0.9, text/html;q=0.4", "text/html", 400 },
		{ "*/*;q=0.9, text/html;q=0.4", "application/json", 900 },
		{ "text/*;q=0.3, */*;q=0.9", "text/plain", 300 },
		{ "text/*;q=0.3, text/plain;q=0", "text/plain", 0 },
		{ "text/plain;format=flowed;q=0.2", "text/plain", 200 },
		{ "application/*", "application/vnd.citationstyles.csl+json", 1000 },
		{ "app*", "application/json", 0 },
		{ "application/jso*", "application/json", 0 },
		{ "*", "text/html", 0 },
		{ "*/json", "application/json", 0 },
		{ "text", "text/html", 0 },
		{ "text/", "text/html", 0 },
		{ "/", "text/html", 0 },
		{ "", "text/html", 0 },
		{ ",;q=1,text/html;q=,", "text/html", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = preference_of_type(text_of(cases[i].accept), text_of(cases[i].type));

		if (got != cases[i].weight)
			fail_msg("'%s' gives %s %d", cases[i].accept, cases[i].type, got);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_types),
	};

	return cmocka_run_group_tests_name("http/preference", tests, NULL, NULL);
}
