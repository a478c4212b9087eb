/* Redacting: a decision for each revision, and at once what will be shown of it, so that the two
 * cannot part. */
#include "record/codec.h"
#include "review/internal.h"

/* --- what is shown --- */

static enum fault put_shown(struct review *review, Text id, uint32_t revision,
    const struct record *record, struct error *err)
{
	struct shown shown = { .text = record->transcript.text, .created = record->created };
	struct out out;
	enum fault fault;

	out_begin(&out, RECORD_STRUCTURE_LIMIT);
	record_put_structure(&out, record);
	fault = out_check(&out, "the structure of a record", err);
	shown.structure = out_text(&out);
	if (fault == FAULT_NONE)
		fault = vault_show(review->vault, id, revision, &shown, err);
	out_end(&out);
	return fault;
}

/* After its cuts have changed. */
static enum fault show_revision(
    struct review *review, Text id, uint32_t revision, struct error *err)
{
	struct record *record, *redacted = NULL;
	struct arena arena;
	CutList cuts;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = review_read_revision(review, id, revision, &arena, &record, err);
	if (fault == FAULT_NONE)
		fault = review_read_cuts(review, id, revision, &arena, &cuts, err);
	if (fault == FAULT_NONE)
		fault = redact_record(record, &cuts, review->catalog, &arena, &redacted, err);
	if (fault == FAULT_NONE)
		fault = put_shown(review, id, revision, redacted, err);
	arena_end(&arena);
	return fault;
}

/* --- one revision --- */

/* The reason goes out, so the words that are taken out must not be in it. */
static enum fault check_reason(
    struct review *review, const struct review_place *place, Text reason, struct error *err)
{
	struct record *record, said = { .transcript = { .text = reason } };
	SpanList spans = { 0 };
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = review_read_revision(review, place->id, place->revision, &arena, &record, err);
	if (fault == FAULT_NONE)
		fault = transcript_index(&said.transcript, &arena, err);
	if (fault == FAULT_NONE)
		fault = redact_find_words(
		    &said, transcript_slice(&record->transcript, place->span), &arena, &spans, err);
	if (fault == FAULT_NONE && spans.count)
		fault = fail(err, FAULT_BAD_INPUT,
		    "the reason is shown to the public and holds the words that are taken out");
	arena_end(&arena);
	return fault;
}

static bool same_revision(const struct review_place *a, const struct review_place *b)
{
	return a->revision == b->revision && text_equal(a->id, b->id);
}

/* `places` are all of one revision. */
static enum fault redact_revision(struct review *review, const struct review_place *places,
    uint32_t count, Text code, const struct decision *decision, bool *changed, struct error *err)
{
	ARRAY(struct vault_cut) cuts = { 0 };
	struct arena arena;
	enum fault fault = FAULT_NONE;

	arena_begin(&arena, 0);
	for (uint32_t i = 0; i < count && fault == FAULT_NONE; i++) {
		struct vault_cut *cut = places[i].is_cut ? NULL : array_add(&cuts, &arena);

		if (cut) {
			*cut = (struct vault_cut){ .span = places[i].span, .code = code };
			fault = decision->reason.len
			    ? check_reason(review, &places[i], decision->reason, err)
			    : FAULT_NONE;
		}
	}
	if (fault == FAULT_NONE && arena.failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for the cuts of a record");
	*changed = cuts.count > 0;
	if (fault == FAULT_NONE && cuts.count)
		fault = vault_redact(review->vault, places->id, places->revision, decision,
		    cuts.items, cuts.count, err);
	if (fault == FAULT_NONE && cuts.count)
		fault = show_revision(review, places->id, places->revision, err);
	arena_end(&arena);
	return fault;
}

/* --- many --- */

enum fault review_redact(struct review *review, const PlaceList *places, Text code,
    const struct decision *decision, uint64_t *records, struct error *err)
{
	enum fault fault = FAULT_NONE;
	uint32_t counted = UINT32_MAX; /* a place of the record that was counted last */

	*records = 0;
	for (uint32_t first = 0, end; first < places->count && fault == FAULT_NONE; first = end) {
		const struct review_place *place = &places->items[first];
		bool changed = false;

		for (end = first + 1; end < places->count; end++)
			if (!same_revision(place, &places->items[end]))
				break;
		fault = redact_revision(review, place, end - first, code, decision, &changed, err);
		if (changed &&
		    (counted == UINT32_MAX || !text_equal(places->items[counted].id, place->id))) {
			++*records;
			counted = first;
		}
	}
	return fault;
}

/* --- all words --- */

static enum fault redact_whole(struct review *review, Text id, uint32_t revision, Text code,
    const struct decision *decision, struct arena *arena, struct error *err)
{
	ARRAY(struct vault_cut) cuts = { 0 };
	struct record *record;
	CutList all = { 0 };
	enum fault fault = review_read_revision(review, id, revision, arena, &record, err);

	if (fault == FAULT_NONE)
		fault = redact_all_words(record, code, arena, &all, err);
	for (uint32_t i = 0; fault == FAULT_NONE && i < all.count; i++) {
		struct vault_cut *cut = array_add(&cuts, arena);

		if (!cut)
			return fail(err, FAULT_NO_MEMORY, "no memory left for the cuts of '%.*s'",
			    TEXT_ARG(id));
		*cut = (struct vault_cut){ 0, all.items[i].span, code, all.items[i].whole };
	}
	if (fault == FAULT_NONE && cuts.count)
		fault = vault_redact(
		    review->vault, id, revision, decision, cuts.items, cuts.count, err);
	return fault == FAULT_NONE ? show_revision(review, id, revision, err) : fault;
}

enum fault review_redact_all(
    struct review *review, Text id, Text code, const struct decision *decision, struct error *err)
{
	struct holding holding;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_find(review->vault, id, clock_now(), &arena, &holding, err);
	for (uint32_t i = 1; fault == FAULT_NONE && i <= holding.revisions; i++)
		fault = redact_whole(review, holding.id, i, code, decision, &arena, err);
	arena_end(&arena);
	return fault;
}

enum fault review_restore(struct review *review, Text id, uint32_t revision, const int64_t *numbers,
    uint32_t count, const struct decision *decision, struct error *err)
{
	enum fault fault =
	    vault_restore(review->vault, id, revision, decision, numbers, count, err);

	return fault == FAULT_NONE ? show_revision(review, id, revision, err) : fault;
}
