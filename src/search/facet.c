/* Counting is one pass over the matches for each facet; a value that none has does not exist here
 * (I4). */
#include "search/facet.h"

#include <stdlib.h>

#include "search/count.h"

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

static int most_first(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return text_compare(x->value, y->value);
}

/* Dates as ISO text sort by time. */
static int newest_first(const void *a, const void *b)
{
	return text_compare(
	    ((const struct facet_value *)b)->value, ((const struct facet_value *)a)->value);
}

static bool list_values(const ColumnValues *values, const uint64_t *counts, struct arena *arena,
    struct facet_list *list)
{
	for (uint32_t i = 0; i < values->count; i++) {
		struct facet_value *value;

		if (!counts[i])
			continue;
		value = array_add(&list->values, arena);
		if (!value)
			return false;
		*value = (struct facet_value){ values->items[i].value, values->items[i].label,
			counts[i] };
	}
	return true;
}

static bool count_one(const struct index *index, enum facet facet, const struct ranked *items,
    uint32_t count, struct arena *arena, struct facet_list *list)
{
	const ColumnValues *values = &index->columns[facet];
	uint64_t *counts = arena_take(arena, values->count * sizeof *counts);
	bool dates = facet == FACET_YEAR || facet == FACET_MONTH || facet == FACET_RELEASED;

	if (!counts)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct document *document = items[i].document;

		for (uint32_t k = document->starts[facet]; k < document->starts[facet + 1]; k++)
			counts[document->values[k]]++;
	}
	if (!list_values(values, counts, arena, list))
		return false;
	if (list->values.count)
		qsort(list->values.items, list->values.count, sizeof *list->values.items,
		    dates ? newest_first : most_first);
	return true;
}

bool facets_count(const struct index *index, const struct search_request *request,
    const struct ranked *items, uint32_t count, struct arena *arena,
    struct facet_list lists[FACET_COUNT])
{
	for (unsigned facet = 0; facet < FACET_COUNT; facet++) {
		struct facet_list *list = &lists[facet];

		if (!(request->facets & 1u << facet))
			continue;
		if (!count_one(index, (enum facet)facet, items, count, arena, list))
			return false;
		list->distinct = list->values.count;
		if (request->values && list->values.count > request->values)
			list->values.count = request->values;
	}
	return true;
}
