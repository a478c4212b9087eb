/* The index of an edition: its segments, opened and checked, and what they have in common. Nothing
 * is copied out of them but the numbers of the values of facets. */
#include "search/index.h"

#include <stdlib.h>

#include "search/merge.h"
#include "search/score.h"

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the search index");
}

static enum fault open_segments(
    struct index *index, const struct index_file *files, uint32_t count, struct error *err)
{
	index->segments = arena_take(&index->arena, count * sizeof *index->segments);
	index->stretch = arena_take(&index->arena, count * sizeof *index->stretch);
	if (!index->segments || !index->stretch)
		return no_memory(err);
	for (; index->segment_count < count; index->segment_count++) {
		const struct index_file *file = &files[index->segment_count];
		struct segment *segment = &index->segments[index->segment_count];
		enum fault fault = segment_open(segment, file->fd, file->size, file->name, err);

		if (fault != FAULT_NONE)
			return fault;
		index->documents += segment->documents;
		index->words += segment->header.words;
	}
	return FAULT_NONE;
}

/* As score_norms takes it. */
static double average(uint64_t words, uint64_t documents)
{
	return words && documents ? (double)words / (double)documents : 1;
}

/* A segment's bounds were made with its own average length, documents are scored with that of all:
 * norm' >= norm * min(1, own / all), so share' <= share * max(1, all / own). A trifle is added for
 * what rounding takes. */
static void set_stretch(struct index *index)
{
	double all = average(index->words, index->documents);

	for (uint32_t s = 0; s < index->segment_count; s++) {
		const struct segment *segment = &index->segments[s];
		double own = average(segment->header.words, segment->documents);

		index->stretch[s] = (float)((all > own ? all / own : 1) * 1.0001);
	}
}

struct index *index_of_files(const struct index_file *files, uint32_t count,
    const struct catalog *catalog, const struct index_source *source, struct error *err)
{
	struct index *index = calloc(1, sizeof *index);

	if (!index) {
		no_memory(err);
		return NULL;
	}
	arena_begin(&index->arena, 0);
	index->catalog = catalog;
	index->source = *source;
	if (open_segments(index, files, count, err) != FAULT_NONE)
		goto failed;
	score_norms(index->words, index->documents, index->norms);
	set_stretch(index);
	if (merge_values(index))
		return index;
	no_memory(err);
failed:
	index_close(index);
	return NULL;
}

void index_close(struct index *index)
{
	if (!index)
		return;
	for (uint32_t s = 0; s < index->segment_count; s++)
		segment_close(&index->segments[s]);
	arena_end(&index->arena);
	free(index);
}

struct place index_find(const struct index *index, Text id)
{
	for (uint32_t s = 0; s < index->segment_count; s++) {
		uint32_t document = segment_document(&index->segments[s], id, false);

		if (document != UINT32_MAX)
			return (struct place){ s, document };
	}
	return NO_PLACE;
}

int place_compare(const struct index *index, struct place a, struct place b)
{
	const struct segment *one = &index->segments[a.segment];
	const struct segment *two = &index->segments[b.segment];
	int64_t x = one->created[a.document], y = two->created[b.document];

	if (x != y)
		return x > y ? -1 : 1;
	if (one == two)
		return (a.document > b.document) - (a.document < b.document);
	return text_compare(segment_id(one, a.document), segment_id(two, b.document));
}
