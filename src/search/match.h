/* Matching one NODE_WORDS against a run of word numbers: a document's, or those of one passage. */
#ifndef SEARCH_MATCH_H
#define SEARCH_MATCH_H

#include "search/query.h"

/* How often the bound words stand in `words` (numbers, or WORD_BREAK, which nothing crosses): for a
 * word and a phrase the places where it begins; for words near each other the places where such a
 * group begins. `marks` (may be NULL, else `count` flags) is set at every word found. */
uint32_t match_count(const struct node *node, const uint32_t *words, uint32_t count, bool *marks);

/* Is there one such place? */
bool match_any(const struct node *node, const uint32_t *words, uint32_t count);

#endif
