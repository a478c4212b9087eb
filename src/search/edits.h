/* Edits: how many letters must be changed, left out, put in, or swapped with the next one, to make
 * one word of another (each letter touched once: the optimal string alignment). For words that come
 * in order: what one has in common with the one before is not read again. A bit for each letter of
 * the word, after Wu and Manber (1992); the swap after Hyyro (2003). */
#ifndef SEARCH_EDITS_H
#define SEARCH_EDITS_H

#include "base/text.h"

#define EDITS_MOST    2  /* told apart; more is EDITS_MOST + 1 */
#define EDITS_LETTERS 32 /* of the word: nobody mistypes a longer one */
#define EDITS_READ    (4 * (EDITS_LETTERS + EDITS_MOST + 2)) /* bytes of a key that are read */

/* After so many letters: the heads of the word that are near what was read, at so many edits. */
struct edits_state {
	uint64_t near[EDITS_MOST + 1];
	int32_t letter; /* the last one read */
	size_t end;     /* bytes read */
};

struct edits {
	unsigned most, letters;
	int32_t word[EDITS_LETTERS];
	uint64_t small[128]; /* where the word has each ASCII letter */
	unsigned depth;      /* the state at hand */
	struct edits_state states[EDITS_LETTERS + EDITS_MOST + 2];
	char read[EDITS_READ];
};

/* For words within `most` (up to EDITS_MOST) edits of `word`. False, and nothing begun, for one
 * that is empty or has more than EDITS_LETTERS letters. */
bool edits_begin(struct edits *edits, Text word, unsigned most);
/* Reads `key` (with the code points whole). 0 when it, or one that begins with it, may be near;
 * else how many of its bytes are too far already, whatever follows them. */
size_t edits_follow(struct edits *edits, Text key);
/* After edits_follow refused a key: the least text that is above all that begin as that one was
 * refused, and that a near word may begin with. Words in between need not be looked at. Empty when
 * there is none; good until the next call. */
Text edits_pass_over(struct edits *edits);
/* From the word to the key that was followed last, which edits_follow did not refuse. */
unsigned edits_count(const struct edits *edits);

#endif
