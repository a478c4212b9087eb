/* Relevance: windows of documents are scored in order of falling bound (window.h), and the best
 * hits kept, until no window that is left can hold a better one. A cursor's page goes the same way:
 * all that lies before the place scores at least as much as the place, so its count is exact when
 * the walk ends there. */
#include "search/rank.h"

#include "search/best.h"
#include "search/direct.h"
#include "search/window.h"

#define BEST_FIRST 48 /* windows */

struct ranking {
	const struct index *index;
	const struct question *question;
	const struct matches *matches;
	const struct cursor *cursor; /* or NULL */
	struct scorer scorer;
	struct best best;
	uint64_t before;
};

/* How a hit lies to the cursor: < 0 before it, 0 on it. */
static int against_cursor(
    const struct ranking *ranking, const struct segment *segment, uint32_t document, float score)
{
	const struct cursor *cursor = ranking->cursor;

	if (score != cursor->score)
		return score > cursor->score ? -1 : 1;
	if (segment->created[document] != cursor->created)
		return segment->created[document] > cursor->created ? -1 : 1;
	return text_compare(segment_id(segment, document), cursor->id);
}

/* What scores less is of no interest. */
static float floor_of(const struct ranking *ranking)
{
	const struct best *best = &ranking->best;

	if (ranking->cursor && (ranking->cursor->side == CURSOR_BEFORE || best->most == 0))
		return ranking->cursor->score;
	return best->count == best->most && best->count ? best->items[0].score : 0;
}

static void consider(struct ranking *ranking, struct place place, float score)
{
	const struct ranked item = { place, score };
	const struct segment *segment = &ranking->index->segments[place.segment];

	if (ranking->cursor) {
		int order = against_cursor(ranking, segment, place.document, score);
		bool backwards = ranking->cursor->side == CURSOR_BEFORE;

		ranking->before += backwards ? order < 0 : order <= 0;
		if (backwards ? order >= 0 : order <= 0)
			return;
	}
	best_offer(&ranking->best, &item);
}

static void consider_scored(struct ranking *ranking, uint32_t segment, const struct scored *scored)
{
	for (uint32_t i = 0; i < scored->count; i++)
		if (scored->scores[i] >= floor_of(ranking))
			consider(ranking, (struct place){ segment, scored->documents[i] },
			    scored->scores[i]);
}

static void consider_window(struct ranking *ranking, uint32_t segment, uint32_t number)
{
	struct scored scored;

	scorer_window(&ranking->scorer, segment, number, floor_of(ranking), &scored);
	consider_scored(ranking, segment, &scored);
}

static bool consider_segment(struct ranking *ranking, uint32_t segment, struct arena *arena)
{
	const struct segment_matches *found = &ranking->matches->segments[segment];
	const uint16_t *documents;
	const float *scores;
	float floor = floor_of(ranking);

	if (!direct_scores(ranking->question, found, segment, arena, &documents, &scores))
		return false;
	for (uint32_t i = 0; i < found->count; i++) {
		if (scores[i] < floor)
			continue;
		consider(ranking, (struct place){ segment, documents[i] }, scores[i]);
		floor = floor_of(ranking);
	}
	return true;
}

/* The first ones by their bounds, as they give a good floor; the others as they lie, since a block
 * of a list reaches into windows side by side. */
static bool rank_windows(struct ranking *ranking, struct arena *arena)
{
	const struct index *index = ranking->index;
	struct window_heap heap;
	struct bounded next;

	if (!scorer_bounds(&ranking->scorer, arena) ||
	    !window_heap_begin(&heap, &ranking->scorer, ranking->matches, arena))
		return false;
	/* A window that just reaches the floor may hold a tie, and ties are for the newer. */
	for (uint32_t i = 0; i < BEST_FIRST; i++) {
		if (!window_heap_take(&heap, &next) || next.bound < floor_of(ranking))
			return true;
		consider_window(ranking, next.segment, next.number);
	}
	for (uint32_t s = 0; s < index->segment_count; s++)
		for (uint32_t w = 0; !ranking->scorer.done[s] && w < WINDOWS_MOST; w++)
			if (heap.bounds[s][w] >= floor_of(ranking))
				consider_window(ranking, s, w);
	return true;
}

/* What all matches of a segment are scored by, the cheapest first. */
static bool rank_all(struct ranking *ranking, struct arena *arena)
{
	const struct question *question = ranking->question;
	const struct segment_matches *found = ranking->matches->segments;
	uint32_t count = ranking->index->segment_count, left = 0;
	bool *done = arena_take(arena, count * sizeof *done);

	if (!done)
		return false;
	for (uint32_t s = 0; s < count; s++) {
		done[s] = !found[s].count || direct_is_for(question, &found[s]);
		left += !done[s];
		if (found[s].count && done[s] && !consider_segment(ranking, s, arena))
			return false;
	}
	if (!left)
		return true;
	if (!scorer_begin(&ranking->scorer, question, ranking->matches, done, arena))
		return false;
	return rank_windows(ranking, arena);
}

bool rank_by_score(const struct question *question, const struct matches *matches,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page)
{
	struct ranking ranking = {
		.index = question->index, .question = question, .matches = matches, .cursor = cursor
	};
	bool backwards = cursor && cursor->side == CURSOR_BEFORE;

	ranking.best = (struct best){ question->index, page->items, 0, limit, backwards };
	if (!rank_all(&ranking, arena))
		return false;
	if (backwards && ranking.before == 0) {
		ranking.cursor = NULL;
		ranking.best.last = backwards = false;
		if (!rank_all(&ranking, arena))
			return false;
	}
	best_sort(&ranking.best);
	page->count = ranking.best.count;
	page->before = backwards ? ranking.before - page->count : ranking.before;
	return true;
}

bool rank_page(const struct question *question, const struct matches *matches, enum sort sort,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page)
{
	*page = (struct page){ 0 };
	if (!limit && !cursor)
		return true;
	if (limit > matches->total)
		limit = (uint32_t)matches->total;
	page->items = arena_take(arena, limit * sizeof *page->items);
	if (!page->items)
		return false;
	if (sort == SORT_RELEVANCE && question->leaves.count)
		return rank_by_score(question, matches, cursor, limit, arena, page);
	if (sort == SORT_RELEVANCE)
		sort = SORT_NEWEST;
	return rank_by_date(question->index, matches, sort, cursor, limit, arena, page);
}
