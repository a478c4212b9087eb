/* Entries of the decision log, as rows. Curators see each other's names; the public never does. */
#ifndef CURATE_ENTRIES_H
#define CURATE_ENTRIES_H

#include "curate/sheet.h"

/* How many entries a record has, or with an empty id all have, and the number of the last one: it
 * changes with every decision. */
struct entries {
	uint64_t count;
	int64_t last;
};
enum fault entries_count(struct sheet *sheet, Text id, struct entries *entries, struct error *err);

/* A table of entries `first` to `first + count - 1`, counted from 1 in the order they were made,
 * the newest on top. */
enum fault entries_put(
    struct sheet *sheet, Text id, uint64_t first, uint64_t count, struct error *err);

#endif
