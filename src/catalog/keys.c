/* Keys: sorted, found by halving. */
#include "catalog/tables.h"

#include <string.h>

void keys_add(KeyList *keys, struct arena *arena, Text key, uint32_t row)
{
	struct key *added;

	if (!key.len)
		return;
	added = array_add(keys, arena);
	if (added)
		*added = (struct key){ key, row };
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = text_compare(x->key, y->key);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

void keys_sort(KeyList *keys)
{
	if (keys->count > 1)
		qsort(keys->items, keys->count, sizeof *keys->items, compare_keys);
}

uint32_t keys_find(const KeyList *keys, Text key)
{
	uint32_t low = 0, high = keys->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text_compare(keys->items[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < keys->count && text_equal(keys->items[low].key, key) ? keys->items[low].row
									  : UINT32_MAX;
}

/* Base letters of U+00C0 to U+00FF, which in UTF-8 are 0xC3 and one byte from 0x80 to 0xBF. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO*OUUUUYTY";

Text key_squeeze(Text text, char *bytes, size_t room)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if ((unsigned char)c == 0xC3 && i + 1 < text.len &&
		    ((unsigned char)text.at[i + 1] & 0xC0) == 0x80)
			c = latin[(unsigned char)text.at[++i] & 0x3F];
		if (!ascii_is_letter(c) && !ascii_is_digit(c))
			continue;
		if (len == room)
			return (Text){ 0 };
		bytes[len++] = ascii_upper(c);
	}
	return (Text){ bytes, len };
}

Text key_upper(Text text, char *bytes, size_t room)
{
	if (text.len > room)
		return (Text){ 0 };
	for (size_t i = 0; i < text.len; i++)
		bytes[i] = ascii_upper(text.at[i]);
	return (Text){ bytes, text.len };
}
