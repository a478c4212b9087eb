/* Classification words as messages spell them: solid, letter-spaced, in any case. */
#include "catalog/tables.h"

static bool is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* "S E C R E T": single letters with blanks between them. */
static bool is_spaced(Text line)
{
	return line.len >= 4 && ascii_is_letter(line.at[0]) && line.at[1] == ' ' &&
	    ascii_is_letter(line.at[2]) && line.at[3] == ' ';
}

/* Eats `spelling` from *line: a blank of it stands for one or more, or, in a letter-spaced line,
 * for any number. */
static bool take_spelling(Text *line, Text spelling)
{
	Text rest = *line;
	bool spaced = is_spaced(*line);

	while (spelling.len) {
		if (spelling.at[0] == ' ') {
			if (!text_take_blanks(&rest) && !spaced)
				return false;
			text_take_blanks(&spelling);
			continue;
		}
		if (spaced)
			text_take_blanks(&rest);
		if (!rest.len || ascii_upper(rest.at[0]) != spelling.at[0])
			return false;
		rest = text_from(rest, 1);
		spelling = text_from(spelling, 1);
	}
	if (rest.len && is_word(rest.at[0]))
		return false;
	*line = rest;
	return true;
}

enum classification catalog_classification(const struct catalog *catalog, Text spelling, Text scope)
{
	for (uint32_t i = 0; i < catalog->spellings.count; i++) {
		const struct spelling *row = &catalog->spellings.items[i];
		Text inner = row->spelling;

		if (!text_equal(row->scope, scope))
			continue;
		if (text_equal_nocase(inner, spelling))
			return row->classification;
		if (inner.len > 2 && inner.at[0] == '(' &&
		    text_equal_nocase(text_slice(inner, 1, inner.len - 2), spelling))
			return row->classification;
	}
	return CLASS_UNKNOWN;
}

enum classification catalog_classification_of_line(
    const struct catalog *catalog, Text line, Text *rest)
{
	enum classification found = CLASS_UNKNOWN;
	Text best = line;

	text_take_blanks(&line);
	if (!line.len || !ascii_is_letter(line.at[0]))
		return CLASS_UNKNOWN;
	for (uint32_t i = 0; i < catalog->spellings.count; i++) {
		const struct spelling *row = &catalog->spellings.items[i];
		Text after = line;

		if (row->spelling.at[0] != ascii_upper(line.at[0]) ||
		    !text_equal(row->scope, TEXT("line")))
			continue;
		if (take_spelling(&after, row->spelling) &&
		    (found == CLASS_UNKNOWN || after.len < best.len)) {
			best = after;
			found = row->classification;
		}
	}
	if (found != CLASS_UNKNOWN)
		*rest = best;
	return found;
}
