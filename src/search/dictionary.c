/* Open addressing with linear steps, at most half full. Numbers follow the order of adding, never
 * the hash, so the same records give the same index (I5). */
#include "search/dictionary.h"

#define ROOM_FIRST 64
#define ROOM_MOST  (1u << 31)

static uint64_t hash_of(Text key)
{
	uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.at[i]) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

static uint32_t *slot_of(const struct dictionary *dictionary, Text key)
{
	uint32_t mask = dictionary->room - 1, at = (uint32_t)hash_of(key) & mask;

	while (dictionary->slots[at]) {
		if (text_equal(dictionary->keys.items[dictionary->slots[at] - 1], key))
			break;
		at = (at + 1) & mask;
	}
	return &dictionary->slots[at];
}

static bool make_room(struct dictionary *dictionary, struct arena *scratch)
{
	uint32_t room = dictionary->room ? dictionary->room * 2 : ROOM_FIRST;

	if (dictionary->keys.count < dictionary->room / 2)
		return true;
	if (dictionary->room >= ROOM_MOST)
		return false;
	dictionary->slots = arena_take(scratch, (size_t)room * sizeof *dictionary->slots);
	if (!dictionary->slots)
		return false;
	dictionary->room = room;
	for (uint32_t i = 0; i < dictionary->keys.count; i++)
		*slot_of(dictionary, dictionary->keys.items[i]) = i + 1;
	return true;
}

uint32_t dictionary_add(
    struct dictionary *dictionary, Text key, struct arena *scratch, struct arena *keep)
{
	uint32_t *slot;
	Text kept, *item;

	if (!make_room(dictionary, scratch))
		return DICTIONARY_FULL;
	slot = slot_of(dictionary, key);
	if (*slot)
		return *slot - 1;
	kept = text_copy(keep, key);
	item = kept.len == key.len ? array_add(&dictionary->keys, scratch) : NULL;
	if (!item)
		return DICTIONARY_FULL;
	*item = kept;
	*slot = dictionary->keys.count;
	return *slot - 1;
}
