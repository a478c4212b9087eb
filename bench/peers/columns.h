/* The facts of a corpus as columns in memory, and counting by them: what FTS5, Xapian and Lucene
 * have no better way for. */
#ifndef BENCH_PEERS_COLUMNS_H
#define BENCH_PEERS_COLUMNS_H

#include "bench/peers/peer.h"

#ifdef __cplusplus
extern "C" {
#endif

#define NO_VALUE UINT16_MAX

struct values {
	char **names;
	uint64_t *hashes;
	uint32_t *counts; /* of the question in work */
	uint32_t count;
};

struct columns {
	uint32_t documents;
	char **ids;
	uint16_t *single[BY_TAG]; /* by document: origin, classification, year */
	uint32_t *tag_starts;
	uint16_t *tags;
	struct values values[COUNTED];
};

void columns_open(struct columns *columns, const char *corpus);
void columns_close(struct columns *columns);
/* NO_VALUE when no document has it, or it is empty. */
uint16_t columns_value(const struct columns *columns, unsigned facet, const char *name);
/* The documents of these years: they are in order of time. */
void columns_years(const struct columns *columns, int from, int to, uint32_t *first, uint32_t *end);

void counts_begin(struct columns *columns);
static inline void counts_add(struct columns *columns, uint32_t document)
{
	for (unsigned facet = 0; facet < BY_TAG; facet++)
		if (columns->single[facet][document] != NO_VALUE)
			columns->values[facet].counts[columns->single[facet][document]]++;
	for (uint32_t i = columns->tag_starts[document]; i < columns->tag_starts[document + 1]; i++)
		columns->values[BY_TAG].counts[columns->tags[i]]++;
}
void counts_end(const struct columns *columns, unsigned values, struct answer *answer);

#ifdef __cplusplus
}
#endif
#endif
