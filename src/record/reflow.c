/* Text for people: page frames out, broken lines joined, tables left alone. */
#include "record/reflow.h"

#include <string.h>

/* A text that is being joined. */
struct joining {
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

static void add_piece(struct flow *flow, uint32_t start, uint32_t end, struct arena *arena)
{
	Span *piece = start < end ? array_add(&flow->pieces, arena) : NULL;

	if (piece)
		*piece = (Span){ start, end - start };
}

/* `text` (a slice of the transcript) without the page frames in it. */
static struct flow pieces_of(
    const struct record *record, Text text, enum join join, struct arena *arena)
{
	uint32_t at = transcript_span(&record->transcript, text).start;
	uint32_t end = at + (uint32_t)text.len, frames = frame_count(record);
	struct flow flow = { .join = join };

	for (uint32_t i = first_frame(record, at); i < frames; i++) {
		Span frame = frame_of(record, i);

		if (frame.start >= end)
			break;
		if (!frame.length)
			continue;
		add_piece(&flow, at, frame.start, arena);
		if (frame.start + frame.length > at)
			at = frame.start + frame.length;
	}
	add_piece(&flow, at, end, arena);
	return flow;
}

static bool is_broken_word(const struct joining *joining, Text line)
{
	const char *end = joining->bytes + joining->len;

	return joining->len >= 2 && end[-1] == '-' && line.len && ascii_is_letter(line.at[0]) &&
	    (ascii_is_letter(end[-2]) || ascii_is_digit(end[-2]));
}

static void put_line(struct joining *joining, Text line)
{
	line = joining->join == JOIN_LINES ? text_trim_end(line) : text_trim(line);
	if (!line.len)
		return;
	if (joining->len && joining->join == JOIN_LINES)
		joining->bytes[joining->len++] = '\n';
	else if (joining->len && !(joining->join == JOIN_WORDS && is_broken_word(joining, line)))
		joining->bytes[joining->len++] = ' ';
	memcpy(joining->bytes + joining->len, line.at, line.len);
	joining->len += line.len;
}

static Text piece_of(const struct flow *flow, uint32_t i, Text text)
{
	return text_slice(text, flow->pieces.items[i].start, flow->pieces.items[i].length);
}

Text flow_join(const struct flow *flow, Text text, struct arena *arena)
{
	struct joining joining = { .join = flow->join };
	Text piece = flow->pieces.count == 1 ? piece_of(flow, 0, text) : (Text){ NULL, 0 };
	size_t most = 0;

	if (flow->pieces.count == 1 && text_find_char(piece, '\n') == TEXT_NONE)
		return flow->join == JOIN_LINES ? text_trim_end(piece) : text_trim(piece);
	/* A line is never put longer than it is, plus one sign between two lines. */
	for (uint32_t i = 0; i < flow->pieces.count; i++)
		most += piece_of(flow, i, text).len + 1;
	joining.bytes = arena_take(arena, most);
	if (!joining.bytes)
		return (Text){ 0 };
	for (uint32_t i = 0; i < flow->pieces.count; i++) {
		piece = piece_of(flow, i, text);
		while (piece.len)
			put_line(&joining, text_cut(&piece, '\n'));
	}
	return (Text){ joining.bytes, joining.len };
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

struct flow block_pieces(
    const struct record *record, const struct block *block, struct arena *arena)
{
	Text text = transcript_slice(&record->transcript, block->span);

	if (block->kind == BLOCK_TABLE)
		return pieces_of(record, text, JOIN_LINES, arena);
	return pieces_of(record, without_label(block, text), JOIN_WORDS, arena);
}

struct flow record_pieces(const struct record *record, Span span, struct arena *arena)
{
	return pieces_of(record, transcript_slice(&record->transcript, span), JOIN_BLANK, arena);
}

struct flow narrative_pieces(
    const struct record *record, const struct narrative_paragraph *paragraph, struct arena *arena)
{
	return pieces_of(
	    record, transcript_slice(&record->transcript, paragraph->span), JOIN_WORDS, arena);
}

Text block_flow(const struct record *record, const struct block *block, struct arena *arena)
{
	struct flow flow = block_pieces(record, block, arena);

	return flow_join(&flow, record->transcript.text, arena);
}

Text record_words(const struct record *record, Span span, struct arena *arena)
{
	struct flow flow = record_pieces(record, span, arena);

	return flow_join(&flow, record->transcript.text, arena);
}

Text narrative_flow(
    const struct record *record, const struct narrative_paragraph *paragraph, struct arena *arena)
{
	struct flow flow = narrative_pieces(record, paragraph, arena);

	return flow_join(&flow, record->transcript.text, arena);
}
