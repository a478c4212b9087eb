/* Spellings: how the records wrote the tags that are read as one code. */
#ifndef SEARCH_SPELLINGS_H
#define SEARCH_SPELLINGS_H

#include "search/search.h"

struct spelling {
	Text text;      /* "KTIIP": in capitals, each run of blanks as one */
	uint64_t count; /* records; exact, and what a search for tag:CODE tagged:"TEXT" finds */
};
typedef ARRAY(struct spelling) SpellingList;

/* All spellings read as `code` (as the facet has it) but that of the code itself, most records
 * first, then by byte. Added to the list, in the arena; false when it refused. */
bool search_spellings(
    const struct index *index, Text code, struct arena *arena, SpellingList *list);

#endif
