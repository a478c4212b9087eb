/* The places of a term in one document after the other. Those of a word are unpacked as they are
 * asked for; those of a prefix, which come from many lists, are gathered by document beforehand. */
#include <stdlib.h>

#include "search/bitset.h"
#include "search/evaluator.h"

/* To the block that may hold the document, and the document in it. */
static bool seek(struct source *source, uint32_t document)
{
	struct postings *postings = &source->postings;

	if (!source->loaded || postings->documents[postings->count - 1] < document) {
		uint32_t from = source->loaded ? source->number + 1 : 0;

		source->number = list_seek(source->list, from, document);
		source->place = 0;
		source->loaded = source->number < list_block_count(source->list) &&
		    list_block(source->segment, source->list, source->number, postings) &&
		    postings->count;
		if (!source->loaded) {
			source->number = list_block_count(source->list);
			return false;
		}
	}
	while (source->place < postings->count && postings->documents[source->place] < document)
		source->place++;
	return source->place < postings->count && postings->documents[source->place] == document;
}

static bool make_room(struct evaluator *evaluator, struct source *source, uint32_t count)
{
	uint32_t room = source->room ? source->room : 64;

	if (count <= source->room)
		return true;
	while (room < count)
		room *= 2;
	source->positions = arena_take(&evaluator->scratch, room * sizeof *source->positions);
	source->room = source->positions ? room : 0;
	return source->positions || evaluator_no_memory(evaluator);
}

bool source_positions(struct evaluator *evaluator, struct source *source, uint32_t document,
    const uint32_t **positions, uint32_t *count)
{
	*count = 0;
	*positions = NULL;
	if (source->starts) {
		*count = source->starts[document + 1] - source->starts[document];
		*positions = source->positions + source->starts[document];
		return true;
	}
	if (!source->list || !seek(source, document))
		return true;
	*count = source->postings.frequencies[source->place];
	if (*count > OCCURRENCES_MOST) {
		*count = 0;
		return true;
	}
	if (!make_room(evaluator, source, *count))
		return false;
	if (!list_positions(
		source->list, &source->postings, source->place, &source->reader, source->positions))
		*count = 0;
	*positions = source->positions;
	return true;
}

/* How many places each document of `among` has, in starts[document + 1]. False: more than there
 * can be. */
static bool count_places(
    struct evaluator *evaluator, const struct lists *lists, const uint64_t *among, uint32_t *starts)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < lists->count; i++) {
		struct blocks blocks = {
			.segment = evaluator->segment, .list = &lists->items[i], .among = among
		};

		while (blocks_next(&blocks)) {
			for (uint32_t k = 0; k < blocks.postings.count; k++) {
				uint32_t document = blocks.postings.documents[k];
				uint32_t count = blocks.postings.frequencies[k];

				if (!bitset_has(among, document) || count > OCCURRENCES_MOST)
					continue;
				starts[document + 1] += count;
				sum += count;
			}
		}
	}
	return sum < QUERY_COST_LIMIT;
}

/* starts[d] is where the next place of d goes; what does not hold leaves its places zero. */
static void put_places(const struct evaluator *evaluator, const struct list *list,
    const uint64_t *among, const struct source *source, uint32_t *starts)
{
	struct blocks blocks = { .segment = evaluator->segment, .list = list, .among = among };
	struct position_reader reader = { 0 };

	while (blocks_next(&blocks)) {
		for (uint32_t k = 0; k < blocks.postings.count; k++) {
			uint32_t document = blocks.postings.documents[k];
			uint32_t count = blocks.postings.frequencies[k];

			if (!bitset_has(among, document) || count > OCCURRENCES_MOST)
				continue;
			list_positions(list, &blocks.postings, k, &reader,
			    source->positions + starts[document]);
			starts[document] += count;
		}
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Few in most documents. */
static void sort_places(uint32_t *positions, uint32_t count)
{
	if (count > 64) {
		qsort(positions, count, sizeof *positions, by_number);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		uint32_t moved = positions[i], k = i;

		for (; k && positions[k - 1] > moved; k--)
			positions[k] = positions[k - 1];
		positions[k] = moved;
	}
}

static bool gather_places(struct evaluator *evaluator, const struct lists *lists,
    const uint64_t *among, struct source *source)
{
	uint32_t documents = evaluator->segment->documents;
	uint32_t *starts = arena_take(&evaluator->scratch, (documents + 2) * sizeof *starts);

	if (!starts)
		return evaluator_no_memory(evaluator);
	/* One place on: filling moves each start to its end, which is the next one's start. */
	if (!count_places(evaluator, lists, among, starts + 1))
		return evaluator_no_memory(evaluator);
	for (uint32_t d = 1; d <= documents + 1; d++)
		starts[d] += starts[d - 1];
	source->positions =
	    arena_take(&evaluator->scratch, starts[documents + 1] * sizeof *source->positions);
	if (!source->positions)
		return evaluator_no_memory(evaluator);
	for (uint32_t i = 0; i < lists->count; i++)
		put_places(evaluator, &lists->items[i], among, source, starts + 1);
	for (uint32_t d = bitset_next(among, 0, documents); d < documents;
	     d = bitset_next(among, d + 1, documents))
		sort_places(source->positions + starts[d], starts[d + 1] - starts[d]);
	source->starts = starts;
	return true;
}

bool source_open(struct evaluator *evaluator, const struct lists *lists, const uint64_t *among,
    struct source *source)
{
	source->segment = evaluator->segment;
	source->list = lists->count == 1 ? &lists->items[0] : NULL;
	return lists->count <= 1 || gather_places(evaluator, lists, among, source);
}
