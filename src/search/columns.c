/* One function a column. A value nobody knows is absent (I6), never "unknown", except the
 * classification: every record has a level, if only that of not having been marked. */
#include "search/columns.h"

#include "record/redaction.h"
#include "search/index.h"
#include "search/inverter.h"

struct columns {
	const struct catalog *catalog;
	struct inverter *inverter;
	uint32_t document;
	struct arena *arena;
};

static const enum space facet_spaces[FACET_COUNT] = {
#define FACET_SPACE(name, field, heading) SPACE_##name,
	FACETS(FACET_SPACE)
#undef FACET_SPACE
};

enum space columns_space(enum facet facet)
{
	return facet_spaces[facet];
}

static void put(const struct columns *columns, enum facet facet, Text value, Text label)
{
	if (value.len)
		inverter_value(
		    columns->inverter, facet_spaces[facet], value, label, columns->document);
}

/* In lower case, as all that is not listed. */
static void put_key(const struct columns *columns, enum space space, Text key)
{
	char *lower = key.len ? arena_take(columns->arena, key.len) : NULL;

	if (!lower)
		return;
	for (size_t i = 0; i < key.len; i++)
		lower[i] = ascii_lower(key.at[i]);
	inverter_value(columns->inverter, space, (Text){ lower, key.len }, (Text){ NULL, 0 },
	    columns->document);
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

Text columns_written(Text typed, struct arena *arena)
{
	char *to = arena_take(arena, typed.len);
	size_t len = 0;

	for (Text word; to && (word = text_cut_word(&typed)).len;) {
		if (len)
			to[len++] = ' ';
		for (size_t i = 0; i < word.len; i++)
			to[len++] = ascii_lower(word.at[i]);
	}
	return (Text){ to, len };
}

static void put_kind(const struct columns *columns, const struct record *record)
{
	static const Text labels[RECORD_KINDS] = { TEXT_INIT("Cable"), TEXT_INIT("Narrative"),
		TEXT_INIT("Document") };

	put(columns, FACET_KIND, record_kind_name(record->kind), labels[record->kind]);
}

/* The display name's post, else the slug of the name itself. */
static void put_origin(const struct columns *columns, const struct record *record)
{
	const struct post *post = catalog_post_by_name(columns->catalog, record->origin);

	if (post)
		put(columns, FACET_ORIGIN, post->slug, post->name);
	else
		put(columns, FACET_ORIGIN, text_slug(columns->arena, record->origin),
		    record->origin);
}

static void put_tags(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->tags.count; i++) {
		const struct tag *tag = catalog_tag(columns->catalog, record->tags.items[i]);

		put(columns, FACET_TAG, record->tags.items[i],
		    tag && tag->name.len ? tag->name : record->tags.items[i]);
	}
}

/* "KTIP\tktiip"; as its code a tag is written too often to be kept. */
static void put_written(const struct columns *columns, Text code, Text raw)
{
	Text written = columns_written(raw, columns->arena);

	if (!written.len || text_equal_nocase(written, code))
		return;
	inverter_value(columns->inverter, SPACE_WRITTEN,
	    text_format(columns->arena, "%.*s\t%.*s", TEXT_ARG(code), TEXT_ARG(written)),
	    (Text){ NULL, 0 }, columns->document);
}

static void put_tag_spellings(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->tags.count; i++)
		put_key(columns, SPACE_SPELLING, record->tags.items[i]);
	for (uint32_t i = 0; record->cable && i < record->cable->tags.count; i++) {
		const struct tag_use *use = &record->cable->tags.items[i];

		put_key(columns, SPACE_SPELLING, use->raw.text);
		put_key(columns, SPACE_SPELLING, use->name);
		for (uint32_t k = 0; k < use->codes.count; k++)
			put_written(columns, use->codes.items[k], use->raw.text);
	}
}

static void put_classification(const struct columns *columns, const struct record *record)
{
	Text label = classification_text(record->classification);

	put(columns, FACET_CLASSIFICATION, classification_slug(record->classification),
	    label.len ? label : TEXT("Not stated"));
}

static void put_countries(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->countries.count; i++) {
		Text code = record->countries.items[i];
		const struct country *country = catalog_country(columns->catalog, code);

		if (country)
			put(columns, FACET_COUNTRY, country->slug, country->name);
		else
			put(columns, FACET_COUNTRY, text_slug(columns->arena, code), code);
	}
}

static void put_captions(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->captions.count; i++)
		put(columns, FACET_CAPTION, record->captions.items[i], record->captions.items[i]);
}

/* The year or month of a moment that is known at least that well. */
static void put_part(
    const struct columns *columns, enum facet facet, Moment moment, enum precision precision)
{
	Civil civil;
	Text value, label;

	if (moment.precision < precision)
		return;
	civil = clock_civil(moment.seconds);
	value = moment_text(columns->arena, moment_of(civil, precision));
	label = value;
	if (precision == PRECISION_MONTH)
		label = text_format(
		    columns->arena, "%.*s %d", TEXT_ARG(clock_month_name(civil.month)), civil.year);
	put(columns, facet, value, label);
}

static void put_cites(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->references.count; i++)
		put_key(columns, SPACE_CITES, record->references.items[i]);
}

static void put_aliases(const struct columns *columns, const struct record *record)
{
	for (uint32_t i = 0; i < record->aliases.count; i++)
		put_key(columns, SPACE_ALIAS, record->aliases.items[i].id);
}

static void put_addressee(const struct columns *columns, enum space written, enum space posts,
    const struct addressee *addressee)
{
	Text name = addressee->post.len ? addressee->post : addressee->plad.text;

	if (!addressee->plad.text.len ||
	    redaction_before(addressee->plad.text).len < addressee->plad.text.len)
		return; /* half a name is none */
	put_key(columns, written, addressee->plad.text);
	put_key(columns, posts, columns_post_slug(columns->catalog, name, columns->arena));
}

/* A cable without a header is from its origin all the same. */
static void put_from(const struct columns *columns, const struct record *record)
{
	if (record->cable && record->cable->header.from.plad.text.len) {
		put_addressee(columns, SPACE_FROM, SPACE_FROM_POST, &record->cable->header.from);
	} else if (record->origin.len) {
		put_key(columns, SPACE_FROM, record->origin);
		put_key(columns, SPACE_FROM_POST,
		    columns_post_slug(columns->catalog, record->origin, columns->arena));
	}
}

static void put_to(const struct columns *columns, const struct record *record)
{
	const struct cable_header *header;

	if (!record->cable)
		return;
	header = &record->cable->header;
	for (uint32_t i = 0; i < header->to.count; i++)
		put_addressee(columns, SPACE_TO, SPACE_TO_POST, &header->to.items[i]);
	for (uint32_t i = 0; i < header->info.count; i++)
		put_addressee(columns, SPACE_TO, SPACE_TO_POST, &header->info.items[i]);
}

static void put_has(const struct columns *columns, bool holds, enum has has)
{
	static const Text values[HAS_COUNT] = {
#define HAS_VALUE(name, value) TEXT_INIT(value),
		HAS(HAS_VALUE)
#undef HAS_VALUE
	};

	if (holds)
		put_key(columns, SPACE_HAS, values[has]);
}

static bool has_table(const struct cable *cable)
{
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		if (cable->blocks.items[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

/* Of a cable also in its header, of others anywhere. */
static bool has_redaction(const struct record *record)
{
	Text mark = record->transcript.text;

	return (record->cable && record->cable->redactions.count) ||
	    redaction_mark_find(&mark, NULL);
}

static void put_all_has(const struct columns *columns, const struct published *published)
{
	const struct record *record = published->record;
	const struct cable *cable = record->cable;

	put_has(columns, record->created.precision != PRECISION_UNKNOWN, HAS_DATE);
	put_has(columns, cable && cable->header.span.length, HAS_HEADER);
	put_has(columns, has_redaction(record), HAS_REDACTION);
	put_has(columns, record->references.count, HAS_REFERENCES);
	put_has(columns, record->title.len, HAS_SUBJECT);
	put_has(columns, cable && has_table(cable), HAS_TABLE);
	put_has(columns, published->versions.count > 1, HAS_VERSIONS);
}

bool columns_add(const struct catalog *catalog, struct inverter *inverter, uint32_t document,
    const struct published *published, struct arena *arena)
{
	const struct columns columns = { catalog, inverter, document, arena };
	const struct record *record = published->record;

	put_kind(&columns, record);
	put_origin(&columns, record);
	put_tags(&columns, record);
	put_tag_spellings(&columns, record);
	put_classification(&columns, record);
	put_countries(&columns, record);
	put_captions(&columns, record);
	put_part(&columns, FACET_YEAR, record->created, PRECISION_YEAR);
	put_part(&columns, FACET_MONTH, record->created, PRECISION_MONTH);
	put_part(&columns, FACET_RELEASED, published->released, PRECISION_DAY);
	put_cites(&columns, record);
	put_aliases(&columns, record);
	put_from(&columns, record);
	put_to(&columns, record);
	put_all_has(&columns, published);
	return !inverter->failed && !arena->failed;
}
