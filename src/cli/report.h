/* The report of an ingest: one JSON line for each record or rejection, in the order of the
 * containers. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "base/error.h"
#include "record/record.h"

struct report;

/* NULL on failure. An existing file is replaced. */
struct report *report_open(const char *path, struct error *err);
/* `line` 0: about the whole file. `reason` and `record` may be NULL; without a report nothing is
 * done. */
enum fault report_put(struct report *report, const char *path, uint32_t line, const char *outcome,
    const char *reason, const struct record *record, struct error *err);
/* Writes what is left; a failure is the report's last chance to say so. NULL is allowed. */
enum fault report_close(struct report *report, struct error *err);

#endif
