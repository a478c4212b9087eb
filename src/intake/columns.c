/* Eight columns to a record. */
#include "intake/columns.h"

#include "telegram/telegram.h"

bool is_escaped(Text text, size_t at)
{
	size_t slashes = 0;

	while (slashes < at && text.at[at - 1 - slashes] == '\\')
		slashes++;
	return slashes % 2 == 1;
}

/* "3/4/2009 9:15", the dump's own form: month, day, year, UTC. */
static bool read_american(Text text, Civil *civil)
{
	uint64_t month, day, year, hour, minute;

	if (!text_take_digits(&text, 2, &month) || !text_take_char(&text, '/') ||
	    !text_take_digits(&text, 2, &day) || !text_take_char(&text, '/') ||
	    !text_take_digits(&text, 4, &year) || !text_take_blanks(&text) ||
	    !text_take_digits(&text, 2, &hour) || !text_take_char(&text, ':') ||
	    !text_take_digits(&text, 2, &minute) || text.len || hour > 23 || minute > 59 ||
	    !clock_is_date((int)year, (int)month, (int)day))
		return false;
	*civil = (Civil){ (int)year, (int)month, (int)day, (int)hour, (int)minute, 0 };
	return true;
}

/* A creation time in the form that every reader of a top box knows; the span stays the written
 * one's. */
static void plain_time(struct arena *arena, Field *time)
{
	Civil civil;

	if (read_american(time->text, &civil))
		time->text = text_format(arena, "%04d-%02d-%02d %02d:%02d", civil.year, civil.month,
		    civil.day, civil.hour, civil.minute);
}

static void note(struct piece *piece, enum note_kind kind, Text where)
{
	note_add(&piece->record.notes, &piece->arena, &piece->record.transcript, kind, where);
}

static void note_decoding(struct piece *piece, const struct decoder *decoder, Text message)
{
	Text end = text_trim(message);

	piece_note_repairs(piece, &decoder->repairs);
	if (decoder->backslashes) {
		uint32_t line =
		    transcript_line(&piece->record.transcript, (uint32_t)decoder->first_backslash);
		note(piece, NOTE_BACKSLASH_LINES,
		    transcript_get_line(&piece->record.transcript, line));
	}
	if (text_ends(end, TEXT("...")) || text_ends(end, TEXT("\xE2\x80\xA6")))
		note(piece, NOTE_CUT_TEXT, text_from(end, end.len - 3));
}

enum fault decoded_read(
    struct piece *piece, const struct decoder *decoder, Text message, struct error *reason)
{
	struct record *record = &piece->record;

	note_decoding(piece, decoder, message);
	if (piece->forced_id.len)
		record->id = text_copy(&piece->arena, piece->forced_id);
	if (telegram_read(record, message, piece->catalog, &piece->arena, reason) != FAULT_NONE)
		return reason->fault;
	return piece_check_id(piece, reason);
}

/* Each column's text as a field, once the transcript stands. */
static void set_top_box(struct piece *piece, const Span *spans)
{
	struct record *record = &piece->record;
	const struct transcript *transcript = &record->transcript;
	Field fields[COLUMN_COUNT];

	for (int i = 0; i < COLUMN_HEADER; i++)
		fields[i] =
		    transcript_field(transcript, text_trim(transcript_slice(transcript, spans[i])));
	plain_time(&piece->arena, &fields[COLUMN_CREATED]);
	record->top_box = (struct top_box){
		.id = fields[COLUMN_ID],
		.created = fields[COLUMN_CREATED],
		.classification = fields[COLUMN_CLASSIFICATION],
		.origin = fields[COLUMN_ORIGIN],
		.row_line = 1,
	};
}

void columns_read(struct piece *piece, const struct columns *columns, column_decoder *decode,
    struct error *reason)
{
	struct decoder decoder;
	Span spans[COLUMN_COUNT];

	if (decoder_begin(&decoder, piece->source, &piece->arena, reason) != FAULT_NONE)
		return;
	for (int i = 0; i < COLUMN_COUNT; i++) {
		if (i >= COLUMN_HEADER)
			decoder_gap(&decoder);
		else if (i)
			decoder_insert(&decoder, '\t');
		size_t start = decoder.len;
		decode(&decoder, columns->from[i], columns->to[i]);
		spans[i] = (Span){ (uint32_t)start, (uint32_t)(decoder.len - start) };
	}
	if (decoder_end(&decoder, &piece->record.transcript, reason) != FAULT_NONE)
		return;
	set_top_box(piece, spans);
	Text text = piece->record.transcript.text;
	if (decoded_read(piece, &decoder, text_from(text, spans[COLUMN_HEADER].start), reason) ==
	    FAULT_NONE)
		record_cite(&piece->record,
		    transcript_slice(&piece->record.transcript, spans[COLUMN_REFERENCES]),
		    &piece->arena);
}
