/* One token of a TAGS line: listed, repaired by the table, or by rule; the first that speaks
 * decides, and what only guesses says so. */
#include "catalog/tables.h"

#include <string.h>

static bool is_letters(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_upper(text.at[i]))
			return false;
	return text.len > 0;
}

static bool answer(
    struct tag_reading *reading, enum tag_rule rule, enum tag_confidence confidence, Text code)
{
	reading->rule = rule;
	reading->confidence = confidence;
	reading->count = code.len > 0;
	reading->codes[0] = code;
	return true;
}

/* A listed code, also where "EIND" and "eind" are one. Old codes and those no handbook lists are
 * less sure. */
static bool read_listed(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	const struct tag *tag = catalog_tag(catalog, upper);
	char bytes[KEY_ROOM];

	if (!tag) {
		Text squeezed = key_squeeze(upper, bytes, sizeof bytes);
		uint32_t row = keys_find(&catalog->tag_squeezed, squeezed);
		if (row == UINT32_MAX)
			return false;
		tag = &catalog->tags.items[row];
		return answer(reading, TAG_RULE_SPELLING, TAG_HIGH,
		    tag->variant_of.len ? tag->variant_of : tag->code);
	}
	if (tag->variant_of.len)
		return answer(reading, TAG_RULE_SPELLING, TAG_HIGH, tag->variant_of);
	return answer(reading, TAG_RULE_IDENTITY,
	    text_equal(tag->status, TEXT("current")) ? TAG_HIGH : TAG_MEDIUM, tag->code);
}

/* '_' in the table is a blank within a code; the catalog lists the code with its blank. */
static Text listed_code(const struct catalog *catalog, Text word)
{
	char bytes[KEY_ROOM];
	const struct tag *tag;

	if (word.len > sizeof bytes)
		return word;
	for (size_t i = 0; i < word.len; i++)
		bytes[i] = word.at[i] == '_' ? ' ' : word.at[i];
	tag = catalog_tag(catalog, (Text){ bytes, word.len });
	return tag ? tag->code : word;
}

static bool read_table(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	uint32_t row = keys_find(&catalog->tag_repair_keys, upper);
	Text rest;

	if (row == UINT32_MAX)
		return false;
	const struct tag_repair *repair = &catalog->tag_repairs.items[row];
	answer(reading, repair->rule, repair->confidence, (Text){ 0 });
	for (rest = repair->codes; rest.len && reading->count < TAG_PIECES_MOST;)
		reading->codes[reading->count++] = listed_code(catalog, text_cut_word(&rest));
	return true;
}

static const struct country *country_by_iso3(const struct catalog *catalog, Text upper)
{
	for (uint32_t i = 0; i < catalog->countries.count; i++)
		if (text_equal(catalog->countries.items[i].iso3, upper))
			return &catalog->countries.items[i];
	return NULL;
}

/* Countries by another name: ISO's two or three letters, or in words. */
static bool read_country(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	const struct country *country;
	enum tag_confidence confidence;
	Text code;

	if (upper.len == 2) {
		code = tag_country(catalog, upper);
		confidence = tag_weight_of(catalog, code) ? TAG_MEDIUM : TAG_LOW;
		return code.len && answer(reading, TAG_RULE_ALIAS, confidence, code);
	}
	if (upper.len == 3) {
		country = country_by_iso3(catalog, upper);
		if (!country || !country->state_tag.len)
			return false;
		code = tag_nearest(catalog, upper, &confidence);
		return answer(reading, TAG_RULE_ALIAS,
		    code.len && confidence != TAG_LOW ? TAG_LOW : TAG_MEDIUM, country->state_tag);
	}
	country = catalog_country_by_name(catalog, upper);
	return country && country->state_tag.len &&
	    answer(reading, TAG_RULE_SPELLING, TAG_HIGH, country->state_tag);
}

/* A subject or program by its full name: "NARCOTICS". */
static bool read_name(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	uint32_t row = upper.len > 4 ? keys_find(&catalog->tag_names, upper) : UINT32_MAX;

	return row != UINT32_MAX &&
	    answer(reading, TAG_RULE_SPELLING, TAG_MEDIUM, catalog->tags.items[row].code);
}

/* "EC0N", "EA1R", "A5EC": digits for letters. */
static bool read_digits(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	static const char digits[] = "0158", letters[] = "OISB";
	char bytes[TAG_TARGET_MOST];
	struct tag_reading inner = { 0 };

	if (upper.len < 3 || upper.len > sizeof bytes || is_letters(upper))
		return false;
	for (size_t i = 0; i < upper.len; i++) {
		const char *digit = strchr(digits, upper.at[i]);
		bytes[i] = digit && *digit ? letters[digit - digits] : upper.at[i];
	}
	if (!is_letters((Text){ bytes, upper.len }) ||
	    !read_listed(catalog, (Text){ bytes, upper.len }, &inner))
		return false;
	return answer(reading, TAG_RULE_TYPO, TAG_HIGH, inner.codes[0]);
}

static bool read_slip(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	enum tag_confidence confidence;
	Text code = tag_nearest_lost(catalog, upper, &confidence);

	if (!code.len)
		code = tag_nearest(catalog, upper, &confidence);
	return code.len && answer(reading, TAG_RULE_TYPO, confidence, code);
}

/* Letters alone: a slip or several codes. What is surer speaks; a slip of a whole code before a cut
 * that must leave something out. */
static bool read_letters(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	struct tag_reading slip = { 0 }, glued = { 0 };
	bool slips = read_slip(catalog, upper, &slip);
	bool glues = tag_glued(catalog, upper, &glued);

	if (glues && glued.confidence > TAG_LOW &&
	    (!slips || glued.confidence >= slip.confidence) &&
	    !(slips && upper.len <= 4 && slip.confidence > TAG_LOW)) {
		*reading = glued;
		return true;
	}
	if (slips && slip.confidence > TAG_LOW) {
		*reading = slip;
		return true;
	}
	if (!glues && tag_glued_with_hole(catalog, upper, &glued) &&
	    (!slips || glued.confidence > TAG_LOW)) {
		*reading = glued;
		return true;
	}
	if (slips)
		*reading = slip;
	return slips;
}

static bool is_sign(char c)
{
	return c == '/' || c == '-' || c == '.' || c == '&' || c == ':';
}

/* "PREL/PGOV", "ECON.": what stands between signs, when each part speaks for itself. */
static bool read_parts(const struct catalog *catalog, Text upper, struct tag_reading *reading)
{
	struct tag_reading all = { .rule = TAG_RULE_CONCATENATION, .confidence = TAG_HIGH };
	uint32_t parts = 0;

	for (size_t from = 0, at = 0; at <= upper.len; at++) {
		if (at < upper.len && !is_sign(upper.at[at]))
			continue;
		Text part = text_slice(upper, from, at - from);
		struct tag_reading inner;
		from = at + 1;
		if (!part.len)
			continue;
		if (part.len == upper.len)
			return false;
		catalog_read_tag(catalog, part, &inner);
		if (!inner.count)
			return false;
		if (inner.confidence < all.confidence)
			all.confidence = inner.confidence;
		for (uint32_t i = 0; i < inner.count && all.count < TAG_PIECES_MOST; i++)
			all.codes[all.count++] = inner.codes[i];
		parts++;
		all.rule = parts > 1                  ? TAG_RULE_CONCATENATION
		    : inner.rule == TAG_RULE_IDENTITY ? TAG_RULE_TYPO
						      : inner.rule;
	}
	if (parts)
		*reading = all;
	return parts > 0;
}

bool catalog_tag_listed(const struct catalog *catalog, Text token, struct tag_reading *reading)
{
	char bytes[TAG_TOKEN_MOST];
	Text upper = key_upper(token, bytes, sizeof bytes);

	answer(reading, TAG_RULE_UNRESOLVED, TAG_LOW, (Text){ 0 });
	return upper.len &&
	    (read_table(catalog, upper, reading) || read_listed(catalog, upper, reading));
}

void catalog_read_tag(const struct catalog *catalog, Text token, struct tag_reading *reading)
{
	char bytes[TAG_TOKEN_MOST];
	Text upper = key_upper(token, bytes, sizeof bytes);

	answer(reading, TAG_RULE_UNRESOLVED, TAG_LOW, (Text){ 0 });
	if (!upper.len || read_table(catalog, upper, reading) ||
	    read_listed(catalog, upper, reading) || read_country(catalog, upper, reading) ||
	    read_name(catalog, upper, reading) || read_digits(catalog, upper, reading))
		return;
	if (!is_letters(upper))
		read_parts(catalog, upper, reading);
	else if (upper.len > 2)
		read_letters(catalog, upper, reading);
}

Text catalog_tag_kind(const struct catalog *catalog, Text tag)
{
	const struct tag *listed = catalog_tag(catalog, tag);

	if (text_find_char(tag, ',') != TEXT_NONE)
		return TEXT("person");
	if (!listed && tag.len == 2 && tag_country(catalog, tag).len)
		return TEXT("geo");
	if (!listed)
		return TEXT("unknown");
	if (text_equal(listed->kind, TEXT("organization")))
		return TEXT("org");
	return text_equal(listed->kind, TEXT("geographic")) ? TEXT("geo") : listed->kind;
}
