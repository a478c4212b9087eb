/* Facets beside a listing: values with exact counts, each a link that adds it to the query or takes
 * it out. */
#ifndef PAGES_FACETS_H
#define PAGES_FACETS_H

#include "pages/listing.h"

/* Asks again for the one facet whose values are all wanted (values=origin in the address). */
enum fault facets_widen(struct listing *listing, const struct visit *visit, struct error *err);
void facets_put(const struct listing *listing, struct visit *visit);

/* `query` and one more condition; what holds an OR is put in parentheses first. In the arena. */
Text facets_with(Text query, Text condition, struct arena *arena);
/* `query` without `condition`, which stands in it as a whole word; or at == NULL when it does not.
 */
Text facets_without(Text query, Text condition, struct arena *arena);

#endif
