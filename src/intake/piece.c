/* One record on its way from bytes to the taker. */
#include "intake/format.h"

static void note_repairs(struct piece *piece, const struct repairs *repairs)
{
	const struct transcript *transcript = &piece->record.transcript;
	size_t at;

	/* The first U+FFFD is where the first repair was, whichever it was. */
	if (!repairs->bad_bytes && !repairs->nuls)
		return;
	at = text_find(transcript->text, TEXT("\xEF\xBF\xBD"));
	Text where = at == TEXT_NONE ? (Text){ 0 } : text_slice(transcript->text, at, 3);
	if (repairs->bad_bytes)
		note_add(&piece->record.notes, &piece->arena, transcript, NOTE_NOT_UTF8, where);
	if (repairs->nuls)
		note_add(&piece->record.notes, &piece->arena, transcript, NOTE_NUL_BYTE, where);
}

enum fault piece_begin(struct piece *piece, Text source, uint32_t line, struct error *err)
{
	struct repairs repairs;

	*piece = (struct piece){ .source = source, .line = line };
	arena_begin(&piece->arena, INTAKE_ARENA_LIMIT);
	enum fault fault =
	    transcript_of(source, &piece->arena, &piece->record.transcript, &repairs, err);
	if (fault == FAULT_NONE)
		note_repairs(piece, &repairs);
	return fault;
}

void piece_end(struct piece *piece)
{
	arena_end(&piece->arena);
}

enum fault piece_hand_over(const struct reception *reception, const struct piece *piece,
    const struct error *reason, struct error *err)
{
	struct received received = { .path = reception->path,
		.line = piece->line,
		.format = reception->format,
		.source = piece->source,
		.record = &piece->record };

	if (reason->fault != FAULT_NONE) {
		received.record = NULL;
		received.reason = *reason;
	}
	return reception->take(reception->context, &received, err);
}

enum fault piece_check_id(const struct piece *piece, struct error *reason)
{
	const struct cable *cable = piece->record.cable;

	if (piece->record.id.len)
		return record_id_is_valid(piece->record.id)
		    ? FAULT_NONE
		    : fail(reason, FAULT_BAD_INPUT,
			  "reference id '%.*s' is too long or holds other signs than letters, digits, '-' and '/'",
			  TEXT_ARG(text_slice(piece->record.id, 0, RECORD_ID_LIMIT)));
	if (cable && cable->station.text.len && cable->message_number.text.len)
		return fail(reason, FAULT_BAD_INPUT,
		    "no reference id: post and number are there, but no date-time group gives the year");
	return fail(reason, FAULT_BAD_INPUT,
	    "no reference id: neither the container nor the classification line gives post and number");
}
