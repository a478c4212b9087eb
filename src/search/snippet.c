/* The passages are cut into words again and matched as the document was, so what is marked is what
 * was found. The best window of all passages wins, the first of equal ones; the subject only when
 * nothing else has any. */
#include "search/snippet.h"

#include "search/snippet_window.h"
#include "search/term.h"
#include "search/words.h"

#define SNIPPET_MEMORY ((size_t)512 << 20) /* of one record's passages and words found */
/* Bytes read on behind a window that has all leaves: one with more marks may follow, but a record
 * may have 16 MB. */
#define SNIPPET_LOOK ((size_t)64 << 10)
#define NEAR_STEPS   ((uint64_t)1 << 22) /* of looking for near words in one record */
#define TERMS_LIMIT  64                  /* bits of a mask; QUERY_TERMS_LIMIT */

/* With more terms, looking for each in a passage costs as much as cutting it into words. */
#define TERMS_SOUGHT 4

/* The terms of all leaves, in order. */
struct wanted {
	const LeafList *leaves;
	const struct term *terms[TERMS_LIMIT];
	unsigned term_count;
	unsigned first_of[TERMS_LIMIT]; /* of each leaf: its first term */
	unsigned leaf_count;
	uint64_t by_byte[256]; /* terms that a word beginning with this byte may satisfy */
	uint64_t steps;
};

struct found {
	const struct passage *passage;
	FoundWords words;
	struct snippet_window window;
};

static void list_terms(const LeafList *leaves, struct wanted *wanted)
{
	unsigned count = 0;

	*wanted = (struct wanted){ .leaves = leaves, .steps = NEAR_STEPS };
	for (uint32_t i = 0; i < leaves->count && i < TERMS_LIMIT; i++) {
		const TermList *terms = &leaves->items[i]->terms;

		if (terms->count > TERMS_LIMIT - count)
			break;
		wanted->first_of[i] = count;
		wanted->leaf_count = i + 1;
		for (uint32_t k = 0; k < terms->count; k++) {
			Text head = term_head(&terms->items[k]);

			wanted->by_byte[(unsigned char)head.at[0]] |= (uint64_t)1 << count;
			wanted->terms[count++] = &terms->items[k];
		}
		wanted->term_count = count;
	}
}

/* Most passages of a record have none of the words. */
static bool may_have_words(const struct wanted *wanted, Text text)
{
	bool may = wanted->term_count > TERMS_SOUGHT;

	for (unsigned i = 0; !may && i < wanted->term_count; i++)
		may = word_may_begin(text, term_head(wanted->terms[i]));
	return may;
}

static uint64_t terms_of(const struct wanted *wanted, Text folded)
{
	uint64_t maybe = wanted->by_byte[(unsigned char)folded.at[0]], terms = 0;

	for (; maybe; maybe &= maybe - 1) {
		uint64_t term = maybe & -maybe;

		if (term_accepts(wanted->terms[__builtin_ctzll(maybe)], folded))
			terms |= term;
	}
	return terms;
}

static bool find_words(
    const struct wanted *wanted, Text text, struct arena *arena, FoundWords *words)
{
	uint32_t number = 0;
	struct word_room room;
	struct word word;

	words->count = 0;
	for (uint32_t at = 0; word_look(text, &at, &room, arena, &word); number++) {
		uint64_t terms = terms_of(wanted, word.folded);
		struct text_word *found = terms ? array_add(words, arena) : NULL;

		if (found)
			*found = (struct text_word){ number, word.span, terms, 0 };
	}
	return !arena->failed;
}

static void match(struct wanted *wanted, bool subject, FoundWords *words)
{
	for (unsigned i = 0; i < wanted->leaf_count; i++) {
		const struct node *leaf = wanted->leaves->items[i];

		if (!leaf->subject || subject)
			text_match(leaf, wanted->first_of[i], (uint64_t)1 << i, words->items,
			    words->count, &wanted->steps);
	}
}

/* Better than what was found so far? Lists are exchanged, not made anew. */
static bool look_at(struct wanted *wanted, const struct passage *passage, bool subject,
    struct arena *arena, struct found *other, struct found *best)
{
	struct found passed;

	if (!may_have_words(wanted, passage->text))
		return true;
	if (!find_words(wanted, passage->text, arena, &other->words))
		return false;
	if (!other->words.count)
		return true;
	match(wanted, subject, &other->words);
	other->passage = passage;
	other->window = snippet_find_window(&other->words);
	if (!snippet_is_better(&other->window, &best->window))
		return true;
	passed = *best;
	*best = *other;
	*other = passed;
	return true;
}

static bool find_best(
    struct wanted *wanted, const PassageList *passages, struct arena *arena, struct found *best)
{
	struct found other = { 0 };
	size_t read_on = 0;

	for (uint32_t i = 1; i < passages->count && read_on < SNIPPET_LOOK; i++) {
		if (!look_at(wanted, &passages->items[i], false, arena, &other, best))
			return false;
		if (best->window.leaves == wanted->leaf_count)
			read_on += passages->items[i].text.len;
	}
	return best->window.leaves || !passages->count ||
	    look_at(wanted, &passages->items[0], true, arena, &other, best);
}

enum fault snippet_of(const struct index *index, const struct question *question, Text id,
    struct arena *arena, struct snippet *snippet, struct error *err)
{
	PassageList passages = { 0 };
	struct found best = { 0 };
	struct arena temporary;
	struct wanted wanted;
	enum fault fault;
	bool good;

	if (!question->leaves.count)
		return FAULT_NONE;
	arena_begin(&temporary, SNIPPET_MEMORY);
	list_terms(&question->leaves, &wanted);
	fault = index->source.passages(index->source.source, id, &temporary, &passages, err);
	if (fault == FAULT_NONE) {
		good = find_best(&wanted, &passages, &temporary, &best);
		if (good && best.window.leaves)
			good = snippet_show(
			    best.passage, &best.words, &best.window, &temporary, arena, snippet);
		if (!good)
			fault = fail(err, FAULT_NO_MEMORY, "no memory left to show record '%.*s'",
			    TEXT_ARG(id));
	}
	arena_end(&temporary);
	return fault;
}
