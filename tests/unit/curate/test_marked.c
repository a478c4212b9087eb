/* A text with marks: what overlaps is not nested, nothing is lost, nothing becomes markup. */
#include "curate/marked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TEXT_SHOWN "one <two> three four"

static struct vault_flag flags[] = {
	{ .rule = TEXT_INIT("a"), .severe = true, .span = { 4, 11 }, .subject = { 16, 4 } },
	{ .rule = TEXT_INIT("b<"), .span = { 10, 5 }, .answer = TEXT_INIT("dismissed") },
};
static struct vault_cut cuts[] = { { .span = { 0, 7 }, .code = TEXT_INIT("b(6)") } };

static Text put(const char *text, Span part, struct arena *arena, struct out *out)
{
	struct record record = { .transcript.text = text_of(text) };
	struct review_record read = {
		.record = &record,
		.flags = { flags, 2, 2 },
		.cuts = { cuts, 1, 1 },
	};
	struct error err = { 0 };

	out_begin(out, 1 << 20);
	assert_int_equal(marked_put(out, &read, part, arena, &err), FAULT_NONE);
	return out_text(out);
}

static void check(Text got, const char *wanted)
{
	if (!text_equal(got, text_of(wanted)))
		fail_msg("%.*s", TEXT_ARG(got));
}

static void test_overlaps(void **state)
{
	struct arena arena;
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	check(put(TEXT_SHOWN, (Span){ 0, 20 }, &arena, &out),
	    "<a class=\"hop cut\" id=\"cutat1\" href=\"#cut1\">cut&nbsp;1</a><del>one </del>"
	    "<a class=\"hop\" id=\"at1\" href=\"#flag1\" data-open><span class=\"said\">flag </span>1"
	    "<span class=\"said\">: a, severe </span></a><del>&lt;tw</del>"
	    "<mark class=\"severe\">o&gt; </mark>"
	    "<a class=\"hop\" id=\"at2\" href=\"#flag2\"><span class=\"said\">flag </span>2"
	    "<span class=\"said\">: b&lt; </span></a><mark class=\"severe\">three</mark> "
	    "<mark class=\"severe\">four</mark>");
	out_end(&out);
	arena_end(&arena);
}

/* A mark that began in the part before has no number in this one. */
static void test_part(void **state)
{
	struct arena arena;
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	check(put(TEXT_SHOWN, (Span){ 5, 4 }, &arena, &out),
	    "<del>tw</del><mark class=\"severe\">o&gt;</mark>");
	out_end(&out);
	arena_end(&arena);
}

static void test_signs(void **state)
{
	Text text = TEXT("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z");

	(void)state;
	assert_int_equal(signs_of(text), 5);
	assert_int_equal(bytes_of_signs(text, 0), 0);
	assert_int_equal(bytes_of_signs(text, 2), 3);
	assert_int_equal(bytes_of_signs(text, 4), 10);
	assert_int_equal(bytes_of_signs(text, UINT64_MAX), 11);
}

static void test_parts(void **state)
{
	static char bytes[2 * PART_BYTES + 10];
	Text text = { bytes, sizeof bytes };
	uint32_t at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = "\xE2\x82\xAC"[i % 3];
	assert_int_equal(part_count(text), 3);
	for (uint32_t i = 1; i <= 3; i++) {
		Span part = part_of(text, i);

		assert_int_equal(part.start, at);
		assert_int_equal(part.start % 3, 0);
		at += part.length;
	}
	assert_int_equal(at, sizeof bytes);
	assert_int_equal(part_of(text, 99).start, part_of(text, 3).start);
	assert_int_equal(part_of(text, 0).start, 0);
	assert_int_equal(part_count(TEXT("")), 1);
	assert_int_equal(part_of(TEXT(""), 1).length, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overlaps),
		cmocka_unit_test(test_part),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests_name("curate/marked", tests, NULL, NULL);
}
