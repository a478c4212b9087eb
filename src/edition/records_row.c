/* What a row of schema/records.sql means. Nothing in it is believed: not that a frame unpacks, that
 * a text is UTF-8, that a structure is that of its id. */
#include "edition/records_row.h"

#include "base/utf8.h"
#include "record/codec.h"

#define SELECT_VERSIONS \
	"SELECT number, released, reason, text IS NOT NULL FROM version WHERE record = ?1 ORDER BY number"

/* --- faults --- */

enum fault row_fail(const char *path, Text id, const char *what, struct error *err)
{
	return fail(err, FAULT_CORRUPT, "'%s': record '%.*s': %s", path,
	    TEXT_ARG(text_slice(id, 0, RECORD_ID_LIMIT)), what);
}

enum fault row_fail_store(const struct error *why, struct error *err)
{
	switch (why->fault) {
	case FAULT_NONE:
		return FAULT_NONE;
	case FAULT_NO_MEMORY:
	case FAULT_NOT_FOUND:
	case FAULT_DENIED:
	case FAULT_IO:
		return fail(err, why->fault, "%s", why->text);
	default:
		return fail(err, FAULT_CORRUPT, "%s", why->text);
	}
}

/* --- the reader --- */

void reader_close(struct reader *reader)
{
	statement_close(reader->rows);
	statement_close(reader->versions);
	packer_end(reader->packer);
}

enum fault reader_open(
    struct reader *reader, struct store *store, const char *sql, struct error *err)
{
	struct error why = { 0 };

	reader->rows = statement_open(store, sql, &why);
	reader->versions = reader->rows ? statement_open(store, SELECT_VERSIONS, &why) : NULL;
	if (!reader->rows || !reader->versions)
		return row_fail_store(&why, err);
	reader->packer = packer_begin(err);
	return reader->packer ? FAULT_NONE : err->fault;
}

/* --- one row --- */

static enum fault read_versions(const char *path, struct reader *reader, struct arena *arena,
    struct row *row, struct error *err)
{
	struct statement *rows = reader->versions;
	struct error why = { 0 };
	enum fault fault = FAULT_NONE;

	bind_number(rows, 1, row_number(reader->rows, NUMBER));
	while (fault == FAULT_NONE && statement_step(rows)) {
		struct version *version = array_add(&row->published.versions, arena);

		if (!version)
			break;
		version->number = (uint32_t)row_number(rows, 0);
		version->reason = text_copy(arena, row_text(rows, 2));
		version->has_text = row_number(rows, 3) != 0;
		if (row_number(rows, 0) != row->published.versions.count ||
		    !moment_read(row_text(rows, 1), &version->released) ||
		    utf8_find_bad(version->reason) != TEXT_NONE)
			fault = row_fail(path, row->id, "a version is not well formed", err);
	}
	if (statement_end(rows, &why) != FAULT_NONE && fault == FAULT_NONE)
		fault = row_fail_store(&why, err);
	if (fault == FAULT_NONE && !arena->failed && row->published.versions.count == 0)
		fault = row_fail(path, row->id, "it has no version", err);
	return fault;
}

static enum fault read_facts(const char *path, struct statement *rows, struct arena *arena,
    struct row *row, struct error *err)
{
	int64_t size = row_number(rows, SOURCE_SIZE);

	row->id = text_copy(arena, row_text(rows, ID));
	row->kind = text_copy(arena, row_text(rows, KIND));
	row->published.source_sha256 = text_copy(arena, row_text(rows, SOURCE_SHA256));
	row->published.source_size = (uint64_t)size;
	if (arena->failed)
		return FAULT_NONE; /* told at the end */
	if (!record_id_is_valid(row->id))
		return row_fail(path, TEXT("?"), "its id is none", err);
	if (!moment_read(row_text(rows, RELEASED), &row->published.released))
		return row_fail(path, row->id, "its release is no time", err);
	if (size < 0)
		return row_fail(path, row->id, "its source has no size", err);
	return FAULT_NONE;
}

/* What packing says, told of the record. */
static enum fault fail_frame(
    const char *path, struct statement *rows, const struct error *why, struct error *err)
{
	if (why->fault == FAULT_NONE || why->fault == FAULT_NO_MEMORY)
		return why->fault ? fail(err, FAULT_NO_MEMORY, "%s", why->text) : FAULT_NONE;
	return row_fail(path, row_text(rows, ID), why->text, err);
}

static enum fault read_text(
    const char *path, struct reader *reader, struct arena *arena, Text *text, struct error *err)
{
	struct error why = { 0 };

	unpack(reader->packer, row_blob(reader->rows, TEXT_COLUMN), TEXT(""), RECORD_LIMIT,
	    "the text", arena, text, &why);
	return fail_frame(path, reader->rows, &why, err);
}

static enum fault read_structure(const char *path, struct reader *reader, struct arena *arena,
    Text *structure, struct error *err)
{
	struct error why = { 0 };

	unpack_structure(reader->packer, row_blob(reader->rows, STRUCTURE), STRUCTURE_LIMIT, arena,
	    structure, &why);
	return fail_frame(path, reader->rows, &why, err);
}

enum fault row_read_source(
    const char *path, struct reader *reader, struct arena *arena, Text *source, struct error *err)
{
	struct error why = { 0 };
	Text text, bytes;
	enum fault fault = read_text(path, reader, arena, &text, err);

	if (fault != FAULT_NONE)
		return fault;
	bytes = text;
	if (!row_is_null(reader->rows, SOURCE))
		unpack(reader->packer, row_blob(reader->rows, SOURCE), text, RECORD_LIMIT,
		    "the source", arena, &bytes, &why);
	if (why.fault == FAULT_NONE)
		*source = bytes;
	return fail_frame(path, reader->rows, &why, err);
}

enum fault row_read(const char *path, struct reader *reader, struct arena *arena,
    struct arena *scratch, struct row *row, struct error *err)
{
	enum fault fault = read_facts(path, reader->rows, arena, row, err);

	if (fault == FAULT_NONE)
		fault = read_versions(path, reader, arena, row, err);
	if (fault == FAULT_NONE)
		fault = read_structure(path, reader, scratch, &row->structure, err);
	if (fault == FAULT_NONE)
		fault = read_text(path, reader, arena, &row->text, err);
	if (fault == FAULT_NONE && arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for a record of '%s'", path);
	return fault;
}

enum fault row_read_passages(const char *path, struct statement *rows, struct packer *packer,
    struct arena *arena, struct passages_row *row, struct error *err)
{
	struct passages_row read = { 0 };
	struct error why = { 0 };
	Text id = row_text(rows, PASSAGES_ID);

	read.title = text_copy(arena, row_text(rows, PASSAGES_TITLE));
	read.packed = text_copy(arena, row_blob(rows, PASSAGES_PACKED));
	if (arena->failed ||
	    (unpack(packer, row_blob(rows, PASSAGES_TEXT), TEXT(""), RECORD_LIMIT, "the text",
		 arena, &read.text, &why) != FAULT_NONE &&
		why.fault == FAULT_NO_MEMORY))
		return fail(err, FAULT_NO_MEMORY, "no memory left for a record of '%s'", path);
	if (why.fault != FAULT_NONE)
		return row_fail(path, id, why.text, err);
	if (utf8_find_bad(read.text) != TEXT_NONE || utf8_find_bad(read.title) != TEXT_NONE)
		return row_fail(path, id, "the text is not UTF-8", err);
	*row = read;
	return FAULT_NONE;
}

enum fault row_read_version_text(const char *path, struct statement *rows, struct packer *packer,
    struct arena *arena, Text *text, struct error *err)
{
	struct error why = { 0 };
	Text newest;

	if (unpack(packer, row_blob(rows, 1), TEXT(""), RECORD_LIMIT, "the text", arena, &newest,
		&why) == FAULT_NONE)
		unpack(packer, row_blob(rows, 2), newest, RECORD_LIMIT, "a version's text", arena,
		    text, &why);
	if (why.fault == FAULT_NO_MEMORY)
		return fail(err, FAULT_NO_MEMORY, "%s", why.text);
	if (why.fault != FAULT_NONE)
		return row_fail(path, row_text(rows, 0), why.text, err);
	if (utf8_find_bad(*text) != TEXT_NONE)
		return row_fail(path, row_text(rows, 0), "a version's text is not UTF-8", err);
	return FAULT_NONE;
}

enum fault row_decode(const char *path, const struct row *row, struct arena *arena,
    struct published *published, struct error *err)
{
	struct error why = { 0 };
	const struct record *record = NULL;

	if (utf8_find_bad(row->text) != TEXT_NONE)
		return row_fail(path, row->id, "the text is not UTF-8", err);
	record = record_from_json(row->structure, row->text, arena, &why);
	if (!record && (why.fault == FAULT_NO_MEMORY || why.fault == FAULT_TOO_NEW))
		return fail(err, why.fault, "%s", why.text);
	if (!record)
		return row_fail(path, row->id, why.text, err);
	if (!text_equal(record->id, row->id))
		return row_fail(path, row->id, "its structure is that of another record", err);
	if (!text_equal(record_kind_name(record->kind), row->kind))
		return row_fail(path, row->id, "its structure is that of another kind", err);
	*published = row->published;
	published->record = record;
	return FAULT_NONE;
}
