/* Where a place of the old text lies in the new one, and what of its words is cut. */
#include "redact/internal.h"

#define SEARCH_MOST (1u << 28) /* bytes */

/* How many cuts begin before `at`. */
static uint32_t cuts_before(const struct redacting *redacting, uint32_t at)
{
	uint32_t low = 0, high = redacting->cuts.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (redacting->cuts.items[middle].span.start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t moved(const struct redacting *redacting, uint32_t at)
{
	uint32_t before = cuts_before(redacting, at);

	if (!before)
		return at;
	const struct made_cut *cut = &redacting->cuts.items[before - 1];
	uint32_t end = span_end(cut->span);
	return cut->to + (at > end ? at - end : 0);
}

Span moved_span(const struct redacting *redacting, Span span)
{
	uint32_t start = moved(redacting, span.start);

	return (Span){ start, moved(redacting, span_end(span)) - start };
}

Text moved_text(const struct redacting *redacting, Span span)
{
	return transcript_slice(&redacting->record->transcript, moved_span(redacting, span));
}

bool is_cut(const struct redacting *redacting, Span span)
{
	uint32_t before = cuts_before(redacting, span_end(span));

	return span.length && before &&
	    span_end(redacting->cuts.items[before - 1].span) > span.start;
}

bool is_within_cut(const struct redacting *redacting, uint32_t at)
{
	uint32_t before = cuts_before(redacting, at);

	return before && span_end(redacting->cuts.items[before - 1].span) > at;
}

bool is_said_in_cut(struct redacting *redacting, Text words)
{
	redacting->searched += redacting->words;
	if (redacting->searched > SEARCH_MOST)
		return true;
	for (uint32_t i = 0; i < redacting->cuts.count; i++) {
		Text cut =
		    transcript_slice(&redacting->old->transcript, redacting->cuts.items[i].span);

		if (text_find_nocase(cut, words) != TEXT_NONE)
			return true;
	}
	return false;
}

/* --- fields --- */

static bool says_cut_words(struct redacting *redacting, Text text)
{
	for (uint32_t i = 0; i < redacting->cuts.count; i++) {
		Span span = redacting->cuts.items[i].span;

		if (span.length <= text.len &&
		    text_find_nocase(text, transcript_slice(&redacting->old->transcript, span)) !=
			TEXT_NONE)
			return true;
	}
	return false;
}

/* A value that does not stand where it says (of an export, or read otherwise than it is written)
 * must not be among the words either. */
static bool is_field_cut(struct redacting *redacting, const Field *field)
{
	Text written = transcript_slice(&redacting->old->transcript, field->span);

	if (is_cut(redacting, field->span))
		return true;
	return !text_equal(written, field->text) &&
	    (is_said_in_cut(redacting, field->text) || says_cut_words(redacting, field->text));
}

Field kept_field(struct redacting *redacting, const Field *field)
{
	Text written = transcript_slice(&redacting->old->transcript, field->span);

	if (!field->text.len || is_field_cut(redacting, field))
		return (Field){ 0 };
	/* A note of the reader is about a slice of the text. */
	if (text_equal(written, field->text))
		return transcript_field(
		    &redacting->record->transcript, moved_text(redacting, field->span));
	return (
	    Field){ text_copy(redacting->arena, field->text), moved_span(redacting, field->span) };
}

Field reworded_field(struct redacting *redacting, const Field *field)
{
	Text words = moved_text(redacting, field->span);

	if (!field->text.len || !is_field_cut(redacting, field))
		return kept_field(redacting, field);
	return words.len ? transcript_field(&redacting->record->transcript, words) : (Field){ 0 };
}
