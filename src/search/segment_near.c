/* The terms near a word. Where a key is too far already by how it begins, the walk goes on at the
 * least text above all that begin so and that may be near. */
#include "search/segment_parts.h"

#include <string.h>

struct near_walk {
	Text head; /* of every key that is wanted, the byte of its space first */
	Text from; /* keys below it are not looked at; in `room` */
	struct edits *edits;
	near_taker *take;
	void *context;
	char room[1 + EDITS_READ];
};

/* Behind the key that edits_follow refused; false when nothing near lies there. */
static bool pass_over(struct near_walk *walk)
{
	Text next = edits_pass_over(walk->edits);

	if (next.len)
		memcpy(walk->room + 1, next.at, next.len);
	walk->from.len = 1 + next.len;
	return next.len > 0;
}

/* False when the walk ends in this block. */
static bool scan(struct near_walk *walk, struct term_cursor *cursor)
{
	char bytes[1 + TERM_KEY_LIMIT];
	Text key = { bytes, 0 };
	struct list list;

	while (cursor->left) {
		if (!term_next(cursor) || cursor->shared > key.len ||
		    cursor->rest.len > sizeof bytes - cursor->shared)
			return false;
		memcpy(bytes + cursor->shared, cursor->rest.at, cursor->rest.len);
		key.len = cursor->shared + cursor->rest.len;
		if (text_compare(key, walk->from) < 0)
			continue;
		if (!text_starts(key, walk->head))
			return false;
		if (edits_follow(walk->edits, text_from(key, 1))) {
			if (!pass_over(walk))
				return false;
			continue;
		}
		if (edits_count(walk->edits) > walk->edits->most)
			continue;
		if (!term_list(cursor, &list) ||
		    !walk->take(walk->context, text_from(key, 1), edits_count(walk->edits), &list))
			return false;
	}
	return true;
}

void segment_walk_near(const struct segment *segment, enum space space, Text head,
    struct edits *edits, uint32_t *looks, near_taker *take, void *context)
{
	struct near_walk walk = { .edits = edits, .take = take, .context = context };
	char bytes[1 + NEAR_HEAD] = { (char)space };
	uint64_t block = 0;

	if (head.len > NEAR_HEAD)
		return;
	for (size_t i = 0; i < head.len; i++)
		bytes[1 + i] = head.at[i];
	memcpy(walk.room, bytes, sizeof bytes);
	walk.head = (Text){ bytes, 1 + head.len };
	walk.from = (Text){ walk.room, 1 + head.len };
	for (; *looks > 0; --*looks, block++) {
		struct term_cursor cursor;

		block = term_block_find(segment, block, walk.from);
		if (!term_block(segment, block, &cursor) || !scan(&walk, &cursor))
			return;
	}
}
