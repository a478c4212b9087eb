/* One document's div: its text, then what its text and its attributes say. */
#include <libxml/xmlreader.h>

#include "base/utf8.h"
#include "intake/tei.h"

/* --- well-formed or not --- */

static void keep_silent(void *context, xmlErrorPtr error)
{
	(void)context, (void)error;
}

/* A div stands in an element that declares the prefixes of its volume. No network, no document
 * type, no entities but the predefined. */
static bool is_well_formed(struct piece *piece)
{
	Text wrapped = text_format(&piece->arena,
	    "<volume xmlns=\"http://www.tei-c.org/ns/1.0\" "
	    "xmlns:frus=\"http://history.state.gov/frus/ns/1.0\" "
	    "xmlns:xi=\"http://www.w3.org/2001/XInclude\">%.*s</volume>",
	    TEXT_ARG(piece->source));
	xmlTextReaderPtr reader = wrapped.len
	    ? xmlReaderForMemory(wrapped.at, (int)wrapped.len, NULL, NULL,
		  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
	    : NULL;
	int result = reader ? 1 : -1;

	if (reader)
		xmlTextReaderSetStructuredErrorHandler(reader, keep_silent, NULL);
	while (result == 1)
		result = xmlTextReaderRead(reader);
	xmlFreeTextReader(reader);
	return result == 0;
}

static void note_markup(const struct tei_text *text)
{
	struct piece *piece = text->piece;
	const struct transcript *transcript = &piece->record.transcript;
	Text where = { 0 };

	if (text->bad_entities)
		where = text_slice(transcript->text, text->first_bad_entity, 1);
	if (text->bad_entities || !is_well_formed(piece))
		note_add(&piece->record.notes, &piece->arena, transcript, NOTE_BAD_MARKUP, where);
}

/* --- what the text says --- */

static void finish_parts(const struct tei_text *text)
{
	const struct transcript *transcript = &text->piece->record.transcript;

	for (uint32_t i = 0; i < text->document->parts.count; i++) {
		struct document_part *part = &text->document->parts.items[i];
		uint32_t end = part->span.start + part->span.length;

		part->first_line = transcript_line(transcript, part->span.start);
		part->last_line =
		    part->span.length ? transcript_line(transcript, end - 1) : part->first_line;
	}
}

static void set_field(const struct tei_text *text, Field *field)
{
	field->text = transcript_slice(&text->piece->record.transcript, field->span);
}

/* The first run of parts of that kind. */
static void set_field_of(const struct tei_text *text, enum document_part_kind kind, Field *field)
{
	uint32_t first = 0, count = text->document->parts.count;
	const struct document_part *parts = text->document->parts.items;

	while (first < count && parts[first].kind != kind)
		first++;
	if (first == count)
		return;
	uint32_t last = first;
	while (last + 1 < count && parts[last + 1].kind == kind)
		last++;
	field->span = (Span){ parts[first].span.start,
		parts[last].span.start + parts[last].span.length - parts[first].span.start };
	set_field(text, field);
}

/* --- what the attributes say --- */

static Text attribute(const struct tei_text *text, const struct tei_token *tag, Text name)
{
	return utf8_repair(&text->piece->arena, text_trim(tei_attribute(tag, name)));
}

static bool read_root(struct tei_text *text, struct tei_token *root, struct error *reason)
{
	struct frus_document *document = text->document;
	size_t at = 0;

	do {
		if (!tei_next(text->source, &at, root)) {
			fail(reason, FAULT_BAD_INPUT, "no div");
			return false;
		}
	} while (root->kind != TEI_START);
	document->volume = text_copy(&text->piece->arena, text->piece->within);
	document->xml_id = attribute(text, root, TEXT("id"));
	document->subtype = attribute(text, root, TEXT("subtype"));
	document->number = attribute(text, root, TEXT("n"));
	return true;
}

static void set_id(struct tei_text *text)
{
	struct record *record = &text->piece->record;
	const struct frus_document *document = text->document;
	struct arena *arena = &text->piece->arena;
	Text name = document->xml_id;

	if (text->piece->forced_id.len) {
		record->id = text_copy(arena, text->piece->forced_id);
		return;
	}
	if (!name.len && document->number.len)
		name = text_format(arena, "d%.*s", TEXT_ARG(document->number));
	name = text_copy(arena, name);
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_letter(name.at[i]) && !ascii_is_digit(name.at[i]))
			((char *)(uintptr_t)name.at)[i] = '-';
	if (name.len && document->volume.len)
		record->id = text_format(
		    arena, "frus/%.*s/%.*s", TEXT_ARG(document->volume), TEXT_ARG(name));
}

static void set_fields(struct tei_text *text, const struct tei_token *root)
{
	struct record *record = &text->piece->record;
	struct frus_document *document = text->document;
	Text number;

	finish_parts(text);
	set_field_of(text, PART_HEAD, &document->head);
	set_field_of(text, PART_SOURCE, &document->source_note);
	set_field(text, &document->dateline);
	set_field(text, &document->date_printed);
	record->title = document_title(record, &number, &text->piece->arena);
	if (!document->number.len)
		document->number = number;
	record->classification = document_level(document->source_note.text);
	record->created = tei_date(root);
	if (!record->created.precision)
		record->created = text->printed;
	set_id(text);
}

void tei_read(struct piece *piece, struct error *reason)
{
	struct tei_text text = { .piece = piece, .source = piece->source };
	struct tei_token root;

	piece->record.kind = RECORD_DOCUMENT;
	piece->record.document = text.document = ARENA_NEW(&piece->arena, struct frus_document);
	if (!text.document) {
		fail(reason, FAULT_NO_MEMORY, "no memory for a document");
		return;
	}
	if (!read_root(&text, &root, reason) || tei_write(&text, reason) != FAULT_NONE)
		return;
	set_fields(&text, &root);
	piece_note_repairs(piece, &text.decoder.repairs);
	note_markup(&text);
	if (!piece->record.id.len)
		fail(reason, FAULT_BAD_INPUT, "a document with neither xml:id nor n: no id");
	else
		piece_check_id(piece, reason);
}
