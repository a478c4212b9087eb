/* Rows of a records file: what records.c reads with. */
#ifndef EDITION_RECORDS_ROW_H
#define EDITION_RECORDS_ROW_H

#include "edition/records.h"
#include "store/pack.h"
#include "store/store.h"

#define COLUMNS \
	"number, id, kind, created, released, source_sha256, source_size, structure, text, source"
enum column {
	NUMBER,
	ID,
	KIND,
	CREATED,
	RELEASED,
	SOURCE_SHA256,
	SOURCE_SIZE,
	STRUCTURE,
	TEXT_COLUMN,
	SOURCE
};

/* What a snippet is made of, by id. */
#define SELECT_PASSAGES "SELECT id, title, passages, text FROM record WHERE id = ?1"
enum passages_column { PASSAGES_ID, PASSAGES_TITLE, PASSAGES_PACKED, PASSAGES_TEXT };

/* What reads a row: statements and a packer, used by one thread at a time. */
struct reader {
	struct statement *rows, *versions;
	struct packer *packer;
};
/* `sql` selects COLUMNS. A zeroed reader may be closed. */
enum fault reader_open(
    struct reader *reader, struct store *store, const char *sql, struct error *err);
void reader_close(struct reader *reader);

/* A version's text, by id and number, and the record's, against which it is packed. */
#define SELECT_VERSION_TEXT \
	"SELECT id, record.text, version.text FROM record" \
	" JOIN version ON version.record = record.number" \
	" WHERE id = ?1 AND version.number = ?2 AND version.text IS NOT NULL"

/* A row out of the database, unpacked but not decoded. */
struct row {
	Text id, kind, structure, text;
	struct published published; /* all but the record */
};

/* The row that the reader stands on; the structure goes to `scratch`. `path` names the file in a
 * fault. */
enum fault row_read(const char *path, struct reader *reader, struct arena *arena,
    struct arena *scratch, struct row *row, struct error *err);
/* Only the bytes as received. */
enum fault row_read_source(
    const char *path, struct reader *reader, struct arena *arena, Text *source, struct error *err);
/* The row of SELECT_PASSAGES on which `rows` stands. */
enum fault row_read_passages(const char *path, struct statement *rows, struct packer *packer,
    struct arena *arena, struct passages_row *row, struct error *err);
/* The row of SELECT_VERSION_TEXT on which `rows` stands. */
enum fault row_read_version_text(const char *path, struct statement *rows, struct packer *packer,
    struct arena *arena, Text *text, struct error *err);
enum fault row_decode(const char *path, const struct row *row, struct arena *arena,
    struct published *published, struct error *err);

/* FAULT_CORRUPT: file, record, what. */
enum fault row_fail(const char *path, Text id, const char *what, struct error *err);
/* What the store says of a sealed file: all that is neither memory nor the system is damage. */
enum fault row_fail_store(const struct error *why, struct error *err);

#endif
