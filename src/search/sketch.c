/* The hash of a shingle rolls over the last words: one more word costs two multiplications, however
 * long a shingle is. Nothing in it follows the machine (I5), and nothing is secret: texts written
 * to collide make their own records look alike, no others. */
#include "search/sketch.h"

#include <stdlib.h>

#include "search/hash.h"
#include "search/words.h"

#define STEP UINT64_C(0x9E3779B97F4A7C15) /* odd */
/* STEP to the power of SHINGLE_WORDS. */
#define STEP_BEYOND (STEP * STEP * STEP * STEP * STEP)
_Static_assert(SHINGLE_WORDS == 5, "STEP_BEYOND");

bool sketcher_roll(struct sketcher *sketcher, Text folded, uint32_t *shingle)
{
	uint64_t *place = &sketcher->words[sketcher->heard++ % SHINGLE_WORDS];
	uint64_t gone = *place;

	*place = hash_text(0, folded);
	sketcher->rolling = sketcher->rolling * STEP + *place - gone * STEP_BEYOND;
	*shingle = (uint32_t)(hash_mix(sketcher->rolling, UINT64_C(0xD6E8FEB86659FD93)) >> 32);
	return sketcher->heard >= SHINGLE_WORDS;
}

static void keep(struct sketch *sketch, uint32_t hash)
{
	uint32_t at = sketch->count;

	while (at && sketch->hashes[at - 1] > hash)
		at--;
	if (at && sketch->hashes[at - 1] == hash)
		return;
	sketch->count += sketch->count < SKETCH_MOST;
	for (uint32_t i = sketch->count - 1; i > at; i--)
		sketch->hashes[i] = sketch->hashes[i - 1];
	sketch->hashes[at] = hash;
}

void sketcher_hear(struct sketcher *sketcher, Text folded)
{
	const struct sketch *sketch = &sketcher->sketch;
	uint32_t hash;

	if (sketcher_roll(sketcher, folded, &hash) &&
	    (sketch->count < SKETCH_MOST || hash < sketch->hashes[SKETCH_MOST - 1]))
		keep(&sketcher->sketch, hash);
}

/* --- whole texts --- */

typedef void word_taker(void *context, Text folded);

static bool each_word(const PassageList *passages, word_taker *take, void *context)
{
	struct arena arena;
	bool heard;

	arena_begin(&arena, 0);
	for (uint32_t i = 0; i + 1 < passages->count; i++) {
		Text text = passages->items[i].text;
		struct word_room room;
		struct word word;

		for (uint32_t at = 0; word_look(text, &at, &room, &arena, &word);)
			take(context, word.folded);
	}
	heard = !arena.failed;
	arena_end(&arena);
	return heard;
}

static void take_into_sketch(void *context, Text folded)
{
	sketcher_hear(context, folded);
}

bool sketch_of(const PassageList *passages, struct sketch *sketch)
{
	struct sketcher sketcher = { 0 };
	bool heard = each_word(passages, take_into_sketch, &sketcher);

	*sketch = sketcher.sketch;
	return heard;
}

unsigned shingle_share(uint64_t one, uint64_t two, uint64_t common)
{
	uint64_t both = one + two, share = both ? (200 * common + both / 2) / both : 0;

	return share < 100 ? (unsigned)share : 100;
}

struct shingles {
	struct sketcher sketcher;
	struct arena arena;
	ARRAY(uint32_t) hashes;
};

static void take_shingle(void *context, Text folded)
{
	struct shingles *shingles = context;
	uint32_t hash, *item;

	if (sketcher_roll(&shingles->sketcher, folded, &hash) &&
	    (item = array_add(&shingles->hashes, &shingles->arena)))
		*item = hash;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* In order, each once. */
static bool shingles_of(const PassageList *passages, struct shingles *shingles)
{
	uint32_t *hashes, count = 0;

	arena_begin(&shingles->arena, 0);
	if (!each_word(passages, take_shingle, shingles) || shingles->arena.failed)
		return false;
	hashes = shingles->hashes.items;
	if (shingles->hashes.count)
		qsort(hashes, shingles->hashes.count, sizeof *hashes, by_number);
	for (uint32_t i = 0; i < shingles->hashes.count; i++)
		if (!count || hashes[count - 1] != hashes[i])
			hashes[count++] = hashes[i];
	shingles->hashes.count = count;
	return true;
}

bool sketch_exact_share(const PassageList *one, const PassageList *two, unsigned *share)
{
	struct shingles a = { 0 }, b = { 0 };
	bool made = shingles_of(one, &a) && shingles_of(two, &b);
	uint32_t common = 0;

	for (uint32_t i = 0, k = 0; made && i < a.hashes.count && k < b.hashes.count;) {
		uint32_t x = a.hashes.items[i], y = b.hashes.items[k];

		common += x == y;
		i += x <= y;
		k += y <= x;
	}
	if (made)
		*share = shingle_share(a.hashes.count, b.hashes.count, common);
	arena_end(&a.arena);
	arena_end(&b.arena);
	return made;
}
