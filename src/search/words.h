/* Words: what a text is cut into, the same for what is searched and for what is asked.
 *
 * A word is a run of letters, digits and marks of any script (utf8_is_word); everything else parts
 * words, so a hyphen, an apostrophe, a slash and a full stop do: "U.S.-led" is three words,
 * "O'Neill" two, "08BISHKEK211" and "2008" one. Words are compared folded (utf8_fold: case and
 * accents, nothing else). Lone accents fold to nothing and are no word.
 *
 * A redaction's mark (record/redaction.h) is one word that is like no other: its own words are
 * none, what stands before and behind it are no neighbours, and nobody can ask for it. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "base/arena.h"
#include "record/transcript.h"

#define WORD_REDACTED TEXT("[") /* what a mark is folded to */

struct word {
	Span span;   /* in the text */
	Text folded; /* never empty; borrowed from the text where it is folded already, else in the
			arena */
};

/* Takes the next word that can be asked for behind offset *at and moves *at to its end, over marks;
 * false when there is none. `text` is under 4 GiB. What the arena refuses is skipped
 * (arena->failed). */
bool word_take(Text text, uint32_t *at, struct arena *arena, struct word *word);

#define WORD_ROOM 64
struct word_room {
	char bytes[WORD_ROOM];
};

/* The same, with marks, for words that are looked at and let go: `folded` is good until the next
 * one is taken into `room`. The arena is asked only for words that are not ASCII, or longer than
 * WORD_ROOM. Two to three nanoseconds a byte. */
bool word_look(
    Text text, uint32_t *at, struct word_room *room, struct arena *arena, struct word *word);

/* Whether a word of the text may begin with `head`, which is folded and not empty: no is sure, and
 * costs a fifth of looking at the words. Text that is not all ASCII may. */
bool word_may_begin(Text text, Text head);

#endif
