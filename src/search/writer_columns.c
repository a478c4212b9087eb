/* The columns of the facets, made from the terms of their spaces: those stand in order by byte, and
 * so do the values, so each document's numbers come in ascending order. */
#include <stdlib.h>
#include <string.h>

#include "search/columns.h"
#include "search/writer.h"

#define SECTION_STEP 64

struct column {
	struct seal *seal;
	uint32_t first, end; /* groups: the values */
	uint32_t *starts;    /* of each document, and the end */
	uint16_t *numbers;
	struct bytes values;
	bool failed;
};

static bool is_group_of(const struct seal *seal, uint32_t group, enum space space)
{
	uint32_t count;

	return source_term(seal, group_sources(seal, group, &count))->space == space;
}

static void find_groups(struct column *column, enum space space)
{
	const struct seal *seal = column->seal;
	uint32_t group = 0;

	while (group < seal->terms.count && !is_group_of(seal, group, space))
		group++;
	column->first = group;
	while (group < seal->terms.count && is_group_of(seal, group, space))
		group++;
	column->end = group;
}

/* What is done with each document of a value. */
typedef void value_taker(struct column *column, uint32_t value, uint32_t document);

static void count_value(struct column *column, uint32_t value, uint32_t document)
{
	(void)value;
	column->starts[document]++;
}

static void keep_value(struct column *column, uint32_t value, uint32_t document)
{
	column->numbers[column->starts[document]++] = (uint16_t)value;
}

static struct posting open_list(const struct column *column, const struct source *source)
{
	struct posting posting;

	posting_begin(
	    &posting, source_inverter(column->seal, source), source_term(column->seal, source));
	return posting;
}

static void each_value(struct column *column, value_taker *take)
{
	for (uint32_t group = column->first; group < column->end; group++) {
		uint32_t count;
		const struct source *sources = group_sources(column->seal, group, &count);

		for (uint32_t i = 0; i < count; i++) {
			struct posting posting = open_list(column, &sources[i]);

			while (posting_next(&posting))
				take(column, group - column->first, posting.document);
		}
	}
}

/* As the first document that has the value shows it. */
static Text label_of(struct column *column, uint32_t group)
{
	uint32_t count, first = UINT32_MAX;
	const struct source *sources = group_sources(column->seal, group, &count);
	Text label = { NULL, 0 };

	for (uint32_t i = 0; i < count; i++) {
		struct posting posting = open_list(column, &sources[i]);

		if (posting_next(&posting) && posting.document < first) {
			first = posting.document;
			label = inverter_label(source_inverter(column->seal, &sources[i]),
			    source_term(column->seal, &sources[i]));
		}
	}
	return label;
}

static void put_text(struct bytes *to, Text text)
{
	bytes_varint(to, text.len);
	bytes_put(to, text.at, text.len);
}

static void write_values(struct column *column)
{
	column->values.len = 0;
	for (uint32_t group = column->first; group < column->end; group++) {
		uint32_t count;
		const struct source *source = group_sources(column->seal, group, &count);

		put_text(&column->values,
		    inverter_key(
			source_inverter(column->seal, source), source_term(column->seal, source)));
		put_text(&column->values, label_of(column, group));
	}
}

/* Fills `starts` and `numbers`; returns how many values a document has at most. */
static uint32_t collect(struct column *column)
{
	uint32_t documents = column->seal->documents, most = 0, sum = 0;

	memset(column->starts, 0, ((size_t)documents + 1) * sizeof *column->starts);
	each_value(column, count_value);
	for (uint32_t i = 0; i <= documents; i++) {
		uint32_t count = column->starts[i];

		most = count > most ? count : most;
		column->starts[i] = sum;
		sum += count;
	}
	free(column->numbers);
	column->numbers = malloc(((size_t)sum + 1) * sizeof *column->numbers);
	column->failed |= !column->numbers;
	if (!column->numbers)
		return 0;
	each_value(column, keep_value);
	/* keep_value has moved each start to the next one. */
	memmove(column->starts + 1, column->starts, documents * sizeof *column->starts);
	column->starts[0] = 0;
	return most;
}

static uint16_t value_of(const struct column *column, uint32_t document)
{
	uint32_t start = column->starts[document];

	return column->starts[document + 1] == start ? COLUMN_NONE : column->numbers[start];
}

static uint32_t count_runs(const struct column *column)
{
	uint32_t runs = 0;

	for (uint32_t i = 0; i < column->seal->documents; i++)
		runs += i == 0 || value_of(column, i) != value_of(column, i - 1);
	return runs;
}

static void write_runs(const struct column *column, struct bytes *to)
{
	for (uint32_t i = 0; i < column->seal->documents; i++) {
		uint32_t run[2] = { i, value_of(column, i) };

		if (i == 0 || run[1] != value_of(column, i - 1))
			bytes_put(to, run, sizeof run);
	}
}

static void write_single(const struct column *column, struct bytes *to)
{
	for (uint32_t i = 0; i < column->seal->documents; i++) {
		uint16_t value = value_of(column, i);

		bytes_put(to, &value, sizeof value);
	}
}

static void write_column(struct column *column, struct bytes *to)
{
	uint32_t documents = column->seal->documents, most = collect(column), runs;
	uint32_t head[4] = { column->end - column->first, FORM_MANY, 0, 0 };

	if (column->failed)
		return;
	write_values(column);
	head[2] = column->starts[documents];
	head[3] = (uint32_t)column->values.len;
	if (most <= 1) {
		runs = count_runs(column);
		head[1] = (uint64_t)runs * 8 < (uint64_t)documents * 2 ? FORM_RUNS : FORM_SINGLE;
		head[2] = head[1] == FORM_RUNS ? runs : documents;
	}
	bytes_align(to, SECTION_STEP);
	bytes_put(to, head, sizeof head);
	bytes_put(to, column->values.at, column->values.len);
	bytes_align(to, SECTION_STEP);
	if (head[1] == FORM_RUNS) {
		write_runs(column, to);
	} else if (head[1] == FORM_SINGLE) {
		write_single(column, to);
	} else {
		bytes_put(to, column->starts, ((size_t)documents + 1) * sizeof *column->starts);
		bytes_put(to, column->numbers, head[2] * sizeof *column->numbers);
	}
}

bool writer_columns(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_COLUMNS];
	struct column column = { .seal = seal };

	column.starts = malloc(((size_t)seal->documents + 1) * sizeof *column.starts);
	column.failed = !column.starts;
	for (unsigned facet = 0; facet < FACET_COUNT && !column.failed; facet++) {
		find_groups(&column, columns_space((enum facet)facet));
		write_column(&column, to);
		column.failed |= column.values.failed || to->failed;
	}
	free(column.starts);
	free(column.numbers);
	bytes_end(&column.values);
	return !column.failed;
}
