/* The signature: the surname on the last line, before what services and reviewers added below it.
 */
#include "telegram/reader.h"

#define TRAILER_LINES   30
#define SIGNATURE_LIMIT 40

static bool is_signs(Text line)
{
	for (size_t i = 0; i < line.len; i++)
		if (text_find_char(TEXT("#>.-*\\ "), line.at[i]) == TEXT_NONE)
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

static bool is_trailer(const struct reader *reader, Text line)
{
	struct class_line parts;

	return !line.len || is_signs(line) || is_bulletin(line) ||
	    text_equal_nocase(line, TEXT("SIPDIS")) ||
	    text_find(line, TEXT("Declassified/Released")) != TEXT_NONE ||
	    text_starts(line, TEXT("Review ")) || text_starts_nocase(line, TEXT("NOTE BY OC")) ||
	    text_find(line, TEXT(" - Classification: ")) != TEXT_NONE ||
	    class_line_take(reader->catalog, line, &parts);
}

static bool is_name(Text line)
{
	size_t letters = 0, words = 1, uppers = 0;

	if (!line.len || line.len > SIGNATURE_LIMIT || !ascii_is_upper(line.at[0]))
		return false;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (!ascii_is_letter(c) && text_find_char(TEXT(" '-.,"), c) == TEXT_NONE &&
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

static bool stands_alone(const struct reader *reader, uint32_t line)
{
	Text above = reader_line(reader, line - 1);

	return line > reader->line &&
	    (reader_is_blank(reader, line - 1) || reader_frame(reader, line - 1) != FRAME_NONE ||
		ends_sentence(above) || is_dash_line(above) || is_review_mark(above));
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
	while (text.len && text_find_char(TEXT("#. "), text.at[text.len - 1]) != TEXT_NONE)
		text.len--;
	if (line <= reader->line || !stands_alone(reader, line - 1) || !is_name(text)) {
		reader_note(reader, NOTE_NO_SIGNATURE, (Text){ 0 });
		return reader->end;
	}
	reader->cable->signature = reader_field(reader, text);
	reader->cable->signature_line = line - 1;
	return line - 1;
}
