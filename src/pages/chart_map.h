/* The map of the posts: a dot for each that sent records, its area by how many, over the outline of
 * the land (assets/land.svg, made by tools/make-land.mjs). */
#ifndef PAGES_CHART_MAP_H
#define PAGES_CHART_MAP_H

#include "pages/visit.h"

/* A figure; `origins` are values of FACET_ORIGIN, most first. Posts without a place on the map
 * (that of no catalog, or at 0, 0) are counted below it. The lists of posts say the same in words.
 * Nothing when no post has a place. */
void chart_put_map(struct visit *visit, const struct facet_list *origins);
/* Where one post lies; nothing when it has no place. */
void chart_put_place(struct visit *visit, const struct facet_value *origin);

#endif
