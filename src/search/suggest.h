/* Suggestions: other spellings, all of them words of the edition's own records (I4). Nothing is
 * applied by itself: they are there to be offered. */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include "search/search.h"

#define SUGGEST_LETTERS   3          /* shorter words are near to everything */
#define SUGGEST_TWO_EDITS 8          /* letters of a word from which two edits are looked for */
#define SUGGEST_MOST      8          /* words offered for one */
#define SUGGEST_LOOKS     (1u << 15) /* at blocks of dictionaries for one word, over all segments */
#define RESPELL_WORDS     4          /* of a query that are respelt */
#define RESPELL_TRIES     8          /* queries that are counted */
#define RESPELL_MOST      3          /* of them offered */

struct suggestion {
	Text word;        /* folded */
	unsigned edits;   /* edits.h: 1 or 2 */
	uint64_t records; /* that have it */
};
typedef ARRAY(struct suggestion) SuggestionList;

/* Words near `word` (as typed) that some record has, the nearest first, of those the most frequent,
 * then by byte; never `word` itself. None for a word with a digit: another number is no spelling of
 * it. One edit apart, two for long words; then the first letter is the same. In the arena; false
 * when it refused. Cost: bounded by SUGGEST_LOOKS; some milliseconds for a long word. */
bool search_suggest(
    const struct index *index, Text word, struct arena *arena, SuggestionList *suggestions);

struct respelling {
	Text query;       /* the whole of it, with other words in it */
	uint64_t records; /* that it finds; never 0 */
};
typedef ARRAY(struct respelling) RespellingList;

/* The query, which finds `found` records, with those of its words that no record has spelt as words
 * that some have; when nothing is found though each word is there, with one of them spelt as a more
 * frequent one. At most RESPELL_MOST, in the arena. Cost: that of the suggestions and of at most
 * RESPELL_TRIES searches that only count. Faults as search(). */
enum fault search_respell(const struct index *index, Text query, uint64_t found,
    struct arena *arena, RespellingList *respellings, struct error *err);

#endif
