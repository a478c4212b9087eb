/* Names of posts: the tables, then what stands before or behind a name, then its letters. */
#include "catalog/station.h"

#include "catalog/tables.h"

/* A class of post, or the end of what stands before the post in the classification line. */
static const Text classes[] = { TEXT_INIT("AMEMBASSY"), TEXT_INIT("USEMBASSY"),
	TEXT_INIT("EMBASSY"), TEXT_INIT("AMEMB"), TEXT_INIT("AMCONSULATE"), TEXT_INIT("AMCONSUL"),
	TEXT_INIT("CONSULATE"), TEXT_INIT("CONGEN"), TEXT_INIT("USMISSION"), TEXT_INIT("MISSION"),
	TEXT_INIT("USINT"), TEXT_INIT("USOFFICE"), TEXT_INIT("USLO"), TEXT_INIT("USDEL"),
	TEXT_INIT("REO"), TEXT_INIT("FSC"), TEXT_INIT("EFTO") };
static const Text markings[] = { TEXT_INIT("UNCLASSIFIED"), TEXT_INIT("UNCLASS"),
	TEXT_INIT("UNCLAS"), TEXT_INIT("CONFIDENTIAL"), TEXT_INIT("SECRET"), TEXT_INIT("SENSITIVE"),
	TEXT_INIT("NOFORN"), TEXT_INIT("EFTO"), TEXT_INIT("LIMITEDOFFICIALUSE"),
	TEXT_INIT("FOROFFICIALUSEONLY"), TEXT_INIT("FOUO"), TEXT_INIT("SIPDIS"),
	TEXT_INIT("CORRECTEDCOPY"), TEXT_INIT("EXDIS"), TEXT_INIT("NODIS"), TEXT_INIT("LIMDIS") };

const struct post *station_post(const struct catalog *catalog, const struct station *station)
{
	return station->post == UINT32_MAX ? NULL : &catalog->posts.items[station->post];
}

static Station read_squeezed(const struct catalog *catalog, Text name)
{
	uint32_t row = keys_find(&catalog->station_names, name);
	const struct station *station;

	if (row != UINT32_MAX) {
		station = &catalog->stations.items[row];
		return (Station){ .rule = STATION_KNOWN,
			.station = station->name,
			.post = station_post(catalog, station) };
	}
	row = keys_find(&catalog->station_shorts, name);
	if (row == UINT32_MAX)
		return (Station){ 0 };
	station = &catalog->stations.items[row];
	return (Station){ .rule = STATION_SHORT,
		.station = station->name,
		.reason = TEXT("short or other name of the post"),
		.post = station_post(catalog, station) };
}

/* A rule found `inner` behind what it took away; the repair is named after the rule. */
static Station renamed(Station inner, enum station_rule rule, Text reason)
{
	if (inner.rule == STATION_UNKNOWN || inner.rule == STATION_AMBIGUOUS)
		return inner;
	inner.rule = rule;
	inner.reason = reason;
	return inner;
}

static Station repair(const struct catalog *catalog, Text name, int depth);

static Station without_class(const struct catalog *catalog, Text name, int depth)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (text_starts(name, classes[i]) && name.len > classes[i].len + 1)
			return renamed(repair(catalog, text_from(name, classes[i].len), depth),
			    STATION_PREFIX, TEXT("words before the post taken away"));
	return (Station){ 0 };
}

/* "SIFIEDABUJA": the end of a marking, then a name that is known as it stands. */
static Station without_marking(const struct catalog *catalog, Text name)
{
	for (size_t cut = 3; cut + 3 < name.len && cut <= 18; cut++) {
		Text head = text_slice(name, 0, cut);

		for (size_t i = 0; i < sizeof markings / sizeof *markings; i++) {
			Station inner;

			if (!text_ends(markings[i], head))
				continue;
			inner = read_squeezed(catalog, text_from(name, cut));
			if (inner.rule)
				return renamed(inner, STATION_PREFIX,
				    TEXT("part of the marking before the post taken away"));
		}
	}
	return (Station){ 0 };
}

/* Is `place` the code or the name of the post's country? */
static bool is_country_of(const struct catalog *catalog, const struct post *post, Text place)
{
	const struct country *country = post ? catalog_country(catalog, post->country_iso2) : NULL;
	char bytes[KEY_ROOM];

	if (!post || !place.len)
		return false;
	return text_equal(post->state_tag, place) || text_equal(post->country_iso2, place) ||
	    (country && text_equal(key_squeeze(country->name, bytes, sizeof bytes), place));
}

/* "MADRIDSP", "SECDEFWASHDC": a known name, then its country or the capital. */
static Station without_place(const struct catalog *catalog, Text name)
{
	static const Text places[] = { TEXT_INIT("WASHINGTONDC"), TEXT_INIT("WASHINGTON"),
		TEXT_INIT("WASHDC"), TEXT_INIT("WASH"), TEXT_INIT("DC") };
	Station found = { 0 };

	for (size_t len = name.len; len > 4 && !found.rule; len--) {
		Station inner = read_squeezed(catalog, text_slice(name, 0, len - 1));

		if (inner.rule && is_country_of(catalog, inner.post, text_from(name, len - 1)))
			found = inner;
	}
	for (size_t i = 0; !found.rule && i < sizeof places / sizeof *places; i++)
		if (text_ends(name, places[i])) {
			found =
			    read_squeezed(catalog, text_slice(name, 0, name.len - places[i].len));
			if (found.post && !text_equal(found.post->country_iso2, TEXT("US")))
				found = (Station){ 0 };
		}
	return renamed(found, STATION_SUFFIX, TEXT("place behind the post taken away"));
}

static Station with_letters(const struct catalog *catalog, Text name)
{
	static const Text letters[] = { TEXT_INIT("OIEASGTB"), TEXT_INIT("OLEASGTB") };
	static const Text digits = TEXT_INIT("01345678");
	char bytes[STATION_NAME_LIMIT];
	Station found = { 0 };

	for (size_t form = 0; form < 2 && !found.rule; form++) {
		bool changed = false;

		for (size_t i = 0; i < name.len; i++) {
			size_t at = text_find_char(digits, name.at[i]);

			changed |= at != TEXT_NONE;
			bytes[i] = at == TEXT_NONE ? name.at[i] : letters[form].at[at];
		}
		if (!changed)
			return found;
		found = read_squeezed(catalog, (Text){ bytes, name.len });
	}
	return renamed(found, STATION_DIGITS, TEXT("digit in place of a letter"));
}

/* Five letters or more that exactly one name opens with. The names stand in order. */
static Station whole_of(const struct catalog *catalog, Text name)
{
	const struct station *found = NULL;

	for (uint32_t i = 0; name.len >= 5 && i < catalog->stations.count; i++) {
		const struct station *station = &catalog->stations.items[i];

		if (!text_starts(station->name, name))
			continue;
		if (found)
			return (Station){ 0 };
		found = station;
	}
	if (!found)
		return (Station){ 0 };
	return (Station){ .rule = STATION_CUT,
		.station = found->name,
		.reason = TEXT("name cut; one post opens with it"),
		.post = station_post(catalog, found) };
}

static Station repair(const struct catalog *catalog, Text name, int depth)
{
	Station found = read_squeezed(catalog, name);

	if (!found.rule && depth)
		found = without_class(catalog, name, depth - 1);
	if (!found.rule)
		found = without_marking(catalog, name);
	if (!found.rule)
		found = without_place(catalog, name);
	if (!found.rule)
		found = with_letters(catalog, name);
	if (!found.rule)
		found = whole_of(catalog, name);
	if (!found.rule)
		found = station_lost(catalog, name);
	if (!found.rule)
		found = station_near(catalog, name);
	return found;
}

Station station_read(const struct catalog *catalog, Text name)
{
	char bytes[STATION_NAME_LIMIT];

	return read_squeezed(catalog, key_squeeze(name, bytes, sizeof bytes));
}

Station station_repair(const struct catalog *catalog, Text name)
{
	char bytes[STATION_NAME_LIMIT];
	Text squeezed = key_squeeze(name, bytes, sizeof bytes);

	return squeezed.len ? repair(catalog, squeezed, 3) : (Station){ 0 };
}
