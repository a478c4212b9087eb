/* Where the passages of a record come from: what passages_of joins and passages_pack notes. Inside
 * search/ only. */
#ifndef SEARCH_PASSAGE_SOURCES_H
#define SEARCH_PASSAGE_SOURCES_H

#include "record/reflow.h"
#include "search/passages.h"

#define ADDRESS_LIMIT 200 /* bytes; a passage with a longer address has none */

struct source {
	Text block;
	Field field;      /* its text as it is, or absent: */
	struct flow flow; /* pieces of the transcript */
};
typedef ARRAY(struct source) SourceList;

/* All but the title and the id. False when the arena refused. */
bool sources_of(const struct record *record, struct arena *arena, SourceList *sources);
/* Empty: it is no passage. Borrowed, or in the arena. */
Text source_text(const struct source *source, Text transcript, struct arena *arena);
/* Adds it unless `text` is empty; false when the arena has refused anything. */
bool passage_add(PassageList *passages, struct arena *arena, Text block, Text text);

#endif
