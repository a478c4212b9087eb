/* The dictionary, last of what is made of terms: it says where the lists of all pieces lie. */
#include <string.h>

#include "search/packing.h"
#include "search/writer.h"

struct places {
	uint64_t postings, positions, skips, bitmaps;
};

static uint32_t shared(Text a, Text b)
{
	uint32_t len = 0;

	while (len < a.len && len < b.len && a.at[len] == b.at[len])
		len++;
	return len;
}

static void begin_block(struct seal *seal, const struct places *places, uint32_t group)
{
	struct bytes *to = &seal->sections[SECTION_DICTIONARY];
	uint32_t offset = (uint32_t)to->len;

	to->failed |= to->len > UINT32_MAX;
	bytes_put(&seal->sections[SECTION_HEADS], &offset, sizeof offset);
	bytes_varint(to, places->postings);
	bytes_varint(to, places->positions);
	bytes_varint(to, places->skips);
	bytes_varint(to, places->bitmaps);
	bytes_varint(to, group);
}

/* `before` is the key of the term before in the block, with its space; it becomes this one's. */
static void put_key(struct bytes *to, uint8_t space, Text key, Text *before, char *room)
{
	Text whole = { room, key.len + 1 };
	char kept[TERM_KEY_LIMIT + 1];
	uint32_t same;

	kept[0] = (char)space;
	if (key.len)
		memcpy(kept + 1, key.at, key.len);
	same = shared(*before, (Text){ kept, whole.len });
	bytes_varint(to, same);
	bytes_varint(to, whole.len - same);
	bytes_put(to, kept + same, whole.len - same);
	memcpy(room, kept, whole.len);
	*before = whole;
}

bool writer_dictionary(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_DICTIONARY];
	struct places places = { 0 };
	char room[TERM_KEY_LIMIT + 1];
	Text before = { NULL, 0 };

	for (uint32_t group = 0; group < seal->terms.count; group++) {
		const struct coded *coded = &seal->coded[group];
		bool bitmap = (uint64_t)coded->documents * BITMAP_SHARE >= seal->documents;
		uint32_t count;
		const struct source *source = group_sources(seal, group, &count);
		const struct term *term = source_term(seal, source);

		if (group % DICTIONARY_BLOCK == 0) {
			begin_block(seal, &places, group);
			before.len = 0;
		}
		put_key(to, term->space, inverter_key(source_inverter(seal, source), term), &before,
		    room);
		bytes_varint(to, (uint64_t)coded->documents * 2 + bitmap);
		bytes_varint(to, coded->postings);
		bytes_varint(to, coded->positions);
		places.postings += coded->postings;
		places.positions += coded->positions;
		places.skips += coded->documents / PACK_BLOCK;
		places.bitmaps += bitmap;
	}
	return !to->failed && !seal->sections[SECTION_HEADS].failed;
}
