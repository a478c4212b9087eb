/* A search from the question to the page: read, look up, match segment by segment, find the page,
 * count. */
#include "search/search.h"

#include "search/bitset.h"
#include "search/count.h"
#include "search/cursor.h"
#include "search/snippet.h"
#include "search/term.h"

#define READING_LIMIT 65536u

struct job {
	const struct index *index;
	const struct search_request *request;
	struct arena *arena;
	struct question question;
	struct matches matches;
	struct cursor given; /* with request->cursor */
	struct page page;
};

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the search");
}

/* A leaf may have been counted out for just the matches; NULL: none was. */
static uint16_t *documents_of_leaf(const struct job *job, const struct segment_matches *found)
{
	for (uint32_t i = 0; i < job->question.leaves.count; i++) {
		const struct leaf_hits *hits = &found->hits[i];
		uint32_t in = 0;

		for (uint32_t k = 0; hits->count == found->count && k < hits->count; k++)
			in += bitset_has(found->set, hits->documents[k]);
		if (in == found->count)
			return hits->documents;
	}
	return NULL;
}

static enum fault match_word(struct job *job, uint32_t number, struct error *err)
{
	struct segment_matches *found = &job->matches.segments[number];
	enum fault fault = question_match_word(&job->question, number, found->hits, err);

	if (fault != FAULT_NONE)
		return fault;
	found->documents = found->hits->documents;
	found->count = found->hits->count;
	job->matches.total += found->count;
	return FAULT_NONE;
}

static enum fault match_segment(struct job *job, uint32_t number, struct error *err)
{
	const struct segment *segment = &job->index->segments[number];
	struct segment_matches *found = &job->matches.segments[number];
	enum fault fault;

	found->hits = arena_take(job->arena, job->question.leaves.count * sizeof *found->hits);
	if (!found->hits)
		return no_memory(err);
	if (job->request->sort == SORT_RELEVANCE && question_is_word(&job->question, number))
		return match_word(job, number, err);
	found->set = arena_take(job->arena, segment->set_words * sizeof *found->set);
	if (!found->set)
		return no_memory(err);
	fault = question_match(&job->question, number, found->set, found->hits, err);
	if (fault != FAULT_NONE)
		return fault;
	found->count = bitset_count(found->set, segment->set_words);
	job->matches.total += found->count;
	if (!found->count || found->count > segment->documents / 2)
		return FAULT_NONE;
	found->documents = documents_of_leaf(job, found);
	if (!found->documents)
		found->documents =
		    bitset_list_take(found->set, segment->set_words, found->count, job->arena);
	if (!found->documents ||
	    (job->request->sort == SORT_RELEVANCE &&
		!question_count_out(
		    &job->question, number, found->documents, found->count, found->hits)))
		return no_memory(err);
	return FAULT_NONE;
}

static enum fault match(struct job *job, struct error *err)
{
	job->matches.segments =
	    arena_take(job->arena, job->index->segment_count * sizeof *job->matches.segments);
	if (!job->matches.segments)
		return no_memory(err);
	for (uint32_t s = 0; s < job->index->segment_count; s++) {
		enum fault fault = match_segment(job, s, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	return FAULT_NONE;
}

static enum fault find_page(struct job *job, struct error *err)
{
	const struct search_request *request = job->request;
	uint32_t limit = request->limit < SEARCH_HITS_LIMIT ? request->limit : SEARCH_HITS_LIMIT;
	bool placed = request->cursor.len > 0;

	if (placed) {
		enum fault fault = cursor_read(request, job->arena, &job->given, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	if (!rank_page(&job->question, &job->matches, request->sort, placed ? &job->given : NULL,
		limit, job->arena, &job->page))
		return no_memory(err);
	return FAULT_NONE;
}

static Text cursor_at(const struct job *job, enum cursor_side side, uint32_t item)
{
	const struct ranked *ranked = &job->page.items[item];
	const struct segment *segment = &job->index->segments[ranked->place.segment];
	struct cursor cursor = { side, ranked->score, segment->created[ranked->place.document],
		segment_id(segment, ranked->place.document) };

	return cursor_text(job->request, &cursor, job->arena);
}

static void set_cursors(struct job *job, struct search_result *result)
{
	const struct page *page = &job->page;

	if (!job->request->limit)
		return;
	if (page->count && page->before + page->count < job->matches.total)
		result->next = cursor_at(job, CURSOR_BEHIND, page->count - 1);
	if (page->count && page->before > 0)
		result->previous = cursor_at(job, CURSOR_BEFORE, 0);
	/* Behind the last hit: the way back starts where the reader stands. */
	if (!page->count && page->before > 0) {
		job->given.side = CURSOR_BEFORE;
		result->previous = cursor_text(job->request, &job->given, job->arena);
	}
}

static Text label_of(const struct segment *segment, enum facet facet, uint32_t document)
{
	uint32_t value = segment_value(segment, facet, document);

	if (value >= segment->columns[facet].value_count)
		return (Text){ NULL, 0 };
	return segment->columns[facet].labels[value];
}

static Text value_of(const struct segment *segment, enum facet facet, uint32_t document)
{
	uint32_t value = segment_value(segment, facet, document);

	if (value >= segment->columns[facet].value_count)
		return (Text){ NULL, 0 };
	return segment->columns[facet].values[value];
}

static enum fault add_hit(
    struct job *job, const struct ranked *item, struct search_result *result, struct error *err)
{
	const struct segment *segment = &job->index->segments[item->place.segment];
	uint32_t document = item->place.document;
	struct hit *hit = array_add(&result->hits, job->arena);

	if (!hit)
		return no_memory(err);
	*hit = (struct hit){
		.id = segment_id(segment, document),
		.title = segment_title(segment, document),
		.origin = label_of(segment, FACET_ORIGIN, document),
		.classification =
		    classification_of_slug(value_of(segment, FACET_CLASSIFICATION, document)),
		.created = segment_created(segment, document),
		.released = segment_released(segment, document),
		.score = (double)item->score,
	};
	record_kind_read(value_of(segment, FACET_KIND, document), &hit->kind);
	if (!job->request->snippets)
		return FAULT_NONE;
	return snippet_of(job->index, &job->question, hit->id, job->arena, &hit->snippet, err);
}

static enum fault set_hits(struct job *job, struct search_result *result, struct error *err)
{
	for (uint32_t i = 0; i < job->page.count; i++) {
		enum fault fault = add_hit(job, &job->page.items[i], result, err);

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
	for (uint32_t i = 0; i < job->question.leaves.count; i++) {
		const TermList *terms = &job->question.leaves.items[i]->terms;

		for (uint32_t k = 0; k < terms->count; k++)
			if (!add_text(&result->terms, term_text(&terms->items[k], job->arena),
				job->arena))
				return false;
	}
	return true;
}

static enum fault set_reading(struct job *job, struct search_result *result, struct error *err)
{
	struct out out;
	enum fault fault;

	out_begin(&out, READING_LIMIT);
	query_put_reading(&out, job->question.tree);
	fault = out_check(&out, "the reading of the query", err);
	result->reading = text_copy(job->arena, out_text(&out));
	out_end(&out);
	return fault;
}

static enum fault read_question(struct job *job, struct error *err)
{
	enum fault fault;

	job->question.index = job->index;
	job->question.arena = job->arena;
	fault = query_read(job->request->query, job->arena, &job->question.tree, err);
	return fault == FAULT_NONE ? question_bind(&job->question, err) : fault;
}

static enum fault answer(struct job *job, struct search_result *result, struct error *err)
{
	enum fault fault = match(job, err);

	if (fault == FAULT_NONE)
		fault = find_page(job, err);
	if (fault == FAULT_NONE)
		fault = set_hits(job, result, err);
	if (fault == FAULT_NONE)
		fault = set_reading(job, result, err);
	if (fault != FAULT_NONE)
		return fault;
	result->total = job->matches.total;
	result->before = job->page.before;
	set_cursors(job, result);
	if (!set_terms(job, result) ||
	    !facets_count(job->index, job->request, &job->matches, job->arena, result->facets) ||
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
