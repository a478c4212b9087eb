/* Binding turns words into ranges of numbers and values into flags, so that evaluating compares
 * numbers only. */
#include <string.h>

#include "search/columns.h"
#include "search/evaluate.h"
#include "search/words.h"

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to look up the query");
}

/* The first word behind all that begin with `head`. */
static uint32_t end_of_prefix(const struct index *index, Text head, uint32_t first)
{
	uint32_t low = first, high = index->word_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text_starts(index->words[middle], head))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum fault bind_term(struct term *term, const struct index *index, struct error *err)
{
	term->first = term->end = index_find_word(index, term->folded);
	if (term->prefix)
		term->end = end_of_prefix(index, term->folded, term->first);
	else if (term->first < index->word_count &&
	    text_equal(index->words[term->first], term->folded))
		term->end++;
	if (term->end - term->first <= PREFIX_WORDS_LIMIT)
		return FAULT_NONE;
	return fail(err, FAULT_TOO_COSTLY,
	    "column %u: %.*s* stands for more than %d words; add letters", term->column,
	    TEXT_ARG(term->folded), PREFIX_WORDS_LIMIT);
}

/* Do the words of `inner` stand side by side in `outer`? */
static bool holds_words(Text outer, const TextList *inner, struct arena *arena)
{
	TextList words = { 0 };
	struct word word;

	for (uint32_t at = 0; word_take(outer, &at, arena, &word);) {
		Text *item = array_add(&words, arena);

		if (item)
			*item = word.folded;
	}
	for (uint32_t i = 0; inner->count && i + inner->count <= words.count; i++) {
		uint32_t same = 0;

		while (same < inner->count && text_equal(words.items[i + same], inner->items[same]))
			same++;
		if (same == inner->count)
			return true;
	}
	return false;
}

static void accept_value(struct node *node, const ColumnValues *values, Text asked)
{
	for (uint32_t i = 0; i < values->count; i++)
		node->accept[i] = text_equal_nocase(values->items[i].value, asked);
}

/* The post by any name, or words of the address. */
static void accept_addressee(
    struct node *node, const struct index *index, const ColumnValues *values, struct arena *arena)
{
	Text slug = columns_post_slug(index->catalog, node->value, arena);
	TextList asked = { 0 };
	struct arena temporary;
	struct word word;

	for (uint32_t at = 0; word_take(node->value, &at, arena, &word);) {
		Text *item = array_add(&asked, arena);

		if (item)
			*item = word.folded;
	}
	arena_begin(&temporary, 0);
	for (uint32_t i = 0; i < values->count; i++)
		node->accept[i] = text_equal(values->items[i].label, slug) ||
		    holds_words(values->items[i].value, &asked, &temporary);
	arena_end(&temporary);
}

enum column query_column(enum field field)
{
	switch (field) {
	case FIELD_TAG:
		return COLUMN_TAG_SPELLING;
	case FIELD_ORIGIN:
		return (enum column)FACET_ORIGIN;
	case FIELD_CLASS:
		return (enum column)FACET_CLASSIFICATION;
	case FIELD_COUNTRY:
		return (enum column)FACET_COUNTRY;
	case FIELD_KIND:
		return (enum column)FACET_KIND;
	case FIELD_CAPTION:
		return (enum column)FACET_CAPTION;
	case FIELD_CITES:
		return COLUMN_CITES;
	case FIELD_FROM:
		return COLUMN_FROM;
	case FIELD_TO:
		return COLUMN_TO;
	default:
		return COLUMN_COUNT;
	}
}

/* The documents that the one with this id cites. */
static enum fault bind_cited_by(
    struct node *node, const struct index *index, struct arena *arena, struct error *err)
{
	uint32_t citing = index_find(index, node->value);
	const struct document *document;

	node->accept = arena_take(arena, index->document_count * sizeof *node->accept);
	if (!node->accept)
		return no_memory(err);
	if (citing == UINT32_MAX)
		return FAULT_NONE;
	document = &index->documents[citing];
	for (uint32_t i = document->starts[COLUMN_CITES]; i < document->starts[COLUMN_CITES + 1];
	     i++) {
		uint32_t number = document->values[i];
		uint32_t cited =
		    index_find(index, index->columns[COLUMN_CITES].items[number].value);

		if (cited != UINT32_MAX)
			node->accept[cited] = true;
	}
	return FAULT_NONE;
}

static enum fault bind_field(
    struct node *node, const struct index *index, struct arena *arena, struct error *err)
{
	enum column column = query_column(node->field);
	const ColumnValues *values;

	if (node->field == FIELD_CITEDBY)
		return bind_cited_by(node, index, arena, err);
	if (column == COLUMN_COUNT)
		return FAULT_NONE;
	values = &index->columns[column];
	node->accept = arena_take(arena, values->count * sizeof *node->accept);
	if (!node->accept)
		return no_memory(err);
	if (node->field == FIELD_ORIGIN)
		accept_value(node, values, columns_post_slug(index->catalog, node->value, arena));
	else if (node->field == FIELD_COUNTRY)
		accept_value(
		    node, values, columns_country_slug(index->catalog, node->value, arena));
	else if (node->field == FIELD_FROM || node->field == FIELD_TO)
		accept_addressee(node, index, values, arena);
	else
		accept_value(node, values, node->value);
	return arena->failed ? no_memory(err) : FAULT_NONE;
}

enum fault query_bind(
    struct node *node, const struct index *index, struct arena *arena, struct error *err)
{
	if (node->kind == NODE_FIELD)
		return bind_field(node, index, arena, err);
	for (uint32_t i = 0; i < node->terms.count; i++) {
		enum fault fault = bind_term(&node->terms.items[i], index, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	for (uint32_t i = 0; i < node->children.count; i++) {
		enum fault fault = query_bind(node->children.items[i], index, arena, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	return FAULT_NONE;
}
