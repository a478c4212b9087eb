/* Bounds. That of a window is the sum, over the leaves, of the best block of the leaf's list that
 * reaches into it; leaves that were counted out give the best of their shares there. A trifle is
 * added for what rounding takes. */
#include "search/bitset.h"
#include "search/window.h"

static void raise(float *most, uint32_t first, uint32_t last, float bound)
{
	for (uint32_t w = first / WINDOW_DOCUMENTS; w <= last / WINDOW_DOCUMENTS; w++)
		if (most[w] < bound)
			most[w] = bound;
}

/* The skips tell of the packed blocks; the rest behind them has no bound but 1. */
static void bound_list(const struct list *list, uint32_t documents, float weight, float stretch,
    float most[WINDOWS_MOST])
{
	uint32_t first = 0;

	for (uint32_t b = 0; b < list->blocks && first < documents; b++) {
		uint32_t last = list->skips[b].last;
		float share = (float)list->skips[b].bound / 255 * stretch;

		if (last >= documents)
			last = documents - 1;
		raise(most, first, last, weight * (share < 1 ? share : 1));
		first = last + 1;
	}
	if (list->count > list->blocks * PACK_BLOCK && first < documents)
		raise(most, first, documents - 1, weight);
}

/* Leaves most[] zeroed where there are no matches at all. */
static void bound_leaf(
    const struct scorer *scorer, uint32_t leaf, uint32_t segment, float most[WINDOWS_MOST])
{
	const struct question *question = scorer->question;
	const struct segment_matches *found = &scorer->matches->segments[segment];
	const struct few_shares *few = &scorer->leaves[leaf].few[segment];

	for (uint32_t k = 0; few->documents && k < few->count; k++)
		raise(most, few->documents[k], few->documents[k], few->shares[k]);
	if (!few->documents && found->count && found->hits[leaf].is_list)
		bound_list(&found->hits[leaf].list, question->index->segments[segment].documents,
		    question->weights[leaf], question->index->stretch[segment], most);
}

bool scorer_bounds(struct scorer *scorer, struct arena *arena)
{
	uint32_t segments = scorer->question->index->segment_count;

	for (uint32_t i = 0; i < scorer->question->leaves.count; i++) {
		struct leaf_scores *leaf = &scorer->leaves[i];

		leaf->bounds = arena_take(arena, segments * sizeof *leaf->bounds);
		if (!leaf->bounds)
			return false;
		for (uint32_t s = 0; s < segments; s++)
			if (!scorer->done[s])
				bound_leaf(scorer, i, s, leaf->bounds[s]);
	}
	return true;
}

/* Of equal bounds the later window first: its documents are newer, and ties are theirs. */
static bool above(const struct bounded *a, const struct bounded *b)
{
	if (a->bound != b->bound)
		return a->bound > b->bound;
	return a->segment != b->segment ? a->segment > b->segment : a->number > b->number;
}

static void sink(struct window_heap *heap, uint32_t hole, struct bounded item)
{
	for (uint32_t child = 2 * hole + 1; child < heap->count; child = 2 * hole + 1) {
		if (child + 1 < heap->count && above(&heap->items[child + 1], &heap->items[child]))
			child++;
		if (!above(&heap->items[child], &item))
			break;
		heap->items[hole] = heap->items[child];
		hole = child;
	}
	heap->items[hole] = item;
}

static void add_segment(struct window_heap *heap, const struct scorer *scorer,
    const struct segment_matches *found, uint32_t segment)
{
	uint32_t documents = scorer->question->index->segments[segment].documents;
	float *bounds = heap->bounds[segment];

	for (uint32_t i = 0; i < scorer->question->leaves.count; i++)
		for (uint32_t w = 0; w < WINDOWS_MOST; w++)
			bounds[w] += scorer->leaves[i].bounds[segment][w] * ROUNDING;
	for (uint32_t w = 0; w < WINDOWS_MOST; w++) {
		uint32_t any = bitset_next(found->set, w * WINDOW_DOCUMENTS, documents);

		/* To the window with the next match. */
		for (; w < WINDOWS_MOST && (any >= documents || w < any / WINDOW_DOCUMENTS); w++)
			bounds[w] = -1;
		if (w < WINDOWS_MOST)
			heap->items[heap->count++] = (struct bounded){ bounds[w], segment, w };
	}
}

bool window_heap_begin(struct window_heap *heap, const struct scorer *scorer,
    const struct matches *matches, struct arena *arena)
{
	const struct index *index = scorer->question->index;

	heap->count = 0;
	heap->items =
	    arena_take(arena, (size_t)index->segment_count * WINDOWS_MOST * sizeof *heap->items);
	heap->bounds = arena_take(arena, index->segment_count * sizeof *heap->bounds);
	if (!heap->items || !heap->bounds)
		return false;
	for (uint32_t s = 0; s < index->segment_count; s++)
		if (matches->segments[s].count && !scorer->done[s])
			add_segment(heap, scorer, &matches->segments[s], s);
	for (uint32_t i = heap->count / 2; i-- > 0;)
		sink(heap, i, heap->items[i]);
	return true;
}

bool window_heap_take(struct window_heap *heap, struct bounded *next)
{
	if (!heap->count)
		return false;
	*next = heap->items[0];
	heap->bounds[next->segment][next->number] = -1;
	heap->count--;
	if (heap->count)
		sink(heap, 0, heap->items[heap->count]);
	return true;
}
