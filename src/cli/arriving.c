/* Whatever goes wrong here but a limit is left to the thread that writes: it does the same over
 * again and tells. What could not be looked through is kept as such, and stays in until it was. A
 * batch that is not committed yet is not seen here; that costs packing what is known, no more. */
#include "cli/arriving.h"

void arriving_begin(struct arriving *arriving, const char *archive, const struct rules *rules)
{
	*arriving = (struct arriving){ .archive = archive, .rules = rules };
}

void arriving_end(struct arriving *arriving)
{
	for (unsigned i = 0; i < INTAKE_THREADS_MOST; i++) {
		vault_close(arriving->threads[i].vault);
		packer_end(arriving->threads[i].packer);
		flagger_close(arriving->threads[i].flagger);
	}
	*arriving = (struct arriving){ 0 };
}

static bool open_thread(struct arriving *arriving, unsigned thread)
{
	struct error unheard = { 0 };

	if (arriving->threads[thread].failed || arriving->threads[thread].packer)
		return !arriving->threads[thread].failed;
	arriving->threads[thread].vault = vault_open(arriving->archive, VAULT_READ, &unheard);
	arriving->threads[thread].packer = packer_begin(&unheard);
	arriving->threads[thread].flagger = flagger_open(arriving->rules, &unheard);
	arriving->threads[thread].failed = !arriving->threads[thread].vault ||
	    !arriving->threads[thread].packer || !arriving->threads[thread].flagger;
	return !arriving->threads[thread].failed;
}

bool arriving_check(
    struct arriving *arriving, unsigned thread, struct received *received, struct arena *arena)
{
	struct arrived *arrived = ARENA_NEW(arena, struct arrived);
	struct error unheard = { 0 };

	if (!arrived || !open_thread(arriving, thread))
		return false;
	arrived->source = sha256_of(received->source);
	received->prepared = arrived;
	if (arriving->reads_all)
		return false;
	return vault_find_source(arriving->threads[thread].vault, &arrived->source,
		   format_name(received->format), arena, &arrived->known, &arrived->revision,
		   &unheard) == FAULT_NONE &&
	    arrived->known.len;
}

enum fault arriving_prepare(struct arriving *arriving, unsigned thread, struct received *received,
    struct arena *arena, struct error *reason)
{
	const struct record *record = received->record;
	struct arrived *arrived = received->prepared;
	struct error why = { 0 }, unheard = { 0 };
	enum fault fault;

	if (!arrived)
		return FAULT_NONE;
	fault =
	    content_pack(record->id, received->structure, record->transcript.text, received->source,
		&arrived->source, arriving->threads[thread].packer, arena, &arrived->content, &why);
	arrived->is_packed = fault == FAULT_NONE;
	arrived->is_flagged = arriving->threads[thread].flagger &&
	    review_flag(arriving->rules, arriving->threads[thread].flagger, record, arena,
		&arrived->flagging, &unheard) == FAULT_NONE;
	return fault == FAULT_TOO_LARGE ? fail(reason, fault, "%s", why.text) : FAULT_NONE;
}
