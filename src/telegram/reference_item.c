/* Year, post and number of one reference. */
#include "telegram/reference_item.h"

#include "record/reference_id.h"

#define POST_WORDS 4

/* A line end, and the page frame that may lie behind it. */
void reference_pass_line_end(const struct reader *reader, Text *rest)
{
	*rest = text_from(*rest, 1);
	while (rest->len && reader->cable->markers.count) {
		uint32_t line = transcript_line(
		    reader->transcript, transcript_span(reader->transcript, *rest).start);
		if (reader_frame(reader, line) != FRAME_MARKER)
			break;
		text_cut(rest, '\n');
	}
}

void reference_skip_space(const struct reader *reader, Text *rest)
{
	while (rest->len && ascii_is_space(rest->at[0]))
		if (rest->at[0] == '\n')
			reference_pass_line_end(reader, rest);
		else
			*rest = text_from(*rest, 1);
}

static bool is_post_char(char c)
{
	return ascii_is_letter(c) || c == '\'' || c == '.' || c == '-';
}

static Text peek_post_word(Text rest)
{
	size_t len = 0;

	while (len < rest.len && is_post_char(rest.at[len]))
		len++;
	while (len && (rest.at[len - 1] == '-' || rest.at[len - 1] == '\''))
		len--;
	return text_slice(rest, 0, len);
}

static bool year_of_digits(Text digits, int *year)
{
	uint64_t value;
	Text rest = digits;

	if ((digits.len != 2 && digits.len != 4) || !text_take_digits(&rest, 4, &value) || rest.len)
		return false;
	*year = digits.len == 2 ? reference_century((int)value) : (int)value;
	return *year >= 1966 && *year <= 2010;
}

static Text peek_digits(Text rest)
{
	size_t len = 0;

	while (len < rest.len && ascii_is_digit(rest.at[len]))
		len++;
	return text_slice(rest, 0, len);
}

/* "05", "2005", "(99)", "'08", "O4", "10-": before the post. */
static bool take_year(const struct reader *reader, Text *rest, int *year)
{
	Text after = *rest;
	bool bracket = text_take_char(&after, '(');

	text_take_char(&after, '\'');
	Text digits = peek_digits(after);
	if (!year_of_digits(digits, year))
		return false;
	after = text_from(after, digits.len);
	if (bracket && !text_take_char(&after, ')'))
		return false;
	text_take_char(&after, '-');
	reference_skip_space(reader, &after);
	if (!after.len || !ascii_is_letter(after.at[0]))
		return false;
	*rest = after;
	return true;
}

/* The words up to the number, as one post. */
static bool take_post(const struct reader *reader, Text *rest, const struct post **post)
{
	Text after = *rest, first = peek_post_word(after), last = first;

	for (int i = 0; i < POST_WORDS; i++) {
		Text word = peek_post_word(after);
		if (!word.len)
			break;
		last = word;
		after = text_from(after, word.len);
		reference_skip_space(reader, &after);
		if (after.len && text_find_char(TEXT("#:,-"), after.at[0]) != TEXT_NONE) {
			after = text_from(after, 1);
			reference_skip_space(reader, &after);
			break;
		}
		if (after.len && ascii_is_digit(after.at[0]))
			break;
	}
	text_take_char(&after, '#');
	if (!first.len || !after.len || !ascii_is_digit(after.at[0]))
		return false;
	*post = catalog_post_as_written(reader->catalog, reader_stretch(first, last));
	*rest = after;
	return *post != NULL;
}

/* "/08", "-01", "(2002)", "(08)" behind the number. */
static bool take_suffix_year(Text *rest, int *year)
{
	Text after = *rest;
	bool bracket = false, sign = text_take_char(&after, '/') || text_take_char(&after, '-');

	if (!sign) {
		text_take_blanks(&after);
		bracket = text_take_char(&after, '(');
	}
	Text digits = peek_digits(after);
	if ((!sign && !bracket) || !year_of_digits(digits, year))
		return false;
	after = text_from(after, digits.len);
	if (bracket ? !text_take_char(&after, ')')
		    : after.len && (after.at[0] == '/' || ascii_is_letter(after.at[0])))
		return false;
	*rest = after;
	return true;
}

bool reference_take_number(Text *rest, uint64_t *number)
{
	Text after = *rest;

	if (!text_take_digits(&after, 7, number) || !*number)
		return false;
	if (after.len && (ascii_is_digit(after.at[0]) || ascii_is_letter(after.at[0])))
		return false;
	*rest = after;
	return true;
}

bool reference_take_item(const struct reader *reader, Text *rest, struct reference_item *item)
{
	Text after = *rest;
	int year;

	*item = (struct reference_item){ 0 };
	take_year(reader, &after, &item->year);
	if (!take_post(reader, &after, &item->post) ||
	    !reference_take_number(&after, &item->number))
		return false;
	if (!item->year && take_suffix_year(&after, &year))
		item->year = year;
	item->raw = text_slice(*rest, 0, rest->len - after.len);
	*rest = after;
	return true;
}
