/* Keywords of the first message lines, with the misspellings that occur (docs/formats/telegram.md).
 */
#include "telegram/reader.h"

struct keyword_row {
	Text word;
	enum keyword keyword;
	bool misspelt, alone; /* alone: may stand without a colon */
};

/* Longer words before those they begin with. */
static const struct keyword_row keywords[] = {
	{ TEXT_INIT("TAGES"), KEYWORD_TAGS, true, false },
	{ TEXT_INIT("TAGS"), KEYWORD_TAGS, false, true },
	{ TEXT_INIT("TAG"), KEYWORD_TAGS, true, true },
	{ TEXT_INIT("TABS"), KEYWORD_TAGS, true, false },
	{ TEXT_INIT("TAS"), KEYWORD_TAGS, true, false },
	{ TEXT_INIT("TGS"), KEYWORD_TAGS, true, false },
	{ TEXT_INIT("AGS"), KEYWORD_TAGS, true, false },
	{ TEXT_INIT("SUBJECT"), KEYWORD_SUBJECT, false, true },
	{ TEXT_INIT("SUBJCT"), KEYWORD_SUBJECT, true, false },
	{ TEXT_INIT("SUBECT"), KEYWORD_SUBJECT, true, false },
	{ TEXT_INIT("SUJECT"), KEYWORD_SUBJECT, true, false },
	{ TEXT_INIT("SBJECT"), KEYWORD_SUBJECT, true, false },
	{ TEXT_INIT("UBJECT"), KEYWORD_SUBJECT, true, false },
	{ TEXT_INIT("SUBJ"), KEYWORD_SUBJECT, true, true },
	{ TEXT_INIT("REFERENCES"), KEYWORD_REF, false, false },
	{ TEXT_INIT("REFERENCE"), KEYWORD_REF, false, false },
	{ TEXT_INIT("REFTELS"), KEYWORD_REF, false, false },
	{ TEXT_INIT("REFTEL"), KEYWORD_REF, false, false },
	{ TEXT_INIT("REF(S)"), KEYWORD_REF, false, true },
	{ TEXT_INIT("REFS"), KEYWORD_REF, false, true },
	{ TEXT_INIT("REF"), KEYWORD_REF, false, true },
	{ TEXT_INIT("CLASSIFIED BY"), KEYWORD_CLASSIFIED, false, true },
};

static bool is_separator(char c)
{
	return c == ':' || c == ';' || c == ',' || c == '.';
}

/* E.O. 12958, EO 12958, E. O. 11652, E.O.1295: letters, then an order's number. */
static bool take_order(Text *line)
{
	Text rest = *line;

	if (!text_take_nocase(&rest, TEXT("E")))
		return false;
	text_take_char(&rest, '.');
	text_take_blanks(&rest);
	if (!text_take_nocase(&rest, TEXT("O")))
		return false;
	text_take_char(&rest, '.');
	text_take_blanks(&rest);
	text_take_char(&rest, ':');
	text_take_blanks(&rest);
	if (rest.len < 4 || !ascii_is_digit(rest.at[0]) || !ascii_is_digit(rest.at[1]) ||
	    !ascii_is_digit(rest.at[2]))
		return false;
	*line = rest;
	return true;
}

/* Without a colon a keyword must be in capitals and not open a remark: "REF A REPORTED", "SUBJECT
 * LINE". */
static bool stands_alone(const struct keyword_row *row, Text word, Text rest)
{
	if (!row->alone)
		return false;
	if (row->keyword == KEYWORD_CLASSIFIED)
		return true;
	if (!text_equal(word, row->word) && row->keyword != KEYWORD_TAGS)
		return false;
	if (rest.len && rest.at[0] != ' ')
		return false;
	if (row->keyword != KEYWORD_REF)
		return !text_starts(rest, TEXT(" LINE"));
	size_t digit = 0;
	while (digit < rest.len && digit < 40 && !ascii_is_digit(rest.at[digit]))
		digit++;
	return digit < rest.len && digit < 40;
}

static bool take_row(const struct keyword_row *row, Text *line)
{
	Text rest = *line, word = text_slice(*line, 0, row->word.len);

	if (!text_take_nocase(&rest, row->word))
		return false;
	Text after = rest;
	text_take_blanks(&after);
	if (after.len && is_separator(after.at[0])) {
		*line = text_from(after, 1);
		return true;
	}
	if (!stands_alone(row, word, rest))
		return false;
	*line = rest;
	return true;
}

/* "(U) Classified By": a portion mark before it is no part of it. */
static Text without_mark(Text line)
{
	size_t close = text_find_char(text_slice(line, 0, 8), ')');

	if (!line.len || line.at[0] != '(' || close == TEXT_NONE)
		return line;
	return text_trim(text_from(line, close + 1));
}

enum keyword keyword_take(Text *line, bool *misspelt)
{
	Text inner = without_mark(*line);

	*misspelt = false;
	if (take_order(line))
		return KEYWORD_EO;
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
		const struct keyword_row *row = &keywords[i];
		Text rest = row->keyword == KEYWORD_CLASSIFIED ? inner : *line;

		if (take_row(row, &rest)) {
			*line = rest;
			*misspelt = row->misspelt;
			return row->keyword;
		}
	}
	return KEYWORD_NONE;
}

static bool opens_inner(Text text)
{
	static const Text words[] = { TEXT_INIT("TAGS:"), TEXT_INIT("SUBJECT:"), TEXT_INIT("REF:"),
		TEXT_INIT("REFS:"), TEXT_INIT("REFTEL:"), TEXT_INIT("REFTELS:"),
		TEXT_INIT("CLASSIFIED BY") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_starts_nocase(text, words[i]))
			return true;
	return false;
}

size_t keyword_find_inner(Text line)
{
	for (size_t at = 1; at < line.len; at++) {
		char c = ascii_upper(line.at[at]);

		if ((c == 'T' || c == 'S' || c == 'R' || c == 'C') &&
		    opens_inner(text_from(line, at)))
			return at;
	}
	return line.len;
}
