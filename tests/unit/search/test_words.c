/* Where a text is cut into words, and what they fold to. */
#include "search/words.h"

#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"

#undef fail

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
	{ "told [redacted: b(6), phrase] in Riga", "told|in|riga" },
	{ "[redacted: b(6), phrase", "redacted|b|6|phrase" },
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
	assert_false(word_take(TEXT("LONGER THAN ONE"), &at, &arena, &word));
	assert_true(arena.failed);
	arena_end(&arena);
}

static size_t run(Text text, bool of_words)
{
	Text rest = text, before = text;
	int32_t point;

	while (utf8_take(&rest, &point) && utf8_is_word(point) == of_words)
		before = rest;
	return text.len - before.len;
}

/* The definition, by code points. */
static bool plainly(Text text, uint32_t *at, struct arena *arena, struct word *word)
{
	while (*at < text.len) {
		size_t start = *at + run(text_from(text, *at), false);
		size_t length = run(text_from(text, start), true);

		word->span = (Span){ (uint32_t)start, (uint32_t)length };
		word->folded = utf8_fold(arena, text_slice(text, start, length));
		*at = (uint32_t)(start + length);
		if (word->folded.len)
			return true;
	}
	return false;
}

static void assert_cut_plainly(Text text)
{
	uint32_t expected_at = 0, take_at = 0, look_at = 0;
	struct word expected, taken, looked;
	struct word_room room;
	struct arena arena;
	bool more;

	arena_begin(&arena, 0);
	do {
		more = plainly(text, &expected_at, &arena, &expected);
		assert_int_equal(word_take(text, &take_at, &arena, &taken), more);
		assert_int_equal(word_look(text, &look_at, &room, &arena, &looked), more);
		assert_int_equal(take_at, expected_at);
		assert_int_equal(look_at, expected_at);
		if (!more)
			break;
		assert_memory_equal(&taken.span, &expected.span, sizeof(Span));
		assert_memory_equal(&looked.span, &expected.span, sizeof(Span));
		assert_true(text_equal(taken.folded, expected.folded));
		assert_true(text_equal(looked.folded, expected.folded));
	} while (more);
	arena_end(&arena);
}

/* Never no where a word begins so; of ASCII, never yes where none does. */
static void assert_begins(Text text)
{
	static const char *const heads[] = { "a", "po", "port", "visit", "q7", "0", "09",
		"abcdefgh", "portvisit", "бишкек", "e" };
	struct arena arena;
	struct word word;

	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		Text head = text_of(heads[i]);
		bool begins = false, ascii = true;

		for (uint32_t at = 0; word_take(text, &at, &arena, &word);)
			begins |= text_starts(word.folded, head);
		for (size_t k = 0; k < text.len; k++)
			ascii &= (unsigned char)text.at[k] < 0x80;
		if (begins || ascii)
			assert_int_equal(word_may_begin(text, head), begins);
	}
	arena_end(&arena);
}

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static void cuts_as_by_code_points(void **state)
{
	static const char *const pieces[] = { " ", ", ", "-", "a", "Z", "port", "VISIT", "Q7", "0",
		"9", "@", "[", "`", "{", "/", ":", "\x7f", "\x01", "é", "É", "ß", "\xCC\x81",
		"Бишкек", "—", "\xFF", "\xC3", "\xE2\x82", "๐", "ﬁ", "\xEF\xBF\xBD",
		"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk", "ABCDEFGH" };
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[1200];
		size_t len = 0;
		uint32_t count = draw(&seed, 16), kinds = draw(&seed, 2) ? 18 : 32;

		if (round % 3 == 0)
			for (uint32_t i = 0; i < 4 * count; i++)
				text[len++] = (char)draw(&seed, 256);
		else
			for (uint32_t i = 0; i < count; i++) {
				const char *piece = pieces[draw(&seed, kinds)];

				memcpy(text + len, piece, strlen(piece));
				len += strlen(piece);
			}
		/* Of its exact size, so that reading behind it is seen. */
		char *exact = malloc(len + !len);
		assert_non_null(exact);
		memcpy(exact, text, len);
		assert_cut_plainly((Text){ exact, len });
		assert_begins((Text){ exact, len });
		free(exact);
	}
}

static void every_sign_alone(void **state)
{
	(void)state;
	for (int sign = 0; sign < 256; sign++)
		for (int before = 0; before < 20; before++) {
			char text[22];

			memset(text, 'X', sizeof text);
			text[before] = (char)sign;
			assert_cut_plainly((Text){ text, sizeof text });
			assert_cut_plainly((Text){ text, (size_t)before + 1 });
		}
}

static void borrows_what_is_folded(void **state)
{
	Text text = TEXT("port Visit");
	struct arena arena;
	struct word word;
	struct word_room room;
	uint32_t at = 0;

	(void)state;
	arena_begin(&arena, 1);
	assert_true(word_take(text, &at, &arena, &word));
	assert_ptr_equal(word.folded.at, text.at);
	assert_true(word_look(text, &at, &room, &arena, &word));
	assert_true(text_equal(word.folded, TEXT("visit")));
	assert_false(arena.failed);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_and_folds),
		cmocka_unit_test(refused_memory_is_told),
		cmocka_unit_test(cuts_as_by_code_points),
		cmocka_unit_test(every_sign_alone),
		cmocka_unit_test(borrows_what_is_folded),
	};

	return cmocka_run_group_tests_name("search/words", tests, NULL, NULL);
}
