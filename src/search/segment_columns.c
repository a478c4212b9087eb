/* The columns of a segment: its values by facet, and which documents have them. All numbers are
 * checked once, here (about a megabyte in a full segment). */
#include "search/segment_parts.h"

#include <string.h>

#define COLUMN_ALIGNMENT 64
#define COLUMN_HEAD      16 /* count, form, entries, bytes of the values */

/* In the order of FACETS. */
static const enum space spaces[FACET_COUNT] = {
#define FACET_SPACE(name, field, heading) SPACE_##name,
	FACETS(FACET_SPACE)
#undef FACET_SPACE
};

static uint64_t aligned(uint64_t offset)
{
	return (offset + COLUMN_ALIGNMENT - 1) / COLUMN_ALIGNMENT * COLUMN_ALIGNMENT;
}

static bool take_text(const uint8_t **at, const uint8_t *end, Text *text)
{
	uint32_t len;

	if (!varint_take(at, end, &len) || len > (size_t)(end - *at))
		return false;
	*text = (Text){ (const char *)*at, len };
	*at += len;
	return true;
}

static bool take_values(
    const uint8_t *at, const uint8_t *end, struct facet_column *column, Text *values, Text *labels)
{
	for (uint32_t i = 0; i < column->value_count; i++) {
		if (!take_text(&at, end, &values[i]) || !take_text(&at, end, &labels[i]))
			return false;
		if (i && text_compare(values[i - 1], values[i]) >= 0)
			return false;
	}
	return at == end;
}

static bool are_numbers(const uint16_t *numbers, uint32_t count, uint32_t values, bool or_none)
{
	bool hold = true;

	for (uint32_t i = 0; i < count; i++)
		hold &= numbers[i] < values || (or_none && numbers[i] == COLUMN_NONE);
	return hold;
}

static bool are_runs(const struct facet_column *column, uint32_t documents)
{
	const uint32_t *runs = column->runs;

	for (uint32_t i = 0; i < column->entries; i++) {
		uint32_t value = runs[2 * i + 1];

		if (runs[2 * i] >= documents ||
		    (i ? runs[2 * i] <= runs[2 * i - 2] : runs[0] != 0) ||
		    (value >= column->value_count && value != COLUMN_NONE))
			return false;
	}
	return column->entries > 0 || documents == 0;
}

/* Each document's numbers ascending. */
static bool are_many(const struct facet_column *column, uint32_t documents)
{
	const uint32_t *starts = column->starts;
	bool hold = starts[0] == 0 && starts[documents] == column->entries;

	for (uint32_t i = 0; hold && i < documents; i++)
		hold = starts[i] <= starts[i + 1] && starts[i + 1] <= column->entries;
	for (uint32_t i = 0; hold && i < documents; i++) {
		for (uint32_t j = starts[i] + 1; j < starts[i + 1]; j++)
			hold &= column->numbers[j - 1] < column->numbers[j];
	}
	return hold && are_numbers(column->numbers, column->entries, column->value_count, false);
}

/* Sets the arrays of the form; their bytes, or 0 when they do not fit or hold. */
static bool take_form(struct facet_column *column, uint32_t documents, Section at, uint64_t *size)
{
	uint64_t starts = ((uint64_t)documents + 1) * sizeof(uint32_t);

	switch (column->form) {
	case FORM_RUNS:
		*size = (uint64_t)column->entries * 2 * sizeof(uint32_t);
		column->runs = (const uint32_t *)at.at;
		return *size <= at.size && are_runs(column, documents);
	case FORM_SINGLE:
		*size = (uint64_t)documents * sizeof(uint16_t);
		column->numbers = (const uint16_t *)at.at;
		return *size <= at.size && column->entries == documents &&
		    are_numbers(column->numbers, documents, column->value_count, true);
	case FORM_MANY:
		*size = starts + (uint64_t)column->entries * sizeof(uint16_t);
		if (*size > at.size)
			return false;
		column->starts = (const uint32_t *)at.at;
		column->numbers = (const uint16_t *)(at.at + starts);
		return are_many(column, documents);
	default:
		return false;
	}
}

struct finding {
	const struct facet_column *column;
	struct list *lists;
	uint32_t next;
};

/* Values and terms of the space are in the same order, so both are gone through once. */
static bool take_list(void *context, Text key, const struct list *list)
{
	struct finding *finding = context;
	const struct facet_column *column = finding->column;
	int order = 1;

	while (finding->next < column->value_count &&
	    (order = text_compare(column->values[finding->next], key)) < 0)
		finding->next++;
	if (order == 0)
		finding->lists[finding->next++] = *list;
	return finding->next < column->value_count;
}

static enum fault take_column(struct segment *segment, enum facet facet, uint64_t *offset,
    const char *name, struct error *err)
{
	Section section = segment_section(segment, SECTION_COLUMNS);
	struct facet_column *column = &segment->columns[facet];
	uint64_t begin = aligned(*offset);
	uint32_t head[COLUMN_HEAD / 4];

	if (begin > section.size || section.size - begin < COLUMN_HEAD)
		goto corrupt;
	memcpy(head, section.at + begin, sizeof head);
	begin += COLUMN_HEAD;
	/* A value takes two bytes at least. */
	if (head[0] > COLUMN_NONE || head[3] > section.size - begin || head[0] > head[3] / 2)
		goto corrupt;
	*column =
	    (struct facet_column){ .value_count = head[0], .form = head[1], .entries = head[2] };

	Text *values = arena_take(&segment->arena, (head[0] + 1) * sizeof *values);
	Text *labels = arena_take(&segment->arena, (head[0] + 1) * sizeof *labels);
	struct list *lists = arena_take(&segment->arena, (head[0] + 1) * sizeof *lists);

	if (!values || !labels || !lists)
		return fail(err, FAULT_NO_MEMORY, "no memory for the columns of index '%s'", name);
	column->values = values;
	column->labels = labels;
	column->lists = lists;

	uint64_t form = aligned(begin + head[3]), size;
	const uint8_t *at = section.at + begin;

	if (!take_values(at, at + head[3], column, values, labels) || form > section.size ||
	    !take_form(column, segment->documents,
		(Section){ section.at + form, section.size - form }, &size))
		goto corrupt;
	*offset = form + size;
	struct finding finding = { column, lists, 0 };
	segment_walk(segment, spaces[facet], (Text){ 0 }, take_list, &finding);
	return FAULT_NONE;
corrupt:
	return fail(err, FAULT_CORRUPT, "index '%s' is damaged: column '%.*s'", name,
	    TEXT_ARG(facet_field(facet)));
}

enum fault segment_columns_open(struct segment *segment, const char *name, struct error *err)
{
	enum fault fault = FAULT_NONE;
	uint64_t offset = 0;

	for (unsigned i = 0; !fault && i < FACET_COUNT; i++)
		fault = take_column(segment, (enum facet)i, &offset, name, err);
	return fault;
}

/* The run that the document lies in. */
static uint32_t run_value(const struct facet_column *column, uint32_t document)
{
	uint32_t low = 0, high = column->entries;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (column->runs[2 * middle] <= document)
			low = middle;
		else
			high = middle;
	}
	return column->entries ? column->runs[2 * low + 1] : COLUMN_NONE;
}

uint32_t segment_value(const struct segment *segment, enum facet facet, uint32_t document)
{
	const struct facet_column *column = &segment->columns[facet];

	if (document >= segment->documents || column->form == FORM_MANY)
		return COLUMN_NONE;
	return column->form == FORM_RUNS ? run_value(column, document) : column->numbers[document];
}
