/* The lists of the segments are sorted, so one walk over all of them at once sorts the whole. There
 * are few segments: who is next is found by asking each. */
#include "search/merge.h"

#include "search/bitset.h"

#define LIST_COST 24 /* nanoseconds, about: to begin with a list, */
#define WORD_COST 4  /* words of two bitsets compared in one, */
#define DOC_COST  1  /* for a document of a list */

struct merging {
	struct index *index;
	enum facet facet;
	uint32_t *heads; /* of each segment, the value that comes next */
	Text *values, *labels;
	uint32_t count;
};

static const struct facet_column *column_of(const struct merging *merging, uint32_t segment)
{
	return &merging->index->segments[segment].columns[merging->facet];
}

static bool begin(struct merging *merging)
{
	struct index *index = merging->index;
	struct facet_values *merged = &index->facets[merging->facet];
	uint64_t all = 0;

	merged->global = arena_take(&index->arena, index->segment_count * sizeof *merged->global);
	merging->heads = arena_take(&index->arena, index->segment_count * sizeof *merging->heads);
	if (!merged->global || !merging->heads)
		return false;
	for (uint32_t s = 0; s < index->segment_count; s++) {
		uint32_t count = column_of(merging, s)->value_count;

		merged->global[s] = arena_take(&index->arena, count * sizeof **merged->global);
		if (!merged->global[s])
			return false;
		all += count;
	}
	merging->values = arena_take(&index->arena, all * sizeof *merging->values);
	merging->labels = arena_take(&index->arena, all * sizeof *merging->labels);
	return merging->values && merging->labels;
}

/* The segment whose next value is the smallest; of several the first. UINT32_MAX: none is left. */
static uint32_t smallest(const struct merging *merging)
{
	uint32_t found = UINT32_MAX;
	Text least = { NULL, 0 };

	for (uint32_t s = 0; s < merging->index->segment_count; s++) {
		const struct facet_column *column = column_of(merging, s);
		uint32_t head = merging->heads[s];

		if (head == column->value_count)
			continue;
		if (found == UINT32_MAX || text_compare(column->values[head], least) < 0) {
			found = s;
			least = column->values[head];
		}
	}
	return found;
}

static bool merge_facet(struct merging *merging)
{
	struct facet_values *merged = &merging->index->facets[merging->facet];

	if (!begin(merging))
		return false;
	for (uint32_t s = smallest(merging); s != UINT32_MAX; s = smallest(merging)) {
		const struct facet_column *column = column_of(merging, s);
		uint32_t head = merging->heads[s]++;
		uint32_t last = merging->count - 1;

		if (merging->count == 0 ||
		    !text_equal(merging->values[last], column->values[head])) {
			last = merging->count++;
			merging->values[last] = column->values[head];
			merging->labels[last] = column->labels[head];
		}
		merged->global[s][head] = last;
	}
	merged->count = merging->count;
	merged->values = merging->values;
	merged->labels = merging->labels;
	return true;
}

static uint32_t value_cost(const struct segment *segment, const struct facet_column *column)
{
	uint64_t cost = 0;

	for (uint32_t v = 0; v < column->value_count; v++)
		cost += LIST_COST +
		    (column->lists[v].bitmap ? segment->set_words / WORD_COST
					     : (uint64_t)DOC_COST * column->lists[v].count);
	return cost < UINT32_MAX ? (uint32_t)cost : UINT32_MAX;
}

/* The narrowest that all but a few documents fit, as far as there is room. */
static uint32_t row_width(
    const struct segment *segment, const struct facet_column *column, uint32_t left)
{
	uint32_t width = 1;

	if (column->form == FORM_SINGLE)
		return left ? 1 : 0;
	for (; width < ROW_WIDTH_MOST; width *= 2) {
		uint32_t longer = 0;

		for (uint32_t d = 0; d < segment->documents; d++)
			longer += column->starts[d + 1] - column->starts[d] > width;
		if (longer <= segment->documents / 16)
			break;
	}
	while (width > left)
		width /= 2;
	return width;
}

/* A facet's column in a segment, on its way into the rows. */
struct filling {
	const struct segment *segment;
	const struct facet_column *column;
	const uint32_t *global;
	uint32_t none; /* over all segments */
	struct facet_rows *rows;
	const struct facet_place *place;
};

static void fill_single(const struct filling *filling)
{
	for (uint32_t d = 0; filling->place->width && d < filling->segment->documents; d++) {
		uint32_t number = filling->column->numbers[d];

		filling->rows->rows[d].values[filling->place->first] =
		    (uint16_t)(number < filling->column->value_count ? filling->global[number]
								     : filling->none);
	}
}

static void fill_many(const struct filling *filling)
{
	const struct facet_column *column = filling->column;
	const struct facet_place *place = filling->place;

	for (uint32_t d = 0; d < filling->segment->documents; d++) {
		uint32_t start = column->starts[d], count = column->starts[d + 1] - start;
		uint16_t *values = filling->rows->rows[d].values + place->first;

		for (uint32_t i = 0; i < place->width; i++)
			values[i] =
			    (uint16_t)(i < count ? filling->global[column->numbers[start + i]]
						 : filling->none + i);
		if (count > place->width)
			bitset_add(place->longer, d);
	}
}

static bool make_rows(struct index *index, uint32_t number)
{
	const struct segment *segment = &index->segments[number];
	struct facet_rows *rows = &index->rows[number];
	uint32_t first = 0;

	rows->rows = arena_take(&index->arena, segment->documents * sizeof *rows->rows);
	if (!rows->rows)
		return false;
	for (unsigned f = 0; f < FACET_COUNT; f++) {
		const struct facet_column *column = &segment->columns[f];
		struct facet_place *place = &rows->places[f];
		struct filling filling = { segment, column, index->facets[f].global[number],
			index->facets[f].count, rows, place };

		if (column->form == FORM_RUNS)
			continue;
		place->first = first;
		if (index->facets[f].count <= UINT16_MAX - ROW_WIDTH_MOST)
			place->width = row_width(segment, column, ROW_VALUES - first);
		first += place->width;
		if (column->form == FORM_SINGLE) {
			fill_single(&filling);
			continue;
		}
		place->longer =
		    arena_take(&index->arena, segment->set_words * sizeof *place->longer);
		if (!place->longer)
			return false;
		fill_many(&filling);
	}
	return true;
}

bool merge_values(struct index *index)
{
	index->value_costs =
	    arena_take(&index->arena, index->segment_count * sizeof *index->value_costs);
	index->rows = arena_take(&index->arena, index->segment_count * sizeof *index->rows);
	if (!index->value_costs || !index->rows)
		return false;
	for (unsigned facet = 0; facet < FACET_COUNT; facet++) {
		struct merging merging = { .index = index, .facet = (enum facet)facet };

		if (!merge_facet(&merging))
			return false;
		for (uint32_t s = 0; s < index->segment_count; s++)
			index->value_costs[s][facet] =
			    value_cost(&index->segments[s], column_of(&merging, s));
	}
	for (uint32_t s = 0; s < index->segment_count; s++)
		if (!make_rows(index, s))
			return false;
	return true;
}

uint32_t merged_value(const struct facet_values *values, Text value)
{
	uint32_t low = 0, high = values->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(values->values[middle], value);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return UINT32_MAX;
}
