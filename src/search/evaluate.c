/* Down the tree. A connective passes on the set that it has so far, so that what is costly is only
 * asked of documents that are still in question.
 *
 * What a leaf scores by has to be right for every document of the result, also for those that
 * another branch of an OR brought in: a leaf that is counted out is therefore evaluated for
 * `final_set`, which narrows only where all of the query narrows, at the ANDs from the root down.
 */
#include "search/evaluate.h"

#include <string.h>

#include "search/bitset.h"
#include "search/evaluator.h"

bool evaluator_no_memory(struct evaluator *evaluator)
{
	if (evaluator->fault == FAULT_NONE)
		evaluator->fault = fail(evaluator->err, FAULT_NO_MEMORY,
		    "no memory left to find what the query asks for");
	return false;
}

/* From segment to segment, so that there are few and they are near. */
uint64_t *evaluator_take_set(struct evaluator *evaluator)
{
	struct question *question = evaluator->question;
	size_t size = evaluator->segment->set_words * sizeof(uint64_t);
	uint64_t *set;

	if (question->spare.count)
		return memset(question->spare.items[--question->spare.count], 0, size);
	set = arena_take(question->arena, SEGMENT_DOCUMENTS / 64 * sizeof *set);
	if (!set)
		evaluator_no_memory(evaluator);
	return set;
}

/* One that there is no room to note is lost. */
void evaluator_give_set(struct evaluator *evaluator, uint64_t *set)
{
	uint64_t **item = array_add(&evaluator->question->spare, evaluator->question->arena);

	if (item)
		*item = set;
}

static bool find_leaf(struct evaluator *evaluator, const struct node *node, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits)
{
	struct lists lists;

	if (node->terms.count > 1)
		return node->near == NEAR_PHRASE ? phrase_match(evaluator, node, among, set, hits)
						 : near_match(evaluator, node, among, set, hits);
	return term_lists(evaluator, &node->terms.items[0], &lists) &&
	    words_match(evaluator, node, &lists, among, set, hits);
}

/* For all of the final set when it is counted out. */
static bool match_leaf(
    struct evaluator *evaluator, const struct node *node, const uint64_t *among, uint64_t *set)
{
	struct leaf_hits *hits =
	    node->bound->leaf == NO_LEAF ? NULL : &evaluator->hits[node->bound->leaf];
	uint64_t *wide;

	if (!hits || leaf_is_word(node) || among == evaluator->final_set)
		return find_leaf(evaluator, node, among, set, hits);
	wide = evaluator_take_set(evaluator);
	if (!wide || !find_leaf(evaluator, node, evaluator->final_set, wide, hits))
		return false;
	bitset_and(wide, among, evaluator->segment->set_words);
	bitset_or(set, wide, evaluator->segment->set_words);
	evaluator_give_set(evaluator, wide);
	return true;
}

static void match_field(const struct evaluator *evaluator, const struct node *node,
    const uint64_t *among, uint64_t *set)
{
	if (node->field == FIELD_CITEDBY) {
		for (uint32_t i = 0; i < node->bound->places.count; i++) {
			struct place place = node->bound->places.items[i];

			if (place.segment == evaluator->number &&
			    (!among || bitset_has(among, place.document)))
				bitset_add(set, place.document);
		}
	} else if (node->bound->lists) {
		lists_add_to(evaluator, &node->bound->lists[evaluator->number], false, among, set);
	} else {
		dates_add(evaluator->segment, node, among, set);
	}
}

static void match_all(const struct evaluator *evaluator, const uint64_t *among, uint64_t *set)
{
	if (among)
		bitset_or(set, among, evaluator->segment->set_words);
	else
		bitset_fill(set, 0, evaluator->segment->documents);
}

/* Does all of the query narrow with this node? */
enum reach { ALL_OF_IT, A_BRANCH };

static bool evaluate(struct evaluator *evaluator, const struct node *node, const uint64_t *among,
    enum reach reach, uint64_t *set);

static bool evaluate_and(struct evaluator *evaluator, const struct node *node,
    const uint64_t *among, enum reach reach, uint64_t *set)
{
	const struct node **children = children_by_cost(evaluator, node);
	uint32_t words = evaluator->segment->set_words;
	const uint64_t *outer = evaluator->final_set;
	uint64_t *last = NULL;

	for (uint32_t i = 0; children && i < node->children.count; i++) {
		uint64_t *next = evaluator_take_set(evaluator);

		if (!next || !evaluate(evaluator, children[i], last ? last : among, reach, next))
			return false;
		if (last)
			evaluator_give_set(evaluator, last);
		last = next;
		if (reach == ALL_OF_IT)
			evaluator->final_set = last;
		if (reach == ALL_OF_IT && !bitset_any(last, 0, evaluator->segment->documents))
			break;
	}
	evaluator->final_set = outer;
	if (!last)
		return false;
	bitset_or(set, last, words);
	evaluator_give_set(evaluator, last);
	return true;
}

static bool evaluate_or(
    struct evaluator *evaluator, const struct node *node, const uint64_t *among, uint64_t *set)
{
	for (uint32_t i = 0; i < node->children.count; i++)
		if (!evaluate(evaluator, node->children.items[i], among, A_BRANCH, set))
			return false;
	return true;
}

static bool evaluate_not(
    struct evaluator *evaluator, const struct node *node, const uint64_t *among, uint64_t *set)
{
	uint32_t words = evaluator->segment->set_words;
	uint64_t *without = evaluator_take_set(evaluator), *rest = evaluator_take_set(evaluator);

	if (!without || !rest ||
	    !evaluate(evaluator, node->children.items[0], among, A_BRANCH, without))
		return false;
	match_all(evaluator, among, rest);
	bitset_and_not(rest, without, words);
	bitset_or(set, rest, words);
	evaluator_give_set(evaluator, without);
	evaluator_give_set(evaluator, rest);
	return true;
}

static bool evaluate(struct evaluator *evaluator, const struct node *node, const uint64_t *among,
    enum reach reach, uint64_t *set)
{
	switch (node->kind) {
	case NODE_ALL:
		match_all(evaluator, among, set);
		return true;
	case NODE_WORDS:
		return match_leaf(evaluator, node, among, set);
	case NODE_FIELD:
		match_field(evaluator, node, among, set);
		return true;
	case NODE_NOT:
		return evaluate_not(evaluator, node, among, set);
	case NODE_AND:
		return evaluate_and(evaluator, node, among, reach, set);
	case NODE_OR:
		return evaluate_or(evaluator, node, among, set);
	}
	return true;
}

static uint32_t list_most(const struct question *question, uint32_t number)
{
	uint32_t most = question->index->segments[number].documents / LIST_SHARE;

	for (uint32_t i = 0; i < question->leaves.count; i++) {
		const struct node *leaf = question->leaves.items[i];

		if (leaf_is_word(leaf) && leaf->terms.items[0].bound->counts[number] > most)
			return most / 2;
	}
	return most;
}

static struct evaluator begin(
    struct question *question, uint32_t number, struct leaf_hits *hits, struct error *err)
{
	const struct arena *arena = question->arena;
	struct evaluator evaluator = { .question = question,
		.segment = &question->index->segments[number],
		.number = number,
		.hits = hits,
		.list_most = list_most(question, number),
		.err = err };
	size_t left = arena->limit > arena->used ? arena->limit - arena->used : 1;

	for (uint32_t i = 0; i < question->leaves.count; i++)
		hits[i] = (struct leaf_hits){ 0 };
	arena_begin(&evaluator.scratch, arena->limit ? left : 0);
	return evaluator;
}

bool question_is_word(const struct question *question, uint32_t number)
{
	const struct node *tree = question->tree;

	return tree->kind == NODE_WORDS && leaf_is_word(tree) &&
	    tree->terms.items[0].bound->counts[number] <= list_most(question, number);
}

enum fault question_match_word(
    struct question *question, uint32_t number, struct leaf_hits *hits, struct error *err)
{
	struct evaluator evaluator = begin(question, number, hits, err);
	const struct node *tree = question->tree;

	if (!find_leaf(&evaluator, tree, NULL, NULL, hits))
		evaluator_no_memory(&evaluator);
	arena_end(&evaluator.scratch);
	return evaluator.fault;
}

enum fault question_match(struct question *question, uint32_t number, uint64_t *set,
    struct leaf_hits *hits, struct error *err)
{
	struct evaluator evaluator = begin(question, number, hits, err);

	memset(set, 0, evaluator.segment->set_words * sizeof *set);
	if (!evaluate(&evaluator, question->tree, NULL, ALL_OF_IT, set))
		evaluator_no_memory(&evaluator);
	arena_end(&evaluator.scratch);
	return evaluator.fault;
}
