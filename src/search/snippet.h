/* Snippet: the line of a record that shows best why it was found. */
#ifndef SEARCH_SNIPPET_H
#define SEARCH_SNIPPET_H

#include "search/evaluate.h"

#define SNIPPET_BYTES 200 /* about; cut at words */

/* Reads the record's text again; the snippet is in the arena, empty without leaves. */
enum fault snippet_of(const struct index *index, Text id, const LeafList *leaves,
    struct arena *arena, struct snippet *snippet, struct error *err);

#endif
