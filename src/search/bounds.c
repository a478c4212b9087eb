/* Bounds. That of a window is the sum, over the leaves, of the best block of the leaf's list that
 * reaches into it; leaves that were counted out give the best of their shares there. A trifle is
 * added for what rounding takes. */
#include "search/bitset.h"
#include "search/window.h"

#define ROUNDING 1.0001f

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

void scorer_bounds(const struct scorer *scorer, uint32_t segment, float bounds[WINDOWS_MOST])
{
	const struct question *question = scorer->question;
	uint32_t documents = question->index->segments[segment].documents;

	for (uint32_t i = 0; i < question->leaves.count; i++) {
		const struct leaf_hits *hits = &scorer->matches->segments[segment].hits[i];
		const float *shares = scorer->leaves[i].counted[segment];
		float most[WINDOWS_MOST] = { 0 };

		if (hits->is_list)
			bound_list(&hits->list, documents, question->weights[i],
			    question->index->stretch[segment], most);
		for (uint32_t k = 0; shares && k < hits->count; k++)
			raise(most, hits->documents[k], hits->documents[k], shares[k]);
		for (uint32_t w = 0; w < WINDOWS_MOST; w++)
			bounds[w] += most[w] * ROUNDING;
	}
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
	float bounds[WINDOWS_MOST] = { 0 };

	scorer_bounds(scorer, segment, bounds);
	for (uint32_t first = 0; first < documents; first += WINDOW_DOCUMENTS) {
		uint32_t end = first + WINDOW_DOCUMENTS, number = first / WINDOW_DOCUMENTS;

		if (bitset_any(found->set, first, end < documents ? end : documents))
			heap->items[heap->count++] =
			    (struct bounded){ bounds[number], segment, number };
	}
}

bool window_heap_begin(struct window_heap *heap, const struct scorer *scorer,
    const struct matches *matches, struct arena *arena)
{
	const struct index *index = scorer->question->index;

	heap->count = 0;
	heap->items =
	    arena_take(arena, (size_t)index->segment_count * WINDOWS_MOST * sizeof *heap->items);
	if (!heap->items)
		return false;
	for (uint32_t s = 0; s < index->segment_count; s++)
		if (matches->segments[s].count)
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
	heap->count--;
	if (heap->count)
		sink(heap, 0, heap->items[heap->count]);
	return true;
}
