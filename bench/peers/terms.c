/* A table with open addressing. */
#include "bench/peers/terms.h"

#include "bench/chance.h"

static uint64_t hash_of(const char *word, size_t length)
{
	uint64_t hash = length;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)word[i]) * 0x100000001B3u;
	return chance_mix(hash);
}

static void grow_terms(struct terms *terms)
{
	uint32_t room = terms->room ? 2 * terms->room : 1u << 16;

	terms->items = realloc(terms->items, room * sizeof *terms->items);
	terms->room = room;
	free(terms->slots);
	terms->slots = calloc(4 * (size_t)room, sizeof *terms->slots);
	if (!terms->items || !terms->slots)
		die("no memory");
	terms->slot_mask = 4 * room - 1;
	for (uint32_t i = 0; i < terms->count; i++) {
		const char *word = terms->items[i].word;
		uint64_t slot = hash_of(word, strlen(word)) & terms->slot_mask;

		while (terms->slots[slot])
			slot = (slot + 1) & terms->slot_mask;
		terms->slots[slot] = i + 1;
	}
}

uint32_t term_of(struct terms *terms, const char *word, size_t length)
{
	uint64_t slot;
	struct term *term;

	if (terms->count == terms->room)
		grow_terms(terms);
	slot = hash_of(word, length) & terms->slot_mask;
	for (; terms->slots[slot]; slot = (slot + 1) & terms->slot_mask) {
		const char *known = terms->items[terms->slots[slot] - 1].word;

		if (strncmp(known, word, length) == 0 && !known[length])
			return terms->slots[slot] - 1;
	}
	term = &terms->items[terms->count];
	*term = (struct term){ strndup(word, length), 0, UINT32_MAX };
	if (!term->word)
		die("no memory");
	terms->slots[slot] = ++terms->count;
	return terms->count - 1;
}

void terms_close(struct terms *terms)
{
	for (uint32_t i = 0; i < terms->count; i++)
		free(terms->items[i].word);
	free(terms->items);
	free(terms->slots);
	*terms = (struct terms){ 0 };
}
