/* Phrases. Two very common words side by side have a list of their own; of others the documents
 * that have all words are candidates, and only their positions are read, the rarest word first. */
#include <string.h>

#include "search/bitset.h"
#include "search/evaluator.h"

static bool take_any(void *context, Text key, const struct list *list)
{
	(void)key;
	(void)list;
	*(bool *)context = true;
	return false;
}

/* A word that begins some pair is a head word. */
static bool begins_pairs(struct evaluator *evaluator, Text word)
{
	Text head = text_format(&evaluator->scratch, "%.*s ", TEXT_ARG(word));
	bool found = false;

	if (head.len == word.len + 1)
		segment_walk(evaluator->segment, SPACE_PAIR, head, take_any, &found);
	return found;
}

static bool may_be_head(const struct evaluator *evaluator, const struct term *term)
{
	return term_is_word(term) &&
	    (uint64_t)term->bound->counts[evaluator->number] * HEAD_SHARE >=
	    evaluator->segment->documents;
}

bool pair_find(
    struct evaluator *evaluator, const struct term *one, const struct term *two, struct list *list)
{
	Text key;

	*list = (struct list){ 0 };
	if (!may_be_head(evaluator, one) || !may_be_head(evaluator, two) ||
	    one->folded.len + 1 + two->folded.len > TERM_KEY_LIMIT)
		return false;
	key = text_format(
	    &evaluator->scratch, "%.*s %.*s", TEXT_ARG(one->folded), TEXT_ARG(two->folded));
	if (!key.len)
		return false;
	if (segment_find(evaluator->segment, SPACE_PAIR, key, list))
		return true;
	/* Both are head words: then they stand nowhere side by side. */
	return begins_pairs(evaluator, one->folded) && begins_pairs(evaluator, two->folded);
}

struct narrowing {
	struct evaluator *evaluator;
	bool subject;
	const uint64_t *among; /* so far */
	uint64_t *set;         /* the same, once there is one */
};

static bool narrow(struct narrowing *narrowing, const struct lists *lists)
{
	uint64_t *next = evaluator_take_set(narrowing->evaluator);

	if (!next)
		return false;
	lists_add_to(narrowing->evaluator, lists, narrowing->subject, narrowing->among, next);
	if (narrowing->set)
		evaluator_give_set(narrowing->evaluator, narrowing->set);
	narrowing->among = narrowing->set = next;
	return true;
}

static bool narrow_by_pairs(
    struct narrowing *narrowing, const struct node *leaf, bool done[QUERY_TERMS_LIMIT])
{
	for (uint32_t i = 0; i + 1 < leaf->terms.count; i++) {
		const struct term *one = &leaf->terms.items[i];
		struct list list;
		struct lists lists = { 1, &list };

		if (!pair_find(narrowing->evaluator, one, one + 1, &list))
			continue;
		if (!narrow(narrowing, &lists))
			return false;
		done[i] = done[i + 1] = true;
	}
	return true;
}

/* The term with the fewest documents that is not done; terms.count when all are. */
static uint32_t rarest(
    const struct evaluator *evaluator, const TermList *terms, const bool done[QUERY_TERMS_LIMIT])
{
	uint32_t best = terms->count, least = 0;

	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t count = terms->items[i].bound->counts[evaluator->number];

		if (!done[i] && (best == terms->count || count < least)) {
			best = i;
			least = count;
		}
	}
	return best;
}

uint64_t *terms_candidates(struct evaluator *evaluator, const struct node *leaf,
    const struct lists *lists, const uint64_t *among)
{
	struct narrowing narrowing = {
		.evaluator = evaluator, .subject = leaf->subject, .among = among
	};
	bool done[QUERY_TERMS_LIMIT] = { false };

	if (leaf->near == NEAR_PHRASE && !narrow_by_pairs(&narrowing, leaf, done))
		return NULL;
	for (uint32_t i = rarest(evaluator, &leaf->terms, done); i < leaf->terms.count;
	     i = rarest(evaluator, &leaf->terms, done)) {
		if (!narrow(&narrowing, &lists[i]))
			return NULL;
		done[i] = true;
	}
	return narrowing.set;
}

/* A phrase's terms, the rarest first. */
struct phrase {
	struct evaluator *evaluator;
	const struct node *leaf;
	struct lists *lists;
	struct source *sources;
	uint32_t *offsets; /* of each source's term in the phrase */
	uint32_t room, count;
	uint32_t *begins; /* places in the document at hand where the phrase begins */
};

static bool open_sources(struct phrase *phrase, const uint64_t *candidates)
{
	const TermList *terms = &phrase->leaf->terms;
	bool done[QUERY_TERMS_LIMIT] = { false };

	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t term = rarest(phrase->evaluator, terms, done);

		phrase->offsets[i] = term;
		done[term] = true;
		if (!source_open(
			phrase->evaluator, &phrase->lists[term], candidates, &phrase->sources[i]))
			return false;
	}
	return true;
}

static bool begin_places(
    struct phrase *phrase, const uint32_t *positions, uint32_t count, uint32_t offset)
{
	if (count > phrase->room) {
		phrase->room = 2 * count;
		phrase->begins =
		    arena_take(&phrase->evaluator->scratch, phrase->room * sizeof *phrase->begins);
		if (!phrase->begins)
			return evaluator_no_memory(phrase->evaluator);
	}
	phrase->count = 0;
	for (uint32_t i = 0; i < count; i++)
		if (positions[i] >= offset)
			phrase->begins[phrase->count++] = positions[i] - offset;
	return true;
}

static void keep_places(
    struct phrase *phrase, const uint32_t *positions, uint32_t count, uint32_t offset)
{
	uint32_t *begins = phrase->begins, kept = 0, k = 0;

	for (uint32_t i = 0; i < phrase->count; i++) {
		uint32_t wanted = begins[i] + offset;

		while (k < count && positions[k] < wanted)
			k++;
		if (k == count)
			break;
		if (positions[k] == wanted)
			begins[kept++] = begins[i];
	}
	phrase->count = kept;
}

/* Leaves phrase->begins. */
static bool find_places(struct phrase *phrase, uint32_t document)
{
	for (uint32_t i = 0; i < phrase->leaf->terms.count; i++) {
		const uint32_t *positions;
		uint32_t count;

		if (!source_positions(
			phrase->evaluator, &phrase->sources[i], document, &positions, &count))
			return false;
		if (i == 0 && !begin_places(phrase, positions, count, phrase->offsets[0]))
			return false;
		if (i > 0)
			keep_places(phrase, positions, count, phrase->offsets[i]);
		if (!phrase->count)
			break;
	}
	return true;
}

static uint32_t count_below(const struct phrase *phrase, uint32_t end)
{
	uint32_t count = 0;

	while (count < phrase->count && phrase->begins[count] < end)
		count++;
	return count;
}

static bool count_phrases(
    struct phrase *phrase, const uint64_t *candidates, uint64_t *set, struct counted *counted)
{
	const struct segment *segment = phrase->evaluator->segment;
	uint32_t end = segment->documents;

	for (uint32_t d = bitset_next(candidates, 0, end); d < end;
	     d = bitset_next(candidates, d + 1, end)) {
		uint32_t in_subject;

		if (!find_places(phrase, d))
			return false;
		if (!phrase->count)
			continue;
		in_subject = count_below(phrase, segment->subjects[d]);
		if (phrase->leaf->subject && !in_subject)
			continue;
		counted_add(counted, d, weighted(phrase->leaf, phrase->count, in_subject));
		bitset_add(set, d);
	}
	return true;
}

static bool make_phrase(struct phrase *phrase)
{
	struct arena *scratch = &phrase->evaluator->scratch;
	uint32_t count = phrase->leaf->terms.count;

	phrase->lists = arena_take(scratch, count * sizeof *phrase->lists);
	phrase->sources = arena_take(scratch, count * sizeof *phrase->sources);
	phrase->offsets = arena_take(scratch, count * sizeof *phrase->offsets);
	if (!phrase->lists || !phrase->sources || !phrase->offsets)
		return evaluator_no_memory(phrase->evaluator);
	for (uint32_t i = 0; i < count; i++)
		if (!term_lists(
			phrase->evaluator, &phrase->leaf->terms.items[i], &phrase->lists[i]))
			return false;
	return true;
}

static bool match_by_places(struct evaluator *evaluator, const struct node *leaf,
    const uint64_t *among, uint64_t *set, struct leaf_hits *hits)
{
	struct phrase phrase = { .evaluator = evaluator, .leaf = leaf };
	struct counted counted = { 0 };
	uint64_t *candidates;

	if (!make_phrase(&phrase) ||
	    !(candidates = terms_candidates(evaluator, leaf, phrase.lists, among)) ||
	    !open_sources(&phrase, candidates) ||
	    !counted_reserve(
		evaluator, &counted, bitset_count(candidates, evaluator->segment->set_words)) ||
	    !count_phrases(&phrase, candidates, set, &counted))
		return false;
	evaluator_give_set(evaluator, candidates);
	return !hits || counted_finish(evaluator, &counted, hits);
}

bool phrase_match(struct evaluator *evaluator, const struct node *leaf, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits)
{
	struct list pair;
	struct lists lists = { 1, &pair };

	if (leaf->terms.count == 2 &&
	    pair_find(evaluator, &leaf->terms.items[0], &leaf->terms.items[1], &pair)) {
		lists.count = pair.count > 0;
		return words_match(evaluator, leaf, &lists, among, set, hits);
	}
	return match_by_places(evaluator, leaf, among, set, hits);
}
