/* Links: the address of everything a page points to, written into an href. site/routes.c reads the
 * same addresses. */
#ifndef PAGES_LINKS_H
#define PAGES_LINKS_H

#include "pages/visit.h"

/* The path of a record: /cable/08VALLETTA88, /report/tip/2011/malta (its id holds a '/'),
 * /document/frus/frus1971-99v7/d1. */
void link_record(struct out *out, Text id);
/* The same as text in the arena, for redirects. */
Text link_record_path(struct arena *arena, Text id);
/* The page that lists the records of a facet value: /origin/valletta, /created/2008/02. A facet
 * without such pages (kind) gives a search. */
void link_value(struct out *out, struct arena *arena, enum facet facet, Text value);
/* /search?q=... */
void link_search(struct out *out, Text query);
/* `path` with every segment %-encoded, in the arena: what a redirect may name. */
Text link_encode(struct arena *arena, Text path);

/* A whole link to a record: <a href="...">title</a>; a record without a subject is named by its id.
 */
void link_put_record(struct out *out, Text id, Text title);

#endif
