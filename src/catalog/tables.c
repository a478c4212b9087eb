/* Reading the tables of data/, which the build puts into the program. A row that does not fit is
 * FAULT_CORRUPT. */
#include "catalog/tables.h"

#include <stdlib.h>

#include "catalog/csv.h"

extern const Text embedded_tags_csv, embedded_posts_csv, embedded_countries_csv,
    embedded_captions_csv, embedded_precedence_csv, embedded_classifications_csv,
    embedded_eo_reasons_csv, embedded_acronyms_csv, embedded_tag_repairs_csv,
    embedded_tag_weights_csv, embedded_post_aliases_csv, embedded_id_repairs_csv;

/* Reads the fields of one row; false when they make no sense. */
typedef bool row_reader(struct catalog *catalog, const Text *fields);

static bool read_tag(struct catalog *catalog, const Text *f)
{
	struct tag *tag = array_add(&catalog->tags, &catalog->arena);

	if (tag)
		*tag = (struct tag){ .code = f[0],
			.kind = f[1],
			.name = f[2],
			.definition = f[3],
			.country_iso2 = f[4],
			.status = f[5],
			.variant_of = f[6] };
	return f[0].len > 0;
}

static double read_degrees(struct catalog *catalog, Text text)
{
	const char *string = text_string(&catalog->arena, text);

	return string && *string ? strtod(string, NULL) : 0.0;
}

static uint32_t read_count(Text text)
{
	uint64_t count = 0;

	text_take_digits(&text, 9, &count);
	return (uint32_t)count;
}

static bool read_post(struct catalog *catalog, const Text *f)
{
	struct post *post = array_add(&catalog->posts, &catalog->arena);

	if (post)
		*post = (struct post){ .station = f[0],
			.name = f[1],
			.kind = f[2],
			.city = f[3],
			.country_iso2 = f[4],
			.state_tag = f[5],
			.latitude = read_degrees(catalog, f[6]),
			.longitude = read_degrees(catalog, f[7]),
			.routing_indicator = f[8],
			.aliases = f[9],
			.cables = read_count(f[10]) };
	return f[0].len && f[1].len;
}

static bool read_country(struct catalog *catalog, const Text *f)
{
	struct country *country = array_add(&catalog->countries, &catalog->arena);

	if (country)
		*country = (struct country){ .state_tag = f[0],
			.iso2 = f[1],
			.iso3 = f[2],
			.name = f[3],
			.variants = f[4],
			.slug = text_slug(&catalog->arena, f[3]) };
	return f[3].len > 0;
}

static bool read_caption(struct catalog *catalog, const Text *f)
{
	struct caption_entry *caption = array_add(&catalog->captions, &catalog->arena);

	if (caption)
		*caption = (struct caption_entry){ .code = f[0], .type = f[1], .meaning = f[2] };
	return f[0].len > 0;
}

static bool read_precedence(struct catalog *catalog, const Text *f)
{
	struct precedence *precedence = array_add(&catalog->precedences, &catalog->arena);
	Text rank = f[3];
	uint64_t value;

	if (!text_take_digits(&rank, 2, &value))
		return false;
	if (precedence)
		*precedence = (struct precedence){
			.token = f[0], .word = f[1], .form = f[2], .rank = (int)value
		};
	return true;
}

static bool read_spelling(struct catalog *catalog, const Text *f)
{
	struct spelling *spelling = array_add(&catalog->spellings, &catalog->arena);

	if (spelling)
		*spelling = (struct spelling){ f[0], f[3], classification_read(f[1]) };
	return f[0].len && classification_read(f[1]) != CLASS_UNKNOWN;
}

static bool read_reason(struct catalog *catalog, const Text *f)
{
	struct reason *reason = array_add(&catalog->reasons, &catalog->arena);

	if (reason)
		*reason = (struct reason){ f[0], f[1], f[2], f[3] };
	return f[0].len > 0;
}

static bool read_acronym(struct catalog *catalog, const Text *f)
{
	struct acronym *acronym;

	acronym = array_add(&catalog->acronyms, &catalog->arena);
	if (acronym)
		*acronym = (struct acronym){ f[0], f[1] };
	return true;
}

static bool read_tag_repair(struct catalog *catalog, const Text *f)
{
	struct tag_repair *repair = array_add(&catalog->tag_repairs, &catalog->arena);

	if (repair)
		*repair = (struct tag_repair){ f[0], f[1], tag_rule_read(f[2]),
			tag_confidence_read(f[3]) };
	return f[0].len && f[4].len;
}

static bool read_tag_weight(struct catalog *catalog, const Text *f)
{
	struct tag_weight *weight = array_add(&catalog->tag_weights, &catalog->arena);
	Text rest = f[1];
	uint64_t value;

	if (!text_take_digits(&rest, 1, &value) || value > 4)
		return false;
	if (weight)
		*weight = (struct tag_weight){ f[0], (int)value };
	return f[0].len > 0;
}

static bool read_post_alias(struct catalog *catalog, const Text *f)
{
	struct post_alias *alias = array_add(&catalog->post_aliases, &catalog->arena);

	if (alias)
		*alias = (struct post_alias){ f[0], f[1], f[2] };
	return f[0].len && f[1].len && f[3].len;
}

static bool read_id_repair(struct catalog *catalog, const Text *f)
{
	struct id_repair *repair = array_add(&catalog->id_repairs, &catalog->arena);

	if (repair)
		*repair = (struct id_repair){ f[0], f[1], f[2] };
	return f[0].len && f[1].len && f[2].len;
}

static const struct table {
	const char *name;
	const Text *bytes;
	uint32_t fields;
	row_reader *read;
} tables[] = {
	{ "tags.csv", &embedded_tags_csv, 7, read_tag },
	{ "posts.csv", &embedded_posts_csv, 12, read_post },
	{ "countries.csv", &embedded_countries_csv, 6, read_country },
	{ "captions.csv", &embedded_captions_csv, 4, read_caption },
	{ "precedence.csv", &embedded_precedence_csv, 5, read_precedence },
	{ "classifications.csv", &embedded_classifications_csv, 4, read_spelling },
	{ "eo_reasons.csv", &embedded_eo_reasons_csv, 7, read_reason },
	{ "acronyms.csv", &embedded_acronyms_csv, 3, read_acronym },
	{ "post_aliases.csv", &embedded_post_aliases_csv, 4, read_post_alias },
	{ "id_repairs.csv", &embedded_id_repairs_csv, 3, read_id_repair },
	{ "tag_repairs.csv", &embedded_tag_repairs_csv, 5, read_tag_repair },
	{ "tag_weights.csv", &embedded_tag_weights_csv, 2, read_tag_weight },
};

static enum fault read_table(struct catalog *catalog, const struct table *table, struct error *err)
{
	struct csv csv = { .rest = *table->bytes, .arena = &catalog->arena };

	csv_next(&csv); /* the header row */
	while (csv_next(&csv))
		if (csv.count != table->fields || !table->read(catalog, csv.fields))
			return fail(err, FAULT_CORRUPT, "%s:%u: a row that does not fit the table",
			    table->name, csv.line);
	return FAULT_NONE;
}

static int by_tag_code(const void *a, const void *b)
{
	return text_compare(((const struct tag *)a)->code, ((const struct tag *)b)->code);
}

static int by_station(const void *a, const void *b)
{
	return text_compare(((const struct post *)a)->station, ((const struct post *)b)->station);
}

static int by_iso2(const void *a, const void *b)
{
	const struct country *x = a, *y = b;
	int order = text_compare(x->iso2, y->iso2);

	return order ? order : text_compare(x->name, y->name);
}

static int by_caption(const void *a, const void *b)
{
	return text_compare(
	    ((const struct caption_entry *)a)->code, ((const struct caption_entry *)b)->code);
}

static void sort_tables(struct catalog *c)
{
	qsort(c->tags.items, c->tags.count, sizeof *c->tags.items, by_tag_code);
	qsort(c->posts.items, c->posts.count, sizeof *c->posts.items, by_station);
	qsort(c->countries.items, c->countries.count, sizeof *c->countries.items, by_iso2);
	qsort(c->captions.items, c->captions.count, sizeof *c->captions.items, by_caption);
}

enum fault tables_read(struct catalog *catalog, struct error *err)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		enum fault fault = read_table(catalog, &tables[i], err);
		if (fault != FAULT_NONE)
			return fault;
	}
	if (catalog->arena.failed)
		return fail(err, FAULT_NO_MEMORY, "no memory for the catalog");
	sort_tables(catalog);
	return FAULT_NONE;
}
