/* What became of the records of an ingest: counted, told, written to the report. */
#ifndef CLI_INGEST_RESULT_H
#define CLI_INGEST_RESULT_H

#include "base/progress.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/stated.h"
#include "intake/intake.h"

struct ingest_result {
	struct report *report; /* NULL: none */
	struct progress progress;
	uint64_t outcomes[OUTCOME_IDENTICAL + 1], rejected;
	uint64_t flagged;   /* records */
	struct error first; /* rejection */
};

/* What the vault made of a record. Fails when the report does. */
enum fault result_record(struct ingest_result *result, const struct received *received,
    enum outcome outcome, struct error *err);
/* `line` 0: the whole file. Fails when the report does. */
enum fault result_reject(struct ingest_result *result, const char *path, uint32_t line,
    const struct error *reason, struct error *err);
/* The line at the end. Fails with what *err says already, or when anything was rejected. */
enum fault result_tell(const struct ingest_result *result, const struct call *call,
    const struct stated *stated, struct error *err);

#endif
