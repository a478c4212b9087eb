/* Country narratives of a Trafficking in Persons report as text, one or many in a file. */
#include "intake/format.h"
#include "narrative/reader.h"

/* A whole report is a few MiB: it is held, one piece of it is read at a time. */
static enum fault split_narratives(struct intake *intake, struct feed *feed, struct error *err)
{
	const struct catalog *catalog = splitter_catalog(intake);
	uint32_t line = feed->line;
	Text rest;
	enum fault fault = feed_rest(feed, RECORD_LIMIT, &rest, err);

	while (fault == FAULT_NONE && rest.len) {
		Text piece = narrative_split(&rest, catalog);

		fault = splitter_put(intake, &format_narrative, piece, line, err);
		for (size_t at; (at = text_find_char(piece, '\n')) != TEXT_NONE; line++)
			piece = text_from(piece, at + 1);
	}
	return fault;
}

static void read_narrative(struct piece *piece, struct error *reason)
{
	if (piece_transcribe(piece, reason) != FAULT_NONE ||
	    narrative_read(&piece->record, piece->catalog, &piece->arena, reason) != FAULT_NONE)
		return;
	if (piece->forced_id.len)
		piece->record.id = text_copy(&piece->arena, piece->forced_id);
	piece_check_id(piece, reason);
}

const struct format format_narrative = {
	TEXT_INIT("narrative"),
	TEXT_INIT("country narratives of a Trafficking in Persons report as text"),
	narrative_likeness,
	split_narratives,
	read_narrative,
};
