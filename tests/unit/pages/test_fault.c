/* The page of a fault works without an edition, and shows what it is given as text. */
#include "pages/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static bool holds(const struct out *out, const char *what)
{
	return text_find(out_text(out), text_of(what)) != TEXT_NONE;
}

static void test_without_edition(void **state)
{
	static const int statuses[] = { 400, 403, 404, 405, 410, 413, 414, 431, 500, 503, 507 };
	struct out out;
	struct arena arena;

	(void)state;
	arena_begin(&arena, 1 << 20);
	out_begin(&out, 1 << 20);
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct visit visit = { .arena = &arena, .out = &out, .path = TEXT_INIT("/x/<b>") };

		out_put(&out, TEXT("half a page"));
		page_fault(&visit, statuses[i], TEXT("the '<i>\"thing\"' is not there"));
		assert_int_equal(visit.status, statuses[i]);
		assert_true(text_starts(out_text(&out), TEXT("<!DOCTYPE html>")));
		assert_true(holds(&out, "The '&lt;i&gt;\"thing\"' is not there."));
		assert_false(holds(&out, "<i>"));
		assert_false(holds(&out, "<b>"));
		assert_true(holds(&out, "action=\"/search\""));
		assert_true(text_ends(out_text(&out), TEXT("</html>\n")));
	}
	out_end(&out);
	arena_end(&arena);
}

static void test_no_sentence(void **state)
{
	struct out out;
	struct arena arena;
	struct visit visit = { .arena = &arena, .out = &out };

	(void)state;
	arena_begin(&arena, 1 << 20);
	out_begin(&out, 1 << 20);
	page_fault(&visit, 500, TEXT(""));
	assert_true(holds(&out, "<h1>The archive has failed</h1>"));
	assert_false(holds(&out, "class=\"fault\""));
	out_end(&out);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_edition),
		cmocka_unit_test(test_no_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
