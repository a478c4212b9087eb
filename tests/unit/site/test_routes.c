/* Every route matches its own example, the right one answers, and odd paths match nothing. */
#include "site/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const char *pattern_of(const char *path, Text holes[HOLES_LIMIT])
{
	const struct route *route = site_match(text_of(path), holes);

	return route ? route->pattern : "";
}

/* A pattern with its braces taken off is an example of itself. */
static Text example_of(const char *pattern, struct arena *arena)
{
	Text rest = text_of(pattern), example = { 0 };

	while (rest.len) {
		Text literal = text_cut(&rest, '{'), hole = text_cut(&rest, '}');

		example = text_format(
		    arena, "%.*s%.*s%.*s", TEXT_ARG(example), TEXT_ARG(literal), TEXT_ARG(hole));
	}
	return example;
}

static void test_own_example(void **state)
{
	uint32_t count;
	const struct route *routes = site_routes(&count);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	assert_true(count > 20);
	for (uint32_t i = 0; i < count; i++) {
		Text holes[HOLES_LIMIT];
		const struct route *route =
		    site_match(example_of(routes[i].pattern, &arena), holes);

		if (route != &routes[i])
			fail_msg("%s is answered by %s", routes[i].pattern,
			    route ? route->pattern : "nothing");
		assert_non_null(route->page);
		assert_true(text_of(route->summary).len > 0);
		assert_true(text_of(route->content_type).len > 0);
	}
	arena_end(&arena);
}

static void test_precedence(void **state)
{
	static const struct {
		const char *path, *pattern, *first, *second;
	} cases[] = {
		{ "/", "/", "", "" },
		{ "/cable/08RIGA61", "/cable/{id}", "08RIGA61", "" },
		{ "/cable/08RIGA61.json", "/cable/{id}.json", "08RIGA61", "" },
		{ "/cable/08RIGA61.txt", "/cable/{id}.txt", "08RIGA61", "" },
		{ "/cable/08RIGA61/source", "/cable/{id}/source", "08RIGA61", "" },
		{ "/cable/08RIGA61.json.json", "/cable/{id}.json", "08RIGA61.json", "" },
		{ "/cable/.json", "/cable/{id}", ".json", "" },
		{ "/cable/08RIGA61.jsonx", "/cable/{id}", "08RIGA61.jsonx", "" },
		{ "/created/2008", "/created/{year}", "2008", "" },
		{ "/created/2008/02", "/created/{year}/{month}", "2008", "02" },
		{ "/report/tip/2011", "/report/tip/{year}", "2011", "" },
		{ "/report/tip/2011/malta", "/report/tip/{year}/{country}", "2011", "malta" },
		{ "/report/tip/2011/malta.txt", "/report/tip/{year}/{country}.txt", "2011",
		    "malta" },
		{ "/report/tip/2011/malta/source", "/report/tip/{year}/{country}/source", "2011",
		    "malta" },
		{ "/tag/OVIP (SURNAME, GIVEN)", "/tag/{code}", "OVIP (SURNAME, GIVEN)", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text holes[HOLES_LIMIT] = { { 0 } };

		assert_string_equal(pattern_of(cases[i].path, holes), cases[i].pattern);
		assert_true(text_equal(holes[0], text_of(cases[i].first)));
		assert_true(text_equal(holes[1], text_of(cases[i].second)));
	}
}

static void test_nothing(void **state)
{
	static const char *const paths[] = { "", "x", "//", "/cable", "/cable/", "/cable//",
		"/cable/a/b", "/cable/a/", "/origin/", "/origin//", "/origin/a/", "/tag/a/b",
		"/../etc/passwd", "/cable/../origin", "//evil/cable/x", "/Cable/08RIGA61",
		"/created/2008/02/29/x", "/report/tip", "/report/other/2011", "/style.css/",
		"/helpx", "/search/", "/released/2011-08-26/x", "/cable/a/source/",
		"/cable//source", "/report/tip//malta" };

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		Text holes[HOLES_LIMIT];

		if (site_match(text_of(paths[i]), holes))
			fail_msg("'%s' is answered by %s", paths[i], pattern_of(paths[i], holes));
	}
}

static void test_hostile(void **state)
{
	static const Text paths[] = { TEXT_INIT("/cable/\0"), TEXT_INIT("/cable/\xFF\xFE"),
		TEXT_INIT("/cable/{id}"), TEXT_INIT("/cable/<script>"),
		TEXT_INIT("/cable/%2e%2e") };

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		Text holes[HOLES_LIMIT] = { { 0 } };

		assert_non_null(site_match(paths[i], holes));
		assert_true(text_equal(holes[0], text_from(paths[i], 7)));
	}
}

/* A redirect names only what has a route, and is an encoded path of this site. */
static void test_slash(void **state)
{
	static const struct {
		const char *path, *query, *location;
		int status;
	} cases[] = {
		{ "/origin/", "", "/origin", 308 },
		{ "/origin///", "", "/origin", 308 },
		{ "/cable/08RIGA61/", "view=received", "/cable/08RIGA61?view=received", 308 },
		{ "/tag/A B\"<\r\n/", "", "/tag/A%20B%22%3C%0D%0A", 308 },
		{ "//evil.example/", "", "", 404 },
		{ "/nothing/", "", "", 404 },
		{ "//", "", "/", 308 },
	};
	struct arena arena;
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	out_begin(&out, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct visit visit = { .arena = &arena,
			.out = &out,
			.path = text_of(cases[i].path),
			.query = text_of(cases[i].query) };

		out_reset(&out);
		site_answer(&visit);
		assert_int_equal(visit.status, cases[i].status);
		assert_true(text_equal(visit.location, text_of(cases[i].location)));
	}
	out_end(&out);
	arena_end(&arena);
}

/* The page first, then what its pattern with an ending leads to; each has the route of its own
 * address, and only pages have any. */
static void test_forms(void **state)
{
	static const struct {
		const char *path, *endings;
	} cases[] = {
		{ "/cable/08RIGA61", " .json .txt .bib .ris .csl" },
		{ "/report/tip/2011/malta", " .json .txt .bib .ris .csl" },
		{ "/document/frus/v1/d2", " .json .txt .bib .ris .csl" },
		{ "/search", " .csv .jsonl .atom" },
		{ "/cable/08RIGA61.json", "" },
		{ "/cable/08RIGA61/source", "" },
		{ "/", "" },
		{ "/tag/KTIP", "" },
		{ "/nothing", "" },
		{ "/sitemap", "" },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site_form forms[SITE_FORMS_LIMIT];
		Text path = text_of(cases[i].path), holes[HOLES_LIMIT], got = TEXT("");
		uint32_t count = site_forms(path, forms);

		for (uint32_t k = 0; k < count; k++) {
			Text at = text_format(
			    &arena, "%.*s%.*s", TEXT_ARG(path), TEXT_ARG(forms[k].ending));

			assert_true(text_equal(
			    text_of(site_match(at, holes)->content_type), forms[k].content_type));
			if (k)
				got = text_format(
				    &arena, "%.*s %.*s", TEXT_ARG(got), TEXT_ARG(forms[k].ending));
		}
		assert_true(text_equal(got, text_of(cases[i].endings)));
	}
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_example),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_slash),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
