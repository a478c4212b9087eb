/* The index of an edition: its index files, and the edition to read records again. Apart from
 * index.c, so that an index of records made by hand needs no edition. */
#include <stdlib.h>

#include "search/index.h"

static enum fault read_passages(
    const void *source, Text id, struct arena *arena, PassageList *passages, struct error *err)
{
	Text packed, title, text;
	enum fault fault = edition_passages(source, id, arena, &packed, &title, &text, err);

	if (fault != FAULT_NONE)
		return fault;
	return passages_unpack(packed, id, title, text, arena, passages, err);
}

static enum fault read_cites(
    const void *source, Text id, struct arena *arena, TextList *ids, struct error *err)
{
	struct published published;
	enum fault fault = edition_read(source, id, arena, &published, err);

	if (fault == FAULT_NONE)
		*ids = published.record->references;
	return fault;
}

/* An index of other records would give other people's hits. */
static bool agree(const struct index *index, const struct edition_index_file *files)
{
	for (uint32_t i = 0; i < index->segment_count; i++)
		if (index->segments[i].documents != files[i].records)
			return false;
	return true;
}

struct index *index_open(
    const struct edition *edition, const struct catalog *catalog, struct error *err)
{
	const struct index_source source = { edition, read_passages, read_cites };
	uint32_t count;
	const struct edition_index_file *files = edition_index_files(edition, &count);
	struct index_file *copies = calloc((size_t)count + 1, sizeof *copies);
	struct index *index = NULL;

	if (!copies) {
		fail(err, FAULT_NO_MEMORY, "no memory left for the search index");
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		copies[i] = (struct index_file){ files[i].fd, files[i].size, files[i].name };
	index = index_of_files(copies, count, catalog, &source, err);
	free(copies);
	if (index && !agree(index, files)) {
		fail(err, FAULT_CORRUPT, "an index file is not that of its record file");
		index_close(index);
		return NULL;
	}
	return index;
}
