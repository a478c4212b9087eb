/* Order of hits: one number a hit, its key, that sorts ascending in the order asked for; equal keys
 * by id. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/evaluate.h"

struct ranked {
	const struct document *document;
	uint64_t key;
};

/* Fills the keys of all that match. Scores are BM25 over the leaves, in whole numbers so that every
 * machine sorts alike (I5). False when the arena refused. */
bool rank(const struct index *index, const LeafList *leaves, enum sort sort, struct ranked *items,
    uint32_t count, struct arena *arena);
void rank_sort(struct ranked *items, uint32_t count);
/* How the place (key, id) lies to the item: < 0 before it, 0 on it, > 0 behind it. */
int rank_compare(uint64_t key, Text id, const struct ranked *item);
/* The score of a key made with SORT_RELEVANCE. */
double rank_score(uint64_t key);

#endif
