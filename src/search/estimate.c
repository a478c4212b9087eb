/* What evaluating a node is likely to cost, so that the cheapest children of an AND come first. */
#include "search/evaluator.h"

/* How costly, first by kind, then by how many documents it is likely to leave. */
struct estimate {
	enum { LISTS, COUNTED, IN_ORDER } kind;
	uint64_t documents;
};

static struct estimate estimate_words(const struct evaluator *evaluator, const struct node *node)
{
	struct estimate estimate = { IN_ORDER, UINT64_MAX };

	if (node->terms.count == 1)
		estimate.kind = leaf_is_word(node) ? LISTS : COUNTED;
	for (uint32_t i = 0; i < node->terms.count; i++) {
		uint32_t count = node->terms.items[i].bound->counts[evaluator->number];

		if (count < estimate.documents)
			estimate.documents = count;
	}
	return estimate;
}

static struct estimate estimate_field(const struct evaluator *evaluator, const struct node *node)
{
	const struct lists *lists = node->bound->lists;
	struct estimate estimate = { LISTS, 0 };

	/* Ranges and places cost nothing. */
	if (node->field == FIELD_RELEASED)
		estimate.kind = COUNTED;
	for (uint32_t i = 0; lists && i < lists[evaluator->number].count; i++)
		estimate.documents += lists[evaluator->number].items[i].count;
	return estimate;
}

static struct estimate estimate_node(const struct evaluator *evaluator, const struct node *node);

static struct estimate estimate_children(const struct evaluator *evaluator, const struct node *node)
{
	struct estimate estimate = { LISTS, node->kind == NODE_AND ? UINT64_MAX : 0 };

	for (uint32_t i = 0; i < node->children.count; i++) {
		struct estimate child = estimate_node(evaluator, node->children.items[i]);

		if (child.kind > estimate.kind)
			estimate.kind = child.kind;
		if (node->kind == NODE_OR)
			estimate.documents += child.documents;
		else if (child.documents < estimate.documents)
			estimate.documents = child.documents;
	}
	return estimate;
}

static struct estimate estimate_node(const struct evaluator *evaluator, const struct node *node)
{
	struct estimate estimate = { LISTS, evaluator->segment->documents };

	switch (node->kind) {
	case NODE_ALL:
		return estimate;
	case NODE_WORDS:
		return estimate_words(evaluator, node);
	case NODE_FIELD:
		return estimate_field(evaluator, node);
	case NODE_NOT:
		estimate.kind = estimate_node(evaluator, node->children.items[0]).kind;
		return estimate;
	case NODE_AND:
	case NODE_OR:
		break;
	}
	return estimate_children(evaluator, node);
}

static bool costs_less(const struct estimate *a, const struct estimate *b)
{
	return a->kind != b->kind ? a->kind < b->kind : a->documents < b->documents;
}

const struct node **children_by_cost(struct evaluator *evaluator, const struct node *node)
{
	uint32_t count = node->children.count;
	const struct node **children = arena_take(&evaluator->scratch, count * sizeof *children);
	struct estimate *estimates = arena_take(&evaluator->scratch, count * sizeof *estimates);

	if (!children || !estimates) {
		evaluator_no_memory(evaluator);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct node *child = node->children.items[i];
		struct estimate estimate = estimate_node(evaluator, child);
		uint32_t k = i;

		for (; k && costs_less(&estimate, &estimates[k - 1]); k--) {
			children[k] = children[k - 1];
			estimates[k] = estimates[k - 1];
		}
		children[k] = child;
		estimates[k] = estimate;
	}
	return children;
}
