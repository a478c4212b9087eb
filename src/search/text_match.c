/* Plainly: every place is tried. */
#include "search/text_match.h"

#include <assert.h>

#include "search/near_group.h"

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

/* By what finding it costs as a rule. */
static bool can_afford(struct spot *spot, const struct near_group *group)
{
	uint64_t cost = (uint64_t)group->window * group->terms * group->terms;

	if (*spot->steps < cost) {
		*spot->steps = 0;
		return false;
	}
	*spot->steps -= cost;
	return true;
}

static void mark_group(struct spot *spot)
{
	struct near_group group; /* large: filled as far as it is needed */

	group.terms = spot->node->terms.count;
	assert(group.terms + (uint32_t)spot->node->near <= NEAR_WINDOW_LIMIT);
	if (!(spot->words[0].terms & bits_of(spot)) || !find_window(spot, &group.window) ||
	    !can_afford(spot, &group))
		return;
	for (uint32_t i = 0; i < group.window; i++)
		group.may[i] = (uint8_t)(spot->words[i].terms >> spot->first_term);
	if (!near_group_find(&group))
		return;
	for (uint32_t i = 0; i < group.window; i++)
		if (group.term_of[i] >= 0)
			spot->words[i].leaves |= spot->leaf;
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
