/* Matching one NODE_WORDS against the words of a text itself: for snippets, where a document is
 * read and no number of a word is known. */
#ifndef SEARCH_TEXT_MATCH_H
#define SEARCH_TEXT_MATCH_H

#include "record/transcript.h"
#include "search/query.h"

/* A word that satisfies a term; the others of the text are not listed. */
struct text_word {
	uint32_t number; /* of the word in its passage */
	Span span;
	uint64_t terms;  /* bit n: it satisfies term n, counted over all leaves of the query */
	uint64_t leaves; /* bit n: it is part of a place of leaf n */
};

/* Sets the bit `leaf` in the words of every place of the node: a word, a phrase in order, a group
 * of near words. `words` are those of one passage, in order; the node's terms are number
 * `first_term` and up, all below 64. `steps` bounds the work for near words: at 0 no more groups
 * are found. */
void text_match(const struct node *node, unsigned first_term, uint64_t leaf,
    struct text_word *words, uint32_t count, uint64_t *steps);

#endif
