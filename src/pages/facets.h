/* Facets beside a listing: values with exact counts, each a link that adds it to the query or takes
 * it out, and one that excludes it; what the query asks for as chips above. */
#ifndef PAGES_FACETS_H
#define PAGES_FACETS_H

#include "pages/listing.h"

/* The facet that the visit asks to see whole (values=origin in the address); FACET_COUNT for none.
 */
enum facet facets_wanted(const struct visit *visit);
void facets_put(const struct listing *listing, struct visit *visit);
/* The conditions of the reader's own query other than words, with a link each that takes it out. */
void facets_put_chips(const struct listing *listing, struct visit *visit);

/* The beginning of a link to another search, in the order that was asked for. */
void facets_put_link(struct visit *visit, Text query);
/* `query` and one more condition; what holds an OR is put in parentheses first. In the arena. */
Text facets_with(Text query, Text condition, struct arena *arena);

#endif
