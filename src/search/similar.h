/* Similar records: those that share most of their wording with one, as near-duplicates, repeats
 * under another number and forms filled in anew do. Estimated from sketches (sketch.h), so a record
 * at the threshold may be missed or named by chance; measured in docs/notes/0013. */
#ifndef SEARCH_SIMILAR_H
#define SEARCH_SIMILAR_H

#include "search/passages.h"
#include "search/search.h"

#define SIMILAR_LEAST 50  /* percent of the wording (shingle_share); less is not named */
#define SIMILAR_LIMIT 100 /* most that are named */

struct similar {
	Text id, title; /* borrowed from the index */
	Moment created;
	unsigned share; /* percent, about */
};
typedef ARRAY(struct similar) SimilarList;

/* The records most like the one with these passages (passages_of), itself left out: it may be of
 * this index or of none. The largest share first, then as SORT_NEWEST; the same whatever the
 * segments. False when memory ran out. Cost: the words of the passages, then some microseconds a
 * segment. */
bool search_similar(const struct index *index, const PassageList *passages, uint32_t limit,
    struct arena *arena, SimilarList *list);

#endif
