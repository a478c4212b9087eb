/* One record on its way from bytes to a structure. */
#include "intake/format.h"
#include "record/reference_id.h"

void piece_note_repairs(struct piece *piece, const struct repairs *repairs)
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
		piece_note_repairs(piece, &repairs);
	return fault;
}

#define CUT_STATION 6

/* "_b", "-1" behind the number. */
static Text without_suffix(Text id)
{
	size_t at = id.len;

	while (at && id.at[at - 1] != '_' && id.at[at - 1] != '-')
		at--;
	return at > 1 && id.len - at <= 2 ? text_slice(id, 0, at - 1) : id;
}

/* The archives cut a post's name at six letters: REYKJA is REYKJAVIK when no other begins so. */
static Text whole_station(const struct catalog *catalog, Text station)
{
	uint32_t count = 0;
	const struct post *posts = catalog_posts(catalog, &count), *found = NULL;

	if (station.len != CUT_STATION || catalog_post(catalog, station))
		return station;
	for (uint32_t i = 0; i < count; i++)
		if (text_starts(posts[i].station, station)) {
			if (found)
				return station;
			found = &posts[i];
		}
	return found ? found->station : station;
}

void piece_take_long_id(struct piece *piece, Text written)
{
	Text text = without_suffix(written), digits = text;
	ReferenceId id;
	int year;

	if (text_take_number(&digits, 4, 1966, 2010, &year))
		text = text_from(text, 2);
	else
		year = 0;
	if (!reference_id_read(text, &id) || (year && id.year != year))
		return;
	id.station = whole_station(piece->catalog, text_upper(&piece->arena, id.station));
	piece->record.id = reference_id_text(&id, &piece->arena);
	if (text_equal(piece->record.id, written))
		return;
	struct alias *alias = array_add(&piece->record.aliases, &piece->arena);
	if (alias)
		*alias = (struct alias){ written, TEXT("another archive's form of the id") };
	note_add(&piece->record.notes, &piece->arena, &piece->record.transcript, NOTE_ID_CANONICAL,
	    written);
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
