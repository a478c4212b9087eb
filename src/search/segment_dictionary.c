/* The terms of a segment: a binary search over the first keys of the blocks, then a scan of one. A
 * key out of order is not found, or found; nothing worse. */
#include "search/segment_parts.h"

#include <string.h>

/* Space and text, as they stand in the dictionary. */
struct key {
	size_t len;
	uint8_t bytes[1 + TERM_KEY_LIMIT];
};

static bool key_make(enum space space, Text text, struct key *key)
{
	if (text.len > TERM_KEY_LIMIT)
		return false;
	key->len = 1 + text.len;
	key->bytes[0] = (uint8_t)space;
	if (text.len)
		memcpy(key->bytes + 1, text.at, text.len);
	return true;
}

/* Of 64 bits. */
static bool take_long(const uint8_t **at, const uint8_t *end, uint64_t *number)
{
	uint64_t value = 0;

	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		uint8_t byte = *(*at)++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*number = value;
			return true;
		}
	}
	return false;
}

static uint64_t block_count(const struct segment *segment)
{
	return segment->header.sections[SECTION_HEADS].size / sizeof(uint32_t);
}

bool term_block(const struct segment *segment, uint64_t block, struct term_cursor *cursor)
{
	const uint32_t *heads = (const uint32_t *)segment_section(segment, SECTION_HEADS).at;
	Section dictionary = segment_section(segment, SECTION_DICTIONARY);
	uint64_t blocks = block_count(segment), terms = segment->header.terms;

	if (block >= blocks)
		return false;
	*cursor = (struct term_cursor){ .segment = segment,
		.at = dictionary.at + heads[block],
		.end = dictionary.at + (block + 1 < blocks ? heads[block + 1] : dictionary.size),
		.left = block + 1 < blocks ? DICTIONARY_BLOCK
					   : (unsigned)(terms - block * DICTIONARY_BLOCK) };
	return take_long(&cursor->at, cursor->end, &cursor->postings) &&
	    take_long(&cursor->at, cursor->end, &cursor->positions) &&
	    take_long(&cursor->at, cursor->end, &cursor->skips) &&
	    take_long(&cursor->at, cursor->end, &cursor->bitmaps) &&
	    take_long(&cursor->at, cursor->end, &cursor->number);
}

bool term_next(struct term_cursor *cursor)
{
	const uint8_t *end = cursor->end;
	uint32_t len, count;

	if (!cursor->left)
		return false;
	cursor->postings += cursor->postings_size;
	cursor->positions += cursor->positions_size;
	cursor->skips += cursor->documents / PACK_BLOCK;
	cursor->bitmaps += cursor->has_bitmap;
	if (!varint_take(&cursor->at, end, &cursor->shared) ||
	    !varint_take(&cursor->at, end, &len) || len > (size_t)(end - cursor->at))
		return false;
	cursor->rest = (Text){ (const char *)cursor->at, len };
	cursor->at += len;
	if (!varint_take(&cursor->at, end, &count) ||
	    !varint_take(&cursor->at, end, &cursor->postings_size) ||
	    !varint_take(&cursor->at, end, &cursor->positions_size))
		return false;
	cursor->documents = count / 2;
	cursor->has_bitmap = count % 2;
	cursor->left--;
	cursor->number++;
	return true;
}

static bool lies_in(Section section, uint64_t offset, uint64_t size)
{
	return offset <= section.size && size <= section.size - offset;
}

/* A stray bit behind the last document would be counted. */
static const uint64_t *bitmap_of(const struct segment *segment, uint64_t number)
{
	Section section = segment_section(segment, SECTION_BITMAPS);
	uint64_t words = segment->set_words;

	if (!words || number >= section.size / sizeof(uint64_t) / words)
		return NULL;

	const uint64_t *bitmap = (const uint64_t *)section.at + number * words;
	unsigned used = segment->documents % 64;

	return used && bitmap[words - 1] >> used ? NULL : bitmap;
}

bool term_list(const struct term_cursor *cursor, struct list *list)
{
	const struct segment *segment = cursor->segment;
	Section postings = segment_section(segment, SECTION_POSTINGS);
	Section positions = segment_section(segment, SECTION_POSITIONS);
	Section skips = segment_section(segment, SECTION_SKIPS);
	uint32_t blocks = cursor->documents / PACK_BLOCK;

	*list = (struct list){ 0 };
	if (!cursor->documents || cursor->documents > segment->documents ||
	    !lies_in(postings, cursor->postings, cursor->postings_size) ||
	    !lies_in(positions, cursor->positions, cursor->positions_size) ||
	    cursor->skips > skips.size / sizeof(struct skip) ||
	    blocks > skips.size / sizeof(struct skip) - cursor->skips)
		return false;
	list->count = cursor->documents;
	list->blocks = blocks;
	list->skips = (const struct skip *)skips.at + cursor->skips;
	list->postings = postings.at + cursor->postings;
	list->postings_end = list->postings + cursor->postings_size;
	if (cursor->positions_size) {
		list->positions = positions.at + cursor->positions;
		list->positions_end = list->positions + cursor->positions_size;
	}
	if (cursor->has_bitmap)
		list->bitmap = bitmap_of(segment, cursor->bitmaps);
	return true;
}

/* The first key of a block against `key`. */
static int first_compare(const struct segment *segment, uint64_t block, Text key)
{
	const uint32_t *heads = (const uint32_t *)segment_section(segment, SECTION_HEADS).at;
	Section dictionary = segment_section(segment, SECTION_DICTIONARY);
	const uint8_t *at = dictionary.at + heads[block], *end = dictionary.at + dictionary.size;
	uint32_t len;

	/* Five numbers, and that nothing is shared. */
	for (unsigned left = 6; left > 0 && at < end; at++)
		left -= *at < 0x80;
	if (!varint_take(&at, end, &len) || len > (size_t)(end - at))
		return 1;
	return text_compare((Text){ (const char *)at, len }, key);
}

/* The last block below `high` whose first key is `key` or one before it; `low` when none is. */
static uint64_t block_between(const struct segment *segment, uint64_t low, uint64_t high, Text key)
{
	while (low + 1 < high) {
		uint64_t middle = low + (high - low) / 2;

		if (first_compare(segment, middle, key) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static uint64_t block_find(const struct segment *segment, const struct key *key)
{
	return block_between(
	    segment, 0, block_count(segment), (Text){ (const char *)key->bytes, key->len });
}

/* In ever longer steps. */
uint64_t term_block_find(const struct segment *segment, uint64_t low, Text key)
{
	uint64_t count = block_count(segment), high = low + 1;

	for (uint64_t step = 1; high < count && first_compare(segment, high, key) <= 0; step *= 2) {
		low = high;
		high += 2 * step;
	}
	return block_between(segment, low, high < count ? high : count, key);
}

/* Keys are compared without being put together: `match` is what the key before, a smaller one, has
 * in common with `key`. One that shares more with it differs at the same byte, so it is smaller
 * too; one that shares less is greater. */
static bool block_scan(struct term_cursor *cursor, const struct key *key)
{
	size_t match = 0;

	while (term_next(cursor)) {
		const uint8_t *rest = (const uint8_t *)cursor->rest.at;
		size_t len = cursor->rest.len, i = 0;

		if (cursor->shared < match)
			return false;
		if (cursor->shared > match)
			continue;
		while (i < len && match < key->len && rest[i] == key->bytes[match])
			i++, match++;
		if (match == key->len)
			return i == len;
		if (i < len && rest[i] > key->bytes[match])
			return false;
	}
	return false;
}

bool segment_find(const struct segment *segment, enum space space, Text text, struct list *list)
{
	struct term_cursor cursor;
	struct key key;

	*list = (struct list){ 0 };
	if (!key_make(space, text, &key) ||
	    !term_block(segment, block_find(segment, &key), &cursor) || !block_scan(&cursor, &key))
		return false;
	return term_list(&cursor, list) || (*list = (struct list){ 0 }, false);
}

/* The key of the term at hand from that of the one before. */
static bool key_next(const struct term_cursor *cursor, struct key *key)
{
	if (cursor->shared > key->len || cursor->rest.len > sizeof key->bytes - cursor->shared)
		return false;
	memcpy(key->bytes + cursor->shared, cursor->rest.at, cursor->rest.len);
	key->len = cursor->shared + cursor->rest.len;
	return key->len > 0;
}

/* Gives the terms of a block that begin with `head`; false when the walk ends in it. */
static bool block_walk(
    struct term_cursor *cursor, const struct key *head, term_taker *take, void *context)
{
	struct key key = { .len = 0 };
	struct list list;

	while (cursor->left) {
		if (!term_next(cursor) || !key_next(cursor, &key))
			return false;

		size_t len = key.len < head->len ? key.len : head->len;
		int order = memcmp(key.bytes, head->bytes, len);

		if (order > 0)
			return false;
		if (order < 0 || key.len < head->len)
			continue;
		Text text = { (const char *)key.bytes + 1, key.len - 1 };
		if (!term_list(cursor, &list) || !take(context, text, &list))
			return false;
	}
	return true;
}

void segment_walk(
    const struct segment *segment, enum space space, Text head, term_taker *take, void *context)
{
	struct term_cursor cursor;
	struct key key;

	if (!key_make(space, head, &key))
		return;
	for (uint64_t block = block_find(segment, &key); term_block(segment, block, &cursor);
	     block++) {
		if (!block_walk(&cursor, &key, take, context))
			return;
	}
}
