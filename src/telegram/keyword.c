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
	{ TEXT_INIT("DECL"), KEYWORD_EO, true, false },
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
	if (!text_take_nocase(&rest, TEXT("O")) && !text_take_char(&rest, '0'))
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

struct inner_word {
	Text word;
	bool glued; /* also right behind a letter: "EGYPTREF:" */
};

static const struct inner_word inner_words[] = {
	{ TEXT_INIT("TAGS:"), true },
	{ TEXT_INIT("SUBJECT:"), true },
	{ TEXT_INIT("SUBJ:"), false },
	{ TEXT_INIT("REF:"), true },
	{ TEXT_INIT("REFS:"), true },
	{ TEXT_INIT("REF(S):"), true },
	{ TEXT_INIT("REFTEL:"), true },
	{ TEXT_INIT("REFTELS:"), true },
	{ TEXT_INIT("AGS:"), false },
	{ TEXT_INIT("TAGES:"), false },
	{ TEXT_INIT("CLASSIFIED BY"), true },
};

/* Within a line an order is one only when what it decides follows: "E.O. 12958: DECL:". */
static bool opens_order(Text text)
{
	static const Text decisions[] = { TEXT_INIT("DECL"), TEXT_INIT("N/A"), TEXT_INIT("NA"),
		TEXT_INIT("GDS"), TEXT_INIT("XGDS"), TEXT_INIT("NGDS"), TEXT_INIT("OADR") };

	if (!take_order(&text))
		return false;
	while (text.len && ascii_is_digit(text.at[0]))
		text = text_from(text, 1);
	text_take_blanks(&text);
	text_take_char(&text, ':');
	text_take_blanks(&text);
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		if (text_starts_nocase(text, decisions[i]))
			return true;
	return false;
}

static bool opens_inner(Text text, char before)
{
	for (size_t i = 0; i < sizeof inner_words / sizeof *inner_words; i++)
		if (text_starts_nocase(text, inner_words[i].word) &&
		    (inner_words[i].glued || !ascii_is_letter(before)))
			return true;
	return before == ' ' && ascii_upper(text.at[0]) == 'E' && opens_order(text);
}

size_t keyword_find_inner(Text line)
{
	for (size_t at = 1; at < line.len; at++)
		if (text_find_char(TEXT("TSRCAE"), ascii_upper(line.at[at])) != TEXT_NONE &&
		    opens_inner(text_from(line, at), line.at[at - 1]))
			return at;
	return line.len;
}
