/* Where a text is cut into words, and what they fold to. */
#include "search/words.h"

#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static const struct {
	const char *text, *words; /* folded, with '|' between */
} cases[] = {
	{ "", "" },
	{ " -- ... /", "" },
	{ "Port visit", "port|visit" },
	{ "port-visit", "port|visit" },
	{ "O'Neill", "o|neill" },
	{ "and/or", "and|or" },
	{ "U.S.-led", "u|s|led" },
	{ "08BISHKEK211", "08bishkek211" },
	{ "1,300 km in 2008", "1|300|km|in|2008" },
	{ "Élan À LA CARTE", "elan|a|la|carte" },
	{ "E\xCC\x81lan", "elan" },
	{ "Straße", "strasse" },
	{ "Łódź", "lodz" },
	{ "a \xCC\x81 b", "a|b" }, /* a lone accent is no word */
	{ "Бишкек—Ош", "бишкек|ош" },
	{ "(SBU) tier-2", "sbu|tier|2" },
	{ "a\xEF\xBF\xBD"
	  "b",
	    "a|b" }, /* U+FFFD parts words */
	{ "a\xFF"
	  "b",
	    "a|b" },
	{ "\xC2\xA0non\xC2\xA0"
	  "break",
	    "non|break" },
};

static void cuts_and_folds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena;
		struct word word;
		char joined[200] = "";
		size_t len = 0;
		uint32_t end = 0;

		arena_begin(&arena, 0);
		for (uint32_t at = 0; word_take(text_of(cases[i].text), &at, &arena, &word);) {
			if (len)
				joined[len++] = '|';
			memcpy(joined + len, word.folded.at, word.folded.len);
			len += word.folded.len;
			assert_true(word.span.start >= end);
			end = word.span.start + word.span.length;
			assert_int_equal(end, at);
		}
		assert_string_equal(joined, cases[i].words);
		arena_end(&arena);
	}
}

static void refused_memory_is_told(void **state)
{
	struct arena arena;
	struct word word;
	uint32_t at = 0;

	(void)state;
	arena_begin(&arena, 1);
	assert_false(word_take(TEXT("longer than one"), &at, &arena, &word));
	assert_true(arena.failed);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_and_folds),
		cmocka_unit_test(refused_memory_is_told),
	};

	return cmocka_run_group_tests_name("search/words", tests, NULL, NULL);
}
