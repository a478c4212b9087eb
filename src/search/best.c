/* A heap with the weakest hit on top. */
#include "search/best.h"

/* > 0 when `a` goes before `b` does. */
static int weaker(const struct best *best, const struct ranked *a, const struct ranked *b)
{
	int order;

	if (a->score != b->score)
		order = a->score > b->score ? -1 : 1;
	else
		order = place_compare(best->index, a->place, b->place);
	return best->last ? -order : order;
}

static void sink(struct best *best, uint32_t count, struct ranked item)
{
	uint32_t hole = 0;

	for (uint32_t child = 1; child < count; child = 2 * hole + 1) {
		if (child + 1 < count &&
		    weaker(best, &best->items[child + 1], &best->items[child]) > 0)
			child++;
		if (weaker(best, &best->items[child], &item) <= 0)
			break;
		best->items[hole] = best->items[child];
		hole = child;
	}
	best->items[hole] = item;
}

static void rise(struct best *best, uint32_t hole, struct ranked item)
{
	while (hole && weaker(best, &item, &best->items[(hole - 1) / 2]) > 0) {
		best->items[hole] = best->items[(hole - 1) / 2];
		hole = (hole - 1) / 2;
	}
	best->items[hole] = item;
}

void best_offer(struct best *best, const struct ranked *item)
{
	if (best->count < best->most)
		rise(best, best->count++, *item);
	else if (best->count && weaker(best, item, &best->items[0]) < 0)
		sink(best, best->count, *item);
}

static void reverse(struct best *best)
{
	for (uint32_t i = 0; i < best->count / 2; i++) {
		struct ranked item = best->items[i];

		best->items[i] = best->items[best->count - 1 - i];
		best->items[best->count - 1 - i] = item;
	}
}

/* The weakest goes to the end, which is its place unless the last ones were kept. */
void best_sort(struct best *best)
{
	for (uint32_t end = best->count; end > 1; end--) {
		struct ranked weakest = best->items[0];

		sink(best, end - 1, best->items[end - 1]);
		best->items[end - 1] = weakest;
	}
	if (best->last)
		reverse(best);
}
