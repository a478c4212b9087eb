/* Columns: the values of a record by which it is listed and counted, and how each is shown. */
#ifndef SEARCH_COLUMNS_H
#define SEARCH_COLUMNS_H

#include "search/dictionary.h"
#include "search/index.h"

struct columns {
	const struct catalog *catalog;
	struct arena *keep, *scratch; /* of the index; of its building */
	struct dictionary dictionaries[COLUMN_COUNT];
	ColumnValues values[COLUMN_COUNT]; /* in `keep` */
	ARRAY(uint32_t) numbers;           /* of the record at hand, in `scratch` */
	uint32_t start;                    /* of the column at hand in `numbers` */
};

/* Leaves the record's numbers in `columns->numbers`, starts[c] to starts[c + 1] for each column;
 * within a column no number repeats. `temporary` is the record's own arena. False when an arena
 * refused. */
bool columns_of(struct columns *columns, const struct published *published, struct arena *temporary,
    uint32_t starts[COLUMN_COUNT + 1]);

/* 1u << HAS_... for all that hold. */
uint32_t columns_has(const struct published *published);

/* The slug of the post that `typed` names: slug, station, alias, name or plain language address;
 * else the slug of the words themselves. */
Text columns_post_slug(const struct catalog *catalog, Text typed, struct arena *arena);
/* The same for a country: slug, ISO 3166 code, State's tag or any name the catalog knows. */
Text columns_country_slug(const struct catalog *catalog, Text typed, struct arena *arena);

#endif
