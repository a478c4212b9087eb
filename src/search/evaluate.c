/* One document at a time, straight down the tree. */
#include "search/evaluate.h"

#include "search/match.h"

static bool words_match(const struct node *node, const struct document *document)
{
	uint32_t count = node->subject ? document->subject_count : document->word_count;

	return match_any(node, document->words, count);
}

/* All that the moment may mean lies within: a cable of "2008" is not one of March 2008 (I6). */
static bool within(const struct node *node, Moment moment)
{
	return moment.precision != PRECISION_UNKNOWN && moment.seconds >= node->from &&
	    moment_end(moment) <= node->until;
}

static bool has(const struct document *document, Text name)
{
	static const Text names[] = {
#define HAS_NAME(name, value) TEXT_INIT(value),
		HAS(HAS_NAME)
#undef HAS_NAME
	};

	for (unsigned i = 0; i < HAS_COUNT; i++)
		if (text_equal(names[i], name))
			return document->has & 1u << i;
	return false;
}

static bool field_matches(const struct node *node, const struct document *document, uint32_t number)
{
	switch (node->field) {
	case FIELD_YEAR:
	case FIELD_MONTH:
	case FIELD_CREATED:
		return within(node, document->created);
	case FIELD_RELEASED:
		return within(node, document->released);
	case FIELD_HAS:
		return has(document, node->value);
	case FIELD_CITEDBY:
		return node->accept[number];
	default:
		return document_has(document, query_column(node->field), node->accept);
	}
}

bool query_matches(const struct node *node, const struct index *index, uint32_t number)
{
	const struct document *document = &index->documents[number];

	switch (node->kind) {
	case NODE_ALL:
		return true;
	case NODE_WORDS:
		return words_match(node, document);
	case NODE_FIELD:
		return field_matches(node, document, number);
	case NODE_NOT:
		return !query_matches(node->children.items[0], index, number);
	case NODE_AND:
		for (uint32_t i = 0; i < node->children.count; i++)
			if (!query_matches(node->children.items[i], index, number))
				return false;
		return true;
	case NODE_OR:
		for (uint32_t i = 0; i < node->children.count; i++)
			if (query_matches(node->children.items[i], index, number))
				return true;
		return false;
	}
	return false;
}

static bool add_leaves(const struct node *node, bool wanted, struct arena *arena, LeafList *leaves)
{
	if (node->kind == NODE_WORDS && wanted) {
		const struct node **item = array_add(leaves, arena);

		if (!item)
			return false;
		*item = node;
	}
	for (uint32_t i = 0; i < node->children.count; i++)
		if (!add_leaves(
			node->children.items[i], wanted != (node->kind == NODE_NOT), arena, leaves))
			return false;
	return true;
}

bool query_leaves(const struct node *tree, struct arena *arena, LeafList *leaves)
{
	return add_leaves(tree, true, arena, leaves);
}
