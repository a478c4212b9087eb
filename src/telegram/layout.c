/* What a line looks like: labels, portion marks, bullets, dash lines, columns, headings. */
#include "telegram/reader.h"

#define LABEL_INDENT  4
#define HEADING_LIMIT 65
#define COLUMN_GAP    3

static bool is_mark_char(char c)
{
	return ascii_is_letter(c) || c == '/' || c == '-' || c == ' ' || c == ',';
}

/* What may stand in the brackets of a portion mark: a known one, or one that begins as they do. */
static bool is_marking(const struct catalog *catalog, Text inner)
{
	if (catalog_classification(catalog, inner, TEXT("paragraph")) != CLASS_UNKNOWN ||
	    catalog_classification(catalog, inner, TEXT("line")) != CLASS_UNKNOWN)
		return true;
	return inner.len > 2 && text_find_char(TEXT("CSU"), inner.at[0]) != TEXT_NONE &&
	    (inner.at[1] == '/' || inner.at[1] == '-' || text_starts(inner, TEXT("SBU/")));
}

bool marking_take(const struct catalog *catalog, Text *rest, Text *marking)
{
	Text after = *rest;
	size_t len = 0;

	text_take_char(&after, '(');
	while (len < after.len && len < 24 && is_mark_char(after.at[len]))
		len++;
	Text inner = text_slice(after, 0, len);
	if (!len || len == after.len || after.at[len] != ')' || !is_marking(catalog, inner))
		return false;
	*marking = inner;
	*rest = text_from(after, len + 1);
	text_take_blanks(rest);
	return true;
}

/* Up to LABEL_INDENT blanks and the mirror's paragraph sign. */
static bool take_indent(Text *line)
{
	if (text_take_blanks(line) > LABEL_INDENT)
		return false;
	text_take(line, TEXT("\xC2\xB6"));
	return true;
}

bool label_take(const struct catalog *catalog, Text line, struct label *label)
{
	Text rest = line;

	*label = (struct label){ 0 };
	if (!take_indent(&rest))
		return false;
	Text start = rest;
	if (!text_take_digits(&rest, 4, &label->number) || !text_take_char(&rest, '.'))
		return false;
	label->label = text_slice(start, 0, start.len - rest.len);
	label->text = text_slice(start, 0, label->label.len - 1);
	Text after = rest;
	text_take_blanks(&after);
	bool marked = marking_take(catalog, &after, &label->marking);
	return marked || !rest.len || ascii_is_blank(rest.at[0]);
}

bool letter_take(Text line, struct label *label)
{
	*label = (struct label){ 0 };
	if (!take_indent(&line) || line.len < 3 || !ascii_is_upper(line.at[0]) ||
	    line.at[1] != '.' || line.at[2] != ' ')
		return false;
	label->text = text_slice(line, 0, 1);
	label->label = text_slice(line, 0, 2);
	return true;
}

bool bullet_take(Text line, Text *bullet)
{
	size_t dashes = 0;

	text_take_blanks(&line);
	while (dashes < line.len && line.at[dashes] == '-')
		dashes++;
	if (dashes == line.len || !(dashes == 2 || (dashes == 1 && line.at[1] == ' ')))
		return false;
	*bullet = text_slice(line, 0, dashes);
	return true;
}

bool is_dash_line(Text line)
{
	size_t signs = 0;
	char sign = '\0';

	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (ascii_is_blank(c))
			continue;
		if (text_find_char(TEXT("-=_*"), c) == TEXT_NONE || (sign && c != sign))
			return false;
		sign = c;
		signs++;
	}
	return signs >= (sign == '-' ? 3 : 5);
}

bool has_columns(Text line)
{
	size_t gap = 0;

	line = text_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		gap = ascii_is_blank(line.at[i]) ? gap + 1 : 0;
		if (gap == COLUMN_GAP)
			return true;
	}
	return false;
}

bool is_capitals_heading(Text line)
{
	size_t letters = 0;

	line = text_trim(line);
	if (line.len < 3 || line.len > HEADING_LIMIT ||
	    text_find_char(TEXT(".,;"), line.at[line.len - 1]) != TEXT_NONE)
		return false;
	for (size_t i = 0; i < line.len; i++) {
		if (ascii_is_lower(line.at[i]))
			return false;
		letters += ascii_is_upper(line.at[i]);
	}
	return letters >= 3 && letters * 2 > line.len;
}

bool ends_sentence(Text line)
{
	line = text_trim_end(line);
	while (line.len && text_find_char(TEXT("\"')"), line.at[line.len - 1]) != TEXT_NONE)
		line.len--;
	return line.len && text_find_char(TEXT(".?!:;"), line.at[line.len - 1]) != TEXT_NONE;
}
