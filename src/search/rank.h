/* Rank: of all that match, the hits of one page, in the order asked for. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/cursor.h"
#include "search/evaluate.h"

/* What a question found, segment by segment. */
struct matches {
	struct segment_matches {
		uint64_t *set;          /* of segment->set_words words; NULL: nobody needs it */
		uint16_t *documents;    /* the same, ascending; NULL: none, or more than half */
		uint32_t count;         /* bits in it */
		struct leaf_hits *hits; /* of each leaf */
	} * segments;
	uint64_t total;
};

struct ranked {
	struct place place;
	float score;
};

/* Hits in their order, and how many matches stand before the first of them. */
struct page {
	struct ranked *items;
	uint32_t count;
	uint64_t before;
};

/* The first `limit` hits; with a cursor (may be NULL) those on its wanted side, next to it, and
 * when nothing lies before it any more the first ones. The items have room for `limit` in the
 * arena. SORT_RELEVANCE without leaves is SORT_NEWEST. Cost: by date about the page; by score what
 * is in the way of being sure. False when the arena refused. */
bool rank_page(const struct question *question, const struct matches *matches, enum sort sort,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page);

/* The two ways of it. */
bool rank_by_date(const struct index *index, const struct matches *matches, enum sort sort,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page);
bool rank_by_score(const struct question *question, const struct matches *matches,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page);

#endif
