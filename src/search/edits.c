#include "search/edits.h"

#include <string.h>

#include "base/utf8.h"

#define LETTER_LAST     0x10FFFF
#define SURROGATE_FIRST 0xD800
#define SURROGATE_LAST  0xDFFF

bool edits_begin(struct edits *edits, Text word, unsigned most)
{
	int32_t letter;

	if (!word.len || utf8_length(word) > EDITS_LETTERS)
		return false;
	memset(edits, 0, sizeof *edits);
	edits->most = most < EDITS_MOST ? most : EDITS_MOST;
	while (utf8_take(&word, &letter)) {
		if (letter < 128)
			edits->small[letter] |= (uint64_t)1 << edits->letters;
		edits->word[edits->letters++] = letter;
	}
	/* Nothing is read, and so many letters may be left out. */
	for (unsigned k = 0; k <= edits->most; k++)
		edits->states[0].near[k] =
		    (((uint64_t)2 << k) - 1) & (((uint64_t)2 << edits->letters) - 1);
	return true;
}

static uint64_t places_of(const struct edits *edits, int32_t letter)
{
	uint64_t places = 0;

	if (letter < 128)
		return edits->small[letter];
	for (unsigned i = 0; i < edits->letters; i++)
		places |= (uint64_t)(edits->word[i] == letter) << i;
	return places;
}

/* One letter on. Bit i of near[k]: i letters of the word make what was read, at k edits. */
static void step(struct edits *edits, int32_t letter)
{
	const struct edits_state *before = &edits->states[edits->depth];
	struct edits_state *now = &edits->states[++edits->depth];
	uint64_t here = places_of(edits, letter), all = ((uint64_t)2 << edits->letters) - 1;

	now->letter = letter;
	now->near[0] = (before->near[0] & here) << 1;
	for (unsigned k = 1; k <= edits->most; k++) {
		uint64_t same = (before->near[k] & here) << 1;
		uint64_t put_in = before->near[k - 1], changed = put_in << 1;
		uint64_t left_out = now->near[k - 1] << 1, swapped = 0;

		if (edits->depth > 1)
			swapped =
			    (before[-1].near[k - 1] & here & places_of(edits, before->letter) >> 1)
			    << 2;
		now->near[k] = (same | put_in | changed | left_out | swapped) & all;
	}
}

/* Of two keys, in bytes; of the one before as far as it was read. */
static size_t common(const struct edits *edits, Text key)
{
	size_t most = edits->states[edits->depth].end, same = 0;

	while (same < most && same < key.len && edits->read[same] == key.at[same])
		same++;
	return same;
}

/* A state in which nothing is near has none behind it, so keys are read no further than some
 * letters beyond the word: the states are enough. */
size_t edits_follow(struct edits *edits, Text key)
{
	size_t same = common(edits, key);

	while (edits->states[edits->depth].end > same)
		edits->depth--;
	for (;;) {
		size_t end = edits->states[edits->depth].end;
		Text rest = text_from(key, end);
		int32_t letter;

		if (!edits->states[edits->depth].near[edits->most])
			return end;
		if (!utf8_take(&rest, &letter))
			return 0;
		memcpy(edits->read + end, key.at + end, key.len - rest.len - end);
		step(edits, letter);
		edits->states[edits->depth].end = key.len - rest.len;
	}
}

/* Goes on by `letter` if a near word may. */
static bool try_letter(struct edits *edits, int32_t letter)
{
	struct edits_state *before = &edits->states[edits->depth];

	step(edits, letter);
	if (!edits->states[edits->depth].near[edits->most]) {
		edits->depth--;
		return false;
	}
	before[1].end = before->end + utf8_write(letter, edits->read + before->end);
	return true;
}

/* Where any letter may follow, the next one may; else only letters of the word. */
static bool try_above(struct edits *edits, int32_t letter)
{
	int32_t next = letter + 1;

	if (next > LETTER_LAST)
		return false;
	if (next == SURROGATE_FIRST)
		next = SURROGATE_LAST + 1;
	while (!try_letter(edits, next)) {
		int32_t above = next;

		next = LETTER_LAST + 1;
		for (unsigned i = 0; i < edits->letters; i++)
			if (edits->word[i] > above && edits->word[i] < next)
				next = edits->word[i];
		if (next > LETTER_LAST)
			return false;
	}
	return true;
}

Text edits_pass_over(struct edits *edits)
{
	while (edits->depth) {
		int32_t letter = edits->states[edits->depth--].letter;

		if (try_above(edits, letter))
			return (Text){ edits->read, edits->states[edits->depth].end };
	}
	return TEXT("");
}

unsigned edits_count(const struct edits *edits)
{
	const struct edits_state *state = &edits->states[edits->depth];

	for (unsigned k = 0; k <= edits->most; k++)
		if (state->near[k] >> edits->letters & 1)
			return k;
	return EDITS_MOST + 1;
}
