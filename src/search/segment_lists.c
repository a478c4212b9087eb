/* Lists of documents, block by block. What skips say is not believed but compared with what is
 * unpacked; what does not agree is not there. */
#include "search/bitset.h"
#include "search/segment_parts.h"

#include <string.h>

/* No document has a word more often; so sums of a block are within 32 bits. */
#define FREQUENCY_LIMIT (1u << 24)

static uint32_t last_before(const struct list *list, uint32_t number)
{
	return number ? list->skips[number - 1].last : UINT32_MAX;
}

/* Where a packed block begins, or NULL. */
static const uint8_t *block_begin(const struct list *list, uint32_t number)
{
	uint32_t offset = list->skips[number].postings;

	return offset < (size_t)(list->postings_end - list->postings) ? list->postings + offset
								      : NULL;
}

/* The documents of a packed block, ascending, the last as its skip says; the end, or NULL. */
static const uint8_t *take_documents(const struct segment *segment, const struct list *list,
    uint32_t number, uint32_t documents[PACK_BLOCK])
{
	const uint8_t *at = block_begin(list, number);
	size_t len = at ? packing_take_sums(at, (size_t)(list->postings_end - at),
			      last_before(list, number), documents)
			: 0;

	if (!len)
		return NULL;

	uint32_t last = documents[PACK_BLOCK - 1];

	return last == list->skips[number].last && last < segment->documents ? at + len : NULL;
}

static const uint8_t *take_frequencies(
    const uint8_t *at, const uint8_t *end, uint32_t frequencies[PACK_BLOCK])
{
	size_t len = packing_take(at, (size_t)(end - at), frequencies);
	uint32_t all = 0;

	if (!len)
		return NULL;
	for (uint32_t i = 0; i < PACK_BLOCK; i++) {
		all |= frequencies[i];
		frequencies[i]++;
	}
	return all < FREQUENCY_LIMIT ? at + len : NULL;
}

static const uint8_t *take_subjects(
    const uint8_t *at, const uint8_t *end, struct postings *postings)
{
	if (at == end || *at > PACK_BLOCK)
		return NULL;

	unsigned left = *at++;

	postings->any_in_subject = left > 0;
	if (left)
		memset(postings->in_subject, 0, sizeof postings->in_subject);
	for (; left > 0; left--) {
		uint32_t less;

		if (at == end || *at >= PACK_BLOCK)
			return NULL;
		unsigned place = *at++;
		if (!varint_take(&at, end, &less) || less >= postings->frequencies[place])
			return NULL;
		postings->in_subject[place] = less + 1;
	}
	return at;
}

/* Where the rest of the list begins, or NULL. */
static const uint8_t *rest_begin(const struct list *list)
{
	const uint8_t *at = list->blocks ? block_begin(list, list->blocks - 1) : list->postings;
	const uint8_t *end = list->postings_end;
	uint32_t number;

	if (!list->blocks || !at)
		return at;
	for (unsigned i = 0; i < 2; i++) {
		size_t len = packing_length(at, (size_t)(end - at));

		if (!len)
			return NULL;
		at += len;
	}
	if (at == end)
		return NULL;
	for (unsigned left = *at++; left > 0; left--) {
		if (at == end || (at++, !varint_take(&at, end, &number)))
			return NULL;
	}
	return at;
}

const uint8_t *list_rest(const struct list *list, uint32_t documents, struct postings *postings)
{
	const uint8_t *at = rest_begin(list), *end = list->postings_end;
	uint32_t document = last_before(list, list->blocks), more, twice, times;

	postings->count = list->count - list->blocks * PACK_BLOCK;
	postings->any_in_subject = false;
	for (uint32_t i = 0; at && i < postings->count; i++) {
		if (!varint_take(&at, end, &more) || !varint_take(&at, end, &twice))
			return NULL;
		/* `document` + 1 is 0 before the first. */
		if (more >= documents || document + 1 >= documents - more ||
		    twice / 2 >= FREQUENCY_LIMIT)
			return NULL;
		postings->documents[i] = document += more + 1;
		postings->frequencies[i] = twice / 2 + 1;
		if (!postings->any_in_subject && twice % 2) {
			memset(postings->in_subject, 0, sizeof postings->in_subject);
			postings->any_in_subject = true;
		}
		if (twice % 2) {
			if (!varint_take(&at, end, &times) || times > twice / 2)
				return NULL;
			postings->in_subject[i] = times + 1;
		}
	}
	return at;
}

static uint32_t sum(const uint32_t *numbers, uint32_t count)
{
	uint32_t all = 0;

	for (uint32_t i = 0; i < count; i++)
		all += numbers[i];
	return all;
}

/* Occurrences in the documents of all packed blocks. */
static bool packed_occurrences(const struct list *list, uint32_t *count)
{
	uint32_t frequencies[PACK_BLOCK];
	const uint8_t *at = list->blocks ? block_begin(list, list->blocks - 1) : NULL;
	size_t len = at ? packing_length(at, (size_t)(list->postings_end - at)) : 0;

	*count = 0;
	if (!list->blocks)
		return true;
	if (!len || !take_frequencies(at + len, list->postings_end, frequencies))
		return false;
	*count = list->skips[list->blocks - 1].positions_before + sum(frequencies, PACK_BLOCK);
	return true;
}

uint32_t list_occurrences(const struct list *list)
{
	struct postings rest;
	uint32_t packed;

	if (!packed_occurrences(list, &packed) || !list_rest(list, UINT32_MAX, &rest))
		return 0;
	return packed + sum(rest.frequencies, rest.count);
}

/* Where the rest begins among the occurrences: behind those of the last packed block. */
static bool rest_positions(const struct list *list, struct postings *postings)
{
	postings->positions = list->positions;
	if (!packed_occurrences(list, &postings->positions_before))
		return false;
	if (!list->blocks || !list->positions)
		return true;

	const struct skip *skip = &list->skips[list->blocks - 1];
	uint32_t first = skip->positions_before / PACK_BLOCK;

	if (skip->positions > (size_t)(list->positions_end - list->positions))
		return false;
	postings->positions += skip->positions;
	for (; first < postings->positions_before / PACK_BLOCK; first++) {
		size_t len = packing_length(
		    postings->positions, (size_t)(list->positions_end - postings->positions));

		if (!len)
			return false;
		postings->positions += len;
	}
	return true;
}

static bool packed_block(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings)
{
	const struct skip *skip = &list->skips[number];
	const uint8_t *at = take_documents(segment, list, number, postings->documents);

	if (at)
		at = take_frequencies(at, list->postings_end, postings->frequencies);
	if (!at || !take_subjects(at, list->postings_end, postings))
		return false;
	postings->count = PACK_BLOCK;
	postings->positions_before = skip->positions_before;
	postings->positions = NULL;
	if (!list->positions)
		return true;
	if (skip->positions > (size_t)(list->positions_end - list->positions))
		return false;
	postings->positions = list->positions + skip->positions;
	return true;
}

bool list_block(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings)
{
	if (number < list->blocks)
		return packed_block(segment, list, number, postings);
	return number == list->blocks && list->count > list->blocks * PACK_BLOCK &&
	    list_rest(list, segment->documents, postings) && rest_positions(list, postings);
}

bool list_block_frequencies(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings)
{
	const uint8_t *end = list->postings_end, *at;

	if (number >= list->blocks)
		return number == list->blocks && list->count > list->blocks * PACK_BLOCK &&
		    list_rest(list, segment->documents, postings);
	at = block_begin(list, number);
	size_t len = at ? packing_length(at, (size_t)(end - at)) : 0;

	if (!len || !(at = take_frequencies(at + len, end, postings->frequencies)) ||
	    !take_subjects(at, end, postings))
		return false;
	postings->count = PACK_BLOCK;
	return true;
}

uint32_t list_seek(const struct list *list, uint32_t from, uint32_t document)
{
	uint32_t low = from, high = from, step = 1;

	/* Most steps are short: in strides that double, then between the last two. */
	while (high < list->blocks && list->skips[high].last < document) {
		low = high + 1;
		high += step;
		step *= 2;
	}
	if (high > list->blocks)
		high = list->blocks;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (list->skips[middle].last < document)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_all(const uint32_t *documents, uint32_t count, const uint64_t *among, uint64_t *set)
{
	if (!among) {
		for (uint32_t i = 0; i < count; i++)
			set[documents[i] / 64] |= (uint64_t)1 << documents[i] % 64;
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t word = documents[i] / 64;

		set[word] |= among[word] & (uint64_t)1 << documents[i] % 64;
	}
}

void list_add_to(
    const struct segment *segment, const struct list *list, const uint64_t *among, uint64_t *set)
{
	uint32_t documents[PACK_BLOCK];
	struct postings rest;

	if (list->bitmap && !among) {
		bitset_or(set, list->bitmap, segment->set_words);
		return;
	}
	for (uint32_t i = 0; list->bitmap && i < segment->set_words; i++)
		set[i] |= list->bitmap[i] & among[i];
	for (uint32_t i = 0; !list->bitmap && i < list->blocks; i++) {
		uint32_t last = list->skips[i].last;

		if (last >= segment->documents)
			return;
		if (among && !bitset_any(among, last_before(list, i) + 1, last + 1))
			continue;
		if (!take_documents(segment, list, i, documents))
			return;
		add_all(documents, PACK_BLOCK, among, set);
	}
	if (list->bitmap || list->count == list->blocks * PACK_BLOCK)
		return;
	if (list_rest(list, segment->documents, &rest))
		add_all(rest.documents, rest.count, among, set);
}

static uint32_t count_in(const uint32_t *documents, uint32_t count, const uint64_t *set)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < count; i++)
		found += set[documents[i] / 64] >> documents[i] % 64 & 1;
	return found;
}

uint32_t list_count_in(const struct segment *segment, const struct list *list, const uint64_t *set)
{
	uint32_t documents[PACK_BLOCK], found = 0;
	struct postings rest;

	if (list->bitmap)
		return bitset_count_both(set, list->bitmap, segment->set_words);
	for (uint32_t i = 0; i < list->blocks; i++) {
		if (!take_documents(segment, list, i, documents))
			return found;
		found += count_in(documents, PACK_BLOCK, set);
	}
	if (list->count > list->blocks * PACK_BLOCK && list_rest(list, segment->documents, &rest))
		found += count_in(rest.documents, rest.count, set);
	return found;
}
