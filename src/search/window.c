/* Scoring. A block of a list is unpacked once while windows within it come one after the other, and
 * its shares are reckoned in one loop that compilers make vectors of. */
#include "search/window.h"

#include <string.h>

#include "search/bitset.h"
#include "search/score.h"

static bool count_out(struct leaf_shares *leaf, const struct index *index, uint32_t segment,
    const struct leaf_hits *hits, float weight, struct arena *arena)
{
	const uint8_t *lengths = index->segments[segment].lengths;
	float *shares = arena_take(arena, hits->count * sizeof *shares);

	if (!shares)
		return false;
	for (uint32_t i = 0; i < hits->count; i++)
		shares[i] = weight *
		    score_share(hits->frequencies[i], index->norms[lengths[hits->documents[i]]]);
	leaf->counted[segment] = shares;
	return true;
}

static bool begin_leaf(struct scorer *scorer, uint32_t number, struct arena *arena)
{
	const struct index *index = scorer->question->index;
	struct leaf_shares *leaf = &scorer->leaves[number];

	leaf->segment = UINT32_MAX;
	leaf->counted = arena_take(arena, index->segment_count * sizeof *leaf->counted);
	if (!leaf->counted)
		return false;
	for (uint32_t s = 0; s < index->segment_count; s++) {
		const struct leaf_hits *hits = &scorer->matches->segments[s].hits[number];

		if (!hits->is_list && hits->count &&
		    !count_out(leaf, index, s, hits, scorer->question->weights[number], arena))
			return false;
	}
	return true;
}

bool scorer_begin(struct scorer *scorer, const struct question *question,
    const struct matches *matches, struct arena *arena)
{
	*scorer = (struct scorer){ .question = question, .matches = matches };
	scorer->leaves = arena_take(arena, question->leaves.count * sizeof *scorer->leaves);
	if (!scorer->leaves)
		return false;
	for (uint32_t i = 0; i < question->leaves.count; i++)
		if (!begin_leaf(scorer, i, arena))
			return false;
	return true;
}

/* The weighted frequencies, as floats; a frequency is far below what a signed number holds, and
 * those are what old processors convert four at a time. */
static void weigh(const struct postings *postings, float frequencies[PACK_BLOCK])
{
	int32_t numbers[PACK_BLOCK];

	memcpy(numbers, postings->frequencies, sizeof numbers);
	if (postings->any_in_subject)
		for (uint32_t i = 0; i < postings->count; i++)
			numbers[i] += (SUBJECT_WEIGHT - 1) * (int32_t)postings->in_subject[i];
	for (uint32_t i = 0; i < PACK_BLOCK; i++)
		frequencies[i] = (float)numbers[i];
}

/* weight * score_share, written out in loops of a fixed length: compilers make vectors of them. */
static void reckon(struct leaf_shares *leaf, const struct index *index,
    const struct segment *segment, const struct postings *postings, float weight)
{
	float frequencies[PACK_BLOCK], norms[PACK_BLOCK];

	leaf->count = postings->count;
	memcpy(leaf->documents, postings->documents, sizeof leaf->documents);
	weigh(postings, frequencies);
	for (uint32_t i = 0; i < postings->count; i++)
		norms[i] = index->norms[segment->lengths[postings->documents[i]]];
	for (uint32_t i = postings->count; i < PACK_BLOCK; i++)
		norms[i] = 1;
	for (uint32_t i = 0; i < PACK_BLOCK; i++)
		leaf->shares[i] = weight * (frequencies[i] / (frequencies[i] + norms[i]));
}

static bool load(struct scorer *scorer, uint32_t number, uint32_t segment, uint32_t block)
{
	const struct index *index = scorer->question->index;
	const struct list *list = &scorer->matches->segments[segment].hits[number].list;
	struct leaf_shares *leaf = &scorer->leaves[number];
	struct postings postings;

	if (leaf->segment == segment && leaf->block == block)
		return leaf->count > 0;
	leaf->segment = segment;
	leaf->block = block;
	leaf->count = 0;
	if (!list_block(&index->segments[segment], list, block, &postings))
		return false;
	for (uint32_t i = postings.count; i < PACK_BLOCK; i++)
		postings.frequencies[i] = postings.documents[i] = 0;
	reckon(
	    leaf, index, &index->segments[segment], &postings, scorer->question->weights[number]);
	return leaf->count > 0;
}

static void add_block(
    const struct leaf_shares *leaf, uint32_t first, uint32_t end, struct window *window)
{
	uint32_t i = 0, count = leaf->count;

	while (i < count && leaf->documents[i] < first)
		i++;
	while (count > i && leaf->documents[count - 1] >= end)
		count--;
	for (; i < count; i++)
		window->scores[leaf->documents[i] - first] += leaf->shares[i];
}

/* The window's blocks, but only those that may hold a match. */
static void add_list(struct scorer *scorer, uint32_t number, uint32_t segment, uint32_t first,
    uint32_t end, struct window *window)
{
	const struct segment_matches *found = &scorer->matches->segments[segment];
	const struct list *list = &found->hits[number].list;
	const struct leaf_shares *leaf = &scorer->leaves[number];
	uint32_t block = 0, count = list_block_count(list);
	uint32_t document = bitset_next(found->set, first, end);

	if (leaf->segment == segment && leaf->count && leaf->documents[0] <= document)
		block = leaf->block;
	while (document < end) {
		block = list_seek(list, block, document);
		if (block >= count || !load(scorer, number, segment, block))
			return;
		add_block(leaf, first, end, window);
		if (leaf->documents[leaf->count - 1] >= end - 1)
			return;
		if (leaf->documents[leaf->count - 1] >= document)
			document =
			    bitset_next(found->set, leaf->documents[leaf->count - 1] + 1, end);
		block++;
	}
}

static uint32_t first_from(const struct leaf_hits *hits, uint32_t document)
{
	uint32_t low = 0, high = hits->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (hits->documents[middle] < document)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_counted(const struct leaf_hits *hits, const float *shares, uint32_t first,
    uint32_t end, struct window *window)
{
	if (!shares)
		return;
	for (uint32_t i = first_from(hits, first); i < hits->count && hits->documents[i] < end; i++)
		window->scores[hits->documents[i] - first] += shares[i];
}

void scorer_window(struct scorer *scorer, uint32_t segment, uint32_t number, struct window *window)
{
	uint32_t first = number * WINDOW_DOCUMENTS, end = first + WINDOW_DOCUMENTS;
	uint32_t documents = scorer->question->index->segments[segment].documents;

	if (end > documents)
		end = documents;
	*window = (struct window){ 0 };
	for (uint32_t i = 0; i < scorer->question->leaves.count; i++) {
		const struct leaf_hits *hits = &scorer->matches->segments[segment].hits[i];

		if (hits->is_list)
			add_list(scorer, i, segment, first, end, window);
		else
			add_counted(hits, scorer->leaves[i].counted[segment], first, end, window);
	}
}
