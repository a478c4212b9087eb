/* Facets: their names, and from counts to lists. A value that no match has does not exist here
 * (I4). A few matches are counted in a small table, so that nothing is cleared or walked that has
 * the size of all values. */
#include "search/facet.h"

#include <stdlib.h>
#include <string.h>

#include "search/bitset.h"
#include "search/count.h"

#define ALL_FACETS  ((1u << FACET_COUNT) - 1)
#define FEW_MATCHES 256
#define FEW_ENTRIES 512 /* values of a facet that they may have in all */
#define SLOTS       (2 * FEW_ENTRIES)

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

static int largest_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x < y) - (x > y);
}

static bool begin_choice(struct choice *choice, const struct search_request *request,
    enum facet facet, uint32_t candidates, struct arena *arena)
{
	*choice = (struct choice){ .most = candidates };
	if (request->values && request->values < candidates)
		choice->most = request->values;
	choice->dates = facet == FACET_YEAR || facet == FACET_MONTH || facet == FACET_RELEASED;
	choice->keys = arena_take(arena, choice->most * sizeof *choice->keys);
	return choice->keys != NULL;
}

static bool list_choice(const struct choice *choice, const struct facet_values *values,
    struct arena *arena, struct facet_list *list)
{
	list->values.items = arena_take(arena, choice->count * sizeof *list->values.items);
	if (!list->values.items)
		return false;
	qsort(choice->keys, choice->count, sizeof *choice->keys, largest_first);
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

static bool list_counts(const struct index *index, const struct search_request *request,
    enum facet facet, const uint32_t *counts, struct arena *arena, struct facet_list *list)
{
	const struct facet_values *values = &index->facets[facet];
	struct choice choice;

	if (!begin_choice(&choice, request, facet, values->count, arena))
		return false;
	for (uint32_t v = 0; v < values->count; v++)
		if (counts[v])
			choose(&choice, v, counts[v]);
	return list_choice(&choice, values, arena, list);
}

static bool count_many(const struct index *index, const struct search_request *request,
    uint32_t facets, const struct matches *matches, struct arena *arena,
    struct facet_list lists[FACET_COUNT])
{
	uint32_t *counts[FACET_COUNT];

	if (!facets_sum(index, facets, matches, arena, counts))
		return false;
	for (unsigned f = 0; f < FACET_COUNT; f++)
		if (facets & 1u << f &&
		    !list_counts(index, request, (enum facet)f, counts[f], arena, &lists[f]))
			return false;
	return true;
}

/* ---- a few ---- */

struct few {
	struct place places[FEW_MATCHES];
	uint32_t count;
};

static void find_few(const struct index *index, const struct matches *matches, struct few *few)
{
	few->count = 0;
	for (uint32_t s = 0; s < index->segment_count; s++) {
		const struct segment_matches *found = &matches->segments[s];
		uint32_t left = found->count, end = index->segments[s].documents;

		for (uint32_t d = 0; left && few->count < FEW_MATCHES; d++, left--) {
			d = bitset_next(found->set, d, end);
			few->places[few->count++] = (struct place){ s, d };
		}
	}
}

/* The values of one document, as numbers of its segment. */
static uint32_t values_of(const struct segment *segment, enum facet facet, uint32_t document,
    uint16_t *one, const uint16_t **numbers)
{
	const struct facet_column *column = &segment->columns[facet];

	if (column->form == FORM_MANY) {
		*numbers = column->numbers + column->starts[document];
		return column->starts[document + 1] - column->starts[document];
	}
	*one = (uint16_t)segment_value(segment, facet, document);
	*numbers = one;
	return *one != COLUMN_NONE;
}

struct table {
	struct {
		uint32_t value, count;
	} slots[SLOTS];
	uint16_t used[FEW_ENTRIES]; /* slots, in order of coming */
	uint32_t count;
};

static void add_to_table(struct table *table, uint32_t value)
{
	uint32_t slot = value * 2654435761u % SLOTS; /* Knuth's multiplicative hash */

	while (table->slots[slot].count && table->slots[slot].value != value)
		slot = (slot + 1) % SLOTS;
	if (!table->slots[slot].count)
		table->used[table->count++] = (uint16_t)slot;
	table->slots[slot].value = value;
	table->slots[slot].count++;
}

/* False when they have more values than the table is for. */
static bool fill_table(
    const struct index *index, enum facet facet, const struct few *few, struct table *table)
{
	uint32_t entries = 0;

	for (uint32_t i = 0; i < few->count; i++) {
		struct place place = few->places[i];
		const uint32_t *global = index->facets[facet].global[place.segment];
		const uint16_t *numbers;
		uint16_t one;
		uint32_t count = values_of(
		    &index->segments[place.segment], facet, place.document, &one, &numbers);

		entries += count;
		if (count > FEW_ENTRIES || entries > FEW_ENTRIES)
			return false;
		for (uint32_t k = 0; k < count; k++)
			if (numbers[k] < index->segments[place.segment].columns[facet].value_count)
				add_to_table(table, global[numbers[k]]);
	}
	return true;
}

/* Only what was used: the next facet would wait for all of it. */
static void clear_table(struct table *table)
{
	for (uint32_t i = 0; i < table->count; i++)
		table->slots[table->used[i]].count = 0;
	table->count = 0;
}

static bool count_few(const struct index *index, const struct search_request *request,
    enum facet facet, const struct matches *matches, const struct few *few, struct arena *arena,
    struct table *table, struct facet_list lists[FACET_COUNT])
{
	struct choice choice;

	clear_table(table);
	if (!fill_table(index, facet, few, table))
		return count_many(index, request, 1u << facet, matches, arena, lists);
	if (!begin_choice(&choice, request, facet, table->count, arena))
		return false;
	for (uint32_t i = 0; i < table->count; i++)
		choose(&choice, table->slots[table->used[i]].value,
		    table->slots[table->used[i]].count);
	return list_choice(&choice, &index->facets[facet], arena, &lists[facet]);
}

bool facets_count(const struct index *index, const struct search_request *request,
    const struct matches *matches, struct arena *arena, struct facet_list lists[FACET_COUNT])
{
	struct table table;
	struct few few;

	few.count = 0;
	if (matches->total > FEW_MATCHES)
		return count_many(
		    index, request, request->facets & ALL_FACETS, matches, arena, lists);
	if (!request->facets)
		return true;
	memset(&table, 0, sizeof table);
	find_few(index, matches, &few);
	for (unsigned f = 0; f < FACET_COUNT; f++)
		if (request->facets & 1u << f &&
		    !count_few(index, request, (enum facet)f, matches, &few, arena, &table, lists))
			return false;
	return true;
}
