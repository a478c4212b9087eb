/* The tables as they are kept: arrays in order of their key, and side indices from other keys.
 * Inside catalog/ only. */
#ifndef CATALOG_TABLES_H
#define CATALOG_TABLES_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/tag_tables.h"

/* One way to find a row: any key, in upper case, to the number of the row. Sorted by key. */
struct key {
	Text key;
	uint32_t row;
};
typedef ARRAY(struct key) KeyList;

struct spelling {
	Text spelling, scope;
	enum classification classification;
};

struct reason {
	Text order, section, letter, meaning;
};

/* A name that ids carry: of a post in posts.csv, or one that stands beside it. */
struct station {
	Text name;
	uint32_t cables; /* in Cablegate: how often it was seen */
	uint32_t post;   /* number of its row, UINT32_MAX for none */
};

struct post_alias {
	Text written, station, kind;
};

struct id_repair {
	Text raw, canonical, reason;
};

struct catalog {
	struct arena arena;
	ARRAY(struct tag) tags;
	ARRAY(struct post) posts;
	ARRAY(struct country) countries;
	ARRAY(struct caption_entry) captions;
	ARRAY(struct precedence) precedences;
	ARRAY(struct spelling) spellings;
	ARRAY(struct acronym) acronyms;
	ARRAY(struct reason) reasons;
	ARRAY(struct post_alias) post_aliases;
	ARRAY(struct id_repair) id_repairs;
	ARRAY(struct station) stations; /* in order of name */
	ARRAY(struct tag_repair) tag_repairs;
	ARRAY(struct tag_weight) tag_weights;
	ARRAY(struct tag_target) tag_targets;
	KeyList tag_codes, post_stations, post_names, post_slugs, post_routings, post_written;
	KeyList station_names, station_shorts, id_repair_keys;
	KeyList country_iso2, country_tags, country_names, country_slugs;
	KeyList caption_codes, precedence_tokens, line_spellings, acronym_keys;
	KeyList tag_repair_keys, tag_weight_keys, tag_squeezed, tag_names;
};

/* Reads all tables into a zeroed catalog whose arena has begun. */
enum fault tables_read(struct catalog *catalog, struct error *err);

/* tag_index.c: what the reading of tags looks up, once the tables are read. */
void index_tag_reading(struct catalog *catalog);

/* Adds `key` (kept as it is; give upper case) for `row`; nothing for an empty key. */
void keys_add(KeyList *keys, struct arena *arena, Text key, uint32_t row);
/* To be called once after the last add. Of equal keys the first added stays in front. */
void keys_sort(KeyList *keys);
/* The row of `key`, compared by byte, or UINT32_MAX. */
uint32_t keys_find(const KeyList *keys, Text key);

/* station_table.c: the stations and their names, from posts and aliases. After the posts are
 * sorted. */
void index_stations(struct catalog *catalog);
const struct post *station_post(const struct catalog *catalog, const struct station *station);

/* Letters and digits of `text` in upper case, accents folded away, at most `room` bytes into
 * `bytes`; what does not fit gives an empty text. */
Text key_squeeze(Text text, char *bytes, size_t room);
/* Upper case with its blanks and signs; the same rule of room. */
Text key_upper(Text text, char *bytes, size_t room);
#define KEY_ROOM 128

#endif
