/* An index of records made by hand, in as many segments as a test wants: each is written to a file
 * of its own, as publish does, and read where it lies. */
#ifndef TESTS_SEARCH_COLLECTION_H
#define TESTS_SEARCH_COLLECTION_H

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "search/index.h"
#include "search/segment_writer.h"

struct collection {
	const struct catalog *catalog;
	const struct published *records; /* in any order */
	uint32_t count;
	const uint32_t *segments; /* of each record, from 0; NULL: all in one */
};

static const struct record *collection_find(
    const struct collection *collection, Text id, struct error *err)
{
	for (uint32_t i = 0; i < collection->count; i++)
		if (text_equal(collection->records[i].record->id, id))
			return collection->records[i].record;
	if (err)
		err->fault = FAULT_NOT_FOUND;
	return NULL;
}

static enum fault collection_passages(
    const void *source, Text id, struct arena *arena, PassageList *passages, struct error *err)
{
	const struct record *record = collection_find(source, id, err);

	if (!record)
		return FAULT_NOT_FOUND;
	if (passages_of(record, arena, passages))
		return FAULT_NONE;
	if (err)
		err->fault = FAULT_NO_MEMORY;
	return FAULT_NO_MEMORY;
}

static enum fault collection_cites(
    const void *source, Text id, struct arena *arena, TextList *ids, struct error *err)
{
	const struct record *record = collection_find(source, id, err);

	(void)arena;
	if (!record)
		return FAULT_NOT_FOUND;
	*ids = record->references;
	return FAULT_NONE;
}

static int collection_order(const void *a, const void *b)
{
	const struct record *x = (*(const struct published *const *)a)->record;
	const struct record *y = (*(const struct published *const *)b)->record;
	bool x_known = x->created.precision != PRECISION_UNKNOWN;
	bool y_known = y->created.precision != PRECISION_UNKNOWN;

	if (x_known != y_known)
		return x_known ? 1 : -1;
	if (x_known && x->created.seconds != y->created.seconds)
		return x->created.seconds < y->created.seconds ? -1 : 1;
	return text_compare(x->id, y->id);
}

/* The records of one segment, in their order, into the writer. */
static void collection_add(const struct collection *collection, uint32_t segment,
    struct segment_writer *writer, struct arena *arena)
{
	const struct published **sorted = arena_take(arena, collection->count * sizeof *sorted);
	uint32_t count = 0;

	for (uint32_t i = 0; i < collection->count; i++)
		if (!collection->segments || collection->segments[i] == segment)
			sorted[count++] = &collection->records[i];
	qsort(sorted, count, sizeof *sorted, collection_order);
	for (uint32_t i = 0; i < count; i++) {
		PassageList passages = { 0 };
		struct error err = { 0 };

		assert_true(passages_of(sorted[i]->record, arena, &passages));
		if (segment_writer_add(writer, 0, i, sorted[i], &passages, &err) != FAULT_NONE)
			fail_msg("%s", err.text);
	}
}

static void collection_write(const struct collection *collection, uint32_t segment,
    const char *path, struct index_file *file)
{
	struct error err = { 0 };
	struct segment_writer *writer = segment_writer_begin(collection->catalog, 1, &err);
	struct arena arena;

	arena_begin(&arena, 0);
	assert_non_null(writer);
	collection_add(collection, segment, writer, &arena);
	if (segment_writer_seal(writer, path, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	segment_writer_drop(writer);
	arena_end(&arena);
	file->fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(file->fd >= 0);
	file->size = (uint64_t)lseek(file->fd, 0, SEEK_END);
	file->name = "index of a test";
	assert_int_equal(unlink(path), 0);
}

/* The collection must outlive the index. */
static struct index *collection_index(const struct collection *collection)
{
	const struct index_source source = { collection, collection_passages, collection_cites };
	char folder[] = "/tmp/chancery-search-XXXXXX", path[64];
	struct index_file files[16];
	struct error err = { 0 };
	struct index *index;
	uint32_t count = 1;

	for (uint32_t i = 0; collection->segments && i < collection->count; i++)
		if (collection->segments[i] >= count)
			count = collection->segments[i] + 1;
	assert_true(count <= sizeof files / sizeof *files);
	assert_non_null(mkdtemp(folder));
	for (uint32_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%u.seg", folder, i);
		collection_write(collection, i, path, &files[i]);
	}
	index = index_of_files(files, count, collection->catalog, &source, &err);
	if (!index)
		fail_msg("%s", err.text);
	for (uint32_t i = 0; i < count; i++)
		close(files[i].fd);
	rmdir(folder);
	return index;
}

#endif
