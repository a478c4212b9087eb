/* The window of a passage that a snippet shows. Inside search/ only. */
#ifndef SEARCH_SNIPPET_WINDOW_H
#define SEARCH_SNIPPET_WINDOW_H

#include "search/passages.h"
#include "search/search.h"
#include "search/text_match.h"

/* Words of a passage that satisfy a term of the query. */
typedef ARRAY(struct text_word) FoundWords;

struct snippet_window {
	uint32_t first, last; /* of FoundWords */
	uint32_t leaves;      /* different ones */
	uint32_t marks;
};

/* The window of at most SNIPPET_BYTES with most different leaves, then with most marks, then the
 * first. No leaves: none of the words is part of a place. */
struct snippet_window snippet_find_window(const FoundWords *found);
/* Is `a` better, wherever they stand? */
bool snippet_is_better(const struct snippet_window *a, const struct snippet_window *b);

/* Writes the window with words around it, the marks among them. False when memory ran out. */
bool snippet_show(const struct passage *passage, const FoundWords *found,
    const struct snippet_window *window, struct arena *temporary, struct arena *arena,
    struct snippet *snippet);

#endif
