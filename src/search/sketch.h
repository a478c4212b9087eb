/* Sketch: the wording of a record in a few numbers, by which records of nearly the same words are
 * found. A shingle is SHINGLE_WORDS words, one behind the other, folded as the index folds them,
 * over the passages in order but without the last one, the id. The sketch is the SKETCH_MOST
 * smallest hashes of the shingles, each once: the bottom-k sketch of Broder (On the resemblance and
 * containment of documents, 1997). The hash is part of the form of a segment. */
#ifndef SEARCH_SKETCH_H
#define SEARCH_SKETCH_H

#include "search/passages.h"

#define SHINGLE_WORDS 5
#define SKETCH_MOST   8

/* Fewer than SKETCH_MOST: these are all shingles there are. */
struct sketch {
	uint32_t count;
	uint32_t hashes[SKETCH_MOST]; /* ascending */
};

/* Word by word; begin zeroed. A few nanoseconds a word. */
struct sketcher {
	struct sketch sketch;
	uint64_t words[SHINGLE_WORDS]; /* hashes of the last ones, in a ring */
	uint64_t rolling;
	uint64_t heard;
};
/* The hash of the shingle that ends with this word goes to *shingle; false when fewer than
 * SHINGLE_WORDS were heard. */
bool sketcher_roll(struct sketcher *sketcher, Text folded, uint32_t *shingle);
void sketcher_hear(struct sketcher *sketcher, Text folded);

/* False when memory ran out. */
bool sketch_of(const PassageList *passages, struct sketch *sketch);

/* How much of their wording two records share, in percent, by the numbers of shingles of each and
 * of both (Dice's coefficient): all shingles, or those of the sketches. */
unsigned shingle_share(uint64_t one, uint64_t two, uint64_t common);
/* The same of two texts, every shingle counted once: what a sketch estimates, at the cost of all of
 * their words. False when memory ran out. */
bool sketch_exact_share(const PassageList *one, const PassageList *two, unsigned *share);

#endif
