/* The sketches of all documents, in order of hash. */
#include <stdlib.h>

#include "search/writer.h"

struct sketched {
	uint32_t hash;
	uint16_t document;
};

static int by_hash(const void *a, const void *b)
{
	const struct sketched *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->document > y->document) - (x->document < y->document);
}

static uint32_t collect(const struct seal *seal, struct sketched *all)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < seal->documents; i++) {
		const struct sketch *sketch = &seal->writer->documents[i].sketch;

		for (uint32_t k = 0; k < sketch->count; k++)
			all[count++] = (struct sketched){ sketch->hashes[k], (uint16_t)i };
	}
	return count;
}

bool writer_sketches(struct seal *seal)
{
	struct bytes *to = &seal->sections[SECTION_SKETCHES];
	struct sketched *all = malloc((size_t)seal->documents * SKETCH_MOST * sizeof *all + 1);
	uint32_t count;

	if (!all)
		return false;
	count = collect(seal, all);
	qsort(all, count, sizeof *all, by_hash);
	for (uint32_t i = 0; i < count; i++)
		bytes_put(to, &all[i].hash, sizeof all[i].hash);
	for (uint32_t i = 0; i < count; i++)
		bytes_put(to, &all[i].document, sizeof all[i].document);
	for (uint32_t i = 0; i < seal->documents; i++) {
		uint8_t size = (uint8_t)seal->writer->documents[i].sketch.count;

		bytes_put(to, &size, sizeof size);
	}
	free(all);
	return !to->failed;
}
