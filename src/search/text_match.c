/* Plainly: every place is tried. Groups of near words are found by assignment, since one word of
 * the text may be wanted by two words of the query ("co* coup"~3) and stands for one only. */
#include "search/text_match.h"

#include <assert.h>

#define WINDOW_LIMIT (QUERY_NEAR_WORDS + QUERY_NEAR_LIMIT)

struct spot {
	const struct node *node;
	unsigned first_term;
	uint64_t leaf;
	struct text_word *words; /* from this place on */
	uint32_t room;           /* words there */
	uint64_t *steps;
};

static bool accepts(const struct spot *spot, uint32_t term, uint32_t word)
{
	return spot->words[word].terms >> (spot->first_term + term) & 1;
}

static void mark_phrase(struct spot *spot)
{
	uint32_t many = spot->node->terms.count;

	if (spot->room < many)
		return;
	for (uint32_t i = 0; i < many; i++)
		if (spot->words[i].number != spot->words[0].number + i || !accepts(spot, i, i))
			return;
	for (uint32_t i = 0; i < many; i++)
		spot->words[i].leaves |= spot->leaf;
}

struct assignment {
	const struct spot *spot;
	uint32_t window;           /* words looked at */
	int term_of[WINDOW_LIMIT]; /* by word: the term it stands for, or -1 */
	bool tried[WINDOW_LIMIT];
};

/* Finds a word for the term, moving terms that have one (Kuhn's augmenting path). Word 0 is not up
 * for it. */
static bool assign(struct assignment *assignment, uint32_t term)
{
	uint64_t *steps = assignment->spot->steps;

	for (uint32_t i = 1; i < assignment->window && *steps; i++) {
		--*steps;
		if (assignment->tried[i] || !accepts(assignment->spot, term, i))
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

/* All terms in the window, `first` at word 0? */
static bool group_with(struct assignment *assignment, uint32_t first)
{
	for (uint32_t i = 0; i < assignment->window; i++)
		assignment->term_of[i] = -1;
	assignment->term_of[0] = (int)first;
	for (uint32_t term = 0; term < assignment->spot->node->terms.count; term++) {
		for (uint32_t i = 0; i < assignment->window; i++)
			assignment->tried[i] = false;
		if (term != first && !assign(assignment, term))
			return false;
	}
	return true;
}

static uint64_t bits_of(const struct spot *spot)
{
	uint32_t many = spot->node->terms.count;

	return (many < 64 ? ((uint64_t)1 << many) - 1 : UINT64_MAX) << spot->first_term;
}

/* The words that a group which begins here may hold. False when some term has none among them. */
static bool find_window(const struct spot *spot, uint32_t *window)
{
	uint32_t most = spot->node->terms.count + (uint32_t)spot->node->near;
	uint64_t seen = 0, wanted = bits_of(spot);

	for (*window = 0;
	     *window < spot->room && spot->words[*window].number - spot->words[0].number < most;
	     ++*window)
		seen |= spot->words[*window].terms;
	return (seen & wanted) == wanted;
}

static void mark_group(struct spot *spot)
{
	struct assignment assignment; /* large: filled as far as it is needed */

	assert(spot->node->terms.count + (uint32_t)spot->node->near <= WINDOW_LIMIT);
	assignment.spot = spot;
	if (!(spot->words[0].terms & bits_of(spot)) || !find_window(spot, &assignment.window))
		return;
	for (uint32_t first = 0; first < spot->node->terms.count; first++) {
		if (!accepts(spot, first, 0) || !group_with(&assignment, first))
			continue;
		for (uint32_t i = 0; i < assignment.window; i++)
			if (assignment.term_of[i] >= 0)
				spot->words[i].leaves |= spot->leaf;
		return;
	}
}

void text_match(const struct node *node, unsigned first_term, uint64_t leaf,
    struct text_word *words, uint32_t count, uint64_t *steps)
{
	struct spot spot = { node, first_term, leaf, words, count, steps };

	for (; spot.room; spot.words++, spot.room--)
		if (node->near == NEAR_PHRASE)
			mark_phrase(&spot);
		else
			mark_group(&spot);
}
