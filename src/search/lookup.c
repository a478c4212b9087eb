/* Finding one record, one value or one neighbour: what needs no query. */
#include "record/reference_id.h"
#include "search/index.h"
#include "search/words.h"

static bool is_simple(Text value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-' && c != '/' && c != '.')
			return false;
	}
	return value.len > 0 && value.at[0] != '-';
}

/* A quotation mark in a quoted value is written twice. */
static Text doubled(Text value, struct arena *arena)
{
	char *inner = arena_take(arena, 2 * value.len);
	size_t len = 0;

	for (size_t i = 0; inner && i < value.len; i++) {
		inner[len++] = value.at[i];
		if (value.at[i] == '"')
			inner[len++] = '"';
	}
	return (Text){ inner, len };
}

Text query_for(enum facet facet, Text value, struct arena *arena)
{
	Text field = facet_field(facet);

	if (is_simple(value))
		return text_format(arena, "%.*s:%.*s", TEXT_ARG(field), TEXT_ARG(value));
	value = doubled(value, arena);
	return text_format(arena, "%.*s:\"%.*s\"", TEXT_ARG(field), TEXT_ARG(value));
}

static Text held(const struct index *index, Text id)
{
	uint32_t number = index_find(index, id);

	return number == UINT32_MAX ? (Text){ NULL, 0 } : index->documents[number].id;
}

static Text held_in_any_case(const struct index *index, Text id)
{
	for (uint32_t i = 0; i < index->document_count; i++)
		if (text_equal_nocase(index->documents[index->by_id[i]].id, id))
			return index->documents[index->by_id[i]].id;
	return (Text){ NULL, 0 };
}

/* The id that a record was received with, before it was repaired. */
static Text held_as_alias(const struct index *index, Text typed)
{
	for (uint32_t i = 0; index->columns[COLUMN_ALIAS].count && i < index->document_count; i++) {
		const struct document *document = &index->documents[i];

		for (uint32_t k = document->starts[COLUMN_ALIAS];
		     k < document->starts[COLUMN_ALIAS + 1]; k++)
			if (text_equal_nocase(
				index->columns[COLUMN_ALIAS].items[document->values[k]].value,
				typed))
				return document->id;
	}
	return (Text){ NULL, 0 };
}

/* ".../cable/2008/02/08BISHKEK211.html#par2" -> "08BISHKEK211": what people paste. */
static Text end_of_address(Text typed)
{
	static const Text endings[] = { TEXT_INIT(".html"), TEXT_INIT(".json"), TEXT_INIT(".txt") };
	Text rest = text_slice(typed, 0, text_find_char(typed, '#'));

	rest = text_slice(rest, 0, text_find_char(rest, '?'));
	for (unsigned i = 0; i < sizeof endings / sizeof *endings; i++)
		if (text_ends(rest, endings[i]))
			rest.len -= endings[i].len;
	while (text_find_char(rest, '/') != TEXT_NONE)
		text_cut(&rest, '/');
	return rest;
}

Text search_id(const struct index *index, Text typed, struct arena *arena)
{
	Text id, report;

	typed = text_trim(typed);
	id = held_in_any_case(index, typed);
	if (!id.len)
		id = held(index, reference_id_guess(typed, arena));
	if (!id.len)
		id = held_as_alias(index, typed);
	if (id.len || text_find_char(typed, '/') == TEXT_NONE)
		return id;
	report = text_from(typed, text_find(typed, TEXT("tip/")));
	id = held_in_any_case(index, report);
	return id.len ? id : held(index, reference_id_guess(end_of_address(typed), arena));
}

static bool same_origin(const struct document *a, const struct document *b)
{
	return a->values[a->starts[FACET_ORIGIN]] == b->values[b->starts[FACET_ORIGIN]];
}

/* Has a place in the order of time within an origin. */
static bool has_place(const struct document *document)
{
	return document->created.precision != PRECISION_UNKNOWN &&
	    document->starts[FACET_ORIGIN] < document->starts[FACET_ORIGIN + 1];
}

static Text neighbour(const struct index *index, uint32_t number, uint32_t step)
{
	const struct document *document = &index->documents[number];

	if (!has_place(document))
		return (Text){ NULL, 0 };
	/* Below zero wraps to what no document has. */
	for (uint32_t i = number + step; i < index->document_count; i += step) {
		const struct document *other = &index->documents[i];

		if (has_place(other) && same_origin(document, other))
			return other->id;
	}
	return (Text){ NULL, 0 };
}

void search_neighbours(const struct index *index, Text id, Text *earlier, Text *later)
{
	uint32_t number = index_find(index, id);

	*earlier = *later = (Text){ NULL, 0 };
	if (number == UINT32_MAX)
		return;
	*earlier = neighbour(index, number, UINT32_MAX);
	*later = neighbour(index, number, 1);
}

static bool was_asked_for(Text folded, const TextList *terms)
{
	for (uint32_t i = 0; i < terms->count; i++) {
		Text term = terms->items[i];

		if (text_ends(term, TEXT("*"))) {
			term.len--;
			if (text_starts(folded, term))
				return true;
		} else if (text_equal(folded, term)) {
			return true;
		}
	}
	return false;
}

bool search_marks(Text text, const TextList *terms, struct arena *arena, MarkList *marks)
{
	struct word word;

	for (uint32_t at = 0; word_take(text, &at, arena, &word);) {
		Span *mark;

		if (!was_asked_for(word.folded, terms))
			continue;
		mark = array_add(marks, arena);
		if (!mark)
			return false;
		*mark = word.span;
	}
	return !arena->failed;
}
