/* Where in a document a word stands. Occurrences of a list are packed by 128 without regard to
 * documents, so a reader goes from block to block and keeps the one it has. */
#include "search/segment_parts.h"

/* Whether the occurrences from `first` on fill a packed block; else they are the rest. */
static bool is_packed(const struct list *list, struct position_reader *reader, uint64_t first)
{
	if (list->blocks && first + PACK_BLOCK <= list->skips[list->blocks - 1].positions_before)
		return true;
	if (!reader->total)
		reader->total = list_occurrences(list);
	return first + PACK_BLOCK <= reader->total;
}

static bool reader_load(
    const struct list *list, struct position_reader *reader, const uint8_t *at, uint32_t first)
{
	const uint8_t *end = list->positions_end, *begin = at;

	reader->at = NULL;
	if (is_packed(list, reader, first)) {
		size_t len = packing_take(at, (size_t)(end - at), reader->numbers);

		if (!len)
			return false;
		reader->count = PACK_BLOCK;
		at += len;
	} else {
		reader->count = reader->total > first ? reader->total - first : 0;
		for (uint32_t i = 0; i < reader->count; i++) {
			if (!varint_take(&at, end, &reader->numbers[i]))
				return false;
		}
	}
	reader->at = begin;
	reader->end = at;
	reader->first = first;
	return true;
}

/* Unpacks the block with that occurrence. */
static bool reader_seek(const struct list *list, const struct postings *postings,
    struct position_reader *reader, uint32_t occurrence)
{
	uint32_t wanted = occurrence / PACK_BLOCK * PACK_BLOCK;
	uint32_t first = postings->positions_before / PACK_BLOCK * PACK_BLOCK;
	const uint8_t *at = postings->positions;

	if (reader->at && reader->first == wanted)
		return true;
	if (reader->at && reader->first >= first && reader->first < wanted) {
		at = reader->end;
		first = reader->first + PACK_BLOCK;
	}
	for (; first < wanted; first += PACK_BLOCK) {
		size_t len = packing_length(at, (size_t)(list->positions_end - at));

		if (!len)
			return false;
		at += len;
	}
	return reader_load(list, reader, at, wanted);
}

/* The number of the first occurrence in the document at `place`, counted on from the last one that
 * was asked for. */
static uint64_t first_occurrence(
    const struct postings *postings, uint32_t place, struct position_reader *reader)
{
	if (reader->block != postings->positions_before || reader->place > place) {
		reader->block = postings->positions_before;
		reader->place = reader->passed = 0;
	}
	for (; reader->place < place; reader->place++)
		reader->passed += postings->frequencies[reader->place];
	return (uint64_t)postings->positions_before + reader->passed;
}

bool list_positions(const struct list *list, const struct postings *postings, uint32_t place,
    struct position_reader *reader, uint32_t *positions)
{
	if (!postings->positions || place >= postings->count)
		return false;

	uint64_t at = first_occurrence(postings, place, reader);
	uint64_t end = at + postings->frequencies[place], position = 0;

	if (end > UINT32_MAX)
		return false;
	while (at < end) {
		if (!reader_seek(list, postings, reader, (uint32_t)at))
			return false;

		uint32_t i = (uint32_t)at - reader->first;

		if (i >= reader->count)
			return false;
		for (; i < reader->count && at < end; i++, at++) {
			position += reader->numbers[i];
			if (position > UINT32_MAX)
				return false;
			*positions++ = (uint32_t)position++;
		}
	}
	return true;
}
