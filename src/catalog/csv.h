/* CSV as our tables are: comma, fields in double quotes where needed, a quote inside doubled; one
 * header row. */
#ifndef CATALOG_CSV_H
#define CATALOG_CSV_H

#include "base/arena.h"

#define CSV_FIELDS_LIMIT 16

struct csv {
	Text rest;
	struct arena *arena;
	uint32_t line;  /* of the row last read */
	uint32_t count; /* fields of that row */
	Text fields[CSV_FIELDS_LIMIT];
};

/* The next row into `fields`; a quoted field is unquoted, in the arena only when it holds a quote.
 * False at the end. A row of more than CSV_FIELDS_LIMIT fields has count 0. */
bool csv_next(struct csv *csv);

#endif
