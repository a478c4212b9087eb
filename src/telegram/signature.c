/* The signature: the surname on the last line, before what services and reviewers added below it.
 */
#include "telegram/reader.h"

#define TRAILER_LINES   30
#define SIGNATURE_LIMIT 40

static bool is_signs(Text line)
{
	for (size_t i = 0; i < line.len; i++)
		if (text_find_char(TEXT("#>.-=*\\ "), line.at[i]) == TEXT_NONE)
			return false;
	return true;
}

static bool is_bulletin(Text line)
{
	size_t n = 0;

	while (n < line.len && line.at[n] == 'N')
		n++;
	return n >= 3 && n == line.len;
}

/* "#0012" */
static bool is_service_number(Text line)
{
	uint64_t number;

	return text_take_char(&line, '#') && text_take_digits(&line, 7, &number) && !line.len;
}

/* "2004ROMEX00009 - UNCLASSIFIED": the name that an archive gave the file. */
static bool is_archive_name(const struct reader *reader, Text line)
{
	size_t dash = text_find(line, TEXT(" - "));
	struct class_line parts;

	return dash != TEXT_NONE && line.len && ascii_is_digit(line.at[0]) &&
	    class_line_take(reader->catalog, text_trim(text_from(line, dash + 3)), &parts);
}

static bool is_trailer(const struct reader *reader, Text line)
{
	struct class_line parts;

	return !line.len || is_signs(line) || is_bulletin(line) ||
	    text_equal_nocase(line, TEXT("SIPDIS")) || text_equal(line, TEXT("BT")) ||
	    is_service_number(line) || text_find(line, TEXT("CABLE ENDS")) != TEXT_NONE ||
	    text_starts_nocase(line, TEXT("(NOTE:")) ||
	    text_find(line, TEXT("Declassified/Released")) != TEXT_NONE ||
	    text_starts(line, TEXT("Review ")) || text_starts_nocase(line, TEXT("NOTE BY OC")) ||
	    text_find(line, TEXT(" - Classification: ")) != TEXT_NONE ||
	    text_find(line, TEXT("Margaret P. Grafeld")) != TEXT_NONE ||
	    is_archive_name(reader, line) || class_line_take(reader->catalog, line, &parts);
}

/* Words that end a message and are no name. */
static bool is_closing_word(Text line)
{
	static const Text words[] = { TEXT_INIT("END"), TEXT_INIT("TEXT"), TEXT_INIT("COMMENT"),
		TEXT_INIT("SUMMARY"), TEXT_INIT("REGARDS"), TEXT_INIT("THE"), TEXT_INIT("AND"),
		TEXT_INIT("NOFORN"), TEXT_INIT("UNQUOTE"), TEXT_INIT("UNQTE"), TEXT_INIT("NOTE"),
		TEXT_INIT("ENCLOSURE"), TEXT_INIT("ATTACHMENT"), TEXT_INIT("BT") };
	Text word = text_cut_word(&line);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal_nocase(word, words[i]))
			return true;
	return false;
}

static bool is_name(Text line)
{
	size_t letters = 0, words = 1, uppers = 0;

	if (!line.len || line.len > SIGNATURE_LIMIT || !ascii_is_upper(line.at[0]) ||
	    is_closing_word(line))
		return false;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (!ascii_is_letter(c) && text_find_char(TEXT(" '-.,/"), c) == TEXT_NONE &&
		    (unsigned char)c < 0x80)
			return false;
		letters += ascii_is_letter(c);
		uppers += ascii_is_upper(c);
		words += c == ' ';
	}
	return letters >= 2 && words <= 3 && (uppers == letters || words == 1);
}

/* "GP-3", "EXEMPT": review marks of the 1970s stand right above the name. */
static bool is_review_mark(Text line)
{
	line = text_trim(line);
	return (text_starts(line, TEXT("GP-")) && line.len <= 5) ||
	    text_equal(line, TEXT("EXEMPT")) || text_equal(line, TEXT("GDS"));
}

static bool has_low(Text line)
{
	for (size_t i = 0; i < line.len; i++)
		if (ascii_is_lower(line.at[i]))
			return true;
	return false;
}

/* A name needs a line of its own below the end of something; in mixed case one word in capitals
 * tells it from the text, unless an acronym was carried over. */
static bool stands_alone(const struct reader *reader, uint32_t line, Text name)
{
	Text above = reader_line(reader, line - 1);

	if (line == reader->line)
		return false;
	return reader_is_blank(reader, line - 1) || reader_frame(reader, line - 1) != FRAME_NONE ||
	    ends_sentence(above) || is_signs(text_trim(above)) || is_review_mark(above) ||
	    (has_low(above) && !has_low(name) && name.len > 2 &&
		text_find_char(name, ' ') == TEXT_NONE &&
		!catalog_is_acronym(reader->catalog, name));
}

/* The second of two names on two lines. */
static bool stands_below(const struct reader *reader, uint32_t line)
{
	Text above = text_trim(reader_line(reader, line - 1));

	return line - 1 > reader->line && is_name(above) && !has_low(above) &&
	    text_find_char(above, ' ') == TEXT_NONE && stands_alone(reader, line - 1, above);
}

/* "END OF TEXT. DOE", "MINIMIZE CONSIDERED.  DOE": the last word behind a sentence. */
static Text behind_sentence(const struct catalog *catalog, Text line)
{
	size_t from = line.len;

	while (from && !ascii_is_blank(line.at[from - 1]))
		from--;
	Text name = text_from(line, from), before = text_trim_end(text_slice(line, 0, from));
	bool closes = text_ends(before, TEXT("TEXT.")) || text_ends(before, TEXT("COMMENT.")) ||
	    text_ends(before, TEXT("SUMMARY.")) || text_ends(before, TEXT("CONSIDERED.")) ||
	    text_ends(before, TEXT("REGARDS."));
	closes |= line.len - before.len - name.len > 1 && text_ends(before, TEXT(".")) &&
	    !catalog_is_acronym(catalog, name);
	if (!closes || name.len < 3 || has_low(name) || text_ends(name, TEXT(".")) ||
	    !is_name(name))
		return (Text){ 0 };
	return name;
}

static void add_signers(struct reader *reader, Text names)
{
	while (names.len) {
		Text name = text_trim(text_cut(&names, '/'));
		Field *signer = name.len ? array_add(&reader->cable->signers, reader->arena) : NULL;

		if (signer)
			*signer = reader_field(reader, name);
	}
}

static Text without_signs(Text text)
{
	while (text.len && text_find_char(TEXT("#. "), text.at[text.len - 1]) != TEXT_NONE &&
	    !text_ends(text, TEXT(" JR.")))
		text.len--;
	return text;
}

/* Two names on two lines: the one above is of the signature, too. */
static uint32_t take_above(struct reader *reader, uint32_t line)
{
	Text above = without_signs(text_trim(reader_line(reader, line - 1)));

	if (line - 1 > reader->line && is_name(above) && !has_low(above) &&
	    !is_review_mark(above) && text_find_char(above, ' ') == TEXT_NONE &&
	    (reader_is_blank(reader, line - 2) || ends_sentence(reader_line(reader, line - 2))) &&
	    !is_trailer(reader, above)) {
		add_signers(reader, above);
		return line - 1;
	}
	return line;
}

uint32_t signature_read(struct reader *reader)
{
	uint32_t line = reader->end,
		 least = reader->end > TRAILER_LINES ? reader->end - TRAILER_LINES : 0;
	Text text = { 0 };

	while (line > reader->line && line > least) {
		text = text_trim(reader_line(reader, line - 1));
		if (!is_trailer(reader, text) && reader_frame(reader, line - 1) == FRAME_NONE)
			break;
		line--;
	}
	Text name = without_signs(text), inner = behind_sentence(reader->catalog, name);
	bool whole = line > reader->line && is_name(name) &&
	    (stands_alone(reader, line - 1, name) || stands_below(reader, line - 1));
	if (line <= reader->line || (!whole && !inner.len)) {
		reader_note(reader, NOTE_NO_SIGNATURE, (Text){ 0 });
		return reader->end;
	}
	reader->cable->signature = reader_field(reader, whole ? name : inner);
	reader->cable->signature_line = line - 1;
	if (whole)
		line = take_above(reader, line - 1) + 1;
	add_signers(reader, whole ? name : inner);
	return whole ? line - 1 : line;
}
