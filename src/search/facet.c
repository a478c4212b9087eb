/* Facets: their names, and from counts to lists. A value that no match has does not exist here
 * (I4). */
#include "search/facet.h"

#include <string.h>

#include "search/count.h"

#define ALL_FACETS ((1u << FACET_COUNT) - 1)
#define STRIDE     8 /* values that are passed over at once where few occur */

Text facet_field(enum facet facet)
{
	static const Text fields[] = {
#define FACET_FIELD(name, field, heading) TEXT_INIT(field),
		FACETS(FACET_FIELD)
#undef FACET_FIELD
	};

	return fields[facet];
}

Text facet_heading(enum facet facet)
{
	static const Text headings[] = {
#define FACET_HEADING(name, field, heading) TEXT_INIT(heading),
		FACETS(FACET_HEADING)
#undef FACET_HEADING
	};

	return headings[facet];
}

/* The values that go into a list: keys of count and number, larger is earlier; the smallest on
 * top. */
struct choice {
	uint64_t *keys;
	uint32_t count, most;
	uint64_t distinct;
	bool dates;
};

/* Most first, then by value; dates newest first, and as ISO text they sort by time. */
static uint64_t key_of(const struct choice *choice, uint32_t value, uint32_t count)
{
	if (choice->dates)
		return (uint64_t)value << 32 | count;
	return (uint64_t)count << 32 | (UINT32_MAX - value);
}

static void sink(uint64_t *keys, uint32_t count, uint64_t key)
{
	uint32_t hole = 0;

	for (uint32_t child = 1; child < count; child = 2 * hole + 1) {
		child += child + 1 < count && keys[child + 1] < keys[child];
		if (keys[child] >= key)
			break;
		keys[hole] = keys[child];
		hole = child;
	}
	keys[hole] = key;
}

static void choose(struct choice *choice, uint32_t value, uint32_t count)
{
	uint64_t key = key_of(choice, value, count);
	uint32_t hole = choice->count;

	choice->distinct++;
	if (choice->count == choice->most) {
		if (choice->most && key > choice->keys[0])
			sink(choice->keys, choice->most, key);
		return;
	}
	for (choice->count++; hole && choice->keys[(hole - 1) / 2] > key; hole = (hole - 1) / 2)
		choice->keys[hole] = choice->keys[(hole - 1) / 2];
	choice->keys[hole] = key;
}

/* Largest first: the smallest is on top and goes to the end. */
static void sort_choice(struct choice *choice)
{
	for (uint32_t end = choice->count; end > 1; end--) {
		uint64_t smallest = choice->keys[0];

		sink(choice->keys, end - 1, choice->keys[end - 1]);
		choice->keys[end - 1] = smallest;
	}
}

static bool begin_choice(struct choice *choice, const struct search_request *request,
    enum facet facet, uint32_t candidates, struct arena *arena)
{
	*choice = (struct choice){ .most = candidates };
	if (request->values && !(request->whole & 1u << facet) && request->values < candidates)
		choice->most = request->values;
	choice->dates = facet == FACET_YEAR || facet == FACET_MONTH || facet == FACET_RELEASED;
	choice->keys = arena_take(arena, choice->most * sizeof *choice->keys);
	return choice->keys != NULL;
}

static bool list_choice(struct choice *choice, const struct facet_values *values,
    struct arena *arena, struct facet_list *list)
{
	list->values.items = arena_take(arena, choice->count * sizeof *list->values.items);
	if (!list->values.items)
		return false;
	sort_choice(choice);
	for (uint32_t i = 0; i < choice->count; i++) {
		uint32_t high = (uint32_t)(choice->keys[i] >> 32), low = (uint32_t)choice->keys[i];
		uint32_t value = choice->dates ? high : UINT32_MAX - low;

		list->values.items[i] = (struct facet_value){ values->values[value],
			values->labels[value], choice->dates ? low : high };
	}
	list->values.count = choice->count;
	list->distinct = choice->distinct;
	return true;
}

static bool none_of(const uint32_t counts[STRIDE])
{
	uint64_t any = 0, two;

	for (unsigned i = 0; i < STRIDE; i += 2) {
		memcpy(&two, counts + i, sizeof two);
		any |= two;
	}
	return !any;
}

static bool list_counts(const struct index *index, const struct search_request *request,
    enum facet facet, const uint32_t *counts, struct arena *arena, struct facet_list *list)
{
	const struct facet_values *values = &index->facets[facet];
	struct choice choice;

	if (!begin_choice(&choice, request, facet, values->count, arena))
		return false;
	for (uint32_t first = 0; first < values->count; first += STRIDE) {
		uint32_t end = values->count - first < STRIDE ? values->count : first + STRIDE;

		if (end == first + STRIDE && none_of(counts + first))
			continue;
		for (uint32_t v = first; v < end; v++)
			if (counts[v])
				choose(&choice, v, counts[v]);
	}
	return list_choice(&choice, values, arena, list);
}

bool facets_count(const struct index *index, const struct search_request *request,
    const struct matches *matches, struct arena *arena, struct facet_list lists[FACET_COUNT])
{
	uint32_t *counts[FACET_COUNT] = { NULL }, facets = request->facets & ALL_FACETS;

	if (!facets)
		return true;
	if (!facets_sum(index, facets, matches, arena, counts))
		return false;
	for (unsigned f = 0; f < FACET_COUNT; f++)
		if (facets & 1u << f &&
		    !list_counts(index, request, (enum facet)f, counts[f], arena, &lists[f]))
			return false;
	return true;
}
