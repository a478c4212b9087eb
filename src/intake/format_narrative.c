/* A country narrative of a Trafficking in Persons report as text. */
#include "intake/format.h"
#include "narrative/reader.h"

static enum fault read(const struct reception *reception, Text bytes, struct error *err)
{
	struct piece piece;
	struct error reason = { 0 };

	if (piece_begin(&piece, bytes, 1, &reason) == FAULT_NONE &&
	    narrative_read(&piece.record, reception->catalog, &piece.arena, &reason) ==
		FAULT_NONE) {
		if (reception->forced_id.len)
			piece.record.id = text_copy(&piece.arena, reception->forced_id);
		piece_check_id(&piece, &reason);
	}
	enum fault fault = piece_hand_over(reception, &piece, &reason, err);
	piece_end(&piece);
	return fault;
}

const struct format format_narrative = { TEXT_INIT("narrative"),
	TEXT_INIT("a country narrative of a Trafficking in Persons report as text"),
	narrative_likeness, read };
