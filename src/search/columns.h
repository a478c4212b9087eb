/* Columns: the values of a record by which it is listed, counted and found, and how each is shown.
 */
#ifndef SEARCH_COLUMNS_H
#define SEARCH_COLUMNS_H

#include "catalog/catalog.h"
#include "edition/edition.h"
#include "search/facet.h"
#include "search/segment_layout.h"

struct inverter;

/* The space in which the values of a facet are terms. */
enum space columns_space(enum facet facet);

/* Adds all values of the record: of the facets, with their labels; of the other spaces but words
 * and pairs in lower case. `arena` is for the time of the call. False when memory is out. */
bool columns_add(const struct catalog *catalog, struct inverter *inverter, uint32_t document,
    const struct published *published, struct arena *arena);

/* The slug of the post that `typed` names: slug, station, alias, name or plain language address;
 * else the slug of the words themselves. */
Text columns_post_slug(const struct catalog *catalog, Text typed, struct arena *arena);
/* The same for a country: slug, ISO 3166 code, State's tag or any name the catalog knows. */
Text columns_country_slug(const struct catalog *catalog, Text typed, struct arena *arena);

/* How a tag was written, for comparing: in lower case, each run of blanks as one. */
Text columns_written(Text typed, struct arena *arena);

#endif
