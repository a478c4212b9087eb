/* Bytes that look like UTF-8 and are not; folding letter by letter; heads that cut nothing in two.
 */
#include "base/utf8.h"

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

static void test_find_bad(void **state)
{
	static const struct {
		Text text;
		size_t at;
	} cases[] = {
		{ TEXT_INIT(""), TEXT_NONE },
		{ TEXT_INIT("abc"), TEXT_NONE },
		{ TEXT_INIT("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), TEXT_NONE },
		{ TEXT_INIT("a\0b"), 1 },
		{ TEXT_INIT("ab\x80"), 2 },
		{ TEXT_INIT("a\xC3"), 1 },
		{ TEXT_INIT("\xC0\x80"), 0 },     /* overlong NUL */
		{ TEXT_INIT("\xC1\xBF"), 0 },     /* overlong ASCII */
		{ TEXT_INIT("\xE0\x80\xAF"), 0 }, /* overlong '/' */
		{ TEXT_INIT("\xF0\x80\x80\xAF"), 0 },
		{ TEXT_INIT("\xED\xA0\x80"), 0 },         /* surrogate */
		{ TEXT_INIT("\xED\x9F\xBF"), TEXT_NONE }, /* the one before */
		{ TEXT_INIT("\xF4\x90\x80\x80"), 0 },     /* beyond U+10FFFF */
		{ TEXT_INIT("\xF4\x8F\xBF\xBF"), TEXT_NONE },
		{ TEXT_INIT("\xFE\xFF"), 0 },
		{ TEXT_INIT("x\xE2\x82"), 1 },
		{ TEXT_INIT("\xE2\x28\xA1"), 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_find_bad(cases[i].text), cases[i].at);
}

static void test_take(void **state)
{
	Text rest = TEXT("a\xC3\xA9\xFF\xED\xA0\x80\0");
	static const int32_t points[] = { 'a', 0xE9, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0 };
	int32_t point;

	(void)state;
	assert_int_equal(utf8_length(rest), 7);
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		assert_true(utf8_take(&rest, &point));
		assert_int_equal(point, points[i]);
	}
	assert_false(utf8_take(&rest, &point));
}

static void test_put(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 100);
	utf8_put(&out, 'a');
	utf8_put(&out, 0x20AC);
	utf8_put(&out, 0x1F600);
	utf8_put(&out, 0xD800);
	utf8_put(&out, 0x110000);
	utf8_put(&out, -1);
	assert_text(out_text(&out),
	    TEXT("a\xE2\x82\xAC\xF0\x9F\x98\x80"
		 "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
	out_end(&out);
}

static void test_is_word(void **state)
{
	(void)state;
	assert_true(utf8_is_word('a'));
	assert_true(utf8_is_word('0'));
	assert_true(utf8_is_word(0x0439));
	assert_true(utf8_is_word(0x0301));
	assert_true(utf8_is_word(0x0661));
	assert_false(utf8_is_word('_'));
	assert_false(utf8_is_word(' '));
	assert_false(utf8_is_word(0x2019));
	assert_false(utf8_is_word(0xFFFD));
	assert_false(utf8_is_word(-1));
	assert_false(utf8_is_word(0x110000));
}

static void test_fold(void **state)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "", "" },
		{ "SECRET//NOFORN 1", "secret//noforn 1" },
		{ "\u00C9lan", "elan" },
		{ "E\u0301LAN", "elan" },
		{ "C\u00F4te d'Ivoire", "cote d'ivoire" },
		{ "Stra\u00DFe", "strasse" },
		{ "\uFB01n", "fin" },
		{ "\u0141\u00F3d\u017A", "lodz" },
		{ "Diyarbak\u0131r", "diyarbakir" },
		{ "\u0130zmir", "izmir" },
		{ "\u1EC7", "e" },
		{ "\u041A\u0438\u0439\u0432", "\u043A\u0438\u0438\u0432" },
		{ "x\u00B2", "x\u00B2" },
		{ "\u0E01\u0E38", "\u0E01\u0E38" }, /* Thai vowel sign */
		{ "\u0915\u094D", "\u0915\u094D" }, /* Devanagari virama */
		{ "\u0645\u064E", "\u0645" },       /* Arabic fatha */
		{ "a\u2019B\u00C9", "a\u2019be" },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text once = utf8_fold(&arena, text_of(cases[i].text));

		assert_text(once, text_of(cases[i].folded));
		assert_text(utf8_fold(&arena, once), once);
	}
	assert_text(utf8_fold(&arena, TEXT("A\xFF\xC3")), TEXT("a\xEF\xBF\xBD\xEF\xBF\xBD"));
	assert_text(utf8_fold(&arena, TEXT("A\0B")), TEXT("a\0b"));
	assert_false(arena.failed);
	arena_end(&arena);
}

/* The growth bound of utf8_fold holds for every code point there is. */
static void test_fold_all(void **state)
{
	struct arena arena;
	struct out out;

	(void)state;
	out_begin(&out, 8);
	for (int32_t point = 1; point < 0x110000; point++) {
		Text folded;

		arena_begin(&arena, 0);
		out_reset(&out);
		utf8_put(&out, point);
		folded = utf8_fold(&arena, out_text(&out));
		assert_int_equal(utf8_find_bad(folded), TEXT_NONE);
		assert_false(arena.failed);
		arena_end(&arena);
	}
	out_end(&out);
}

static void test_fold_refused(void **state)
{
	struct arena arena;

	(void)state;
	arena_begin(&arena, 3);
	assert_int_equal(utf8_fold(&arena, TEXT("abcd")).len, 0);
	assert_int_equal(utf8_fold(&arena, TEXT("abc\xC3\xA9")).len, 0);
	assert_true(arena.failed);
	arena_end(&arena);
}

static void test_repair(void **state)
{
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	assert_text(utf8_repair(&arena, TEXT("a\xC3\xA9")), TEXT("a\xC3\xA9"));
	assert_text(utf8_repair(&arena,
			TEXT("\0\xFF"
			     "b")),
	    TEXT("\xEF\xBF\xBD\xEF\xBF\xBD"
		 "b"));
	assert_text(utf8_repair(&arena, TEXT("\xE2\x82")), TEXT("\xEF\xBF\xBD\xEF\xBF\xBD"));
	arena_end(&arena);
}

static void test_head(void **state)
{
	static const struct {
		Text text;
		size_t most, len;
	} cases[] = {
		{ TEXT_INIT("abc"), 5, 3 },
		{ TEXT_INIT("abc"), 2, 2 },
		{ TEXT_INIT("a\xC3\xA9"), 2, 1 },
		{ TEXT_INIT("\xF0\x9F\x98\x80x"), 3, 0 },
		{ TEXT_INIT("\xF0\x9F\x98\x80x"), 4, 4 },
		{ TEXT_INIT("\x80\x80\x80\x80\x80\x80"), 5, 2 },
		{ TEXT_INIT("\xC3\xA9"), 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_head(cases[i].text, cases[i].most).len, cases[i].len);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_bad),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_is_word),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_all),
		cmocka_unit_test(test_fold_refused),
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_head),
	};

	return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
