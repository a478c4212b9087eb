/* Plainly: every place is tried. Groups of near words are found by assignment, since one word of
 * the text may be wanted by two words of the query ("co* coup"~3) and stands for one only. */
#include "search/match.h"

#include <assert.h>

#include "search/index.h"

#define WINDOW_LIMIT (QUERY_NEAR_WORDS + QUERY_NEAR_LIMIT)

static bool accepts(const struct term *term, uint32_t word)
{
	return word >= term->first && word < term->end;
}

static bool phrase_at(const TermList *terms, const uint32_t *words, uint32_t room, bool *marks)
{
	if (room < terms->count)
		return false;
	for (uint32_t i = 0; i < terms->count; i++)
		if (!accepts(&terms->items[i], words[i]))
			return false;
	for (uint32_t i = 0; marks && i < terms->count; i++)
		marks[i] = true;
	return true;
}

struct assignment {
	const TermList *terms;
	const uint32_t *words;
	uint32_t window;           /* words looked at */
	int term_of[WINDOW_LIMIT]; /* by place: the term it stands for, or -1 */
	bool tried[WINDOW_LIMIT];
};

/* Finds a place for the term, moving terms that have one (Kuhn's augmenting path). Place 0 is not
 * up for it. */
static bool assign(struct assignment *assignment, uint32_t term)
{
	for (uint32_t i = 1; i < assignment->window; i++) {
		if (assignment->tried[i] ||
		    !accepts(&assignment->terms->items[term], assignment->words[i]))
			continue;
		assignment->tried[i] = true;
		if (assignment->term_of[i] < 0 ||
		    assign(assignment, (uint32_t)assignment->term_of[i])) {
			assignment->term_of[i] = (int)term;
			return true;
		}
	}
	return false;
}

/* All terms in the window, `first` at place 0? */
static bool group_with(struct assignment *assignment, uint32_t first)
{
	for (uint32_t i = 0; i < assignment->window; i++)
		assignment->term_of[i] = -1;
	assignment->term_of[0] = (int)first;
	for (uint32_t term = 0; term < assignment->terms->count; term++) {
		for (uint32_t i = 0; i < assignment->window; i++)
			assignment->tried[i] = false;
		if (term != first && !assign(assignment, term))
			return false;
	}
	return true;
}

static bool group_at(const struct node *node, const uint32_t *words, uint32_t room, bool *marks)
{
	uint32_t most = node->terms.count + (uint32_t)node->near;
	struct assignment assignment; /* large: filled as far as it is needed */

	assert(most <= WINDOW_LIMIT);
	assignment.terms = &node->terms;
	assignment.words = words;
	assignment.window = 0;
	while (assignment.window < room && assignment.window < most &&
	    words[assignment.window] != WORD_BREAK)
		assignment.window++;
	for (uint32_t first = 0; first < node->terms.count; first++) {
		if (!assignment.window || !accepts(&node->terms.items[first], words[0]) ||
		    !group_with(&assignment, first))
			continue;
		for (uint32_t i = 0; marks && i < assignment.window; i++)
			marks[i] |= assignment.term_of[i] >= 0;
		return true;
	}
	return false;
}

static bool match_at(const struct node *node, const uint32_t *words, uint32_t room, bool *marks)
{
	return node->near == NEAR_PHRASE ? phrase_at(&node->terms, words, room, marks)
					 : group_at(node, words, room, marks);
}

bool match_any(const struct node *node, const uint32_t *words, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (match_at(node, words + i, count - i, NULL))
			return true;
	return false;
}

uint32_t match_count(const struct node *node, const uint32_t *words, uint32_t count, bool *marks)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < count; i++)
		found += match_at(node, words + i, count - i, marks ? marks + i : NULL);
	return found;
}
