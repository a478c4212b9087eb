/* Leaves that are lists and no more: a word, a prefix, words in the subject. Only blocks that touch
 * the candidates are unpacked. */
#include <string.h>

#include "base/utf8.h"
#include "search/bitset.h"
#include "search/evaluator.h"

#define LIST_MOST (SEGMENT_DOCUMENTS / LIST_SHARE)

bool blocks_next(struct blocks *blocks)
{
	const struct list *list = blocks->list;
	uint32_t end = blocks->segment->documents, count = list_block_count(list);

	if (blocks->among && blocks->document < end)
		blocks->document = bitset_next(blocks->among, blocks->document, end);
	while (blocks->document < end) {
		struct postings *postings = &blocks->postings;
		uint32_t number = list_seek(list, blocks->number, blocks->document);

		if (number >= count || !list_block(blocks->segment, list, number, postings))
			break;
		blocks->number = number + 1;
		if (!postings->count)
			break;
		if (postings->documents[postings->count - 1] >= blocks->document) {
			blocks->document = postings->documents[postings->count - 1] + 1;
			return true;
		}
	}
	blocks->document = end;
	return false;
}

static void *moved(struct arena *arena, const void *items, size_t size, size_t room)
{
	void *copy = arena_take(arena, room);

	if (copy && size)
		memcpy(copy, items, size);
	return copy;
}

bool counted_reserve(struct evaluator *evaluator, struct counted *counted, uint32_t more)
{
	uint32_t room = counted->room ? counted->room : 2 * PACK_BLOCK, count = counted->count;
	struct arena *arena = &evaluator->scratch;

	if (counted->room - counted->count >= more)
		return true;
	while (room - count < more)
		room *= 4; /* a document comes once: 2^16 of them at most */
	counted->documents =
	    moved(arena, counted->documents, count * sizeof(uint16_t), room * sizeof(uint16_t));
	counted->frequencies =
	    moved(arena, counted->frequencies, count * sizeof(uint32_t), room * sizeof(uint32_t));
	counted->room = room;
	return (counted->documents && counted->frequencies) || evaluator_no_memory(evaluator);
}

bool counted_finish(
    struct evaluator *evaluator, const struct counted *counted, struct leaf_hits *hits)
{
	struct arena *arena = evaluator->question->arena;
	size_t documents = counted->count * sizeof *hits->documents;
	size_t frequencies = counted->count * sizeof *hits->frequencies;

	*hits = (struct leaf_hits){ 0 };
	if (!counted->count)
		return true;
	hits->documents = moved(arena, counted->documents, documents, documents);
	hits->frequencies = moved(arena, counted->frequencies, frequencies, frequencies);
	if (!hits->documents || !hits->frequencies)
		return evaluator_no_memory(evaluator);
	hits->count = counted->count;
	return true;
}

struct gathering {
	ARRAY(struct list) lists;
	struct arena *arena;
};

static bool gather(void *context, Text key, const struct list *list)
{
	struct gathering *gathering = context;
	struct list *item;

	(void)key;
	if (gathering->lists.count > PREFIX_WORDS_LIMIT)
		return false;
	item = array_add(&gathering->lists, gathering->arena);
	if (item)
		*item = *list;
	return item != NULL;
}

bool term_lists(struct evaluator *evaluator, const struct term *term, struct lists *lists)
{
	struct gathering gathering = { .arena = &evaluator->scratch };

	if (term->bound->lists) {
		*lists = term->bound->lists[evaluator->number];
		return true;
	}
	if (term->bound->counts[evaluator->number])
		segment_walk(evaluator->segment, SPACE_WORD,
		    utf8_head(term->folded, TERM_KEY_LIMIT), gather, &gathering);
	*lists = (struct lists){ gathering.lists.count, gathering.lists.items };
	return !evaluator->scratch.failed || evaluator_no_memory(evaluator);
}

static void add_in_subject(const struct evaluator *evaluator, const struct list *list,
    const uint64_t *among, uint64_t *set)
{
	struct blocks blocks = { .segment = evaluator->segment, .list = list, .among = among };
	const struct postings *postings = &blocks.postings;

	while (blocks_next(&blocks))
		for (uint32_t i = 0; postings->any_in_subject && i < postings->count; i++)
			if (postings->in_subject[i] &&
			    (!among || bitset_has(among, postings->documents[i])))
				bitset_add(set, postings->documents[i]);
}

void lists_add_to(const struct evaluator *evaluator, const struct lists *lists, bool subject,
    const uint64_t *among, uint64_t *set)
{
	for (uint32_t i = 0; i < lists->count; i++)
		if (subject)
			add_in_subject(evaluator, &lists->items[i], among, set);
		else
			list_add_to(evaluator->segment, &lists->items[i], among, set);
}

static bool count_one(struct evaluator *evaluator, const struct node *leaf, const struct list *list,
    const uint64_t *among, uint64_t *set, struct counted *counted)
{
	struct blocks blocks = { .segment = evaluator->segment, .list = list, .among = among };
	const struct postings *postings = &blocks.postings;

	while (blocks_next(&blocks)) {
		if (leaf->subject && !postings->any_in_subject)
			continue;
		if (!counted_reserve(evaluator, counted, postings->count))
			return false;
		for (uint32_t i = 0; i < postings->count; i++) {
			uint32_t document = postings->documents[i], all = postings->frequencies[i];
			uint32_t in_subject =
			    postings->any_in_subject ? postings->in_subject[i] : 0;

			if ((leaf->subject && !in_subject) ||
			    (among && !bitset_has(among, document)))
				continue;
			counted_add(counted, document, weighted(leaf, all, in_subject));
			bitset_add(set, document);
		}
	}
	return true;
}

/* Sums up in `dense`, and what was met in `met`. */
static void sum_up(struct evaluator *evaluator, const struct node *leaf, const struct list *list,
    const uint64_t *among, uint64_t *met)
{
	struct blocks blocks = { .segment = evaluator->segment, .list = list, .among = among };
	const struct postings *postings = &blocks.postings;
	uint32_t *dense = evaluator->dense;

	while (blocks_next(&blocks)) {
		bool any = postings->any_in_subject;

		for (uint32_t i = 0; (any || !leaf->subject) && i < postings->count; i++) {
			uint32_t document = postings->documents[i];
			uint32_t in_subject = any ? postings->in_subject[i] : 0;

			if ((leaf->subject && !in_subject) ||
			    (among && !bitset_has(among, document)))
				continue;
			dense[document] += weighted(leaf, postings->frequencies[i], in_subject);
			bitset_add(met, document);
		}
	}
}

static bool take_dense(struct evaluator *evaluator)
{
	if (!evaluator->dense)
		evaluator->dense = arena_take(
		    &evaluator->scratch, evaluator->segment->documents * sizeof *evaluator->dense);
	return evaluator->dense || evaluator_no_memory(evaluator);
}

static bool count_many(struct evaluator *evaluator, const struct node *leaf,
    const struct lists *lists, const uint64_t *among, uint64_t *set, struct counted *counted)
{
	uint32_t words = evaluator->segment->set_words, end = evaluator->segment->documents;
	uint64_t *met = evaluator_take_set(evaluator);

	if (!met || !take_dense(evaluator))
		return false;
	for (uint32_t i = 0; i < lists->count; i++)
		sum_up(evaluator, leaf, &lists->items[i], among, met);
	if (!counted_reserve(evaluator, counted, bitset_count(met, words)))
		return false;
	for (uint32_t d = bitset_next(met, 0, end); d < end; d = bitset_next(met, d + 1, end)) {
		counted_add(counted, d, evaluator->dense[d]);
		evaluator->dense[d] = 0;
	}
	bitset_or(set, met, words);
	evaluator_give_set(evaluator, met);
	return true;
}

/* All of a block, whatever stands behind its end: there is room. */
static void copy_block(const struct postings *postings, struct counted *counted)
{
	uint16_t *documents = counted->documents + counted->count;
	uint32_t *frequencies = counted->frequencies + counted->count;

	for (uint32_t i = 0; i < PACK_BLOCK; i++)
		documents[i] = (uint16_t)postings->documents[i];
	memcpy(frequencies, postings->frequencies, sizeof postings->frequencies);
	for (uint32_t i = 0; postings->any_in_subject && i < PACK_BLOCK; i++)
		frequencies[i] += (SUBJECT_WEIGHT - 1) * postings->in_subject[i];
	counted->count += postings->count;
}

/* Those of a block that are among. Without a branch: which ones are cannot be foretold. */
static void choose_block(
    const struct postings *postings, const uint64_t *among, struct counted *counted)
{
	uint8_t which[PACK_BLOCK];
	uint32_t kept = 0;

	for (uint32_t i = 0; i < postings->count; i++) {
		which[kept] = (uint8_t)i;
		kept += bitset_has(among, postings->documents[i]);
	}
	for (uint32_t i = 0; i < kept; i++) {
		uint32_t place = which[i], frequency = postings->frequencies[place];

		if (postings->any_in_subject)
			frequency += (SUBJECT_WEIGHT - 1) * postings->in_subject[place];
		counted_add(counted, postings->documents[place], frequency);
	}
}

/* A list that is not long. `set` may be NULL. Where this is a branch of an OR, documents of another
 * one are hits of the leaf, too. */
static bool count_list(struct evaluator *evaluator, const struct list *list, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits)
{
	const uint64_t *wide = among == evaluator->final_set ? among : NULL;
	struct blocks blocks = { .segment = evaluator->segment, .list = list, .among = wide };
	uint16_t documents[LIST_MOST + PACK_BLOCK];
	uint32_t frequencies[LIST_MOST + PACK_BLOCK];
	struct counted counted = { 0, 0, documents, frequencies };

	while (counted.count <= LIST_MOST && blocks_next(&blocks)) {
		if (wide)
			choose_block(&blocks.postings, wide, &counted);
		else
			copy_block(&blocks.postings, &counted);
	}
	for (uint32_t i = 0; set && i < counted.count; i++)
		if (wide || !among || bitset_has(among, documents[i]))
			bitset_add(set, documents[i]);
	return counted_finish(evaluator, &counted, hits);
}

bool words_match(struct evaluator *evaluator, const struct node *leaf, const struct lists *lists,
    const uint64_t *among, uint64_t *set, struct leaf_hits *hits)
{
	struct counted counted = { 0 };
	bool good;

	if (hits && lists->count == 1 && !leaf->subject &&
	    lists->items[0].count <= evaluator->list_most)
		return count_list(evaluator, &lists->items[0], among, set, hits);
	if (!set)
		return true;
	if (!hits || (lists->count <= 1 && !leaf->subject)) {
		lists_add_to(evaluator, lists, leaf->subject, among, set);
		if (hits)
			hits->is_list = true;
		if (hits && lists->count)
			hits->list = lists->items[0];
		return true;
	}
	if (lists->count == 1)
		good = count_one(evaluator, leaf, &lists->items[0], among, set, &counted);
	else
		good = count_many(evaluator, leaf, lists, among, set, &counted);
	return good && counted_finish(evaluator, &counted, hits);
}
