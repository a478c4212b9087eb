/* Dictionary: texts numbered in the order in which they came. Only while an index is built. */
#ifndef SEARCH_DICTIONARY_H
#define SEARCH_DICTIONARY_H

#include "base/arena.h"

struct dictionary {
	TextList keys;   /* by number */
	uint32_t *slots; /* number + 1, or 0 */
	uint32_t room;   /* slots, a power of two */
};

#define DICTIONARY_FULL UINT32_MAX

/* The number of `key`, which is copied into `keep` when it is new; the table grows in `scratch`.
 * DICTIONARY_FULL when an arena refused. */
uint32_t dictionary_add(
    struct dictionary *dictionary, Text key, struct arena *scratch, struct arena *keep);

#endif
