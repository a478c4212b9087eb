/* Catalog: opening, the indices, and the plain finds. */
#include "catalog/catalog.h"

#include "catalog/tables.h"

static Text squeezed(struct catalog *catalog, Text text)
{
	char bytes[KEY_ROOM];

	return text_copy(&catalog->arena, key_squeeze(text, bytes, sizeof bytes));
}

static void index_posts(struct catalog *c)
{
	for (uint32_t i = 0; i < c->posts.count; i++) {
		struct post *post = &c->posts.items[i];
		Text aliases = post->aliases, alias;

		keys_add(&c->post_stations, &c->arena, post->station, i);
		while ((alias = text_cut_word(&aliases)).len)
			keys_add(&c->post_written, &c->arena, alias, i);
		keys_add(&c->post_names, &c->arena, text_upper(&c->arena, post->name), i);
		keys_add(&c->post_routings, &c->arena, post->routing_indicator, i);
	}
	keys_sort(&c->post_stations);
	keys_sort(&c->post_names);
	keys_sort(&c->post_routings);
}

static bool is_resident(const struct post *post)
{
	return text_equal(post->kind, TEXT("embassy")) || text_equal(post->kind, TEXT("consulate"));
}

/* A city names its embassy or consulate, unless a station already has that name. */
static void index_cities(struct catalog *c)
{
	for (uint32_t i = 0; i < c->posts.count; i++) {
		const struct post *post = &c->posts.items[i];
		Text city = squeezed(c, post->city);

		if (is_resident(post) && keys_find(&c->post_stations, city) == UINT32_MAX)
			keys_add(&c->post_written, &c->arena, city, i);
	}
	keys_sort(&c->post_written);
}

/* An embassy or consulate is called by its city, all others by their name; a slug that is taken
 * already is followed by the whole name. */
static void index_slugs(struct catalog *c)
{
	for (uint32_t i = 0; i < c->posts.count; i++) {
		struct post *post = &c->posts.items[i];

		post->slug = text_slug(
		    &c->arena, is_resident(post) && post->city.len ? post->city : post->name);
		for (uint32_t k = 0; k < i; k++)
			if (text_equal(c->posts.items[k].slug, post->slug))
				post->slug = text_slug(&c->arena, post->name);
	}
	for (uint32_t i = 0; i < c->posts.count; i++)
		keys_add(&c->post_slugs, &c->arena, c->posts.items[i].slug, i);
	keys_sort(&c->post_slugs);
}

static void index_countries(struct catalog *c)
{
	for (uint32_t i = 0; i < c->countries.count; i++) {
		const struct country *country = &c->countries.items[i];
		Text variants = country->variants;

		keys_add(&c->country_iso2, &c->arena, country->iso2, i);
		keys_add(&c->country_tags, &c->arena, country->state_tag, i);
		keys_add(&c->country_slugs, &c->arena, country->slug, i);
		keys_add(&c->country_names, &c->arena, squeezed(c, country->name), i);
		while (variants.len)
			keys_add(
			    &c->country_names, &c->arena, squeezed(c, text_cut(&variants, '|')), i);
	}
	keys_sort(&c->country_iso2);
	keys_sort(&c->country_tags);
	keys_sort(&c->country_slugs);
	keys_sort(&c->country_names);
}

static void index_rest(struct catalog *c)
{
	for (uint32_t i = 0; i < c->tags.count; i++)
		keys_add(&c->tag_codes, &c->arena, text_upper(&c->arena, c->tags.items[i].code), i);
	for (uint32_t i = 0; i < c->captions.count; i++)
		keys_add(&c->caption_codes, &c->arena, c->captions.items[i].code, i);
	for (uint32_t i = 0; i < c->precedences.count; i++)
		keys_add(&c->precedence_tokens, &c->arena, c->precedences.items[i].token, i);
	for (uint32_t i = 0; i < c->acronyms.count; i++)
		keys_add(&c->acronym_keys, &c->arena,
		    text_upper(&c->arena, c->acronyms.items[i].acronym), i);
	keys_sort(&c->tag_codes);
	keys_sort(&c->caption_codes);
	keys_sort(&c->precedence_tokens);
	keys_sort(&c->acronym_keys);
}

struct catalog *catalog_open(struct error *err)
{
	struct catalog *catalog = calloc(1, sizeof *catalog);

	if (!catalog) {
		fail(err, FAULT_NO_MEMORY, "no memory for the catalog");
		return NULL;
	}
	arena_begin(&catalog->arena, 0);
	if (tables_read(catalog, err) != FAULT_NONE) {
		catalog_close(catalog);
		return NULL;
	}
	index_posts(catalog);
	index_cities(catalog);
	index_slugs(catalog);
	index_countries(catalog);
	index_rest(catalog);
	index_stations(catalog);
	index_tag_reading(catalog);
	if (catalog->arena.failed) {
		fail(err, FAULT_NO_MEMORY, "no memory for the catalog");
		catalog_close(catalog);
		return NULL;
	}
	return catalog;
}

void catalog_close(struct catalog *catalog)
{
	if (!catalog)
		return;
	arena_end(&catalog->arena);
	free(catalog);
}

static uint32_t find_upper(const KeyList *keys, Text key)
{
	char bytes[KEY_ROOM];

	return keys_find(keys, key_upper(text_trim(key), bytes, sizeof bytes));
}

static uint32_t find_squeezed(const KeyList *keys, Text key)
{
	char bytes[KEY_ROOM];

	return keys_find(keys, key_squeeze(key, bytes, sizeof bytes));
}

#define ROW_OR_NULL(table, row) ((row) == UINT32_MAX ? NULL : &catalog->table.items[row])

const struct tag *catalog_tag(const struct catalog *catalog, Text code)
{
	uint32_t row = find_upper(&catalog->tag_codes, code);

	return ROW_OR_NULL(tags, row);
}

const struct post *catalog_post(const struct catalog *catalog, Text station)
{
	return catalog_post_as_written(catalog, station);
}

const struct post *catalog_post_by_name(const struct catalog *catalog, Text display_name)
{
	uint32_t row = find_upper(&catalog->post_names, display_name);

	return ROW_OR_NULL(posts, row);
}

const struct post *catalog_post_by_slug(const struct catalog *catalog, Text slug)
{
	uint32_t row = keys_find(&catalog->post_slugs, slug);

	return ROW_OR_NULL(posts, row);
}

const struct post *catalog_post_by_routing(const struct catalog *catalog, Text routing_indicator)
{
	uint32_t row = find_upper(&catalog->post_routings, routing_indicator);

	return ROW_OR_NULL(posts, row);
}

const struct post *catalog_post_as_written(const struct catalog *catalog, Text name)
{
	uint32_t row = find_squeezed(&catalog->post_stations, name);

	if (row == UINT32_MAX)
		row = find_squeezed(&catalog->post_written, name);
	return ROW_OR_NULL(posts, row);
}

const struct post *catalog_post_by_plad(const struct catalog *catalog, Text plad)
{
	static const Text classes[] = { TEXT_INIT("AMEMBASSY "), TEXT_INIT("AMCONSUL "),
		TEXT_INIT("USMISSION "), TEXT_INIT("USINT "), TEXT_INIT("USOFFICE "),
		TEXT_INIT("USDEL "), TEXT_INIT("REO "), TEXT_INIT("AMEMB "),
		TEXT_INIT("EMBASSY ") };

	if (text_starts_nocase(plad, TEXT("SECSTATE WASH")))
		return catalog_post_as_written(catalog, TEXT("STATE"));
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (text_take_nocase(&plad, classes[i]))
			break;
	return catalog_post_as_written(catalog, plad);
}

const struct country *catalog_country(const struct catalog *catalog, Text iso2)
{
	uint32_t row = find_upper(&catalog->country_iso2, iso2);

	return ROW_OR_NULL(countries, row);
}

const struct country *catalog_country_by_tag(const struct catalog *catalog, Text state_tag)
{
	uint32_t row = find_upper(&catalog->country_tags, state_tag);

	return ROW_OR_NULL(countries, row);
}

const struct country *catalog_country_by_name(const struct catalog *catalog, Text name)
{
	uint32_t row = find_squeezed(&catalog->country_names, name);

	return ROW_OR_NULL(countries, row);
}

const struct country *catalog_country_by_slug(const struct catalog *catalog, Text slug)
{
	uint32_t row = keys_find(&catalog->country_slugs, slug);

	return ROW_OR_NULL(countries, row);
}

const struct caption_entry *catalog_caption(const struct catalog *catalog, Text code)
{
	uint32_t row = find_upper(&catalog->caption_codes, code);

	return ROW_OR_NULL(captions, row);
}

const struct precedence *catalog_precedence(const struct catalog *catalog, Text token)
{
	uint32_t row = find_upper(&catalog->precedence_tokens, token);

	return ROW_OR_NULL(precedences, row);
}

Text catalog_acronym(const struct catalog *catalog, Text acronym)
{
	uint32_t row = find_upper(&catalog->acronym_keys, acronym);

	return row == UINT32_MAX ? (Text){ 0 } : catalog->acronyms.items[row].expansion;
}

bool catalog_is_acronym(const struct catalog *catalog, Text word)
{
	return find_upper(&catalog->acronym_keys, word) != UINT32_MAX;
}

Text catalog_reason(const struct catalog *catalog, Text order, Text section, Text letter)
{
	for (uint32_t i = 0; i < catalog->reasons.count; i++) {
		const struct reason *reason = &catalog->reasons.items[i];

		if (text_equal(reason->order, order) && text_equal(reason->section, section) &&
		    text_equal_nocase(reason->letter, letter))
			return reason->meaning;
	}
	return (Text){ 0 };
}

const struct tag *catalog_tags(const struct catalog *catalog, uint32_t *count)
{
	*count = catalog->tags.count;
	return catalog->tags.items;
}

const struct post *catalog_posts(const struct catalog *catalog, uint32_t *count)
{
	*count = catalog->posts.count;
	return catalog->posts.items;
}

const struct caption_entry *catalog_captions(const struct catalog *catalog, uint32_t *count)
{
	*count = catalog->captions.count;
	return catalog->captions.items;
}

const struct acronym *catalog_acronyms(const struct catalog *catalog, uint32_t *count)
{
	*count = catalog->acronyms.count;
	return catalog->acronyms.items;
}
