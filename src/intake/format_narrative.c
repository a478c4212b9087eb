/* A country narrative of a Trafficking in Persons report as text. */
#include "intake/format.h"
#include "narrative/reader.h"

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
	TEXT_INIT("a country narrative of a Trafficking in Persons report as text"),
	narrative_likeness,
	NULL,
	read_narrative,
};
