/* One record on its way from bytes to a structure. */
#include "intake/format.h"

static void note_repairs(struct piece *piece, const struct repairs *repairs)
{
	const struct transcript *transcript = &piece->record.transcript;
	size_t at;

	if (!repairs->bad_bytes && !repairs->nuls)
		return;
	/* The first U+FFFD is where the first repair was, whichever it was. */
	at = text_find(transcript->text, TEXT("\xEF\xBF\xBD"));
	Text where = at == TEXT_NONE ? (Text){ 0 } : text_slice(transcript->text, at, 3);
	if (repairs->bad_bytes)
		note_add(&piece->record.notes, &piece->arena, transcript, NOTE_NOT_UTF8, where);
	if (repairs->nuls)
		note_add(&piece->record.notes, &piece->arena, transcript, NOTE_NUL_BYTE, where);
}

enum fault piece_transcribe(struct piece *piece, struct error *reason)
{
	struct repairs repairs;
	enum fault fault = transcript_of(
	    piece->source, &piece->arena, &piece->record.transcript, &repairs, reason);

	if (fault == FAULT_NONE)
		note_repairs(piece, &repairs);
	return fault;
}

enum fault piece_check_id(const struct piece *piece, struct error *reason)
{
	const struct cable *cable = piece->record.cable;
	Text id = piece->record.id;

	if (id.len && record_id_is_valid(id))
		return FAULT_NONE;
	if (id.len)
		return fail(reason, FAULT_BAD_INPUT,
		    "reference id '%.*s' is too long or holds other signs than letters, digits, '-' and '/'",
		    TEXT_ARG(text_slice(id, 0, RECORD_ID_LIMIT)));
	if (cable && cable->station.text.len && cable->message_number.text.len)
		return fail(reason, FAULT_BAD_INPUT,
		    "no reference id: post and number are there, but no date-time group gives the year");
	return fail(reason, FAULT_BAD_INPUT,
	    "no reference id: neither the container nor the classification line gives post and number");
}
