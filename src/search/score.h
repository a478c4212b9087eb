/* Score: BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.75; a word in the subject
 * counts SUBJECT_WEIGHT times. Single precision in a fixed order of operations and no fused ones,
 * so that every machine ranks alike (I5).
 *
 *   weight = log2(1 + (N - n + 0.5) / (n + 0.5))      n of N documents have the word
 *   score  = sum over the leaves in order: weight * tf / (tf + norm)
 *   norm   = 1.2 * (0.25 + 0.75 * length / average)
 *
 * The weight of a phrase or of words near each other is the sum of the weights of its words; n of a
 * prefix is the sum of the n of its words, at most N. N, n and the average are those of the whole
 * edition. A length counts as one of 256, about 6 % apart. */
#ifndef SEARCH_SCORE_H
#define SEARCH_SCORE_H

#include <stdint.h>

#define SUBJECT_WEIGHT 5

uint8_t length_code(uint32_t length);
/* The length that stands for all of the same code; rises with it. */
uint32_t length_of_code(uint8_t code);

/* norms[code] for all 256. `average` of a collection without words counts as 1. */
void score_norms(uint64_t words, uint64_t documents, float norms[256]);
float score_weight(uint64_t documents, uint64_t with_word);
static inline float score_share(uint32_t frequency, float norm)
{
	return (float)frequency / ((float)frequency + norm);
}

#endif
