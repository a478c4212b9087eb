/* Finding one record or one value: what needs no query. */
#include "record/reference_id.h"
#include "search/index.h"
#include "search/merge.h"
#include "search/term.h"
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

Text query_value(Text field, Text value, struct arena *arena)
{
	if (is_simple(value))
		return text_format(arena, "%.*s:%.*s", TEXT_ARG(field), TEXT_ARG(value));
	value = doubled(value, arena);
	return text_format(arena, "%.*s:\"%.*s\"", TEXT_ARG(field), TEXT_ARG(value));
}

Text query_for(enum facet facet, Text value, struct arena *arena)
{
	return query_value(facet_field(facet), value, arena);
}

Text search_label(const struct index *index, enum facet facet, Text value)
{
	uint32_t number = merged_value(&index->facets[facet], value);

	return number == UINT32_MAX ? (Text){ NULL, 0 } : index->facets[facet].labels[number];
}

static Text id_of(const struct index *index, struct place place)
{
	if (place.segment == UINT32_MAX)
		return (Text){ NULL, 0 };
	return segment_id(&index->segments[place.segment], place.document);
}

static Text held(const struct index *index, Text id)
{
	return id_of(index, index_find(index, id));
}

/* Of several that differ by case only, the first by byte. */
static Text held_in_any_case(const struct index *index, Text typed)
{
	Text found = { NULL, 0 };

	for (uint32_t s = 0; s < index->segment_count; s++) {
		uint32_t document = segment_document(&index->segments[s], typed, true);
		Text id =
		    id_of(index, document == UINT32_MAX ? NO_PLACE : (struct place){ s, document });

		if (id.len && (!found.len || text_compare(id, found) < 0))
			found = id;
	}
	return found;
}

/* In the order of creation, then of ids. */
static bool goes_first(const struct index *index, struct place a, struct place b)
{
	int64_t x = index->segments[a.segment].created[a.document];
	int64_t y = index->segments[b.segment].created[b.document];

	return x != y ? x < y : text_compare(id_of(index, a), id_of(index, b)) < 0;
}

/* The earliest document of the term, unknown dates before all others. */
static struct place first_with(const struct index *index, enum space space, Text key)
{
	struct place found = NO_PLACE;

	for (uint32_t s = 0; s < index->segment_count; s++) {
		struct place place = { s, 0 };
		struct postings postings;
		struct list list;

		if (!segment_find(&index->segments[s], space, key, &list) ||
		    !list_block(&index->segments[s], &list, 0, &postings) || !postings.count)
			continue;
		place.document = postings.documents[0];
		if (found.segment == UINT32_MAX || goes_first(index, place, found))
			found = place;
	}
	return found;
}

/* The id that a record was received with, before it was repaired. */
static Text held_as_alias(const struct index *index, Text typed, struct arena *arena)
{
	char *lower = arena_take(arena, typed.len);

	for (size_t i = 0; lower && i < typed.len; i++)
		lower[i] = ascii_lower(typed.at[i]);
	if (!lower || !typed.len)
		return (Text){ NULL, 0 };
	return id_of(index, first_with(index, SPACE_ALIAS, (Text){ lower, typed.len }));
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
		id = held_as_alias(index, typed, arena);
	if (id.len || text_find_char(typed, '/') == TEXT_NONE)
		return id;
	report = text_from(typed, text_find(typed, TEXT("tip/")));
	id = held_in_any_case(index, report);
	return id.len ? id : held(index, reference_id_guess(end_of_address(typed), arena));
}

static bool was_asked_for(Text folded, const struct term *terms, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (term_accepts(&terms[i], folded))
			return true;
	return false;
}

bool search_marks(Text text, const TextList *terms, struct arena *arena, MarkList *marks)
{
	struct term *read = arena_take(arena, terms->count * sizeof *read);
	struct word word;

	if (!read)
		return false;
	for (uint32_t i = 0; i < terms->count; i++)
		if (!term_read(terms->items[i], arena, &read[i]))
			return false;
	for (uint32_t at = 0; word_take(text, &at, arena, &word);) {
		Span *mark;

		if (!was_asked_for(word.folded, read, terms->count))
			continue;
		mark = array_add(marks, arena);
		if (!mark)
			return false;
		*mark = word.span;
	}
	return !arena->failed;
}
