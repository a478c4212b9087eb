/* Only words that the newest text has, too, in the same order, are left; so nothing is in an
 * edition that is not in its newest texts. */
#include "publish/earlier.h"

#include "base/diff.h"
#include "base/out.h"
#include "record/redaction.h"
#include "record/transcript.h"

static void put_pieces(struct out *out, const DiffList *pieces)
{
	for (uint32_t i = 0; i < pieces->count; i++) {
		if (pieces->items[i].kind == DIFF_SAME)
			out_put(out, pieces->items[i].text);
		else if (pieces->items[i].kind == DIFF_GONE)
			out_put(out, TEXT(EARLIER_MARK));
	}
}

enum fault earlier_conceal(
    Text earlier, Text newest, struct arena *arena, Text *concealed, struct error *err)
{
	struct out out;
	DiffList pieces;

	if (word_diff(earlier, newest, redaction_whole, arena, &pieces, err) != FAULT_NONE)
		return err->fault;
	out_begin(&out, RECORD_LIMIT);
	put_pieces(&out, &pieces);
	/* So many marks that they are longer than what they stand for: then one for all. */
	*concealed =
	    text_copy(arena, out.fault == FAULT_NONE ? out_text(&out) : TEXT(EARLIER_MARK));
	out_end(&out);
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for an earlier text")
			     : FAULT_NONE;
}
