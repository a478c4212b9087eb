/* A narrative read again. Where a cut has taken the title, which the reading begins with, its parts
 * are moved, and no figures are told. */
#include "narrative/reader.h"
#include "redact/internal.h"

/* The address says the year, so a year that was inferred from words that are cut stays. */
static void keep_year(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	struct record *record = redacting->record;
	Text said = text_format(redacting->arena, "/%d/", old->narrative->year);

	if (record->narrative->year == old->narrative->year ||
	    text_find(old->id, said) == TEXT_NONE)
		return;
	record->narrative->year = old->narrative->year;
	record->narrative->year_inferred = old->narrative->year_inferred;
	record->created = old->created;
}

static void keep_section(struct redacting *redacting, const struct narrative_section *old)
{
	struct record *record = redacting->record;
	const struct transcript *transcript = &record->transcript;
	struct narrative_section *section =
	    array_add(&record->narrative->sections, redacting->arena);

	if (!section)
		return;
	*section = (struct narrative_section){ .kind = old->kind,
		.title = kept_field(redacting, &old->title) };
	for (uint32_t i = 0; i < old->paragraphs.count; i++) {
		const struct narrative_paragraph *paragraph = &old->paragraphs.items[i];
		Text words = text_trim(moved_text(redacting, paragraph->span));
		struct narrative_paragraph *kept =
		    words.len ? array_add(&section->paragraphs, redacting->arena) : NULL;

		if (!kept)
			continue;
		Span span = transcript_span(transcript, words);
		*kept = (struct narrative_paragraph){ text_copy(redacting->arena, paragraph->id),
			span, transcript_line(transcript, span.start),
			transcript_line(transcript, span.start + span.length - 1) };
	}
	if (section->title.text.len)
		section->line = transcript_line(transcript, section->title.span.start);
	else if (section->paragraphs.count)
		section->line = section->paragraphs.items[0].first_line;
	else
		record->narrative->sections.count--;
}

static void keep_frames(struct redacting *redacting)
{
	const struct narrative *old = redacting->old->narrative;

	for (uint32_t i = 0; i < old->frames.count; i++) {
		Span span = old->frames.items[i].span;
		struct narrative_frame *frame = is_within_cut(redacting, span.start) ||
			is_within_cut(redacting, span.start + span.length)
		    ? NULL
		    : array_add(&redacting->record->narrative->frames, redacting->arena);

		if (frame)
			frame->span = moved_span(redacting, span);
	}
}

static void keep_country(struct redacting *redacting)
{
	const struct narrative *old = redacting->old->narrative;
	struct narrative *narrative = redacting->record->narrative;

	narrative->country = kept_field(redacting, &old->country);
	if (!narrative->country.text.len)
		return;
	narrative->country_name = text_copy(redacting->arena, old->country_name);
	narrative->country_alias = text_copy(redacting->arena, old->country_alias);
	narrative->country_iso2 = text_copy(redacting->arena, old->country_iso2);
	narrative->country_tag = text_copy(redacting->arena, old->country_tag);
	Text *added = narrative->country_iso2.len
	    ? array_add(&redacting->record->countries, redacting->arena)
	    : NULL;
	if (added)
		*added = narrative->country_iso2;
}

static enum fault keep_parts(struct redacting *redacting, struct error *err)
{
	const struct narrative *old = redacting->old->narrative;
	struct narrative *narrative = ARENA_NEW(redacting->arena, struct narrative);

	if (!narrative)
		return fail(err, FAULT_NO_MEMORY, "no memory for a narrative");
	redacting->record->narrative = narrative;
	redacting->record->classification = redacting->old->classification;
	narrative->title = reworded_field(redacting, &old->title);
	redacting->record->title = narrative->title.text;
	if (narrative->title.span.length)
		narrative->title_line =
		    transcript_line(&redacting->record->transcript, narrative->title.span.start);
	keep_country(redacting);
	keep_frames(redacting);
	for (uint32_t i = 0; i < old->sections.count; i++)
		keep_section(redacting, &old->sections.items[i]);
	return FAULT_NONE;
}

enum fault reread_narrative(struct redacting *redacting, struct error *err)
{
	struct record *record = redacting->record;
	struct error untitled = { 0 };

	if (!redacting->old->narrative)
		return fail(err, FAULT_BAD_INPUT, "a narrative without a structure");
	const struct record empty = *record;
	enum fault fault = narrative_read(record, redacting->catalog, redacting->arena, &untitled);
	/* Another line may look like a title, but the country is the one of the address. */
	if (fault == FAULT_BAD_INPUT || is_cut(redacting, redacting->old->narrative->title.span)) {
		*record = empty;
		fault = keep_parts(redacting, err);
	} else if (fault != FAULT_NONE) {
		return fail(err, fault, "%s", untitled.text);
	}
	if (fault == FAULT_NONE)
		keep_year(redacting);
	return fault;
}
