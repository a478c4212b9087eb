/* Sitemap: how the addresses of an edition are parted into files of sitemaps.org 0.9. Records lie
 * in parts by year of creation ("2008", "undated"), the values of each browse list in a part of
 * their own ("tag"); a part of more than SITEMAP_RECORDS goes on in "2008-2", "2008-3". Facets
 * combined and searches are in none. */
#ifndef PAGES_SITEMAP_H
#define PAGES_SITEMAP_H

#include "base/text.h"

#define SITEMAP_RECORDS 50000 /* addresses of one file, by the standard */

/* "2008-2" is part 2 of "2008", "tag" is part 1 of "tag". False for what is no name of a part. */
bool sitemap_part_read(Text name, Text *head, uint64_t *part);

#endif
