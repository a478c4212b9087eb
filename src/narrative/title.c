/* The title: country and tier, on one line or two. */
#include "narrative/reading.h"

#define TITLE_LIMIT 200
#define ALONE_LIMIT 70 /* of a country on a line of its own */
#define PEEK_LINES  3  /* from the country to its tier */

static const struct tier tiers[] = {
	{ TEXT_INIT("Tier 2 Watch List"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 2 Watchlist"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 2 Watch-List"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 2 (Watch List)"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 2 - Watch List"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 1"), TEXT_INIT("1") },
	{ TEXT_INIT("Tier 2"), TEXT_INIT("2") },
	{ TEXT_INIT("Tier 3"), TEXT_INIT("3") },
	{ TEXT_INIT("Special Case"), TEXT_INIT("SC") },
};

/* ---- tiers ---- */

/* `text` equal to `tier`, any case, any blanks where the tier has one. */
static bool is_tier(Text text, Text tier)
{
	while (tier.len) {
		Text word = text_cut(&tier, ' ');
		if (!text_take_nocase(&text, word))
			return false;
		if (tier.len && !text_take_blanks(&text))
			return false;
	}
	return !text.len;
}

static const struct tier *find_tier(Text text)
{
	for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
		if (is_tier(text, tiers[i].text))
			return &tiers[i];
	return NULL;
}

static bool is_closed(Text text, char open, char close)
{
	return text.len > 2 && text.at[0] == open && text.at[text.len - 1] == close;
}

/* A tier, maybe in brackets: "[Tier 2 Watch List]". */
static const struct tier *tier_alone(Text line, Text *tier)
{
	*tier = text_trim(line);
	if (is_closed(*tier, '(', ')') || is_closed(*tier, '[', ']'))
		*tier = text_trim(text_slice(*tier, 1, tier->len - 2));
	return find_tier(*tier);
}

/* ---- a country before it ---- */

static bool is_upper(Text text)
{
	size_t letters = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_lower(text.at[i]))
			return false;
		letters += ascii_is_upper(text.at[i]);
	}
	return letters > 2;
}

bool narrative_is_spaced(Text line)
{
	size_t words = 0;

	while (line.len) {
		Text word = text_cut_word(&line);
		if (word.len > 1)
			return false;
		words += word.len;
	}
	return words >= 4;
}

static bool is_country(const struct catalog *catalog, Text text)
{
	return text.len && text.len <= ALONE_LIMIT && !find_tier(text) &&
	    (is_upper(text) || catalog_country_by_name(catalog, text));
}

/* Takes the sign between country and tier off the end of *country: ": - , " and dashes. */
static bool take_joint(Text *country)
{
	static const Text joints[] = { TEXT_INIT(":"), TEXT_INIT("-"), TEXT_INIT(","),
		TEXT_INIT("\xE2\x80\x93"), TEXT_INIT("\xE2\x80\x94") };

	*country = text_trim(*country);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (text_ends(*country, joints[i])) {
			country->len -= joints[i].len;
			*country = text_trim(*country);
			return true;
		}
	return false;
}

/* "COUNTRY (Tier 2)", "COUNTRY [Tier 2]" */
static const struct tier *split_brackets(Text line, Text *country, Text *tier)
{
	char open = text_ends(line, TEXT(")")) ? '(' : '[';
	size_t at = text_find_char(line, open);

	if ((!text_ends(line, TEXT(")")) && !text_ends(line, TEXT("]"))) || at == TEXT_NONE)
		return NULL;
	for (; at != TEXT_NONE; at += text_find_char(text_from(line, at + 1), open) + 1) {
		*country = text_trim(text_slice(line, 0, at));
		*tier = text_trim(text_slice(line, at + 1, line.len - at - 2));
		const struct tier *found = find_tier(*tier);
		if (found && country->len > 1)
			return found;
		if (text_find_char(text_from(line, at + 1), open) == TEXT_NONE)
			break;
	}
	return NULL;
}

/* "COUNTRY: Tier 2": the tier from the last "tier" or "special" of the line on. */
static const struct tier *split_joint(
    const struct catalog *catalog, Text line, Text *country, Text *tier)
{
	for (size_t at = line.len; at-- > 2;) {
		Text rest = text_from(line, at);
		if (!text_starts_nocase(rest, TEXT("tier")) &&
		    !text_starts_nocase(rest, TEXT("special")))
			continue;
		const struct tier *found = find_tier(*tier = rest);
		*country = text_slice(line, 0, at);
		bool joint = take_joint(country);
		return found && (joint || ascii_is_blank(line.at[at - 1])) &&
			is_country(catalog, *country)
		    ? found
		    : NULL;
	}
	return NULL;
}

const struct tier *narrative_take_title(
    const struct catalog *catalog, Text text, struct title *title)
{
	Text rest = text, line = text_trim(text_cut(&rest, '\n'));
	const struct tier *found;

	if (!line.len || line.len > TITLE_LIMIT)
		return NULL;
	title->whole = line;
	found = split_brackets(line, &title->country, &title->tier);
	if (!found)
		found = split_joint(catalog, line, &title->country, &title->tier);
	if (found) {
		title->plain = is_country(catalog, title->country);
		return found;
	}
	if (line.len > ALONE_LIMIT)
		return NULL;
	for (int i = 0; i < PEEK_LINES && rest.len; i++) {
		Text next = text_trim(text_cut(&rest, '\n'));
		if (!next.len)
			continue;
		found = tier_alone(next, &title->tier);
		if (!found || !is_country(catalog, line))
			return NULL;
		title->country = line;
		title->plain = true;
		title->whole.len = (size_t)(next.at + next.len - line.at);
		return found;
	}
	return NULL;
}

/* ---- the record's country ---- */

/* "THE BAHAMAS" -> "The Bahamas", small words small; for a country that the catalog does
 * not know. */
static Text title_case(struct arena *arena, Text text)
{
	Text copy = text_copy(arena, text);
	char *bytes = (char *)(uintptr_t)copy.at;
	bool start = true;

	for (size_t i = 0; i < copy.len; i++) {
		bytes[i] = start ? ascii_upper(bytes[i]) : ascii_lower(bytes[i]);
		start = !ascii_is_letter(bytes[i]) && bytes[i] != '\'' &&
		    (unsigned char)bytes[i] < 0x80;
	}
	return copy;
}

/* "F I J I  I S L A N D S" -> "FIJI ISLANDS" */
static Text without_spacing(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; bytes && i < text.len; i++)
		if (!ascii_is_blank(text.at[i]))
			bytes[len++] = text.at[i];
		else if (i + 1 < text.len && ascii_is_blank(text.at[i + 1]) && len &&
		    bytes[len - 1] != ' ')
			bytes[len++] = ' ';
	return (Text){ bytes, len };
}

/* The variant of the catalog that is spelt like `printed`, for its case. */
static Text name_as_printed(
    const struct reading *reading, const struct country *country, Text printed)
{
	Text variants = country->variants;

	while (variants.len) {
		Text variant = text_trim(text_cut(&variants, '|'));
		if (text_equal_nocase(variant, printed))
			return variant;
	}
	return text_equal_nocase(country->name, printed) ? country->name
							 : title_case(reading->arena, printed);
}

static void set_country(struct reading *reading, Text printed)
{
	struct narrative *narrative = reading->narrative;
	const struct country *country = catalog_country_by_name(reading->catalog, printed);

	narrative->country = transcript_field(reading->transcript, printed);
	if (narrative_is_spaced(printed))
		narrative->country.text = printed = without_spacing(reading->arena, printed);
	if (!country) {
		narrative->country_name = title_case(reading->arena, printed);
		note_add(&reading->record->notes, reading->arena, reading->transcript,
		    NOTE_UNKNOWN_COUNTRY,
		    transcript_slice(reading->transcript, narrative->country.span));
		return;
	}
	narrative->country_name = name_as_printed(reading, country, printed);
	if (!text_equal_nocase(narrative->country_name, country->name))
		narrative->country_alias = country->name;
	narrative->country_iso2 = country->iso2;
	narrative->country_tag = country->state_tag;
	Text *added =
	    country->iso2.len ? array_add(&reading->record->countries, reading->arena) : NULL;
	if (added)
		*added = country->iso2;
}

/* The title on one line. */
static Text joined(struct arena *arena, Text whole)
{
	Text first = text_cut(&whole, '\n');

	whole = text_trim(whole);
	return whole.len
	    ? text_format(arena, "%.*s %.*s", TEXT_ARG(text_trim(first)), TEXT_ARG(whole))
	    : first;
}

bool narrative_read_title(struct reading *reading)
{
	Text rest = reading->transcript->text;

	for (uint32_t i = 1; i <= TITLE_LINES && rest.len; i++, text_cut(&rest, '\n')) {
		struct title title;
		const struct tier *tier = narrative_take_title(reading->catalog, rest, &title);

		if (!tier)
			continue;
		struct narrative *narrative = reading->narrative;
		narrative->title = transcript_field(reading->transcript, title.whole);
		narrative->title.text = joined(reading->arena, title.whole);
		narrative->title_line = i;
		reading->title_end = transcript_line(reading->transcript,
		    narrative->title.span.start + narrative->title.span.length - 1);
		narrative->tier = transcript_field(reading->transcript, title.tier);
		narrative->tier_code = tier->code;
		set_country(reading, title.country);
		return true;
	}
	return false;
}

/* ---- several narratives in one text ---- */

Text narrative_split(Text *rest, const struct catalog *catalog)
{
	Text all = *rest, country = { 0 };

	for (Text at = all; at.len; text_cut(&at, '\n')) {
		struct title title;

		if (!narrative_take_title(catalog, at, &title) || !title.plain)
			continue;
		if (country.len && !text_equal_nocase(country, title.country)) {
			size_t cut = (size_t)(at.at - all.at);
			*rest = at;
			return text_slice(all, 0, cut);
		}
		country = title.country;
	}
	*rest = text_from(all, all.len);
	return all;
}
