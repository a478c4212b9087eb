/* Repairs, lines, and the way back to the source. */
#include "record/transcript.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void borrows_clean_text(void **state)
{
	struct arena arena;
	struct transcript transcript;
	struct repairs repairs;
	struct error err = { 0 };
	Text source = TEXT("one\ntwo\n\nfour");

	(void)state;
	arena_begin(&arena, 0);
	assert_int_equal(transcript_of(source, &arena, &transcript, &repairs, &err), FAULT_NONE);
	assert_ptr_equal(transcript.text.at, source.at);
	assert_int_equal(transcript.lines.count, 4);
	assert_int_equal(transcript_line(&transcript, 4), 2);
	assert_int_equal(transcript_column(&transcript, 6), 3);
	assert_true(text_equal(transcript_get_line(&transcript, 4), TEXT("four")));
	assert_int_equal(transcript_get_line(&transcript, 5).len, 0);
	assert_int_equal(transcript_source_offset(&transcript, 5), 5);
	assert_int_equal(transcript_span(&transcript, TEXT("elsewhere")).length, 0);
	arena_end(&arena);
}

static void leads_back_from_repairs(void **state)
{
	static const struct {
		const char *source;
		size_t length;
		const char *text;
		uint32_t bad, nuls, returns;
	} rows[] = {
		{ "a\r\nb\rc", 6, "a\nb\nc", 0, 0, 2 },
		{ "a\xE9z", 3, "a\xEF\xBF\xBDz", 1, 0, 0 },
		{ "a\0z", 3, "a\xEF\xBF\xBDz", 0, 1, 0 },
		{ "\xC2\r\n\xA0z", 5, "\xEF\xBF\xBD\n\xEF\xBF\xBDz", 2, 0, 1 },
		{ "\r\r\n", 3, "\n\n", 0, 0, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena;
		struct transcript transcript;
		struct repairs repairs;
		struct error err = { 0 };
		Text source = { rows[i].source, rows[i].length };

		arena_begin(&arena, 0);
		assert_int_equal(
		    transcript_of(source, &arena, &transcript, &repairs, &err), FAULT_NONE);
		assert_true(text_equal(transcript.text, text_of(rows[i].text)));
		assert_int_equal(repairs.bad_bytes, rows[i].bad);
		assert_int_equal(repairs.nuls, rows[i].nuls);
		assert_int_equal(repairs.carriage_returns, rows[i].returns);
		for (uint32_t at = 0; at < transcript.text.len; at++) {
			char c = transcript.text.at[at];
			if (ascii_is_letter(c))
				assert_int_equal(
				    source.at[transcript_source_offset(&transcript, at)], c);
		}
		arena_end(&arena);
	}
}

static void refuses_long_lines(void **state)
{
	struct arena arena;
	struct transcript transcript;
	struct repairs repairs;
	struct error err = { 0 };
	char *bytes = malloc(LINE_LIMIT + 2);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'x', LINE_LIMIT + 2);
	arena_begin(&arena, 0);
	assert_int_equal(
	    transcript_of((Text){ bytes, LINE_LIMIT }, &arena, &transcript, &repairs, &err),
	    FAULT_NONE);
	assert_int_equal(
	    transcript_of((Text){ bytes, LINE_LIMIT + 1 }, &arena, &transcript, &repairs, &err),
	    FAULT_TOO_LARGE);
	arena_end(&arena);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(borrows_clean_text),
		cmocka_unit_test(leads_back_from_repairs),
		cmocka_unit_test(refuses_long_lines),
	};

	return cmocka_run_group_tests_name("record/transcript", tests, NULL, NULL);
}
