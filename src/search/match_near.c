/* Words near each other, in any order. A group does not cross the end of a passage. */
#include "search/bitset.h"
#include "search/evaluator.h"
#include "search/near_group.h"

/* A place in the text and the terms of the query that it may stand for, a bit each. */
struct event {
	uint32_t position, terms;
};

struct near {
	struct evaluator *evaluator;
	const struct node *leaf;
	struct lists lists[QUERY_NEAR_WORDS];
	struct source *sources;
	struct event *events; /* of the document at hand, ascending */
	uint32_t count, room;
	bool shared;              /* some event may stand for more than one term */
	const uint32_t *passages; /* first positions, but of the first */
	uint32_t passage_count;
	bool passages_known;
};

static bool group_of(const struct event *events, uint32_t window, uint32_t terms)
{
	struct near_group group; /* large: filled as far as it is needed */

	group.window = window < NEAR_WINDOW_LIMIT ? window : NEAR_WINDOW_LIMIT;
	group.terms = terms;
	for (uint32_t i = 0; i < group.window; i++)
		group.may[i] = (uint8_t)events[i].terms;
	return near_group_find(&group);
}

/* Which terms the events from `first` to `end` - 1 may stand for, as they come and go. */
struct cover {
	uint32_t counts[QUERY_NEAR_WORDS];
	uint32_t terms;
};

/* `terms` is never empty, and mostly one. */
static void cover_add(struct cover *cover, uint32_t terms)
{
	cover->terms |= terms;
	for (; terms; terms &= terms - 1)
		cover->counts[__builtin_ctz(terms)]++;
}

static void cover_drop(struct cover *cover, uint32_t terms)
{
	for (; terms; terms &= terms - 1) {
		unsigned term = (unsigned)__builtin_ctz(terms);

		if (--cover->counts[term] == 0)
			cover->terms &= ~(1u << term);
	}
}

/* Events at which a group begins, and those of them in the subject. Before the passages are there
 * the first one is enough. */
static uint32_t count_groups(const struct near *near, uint32_t subject, uint32_t *in_subject)
{
	uint32_t terms = near->leaf->terms.count, all = (1u << terms) - 1;
	uint32_t most = terms + (uint32_t)near->leaf->near, end = 0, passage = 0, found = 0;
	struct cover cover = { 0 };

	*in_subject = 0;
	for (uint32_t i = 0; i < near->count; i++) {
		uint32_t position = near->events[i].position;
		uint64_t limit = (uint64_t)position + most;

		while (passage < near->passage_count && near->passages[passage] <= position)
			passage++;
		if (passage < near->passage_count && near->passages[passage] < limit)
			limit = near->passages[passage];
		for (; end < near->count && (end <= i || near->events[end].position < limit); end++)
			cover_add(&cover, near->events[end].terms);
		if (cover.terms == all &&
		    (!near->shared || group_of(near->events + i, end - i, terms))) {
			found++;
			*in_subject += position < subject;
			if (!near->passages_known)
				break;
		}
		cover_drop(&cover, near->events[i].terms);
	}
	return found;
}

static bool reserve(struct near *near, uint32_t count)
{
	if (count <= near->room)
		return true;
	near->room = 2 * count;
	near->events = arena_take(&near->evaluator->scratch, near->room * sizeof *near->events);
	return near->events || evaluator_no_memory(near->evaluator);
}

struct stream {
	const uint32_t *at, *end;
};

#define STREAM_END UINT64_MAX

static uint64_t stream_head(const struct stream *stream)
{
	return stream->at < stream->end ? *stream->at : STREAM_END;
}

static void merge(struct near *near, struct stream streams[QUERY_NEAR_WORDS])
{
	uint32_t terms = near->leaf->terms.count;
	uint64_t heads[QUERY_NEAR_WORDS];

	near->shared = false;
	for (uint32_t i = 0; i < terms; i++)
		heads[i] = stream_head(&streams[i]);
	for (;;) {
		struct event event = { 0, 0 };
		uint64_t first = STREAM_END;

		for (uint32_t i = 0; i < terms; i++)
			first = heads[i] < first ? heads[i] : first;
		if (first == STREAM_END)
			return;
		event.position = (uint32_t)first;
		for (uint32_t i = 0; i < terms; i++) {
			if (heads[i] != first)
				continue;
			event.terms |= 1u << i;
			streams[i].at++;
			heads[i] = stream_head(&streams[i]);
		}
		near->shared |= (event.terms & (event.terms - 1)) != 0;
		near->events[near->count++] = event;
	}
}

static bool find_events(struct near *near, uint32_t document)
{
	struct stream streams[QUERY_NEAR_WORDS];
	uint64_t sum = 0;

	near->count = 0;
	for (uint32_t i = 0; i < near->leaf->terms.count; i++) {
		const uint32_t *positions;
		uint32_t count;

		if (!source_positions(
			near->evaluator, &near->sources[i], document, &positions, &count))
			return false;
		streams[i] = (struct stream){ positions, count ? positions + count : positions };
		sum += count;
	}
	if (sum > (uint64_t)QUERY_NEAR_WORDS * OCCURRENCES_MOST)
		return true;
	if (!reserve(near, (uint32_t)sum))
		return false;
	merge(near, streams);
	return true;
}

/* Passages are fetched only when there is a group without regard to them. */
static bool count_in(struct near *near, uint32_t document, uint32_t *found, uint32_t *in_subject)
{
	struct evaluator *evaluator = near->evaluator;
	uint32_t subject = evaluator->segment->subjects[document];

	near->passage_count = 0;
	near->passages_known = false;
	*in_subject = 0;
	if (!find_events(near, document))
		return false;
	*found = count_groups(near, subject, in_subject);
	if (!*found)
		return true;
	evaluator->fault = segment_passages(evaluator->segment, document, &evaluator->scratch,
	    &near->passages, &near->passage_count, evaluator->err);
	if (evaluator->fault != FAULT_NONE)
		return false;
	near->passages_known = true;
	*found = count_groups(near, subject, in_subject);
	return true;
}

static bool count_all(
    struct near *near, const uint64_t *candidates, uint64_t *set, struct counted *counted)
{
	uint32_t end = near->evaluator->segment->documents;

	for (uint32_t d = bitset_next(candidates, 0, end); d < end;
	     d = bitset_next(candidates, d + 1, end)) {
		uint32_t found, in_subject, count;

		if (!count_in(near, d, &found, &in_subject))
			return false;
		count = weighted(near->leaf, found, in_subject);
		if (!count)
			continue;
		counted_add(counted, d, count);
		bitset_add(set, d);
	}
	return true;
}

static bool make_lists(struct near *near)
{
	uint32_t count = near->leaf->terms.count;

	near->sources = arena_take(&near->evaluator->scratch, count * sizeof *near->sources);
	if (!near->sources)
		return evaluator_no_memory(near->evaluator);
	for (uint32_t i = 0; i < count; i++)
		if (!term_lists(near->evaluator, &near->leaf->terms.items[i], &near->lists[i]))
			return false;
	return true;
}

static bool open_sources(struct near *near, const uint64_t *candidates)
{
	for (uint32_t i = 0; i < near->leaf->terms.count; i++)
		if (!source_open(near->evaluator, &near->lists[i], candidates, &near->sources[i]))
			return false;
	return true;
}

bool near_match(struct evaluator *evaluator, const struct node *leaf, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits)
{
	struct near near = { .evaluator = evaluator, .leaf = leaf };
	struct counted counted = { 0 };
	uint64_t *candidates;

	if (!make_lists(&near) ||
	    !(candidates = terms_candidates(evaluator, leaf, near.lists, among)) ||
	    !open_sources(&near, candidates) ||
	    !counted_reserve(
		evaluator, &counted, bitset_count(candidates, evaluator->segment->set_words)) ||
	    !count_all(&near, candidates, set, &counted))
		return false;
	evaluator_give_set(evaluator, candidates);
	return !hits || counted_finish(evaluator, &counted, hits);
}
