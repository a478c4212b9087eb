/* Text for people: page frames out, broken lines joined, tables left alone. */
#include "record/reflow.h"

#include <string.h>

enum join { JOIN_WORDS, JOIN_BLANK, JOIN_LINES };

struct flow {
	const struct record *record;
	enum join join;
	char *bytes;
	size_t len;
};

/* Page markers of a cable, running heads and page numbers of a narrative: no text. */
static uint32_t frame_count(const struct record *record)
{
	if (record->cable)
		return record->cable->markers.count;
	return record->narrative ? record->narrative->frames.count : 0;
}

static Span frame_of(const struct record *record, uint32_t i)
{
	return record->cable ? record->cable->markers.items[i].furniture
			     : record->narrative->frames.items[i].span;
}

/* The first frame that ends behind `at`. */
static uint32_t first_frame(const struct record *record, uint32_t at)
{
	uint32_t low = 0, high = frame_count(record);

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		Span frame = frame_of(record, middle);

		if (frame.start + frame.length <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_broken_word(const struct flow *flow, Text line)
{
	return flow->len >= 2 && flow->bytes[flow->len - 1] == '-' && line.len &&
	    ascii_is_letter(line.at[0]) &&
	    (ascii_is_letter(flow->bytes[flow->len - 2]) ||
		ascii_is_digit(flow->bytes[flow->len - 2]));
}

static void put_line(struct flow *flow, Text line)
{
	line = flow->join == JOIN_LINES ? text_trim_end(line) : text_trim(line);
	if (!line.len)
		return;
	if (flow->len && flow->join == JOIN_LINES)
		flow->bytes[flow->len++] = '\n';
	else if (flow->len && !(flow->join == JOIN_WORDS && is_broken_word(flow, line)))
		flow->bytes[flow->len++] = ' ';
	memcpy(flow->bytes + flow->len, line.at, line.len);
	flow->len += line.len;
}

static void put_lines(struct flow *flow, Text part)
{
	while (part.len)
		put_line(flow, text_cut(&part, '\n'));
}

/* Puts `text` (a slice of the transcript) without the page frames in it. */
static void put_text(struct flow *flow, Text text)
{
	const struct record *record = flow->record;
	const struct transcript *transcript = &record->transcript;
	uint32_t at = transcript_span(transcript, text).start, end = at + (uint32_t)text.len;

	for (uint32_t i = first_frame(record, at); i < frame_count(record); i++) {
		Span frame = frame_of(record, i);

		if (frame.start >= end)
			break;
		if (!frame.length)
			continue;
		if (frame.start > at)
			put_lines(
			    flow, transcript_slice(transcript, (Span){ at, frame.start - at }));
		if (frame.start + frame.length > at)
			at = frame.start + frame.length;
	}
	if (at < end)
		put_lines(flow, transcript_slice(transcript, (Span){ at, end - at }));
}

static Text flow_text(const struct record *record, Text text, enum join join, struct arena *arena)
{
	struct flow flow = { .record = record, .join = join };

	/* A line is never put longer than it is, plus one sign between two lines. */
	flow.bytes = arena_take(arena, text.len + 1);
	if (!flow.bytes)
		return (Text){ 0 };
	put_text(&flow, text);
	return (Text){ flow.bytes, flow.len };
}

/* Eats the label and the portion mark that the block's own fields name, if they stand there. */
static Text without_label(const struct block *block, Text text)
{
	text_take(&text, TEXT("\xC2\xB6"));
	if (block->label.len && !text_take(&text, block->label))
		return text;
	Text rest = text;
	text_take_blanks(&rest);
	text_take_char(&rest, '(');
	if (block->marking.len && text_take(&rest, block->marking) && text_take_char(&rest, ')'))
		text = rest;
	text_take_blanks(&text);
	return text;
}

Text block_flow(const struct record *record, const struct block *block, struct arena *arena)
{
	Text text = transcript_slice(&record->transcript, block->span);

	if (block->kind == BLOCK_TABLE)
		return flow_text(record, text, JOIN_LINES, arena);
	return flow_text(record, without_label(block, text), JOIN_WORDS, arena);
}

Text record_words(const struct record *record, Span span, struct arena *arena)
{
	return flow_text(record, transcript_slice(&record->transcript, span), JOIN_BLANK, arena);
}

Text narrative_flow(
    const struct record *record, const struct narrative_paragraph *paragraph, struct arena *arena)
{
	return flow_text(
	    record, transcript_slice(&record->transcript, paragraph->span), JOIN_WORDS, arena);
}
