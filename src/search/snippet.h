/* Snippet: the line of a record that shows best why it was found. */
#ifndef SEARCH_SNIPPET_H
#define SEARCH_SNIPPET_H

#include "search/evaluate.h"

#define SNIPPET_BYTES 200 /* about; cut at words */

/* Reads the record's passages again; the snippet is in the arena, and stays as it was without
 * leaves. Cost: some tens of microseconds for a cable. */
enum fault snippet_of(const struct index *index, const struct question *question, Text id,
    struct arena *arena, struct snippet *snippet, struct error *err);

#endif
