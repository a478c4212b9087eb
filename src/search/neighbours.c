/* Neighbours: in each segment the documents of the origin on both sides of the place, found in the
 * origin's list; over the segments the nearest of them. */
#include "search/index.h"

#define NONE UINT32_MAX

struct spot {
	int64_t created;
	Text id;
};

static struct spot spot_of(const struct segment *segment, uint32_t document)
{
	return (struct spot){ segment->created[document], segment_id(segment, document) };
}

/* In the order of creation, then of ids. */
static int spot_compare(struct spot a, struct spot b)
{
	if (a.created != b.created)
		return a.created < b.created ? -1 : 1;
	return text_compare(a.id, b.id);
}

/* The first document of the segment at the spot or behind it. */
static uint32_t find_spot(const struct segment *segment, struct spot spot)
{
	uint32_t low = 0, high = segment->documents;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (spot_compare(spot_of(segment, middle), spot) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first document of the list from `number` on, or NONE. */
static uint32_t list_after(const struct segment *segment, const struct list *list, uint32_t number)
{
	for (uint32_t b = list_seek(list, 0, number); b < list_block_count(list); b++) {
		struct postings postings;

		if (!list_block(segment, list, b, &postings))
			return NONE;
		for (uint32_t i = 0; i < postings.count; i++)
			if (postings.documents[i] >= number)
				return postings.documents[i];
	}
	return NONE;
}

/* The last document of the list before `number`, or NONE. */
static uint32_t list_before(const struct segment *segment, const struct list *list, uint32_t number)
{
	uint32_t count = list_block_count(list);
	uint32_t block = list_seek(list, 0, number);

	for (block = block < count ? block + 1 : count; block-- > 0;) {
		struct postings postings;

		if (!list_block(segment, list, block, &postings))
			return NONE;
		for (uint32_t i = postings.count; i-- > 0;)
			if (postings.documents[i] < number)
				return postings.documents[i];
	}
	return NONE;
}

static const struct list *list_of(const struct segment *segment, Text origin)
{
	const struct facet_column *column = &segment->columns[FACET_ORIGIN];
	uint32_t low = 0, high = column->value_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(column->values[middle], origin);

		if (order == 0)
			return &column->lists[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct neighbours {
	struct spot earlier, later; /* no id: none yet */
};

static void look_into(
    const struct segment *segment, Text origin, struct spot spot, struct neighbours *found)
{
	const struct list *list = list_of(segment, origin);
	uint32_t place, on;

	if (!list)
		return;
	place = find_spot(segment, spot);
	on = list_before(segment, list, place);
	/* Who has no date has no place in the order. */
	if (on != NONE && segment->created[on] != INT64_MIN &&
	    (!found->earlier.id.len || spot_compare(spot_of(segment, on), found->earlier) > 0))
		found->earlier = spot_of(segment, on);
	if (place < segment->documents && spot_compare(spot_of(segment, place), spot) == 0)
		place++;
	on = list_after(segment, list, place);
	if (on != NONE &&
	    (!found->later.id.len || spot_compare(spot_of(segment, on), found->later) < 0))
		found->later = spot_of(segment, on);
}

void search_neighbours(const struct index *index, Text id, Text *earlier, Text *later)
{
	struct place place = index_find(index, id);
	struct neighbours found = { 0 };
	const struct segment *segment;
	uint32_t origin;

	*earlier = *later = (Text){ NULL, 0 };
	if (place.segment == UINT32_MAX)
		return;
	segment = &index->segments[place.segment];
	origin = segment_value(segment, FACET_ORIGIN, place.document);
	if (origin >= segment->columns[FACET_ORIGIN].value_count ||
	    segment->created[place.document] == INT64_MIN)
		return;
	for (uint32_t s = 0; s < index->segment_count; s++)
		look_into(&index->segments[s], segment->columns[FACET_ORIGIN].values[origin],
		    spot_of(segment, place.document), &found);
	*earlier = found.earlier.id;
	*later = found.later.id;
}
