/* Reading the facts, and counting by them. */
#include "bench/peers/columns.h"

struct lines {
	char *line;
	size_t room;
	FILE *file;
	char *fields[FIELDS_MOST];
};

static bool next_line(struct lines *lines)
{
	if (getline(&lines->line, &lines->room, lines->file) <= 0)
		return false;
	if (cut_fields(lines->line, lines->fields) != 7)
		die("a line of facts has not seven fields");
	return true;
}

static void *take(void *old, size_t count, size_t size)
{
	void *room = realloc(old, count * size);

	if (!room)
		die("no memory");
	return room;
}

static uint16_t find(const struct values *values, const char *name)
{
	for (uint32_t i = 0; i < values->count; i++)
		if (strcmp(values->names[i], name) == 0)
			return (uint16_t)i;
	return NO_VALUE;
}

/* Posts and tags follow Zipf's law: the frequent ones are met early and stand in front. */
static uint16_t add(struct columns *columns, unsigned facet, const char *name)
{
	struct values *values = &columns->values[facet];
	uint16_t number = find(values, name);

	if (number != NO_VALUE || strcmp(name, "-") == 0)
		return number;
	if (values->count == NO_VALUE)
		die("too many values");
	values->names = take(values->names, values->count + 1, sizeof *values->names);
	values->hashes = take(values->hashes, values->count + 1, sizeof *values->hashes);
	values->counts = take(values->counts, values->count + 1, sizeof *values->counts);
	values->names[values->count] = strdup(name);
	values->hashes[values->count] = count_hash(facet, name);
	values->counts[values->count] = 0;
	return (uint16_t)values->count++;
}

static void grow(struct columns *columns, uint32_t room)
{
	columns->ids = take(columns->ids, room, sizeof *columns->ids);
	for (unsigned facet = 0; facet < BY_TAG; facet++)
		columns->single[facet] = take(columns->single[facet], room, sizeof(uint16_t));
	columns->tag_starts = take(columns->tag_starts, room + 1, sizeof(uint32_t));
}

static uint32_t add_tags(struct columns *columns, char *list, uint32_t count)
{
	for (char *next; list && strcmp(list, "-") != 0; list = next) {
		next = strchr(list, ',');
		if (next)
			*next++ = 0;
		if ((count & (count - 1)) == 0)
			columns->tags =
			    take(columns->tags, count ? 2 * count : 1, sizeof(uint16_t));
		columns->tags[count++] = add(columns, BY_TAG, list);
	}
	return count;
}

void columns_open(struct columns *columns, const char *corpus)
{
	char *path = join(corpus, "facts");
	struct lines lines = { .file = fopen(path, "re") };
	uint32_t tags = 0;

	*columns = (struct columns){ 0 };
	if (!lines.file)
		die("cannot open %s", path);
	for (; next_line(&lines); columns->documents++) {
		uint32_t n = columns->documents;

		if ((n & (n - 1)) == 0)
			grow(columns, n ? 2 * n : 1);
		columns->ids[n] = strdup(lines.fields[0]);
		columns->single[BY_ORIGIN][n] = add(columns, BY_ORIGIN, lines.fields[2]);
		columns->single[BY_CLASSIFICATION][n] =
		    add(columns, BY_CLASSIFICATION, lines.fields[3]);
		columns->single[BY_YEAR][n] = add(columns, BY_YEAR, lines.fields[4]);
		columns->tag_starts[n] = tags;
		tags = add_tags(columns, lines.fields[5], tags);
	}
	if (columns->documents)
		columns->tag_starts[columns->documents] = tags;
	fclose(lines.file);
	free(lines.line);
	free(path);
}

void columns_close(struct columns *columns)
{
	for (uint32_t i = 0; i < columns->documents; i++)
		free(columns->ids[i]);
	free(columns->ids);
	for (unsigned facet = 0; facet < COUNTED; facet++) {
		struct values *values = &columns->values[facet];

		for (uint32_t i = 0; i < values->count; i++)
			free(values->names[i]);
		free(values->names);
		free(values->hashes);
		free(values->counts);
		if (facet < BY_TAG)
			free(columns->single[facet]);
	}
	free(columns->tag_starts);
	free(columns->tags);
	*columns = (struct columns){ 0 };
}

uint16_t columns_value(const struct columns *columns, unsigned facet, const char *name)
{
	return *name ? find(&columns->values[facet], name) : NO_VALUE;
}

static uint32_t first_from(const struct columns *columns, int year)
{
	uint32_t low = 0, high = columns->documents;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint16_t value = columns->single[BY_YEAR][middle];
		long at =
		    value == NO_VALUE ? 0 : strtol(columns->values[BY_YEAR].names[value], NULL, 10);

		if (at < year)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void columns_years(const struct columns *columns, int from, int to, uint32_t *first, uint32_t *end)
{
	*first = from ? first_from(columns, from) : 0;
	*end = from ? first_from(columns, to + 1) : columns->documents;
}

void counts_begin(struct columns *columns)
{
	for (unsigned facet = 0; facet < COUNTED; facet++)
		if (columns->values[facet].count)
			memset(columns->values[facet].counts, 0,
			    columns->values[facet].count * sizeof(uint32_t));
}

/* The most frequent values, by insertion. */
static void put_top(const struct values *values, unsigned most, struct count top[VALUES])
{
	unsigned kept = 0;

	for (uint32_t value = 0; value < values->count; value++) {
		uint32_t count = values->counts[value];
		unsigned at = kept;

		if (!count || (kept == most && count <= top[most - 1].count))
			continue;
		if (kept < most)
			kept++;
		else
			at--;
		for (; at && count > top[at - 1].count; at--)
			top[at] = top[at - 1];
		top[at] = (struct count){ value, count };
	}
}

void counts_end(const struct columns *columns, unsigned values, struct answer *answer)
{
	for (unsigned facet = 0; facet < COUNTED; facet++) {
		const struct values *column = &columns->values[facet];

		if (values)
			put_top(column, values < VALUES ? values : VALUES, answer->top[facet]);
		else
			for (uint32_t i = 0; i < column->count; i++)
				answer->checksum += column->hashes[i] * column->counts[i];
	}
}
