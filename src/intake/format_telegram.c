/* A bare telegram: the text of one message, with or without its transmission header. */
#include "intake/format.h"
#include "record/reference_id.h"
#include "telegram/telegram.h"

/* "07HALIFAX55" of "folder/07HALIFAX55.txt". */
static Text name_of(const char *path)
{
	Text name = text_of(path), part = text_cut(&name, '/');

	while (name.len)
		part = text_cut(&name, '/');
	return text_cut(&part, '.');
}

/* A message without a date-time group, in a file that is named after it, has its year from the
 * name: where post and number are the same, that is no guess. */
static void take_id_of_name(struct piece *piece)
{
	struct record *record = &piece->record;
	const struct cable *cable = record->cable;
	Text digits = cable->message_number.text;
	ReferenceId id;
	uint64_t number;

	if (record->id.len || !reference_id_read(name_of(piece->path), &id) ||
	    !text_take_digits(&digits, 7, &number) || number != id.number ||
	    !text_equal_nocase(cable->station.text, id.station))
		return;
	id.station = text_upper(&piece->arena, id.station);
	record->id = reference_id_text(&id, &piece->arena);
	if (!record->created.precision)
		record->created =
		    moment_of((Civil){ .year = id.year, .month = 1, .day = 1 }, PRECISION_YEAR);
	note_add(&record->notes, &piece->arena, &record->transcript, NOTE_ID_FROM_NAME,
	    cable->classification_line.text);
}

static void read_message(struct piece *piece, struct error *reason)
{
	struct record *record = &piece->record;

	if (piece_transcribe(piece, reason) != FAULT_NONE)
		return;
	if (piece->forced_id.len)
		record->id = text_copy(&piece->arena, piece->forced_id);
	if (telegram_read(record, record->transcript.text, piece->catalog, &piece->arena, reason) !=
	    FAULT_NONE)
		return;
	take_id_of_name(piece);
	piece_check_id(piece, reason);
}

const struct format format_telegram = {
	TEXT_INIT("telegram"),
	TEXT_INIT("one telegram as text, with or without its transmission header"),
	telegram_likeness,
	NULL,
	read_message,
};
