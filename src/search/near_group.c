/* By assignment (Kuhn's augmenting path). */
#include "search/near_group.h"

/* Finds a word for the term, moving terms that have one. Word 0 is not up for it. */
static bool assign(struct near_group *group, uint32_t term)
{
	for (uint32_t i = 1; i < group->window; i++) {
		if (group->tried[i] || !(group->may[i] >> term & 1))
			continue;
		group->tried[i] = true;
		if (group->term_of[i] < 0 || assign(group, (uint32_t)group->term_of[i])) {
			group->term_of[i] = (int)term;
			return true;
		}
	}
	return false;
}

/* All terms in the window, `first` at word 0? */
static bool find_with(struct near_group *group, uint32_t first)
{
	for (uint32_t i = 0; i < group->window; i++)
		group->term_of[i] = -1;
	group->term_of[0] = (int)first;
	for (uint32_t term = 0; term < group->terms; term++) {
		for (uint32_t i = 0; i < group->window; i++)
			group->tried[i] = false;
		if (term != first && !assign(group, term))
			return false;
	}
	return true;
}

bool near_group_find(struct near_group *group)
{
	for (uint32_t first = 0; first < group->terms; first++)
		if (group->may[0] >> first & 1 && find_with(group, first))
			return true;
	return false;
}
