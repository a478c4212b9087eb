/* Year, post and number of one reference. */
#include "telegram/reference_item.h"

#include "record/reference_id.h"

#define POST_WORDS 6

Text reference_stretch(const struct token *first, const struct token *last)
{
	return (Text){ first->text.at, (size_t)(last->text.at + last->text.len - first->text.at) };
}

bool reference_is_remark(const struct token *token)
{
	static const Text words[] = { TEXT_INIT("AND"), TEXT_INIT("NOTAL"), TEXT_INIT("PREVIOUS"),
		TEXT_INIT("EXDIS"), TEXT_INIT("LIMDIS"), TEXT_INIT("NODIS"), TEXT_INIT("SERIES"),
		TEXT_INIT("ET"), TEXT_INIT("AL"), TEXT_INIT("ALL"), TEXT_INIT("REF"),
		TEXT_INIT("REFS"), TEXT_INIT("REFTEL"), TEXT_INIT("REFTELS"), TEXT_INIT("CIRCULAR"),
		TEXT_INIT("OTHERS"), TEXT_INIT("EARLIER"), TEXT_INIT("STADIS"), TEXT_INIT("NOFORN"),
		TEXT_INIT("SIPDIS"), TEXT_INIT("OR"), TEXT_INIT("SEE"), TEXT_INIT("ALSO"),
		TEXT_INIT("SUBSEQUENT"), TEXT_INIT("FOLLOWING") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (token_is_word(token, words[i]))
			return true;
	return false;
}

/* A letter that is a bullet behind this token: "STATE 123 B. ROME". */
static bool is_bullet_ahead(const struct token *t)
{
	return (t->kind == TOKEN_WORD && t->text.len == 1) || token_is_sign(t, '[');
}

bool reference_ends(const struct token *t)
{
	static const char separators[] = ";,:&()/.";

	if (t->kind == TOKEN_END || t->line || is_bullet_ahead(t) || reference_is_remark(t))
		return true;
	for (const char *s = separators; *s; s++)
		if (token_is_sign(t, *s))
			return true;
	return false;
}

/* "10/15/07", "12-3-2004": what begins here is a date. */
bool reference_is_date(const struct token *t)
{
	return t[0].kind == TOKEN_NUMBER && t[0].text.len <= 4 &&
	    (token_is_sign(&t[1], '/') || token_is_sign(&t[1], '-')) && t[2].kind == TOKEN_NUMBER &&
	    !t[1].space && !t[2].space &&
	    (token_is_sign(&t[3], '/') || token_is_sign(&t[3], '-')) && t[4].kind == TOKEN_NUMBER &&
	    t[2].text.len <= 2 && !t[3].space;
}

/* A year in brackets: "(2002)", "('07)". */
static uint32_t bracket_year(const struct token *t, int *year)
{
	uint32_t at = 1;

	if (!token_is_sign(t, '('))
		return 0;
	at += token_is_sign(&t[at], '\'');
	return token_year(&t[at], year) && token_is_sign(&t[at + 1], ')') ? at + 2 : 0;
}

/* "/08", "-01", "(2002)", " 99," behind a number. */
static uint32_t suffix_year(const struct token *t, int *year)
{
	if ((token_is_sign(t, '/') || token_is_sign(t, '-')) && !t[1].space &&
	    !token_is_sign(&t[2], '/') && !(t[2].kind == TOKEN_WORD && !t[2].space))
		return token_year(&t[1], year) ? 2 : 0;
	if (t->kind == TOKEN_NUMBER && !t->line && t->text.len == 2 &&
	    (t[1].kind == TOKEN_END || t[1].line || token_is_sign(&t[1], ',') ||
		token_is_sign(&t[1], ';')))
		return token_year(t, year) ? 1 : 0;
	return bracket_year(t, year);
}

uint32_t reference_number(const struct token *t, int stated, uint64_t *number, int *year)
{
	uint32_t at = 1;

	if (!token_number(t, 7, number) || !*number || reference_is_date(t))
		return 0;
	/* "251847Z", but "123B. ROME" */
	if (t[1].kind == TOKEN_WORD && !t[1].space &&
	    !(t[1].text.len == 1 && (token_is_sign(&t[2], '.') || token_is_sign(&t[2], ')'))))
		return 0;
	if (token_is_sign(&t[1], '.') && t[2].kind == TOKEN_NUMBER && !t[2].space)
		return 0;
	*year = 0;
	if (!stated)
		at += suffix_year(&t[at], year);
	return at;
}

/* "05", "2005", "(99)", "'08", "10-" before the post; "094": 09 or 94. */
static uint32_t prefix_year(const struct token *t, struct reference_item *item)
{
	uint32_t at = 0;
	bool bracket = token_is_sign(t, '(');
	uint64_t value;

	at += bracket;
	at += token_is_sign(&t[at], '\'');
	if (token_year(&t[at], &item->year)) {
		at++;
	} else if (!at && t->text.len == 3 && token_number(t, 3, &value) && value < 100 &&
	    value >= 66) {
		item->year = 2000 + (int)value / 10;
		item->other_year = 1900 + (int)value;
		at = 1;
	} else {
		return 0;
	}
	if (bracket && !token_is_sign(&t[at++], ')'))
		return 0;
	at += token_is_sign(&t[at], '-') || token_is_sign(&t[at], ',');
	return t[at].kind == TOKEN_WORD ? at : 0;
}

static bool is_joiner(const struct token *t)
{
	return (token_is_sign(t, '-') || token_is_sign(t, '\'') || token_is_sign(t, '.')) &&
	    t[1].kind == TOKEN_WORD;
}

/* The words up to a number; *words is how many. "TEHRAN'S" is no name. */
static uint32_t post_length(const struct token *t, int *words)
{
	uint32_t at = 0;

	*words = 0;
	while (t[at].kind == TOKEN_WORD && *words < POST_WORDS) {
		if (at && token_is_sign(&t[at - 1], '\'') && t[at].text.len == 1)
			return 0;
		/* "J. ROME": a bullet. */
		if (t[at].text.len == 1 && token_is_sign(&t[at + 1], '.') && t[at + 2].space)
			return 0;
		(*words)++;
		at++;
		if (is_joiner(&t[at]))
			at++;
	}
	return at;
}

static bool is_label(const struct token *t)
{
	return token_is_word(t, TEXT("NO")) || token_is_word(t, TEXT("NR")) ||
	    token_is_word(t, TEXT("NUMBER")) || token_is_word(t, TEXT("CABLE")) ||
	    token_is_word(t, TEXT("TEL")) || token_is_word(t, TEXT("TELEGRAM")) ||
	    token_is_word(t, TEXT("CIRCULAR"));
}

/* Signs and a year that may stand between post and number: '#', ':', ',', "(01)". */
static uint32_t between(const struct token *t, struct reference_item *item)
{
	uint32_t at = item->year ? 0 : bracket_year(t, &item->year);

	if (token_is_sign(&t[at], ':') || token_is_sign(&t[at], ',') ||
	    token_is_sign(&t[at], '-') || token_is_sign(&t[at], '.'))
		at++;
	at += token_is_sign(&t[at], '#');
	return at;
}

/* A repair of what only looks like a post would invent a reference: five letters at least. */
static Station repaired(const struct catalog *catalog, Text name, int *repairs)
{
	Station station = { 0 };

	if (name.len < 5 || name.len > STATION_NAME_LIMIT || *repairs <= 0)
		return station;
	(*repairs)--;
	return station_repair(catalog, name);
}

/* "INCSR 2008", "MARCH 2004": a number that reads as a year needs a post that is surely one. */
static bool is_year_number(const struct reference_item *item)
{
	return item->number >= 1966 && item->number <= 2010;
}

uint32_t reference_item(
    const struct catalog *catalog, const struct token *t, int *repairs, struct reference_item *item)
{
	uint32_t at, length, digits;
	int words, year = 0;

	*item = (struct reference_item){ 0 };
	at = prefix_year(t, item);
	if (!at)
		item->year = item->other_year = 0;
	length = post_length(&t[at], &words);
	if (!length)
		return 0;
	const struct token *first = &t[at], *last = &t[at + length - 1];
	at += length;
	/* "STATE CA-3400": an airgram, which has a series of its own. */
	if (words > 1 && last->text.len <= 2 && token_is_sign(&t[at], '-') && !t[at].space)
		return 0;
	at += between(&t[at], item);
	digits = reference_number(&t[at], item->year, &item->number, &year);
	if (!digits)
		return 0;
	item->year_first = item->year != 0;
	item->year = item->year ? item->year : year;
	item->station = station_read(catalog, reference_stretch(first, last));
	for (; !item->station.rule && words > 1 && is_label(last); words--)
		item->station = station_read(catalog, reference_stretch(first, --last));
	if (!item->station.rule)
		item->station = repaired(catalog, reference_stretch(first, last), repairs);
	if (!item->station.rule || (item->station.rule > STATION_PREFIX && is_year_number(item)))
		return 0;
	return at + digits;
}

uint32_t reference_reversed(
    const struct catalog *catalog, const struct token *t, struct reference_item *item)
{
	*item = (struct reference_item){ 0 };
	if (!token_number(t, 7, &item->number) || !item->number || t[1].kind != TOKEN_WORD)
		return 0;
	for (uint32_t words = 4; words; words--) {
		uint32_t at = 1;

		while (at <= words && t[at].kind == TOKEN_WORD)
			at++;
		if (at <= words || !reference_ends(&t[at]))
			continue;
		item->station = station_read(catalog, reference_stretch(&t[1], &t[words]));
		if (item->station.rule)
			return at;
	}
	return 0;
}
