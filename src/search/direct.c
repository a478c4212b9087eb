/* Leaves are added in their order, as everywhere, so that sums come out the same. */
#include "search/direct.h"

#include <string.h>

#include "search/bitset.h"
#include "search/shares.h"

#define CHUNK 256 /* documents of a leaf at a time */
#define MANY  8   /* times as many documents as match */

struct direct {
	const struct question *question;
	const struct segment_matches *found;
	uint32_t segment;
	const uint16_t *documents;
	float *scores;
	bool ranked;
	uint32_t ranks[SEGMENT_DOCUMENTS / 64];
};

bool direct_is_for(const struct question *question, const struct segment_matches *found)
{
	for (uint32_t i = 0; i < question->leaves.count; i++)
		if (found->hits[i].is_list && found->hits[i].list.count)
			return false;
	return true;
}

/* A leaf that has just the matches. */
static void add_all(struct direct *direct, uint32_t leaf)
{
	const struct leaf_hits *hits = &direct->found->hits[leaf];
	float shares[CHUNK];

	for (uint32_t first = 0; first < hits->count; first += CHUNK) {
		uint32_t count = hits->count - first < CHUNK ? hits->count - first : CHUNK;

		shares_reckon(direct->question, leaf, direct->segment, hits->documents + first,
		    hits->frequencies + first, count, shares);
		for (uint32_t i = 0; i < count; i++)
			direct->scores[first + i] += shares[i];
	}
}

/* The place of the first of `count` documents from `from` on that is not before `document`. */
static uint32_t find_from(
    const uint16_t *documents, uint32_t from, uint32_t count, uint32_t document)
{
	uint32_t step = 1, high = from;

	for (; high < count && documents[high] < document; step *= 2) {
		from = high + 1;
		high += step;
	}
	if (high > count)
		high = count;
	while (from < high) {
		uint32_t middle = from + (high - from) / 2;

		if (documents[middle] < document)
			from = middle + 1;
		else
			high = middle;
	}
	return from;
}

/* A leaf that has many others. */
static void add_few(struct direct *direct, uint32_t leaf)
{
	const struct leaf_hits *hits = &direct->found->hits[leaf];
	uint32_t place = 0;

	for (uint32_t i = 0; i < direct->found->count; i++) {
		float share;

		place = find_from(hits->documents, place, hits->count, direct->documents[i]);
		if (place == hits->count)
			return;
		if (hits->documents[place] != direct->documents[i])
			continue;
		shares_reckon(direct->question, leaf, direct->segment, hits->documents + place,
		    hits->frequencies + place, 1, &share);
		direct->scores[i] += share;
	}
}

/* A leaf that has others, or not all. */
static void add_some(struct direct *direct, uint32_t leaf)
{
	const struct leaf_hits *hits = &direct->found->hits[leaf];
	uint32_t which[CHUNK], places[CHUNK], frequencies[CHUNK];
	uint16_t documents[CHUNK];
	float shares[CHUNK];

	for (uint32_t first = 0; first < hits->count; first += CHUNK) {
		uint32_t count = hits->count - first < CHUNK ? hits->count - first : CHUNK;

		count = bitset_places(direct->found->set, direct->ranks, hits->documents + first,
		    count, which, places);
		for (uint32_t i = 0; i < count; i++) {
			documents[i] = hits->documents[first + which[i]];
			frequencies[i] = hits->frequencies[first + which[i]];
		}
		shares_reckon(
		    direct->question, leaf, direct->segment, documents, frequencies, count, shares);
		for (uint32_t i = 0; i < count; i++)
			direct->scores[places[i]] += shares[i];
	}
}

static void add_leaf(struct direct *direct, uint32_t leaf)
{
	const struct segment_matches *found = direct->found;
	const struct leaf_hits *hits = &found->hits[leaf];

	if (hits->documents == direct->documents ||
	    (hits->count == found->count &&
		memcmp(hits->documents, direct->documents,
		    found->count * sizeof *hits->documents) == 0)) {
		add_all(direct, leaf);
		return;
	}
	if (direct->found->count < hits->count / MANY) {
		add_few(direct, leaf);
		return;
	}
	if (!direct->ranked)
		bitset_ranks(found->set,
		    direct->question->index->segments[direct->segment].set_words, direct->ranks);
	direct->ranked = true;
	add_some(direct, leaf);
}

bool direct_scores(const struct question *question, const struct segment_matches *found,
    uint32_t segment, struct arena *arena, const uint16_t **documents, const float **scores)
{
	struct direct direct;

	direct.question = question;
	direct.found = found;
	direct.segment = segment;
	direct.ranked = false;
	direct.documents = found->documents;
	if (!direct.documents)
		direct.documents = bitset_list_take(
		    found->set, question->index->segments[segment].set_words, found->count, arena);
	direct.scores = arena_take(arena, found->count * sizeof *direct.scores);
	if (!direct.documents || !direct.scores)
		return false;
	for (uint32_t i = 0; i < question->leaves.count; i++)
		if (found->hits[i].count)
			add_leaf(&direct, i);
	*documents = direct.documents;
	*scores = direct.scores;
	return true;
}
