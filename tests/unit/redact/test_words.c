/* Where the same words stand. */
#include "redact/cable.h"

static SpanList find(const struct record *record, Text words)
{
	struct error err = { 0 };
	SpanList spans = { 0 };

	assert_int_equal(redact_find_words(record, words, &arena, &spans, &err), FAULT_NONE);
	return spans;
}

static void assert_found(const char *text, const char *words, const char *expected)
{
	struct record *record = read_cable(text);
	SpanList spans = find(record, text_of(words));
	struct out out;

	out_begin(&out, 1000);
	for (uint32_t i = 0; i < spans.count; i++) {
		out_put(&out, transcript_slice(&record->transcript, spans.items[i]));
		out_char(&out, '|');
	}
	if (!text_equal(out_text(&out), text_of(expected)))
		print_error("'%s' in '%s': %.*s\n", words, text, TEXT_ARG(out_text(&out)));
	assert_true(text_equal(out_text(&out), text_of(expected)));
	out_end(&out);
}

static void finds_whole_words_in_any_form(void **state)
{
	(void)state;
	assert_found(CABLE, "kalnina", "KALNINA|KALNINA|Kalnina|Kalnina|KALNINA|");
	assert_found(CABLE, "Ilze  Kalnina", "Ilze\nKalnina|ILZE \nKALNINA|");
	assert_found(CABLE, "caf\xC3\xA9", "CAF\xC3\x89|");
	assert_found(CABLE, "tallinn 14", "TALLINN 14|");
	assert_found(CABLE, "kaln", "");
	assert_found("a DOE's (doe) DOES doe\xE2\x80\x99s D\xC3\x96\x45", "doe",
	    "DOE|doe|doe|D\xC3\x96\x45|");
	assert_found("O'Brien o' brien OBrien", "O'BRIEN", "O'Brien|o' brien|");
	assert_found("US-\nURUGUAYAN us-uruguayan", "US-Uruguayan", "US-\nURUGUAYAN|us-uruguayan|");
	assert_found("JANE \\\nDOE", "jane doe", "JANE \\\nDOE|");
	assert_found("a a a a a", "A a", "a a|a a|");
	assert_found("aab aaab a a b", "a a b", "a a b|");
	/* The column of a dump's row, before the message. */
	assert_found(
	    "07STATE1190|08TALLINN14\n" CABLE, "07 state 1190", "07STATE1190|07 STATE 1190|");
	assert_found(
	    "07STATE1190|08TALLINN14\n" CABLE, "07STATE1190", "07STATE1190|07 STATE 1190|");
	assert_found("07STATE1190|08TALLINN14\n" CABLE, "tallinn 14", "08TALLINN14|TALLINN 14|");
	assert_found("x (protect) y ( PROTECT )", "(protect)", "(protect)|( PROTECT )|");
}

/* A page's end between two words hides neither them nor what stands in it. */
static void finds_over_and_in_frames(void **state)
{
	static const char text[] = CABLE;
	struct record *record = read_cable(text);
	SpanList over = find(record, TEXT("pay. 2. (sbu)")), within;

	(void)state;
	assert_int_equal(record->cable->markers.count, 1);
	assert_int_equal(over.count, 1);
	assert_true(over.items[0].length > 30);
	/* The same words, chosen with the frame between them. */
	within = find(record, transcript_slice(&record->transcript, over.items[0]));
	assert_int_equal(within.count, 1);
	assert_int_equal(within.items[0].start, over.items[0].start);
	assert_int_equal(find(record, TEXT("00000061")).count, 1);
	assert_int_equal(find(record, TEXT("riga")).count, 3);
}

/* What was chosen is found, though it is no whole word. */
static void finds_what_was_chosen(void **state)
{
	struct record *record = read_cable(CABLE);
	Span part = place(record, "alnina sa");
	SpanList spans = find(record, transcript_slice(&record->transcript, part));

	(void)state;
	assert_int_equal(spans.count, 1);
	assert_int_equal(spans.items[0].start, part.start);
	assert_int_equal(spans.items[0].length, part.length);
}

static void refuses_no_words(void **state)
{
	struct record *record = read_cable(CABLE);
	struct error err = { 0 };
	SpanList spans;

	(void)state;
	assert_int_equal(
	    redact_find_words(record, TEXT(" \n"), &arena, &spans, &err), FAULT_BAD_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_whole_words_in_any_form, begin, end),
		cmocka_unit_test_setup_teardown(finds_over_and_in_frames, begin, end),
		cmocka_unit_test_setup_teardown(finds_what_was_chosen, begin, end),
		cmocka_unit_test_setup_teardown(refuses_no_words, begin, end),
	};

	return cmocka_run_group_tests_name("redact/words", tests, open_catalog, close_catalog);
}
