/* Relevance: windows of documents are scored in order of falling bound (window.h), and the best
 * hits kept, until no window that is left can hold a better one. A cursor's page goes the same way:
 * all that lies before the place scores at least as much as the place, so its count is exact when
 * the walk ends there. */
#include "search/rank.h"

#include "search/best.h"
#include "search/bitset.h"
#include "search/window.h"

#define FEW_MATCHES 1024 /* so many are scored without looking at bounds */

struct ranking {
	const struct index *index;
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

/* Does one of the 64 scores reach the floor? Bits of floats that are not negative sort as the
 * floats do, and compilers make vectors of comparing whole numbers. */
static bool reaches(const struct window *window, uint32_t from, float floor)
{
	union {
		float number;
		int32_t bits;
	} least = { floor };
	int32_t any = 0;

	for (uint32_t i = 0; i < 64; i++)
		any |= window->bits[from + i] >= least.bits;
	return any != 0;
}

static void consider_window(struct ranking *ranking, uint32_t segment, uint32_t number)
{
	const uint64_t *set = ranking->matches->segments[segment].set;
	uint32_t first = number * WINDOW_DOCUMENTS;
	uint32_t words = ranking->index->segments[segment].set_words - first / 64;
	struct window window;

	scorer_window(&ranking->scorer, segment, number, &window);
	for (uint32_t w = 0; w < words && w < WINDOW_DOCUMENTS / 64; w++) {
		float floor = floor_of(ranking);
		uint64_t bits = set[first / 64 + w];

		if (!bits || !reaches(&window, w * 64, floor))
			continue;
		for (; bits; bits &= bits - 1) {
			uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(bits);

			if (window.scores[at] >= floor)
				consider(ranking, (struct place){ segment, first + at },
				    window.scores[at]);
		}
	}
}

/* In order of documents, whatever the bounds. */
static void consider_all(struct ranking *ranking)
{
	for (uint32_t s = 0; s < ranking->index->segment_count; s++) {
		const struct segment_matches *found = &ranking->matches->segments[s];
		uint32_t end = ranking->index->segments[s].documents;

		if (!found->count)
			continue;
		for (uint32_t d = bitset_next(found->set, 0, end); d < end;) {
			uint32_t next = d / WINDOW_DOCUMENTS + 1;

			consider_window(ranking, s, next - 1);
			d = next * WINDOW_DOCUMENTS;
			d = d < end ? bitset_next(found->set, d, end) : end;
		}
	}
}

static bool consider_best_first(struct ranking *ranking, struct arena *arena)
{
	struct window_heap heap;
	struct bounded next;

	if (!window_heap_begin(&heap, &ranking->scorer, ranking->matches, arena))
		return false;
	/* A window that just reaches the floor may hold a tie, and ties are for the newer. */
	while (window_heap_take(&heap, &next) && next.bound >= floor_of(ranking))
		consider_window(ranking, next.segment, next.number);
	return true;
}

static bool rank_all(struct ranking *ranking, struct arena *arena)
{
	if (ranking->matches->total > FEW_MATCHES)
		return consider_best_first(ranking, arena);
	consider_all(ranking);
	return true;
}

bool rank_by_score(const struct question *question, const struct matches *matches,
    const struct cursor *cursor, uint32_t limit, struct arena *arena, struct page *page)
{
	struct ranking ranking = { .index = question->index, .matches = matches, .cursor = cursor };
	bool backwards = cursor && cursor->side == CURSOR_BEFORE;

	if (!scorer_begin(&ranking.scorer, question, matches, arena))
		return false;
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
