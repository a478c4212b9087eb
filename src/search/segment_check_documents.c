/* segment_check: what is kept of each document, their orders, and columns against their lists. */
#include "search/bitset.h"
#include "search/segment_parts.h"

#include <string.h>

#define PASSAGES_MEMORY ((size_t)256 << 20)

static int compare_documents(const struct segment *segment, uint32_t a, uint32_t b)
{
	if (segment->created[a] != segment->created[b])
		return segment->created[a] < segment->created[b] ? -1 : 1;
	return text_compare(segment_id(segment, a), segment_id(segment, b));
}

static enum fault check_passages(
    const struct segment *segment, uint32_t document, struct error *err)
{
	struct arena arena;
	const uint32_t *starts;
	uint32_t count;

	arena_begin(&arena, PASSAGES_MEMORY);
	enum fault fault = segment_passages(segment, document, &arena, &starts, &count, err);
	arena_end(&arena);
	return fault;
}

/* Both orders are strict, so that the one by id holds every document once. */
enum fault segment_check_documents(
    const struct segment *segment, const char *name, struct error *err)
{
	const uint8_t *precisions = segment_section(segment, SECTION_PRECISIONS).at;

	for (uint32_t i = 0; i < segment->documents; i++) {
		enum fault fault = check_passages(segment, i, err);
		Text id = segment_id(segment, i);

		if (fault)
			return fault;
		if (!id.len)
			return segment_damaged(name, "the texts of a document", err);
		if (segment_document(segment, id, false) != i)
			return segment_damaged(name, "its order by id", err);
		if (i && compare_documents(segment, i - 1, i) >= 0)
			return segment_damaged(name, "its order by time", err);
		if ((segment_created(segment, i).precision == PRECISION_UNKNOWN) !=
			(segment->created[i] == INT64_MIN) ||
		    (segment_released(segment, i).precision == PRECISION_UNKNOWN) !=
			(segment->released[i] == INT64_MIN) ||
		    segment_created(segment, i).precision != precisions[i] / 16 ||
		    segment_released(segment, i).precision != precisions[i] % 16)
			return segment_damaged(name, "a time", err);
	}
	return FAULT_NONE;
}

static bool many_have(const struct facet_column *column, uint32_t document, uint32_t value)
{
	for (uint32_t i = column->starts[document]; i < column->starts[document + 1]; i++) {
		if (column->numbers[i] == value)
			return true;
	}
	return false;
}

static bool has_value(
    const struct segment *segment, enum facet facet, uint32_t document, uint32_t value)
{
	const struct facet_column *column = &segment->columns[facet];

	return column->form == FORM_MANY ? many_have(column, document, value)
					 : segment_value(segment, facet, document) == value;
}

/* Values in all documents, by the column. */
static uint64_t column_total(const struct segment *segment, enum facet facet)
{
	uint64_t total = 0;

	if (segment->columns[facet].form == FORM_MANY)
		return segment->columns[facet].entries;
	for (uint32_t i = 0; i < segment->documents; i++)
		total += segment_value(segment, facet, i) != COLUMN_NONE;
	return total;
}

/* Every document of a list has the value, and there are as many in all: so they are the same. */
static bool column_holds(const struct segment *segment, enum facet facet)
{
	const struct facet_column *column = &segment->columns[facet];
	uint64_t set[SEGMENT_DOCUMENTS / 64], total = 0;

	for (uint32_t value = 0; value < column->value_count; value++) {
		uint32_t end = segment->documents, count = 0;

		memset(set, 0, segment->set_words * sizeof *set);
		list_add_to(segment, &column->lists[value], NULL, set);
		for (uint32_t d = bitset_next(set, 0, end); d < end;
		     d = bitset_next(set, d + 1, end)) {
			if (!has_value(segment, facet, d, value))
				return false;
			count++;
		}
		if (!count || count != column->lists[value].count)
			return false;
		total += count;
	}
	return total == column_total(segment, facet);
}

enum fault segment_check_columns(const struct segment *segment, const char *name, struct error *err)
{
	for (unsigned i = 0; i < FACET_COUNT; i++) {
		if (!column_holds(segment, (enum facet)i))
			return fail(err, FAULT_CORRUPT,
			    "index '%s' is damaged: column '%.*s' against its lists", name,
			    TEXT_ARG(facet_field((enum facet)i)));
	}
	return FAULT_NONE;
}
