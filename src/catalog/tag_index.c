/* Indices for the reading of tags: repairs, weights, targets of slips, pieces of glued words. */
#include "catalog/tables.h"

static bool is_all_letters(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_upper(text.at[i]))
			return false;
	return text.len > 0;
}

int tag_weight_of(const struct catalog *catalog, Text upper)
{
	uint32_t row = keys_find(&catalog->tag_weight_keys, upper);

	return row == UINT32_MAX ? 0 : catalog->tag_weights.items[row].weight;
}

static bool is_kind(const struct tag *tag, Text kind)
{
	return text_equal(tag->kind, kind);
}

static bool is_of_handbook(const struct tag *tag)
{
	return text_equal(tag->status, TEXT("current")) &&
	    (is_kind(tag, TEXT("subject")) || is_kind(tag, TEXT("program")));
}

/* Short codes of organizations are too many and too alike to be what a slip stands for, unless they
 * are in daily use. */
static void add_target(struct catalog *c, const struct tag *tag)
{
	struct tag_target *target;
	int weight = tag_weight_of(c, tag->code);
	bool handbook = is_of_handbook(tag);

	if (tag->variant_of.len || !is_all_letters(tag->code) || tag->code.len < 3 ||
	    tag->code.len > TAG_TARGET_MOST || is_kind(tag, TEXT("geographic")))
		return;
	if (!handbook && weight < 2 && tag->code.len < 5)
		return;
	target = array_add(&c->tag_targets, &c->arena);
	if (target)
		*target = (struct tag_target){ tag->code, weight, !handbook };
}

static bool has_signs(Text code)
{
	for (size_t i = 0; i < code.len; i++)
		if (!ascii_is_letter(code.at[i]))
			return true;
	return false;
}

static void add_squeezed(struct catalog *c, KeyList *keys, Text text, uint32_t row)
{
	char bytes[KEY_ROOM];

	keys_add(
	    keys, &c->arena, text_copy(&c->arena, key_squeeze(text, bytes, sizeof bytes)), row);
}

void index_tag_reading(struct catalog *c)
{
	for (uint32_t i = 0; i < c->tag_weights.count; i++)
		keys_add(&c->tag_weight_keys, &c->arena, c->tag_weights.items[i].code, i);
	keys_sort(&c->tag_weight_keys);
	for (uint32_t i = 0; i < c->tag_repairs.count; i++)
		keys_add(&c->tag_repair_keys, &c->arena, c->tag_repairs.items[i].raw, i);
	keys_sort(&c->tag_repair_keys);
	for (uint32_t i = 0; i < c->tags.count; i++) {
		add_target(c, &c->tags.items[i]);
		if (has_signs(c->tags.items[i].code))
			add_squeezed(c, &c->tag_squeezed, c->tags.items[i].code, i);
		if (is_of_handbook(&c->tags.items[i]))
			add_squeezed(c, &c->tag_names, c->tags.items[i].name, i);
	}
	keys_sort(&c->tag_squeezed);
	keys_sort(&c->tag_names);
}

Text tag_country(const struct catalog *catalog, Text upper)
{
	const struct country *country = catalog_country_by_tag(catalog, upper);

	if (country)
		return country->state_tag;
	country = catalog_country(catalog, upper);
	return country ? country->state_tag : (Text){ 0 };
}

/* Two letters are a country, "UN" aside; "EU" means EUN in cables. Regions ("XM") are in no table
 * of countries. */
static struct tag_piece piece_of_two(const struct catalog *catalog, Text upper)
{
	const struct tag *tag = catalog_tag(catalog, upper);
	Text country;

	if (text_equal(upper, TEXT("UN")))
		return (struct tag_piece){ PIECE_ORGANIZATION, TEXT("UN"), 3, false };
	if (text_equal(upper, TEXT("EU")))
		return (struct tag_piece){ PIECE_ORGANIZATION, TEXT("EUN"), 2, false };
	country = tag_country(catalog, upper);
	if (!country.len && tag && is_kind(tag, TEXT("geographic")))
		country = tag->code;
	return (struct tag_piece){ country.len ? PIECE_COUNTRY : PIECE_NONE, country,
		tag_weight_of(catalog, country), country.len && !text_equal(country, upper) };
}

struct tag_piece tag_piece_of(const struct catalog *catalog, Text upper)
{
	const struct tag *tag;
	int weight;

	if (upper.len == 2)
		return piece_of_two(catalog, upper);
	tag = upper.len > 2 ? catalog_tag(catalog, upper) : NULL;
	if (!tag || tag->variant_of.len || is_kind(tag, TEXT("geographic")))
		return (struct tag_piece){ 0 };
	weight = tag_weight_of(catalog, tag->code);
	if (is_of_handbook(tag) && tag->code.len > 3)
		return (struct tag_piece){ PIECE_CODE, tag->code, weight, false };
	if (is_kind(tag, TEXT("subject")) || (is_kind(tag, TEXT("program")) && upper.len > 3))
		return (struct tag_piece){ PIECE_CODE, tag->code, -2, false };
	if (upper.len == 3 && !weight)
		return (struct tag_piece){ 0 };
	return (struct tag_piece){ PIECE_ORGANIZATION, tag->code, weight, false };
}
