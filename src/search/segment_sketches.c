/* The sketches of a segment: opening, asking, checking. */
#include <string.h>

#include "search/segment_parts.h"
#include "search/sketch.h"

#define EACH (sizeof(uint32_t) + sizeof(uint16_t))

bool segment_sketches_open(struct segment *segment)
{
	Section section = segment_section(segment, SECTION_SKETCHES);
	uint64_t size = section.size - segment->documents;

	if (section.size < segment->documents || size % EACH ||
	    size / EACH > (uint64_t)segment->documents * SKETCH_MOST)
		return false;
	segment->sketched = (uint32_t)(size / EACH);
	segment->sketch_hashes = (const uint32_t *)section.at;
	segment->sketch_documents = (const uint16_t *)(segment->sketch_hashes + segment->sketched);
	segment->sketch_sizes = (const uint8_t *)(segment->sketch_documents + segment->sketched);
	return true;
}

const uint16_t *segment_sketched(const struct segment *segment, uint32_t hash, uint32_t *count)
{
	uint32_t low = 0, high = segment->sketched;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (segment->sketch_hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < segment->sketched &&
	     segment->sketch_hashes[low + *count] == hash &&
	     segment->sketch_documents[low + *count] < segment->documents;)
		++*count;
	return segment->sketch_documents + low;
}

/* In order, each once; every document has as many as it says. */
enum fault segment_check_sketches(
    const struct segment *segment, const char *name, struct error *err)
{
	uint8_t seen[SEGMENT_DOCUMENTS] = { 0 };
	bool hold = true;

	for (uint32_t i = 0; hold && i < segment->sketched; i++) {
		const uint32_t *hash = &segment->sketch_hashes[i];
		const uint16_t *document = &segment->sketch_documents[i];

		hold = *document < segment->documents && seen[*document]++ < SKETCH_MOST &&
		    (!i || hash[-1] < hash[0] ||
			(hash[-1] == hash[0] && document[-1] < document[0]));
	}
	if (!hold || memcmp(seen, segment->sketch_sizes, segment->documents) != 0)
		return segment_damaged(name, "its sketches", err);
	return FAULT_NONE;
}
