/* Names: a curator's own list, thousands of entries, each one or more words. Found word by word,
 * whatever the case and accents and whatever blanks, line ends, hyphens, dots or apostrophes stand
 * between. Cost: one pass over the text, whatever the length of the list. */
#ifndef FLAGS_NAMES_H
#define FLAGS_NAMES_H

#include "base/arena.h"

#define NAME_WORDS_LIMIT 16 /* of one entry */

struct names;

/* Empty; in the arena. NULL when out of memory. */
struct names *names_begin(struct arena *arena);
/* False when the entry holds no word or too many. */
bool names_add(struct names *names, Text entry, struct arena *arena);
/* When the last is added. False when out of memory. */
bool names_ready(struct names *names, struct arena *arena);

typedef void name_found(void *context, uint32_t start, uint32_t length);
/* Calls for each in text[from..to), in order; of several that begin at one word, the longest.
 * `scratch` holds what is folded. False when out of memory. */
bool names_find(const struct names *names, Text text, uint32_t from, uint32_t to,
    struct arena *scratch, name_found *found, void *context);

#endif
