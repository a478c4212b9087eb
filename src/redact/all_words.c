/* Metadata only: everything is cut but the few places that say id, dates, origin, classification
 * and TAGS. What is not known to be one of these goes. */
#include <stdlib.h>

#include "redact/internal.h"

#define KEY_MOST     40 /* bytes of a container's word before its value: "Document Number: " */
#define KEYWORD_MOST 8  /* "TAGS: " */

struct keeping {
	const struct record *record;
	struct arena *arena;
	SpanList kept;
};

static void keep(struct keeping *keeping, Span span)
{
	Span *added = span.length ? array_add(&keeping->kept, keeping->arena) : NULL;

	if (added)
		*added = span;
}

/* What stands before `span` on its line, without the blanks between. */
static Text before_on_line(const struct keeping *keeping, Span span)
{
	const struct transcript *transcript = &keeping->record->transcript;
	uint32_t line = transcript->lines.items[transcript_line(transcript, span.start) - 1];

	return text_trim_end(text_slice(transcript->text, line, span.start - line));
}

static void keep_from(struct keeping *keeping, Text first, Span span)
{
	uint32_t start = transcript_span(&keeping->record->transcript, first).start;

	keep(keeping, (Span){ start, span.start + span.length - start });
}

/* With the words in front of it that say what it is: "Document Number: ". */
static void keep_named(struct keeping *keeping, Span span)
{
	Text key = span.length ? before_on_line(keeping, span) : (Text){ 0 };
	bool plain = key.len && key.len <= KEY_MOST && text_ends(key, TEXT(":"));

	for (size_t i = 0; plain && i + 1 < key.len; i++)
		plain = ascii_is_letter(key.at[i]) || ascii_is_blank(key.at[i]);
	if (plain)
		keep_from(keeping, key, span);
	else
		keep(keeping, span);
}

/* With the keyword, which is the word before it, whatever stands before that. */
static void keep_behind_keyword(struct keeping *keeping, Span span)
{
	Text key = span.length ? before_on_line(keeping, span) : (Text){ 0 };
	size_t from = key.len;

	while (from && !ascii_is_blank(key.at[from - 1]))
		from--;
	if (key.len && key.len - from <= KEYWORD_MOST)
		keep_from(keeping, text_from(key, from), span);
	else
		keep(keeping, span);
}

/* Where the message has none and the container names them, its line. */
static void keep_container_tags(struct keeping *keeping)
{
	const struct transcript *transcript = &keeping->record->transcript;
	Text head = text_slice(transcript->text, 0, message_stretch(keeping->record).start);

	while (head.len && keeping->record->tags.count) {
		Text line = text_trim_end(text_cut(&head, '\n'));

		if (text_starts_nocase(line, TEXT("TAGS:")))
			keep(keeping, transcript_span(transcript, line));
	}
}

/* Behind a person there is no keyword, but the person. */
static void keep_part(struct keeping *keeping, Span line, Span part)
{
	if (part.start == line.start)
		keep_behind_keyword(keeping, part);
	else
		keep(keeping, part);
}

/* All of the TAGS but the persons. */
static void keep_tags(struct keeping *keeping, const struct cable *cable)
{
	Span line = cable->tags_line.span, rest = line;
	uint32_t end = rest.start + rest.length;

	for (uint32_t i = 0; i < cable->tags.count; i++) {
		Span raw = cable->tags.items[i].raw.span;

		if (cable->tags.items[i].rule != TAG_RULE_PERSON || raw.start < rest.start ||
		    raw.start + raw.length > end)
			continue;
		rest.length = raw.start - rest.start;
		keep_part(keeping, line, rest);
		rest.start = raw.start + raw.length;
	}
	rest.length = end - rest.start;
	keep_part(keeping, line, rest);
}

static void keep_box(struct keeping *keeping)
{
	const struct top_box *box = &keeping->record->top_box;

	keep_named(keeping, box->id.span);
	keep_named(keeping, box->created.span);
	keep_named(keeping, box->released.span);
	keep_named(keeping, box->classification.span);
	keep_named(keeping, box->origin.span);
}

/* The level may stand in the signals of FL4, in the line, or in a caption. */
static void keep_level(struct keeping *keeping, const struct cable *cable)
{
	for (uint32_t i = 0; i < cable->header.signals.count; i++)
		keep(keeping, cable->header.signals.items[i].span);
	keep(keeping, cable->classification_line.span);
	for (uint32_t i = 0; i < cable->captions.count; i++)
		keep(keeping, cable->captions.items[i].raw.span);
}

static int by_start(const void *a, const void *b)
{
	const Span *first = a, *second = b;

	return (first->start > second->start) - (first->start < second->start);
}

static void cut_between(
    struct keeping *keeping, uint32_t from, uint32_t to, Text reason, CutList *cuts)
{
	const struct transcript *transcript = &keeping->record->transcript;
	Text words =
	    from < to ? text_trim(text_slice(transcript->text, from, to - from)) : (Text){ 0 };
	struct cut *cut = words.len ? array_add(cuts, keeping->arena) : NULL;

	if (cut)
		*cut = (struct cut){ transcript_span(transcript, words), reason, true };
}

enum fault redact_all_words(
    const struct record *record, Text reason, struct arena *arena, CutList *cuts, struct error *err)
{
	struct keeping keeping = { .record = record, .arena = arena };
	uint32_t at = 0;

	*cuts = (CutList){ 0 };
	if (!reason_is_valid(reason))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no reason to redact for",
		    TEXT_ARG(text_slice(reason, 0, REASON_CODE_LIMIT)));
	keep_box(&keeping);
	if (record->cable) {
		keep(&keeping, record->cable->header.dtg.raw.span);
		keep_level(&keeping, record->cable);
		keep_tags(&keeping, record->cable);
		if (!record->cable->tags.count)
			keep_container_tags(&keeping);
	}
	if (record->narrative)
		keep(&keeping, record->narrative->title.span);
	if (record->document)
		keep(&keeping, record->document->date_printed.span);
	if (keeping.kept.count)
		qsort(keeping.kept.items, keeping.kept.count, sizeof *keeping.kept.items, by_start);
	for (uint32_t i = 0; i < keeping.kept.count; i++) {
		Span kept = keeping.kept.items[i];

		cut_between(&keeping, at, kept.start, reason, cuts);
		at = kept.start + kept.length > at ? kept.start + kept.length : at;
	}
	cut_between(&keeping, at, (uint32_t)record->transcript.text.len, reason, cuts);
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory to cut all words of a record");
	return FAULT_NONE;
}
