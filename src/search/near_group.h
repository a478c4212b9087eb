/* Groups of near words: a word for each term of the query, in any order, within a window of words.
 * One word of the text may be wanted by two terms ("co* coup"~3) and stands for one only. */
#ifndef SEARCH_NEAR_GROUP_H
#define SEARCH_NEAR_GROUP_H

#include "search/query.h"

#define NEAR_WINDOW_LIMIT (QUERY_NEAR_WORDS + QUERY_NEAR_LIMIT)

struct near_group {
	uint32_t window, terms; /* words looked at, at most NEAR_WINDOW_LIMIT; terms of the query */
	uint8_t may[NEAR_WINDOW_LIMIT]; /* by word: bit n, it may stand for term n */
	int term_of[NEAR_WINDOW_LIMIT]; /* found: the term it stands for, or -1 */
	bool tried[NEAR_WINDOW_LIMIT];
};

/* Is there a group to which word 0 belongs? The first three members are the caller's. Looks at
 * window * terms^2 words as a rule, terms times as many at most. */
bool near_group_find(struct near_group *group);

#endif
