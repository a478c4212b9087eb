/* The classification line and what stands below it: captions, attention and passing lines (5 FAH-2
 * H-440). */
#include "record/redaction.h"
#include "telegram/reader.h"

#define STATION_ROOM 32

/* "SECTION 01 OF 17", "SECTION 1 OF 2". */
static bool take_section(Text *rest, struct class_line *parts)
{
	Text after = *rest, section, word, sections;

	if (!text_take_nocase(&after, TEXT("SECTION ")))
		return false;
	section = text_cut_word(&after);
	word = text_cut_word(&after);
	sections = text_cut_word(&after);
	if (!section.len || !ascii_is_digit(section.at[0]) ||
	    !text_equal_nocase(word, TEXT("OF")) || !sections.len ||
	    !ascii_is_digit(sections.at[0]))
		return false;
	parts->section = section;
	parts->sections = sections;
	*rest = after;
	text_take_blanks(rest);
	return true;
}

/* "ROME 000009", "ABU DHABI 001234": words, then a number at the end. */
static bool take_post(Text *rest, struct class_line *parts)
{
	Text text = text_trim(*rest);
	size_t from = text.len;

	while (from && ascii_is_digit(text.at[from - 1]))
		from--;
	Text number = text_from(text, from), post = text_trim(text_slice(text, 0, from));
	if (number.len < 1 || number.len > 7 || !post.len || post.len > STATION_ROOM ||
	    !ascii_is_letter(post.at[0]))
		return false;
	for (size_t i = 0; i < post.len; i++)
		if (!ascii_is_letter(post.at[i]) &&
		    text_find_char(TEXT(" .'-"), post.at[i]) == TEXT_NONE)
			return false;
	parts->post = post;
	parts->number = number;
	*rest = (Text){ 0 };
	return true;
}

static bool is_caption(const struct catalog *catalog, Text words)
{
	static const Text types[] = { TEXT_INIT("distribution"), TEXT_INIT("handling"),
		TEXT_INIT("channel"), TEXT_INIT("travel"), TEXT_INIT("classification") };
	const struct caption_entry *caption = catalog_caption(catalog, words);

	for (size_t i = 0; caption && i < sizeof types / sizeof *types; i++)
		if (text_equal(caption->type, types[i]))
			return true;
	return false;
}

/* The longest caption of up to three words that *rest opens with. */
static bool take_caption(const struct catalog *catalog, Text *rest, Text *caption)
{
	Text after = *rest, words = text_cut_word(&after), best = { 0 }, best_after = { 0 };

	for (int i = 0; i < 3 && words.len; i++) {
		if (is_caption(catalog, words)) {
			best = words;
			best_after = after;
		}
		Text next = text_cut_word(&after);
		if (!next.len)
			break;
		words = reader_stretch(words, next);
	}
	if (!best.len)
		return false;
	*caption = best;
	*rest = best_after;
	return true;
}

static void take_captions(const struct catalog *catalog, Text *rest, struct class_line *parts)
{
	Text caption;

	while (take_caption(catalog, rest, &caption))
		parts->captions =
		    parts->captions.len ? reader_stretch(parts->captions, caption) : caption;
	text_take_blanks(rest);
}

bool class_line_take(const struct catalog *catalog, Text line, struct class_line *parts)
{
	Text rest = line;
	int year;

	*parts = (struct class_line){ .classification =
					  catalog_classification_of_line(catalog, line, &rest) };
	if (parts->classification == CLASS_UNKNOWN)
		return false;
	text_take_blanks(&rest);
	while (text_take_char(&rest, '/'))
		;
	take_captions(catalog, &rest, parts);
	bool section = take_section(&rest, parts);
	if (!text_trim(rest).len)
		return true;
	Text after = rest;
	if (text_take_number(&after, 2, 66, 99, &year) && text_take_blanks(&after))
		rest = after; /* "C O N F I D E N T I A L 75 LIBREVILLE 1895" */
	if (!take_post(&rest, parts))
		return false;
	/* A sentence may open with such a word and end in a number: a post must be known or be sure
	 * otherwise. */
	return section || parts->number.len >= 5 || catalog_post_as_written(catalog, parts->post);
}

static uint32_t small_number(Text digits)
{
	uint64_t value = 0;

	text_take_digits(&digits, 4, &value);
	return (uint32_t)value;
}

static void add_caption(struct reader *reader, Text raw)
{
	struct caption *caption;

	if (reader->cable->captions.count >= TAGS_LIMIT) {
		if (reader->cable->captions.count == TAGS_LIMIT)
			reader_note(reader, NOTE_TOO_MANY, raw);
		return;
	}
	caption = array_add(&reader->cable->captions, reader->arena);
	if (caption)
		*caption = (struct caption){ reader_field(reader, raw),
			catalog_caption(reader->catalog, raw)->code };
}

static void add_captions(struct reader *reader, Text words)
{
	Text caption;

	while (take_caption(reader->catalog, &words, &caption))
		add_caption(reader, caption);
}

/* The station as ids write it: the catalog's, or the letters without blanks. */
static Field station_of(const struct reader *reader, Text post)
{
	const struct post *known = catalog_post_as_written(reader->catalog, post);
	Field field = reader_field(reader, post);
	char letters[STATION_ROOM];
	size_t len = 0;

	if (known) {
		field.text = known->station;
		return field;
	}
	for (size_t i = 0; i < post.len && len < sizeof letters; i++)
		if (ascii_is_letter(post.at[i]))
			letters[len++] = ascii_upper(post.at[i]);
	field.text = text_copy(reader->arena, (Text){ letters, len });
	reader_note(reader, NOTE_UNKNOWN_POST, post);
	return field;
}

void class_line_read(struct reader *reader)
{
	struct class_line parts;
	struct cable *cable = reader->cable;

	while (reader->line < reader->end && reader_is_blank(reader, reader->line))
		reader_advance(reader);
	Text line = reader_rest(reader);
	if (reader->line >= reader->end || !class_line_take(reader->catalog, line, &parts)) {
		reader_note(reader, NOTE_NO_CLASSIFICATION, (Text){ 0 });
		return;
	}
	cable->classification_line = reader_field(reader, line);
	cable->classification = parts.classification;
	cable->section = small_number(parts.section);
	cable->sections = small_number(parts.sections);
	if (parts.post.len) {
		cable->station = station_of(reader, parts.post);
		cable->message_number = reader_field(reader, parts.number);
	}
	add_captions(reader, parts.captions);
	reader_advance(reader);
}

bool captions_read(struct reader *reader, Text line)
{
	Text rest = line, caption;

	while (take_caption(reader->catalog, &rest, &caption))
		;
	if (text_trim(rest).len || !line.len)
		return false;
	add_captions(reader, line);
	return true;
}

void attention_add(struct reader *reader, Text line)
{
	Field *attention = &reader->cable->attention;
	Text all = attention->span.length
	    ? reader_stretch(transcript_slice(reader->transcript, attention->span), line)
	    : line;

	attention->span = transcript_span(reader->transcript, all);
}

static void add_office(struct reader *reader, Text office)
{
	Field *field;

	office = text_trim(office);
	field = office.len && redaction_before(office).len == office.len
	    ? array_add(&reader->cable->offices, reader->arena)
	    : NULL;
	if (field)
		*field = reader_field(reader, office);
}

/* "EUR, INR AND OES" behind FOR. */
static void add_offices(struct reader *reader, Text list)
{
	while (list.len && reader->cable->offices.count < TAGS_LIMIT) {
		Text part = redaction_cut(&list, ',');
		size_t and;

		while ((and = text_find(part, TEXT(" AND "))) != TEXT_NONE) {
			add_office(reader, text_slice(part, 0, and));
			part = text_from(part, and+5);
		}
		add_office(reader, part);
	}
}

void attention_finish(struct reader *reader)
{
	Field *attention = &reader->cable->attention;
	Text all = transcript_slice(reader->transcript, attention->span), lines = all;

	if (!attention->span.length)
		return;
	*attention = reader_joined(reader, all);
	while (lines.len) {
		Text line = text_cut(&lines, '\n');
		size_t from = text_find(line, TEXT(" FOR "));

		if (from != TEXT_NONE)
			add_offices(reader, text_trim(text_from(line, from + 5)));
		else if (reader->cable->offices.count)
			add_offices(reader, text_trim(line));
	}
}

static bool has_caption(const struct cable *cable, Text code)
{
	for (uint32_t i = 0; i < cable->captions.count; i++)
		if (text_equal(cable->captions.items[i].code, code))
			return true;
	return false;
}

void effective_classification(struct reader *reader)
{
	struct cable *cable = reader->cable;

	cable->effective = cable->classification;
	if (cable->classification == CLASS_UNCLASSIFIED && has_caption(cable, TEXT("SENSITIVE")))
		cable->effective = CLASS_FOUO;
	if (cable->classification == CLASS_CONFIDENTIAL && has_caption(cable, TEXT("NOFORN")))
		cable->effective = CLASS_CONFIDENTIAL_NOFORN;
	if (cable->classification == CLASS_SECRET && has_caption(cable, TEXT("NOFORN")))
		cable->effective = CLASS_SECRET_NOFORN;
}
