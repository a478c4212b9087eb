/* Long lists counted out behind evaluating, where few documents match, so that these are scored at
 * once (direct.h). A bitmap tells the place of a document in its list, so that the list's documents
 * need not be unpacked. */
#include "search/bitset.h"
#include "search/evaluate.h"
#include "search/score.h"

#define CHUNK 256 /* matches at a time */

/* So few are counted out wherever they lie; */
#define FEW 512
/* more, but not many, where as many of them lie in each block: windows would leave none out. */
#define DENSE 8
#define MANY  8192

struct counting {
	const struct segment *segment;
	const struct list *list;
	const uint16_t *matches;
	uint32_t match_count;
	uint32_t block; /* of `postings`; UINT32_MAX: none yet */
	struct postings postings;
	uint32_t count;
	uint16_t *documents;
	uint32_t *frequencies;
};

static void add(struct counting *counting, uint32_t document, uint32_t place)
{
	const struct postings *postings = &counting->postings;
	uint32_t frequency = postings->frequencies[place];

	if (postings->any_in_subject)
		frequency += (SUBJECT_WEIGHT - 1) * postings->in_subject[place];
	counting->documents[counting->count] = (uint16_t)document;
	counting->frequencies[counting->count++] = frequency;
}

typedef bool block_reader(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings);

static void load(struct counting *counting, uint32_t block, block_reader *read)
{
	if (counting->block == block)
		return;
	counting->block = block;
	if (!read(counting->segment, counting->list, block, &counting->postings))
		counting->postings.count = 0;
}

static void count_by_bitmap(struct counting *counting)
{
	const uint64_t *bitmap = counting->list->bitmap;
	uint32_t ranks[SEGMENT_DOCUMENTS / 64], which[CHUNK], places[CHUNK];

	bitset_ranks(bitmap, counting->segment->set_words, ranks);
	for (uint32_t first = 0; first < counting->match_count; first += CHUNK) {
		const uint16_t *matches = counting->matches + first;
		uint32_t some = counting->match_count - first;

		some = bitset_places(
		    bitmap, ranks, matches, some < CHUNK ? some : CHUNK, which, places);
		for (uint32_t i = 0; i < some; i++) {
			load(counting, places[i] / PACK_BLOCK, list_block_frequencies);
			if (places[i] % PACK_BLOCK < counting->postings.count)
				add(counting, matches[which[i]], places[i] % PACK_BLOCK);
		}
	}
}

static void count_by_blocks(struct counting *counting)
{
	const struct postings *postings = &counting->postings;
	uint32_t block = 0, place = 0;

	for (uint32_t i = 0; i < counting->match_count; i++) {
		uint32_t document = counting->matches[i];

		block = list_seek(counting->list, block, document);
		if (counting->block != block)
			place = 0;
		load(counting, block, list_block);
		while (place < postings->count && postings->documents[place] < document)
			place++;
		if (place < postings->count && postings->documents[place] == document)
			add(counting, document, place);
	}
}

/* False when the arena refused. */
static bool count_leaf(const struct segment *segment, const uint16_t *matches, uint32_t count,
    struct arena *arena, struct leaf_hits *hits)
{
	struct counting counting;

	counting.segment = segment;
	counting.list = &hits->list;
	counting.matches = matches;
	counting.match_count = count;
	counting.block = UINT32_MAX;
	counting.count = 0;
	counting.documents = arena_take(arena, count * sizeof *counting.documents);
	counting.frequencies = arena_take(arena, count * sizeof *counting.frequencies);
	if (!counting.documents || !counting.frequencies)
		return false;
	if (hits->list.bitmap)
		count_by_bitmap(&counting);
	else
		count_by_blocks(&counting);
	*hits = (struct leaf_hits){ .count = counting.count,
		.documents = counting.documents,
		.frequencies = counting.frequencies };
	return true;
}

/* Blocks of lists that lie between the first match and the last. */
static uint32_t blocks_between(
    const struct question *question, const struct leaf_hits *hits, uint32_t first, uint32_t last)
{
	uint32_t blocks = 0;

	for (uint32_t i = 0; i < question->leaves.count; i++)
		if (hits[i].is_list && hits[i].list.count)
			blocks += list_seek(&hits[i].list, 0, last) -
			    list_seek(&hits[i].list, 0, first) + 1;
	return blocks;
}

bool question_count_out(const struct question *question, uint32_t number, const uint16_t *matches,
    uint32_t count, struct leaf_hits *hits)
{
	const struct segment *segment = &question->index->segments[number];

	if (count > FEW &&
	    (count > MANY ||
		count / DENSE < blocks_between(question, hits, matches[0], matches[count - 1])))
		return true;
	for (uint32_t i = 0; i < question->leaves.count; i++)
		if (hits[i].is_list && hits[i].list.count &&
		    !count_leaf(segment, matches, count, question->arena, &hits[i]))
			return false;
	return true;
}
