/* What holds of every record that intake hands over, whatever the bytes were. Used by the fuzzers
 * and by the tests of containers. Each check gives NULL or the sentence that says what does not
 * hold. */
#ifndef TEST_INTAKE_INVARIANTS_H
#define TEST_INTAKE_INVARIANTS_H

#include "base/out.h"
#include "intake/intake.h"
#include "record/codec.h"
#include "record/reflow.h"

static inline bool span_within(Span span, Text text)
{
	return span.start <= text.len && span.length <= text.len - span.start;
}

/* I2: places of the text lead to places of the source, in order. */
static inline const char *check_way_back(const struct received *received)
{
	const struct transcript *transcript = &received->record->transcript;
	size_t size = received->source.len;

	if (transcript->text.len > UINT32_MAX)
		return "a text too long for its places";
	for (uint32_t i = 0; i < transcript->shifts.count; i++) {
		const struct shift *shift = &transcript->shifts.items[i];
		int64_t at = (int64_t)shift->at + shift->shift;

		if (shift->at > transcript->text.len || at < 0 || at > (int64_t)size)
			return "a shift leads out of the source";
		if (i && shift[-1].at >= shift->at)
			return "shifts are out of order";
		if (transcript_source_offset(transcript, shift->at) > size)
			return "a place of the text leads out of the source";
	}
	return NULL;
}

static inline const char *check_end(const struct received *received)
{
	const struct transcript *transcript = &received->record->transcript;
	uint32_t end = transcript_source_offset(transcript, (uint32_t)transcript->text.len);

	return end <= received->source.len
	    ? NULL
	    : "the end of the text lies behind the end of the source";
}

/* The place leads to its letter, or to the entity that stands for it. */
static inline bool letter_leads_back(const struct received *received, uint32_t place)
{
	const struct transcript *transcript = &received->record->transcript;
	uint32_t at = transcript_source_offset(transcript, place);

	return at < received->source.len &&
	    (received->source.at[at] == transcript->text.at[place] ||
		received->source.at[at] == '&');
}

/* Not of every format: only where each letter of the text stands in the source, or an entity for
 * it. A test calls it besides check_received. */
static inline const char *check_letters(const struct received *received)
{
	Text text = received->record->transcript.text;

	for (uint32_t i = 0; i < text.len; i++)
		if ((ascii_is_letter(text.at[i]) || ascii_is_digit(text.at[i])) &&
		    !letter_leads_back(received, i))
			return "a letter does not lead back to its byte";
	return NULL;
}

static inline const char *check_parts(const struct received *received)
{
	const struct transcript *transcript = &received->record->transcript;
	const struct frus_document *document = received->record->document;

	for (uint32_t i = 0; i < document->parts.count; i++) {
		Span span = document->parts.items[i].span;

		if (!span_within(span, transcript->text))
			return "a part lies out of the text";
		if (transcript_source_offset(transcript, span.start) >= received->source.len)
			return "a part begins out of the source";
		if (span.start < transcript->text.len &&
		    ascii_is_letter(transcript->text.at[span.start]) &&
		    !letter_leads_back(received, span.start))
			return "a part does not lead back to its first letter";
	}
	return NULL;
}

static inline bool spans_within(const json_t *tree, size_t len)
{
	bool within = true;
	const char *key;
	json_t *value;
	size_t i;

	json_array_foreach(tree, i, value) within = within && spans_within(value, len);
	json_object_foreach((json_t *)tree, key, value)
	{
		if (strcmp(key, "span") == 0 && json_is_array(value)) {
			json_int_t start = json_integer_value(json_array_get(value, 0));
			json_int_t length = json_integer_value(json_array_get(value, 1));

			within = within && start >= 0 && length >= 0 && start <= (json_int_t)len &&
			    length <= (json_int_t)len - start;
		}
		within = within && spans_within(value, len);
	}
	return within;
}

/* Every "span" of the structure, whatever it belongs to. */
static inline const char *check_spans(const struct received *received)
{
	struct error err = { 0 };
	json_t *tree = json_read(received->structure, &err);
	bool within = tree && spans_within(tree, received->record->transcript.text.len);

	json_decref(tree);
	return within ? NULL : "a span of the structure lies out of the text";
}

static inline const char *check_notes(const struct record *record)
{
	for (uint32_t i = 0; i < record->notes.count; i++) {
		const struct note *note = &record->notes.items[i];
		Text line;

		if (!span_within(note->span, record->transcript.text))
			return "a note points out of the text";
		if (!note->span.length)
			continue;
		line = transcript_get_line(
		    &record->transcript, transcript_line(&record->transcript, note->span.start));
		if (!note->column || note->column > line.len + 1)
			return "a note points out of its line";
	}
	return NULL;
}

static inline const char *check_blocks(const struct record *record)
{
	const BlockList *blocks = &record->cable->blocks;

	for (uint32_t i = 0; i < blocks->count; i++) {
		const struct block *block = &blocks->items[i], *before = block - (i > 0);

		if (!span_within(block->span, record->transcript.text))
			return "a block lies out of the text";
		if (i && block->span.start < before->span.start + before->span.length)
			return "blocks overlap";
		for (uint32_t j = i > 40 ? i - 40 : 0; j < i; j++)
			if (text_equal(blocks->items[j].id, block->id))
				return "two blocks have one address";
	}
	return NULL;
}

/* ASCII letters and digits, for comparing words whose blanks, hyphens and marks were laid anew. */
static inline void put_letters(struct out *out, Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_letter(text.at[i]) || ascii_is_digit(text.at[i]))
			out_char(out, text.at[i]);
}

/* Reflowed text holds the words as received. */
static inline const char *check_flow(const struct record *record, struct arena *arena)
{
	const BlockList *blocks = &record->cable->blocks;
	const char *wrong = NULL;
	struct out flowed, received;

	out_begin(&flowed, 64u << 20);
	out_begin(&received, 64u << 20);
	for (uint32_t i = 0; i < blocks->count && !wrong; i++) {
		const struct block *block = &blocks->items[i];

		out_reset(&flowed);
		out_reset(&received);
		put_letters(&flowed, block->label);
		put_letters(&flowed, block->marking);
		put_letters(&flowed, block_flow(record, block, arena));
		put_letters(&received, record_words(record, block->span, arena));
		if (!text_equal(out_text(&flowed), out_text(&received)))
			wrong = "reflowed text has other words than the text received";
	}
	out_end(&received);
	out_end(&flowed);
	return wrong;
}

/* What was written down reads back as the same. */
static inline const char *check_round_trip(const struct received *received, struct arena *arena)
{
	struct error err = { 0 };
	struct out out;
	struct record *back =
	    record_from_json(received->structure, received->record->transcript.text, arena, &err);
	bool same;

	if (!back)
		return "a record does not read back";
	/* The lines are not part of the structure, but derived members count them. */
	if (transcript_index(&back->transcript, arena, &err) != FAULT_NONE)
		return "the lines of a record that was read back cannot be told";
	out_begin(&out, RECORD_STRUCTURE_LIMIT);
	out_json(&out, record_to_json(back), JSON_STYLE_LINE);
	same = text_equal(out_text(&out), received->structure);
	out_end(&out);
	return same ? NULL : "a record reads back as another";
}

/* What holds of an export read back, too: its places are those of the file first read, and its
 * notes and blocks are what the export says. */
static inline const char *check_exported(const struct received *received)
{
	const char *wrong = NULL;
	struct arena arena;

	if (!received->record)
		return received->reason.text[0] ? NULL : "a rejection without a reason";
	arena_begin(&arena, 0);
	if (!record_id_is_valid(received->record->id))
		wrong = "an id that is none";
	if (!wrong)
		wrong = check_spans(received);
	if (!wrong)
		wrong = check_round_trip(received, &arena);
	arena_end(&arena);
	return wrong;
}

/* All but check_exported, of a record. */
static inline const char *check_text(const struct received *received)
{
	const struct record *record = received->record;
	const char *wrong = check_way_back(received);
	struct arena arena;

	arena_begin(&arena, 0);
	if (!wrong)
		wrong = check_end(received);
	if (!wrong)
		wrong = check_notes(record);
	if (!wrong && record->document)
		wrong = check_parts(received);
	if (!wrong && record->cable)
		wrong = check_blocks(record);
	if (!wrong && record->cable)
		wrong = check_flow(record, &arena);
	arena_end(&arena);
	return wrong;
}

static inline const char *check_received(const struct received *received)
{
	const char *wrong = check_exported(received);

	if (wrong || !received->record || text_equal(format_name(received->format), TEXT("jsonl")))
		return wrong;
	return check_text(received);
}

#endif
