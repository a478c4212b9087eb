/* The new text and what the container says about it. Whatever else a record knows is read out of
 * the new text by reread_<kind>.c. */
#include "redact/redact.h"

#include <stdlib.h>
#include <string.h>

#include "record/reference_id.h"
#include "redact/internal.h"

/* --- cuts --- */

static bool is_border(Text text, size_t at)
{
	return at >= text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static enum fault check_cut(const struct record *record, const struct cut *cut, struct error *err)
{
	Text text = record->transcript.text;
	Span span = cut->span;

	if (!span.length || span.start > text.len || span.length > text.len - span.start)
		return fail(err, FAULT_BAD_INPUT,
		    "a cut of %u bytes at %u is not within the text of %zu", span.length,
		    span.start, text.len);
	if (!is_border(text, span.start) || !is_border(text, (size_t)span.start + span.length))
		return fail(err, FAULT_BAD_INPUT, "the cut at %u is not on the borders of signs",
		    span.start);
	if (!reason_is_valid(cut->reason))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no reason to redact for",
		    TEXT_ARG(text_slice(cut->reason, 0, REASON_CODE_LIMIT)));
	return FAULT_NONE;
}

static enum fault check_cuts(const struct record *record, const CutList *cuts, struct error *err)
{
	if (cuts->count > CUTS_LIMIT)
		return fail(err, FAULT_TOO_LARGE, "%u cuts in one record; the limit is %d",
		    cuts->count, CUTS_LIMIT);
	for (uint32_t i = 0; i < cuts->count; i++)
		if (check_cut(record, &cuts->items[i], err) != FAULT_NONE)
			return err->fault;
	return FAULT_NONE;
}

static int by_place(const void *a, const void *b)
{
	const struct cut *first = a, *second = b;

	if (first->span.start != second->span.start)
		return first->span.start < second->span.start ? -1 : 1;
	/* The longer one's reason counts, in whichever order they were given. */
	if (first->span.length != second->span.length)
		return first->span.length > second->span.length ? -1 : 1;
	return text_compare(first->reason, second->reason);
}

/* In order; what touches is one. */
static CutList merged(const CutList *cuts, struct arena *arena)
{
	CutList all = { 0 };
	struct cut *sorted = cuts->count ? arena_take(arena, cuts->count * sizeof *sorted) : NULL;

	if (!sorted)
		return all;
	memcpy(sorted, cuts->items, cuts->count * sizeof *sorted);
	qsort(sorted, cuts->count, sizeof *sorted, by_place);
	for (uint32_t i = 0; i < cuts->count; i++) {
		struct cut *last = all.count ? &all.items[all.count - 1] : NULL;

		if (last && sorted[i].span.start <= span_end(last->span)) {
			if (span_end(sorted[i].span) > span_end(last->span))
				last->span.length = span_end(sorted[i].span) - last->span.start;
			last->whole |= sorted[i].whole;
		} else if ((last = array_add(&all, arena))) {
			*last = sorted[i];
		}
	}
	return all;
}

/* Blanks and line ends at its ends are no words: without them the lines of a telegram stay lines.
 */
static Span without_blanks(const struct record *record, Span span)
{
	Text words = text_trim(transcript_slice(&record->transcript, span));

	return words.len ? transcript_span(&record->transcript, words) : span;
}

/* --- the new text --- */

static void put_cut(struct redacting *redacting, struct out *out, const struct cut *cut)
{
	Span span = without_blanks(redacting->old, cut->span);
	Text words = transcript_slice(&redacting->old->transcript, span);
	struct redaction_mark mark = { cut->reason,
		cut->whole ? EXTENT_WHOLE : extent_of_words(words) };
	struct made_cut *made = array_add(&redacting->cuts, redacting->arena);
	uint32_t from = (uint32_t)out->len;

	redaction_mark_put(out, &mark);
	redacting->words += span.length;
	if (made)
		*made = (struct made_cut){ span, from, (uint32_t)out->len };
}

static enum fault put_text(
    struct redacting *redacting, struct out *out, const CutList *cuts, struct error *err)
{
	Text text = redacting->old->transcript.text;
	uint32_t at = 0;

	for (uint32_t i = 0; i < cuts->count; i++) {
		Span span = without_blanks(redacting->old, cuts->items[i].span);

		out_put(out, text_slice(text, at, span.start - at));
		put_cut(redacting, out, &cuts->items[i]);
		at = span_end(span);
	}
	out_put(out, text_from(text, at));
	return out_check(out, "the redacted text", err);
}

static enum fault make_text(struct redacting *redacting, const CutList *cuts, struct error *err)
{
	CutList all = merged(cuts, redacting->arena);
	struct transcript *transcript = &redacting->record->transcript;
	struct out out;

	out_begin(&out, RECORD_LIMIT);
	enum fault fault = put_text(redacting, &out, &all, err);
	if (fault == FAULT_NONE) {
		transcript->text = text_copy(redacting->arena, out_text(&out));
		fault = transcript_index(transcript, redacting->arena, err);
	}
	out_end(&out);
	if (fault == FAULT_NONE && redacting->arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to redact a record");
	return fault;
}

/* --- the address --- */

/* "tip/2011/the-bahamas" says the country as it is printed. */
static bool says_country(const struct redacting *redacting)
{
	const struct narrative *narrative = redacting->old->narrative;

	return narrative && narrative->country.text.len &&
	    is_cut(redacting, narrative->country.span) &&
	    text_find(redacting->old->id, text_slug(redacting->arena, narrative->country.text)) !=
	    TEXT_NONE;
}

/* Post and number of the classification line, where the id has them, too. */
static bool says_line(const struct redacting *redacting)
{
	const struct cable *cable = redacting->old->cable;
	Text digits = cable ? cable->message_number.text : (Text){ 0 };
	uint64_t number;
	ReferenceId id;

	if (!cable || !reference_id_read(redacting->old->id, &id))
		return false;
	if (is_cut(redacting, cable->station.span) &&
	    text_equal_nocase(cable->station.text, id.station))
		return true;
	return is_cut(redacting, cable->message_number.span) &&
	    text_take_digits(&digits, 7, &number) && number == id.number;
}

static bool is_id_cut(const struct redacting *redacting)
{
	const struct record *old = redacting->old;

	if (is_cut(redacting, old->top_box.id.span) || says_line(redacting) ||
	    says_country(redacting))
		return true;
	for (uint32_t i = 0; i < redacting->cuts.count; i++)
		if (text_equal_nocase(
			transcript_slice(&old->transcript, redacting->cuts.items[i].span), old->id))
			return true;
	return false;
}

/* --- all of it --- */

static enum fault reread(struct redacting *redacting, struct error *err)
{
	switch (redacting->old->kind) {
	case RECORD_NARRATIVE:
		return reread_narrative(redacting, err);
	case RECORD_DOCUMENT:
		return reread_document(redacting, err);
	default:
		return reread_cable(redacting, err);
	}
}

enum fault redact_record(const struct record *record, const CutList *cuts,
    const struct catalog *catalog, struct arena *arena, struct record **redacted, struct error *err)
{
	struct redacting redacting = { .old = record, .catalog = catalog, .arena = arena };

	if (check_cuts(record, cuts, err) != FAULT_NONE)
		return err->fault;
	redacting.record = ARENA_NEW(arena, struct record);
	if (!redacting.record)
		return fail(err, FAULT_NO_MEMORY, "no memory to redact a record");
	if (make_text(&redacting, cuts, err) != FAULT_NONE)
		return err->fault;
	if (is_id_cut(&redacting))
		return fail(err, FAULT_CONFLICT,
		    "the address '%.*s' says what is cut: withhold the record",
		    TEXT_ARG(record->id));
	redacting.record->kind = record->kind;
	keep_top_box(&redacting);
	if (reread(&redacting, err) != FAULT_NONE)
		return err->fault;
	redacting.record->id = text_copy(arena, record->id);
	keep_aliases(&redacting);
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to redact a record");
	*redacted = redacting.record;
	return FAULT_NONE;
}
