/* Address: a whole address for machines, put together piece by piece: base, path, parameters. It is
 * plain text, escaped for no document: html_attr and html_text do that where it is written. */
#ifndef PAGES_ADDRESS_H
#define PAGES_ADDRESS_H

#include "pages/visit.h"

struct address {
	struct out out;
	bool asked; /* a '?' stands in it */
};

/* `path` has its %-escapes made (links.h). An empty base makes it relative to the site. */
void address_begin(struct address *address, Text base, Text path);
/* Adds name=value, encoded; nothing when the value is empty. */
void address_add(struct address *address, const char *name, Text value);
/* In the arena; frees the rest. */
Text address_end(struct address *address, struct arena *arena);

/* base + path, in the arena. */
Text address_of(struct arena *arena, Text base, Text path);
/* Of a record's page. */
Text address_of_record(struct arena *arena, Text base, Text id);
/* Of the page of a facet's value. */
Text address_of_value(struct arena *arena, Text base, enum facet facet, Text value);

#endif
