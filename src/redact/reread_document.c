/* A document of a volume: its parts were told by mark-up that is no part of the text, so they are
 * moved, and their words are those of the new text. */
#include "redact/internal.h"

/* Parts of which nothing but the end of somebody else's mark is left are left out. */
static Span moved_part(const struct redacting *redacting, Span span)
{
	Text words = text_trim(moved_text(redacting, span));

	return words.len ? transcript_span(&redacting->record->transcript, words) : (Span){ 0 };
}

static void keep_parts(struct redacting *redacting, const struct frus_document *old)
{
	const struct transcript *transcript = &redacting->record->transcript;

	for (uint32_t i = 0; i < old->parts.count; i++) {
		const struct document_part *part = &old->parts.items[i];
		bool cut = is_cut(redacting, part->span);
		Span span =
		    cut ? moved_part(redacting, part->span) : moved_span(redacting, part->span);
		struct document_part *kept = cut && !span.length
		    ? NULL
		    : array_add(&redacting->record->document->parts, redacting->arena);

		if (!kept)
			continue;
		*kept = *part;
		kept->span = span;
		kept->id = text_copy(redacting->arena, part->id);
		kept->label = cut && is_said_in_cut(redacting, part->label)
		    ? (Text){ 0 }
		    : text_copy(redacting->arena, part->label);
		kept->first_line = transcript_line(transcript, span.start);
		kept->last_line = span.length
		    ? transcript_line(transcript, span.start + span.length - 1)
		    : kept->first_line;
	}
}

static Text kept_text(struct redacting *redacting, Text text)
{
	return text.len && is_said_in_cut(redacting, text) ? (Text){ 0 }
							   : text_copy(redacting->arena, text);
}

static void keep_texts(struct redacting *redacting, const TextList *from, TextList *to)
{
	for (uint32_t i = 0; i < from->count; i++) {
		Text text = kept_text(redacting, from->items[i]);
		Text *added = text.len ? array_add(to, redacting->arena) : NULL;

		if (added)
			*added = text;
	}
}

/* What its volume says of it stands in no text. */
static void keep_record(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	const struct frus_document *document = old->document;
	struct record *record = redacting->record;
	Text number;

	record->title = is_cut(redacting, document->head.span)
	    ? document_title(record, &number, redacting->arena)
	    : text_copy(redacting->arena, old->title);
	record->classification = is_cut(redacting, document->source_note.span)
	    ? document_level(record->document->source_note.text)
	    : old->classification;
	/* The editors' date is the printed one, in figures. */
	if (!is_cut(redacting,
		document->date_printed.span.length ? document->date_printed.span
						   : document->dateline.span))
		record->created = old->created;
	record->origin = kept_text(redacting, old->origin);
	keep_texts(redacting, &old->tags, &record->tags);
	keep_texts(redacting, &old->captions, &record->captions);
	keep_texts(redacting, &old->countries, &record->countries);
	keep_texts(redacting, &old->references, &record->references);
}

enum fault reread_document(struct redacting *redacting, struct error *err)
{
	const struct frus_document *old = redacting->old->document;
	struct frus_document *document = ARENA_NEW(redacting->arena, struct frus_document);

	if (!old)
		return fail(err, FAULT_BAD_INPUT, "a document without a structure");
	if (!document)
		return fail(err, FAULT_NO_MEMORY, "no memory for a document");
	redacting->record->document = document;
	document->volume = text_copy(redacting->arena, old->volume);
	document->xml_id = text_copy(redacting->arena, old->xml_id);
	document->subtype = text_copy(redacting->arena, old->subtype);
	document->number = is_cut(redacting, old->head.span)
	    ? kept_text(redacting, old->number)
	    : text_copy(redacting->arena, old->number);
	document->head = reworded_field(redacting, &old->head);
	document->source_note = reworded_field(redacting, &old->source_note);
	document->dateline = reworded_field(redacting, &old->dateline);
	document->date_printed = reworded_field(redacting, &old->date_printed);
	keep_parts(redacting, old);
	keep_record(redacting);
	keep_notes(redacting, NOTES_BEFORE);
	keep_notes(redacting, NOTES_BEHIND);
	return FAULT_NONE;
}
