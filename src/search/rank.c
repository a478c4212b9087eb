/* BM25 with k1 = 1.2 and b = 0.75; a word in the subject counts SUBJECT_WEIGHT times. Fixed point,
 * 16 bits behind the point; the bounds in brackets show that nothing overflows 64 bits. */
#include "search/rank.h"

#include <stdlib.h>

#include "search/match.h"

#define POINT          16
#define SUBJECT_WEIGHT 5
#define FREQUENCY_MOST 65535      /* beyond it nothing changes */
#define LENGTH_MOST    (1u << 24) /* a record has at most 16 MiB */

/* log2(above / below), above >= below > 0, by squaring. */
static uint64_t log2_of(uint64_t above, uint64_t below)
{
	uint64_t x = (above << 30) / below; /* [above < 2^34: 2^33 documents, doubled] */
	uint64_t result = 0;

	for (; x >= (uint64_t)2 << 30; x >>= 1)
		result += (uint64_t)1 << POINT;
	for (unsigned bit = 1; bit <= POINT; bit++) {
		x = x * x >> 30;
		if (x >= (uint64_t)2 << 30) {
			x >>= 1;
			result += (uint64_t)1 << (POINT - bit);
		}
	}
	return result;
}

static uint64_t frequency(const struct node *leaf, const struct document *document)
{
	uint64_t in_subject = match_count(leaf, document->words, document->subject_count, NULL);
	uint64_t all = in_subject;

	if (!leaf->subject)
		all = match_count(leaf, document->words, document->word_count, NULL);
	all += in_subject * (SUBJECT_WEIGHT - 1);
	return all < FREQUENCY_MOST ? all : FREQUENCY_MOST;
}

/* tf * 2.2 / (tf + 0.3 + 0.9 * length / average), times ten times average above and below. */
static uint64_t saturated(uint64_t tf, uint64_t length, uint64_t average)
{
	/* [2^16 * 22 * 2^24 << 16 < 2^61] */
	return (tf * 22 * average << POINT) / (10 * tf * average + 3 * average + 9 * length);
}

static uint64_t clamp(uint64_t length)
{
	if (length == 0)
		return 1;
	return length < LENGTH_MOST ? length : LENGTH_MOST;
}

/* [64 leaves, each at most 2^22 * 2^18 >> 16] */
static uint64_t score(const struct index *index, const LeafList *leaves, const uint64_t *weights,
    const struct document *document)
{
	uint64_t average =
	    clamp(index->length / (index->document_count ? index->document_count : 1));
	uint64_t sum = 0;

	for (uint32_t i = 0; i < leaves->count; i++)
		sum += weights[i] *
			saturated(frequency(leaves->items[i], document), clamp(document->length),
			    average) >>
		    POINT;
	return sum;
}

/* log2(1 + (N - n + 0.5) / (n + 0.5)): how rare a leaf is among all documents. */
static uint64_t weight(const struct index *index, const struct node *leaf)
{
	uint64_t found = 0;

	for (uint32_t d = 0; d < index->document_count; d++)
		found += query_matches(leaf, index, d);
	return log2_of(2 * (uint64_t)index->document_count + 2, 2 * found + 1);
}

static uint64_t by_time(const struct document *document, enum sort sort)
{
	uint64_t since = (uint64_t)document->created.seconds + ((uint64_t)1 << 63);

	if (document->created.precision == PRECISION_UNKNOWN)
		return UINT64_MAX;
	return sort == SORT_OLDEST ? since : UINT64_MAX - 1 - since;
}

bool rank(const struct index *index, const LeafList *leaves, enum sort sort, struct ranked *items,
    uint32_t count, struct arena *arena)
{
	uint64_t *weights = arena_take(arena, leaves->count * sizeof *weights);

	if (!weights)
		return false;
	for (uint32_t i = 0; sort == SORT_RELEVANCE && i < leaves->count; i++)
		weights[i] = weight(index, leaves->items[i]);
	for (uint32_t i = 0; i < count; i++)
		items[i].key = sort == SORT_RELEVANCE
		    ? UINT64_MAX - score(index, leaves, weights, items[i].document)
		    : by_time(items[i].document, sort);
	return true;
}

int rank_compare(uint64_t key, Text id, const struct ranked *item)
{
	if (key != item->key)
		return key < item->key ? -1 : 1;
	return text_compare(id, item->document->id);
}

static int compare(const void *a, const void *b)
{
	const struct ranked *x = a;

	return rank_compare(x->key, x->document->id, b);
}

void rank_sort(struct ranked *items, uint32_t count)
{
	qsort(items, count, sizeof *items, compare);
}

double rank_score(uint64_t key)
{
	return (double)(UINT64_MAX - key) / (1 << POINT);
}
