/* One records-NNNNNN.db of a sealed edition, read. Its bytes are from outside: whatever they hold,
 * the answer is a record that decodes whole or FAULT_CORRUPT with the file and what is wrong. */
#ifndef EDITION_RECORDS_H
#define EDITION_RECORDS_H

#include "edition/edition.h"

#define STRUCTURE_LIMIT     (4 * (size_t)RECORD_LIMIT) /* bytes of a record's structure, unpacked */
#define RECORDS_APPLICATION 0x43484e45                 /* "CHNE", PRAGMA application_id */

struct records;

/* NULL on failure. May be used by several threads; a cursor by one. */
struct records *records_open(const char *path, struct error *err);
void records_close(struct records *records);

/* `published` or `source` may be NULL: then only the other is read; both NULL: only whether it is
 * there. In the arena. *found is false, without a fault, when the file does not hold `id`. */
enum fault records_find(struct records *records, Text id, struct arena *arena,
    struct published *published, Text *source, bool *found, struct error *err);

/* What a snippet is made of, without structure and versions. In the arena. */
struct passages_row {
	Text packed, title, text;
};
enum fault records_passages(struct records *records, Text id, struct arena *arena,
    struct passages_row *row, bool *found, struct error *err);

/* The text of a version, where it is not the record's. In the arena. */
enum fault records_version_text(struct records *records, Text id, uint32_t number,
    struct arena *arena, Text *text, bool *found, struct error *err);

/* All records in the order they were written. */
struct records_cursor;
struct records_cursor *records_cursor_open(struct records *records, struct error *err);
void records_cursor_close(struct records_cursor *cursor);
/* Where the cursor stands; borrowed until the next step. */
struct records_place {
	Text id;
	Moment created;
};
/* Steps to the next record: *more is false at the end. FAULT_CORRUPT when the order does not hold.
 */
enum fault records_cursor_step(
    struct records_cursor *cursor, struct records_place *place, bool *more, struct error *err);
/* The record at which the cursor stands. */
enum fault records_cursor_read(struct records_cursor *cursor, struct arena *arena,
    struct published *published, Text *source, struct error *err);

/* Below 0, 0 or above: unknown first, then by time, then by id. */
int records_compare(const struct records_place *a, const struct records_place *b);

/* Id and key of every record, by id; borrowed until the taker returns. */
typedef enum fault records_key_taker(void *context, Text id, Text key, struct error *err);
enum fault records_each_key(
    struct records *records, records_key_taker *take, void *context, struct error *err);
/* SQLite's own check. */
enum fault records_check(struct records *records, struct error *err);

#endif
