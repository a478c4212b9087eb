/* Shares: what a leaf brings to the scores of its documents. */
#ifndef SEARCH_SHARES_H
#define SEARCH_SHARES_H

#include "search/evaluate.h"

/* weight * score_share of each document. */
void shares_reckon(const struct question *question, uint32_t leaf, uint32_t segment,
    const uint16_t *documents, const uint32_t *frequencies, uint32_t count, float *shares);

#endif
