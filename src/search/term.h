/* Terms: which words of a text one word of a query stands for. The index and the snippets ask here,
 * so that what is marked is what was found. */
#ifndef SEARCH_TERM_H
#define SEARCH_TERM_H

#include "search/query.h"

/* Does the term stand for this word (folded, words.h)? A word and a prefix cost nanoseconds, a stem
 * a microsecond for words that begin with its head (and no when memory ran out). From any thread.
 */
bool term_accepts(const struct term *term, Text folded);
/* What all words that it stands for begin with; never empty. Borrowed from the term. */
Text term_head(const struct term *term);
/* Makes it stand for the words of the same English stem (Snowball's English stemmer): sets `stem`
 * and `root`, the latter in the arena. False when memory ran out. */
bool term_set_stem(struct term *term, struct arena *arena);

/* As search_result.terms has it: "visa", "traf*", "~visas"; in the arena. */
Text term_text(const struct term *term, struct arena *arena);
/* The same back, borrowed from `written`; false when memory ran out. */
bool term_read(Text written, struct arena *arena, struct term *term);

#endif
