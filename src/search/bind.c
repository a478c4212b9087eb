/* Binding looks up every word and value once, in all segments: what follows compares numbers only.
 * The cost is known here, before anything is read. */
#include "base/utf8.h"
#include "search/evaluator.h"
#include "search/term.h"

#define STEM_COST 512 /* of telling a word's stem, in postings */

struct binding {
	struct question *question;
	uint64_t cost; /* postings and bytes of positions */
	struct error *err;
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to look up the query");
}

/* The words of a segment that a prefix or a stem stands for. */
struct walk {
	const struct term *term;
	struct arena *arena;
	ARRAY(struct list) lists; /* of a stem */
	uint32_t looked_at, words;
	uint64_t documents, positions;
};

static bool take_word(void *context, Text key, const struct list *list)
{
	struct walk *walk = context;
	struct list *item;

	walk->looked_at++;
	if (!term_accepts(walk->term, key))
		return true;
	walk->documents += list->count;
	walk->positions += (uint64_t)(list->positions_end - list->positions);
	if (++walk->words > PREFIX_WORDS_LIMIT)
		return false;
	if (!walk->term->stem)
		return true;
	item = array_add(&walk->lists, walk->arena);
	if (item)
		*item = *list;
	return item != NULL;
}

static enum fault walk_words(struct binding *binding, struct walk *walk, uint32_t segment)
{
	const struct term *term = walk->term;

	segment_walk(&binding->question->index->segments[segment], SPACE_WORD,
	    utf8_head(term_head(term), TERM_KEY_LIMIT), take_word, walk);
	if (walk->arena->failed)
		return no_memory(binding->err);
	if (walk->words <= PREFIX_WORDS_LIMIT)
		return FAULT_NONE;
	return fail(binding->err, FAULT_TOO_COSTLY,
	    "column %u: %.*s stands for more than %d words; add letters", term->column,
	    TEXT_ARG(term_text(term, walk->arena)), PREFIX_WORDS_LIMIT);
}

/* A stem's words are few and costly to find, so they are kept; those of a prefix are neither. */
static enum fault bind_many(struct binding *binding, const struct term *term, bool in_order)
{
	const struct index *index = binding->question->index;
	struct arena *arena = binding->question->arena;
	struct bound_term *bound = term->bound;
	uint64_t sum = 0;

	for (uint32_t i = 0; i < index->segment_count; i++) {
		struct walk walk = { .term = term, .arena = arena };
		enum fault fault = walk_words(binding, &walk, i);

		if (fault != FAULT_NONE)
			return fault;
		bound->counts[i] =
		    walk.documents < UINT32_MAX ? (uint32_t)walk.documents : UINT32_MAX;
		if (term->stem)
			bound->lists[i] = (struct lists){ walk.lists.count, walk.lists.items };
		sum += walk.documents;
		binding->cost += walk.documents + (in_order ? walk.positions : 0);
		if (term->stem)
			binding->cost += (uint64_t)walk.looked_at * STEM_COST;
	}
	bound->documents = sum < index->documents ? sum : index->documents;
	return FAULT_NONE;
}

static enum fault bind_word(struct binding *binding, const struct term *term, bool in_order)
{
	Text key = utf8_head(term->folded, TERM_KEY_LIMIT);
	const struct index *index = binding->question->index;
	struct bound_term *bound = term->bound;
	struct list *lists =
	    arena_take(binding->question->arena, index->segment_count * sizeof *lists);

	if (!lists)
		return no_memory(binding->err);
	for (uint32_t i = 0; i < index->segment_count; i++) {
		struct list *list = &lists[i];

		segment_find(&index->segments[i], SPACE_WORD, key, list);
		bound->lists[i] = (struct lists){ list->count > 0, list };
		bound->counts[i] = list->count;
		bound->documents += list->count;
		binding->cost += list->count;
		if (in_order)
			binding->cost += (uint64_t)(list->positions_end - list->positions);
	}
	return FAULT_NONE;
}

static enum fault bind_term(struct binding *binding, struct term *term, bool in_order)
{
	struct arena *arena = binding->question->arena;
	uint32_t segments = binding->question->index->segment_count;
	struct bound_term *bound = term->bound = ARENA_NEW(arena, struct bound_term);

	if (!bound)
		return no_memory(binding->err);
	bound->counts = arena_take(arena, segments * sizeof *bound->counts);
	if (term->stem || !term->prefix)
		bound->lists = arena_take(arena, segments * sizeof *bound->lists);
	if (arena->failed)
		return no_memory(binding->err);
	return term_is_word(term) ? bind_word(binding, term, in_order)
				  : bind_many(binding, term, in_order);
}

static enum fault add_leaf(struct binding *binding, struct node *node)
{
	LeafList *leaves = &binding->question->leaves;
	const struct node **leaf = array_add(leaves, binding->question->arena);

	if (!leaf)
		return no_memory(binding->err);
	*leaf = node;
	node->bound->leaf = leaves->count - 1;
	return FAULT_NONE;
}

static enum fault bind_words(struct binding *binding, struct node *node, bool wanted)
{
	bool in_order = node->terms.count > 1;

	for (uint32_t i = 0; i < node->terms.count; i++) {
		enum fault fault = bind_term(binding, &node->terms.items[i], in_order);

		if (fault != FAULT_NONE)
			return fault;
	}
	return wanted ? add_leaf(binding, node) : FAULT_NONE;
}

/* The documents that the one with this id cites. */
static enum fault bind_cited_by(struct binding *binding, struct node *node)
{
	const struct index *index = binding->question->index;
	struct arena *arena = binding->question->arena;
	TextList ids = { 0 };
	enum fault fault;

	if (!index->source.cites || index_find(index, node->value).segment == UINT32_MAX)
		return FAULT_NONE;
	fault = index->source.cites(index->source.source, node->value, arena, &ids, binding->err);
	if (fault != FAULT_NONE)
		return fault;
	for (uint32_t i = 0; i < ids.count; i++) {
		struct place place = index_find(index, ids.items[i]), *item;

		if (place.segment == UINT32_MAX)
			continue;
		item = array_add(&node->bound->places, arena);
		if (!item)
			return no_memory(binding->err);
		*item = place;
	}
	return FAULT_NONE;
}

static enum fault bind_field(struct binding *binding, struct node *node)
{
	const struct index *index = binding->question->index;
	enum fault fault;

	if (node->field == FIELD_CITEDBY)
		return bind_cited_by(binding, node);
	fault = field_bind(node, index, binding->question->arena, binding->err);
	for (uint32_t i = 0; fault == FAULT_NONE && node->bound->lists && i < index->segment_count;
	     i++)
		for (uint32_t k = 0; k < node->bound->lists[i].count; k++)
			binding->cost += node->bound->lists[i].items[k].count;
	return fault;
}

static enum fault bind_node(struct binding *binding, struct node *node, bool wanted)
{
	enum fault fault = FAULT_NONE;

	node->bound = ARENA_NEW(binding->question->arena, struct bound_node);
	if (!node->bound)
		return no_memory(binding->err);
	node->bound->leaf = NO_LEAF;
	if (node->kind == NODE_WORDS)
		fault = bind_words(binding, node, wanted);
	else if (node->kind == NODE_FIELD)
		fault = bind_field(binding, node);
	for (uint32_t i = 0; fault == FAULT_NONE && i < node->children.count; i++)
		fault =
		    bind_node(binding, node->children.items[i], wanted != (node->kind == NODE_NOT));
	return fault;
}

static float leaf_weight(const struct index *index, const struct node *leaf)
{
	float sum = 0;

	for (uint32_t i = 0; i < leaf->terms.count; i++)
		sum += score_weight(index->documents, leaf->terms.items[i].bound->documents);
	return sum;
}

enum fault question_bind(struct question *question, struct error *err)
{
	struct binding binding = { .question = question, .err = err };
	enum fault fault;

	question->leaves.count = 0;
	fault = bind_node(&binding, question->tree, true);
	if (fault != FAULT_NONE)
		return fault;
	if (binding.cost > QUERY_COST_LIMIT)
		return fail(err, FAULT_TOO_COSTLY,
		    "the query's words stand in too many places; leave out the most common ones");
	question->weights =
	    arena_take(question->arena, question->leaves.count * sizeof *question->weights);
	if (!question->weights)
		return no_memory(err);
	for (uint32_t i = 0; i < question->leaves.count; i++)
		question->weights[i] = leaf_weight(question->index, question->leaves.items[i]);
	return FAULT_NONE;
}
