/* One function a column. A value nobody knows is absent (I6), never "unknown", except the
 * classification: every record has a level, if only that of not having been marked. */
#include "search/columns.h"

static void put(struct columns *columns, enum column column, Text value, Text label)
{
	struct dictionary *dictionary = &columns->dictionaries[column];
	uint32_t known = dictionary->keys.count;
	uint32_t number, *item;

	if (!value.len)
		return;
	number = dictionary_add(dictionary, value, columns->scratch, columns->keep);
	if (number == DICTIONARY_FULL) {
		columns->scratch->failed = true;
		return;
	}
	if (number == known) {
		struct column_value *shown = array_add(&columns->values[column], columns->keep);

		if (shown)
			*shown = (struct column_value){ dictionary->keys.items[number],
				text_copy(columns->keep, label) };
	}
	for (uint32_t i = columns->start; i < columns->numbers.count; i++)
		if (columns->numbers.items[i] == number)
			return;
	item = array_add(&columns->numbers, columns->scratch);
	if (item)
		*item = number;
}

Text columns_post_slug(const struct catalog *catalog, Text typed, struct arena *arena)
{
	Text slug = text_slug(arena, typed);
	const struct post *post = catalog_post_by_slug(catalog, slug);

	if (!post)
		post = catalog_post(catalog, typed);
	if (!post)
		post = catalog_post_by_name(catalog, typed);
	if (!post)
		post = catalog_post_by_plad(catalog, typed);
	return post ? post->slug : slug;
}

Text columns_country_slug(const struct catalog *catalog, Text typed, struct arena *arena)
{
	Text slug = text_slug(arena, typed);
	const struct country *country = catalog_country_by_slug(catalog, slug);

	if (!country)
		country = catalog_country(catalog, typed);
	if (!country)
		country = catalog_country_by_name(catalog, typed);
	if (!country)
		country = catalog_country_by_tag(catalog, typed);
	return country ? country->slug : slug;
}

static void put_kind(struct columns *columns, const struct record *record)
{
	static const Text labels[RECORD_KINDS] = { TEXT_INIT("Cable"), TEXT_INIT("Narrative"),
		TEXT_INIT("Document") };

	put(columns, (enum column)FACET_KIND, record_kind_name(record->kind), labels[record->kind]);
}

/* The display name's post, else the slug of the name itself. */
static void put_origin(
    struct columns *columns, const struct record *record, struct arena *temporary)
{
	const struct post *post = catalog_post_by_name(columns->catalog, record->origin);

	if (post)
		put(columns, (enum column)FACET_ORIGIN, post->slug, post->name);
	else
		put(columns, (enum column)FACET_ORIGIN, text_slug(temporary, record->origin),
		    record->origin);
}

static void put_tags(struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->tags.count; i++) {
		const struct tag *tag = catalog_tag(columns->catalog, record->tags.items[i]);

		put(columns, (enum column)FACET_TAG, record->tags.items[i],
		    tag && tag->name.len ? tag->name : record->tags.items[i]);
	}
}

static void put_tag_spellings(struct columns *columns, const struct record *record)
{
	const Text none = { NULL, 0 };

	for (uint32_t i = 0; i < record->tags.count; i++)
		put(columns, COLUMN_TAG_SPELLING, record->tags.items[i], none);
	for (uint32_t i = 0; record->cable && i < record->cable->tags.count; i++) {
		put(columns, COLUMN_TAG_SPELLING, record->cable->tags.items[i].raw.text, none);
		put(columns, COLUMN_TAG_SPELLING, record->cable->tags.items[i].name, none);
	}
}

static void put_classification(struct columns *columns, const struct record *record)
{
	Text label = classification_text(record->classification);

	put(columns, (enum column)FACET_CLASSIFICATION, classification_slug(record->classification),
	    label.len ? label : TEXT("Not stated"));
}

static void put_countries(
    struct columns *columns, const struct record *record, struct arena *temporary)
{
	for (uint32_t i = 0; i < record->countries.count; i++) {
		Text code = record->countries.items[i];
		const struct country *country = catalog_country(columns->catalog, code);

		if (country)
			put(columns, (enum column)FACET_COUNTRY, country->slug, country->name);
		else
			put(columns, (enum column)FACET_COUNTRY, text_slug(temporary, code), code);
	}
}

static void put_captions(struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->captions.count; i++)
		put(columns, (enum column)FACET_CAPTION, record->captions.items[i],
		    record->captions.items[i]);
}

/* The year or month of a moment that is known at least that well. */
static void put_part(struct columns *columns, enum facet facet, Moment moment,
    enum precision precision, struct arena *temporary)
{
	Civil civil;
	Text value, label;

	if (moment.precision < precision)
		return;
	civil = clock_civil(moment.seconds);
	value = moment_text(temporary, moment_of(civil, precision));
	label = value;
	if (precision == PRECISION_MONTH)
		label = text_format(
		    temporary, "%.*s %d", TEXT_ARG(clock_month_name(civil.month)), civil.year);
	put(columns, (enum column)facet, value, label);
}

static void put_cites(struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->references.count; i++)
		put(columns, COLUMN_CITES, record->references.items[i], (Text){ NULL, 0 });
}

static void put_aliases(struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->aliases.count; i++)
		put(columns, COLUMN_ALIAS, record->aliases.items[i].id, (Text){ NULL, 0 });
}

static void put_addressee(struct columns *columns, enum column column,
    const struct addressee *addressee, struct arena *temporary)
{
	Text name = addressee->post.len ? addressee->post : addressee->plad.text;

	if (addressee->plad.text.len)
		put(columns, column, addressee->plad.text,
		    columns_post_slug(columns->catalog, name, temporary));
}

/* A cable without a header is from its origin all the same. */
static void put_from(struct columns *columns, const struct record *record, struct arena *temporary)
{
	if (record->cable && record->cable->header.from.plad.text.len)
		put_addressee(columns, COLUMN_FROM, &record->cable->header.from, temporary);
	else
		put(columns, COLUMN_FROM, record->origin,
		    columns_post_slug(columns->catalog, record->origin, temporary));
}

static void put_to(struct columns *columns, const struct record *record, struct arena *temporary)
{
	const struct cable_header *header;

	if (!record->cable)
		return;
	header = &record->cable->header;
	for (uint32_t i = 0; i < header->to.count; i++)
		put_addressee(columns, COLUMN_TO, &header->to.items[i], temporary);
	for (uint32_t i = 0; i < header->info.count; i++)
		put_addressee(columns, COLUMN_TO, &header->info.items[i], temporary);
}

static void put_column(struct columns *columns, unsigned column, const struct published *published,
    struct arena *temporary)
{
	const struct record *record = published->record;

	switch (column) {
	case FACET_KIND:
		put_kind(columns, record);
		break;
	case FACET_ORIGIN:
		put_origin(columns, record, temporary);
		break;
	case FACET_TAG:
		put_tags(columns, record);
		break;
	case FACET_CLASSIFICATION:
		put_classification(columns, record);
		break;
	case FACET_COUNTRY:
		put_countries(columns, record, temporary);
		break;
	case FACET_CAPTION:
		put_captions(columns, record);
		break;
	case FACET_YEAR:
		put_part(columns, FACET_YEAR, record->created, PRECISION_YEAR, temporary);
		break;
	case FACET_MONTH:
		put_part(columns, FACET_MONTH, record->created, PRECISION_MONTH, temporary);
		break;
	case FACET_RELEASED:
		put_part(columns, FACET_RELEASED, published->released, PRECISION_DAY, temporary);
		break;
	case COLUMN_TAG_SPELLING:
		put_tag_spellings(columns, record);
		break;
	case COLUMN_CITES:
		put_cites(columns, record);
		break;
	case COLUMN_ALIAS:
		put_aliases(columns, record);
		break;
	case COLUMN_FROM:
		put_from(columns, record, temporary);
		break;
	case COLUMN_TO:
		put_to(columns, record, temporary);
		break;
	}
}

bool columns_of(struct columns *columns, const struct published *published, struct arena *temporary,
    uint32_t starts[COLUMN_COUNT + 1])
{
	columns->numbers.count = 0;
	for (unsigned column = 0; column < COLUMN_COUNT; column++) {
		columns->start = starts[column] = columns->numbers.count;
		put_column(columns, column, published, temporary);
	}
	starts[COLUMN_COUNT] = columns->numbers.count;
	return !columns->scratch->failed && !columns->keep->failed && !temporary->failed;
}

static bool has_table(const struct cable *cable)
{
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

static uint32_t bit(bool holds, enum has has)
{
	return holds ? 1u << has : 0;
}

uint32_t columns_has(const struct published *published)
{
	const struct record *record = published->record;
	const struct cable *cable = record->cable;

	return bit(record->created.precision != PRECISION_UNKNOWN, HAS_DATE) |
	    bit(cable && cable->header.span.length, HAS_HEADER) |
	    bit(cable && cable->redactions.count, HAS_REDACTION) |
	    bit(record->references.count, HAS_REFERENCES) | bit(record->title.len, HAS_SUBJECT) |
	    bit(cable && has_table(cable), HAS_TABLE) |
	    bit(published->versions.count > 1, HAS_VERSIONS);
}
