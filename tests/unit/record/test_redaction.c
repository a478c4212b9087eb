/* Reasons, extents, and what is a mark. */
#include "record/redaction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void knows_its_reasons(void **state)
{
	static const char *const good[] = { "b(1)", "b(9)", "b(7)", "b(7)(A)", "b(7)(F)", "1.4(a)",
		"1.4(h)", "own:source", "own:a-2", "own:abcdefghijklmnopqrst" };
	static const char *const bad[] = { "", "b", "b(0)", "b(10)", "b(6)(A)", "b(7)(G)", "B(6)",
		"1.4", "1.4(i)", "1.5(a)", "own:", "own:Source", "own:a b", "own:a,b", "own:a]",
		"own:abcdefghijklmnopqrstu", " b(6)", "b(6) " };
	unsigned count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(reason_is_valid(text_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(reason_is_valid(text_of(bad[i])));
	for (; reason_code(count).len; count++) {
		assert_true(reason_is_valid(reason_code(count)));
		assert_true(reason_code(count).len <= REASON_CODE_LIMIT);
		assert_true(reason_says(reason_code(count)).len > 0);
	}
	assert_int_equal(count, 23);
	assert_true(text_equal(reason_says(TEXT("b(6)")), TEXT("personal privacy")));
	assert_int_equal(reason_says(TEXT("own:source")).len, 0);
}

static void says_roughly_how_much(void **state)
{
	static const struct {
		const char *words;
		enum extent extent;
	} rows[] = {
		{ "", EXTENT_WORD },
		{ "DOE", EXTENT_WORD },
		{ " DOE\n", EXTENT_WORD },
		{ "JANE DOE", EXTENT_PHRASE },
		{ "a b c d e f", EXTENT_PHRASE },
		{ "a b c d e f g", EXTENT_LINE },
		{ "a b c d e f g h i j k l m n", EXTENT_LINE },
		{ "a b c d e f g h i j k l m n o", EXTENT_PARAGRAPH },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(extent_of_words(text_of(rows[i].words)), rows[i].extent);
	assert_true(text_equal(extent_spoken(EXTENT_WHOLE), TEXT("the whole text")));
}

static void every_mark_reads_back(void **state)
{
	(void)state;
	for (unsigned i = 0; reason_code(i).len; i++)
		for (int extent = 0; extent < EXTENT_COUNT; extent++) {
			struct redaction_mark mark = { reason_code(i), (enum extent)extent }, read;
			struct out out;

			out_begin(&out, 200);
			out_put(&out, TEXT("[a ["));
			redaction_mark_put(&out, &mark);
			out_put(&out, TEXT("] b"));
			Text found = out_text(&out);
			assert_true(redaction_mark_find(&found, &read));
			assert_ptr_equal(found.at, out.bytes + 4);
			assert_int_equal(found.len, out.len - 7);
			assert_true(text_equal(read.reason, mark.reason));
			assert_int_equal(read.extent, mark.extent);
			out_end(&out);
		}
}

static void what_is_none_is_text(void **state)
{
	static const char *const rows[] = { "", "[", "[redacted", "[redacted: ", "[redacted: b(6)",
		"[redacted: b(6), ", "[redacted: b(6), word", "[redacted: b(6), words]",
		"[redacted: b(6),word]", "[redacted:b(6), word]", "[Redacted: b(6), word]",
		"[redacted: b(66), word]", "[redacted: , word]", "[redacted: b(6), \nword]" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Text text = text_of(rows[i]);

		assert_false(redaction_mark_find(&text, NULL));
		assert_int_equal(redaction_mark_length(text_of(rows[i]), NULL), 0);
		assert_int_equal(redaction_before(text).len, text.len);
	}
}

static void breaks_no_mark(void **state)
{
	Text text = TEXT("ab, [redacted: b(6), word], c"), rest = text;

	(void)state;
	assert_int_equal(redaction_head(text, 100).len, text.len);
	assert_int_equal(redaction_head(text, 3).len, 3);
	for (size_t most = 4; most < 26; most++)
		assert_int_equal(redaction_head(text, most).len, 4);
	assert_int_equal(redaction_head(text, 26).len, 26);
	assert_true(text_equal(redaction_cut(&rest, ','), TEXT("ab")));
	assert_true(text_equal(redaction_cut(&rest, ','), TEXT(" [redacted: b(6), word]")));
	assert_true(text_equal(redaction_cut(&rest, ','), TEXT(" c")));
	assert_int_equal(rest.len, 0);
	assert_true(text_equal(redaction_before(text), TEXT("ab, ")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_its_reasons),
		cmocka_unit_test(says_roughly_how_much),
		cmocka_unit_test(every_mark_reads_back),
		cmocka_unit_test(what_is_none_is_text),
		cmocka_unit_test(breaks_no_mark),
	};

	return cmocka_run_group_tests_name("record/redaction", tests, NULL, NULL);
}
