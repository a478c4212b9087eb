/* What the codec refuses. That it gives the same record is shown with whole documents in
 * tests/unit/intake. */
#include "record/codec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static Text encode(struct arena *arena, const struct record *record)
{
	struct out out;

	out_begin(&out, 1u << 20);
	record_put_structure(&out, record);
	Text text = text_copy(arena, out_text(&out));
	out_end(&out);
	return text;
}

static void reads_back_an_almost_empty_record(void **state)
{
	struct arena arena;
	struct error err = { 0 };
	struct cable cable = { 0 };
	struct record record = { .cable = &cable, .id = TEXT("08ROME1") };

	(void)state;
	arena_begin(&arena, 0);
	assert_int_equal(transcript_index(&record.transcript, &arena, &err), FAULT_NONE);
	Text json = encode(&arena, &record);
	struct record *back = record_from_json(json, TEXT(""), &arena, &err);
	assert_non_null(back);
	assert_true(text_equal(encode(&arena, back), json));
	arena_end(&arena);
}

/* Spans stand before the first field that has one; a title that a narrative has as well stands
 * once.
 */
static void puts_spans_and_twins_as_a_tree_would(void **state)
{
	struct arena arena;
	struct error err = { 0 };
	Field field = { TEXT_INIT("Aland"), { 0, 5 } };
	struct narrative narrative = { .title = field, .country = field };
	struct record record = { .kind = RECORD_NARRATIVE,
		.id = TEXT_INIT("tip/2009/aland"),
		.title = TEXT_INIT("another"),
		.narrative = &narrative };

	(void)state;
	arena_begin(&arena, 0);
	record.transcript.text = TEXT("Aland\n");
	assert_int_equal(transcript_index(&record.transcript, &arena, &err), FAULT_NONE);
	Text json = encode(&arena, &record);
	assert_true(text_starts(json,
	    TEXT("{\"schema\":\"chancery.record/1\",\"kind\":\"narrative\","
		 "\"id\":\"tip/2009/aland\",\"title\":\"Aland\",")));
	assert_true(text_find(json,
			TEXT("\"top_box\":null,\"spans\":{\"title\":[0,5]},\"title_line\":0,"
			     "\"country\":{\"spans\":{\"printed\":[0,5]},\"printed\":\"Aland\"")) !=
	    TEXT_NONE);
	json_t *tree = record_to_json(&record);
	struct out out;
	out_begin(&out, 1u << 20);
	out_json(&out, tree, JSON_STYLE_LINE);
	assert_true(text_equal(out_text(&out), json));
	out_end(&out);
	arena_end(&arena);
}

/* The first `from` in `json` becomes `to`. */
static Text replaced(struct arena *arena, Text json, const char *from, const char *to)
{
	size_t at = text_find(json, text_of(from));

	assert_true(at != TEXT_NONE);
	Text rest = text_from(json, at + strlen(from)), head = text_slice(json, 0, at);
	return text_format(arena, "%.*s%s%.*s", TEXT_ARG(head), to, TEXT_ARG(rest));
}

static void refuses_what_it_did_not_write(void **state)
{
	static const struct {
		const char *from, *to;
		enum fault fault;
	} rows[] = {
		{ "chancery.record/1", "chancery.record/9", FAULT_TOO_NEW },
		{ "chancery.record/1", "something", FAULT_CORRUPT },
		{ "\"id\":\"08ROME1\"", "\"id\":7", FAULT_CORRUPT },
		{ "\"kind\":\"cable\"", "\"kind\":\"letter\"", FAULT_CORRUPT },
		{ "\"span\":[0,0]", "\"span\":[0,1]", FAULT_CORRUPT },
		{ "\"span\":[0,0]", "\"span\":[-1,0]", FAULT_CORRUPT },
		{ "\"tags\":[]", "\"tags\":{}", FAULT_CORRUPT },
		{ "\"classification\":null", "\"classification\":\"VERY SECRET\"", FAULT_CORRUPT },
		{ "\"section\":0", "\"section\":4294967296", FAULT_CORRUPT },
	};
	struct arena arena;
	struct cable cable = { 0 };
	struct record record = { .cable = &cable, .id = TEXT("08ROME1") };

	(void)state;
	arena_begin(&arena, 0);
	Text json = encode(&arena, &record);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error err = { 0 };
		Text wrong = replaced(&arena, json, rows[i].from, rows[i].to);

		assert_null(record_from_json(wrong, TEXT(""), &arena, &err));
		assert_int_equal(err.fault, rows[i].fault);
		assert_true(err.text[0]);
	}
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_back_an_almost_empty_record),
		cmocka_unit_test(puts_spans_and_twins_as_a_tree_would),
		cmocka_unit_test(refuses_what_it_did_not_write),
	};

	return cmocka_run_group_tests_name("record/codec", tests, NULL, NULL);
}
