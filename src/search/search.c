/* A search from the question to the page: read, look up, match every document, sort, cut out the
 * page, count. */
#include "search/search.h"

#include "search/count.h"
#include "search/cursor.h"
#include "search/snippet.h"

#define READING_LIMIT 65536u

struct job {
	const struct index *index;
	const struct search_request *request;
	struct arena *arena;
	struct node *tree;
	LeafList leaves;
	struct ranked *items; /* all matches, in order */
	uint32_t count;
	uint32_t first, end; /* of them, the page */
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the search");
}

/* First flags, then the list, so that the arena pays for no more than the matches. */
static bool match(struct job *job)
{
	const struct index *index = job->index;
	bool *flags = arena_take(job->arena, index->document_count);

	if (!flags)
		return false;
	for (uint32_t d = 0; d < index->document_count; d++) {
		flags[d] = query_matches(job->tree, index, d);
		job->count += flags[d];
	}
	job->items = arena_take(job->arena, job->count * sizeof *job->items);
	if (!job->items)
		return false;
	for (uint32_t d = 0, i = 0; d < index->document_count; d++)
		if (flags[d])
			job->items[i++].document = &index->documents[d];
	return true;
}

static uint32_t least(uint64_t a, uint64_t b)
{
	return (uint32_t)(a < b ? a : b);
}

/* The number of items before the place; the item that stands on it counts when `side` wants what
 * lies behind. */
static uint32_t place_of(const struct job *job, const struct cursor *cursor)
{
	int on = cursor->side == CURSOR_BEHIND ? 0 : 1;
	uint32_t i = 0;

	while (i < job->count && rank_compare(cursor->key, cursor->id, &job->items[i]) >= on)
		i++;
	return i;
}

static enum fault cut_page(struct job *job, struct cursor *cursor, struct error *err)
{
	uint32_t limit = least(job->request->limit, SEARCH_HITS_LIMIT), place = 0;
	bool backwards = false;

	if (job->request->cursor.len) {
		if (cursor_read(job->request, job->arena, cursor, err) != FAULT_NONE)
			return err ? err->fault : FAULT_BAD_INPUT;
		place = place_of(job, cursor);
		/* Nothing before it any more: the first page, then. */
		backwards = cursor->side == CURSOR_BEFORE && place > 0;
	}
	job->first = backwards ? place - least(limit, place) : place;
	job->end = backwards ? place : place + least(limit, job->count - place);
	return FAULT_NONE;
}

static Text cursor_at(const struct job *job, enum cursor_side side, const struct ranked *item)
{
	struct cursor cursor = { side, item->key, item->document->id };

	return cursor_text(job->request, &cursor, job->arena);
}

static void set_cursors(const struct job *job, struct cursor *given, struct search_result *result)
{
	if (!job->request->limit)
		return;
	if (job->first < job->end && job->end < job->count)
		result->next = cursor_at(job, CURSOR_BEHIND, &job->items[job->end - 1]);
	if (job->first < job->end && job->first > 0)
		result->previous = cursor_at(job, CURSOR_BEFORE, &job->items[job->first]);
	/* Behind the last hit: the way back starts where the reader stands. */
	if (job->first == job->end && job->first > 0) {
		given->side = CURSOR_BEFORE;
		result->previous = cursor_text(job->request, given, job->arena);
	}
}

static enum fault add_hit(
    struct job *job, const struct ranked *item, struct search_result *result, struct error *err)
{
	const struct document *document = item->document;
	struct hit *hit = array_add(&result->hits, job->arena);

	if (!hit)
		return no_memory(err);
	*hit = (struct hit){
		.id = document->id,
		.title = document->title,
		.origin = document->origin,
		.kind = document->kind,
		.classification = document->classification,
		.created = document->created,
		.released = document->released,
	};
	if (job->request->sort == SORT_RELEVANCE)
		hit->score = rank_score(item->key);
	if (!job->request->snippets)
		return FAULT_NONE;
	return snippet_of(job->index, hit->id, &job->leaves, job->arena, &hit->snippet, err);
}

static enum fault set_hits(struct job *job, struct search_result *result, struct error *err)
{
	for (uint32_t i = job->first; i < job->end; i++) {
		enum fault fault = add_hit(job, &job->items[i], result, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	return FAULT_NONE;
}

static bool add_text(TextList *list, Text text, struct arena *arena)
{
	Text *item;

	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text))
			return true;
	item = array_add(list, arena);
	if (item)
		*item = text;
	return item != NULL;
}

static bool set_terms(struct job *job, struct search_result *result)
{
	for (uint32_t i = 0; i < job->leaves.count; i++) {
		const TermList *terms = &job->leaves.items[i]->terms;

		for (uint32_t k = 0; k < terms->count; k++) {
			Text text = terms->items[k].folded;

			if (terms->items[k].prefix)
				text = text_format(job->arena, "%.*s*", TEXT_ARG(text));
			if (!add_text(&result->terms, text, job->arena))
				return false;
		}
	}
	return true;
}

static enum fault set_reading(struct job *job, struct search_result *result, struct error *err)
{
	struct out out;
	enum fault fault;

	out_begin(&out, READING_LIMIT);
	query_put_reading(&out, job->tree);
	fault = out_check(&out, "the reading of the query", err);
	result->reading = text_copy(job->arena, out_text(&out));
	out_end(&out);
	return fault;
}

static enum fault read_question(struct job *job, struct error *err)
{
	enum fault fault = query_read(job->request->query, job->arena, &job->tree, err);

	if (fault == FAULT_NONE)
		fault = query_bind(job->tree, job->index, job->arena, err);
	if (fault == FAULT_NONE && !query_leaves(job->tree, job->arena, &job->leaves))
		fault = no_memory(err);
	return fault;
}

static enum fault answer(struct job *job, struct search_result *result, struct error *err)
{
	struct cursor cursor = { 0 };
	enum fault fault;

	if (!match(job) ||
	    !rank(job->index, &job->leaves, job->request->sort, job->items, job->count, job->arena))
		return no_memory(err);
	rank_sort(job->items, job->count);
	fault = cut_page(job, &cursor, err);
	if (fault == FAULT_NONE)
		fault = set_hits(job, result, err);
	if (fault == FAULT_NONE)
		fault = set_reading(job, result, err);
	if (fault != FAULT_NONE)
		return fault;
	result->total = job->count;
	result->before = job->first;
	set_cursors(job, &cursor, result);
	if (!set_terms(job, result) ||
	    !facets_count(
		job->index, job->request, job->items, job->count, job->arena, result->facets) ||
	    job->arena->failed)
		return no_memory(err);
	return FAULT_NONE;
}

enum fault search(const struct index *index, const struct search_request *request,
    struct arena *arena, struct search_result *result, struct error *err)
{
	struct job job = { .index = index, .request = request, .arena = arena };
	struct search_result answered = { 0 };
	enum fault fault = read_question(&job, err);

	if (fault == FAULT_NONE)
		fault = answer(&job, &answered, err);
	if (fault == FAULT_NONE)
		*result = answered;
	return fault;
}
