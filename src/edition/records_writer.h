/* One records-NNNNNN.db in the making. */
#ifndef EDITION_RECORDS_WRITER_H
#define EDITION_RECORDS_WRITER_H

#include "edition/draft.h"
#include "edition/manifest.h"

struct records_writer;

/* NULL on failure, FAULT_CONFLICT when the file exists. */
struct records_writer *records_writer_open(const char *path, struct error *err);
/* Leaves the file: its folder is a draft. NULL is allowed. */
void records_writer_close(struct records_writer *writer);
/* In the order of draft_add. After a failure the file is not worth sealing. */
enum fault records_writer_add(
    struct records_writer *writer, const struct draft_record *record, struct error *err);
/* Ends and fsyncs the file; gives its size, records and hash (in the arena). Nothing can be added
 * any more. */
enum fault records_writer_seal(struct records_writer *writer, struct arena *arena,
    struct manifest_file *file, struct error *err);

#endif
