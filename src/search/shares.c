/* What scoring begins with: the shares of leaves that were counted out, all at once; of lists the
 * block at hand. */
#include "search/shares.h"

#include <string.h>

#include "search/bitset.h"
#include "search/score.h"
#include "search/window.h"

typedef float Lanes __attribute__((vector_size(16)));
typedef int32_t Numbers __attribute__((vector_size(16)));

/* Four at a time: a frequency is far below what a signed number holds, and those are what old
 * processors convert. */
void shares_reckon(const struct question *question, uint32_t leaf, uint32_t segment,
    const uint16_t *documents, const uint32_t *frequencies, uint32_t count, float *shares)
{
	const uint8_t *lengths = question->index->segments[segment].lengths;
	const float *norms = question->index->norms, weight = question->weights[leaf];
	uint32_t i = 0;

	for (; i + 4 <= count; i += 4) {
		Lanes norm = { norms[lengths[documents[i]]], norms[lengths[documents[i + 1]]],
			norms[lengths[documents[i + 2]]], norms[lengths[documents[i + 3]]] };
		Numbers numbers;
		Lanes frequency, share;

		memcpy(&numbers, frequencies + i, sizeof numbers);
		frequency = __builtin_convertvector(numbers, Lanes);
		share = weight * (frequency / (frequency + norm));
		memcpy(shares + i, &share, sizeof share);
	}
	for (; i < count; i++)
		shares[i] = weight * score_share(frequencies[i], norms[lengths[documents[i]]]);
}

/* The matches that the leaf has. */
static bool take_few(const struct scorer *scorer, uint32_t number, uint32_t segment,
    struct arena *arena, struct few_shares *few)
{
	const struct segment_matches *found = &scorer->matches->segments[segment];
	const struct leaf_hits *hits = &found->hits[number];
	uint32_t *frequencies, count = 0;
	uint16_t *documents;

	if (hits->is_list || !hits->count || !found->count)
		return true;
	documents = arena_take(arena, hits->count * sizeof *documents);
	frequencies = arena_take(arena, hits->count * sizeof *frequencies);
	if (!documents || !frequencies)
		return false;
	for (uint32_t i = 0; i < hits->count; i++) {
		documents[count] = hits->documents[i];
		frequencies[count] = hits->frequencies[i];
		count += bitset_has(found->set, hits->documents[i]);
	}
	few->count = count;
	few->documents = documents;
	few->shares = arena_take(arena, count * sizeof *few->shares);
	if (few->shares)
		shares_reckon(
		    scorer->question, number, segment, documents, frequencies, count, few->shares);
	return few->shares != NULL;
}

bool scorer_begin(struct scorer *scorer, const struct question *question,
    const struct matches *matches, const bool *done, struct arena *arena)
{
	uint32_t segments = question->index->segment_count;

	*scorer = (struct scorer){ .question = question, .matches = matches, .done = done };
	scorer->leaves = arena_take(arena, question->leaves.count * sizeof *scorer->leaves);
	if (!scorer->leaves)
		return false;
	for (uint32_t i = 0; i < question->leaves.count; i++) {
		struct leaf_scores *leaf = &scorer->leaves[i];

		leaf->segment = UINT32_MAX;
		leaf->few = arena_take(arena, segments * sizeof *leaf->few);
		if (!leaf->few)
			return false;
		for (uint32_t s = 0; s < segments; s++)
			if (!scorer->done[s] && !take_few(scorer, i, s, arena, &leaf->few[s]))
				return false;
	}
	return true;
}

bool leaf_load(const struct scorer *scorer, uint32_t number, uint32_t segment, uint32_t block)
{
	const struct list *list = &scorer->matches->segments[segment].hits[number].list;
	struct leaf_scores *leaf = &scorer->leaves[number];

	if (leaf->segment == segment && leaf->block == block)
		return leaf->postings.count > 0;
	leaf->segment = segment;
	leaf->block = block;
	if (!list_block(&scorer->question->index->segments[segment], list, block, &leaf->postings))
		leaf->postings.count = 0;
	return leaf->postings.count > 0;
}
