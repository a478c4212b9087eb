/* The layout stands in schema/records.sql. Statements kept for single reads are guarded by a lock,
 * that is held while the row is copied out; decoding, which costs more, goes on outside. */
#include "edition/records.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "edition/records_row.h"

struct records {
	char *path;
	struct store *store;
	struct reader single;
	struct statement *passages; /* with the packer of `single` */
	pthread_mutex_t lock;       /* of both */
};

struct records_cursor {
	const struct records *records;
	struct reader reader;
	struct arena last; /* the place before, to check the order */
	struct records_place place;
};

/* --- opening --- */

static enum fault open_store(struct records *records, struct error *err)
{
	struct error why = { 0 };
	int64_t application = 0;

	records->store = store_open(records->path, STORE_SEALED, &why);
	if (!records->store || store_application(records->store, &application, &why) != FAULT_NONE)
		return row_fail_store(&why, err);
	if (application != RECORDS_APPLICATION)
		return fail(
		    err, FAULT_CORRUPT, "'%s' holds no records of an edition", records->path);
	if (reader_open(&records->single, records->store,
		"SELECT " COLUMNS " FROM record WHERE id = ?1", err) != FAULT_NONE)
		return err->fault;
	records->passages = statement_open(records->store, SELECT_PASSAGES, &why);
	return row_fail_store(&why, err);
}

struct records *records_open(const char *path, struct error *err)
{
	struct records *records = calloc(1, sizeof *records);

	if (!records || !(records->path = strdup(path))) {
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", path);
		free(records);
		return NULL;
	}
	pthread_mutex_init(&records->lock, NULL);
	if (open_store(records, err) == FAULT_NONE)
		return records;
	records_close(records);
	return NULL;
}

void records_close(struct records *records)
{
	if (!records)
		return;
	reader_close(&records->single);
	statement_close(records->passages);
	store_close(records->store);
	pthread_mutex_destroy(&records->lock);
	free(records->path);
	free(records);
}

/* --- single reads --- */

static enum fault find_row(struct records *records, Text id, struct arena *arena,
    struct arena *scratch, struct row *row, Text *source, bool *found, struct error *err)
{
	struct reader *reader = &records->single;
	struct error why = { 0 };
	enum fault fault = FAULT_NONE;

	bind_text(reader->rows, 1, id);
	*found = statement_step(reader->rows);
	if (*found && row)
		fault = row_read(records->path, reader, arena, scratch, row, err);
	if (*found && source && fault == FAULT_NONE)
		fault = row_read_source(records->path, reader, arena, source, err);
	if (statement_end(reader->rows, &why) != FAULT_NONE && fault == FAULT_NONE)
		fault = row_fail_store(&why, err);
	return fault;
}

enum fault records_find(struct records *records, Text id, struct arena *arena,
    struct published *published, Text *source, bool *found, struct error *err)
{
	struct row row = { 0 };
	struct arena scratch;
	enum fault fault;

	arena_begin(&scratch, 0);
	pthread_mutex_lock(&records->lock);
	fault = find_row(records, id, arena, &scratch, published ? &row : NULL, source, found, err);
	pthread_mutex_unlock(&records->lock);
	if (fault == FAULT_NONE && *found && published)
		fault = row_decode(records->path, &row, arena, published, err);
	arena_end(&scratch);
	return fault;
}

static enum fault find_passages(struct records *records, Text id, struct arena *arena,
    struct passages_row *row, bool *found, struct error *err)
{
	struct error why = { 0 };
	enum fault fault = FAULT_NONE;

	bind_text(records->passages, 1, id);
	*found = statement_step(records->passages);
	if (*found)
		fault = row_read_passages(
		    records->path, records->passages, records->single.packer, arena, row, err);
	if (statement_end(records->passages, &why) != FAULT_NONE && fault == FAULT_NONE)
		fault = row_fail_store(&why, err);
	return fault;
}

enum fault records_passages(struct records *records, Text id, struct arena *arena,
    struct passages_row *row, bool *found, struct error *err)
{
	enum fault fault;

	pthread_mutex_lock(&records->lock);
	fault = find_passages(records, id, arena, row, found, err);
	pthread_mutex_unlock(&records->lock);
	return fault;
}

/* Asked for seldom, so its statement is not kept. */
static enum fault find_version_text(struct records *records, Text id, uint32_t number,
    struct arena *arena, Text *text, bool *found, struct error *err)
{
	struct error why = { 0 };
	struct statement *rows = statement_open(records->store, SELECT_VERSION_TEXT, &why);
	enum fault fault = FAULT_NONE;

	if (!rows)
		return row_fail_store(&why, err);
	bind_text(rows, 1, id);
	bind_number(rows, 2, number);
	*found = statement_step(rows);
	if (*found)
		fault = row_read_version_text(
		    records->path, rows, records->single.packer, arena, text, err);
	if (statement_end(rows, &why) != FAULT_NONE && fault == FAULT_NONE)
		fault = row_fail_store(&why, err);
	statement_close(rows);
	return fault;
}

enum fault records_version_text(struct records *records, Text id, uint32_t number,
    struct arena *arena, Text *text, bool *found, struct error *err)
{
	enum fault fault;

	pthread_mutex_lock(&records->lock);
	fault = find_version_text(records, id, number, arena, text, found, err);
	pthread_mutex_unlock(&records->lock);
	return fault;
}

/* --- all of them --- */

struct records_cursor *records_cursor_open(struct records *records, struct error *err)
{
	struct records_cursor *cursor = calloc(1, sizeof *cursor);

	if (!cursor) {
		fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", records->path);
		return NULL;
	}
	cursor->records = records;
	if (reader_open(&cursor->reader, records->store,
		"SELECT " COLUMNS " FROM record ORDER BY number", err) == FAULT_NONE)
		return cursor;
	records_cursor_close(cursor);
	return NULL;
}

void records_cursor_close(struct records_cursor *cursor)
{
	if (!cursor)
		return;
	reader_close(&cursor->reader);
	arena_end(&cursor->last);
	free(cursor);
}

int records_compare(const struct records_place *a, const struct records_place *b)
{
	bool a_dated = a->created.precision != PRECISION_UNKNOWN;
	bool b_dated = b->created.precision != PRECISION_UNKNOWN;

	if (a_dated != b_dated)
		return a_dated ? 1 : -1;
	if (a_dated && a->created.seconds != b->created.seconds)
		return a->created.seconds < b->created.seconds ? -1 : 1;
	return text_compare(a->id, b->id);
}

static enum fault read_place(struct records_cursor *cursor, struct arena *arena,
    struct records_place *place, struct error *err)
{
	struct statement *rows = cursor->reader.rows;

	*place = (struct records_place){ .id = text_copy(arena, row_text(rows, ID)) };
	if (arena->failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left to read '%s'", cursor->records->path);
	if (!record_id_is_valid(place->id))
		return row_fail(cursor->records->path, TEXT("?"), "its id is none", err);
	if (!row_is_null(rows, CREATED) && !moment_read(row_text(rows, CREATED), &place->created))
		return row_fail(cursor->records->path, place->id, "its creation is no time", err);
	return FAULT_NONE;
}

enum fault records_cursor_step(
    struct records_cursor *cursor, struct records_place *place, bool *more, struct error *err)
{
	struct records_place next;
	struct error why = { 0 };
	struct arena arena;

	*more = statement_step(cursor->reader.rows);
	if (!*more) {
		statement_end(cursor->reader.rows, &why);
		return row_fail_store(&why, err);
	}
	arena_begin(&arena, 0);
	if (read_place(cursor, &arena, &next, err) == FAULT_NONE && cursor->place.id.len &&
	    records_compare(&cursor->place, &next) >= 0)
		row_fail(cursor->records->path, next.id, "it is out of order", err);
	if (err->fault != FAULT_NONE) {
		arena_end(&arena);
		return err->fault;
	}
	arena_end(&cursor->last);
	cursor->last = arena;
	*place = cursor->place = next;
	return FAULT_NONE;
}

enum fault records_cursor_read(struct records_cursor *cursor, struct arena *arena,
    struct published *published, Text *source, struct error *err)
{
	struct row row = { 0 };
	struct arena scratch;
	enum fault fault;

	arena_begin(&scratch, 0);
	fault = row_read(cursor->records->path, &cursor->reader, arena, &scratch, &row, err);
	if (fault == FAULT_NONE && source)
		fault = row_read_source(cursor->records->path, &cursor->reader, arena, source, err);
	if (fault == FAULT_NONE)
		fault = row_decode(cursor->records->path, &row, arena, published, err);
	arena_end(&scratch);
	return fault;
}

/* --- the rest --- */

enum fault records_each_key(
    struct records *records, records_key_taker *take, void *context, struct error *err)
{
	struct error why = { 0 };
	struct statement *rows =
	    statement_open(records->store, "SELECT id, key FROM record ORDER BY id", &why);
	enum fault fault = FAULT_NONE;

	if (!rows)
		return row_fail_store(&why, err);
	while (fault == FAULT_NONE && statement_step(rows))
		fault = take(context, row_text(rows, 0), row_text(rows, 1), err);
	if (statement_end(rows, &why) != FAULT_NONE && fault == FAULT_NONE)
		fault = row_fail_store(&why, err);
	statement_close(rows);
	return fault;
}

enum fault records_check(struct records *records, struct error *err)
{
	struct error why = { 0 };

	store_check(records->store, &why);
	return row_fail_store(&why, err);
}
