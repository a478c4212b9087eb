/* The tables as they are kept: arrays in order of their key, and side indices from other keys.
 * Inside catalog/ only. */
#ifndef CATALOG_TABLES_H
#define CATALOG_TABLES_H

#include "base/arena.h"
#include "catalog/catalog.h"

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

struct acronym {
	Text acronym, expansion;
};

struct reason {
	Text order, section, letter, meaning;
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
	KeyList tag_codes, post_stations, post_names, post_slugs, post_routings, post_written;
	KeyList country_iso2, country_tags, country_names, country_slugs;
	KeyList caption_codes, precedence_tokens, line_spellings, acronym_keys;
};

/* Reads all tables into a zeroed catalog whose arena has begun. */
enum fault tables_read(struct catalog *catalog, struct error *err);

/* Adds `key` (kept as it is; give upper case) for `row`; nothing for an empty key. */
void keys_add(KeyList *keys, struct arena *arena, Text key, uint32_t row);
/* To be called once after the last add. Of equal keys the first added stays in front. */
void keys_sort(KeyList *keys);
/* The row of `key`, compared by byte, or UINT32_MAX. */
uint32_t keys_find(const KeyList *keys, Text key);

/* Letters and digits of `text` in upper case, accents folded away, at most `room` bytes into
 * `bytes`; what does not fit gives an empty text. */
Text key_squeeze(Text text, char *bytes, size_t room);
/* Upper case with its blanks and signs; the same rule of room. */
Text key_upper(Text text, char *bytes, size_t room);
#define KEY_ROOM 128

#endif
