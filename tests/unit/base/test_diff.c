/* Differences: both texts come back to the byte, and no shorter list of changes exists. */
#include "base/diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/out.h"

static struct arena arena;

/* "a {-b-}{+c+} d" */
static Text shown(Text before, Text after)
{
	static const char *const heads[] = { "", "{-", "{+" }, *const tails[] = { "", "-}", "+}" };
	struct error err = { 0 };
	DiffList pieces;
	struct out out;
	Text text;

	assert_int_equal(word_diff(before, after, NULL, &arena, &pieces, &err), FAULT_NONE);
	out_begin(&out, 1 << 20);
	for (uint32_t i = 0; i < pieces.count; i++)
		out_printf(&out, "%s%.*s%s", heads[pieces.items[i].kind],
		    TEXT_ARG(pieces.items[i].text), tails[pieces.items[i].kind]);
	text = text_copy(&arena, out_text(&out));
	out_end(&out);
	return text;
}

static void test_shown(void **state)
{
	static const struct {
		const char *before, *after, *shown;
	} cases[] = {
		{ "", "", "" },
		{ "a b", "a b", "a b" },
		{ "", "a b", "{+a b+}" },
		{ "a b", "", "{-a b-}" },
		{ "the old word here", "the new word here", "the {-old-}{+new+} word here" },
		{ "one two three", "one three", "one {-two -}three" },
		{ "met JANE DOE twice", "met [redacted: b(6), phrase] twice",
		    "met {-JANE-}{+[redacted:+} {-DOE-}{+b(6), phrase]+} twice" },
		{ "a\nb", "a b", "a{-\n-}{+ +}b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text found;

		arena_begin(&arena, 0);
		found = shown(text_of(cases[i].before), text_of(cases[i].after));
		if (!text_equal(found, text_of(cases[i].shown)))
			fail_msg("%.*s", TEXT_ARG(found));
		arena_end(&arena);
	}
}

static Text random_text(unsigned *seed, int words, int kinds)
{
	struct out out;
	Text text;

	out_begin(&out, 1 << 20);
	for (int i = 0; i < words; i++)
		out_printf(&out, "%c%s", 'a' + rand_r(seed) % kinds, rand_r(seed) % 5 ? " " : "\n");
	text = text_copy(&arena, out_text(&out));
	out_end(&out);
	return text;
}

/* Tokens are single signs here, so the longest common run of signs gives the fewest changes. */
static size_t fewest(Text a, Text b)
{
	size_t *row = arena_take(&arena, (b.len + 1) * sizeof *row);

	for (size_t i = 1; i <= a.len; i++) {
		size_t corner = 0;

		for (size_t k = 1; k <= b.len; k++) {
			size_t above = row[k];

			row[k] = a.at[i - 1] == b.at[k - 1] ? corner + 1
			    : row[k - 1] > above            ? row[k - 1]
							    : above;
			corner = above;
		}
	}
	return a.len + b.len - 2 * row[b.len];
}

static void check_pair(Text before, Text after, bool is_short)
{
	struct error err = { 0 };
	DiffList pieces;
	Text old = before, new = after;
	size_t changes = 0;

	assert_int_equal(word_diff(before, after, NULL, &arena, &pieces, &err), FAULT_NONE);
	for (uint32_t i = 0; i < pieces.count; i++) {
		const struct diff_piece *piece = &pieces.items[i];

		changes += piece->kind == DIFF_SAME ? 0 : piece->text.len;
		if (piece->kind != DIFF_NEW)
			assert_true(text_take(&old, piece->text));
		if (piece->kind != DIFF_GONE)
			assert_true(text_take(&new, piece->text));
		assert_false(i && piece->kind == DIFF_GONE && piece[-1].kind == DIFF_NEW &&
		    piece[-1].text.len == 0);
	}
	assert_int_equal(old.len + new.len, 0);
	if (is_short)
		assert_int_equal(changes, fewest(before, after));
}

static void test_random(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		arena_begin(&arena, 0);
		check_pair(random_text(&seed, rand_r(&seed) % 40, 1 + rand_r(&seed) % 6),
		    random_text(&seed, rand_r(&seed) % 40, 1 + rand_r(&seed) % 6), true);
		arena_end(&arena);
	}
}

/* More differences than there are rounds. */
static void test_strangers(void **state)
{
	unsigned seed = 9;

	(void)state;
	arena_begin(&arena, 0);
	check_pair(random_text(&seed, 20000, 26), random_text(&seed, 15000, 26), false);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_strangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
