/* What scoring begins with: the shares of leaves that were counted out, and of short lists, all at
 * once; of other lists the block at hand. */
#include "search/bitset.h"
#include "search/score.h"
#include "search/window.h"

/* Lists up to this length are unpacked once, as their blocks lie across many windows. */
#define SHORT_LIST 4096

static float *reckon_all(const struct index *index, uint32_t segment, const uint32_t *documents,
    const uint32_t *frequencies, uint32_t count, float weight, struct arena *arena)
{
	const uint8_t *lengths = index->segments[segment].lengths;
	float *shares = arena_take(arena, count * sizeof *shares);

	for (uint32_t i = 0; shares && i < count; i++)
		shares[i] =
		    weight * score_share(frequencies[i], index->norms[lengths[documents[i]]]);
	return shares;
}

static uint32_t frequency_of(const struct postings *postings, uint32_t place)
{
	return postings->frequencies[place] +
	    (postings->any_in_subject ? (SUBJECT_WEIGHT - 1) * postings->in_subject[place] : 0);
}

/* The matches that a short list has. */
static bool take_short(const struct scorer *scorer, uint32_t number, uint32_t segment,
    struct arena *arena, struct few_shares *few)
{
	const struct index *index = scorer->question->index;
	const struct segment_matches *found = &scorer->matches->segments[segment];
	const struct list *list = &found->hits[number].list;
	const struct postings *postings = &scorer->leaves[number].postings;
	uint32_t *documents = arena_take(arena, (list->count + 1) * sizeof *documents);
	uint32_t frequencies[SHORT_LIST + 1];

	if (!documents)
		return false;
	for (uint32_t b = 0; b < list_block_count(list); b++) {
		if (!leaf_load(scorer, number, segment, b))
			break;
		for (uint32_t i = 0; i < postings->count && few->count < list->count; i++) {
			documents[few->count] = postings->documents[i];
			frequencies[few->count] = frequency_of(postings, i);
			few->count += bitset_has(found->set, postings->documents[i]);
		}
	}
	few->documents = documents;
	few->shares = reckon_all(index, segment, documents, frequencies, few->count,
	    scorer->question->weights[number], arena);
	return few->shares != NULL;
}

static bool take_few(const struct scorer *scorer, uint32_t number, uint32_t segment,
    struct arena *arena, struct few_shares *few)
{
	const struct segment_matches *found = &scorer->matches->segments[segment];
	const struct leaf_hits *hits = &found->hits[number];

	if (hits->is_list)
		return hits->list.count > SHORT_LIST || !found->count ||
		    take_short(scorer, number, segment, arena, few);
	if (!hits->count)
		return true;
	*few = (struct few_shares){ hits->count, hits->documents,
		reckon_all(scorer->question->index, segment, hits->documents, hits->frequencies,
		    hits->count, scorer->question->weights[number], arena) };
	return few->shares != NULL;
}

bool scorer_begin(struct scorer *scorer, const struct question *question,
    const struct matches *matches, struct arena *arena)
{
	uint32_t segments = question->index->segment_count;

	*scorer = (struct scorer){ .question = question, .matches = matches };
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
			if (!take_few(scorer, i, s, arena, &leaf->few[s]))
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
