/* Marks: what a record's text shows beyond its words: the hits of the search one comes from, each
 * with links to the one before and the one behind, and acronyms explained where they first occur.
 * Nothing of the text is changed, and no mark stands inside another. */
#ifndef PAGES_MARKS_H
#define PAGES_MARKS_H

#include "pages/visit.h"

/* One per page. Zeroed: no marks; then marks_put is html_words. */
struct marks {
	const struct catalog *catalog; /* acronyms are explained when set */
	struct arena *arena;
	TextList terms;     /* of the search, for search_marks */
	TextList explained; /* acronyms that were, so far */
	uint32_t hits;      /* put so far; the next is hit `hits + 1` */
	uint32_t total;     /* hits of the whole text, when counted before; else 0 */
};

#define MARKS_LINKED 400 /* hits that have an address and links; further ones are only marked */

/* Between tags, as html_words. */
void marks_put(struct marks *marks, struct out *out, Text text);
/* Where no link may stand, as in a heading: words of the search are marked and not counted. */
void marks_put_plain(const struct marks *marks, struct out *out, Text text);

#endif
