/* Writing: one transaction from the first record to the seal, in the order of the records, so that
 * the file's bytes follow from what is in it alone (I5). The layout stands in schema/records.sql.
 */
#include "edition/records_writer.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "edition/records.h"
#include "store/store.h"

extern const Text embedded_records_sql;

/* A row takes some 6 kB: of larger pages a third would stay empty. */
#define PAGE_SIZE "PRAGMA page_size = 4096"
#define ADD_RECORD \
	"INSERT INTO record (id, key, kind, created, released, source_sha256, source_size," \
	" title, passages, text, structure, source)" \
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
#define ADD_VERSION \
	"INSERT INTO version (record, number, released, reason, text) VALUES (?1, ?2, ?3, ?4, ?5)"

struct records_writer {
	char *path;
	struct store *store;
	struct statement *add_record, *add_version;
	uint64_t added;
	struct arena last_arena; /* what was added last, to check the order */
	struct records_place last;
};

static enum fault no_memory(const struct records_writer *writer, struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to write '%s'", writer->path);
}

/* --- opening --- */

static void close_store(struct records_writer *writer)
{
	statement_close(writer->add_record);
	statement_close(writer->add_version);
	store_close(writer->store);
	writer->add_record = writer->add_version = NULL;
	writer->store = NULL;
}

static enum fault open_store(struct records_writer *writer, struct error *err)
{
	writer->store = store_open(writer->path, STORE_DRAFT, err);
	if (!writer->store || store_run(writer->store, TEXT(PAGE_SIZE), err) != FAULT_NONE ||
	    store_begin(writer->store, err) != FAULT_NONE ||
	    store_run(writer->store, embedded_records_sql, err) != FAULT_NONE)
		return err->fault;
	writer->add_record = statement_open(writer->store, ADD_RECORD, err);
	writer->add_version =
	    writer->add_record ? statement_open(writer->store, ADD_VERSION, err) : NULL;
	return writer->add_version ? FAULT_NONE : err->fault;
}

struct records_writer *records_writer_open(const char *path, struct error *err)
{
	struct records_writer *writer = calloc(1, sizeof *writer);

	if (!writer || !(writer->path = strdup(path))) {
		fail(err, FAULT_NO_MEMORY, "no memory left to write '%s'", path);
		free(writer);
		return NULL;
	}
	if (open_store(writer, err) == FAULT_NONE)
		return writer;
	records_writer_close(writer);
	return NULL;
}

void records_writer_close(struct records_writer *writer)
{
	if (!writer)
		return;
	close_store(writer);
	arena_end(&writer->last_arena);
	free(writer->path);
	free(writer);
}

/* --- adding --- */

static enum fault add_versions(struct records_writer *writer, const struct draft_record *record,
    struct arena *arena, struct error *err)
{
	int64_t number = store_last_id(writer->store);
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < record->version_count && fault == FAULT_NONE; i++) {
		const struct version *version = &record->versions[i];

		bind_number(writer->add_version, 1, number);
		bind_number(writer->add_version, 2, version->number);
		bind_text(writer->add_version, 3, moment_text(arena, version->released));
		bind_text(writer->add_version, 4, version->reason.at ? version->reason : TEXT(""));
		bind_blob(writer->add_version, 5,
		    record->version_texts ? record->version_texts[i] : (Text){ 0 });
		fault = statement_run(writer->add_version, err);
	}
	return fault;
}

static enum fault add_row(struct records_writer *writer, const struct draft_record *record,
    struct arena *arena, struct error *err)
{
	struct statement *add = writer->add_record;

	bind_text(add, 1, record->id);
	bind_text(add, 2, record->key);
	bind_text(add, 3, record_kind_name(record->kind));
	if (record->created.precision == PRECISION_UNKNOWN)
		bind_null(add, 4);
	else
		bind_text(add, 4, moment_text(arena, record->created));
	bind_text(add, 5, moment_text(arena, record->released));
	bind_text(add, 6, text_of(record->source_sha256));
	bind_number(add, 7, (int64_t)record->source_size);
	bind_text(add, 8, record->title.at ? record->title : TEXT(""));
	bind_blob(add, 9, record->passages.at ? record->passages : TEXT(""));
	bind_blob(add, 10, record->text);
	bind_blob(add, 11, record->structure);
	bind_blob(add, 12, record->source);
	if (statement_run(add, err) != FAULT_NONE)
		return err->fault;
	return add_versions(writer, record, arena, err);
}

/* A caller that adds out of order would seal an edition that does not verify. */
static bool is_next(struct records_writer *writer, const struct draft_record *record)
{
	struct records_place place = { record->id, record->created };
	bool next = !writer->last.id.len || records_compare(&writer->last, &place) < 0;

	arena_end(&writer->last_arena);
	place.id = text_copy(&writer->last_arena, record->id);
	writer->last = place;
	return next;
}

enum fault records_writer_add(
    struct records_writer *writer, const struct draft_record *record, struct error *err)
{
	struct arena arena;
	enum fault fault;
	bool next = is_next(writer, record);

	assert(next && record->version_count > 0);
	(void)next;
	arena_begin(&arena, 0);
	fault = add_row(writer, record, &arena, err);
	if (fault == FAULT_NONE && arena.failed)
		fault = no_memory(writer, err);
	arena_end(&arena);
	writer->added += fault == FAULT_NONE;
	return fault;
}

/* --- sealing --- */

static enum fault sync_file(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum fault fault = FAULT_NONE;

	if (fd < 0)
		return fail_errno(err, errno, "cannot open '%s'", path);
	if (fsync(fd) != 0)
		fault = fail_errno(err, errno, "cannot make '%s' durable", path);
	close(fd);
	return fault;
}

enum fault records_writer_seal(struct records_writer *writer, struct arena *arena,
    struct manifest_file *file, struct error *err)
{
	enum fault fault = store_commit(writer->store, err);
	char hex[SHA256_HEX_ROOM];
	Sha256 hash;
	uint64_t size;

	close_store(writer);
	if (fault == FAULT_NONE)
		fault = sync_file(writer->path, err);
	if (fault == FAULT_NONE)
		fault = file_hash(writer->path, &hash, &size, err);
	if (fault != FAULT_NONE)
		return fault;
	file->size = size;
	file->records = writer->added;
	file->sha256 = text_copy(arena, sha256_hex(hash, hex));
	return file->sha256.len ? FAULT_NONE : no_memory(writer, err);
}
