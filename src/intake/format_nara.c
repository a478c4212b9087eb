/* A telegram as the National Archives keep it (1973-79): attributes before or behind it, page
 * frames, the first page's list of offices, review stamps. All of it stays in the text; what is no
 * text of the message is handed to the telegram's reader as furniture. */
#include "intake/nara.h"
#include "record/reflow.h"

#define VALUE_LINES 20 /* of one attribute */

struct document {
	struct piece *piece;
	const struct transcript *transcript;
	uint32_t first, last; /* lines of the text, 0: none */
	Text number, drafted, classification, previous, subject, markings;
};

static Text line_of(const struct document *document, uint32_t number)
{
	return transcript_get_line(document->transcript, number);
}

static void read_line(const struct document *document, uint32_t number, struct nara_line *line)
{
	*line = (struct nara_line){ 0 };
	if (number && number <= document->transcript->lines.count)
		nara_line_read(line_of(document, number), line);
}

/* --- attributes --- */

static bool is_said(Text value)
{
	return value.len && !text_equal_nocase(value, TEXT("n/a")) &&
	    !text_equal_nocase(value, TEXT("<blank>"));
}

static Text *attribute_of(struct document *document, Text key)
{
	const struct {
		Text key;
		Text *value;
	} rows[] = {
		{ TEXT("Document Number"), &document->number },
		{ TEXT("Draft Date"), &document->drafted },
		{ TEXT("Original Classification"), &document->classification },
		{ TEXT("Previous Classification"), &document->previous },
		{ TEXT("Subject"), &document->subject },
		{ TEXT("Review Markings"), &document->markings },
		{ TEXT("Markings"), &document->markings },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (text_equal_nocase(rows[i].key, key))
			return rows[i].value;
	return NULL;
}

struct open_value {
	Text *value;
	Text key; /* of it */
	unsigned lines;
};

/* What follows an attribute without a name of its own is more of it. */
static void take_attribute(
    struct document *document, struct open_value *open, const struct nara_line *line, Text text)
{
	if (line->key.len) {
		Text *value = attribute_of(document, line->key);

		*open = (struct open_value){ value && !value->len ? value : NULL, line->key, 0 };
		if (open->value && is_said(line->value))
			*open->value = line->value;
		return;
	}
	text = text_trim(text);
	if (!open->value || !text.len || ++open->lines > VALUE_LINES)
		return;
	if (!open->value->len)
		*open->value = text;
	else
		open->value->len = (size_t)(text.at + text.len - open->value->at);
}

static void find_parts(struct document *document)
{
	struct nara_state state = { 0 };
	struct open_value open = { 0 };

	for (uint32_t i = 1; i <= document->transcript->lines.count; i++) {
		struct nara_line line;
		read_line(document, i, &line);
		nara_step(&state, &line);
		if (state.attributes) {
			take_attribute(document, &open, &line, line_of(document, i));
			continue;
		}
		open.value = NULL;
		if (line.kind == NARA_BLANK || line.kind == NARA_MESSAGE_TEXT)
			continue;
		document->last = i;
		if (!document->first)
			document->first = i;
	}
}

/* --- the record --- */

/* A value that reads otherwise than it is written, with its place. */
static Field field_of(const struct document *document, Text place, Text text)
{
	Field field = transcript_field(document->transcript, place);

	field.text = text;
	return field;
}

static Field date_field(const struct document *document, Text text, Moment *moment)
{
	int day = 0, month = 0, year = 0;
	Text found = nara_find_date(text, &day, &month, &year);

	if (!found.len)
		return (Field){ 0 };
	*moment = moment_of((Civil){ .year = year, .month = month, .day = day }, PRECISION_DAY);
	return field_of(document, found, moment_text(&document->piece->arena, *moment));
}

static Field class_field(const struct document *document)
{
	Text written = document->classification.len ? document->classification : document->previous;
	enum classification read =
	    catalog_classification(document->piece->catalog, written, TEXT("line"));

	return read == CLASS_UNKNOWN ? (Field){ 0 }
				     : field_of(document, written, classification_text(read));
}

static void set_top_box(struct document *document)
{
	struct record *record = &document->piece->record;
	Moment drafted, released;

	if (document->number.len) {
		Field id = transcript_field(document->transcript, document->number);
		record->top_box.id = id;
		record->top_box.row_line = transcript_line(document->transcript, id.span.start);
	}
	record->top_box.created = date_field(document, document->drafted, &drafted);
	record->top_box.classification = class_field(document);
	record->top_box.released = date_field(document,
	    document->markings.len
		? document->markings
		: nara_find_stamp(document->transcript, document->first, document->last),
	    &released);
	if (record->top_box.released.text.len)
		record->stated_release = released;
	piece_take_long_id(document->piece, record->top_box.id.text);
}

static void read_document(struct piece *piece, struct error *reason)
{
	struct document document = { .piece = piece, .transcript = &piece->record.transcript };

	if (piece_transcribe(piece, reason) != FAULT_NONE)
		return;
	find_parts(&document);
	set_top_box(&document);
	if (piece->forced_id.len)
		piece->record.id = text_copy(&piece->arena, piece->forced_id);
	if (nara_text_read(piece, document.first, document.last, reason) != FAULT_NONE)
		return;
	if (!piece->record.title.len)
		piece->record.title = record_words(&piece->record,
		    transcript_span(document.transcript, document.subject), &piece->arena);
	piece_check_id(piece, reason);
}

/* --- what it looks like --- */

static int points_of(Text text, const struct nara_line *line, int number)
{
	text = text_trim(text);
	if (line->kind == NARA_ATTRIBUTES)
		return text_equal_nocase(line->key, TEXT("Document Number")) || !line->key.len ? 60
											       : 25;
	if (line->kind == NARA_MESSAGE_TEXT)
		return 40;
	if (line->kind == NARA_PAGE)
		return line->page == 1 && number < 30 ? 30 : 5;
	if (line->kind == NARA_STAMP || nara_is_offices(text))
		return 40;
	return text_starts(text, TEXT("DRAFTED BY")) || text_starts(text, TEXT("APPROVED BY")) ? 25
											       : 0;
}

/* A frame of its own is what other telegrams have, too. */
static int likeness(Text head, const struct catalog *catalog)
{
	int points = 0;

	(void)catalog;
	for (int number = 0; head.len && points < 100; number++) {
		struct nara_line line;
		Text text = text_cut(&head, '\n');

		nara_line_read(text, &line);
		points += points_of(text, &line, number);
	}
	return points > 100 ? 100 : points < 60 ? 0 : points;
}

const struct format format_nara = {
	TEXT_INIT("nara"),
	TEXT_INIT("telegrams of the National Archives (1973-79) as text, with their attributes"),
	likeness,
	nara_split,
	read_document,
};
