/* Store: the only folder that knows SQLite. Opening, transactions, binding, rows; faults from
 * result codes. One connection is used by one thread at a time; who shares it brings the lock. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "base/text.h"

enum store_mode {
	STORE_CREATE, /* new file; FAULT_CONFLICT when it exists */
	STORE_WRITE,  /* existing file, WAL, foreign keys on, waits 5 s for another writer */
	STORE_READ,   /* existing file, read-only */
	STORE_DRAFT,  /* new file without journal, for one writer who seals it afterwards */
	STORE_SEALED, /* immutable: no locks, no change detection (I1); several threads may read,
		       * each by its own statement */
};

struct store;
struct statement;

/* NULL on failure. A file that is no database is FAULT_BAD_INPUT; damaged pages and missing tables
 * are FAULT_CORRUPT; a full disk is FAULT_NO_SPACE; what a constraint or a trigger refuses is
 * FAULT_CONFLICT with its sentence. So it is in every call below, too. `err` is required
 * throughout. */
struct store *store_open(const char *path, enum store_mode mode, struct error *err);
void store_close(struct store *store);

/* Runs every statement of `sql`; rows are ignored. */
enum fault store_run(struct store *store, Text sql, struct error *err);
/* BEGIN IMMEDIATE; FAULT_CONFLICT "another command is writing to ..." after the wait. On a store
 * opened to read: one snapshot until commit or rollback, whatever others write meanwhile. */
enum fault store_begin(struct store *store, struct error *err);
enum fault store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store); /* without a transaction: nothing */
int64_t store_last_id(const struct store *store);
/* PRAGMA user_version and application_id. */
enum fault store_version(struct store *store, int64_t *version, struct error *err);
enum fault store_application(struct store *store, int64_t *application, struct error *err);
/* SQLite's own check of every page; FAULT_CORRUPT with its first finding. */
enum fault store_check(struct store *store, struct error *err);

/* A statement is prepared once, run many times. NULL on failure. Parameters count from 1, columns
 * from 0. */
struct statement *statement_open(struct store *store, const char *sql, struct error *err);
void statement_close(struct statement *statement);
/* Binds latch: a failure shows at the next statement_step. Texts and blobs must live until the step
 * is done. */
void bind_text(struct statement *statement, int parameter, Text text);  /* at == NULL binds NULL */
void bind_blob(struct statement *statement, int parameter, Text bytes); /* the same */
void bind_number(struct statement *statement, int parameter, int64_t number);
void bind_null(struct statement *statement, int parameter);
/* True while there is a row. False at the end or on failure: tell them apart by statement_end. */
bool statement_step(struct statement *statement);
/* Ends one run (resets, clears binds); the fault of the run, if any. */
enum fault statement_end(struct statement *statement, struct error *err);
/* step to the end and end: for INSERT and the like. */
enum fault statement_run(struct statement *statement, struct error *err);

/* Borrowed until the next step. NULL columns give an empty slice with at == NULL. */
Text row_text(struct statement *statement, int column);
Text row_blob(struct statement *statement, int column);
int64_t row_number(struct statement *statement, int column);
bool row_is_null(struct statement *statement, int column);

#endif
