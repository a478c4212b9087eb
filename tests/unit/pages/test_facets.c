/* Adding a condition to a query and taking it out again. */
#include "pages/facets.h"

#include "search/conditions.h"

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

static void test_with(void **state)
{
	static const struct {
		Text query, expected;
	} cases[] = {
		{ TEXT_INIT(""), TEXT_INIT("tag:KTIP") },
		{ TEXT_INIT("  "), TEXT_INIT("tag:KTIP") },
		{ TEXT_INIT("port"), TEXT_INIT("port tag:KTIP") },
		{ TEXT_INIT("port OR ferry"), TEXT_INIT("(port OR ferry) tag:KTIP") },
		{ TEXT_INIT("portOR ferry"), TEXT_INIT("portOR ferry tag:KTIP") },
		{ TEXT_INIT(" \"port visit\" "), TEXT_INIT("\"port visit\" tag:KTIP") },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(
		    facets_with(cases[i].query, TEXT("tag:KTIP"), &arena), cases[i].expected);
	arena_end(&arena);
}

/* What a link to take `condition` out leads to; at == NULL when there is none. */
static Text without(Text query, Text condition, struct arena *arena)
{
	ConditionList conditions;
	uint32_t number;

	assert_true(conditions_of(query, arena, &conditions));
	number = conditions_find(&conditions, condition, arena);
	return number == UINT32_MAX ? (Text){ NULL, 0 }
				    : conditions_without(&conditions, number, arena);
}

static void test_without(void **state)
{
	static const struct {
		Text query, expected;
		bool found;
	} cases[] = {
		{ TEXT_INIT("tag:KTIP"), TEXT_INIT(""), true },
		{ TEXT_INIT("port tag:KTIP"), TEXT_INIT("port"), true },
		{ TEXT_INIT("tag:ktip port"), TEXT_INIT("port"), true },
		{ TEXT_INIT("port tag:KTIP year:2008"), TEXT_INIT("port year:2008"), true },
		{ TEXT_INIT("(port OR ferry) tag:KTIP"), TEXT_INIT("(port OR ferry)"), true },
		{ TEXT_INIT("port tag:\"KTIP\""), TEXT_INIT("port"), true },
		{ TEXT_INIT("port (tag:KTIP OR visa)"), TEXT_INIT(""), false },
		{ TEXT_INIT("tag:KTIPS"), TEXT_INIT(""), false },
		{ TEXT_INIT("-tag:KTIP"), TEXT_INIT(""), false },
		{ TEXT_INIT("port"), TEXT_INIT(""), false },
		{ TEXT_INIT(""), TEXT_INIT(""), false },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text got = without(cases[i].query, TEXT("tag:KTIP"), &arena);

		assert_int_equal(got.at != NULL, cases[i].found);
		assert_text(got, cases[i].expected);
	}
	arena_end(&arena);
}

/* What facets_with adds, facets_without takes out. */
static void test_there_and_back(void **state)
{
	static const Text queries[] = { TEXT_INIT("port"), TEXT_INIT("\"a b\" year:2008"),
		TEXT_INIT("-x (a b)") };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		Text more = facets_with(queries[i], TEXT("class:secret"), &arena);

		assert_text(without(more, TEXT("class:secret"), &arena), queries[i]);
	}
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_with),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
