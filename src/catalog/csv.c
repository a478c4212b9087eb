/* CSV reader of the built-in tables. */
#include "catalog/csv.h"

#include <string.h>

/* The inner of a quoted field with "" made ". */
static Text unquote(struct arena *arena, Text inner)
{
	char *bytes = arena_take(arena, inner.len ? inner.len : 1);
	size_t len = 0;

	if (!bytes)
		return (Text){ 0 };
	for (size_t i = 0; i < inner.len; i++) {
		bytes[len++] = inner.at[i];
		if (inner.at[i] == '"')
			i++;
	}
	return (Text){ bytes, len };
}

static Text take_quoted(struct csv *csv)
{
	Text rest = text_from(csv->rest, 1);
	size_t end = 0;
	bool doubled = false;

	while (end < rest.len &&
	    (rest.at[end] != '"' || (end + 1 < rest.len && rest.at[end + 1] == '"'))) {
		bool quote = rest.at[end] == '"';
		doubled |= quote;
		end += quote ? 2 : 1;
	}
	Text inner = text_slice(rest, 0, end);
	csv->rest = text_from(rest, end + 1);
	return doubled ? unquote(csv->arena, inner) : inner;
}

static Text take_plain(struct csv *csv)
{
	size_t end = 0;

	while (end < csv->rest.len && csv->rest.at[end] != ',' && csv->rest.at[end] != '\n')
		end++;
	Text field = text_slice(csv->rest, 0, end);
	csv->rest = text_from(csv->rest, end);
	return field;
}

bool csv_next(struct csv *csv)
{
	bool fits = true;

	if (!csv->rest.len)
		return false;
	csv->line++;
	csv->count = 0;
	do {
		Text field =
		    csv->rest.len && csv->rest.at[0] == '"' ? take_quoted(csv) : take_plain(csv);
		fits = csv->count < CSV_FIELDS_LIMIT;
		if (fits)
			csv->fields[csv->count++] = text_trim(field);
	} while (text_take_char(&csv->rest, ','));
	text_take_char(&csv->rest, '\r');
	text_take_char(&csv->rest, '\n');
	if (!fits)
		csv->count = 0;
	return true;
}
