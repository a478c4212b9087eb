/* What is searched of a record, and that it comes back the same from its packed form, whatever the
 * record; from damaged bytes nothing comes back that lies outside the text. */
#include "search/passages.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "record/codec.h"

#undef fail

static Text pack(const struct record *record, struct arena *arena)
{
	struct error err = { 0 };
	struct out out;
	Text packed;

	out_begin(&out, 1u << 24);
	assert_int_equal(passages_pack(record, &out, &err), FAULT_NONE);
	packed = text_copy(arena, out_text(&out));
	out_end(&out);
	return packed;
}

static enum fault unpack(
    Text packed, const struct record *record, struct arena *arena, PassageList *passages)
{
	struct error err = { 0 };

	return passages_unpack(
	    packed, record->id, record->title, record->transcript.text, arena, passages, &err);
}

static void assert_same(const PassageList *a, const PassageList *b)
{
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		assert_true(text_equal(a->items[i].block, b->items[i].block));
		assert_true(text_equal(a->items[i].text, b->items[i].text));
	}
}

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

/* Every byte changed, every end cut off, and some of both. */
static void assert_bears_damage(Text packed, const struct record *record)
{
	uint32_t seed = (uint32_t)packed.len;

	for (uint32_t round = 0; round < 6 * packed.len; round++) {
		size_t len = round % 3 ? packed.len : round / 6;
		char *bytes = malloc(len + !len);
		struct arena arena;
		PassageList passages = { 0 };
		enum fault fault;

		assert_non_null(bytes);
		memcpy(bytes, packed.at, len);
		if (round % 3)
			bytes[round / 6] = (char)draw(&seed, 256);
		if (round % 3 == 2)
			bytes[draw(&seed, (uint32_t)len)] = (char)draw(&seed, 256);
		arena_begin(&arena, (size_t)1 << 24);
		fault = unpack((Text){ bytes, len }, record, &arena, &passages);
		assert_true(fault == FAULT_NONE || fault == FAULT_CORRUPT);
		assert_true(fault == FAULT_NONE || passages.count == 0);
		arena_end(&arena);
		free(bytes);
	}
}

/* Gives the bytes of the packed form. */
static size_t check(const struct record *record)
{
	PassageList passages = { 0 }, again = { 0 };
	struct arena arena;
	Text packed;

	arena_begin(&arena, 0);
	assert_true(passages_of(record, &arena, &passages));
	packed = pack(record, &arena);
	assert_int_equal(unpack(packed, record, &arena, &again), FAULT_NONE);
	assert_same(&passages, &again);
	assert_bears_damage(packed, record);
	arena_end(&arena);
	return packed.len;
}

/* Files whose text is their bytes. */
static const char *const samples[] = { "bad-dtg", "glued-tags", "lou-1976", "markers",
	"missing-section", "no-header", "no-subject", "redactions", "table", "tip-invented",
	"xmt-zen" };

static void samples_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct error err = { 0 };
		struct arena arena;
		struct record *record;
		Text json, text;

		arena_begin(&arena, 0);
		assert_int_equal(
		    file_read(text_string(
				  &arena, text_format(&arena, "tests/golden/%s.json", samples[i])),
			1u << 20, &arena, &json, &err),
		    FAULT_NONE);
		assert_int_equal(
		    file_read(
			text_string(&arena, text_format(&arena, "tests/golden/%s.txt", samples[i])),
			1u << 20, &arena, &text, &err),
		    FAULT_NONE);
		record = record_from_json(json, text, &arena, &err);
		assert_non_null(record);
		assert_true(check(record) <= 120);
		arena_end(&arena);
	}
}

static Span span_of(const struct record *record, const char *part)
{
	size_t at = text_find(record->transcript.text, text_of(part));

	assert_true(at != TEXT_NONE);
	return (Span){ (uint32_t)at, (uint32_t)strlen(part) };
}

static void assert_passages(const struct record *record, const char *const *expected)
{
	PassageList passages = { 0 };
	struct arena arena;
	uint32_t count = 0;

	arena_begin(&arena, 0);
	assert_true(passages_of(record, &arena, &passages));
	for (; expected[2 * count]; count++) {
		assert_true(count < passages.count);
		assert_string_equal(
		    text_string(&arena, passages.items[count].block), expected[2 * count]);
		assert_string_equal(
		    text_string(&arena, passages.items[count].text), expected[2 * count + 1]);
	}
	assert_int_equal(passages.count, count);
	arena_end(&arena);
	check(record);
}

static void blocks_of_a_cable(void **state)
{
	static const char text[] =
	    "DEPT FOR EUR,\nAND INR\nPAGE 1\n1. (SBU) The port-\nvisit \n\n went US-\nPAGE 2\n"
	    "URUGUAYAN ways.\n  a  1\n  b  2 \n\nEND\n";
	static const char *const expected[] = { "", "", "", "DEPT FOR EUR, AND INR", "", "BY HAND",
		"9", "The port-visit went US-URUGUAYAN ways.", "10", "  a  1\n  b  2", "10.b",
		"END", "10.c", "END", "", "Wren", "", "08ROME1", NULL };
	struct page_marker markers[] = { { .furniture = { 22, 7 } }, { .furniture = { 0, 0 } } };
	struct block blocks[6] = { { .kind = BLOCK_PARAGRAPH,
				       .id = TEXT("9"),
				       .label = TEXT("1."),
				       .marking = TEXT("SBU") },
		{ .kind = BLOCK_TABLE, .id = TEXT("10") }, { .kind = BLOCK_PLAIN, .id = TEXT("x") },
		{ .kind = BLOCK_PLAIN, .id = TEXT("10.b") },
		{ .kind = BLOCK_PLAIN, .id = TEXT("10.c") } };
	struct cable cable = { .blocks = { blocks, 5, 6 }, .markers = { markers, 2, 2 } };
	struct record record = { .cable = &cable, .id = TEXT("08ROME1") };

	(void)state;
	record.transcript.text = text_of(text);
	markers[1].furniture = span_of(&record, "PAGE 2\n");
	blocks[0].span =
	    span_of(&record, "1. (SBU) The port-\nvisit \n\n went US-\nPAGE 2\nURUGUAYAN ways.");
	blocks[1].span = span_of(&record, "  a  1\n  b  2 \n");
	blocks[2].span = span_of(&record, "PAGE 2\n"); /* nothing of it is left */
	blocks[3].span = blocks[4].span = span_of(&record, "END");
	cable.attention =
	    (Field){ TEXT("DEPT FOR EUR, AND INR"), span_of(&record, "DEPT FOR EUR,\nAND INR") };
	cable.classified_by = (Field){ TEXT("BY HAND"), { 0, 0 } };
	cable.signature = (Field){ TEXT("Wren"), span_of(&record, "END") };
	assert_passages(&record, expected);
}

static void a_cable_without_blocks(void **state)
{
	static const char *const expected[] = { "", "TITLE", "", "One two- three", "", "08ROME1",
		NULL };
	struct cable cable = { .message = { 2, 14 } };
	struct record record = { .cable = &cable,
		.id = TEXT("08ROME1"),
		.title = TEXT("TITLE"),
		.transcript.text = TEXT("X\nOne two-\nthree\nY") };

	(void)state;
	cable.message.length = 15;
	assert_passages(&record, expected);
}

static void parts_of_a_document(void **state)
{
	static const char *const expected[] = { "", "", "1", "One", "2", "two", "fn9", "three",
		"fn10", "four", "", "d1", NULL };
	struct document_part parts[] = { { .id = TEXT("1"), .span = { 0, 3 } },
		{ .id = TEXT("2"), .span = { 4, 3 } }, { .id = TEXT("fn9"), .span = { 8, 5 } },
		{ .id = TEXT("fn10"), .span = { 14, 4 } } };
	struct frus_document document = { .parts = { parts, 4, 4 } };
	struct record record = { .document = &document,
		.id = TEXT("d1"),
		.transcript.text = TEXT("One\ntwo\nthree\nfour\n") };

	(void)state;
	assert_passages(&record, expected);
}

/* As no reader of ours makes them, but a codec lets them pass. */
static void draw_record(uint32_t *seed, struct record *record, struct cable *cable,
    struct block *blocks, struct page_marker *markers, char *text, size_t len)
{
	static const char signs[] = "ab1-- \t\n\n";
	static const char *const ids[] = { "", "1", "2", "3", "9", "10", "99", "100", "a9", "1.z",
		"1.Z", "1.A", "1.B", "h1", "\xC3\xA9" };

	for (size_t i = 0; i < len; i++)
		text[i] = signs[draw(seed, sizeof signs - 1)];
	record->transcript.text = (Text){ text, len };
	cable->blocks.count = draw(seed, 30);
	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		uint32_t start = draw(seed, (uint32_t)len);

		blocks[i] = (struct block){ .kind = (enum block_kind)draw(seed, 5),
			.id = text_of(ids[draw(seed, 15)]),
			.label = text_of(draw(seed, 2) ? "" : "a"),
			.span = { start, draw(seed, (uint32_t)len - start + 1) } };
	}
	cable->markers.count = draw(seed, 30);
	for (uint32_t i = 0, at = 0; i < cable->markers.count; i++) {
		uint32_t start = at + draw(seed, (uint32_t)(len - at) / 8 + 1);
		uint32_t length = draw(seed, (uint32_t)(len - start) / 8 + 1);

		markers[i] = (struct page_marker){ .furniture = { start, length } };
		at = start + length;
	}
	cable->signature.span = (Span){ draw(seed, (uint32_t)len), 1 };
	cable->signature.text = draw(seed, 2) ? TEXT("a") : TEXT("");
}

static void any_record_comes_back(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char text[400];
		struct block blocks[30];
		struct page_marker markers[30];
		struct cable cable = { .blocks = { blocks, 0, 30 }, .markers = { markers, 0, 30 } };
		struct record record = { .cable = &cable, .id = TEXT("08ROME1") };
		PassageList passages = { 0 }, again = { 0 };
		struct arena arena;

		draw_record(&seed, &record, &cable, blocks, markers, text,
		    1 + draw(&seed, sizeof text - 1));
		arena_begin(&arena, 0);
		assert_true(passages_of(&record, &arena, &passages));
		assert_int_equal(
		    unpack(pack(&record, &arena), &record, &arena, &again), FAULT_NONE);
		assert_same(&passages, &again);
		arena_end(&arena);
	}
}

static void want_of_memory_is_told(void **state)
{
	struct cable cable = { .message = { 0, 7 } };
	struct record record = {
		.cable = &cable, .id = TEXT("08ROME1"), .transcript.text = TEXT("One\ntwo")
	};
	PassageList passages = { 0 };
	struct arena arena, small;
	struct error err = { 0 };
	struct out out;
	Text packed;

	(void)state;
	arena_begin(&arena, 0);
	packed = pack(&record, &arena);
	arena_begin(&small, 1);
	assert_int_equal(unpack(packed, &record, &small, &passages), FAULT_NO_MEMORY);
	assert_int_equal(passages.count, 0);
	arena_end(&small);
	out_begin(&out, 2);
	assert_int_equal(passages_pack(&record, &out, &err), FAULT_TOO_LARGE);
	out_end(&out);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_come_back),
		cmocka_unit_test(blocks_of_a_cable),
		cmocka_unit_test(a_cable_without_blocks),
		cmocka_unit_test(parts_of_a_document),
		cmocka_unit_test(any_record_comes_back),
		cmocka_unit_test(want_of_memory_is_told),
	};

	return cmocka_run_group_tests_name("search/passages", tests, NULL, NULL);
}
