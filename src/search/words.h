/* Words: what a text is cut into, the same for what is searched and for what is asked.
 *
 * A word is a run of letters, digits and marks of any script (utf8_is_word); everything else parts
 * words, so a hyphen, an apostrophe, a slash and a full stop do: "U.S.-led" is three words,
 * "O'Neill" two, "08BISHKEK211" and "2008" one. Words are compared folded (utf8_fold: case and
 * accents, nothing else). Lone accents fold to nothing and are no word. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "base/arena.h"
#include "record/transcript.h"

struct word {
	Span span;   /* in the text */
	Text folded; /* never empty; borrowed from the text where it is folded already, else in the
			arena */
};

/* Takes the next word behind offset *at and moves *at to its end; false when there is none. `text`
 * is under 4 GiB. What the arena refuses is skipped (arena->failed). */
bool word_take(Text text, uint32_t *at, struct arena *arena, struct word *word);

#define WORD_ROOM 64
struct word_room {
	char bytes[WORD_ROOM];
};

/* The same for words that are looked at and let go: `folded` is good until the next one is taken
 * into `room`. The arena is asked only for words that are not ASCII, or longer than WORD_ROOM. Two
 * to three nanoseconds a byte. */
bool word_look(
    Text text, uint32_t *at, struct word_room *room, struct arena *arena, struct word *word);

#endif
