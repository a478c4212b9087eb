/* The title: country and tier. */
#include "narrative/reading.h"

#define TITLE_LIMIT 200

static const struct tier tiers[] = {
	{ TEXT_INIT("Tier 2 Watch List"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 2 Watchlist"), TEXT_INIT("2W") },
	{ TEXT_INIT("Tier 1"), TEXT_INIT("1") },
	{ TEXT_INIT("Tier 2"), TEXT_INIT("2") },
	{ TEXT_INIT("Tier 3"), TEXT_INIT("3") },
	{ TEXT_INIT("Special Case"), TEXT_INIT("SC") },
};

static const struct tier *find_tier(Text text)
{
	for (size_t i = 0; i < sizeof tiers / sizeof *tiers; i++)
		if (text_equal_nocase(tiers[i].text, text))
			return &tiers[i];
	return NULL;
}

/* "COUNTRY NAME (Tier 2)" */
const struct tier *narrative_split_title(Text line, Text *country, Text *tier)
{
	size_t open = line.len;

	if (!text_ends(line, TEXT(")")) || line.len > TITLE_LIMIT)
		return NULL;
	while (open && line.at[open - 1] != '(')
		open--;
	if (open < 3)
		return NULL;
	*country = text_trim(text_slice(line, 0, open - 1));
	*tier = text_trim(text_slice(line, open, line.len - open - 1));
	return country->len ? find_tier(*tier) : NULL;
}

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
	if (!country) {
		narrative->country_name = title_case(reading->arena, printed);
		note_add(&reading->record->notes, reading->arena, reading->transcript,
		    NOTE_UNKNOWN_COUNTRY, printed);
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

bool narrative_read_title(struct reading *reading)
{
	for (uint32_t i = 1; i <= TITLE_LINES && i <= reading->transcript->lines.count; i++) {
		Text line = narrative_line(reading, i), country, printed;
		const struct tier *tier = narrative_split_title(line, &country, &printed);

		if (!tier)
			continue;
		reading->narrative->title = transcript_field(reading->transcript, line);
		reading->narrative->title_line = i;
		reading->narrative->tier = transcript_field(reading->transcript, printed);
		reading->narrative->tier_code = tier->code;
		set_country(reading, country);
		return true;
	}
	return false;
}
