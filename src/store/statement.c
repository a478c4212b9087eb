/* Statements. The first failure of a run, be it of a bind, a step or a column, is kept until
 * statement_end. */
#include "store/internal.h"

#include <stdlib.h>

struct statement {
	struct store *store; /* borrowed */
	sqlite3_stmt *handle;
	int code; /* the first failure of this run, or SQLITE_OK */
};

struct statement *statement_open(struct store *store, const char *sql, struct error *err)
{
	struct statement *statement = calloc(1, sizeof *statement);
	int code = SQLITE_NOMEM;

	if (statement) {
		statement->store = store;
		code = sqlite3_prepare_v3(
		    store->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL);
	}
	if (code == SQLITE_OK)
		return statement;
	store_fail(store, code, err);
	statement_close(statement);
	return NULL;
}

void statement_close(struct statement *statement)
{
	if (!statement)
		return;
	sqlite3_finalize(statement->handle);
	free(statement);
}

static void latch(struct statement *statement, int code)
{
	if (statement->code == SQLITE_OK)
		statement->code = code;
}

void bind_text(struct statement *statement, int parameter, Text text)
{
	latch(statement,
	    sqlite3_bind_text64(
		statement->handle, parameter, text.at, text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void bind_blob(struct statement *statement, int parameter, Text bytes)
{
	latch(statement,
	    sqlite3_bind_blob64(statement->handle, parameter, bytes.at, bytes.len, SQLITE_STATIC));
}

void bind_number(struct statement *statement, int parameter, int64_t number)
{
	latch(statement, sqlite3_bind_int64(statement->handle, parameter, number));
}

void bind_null(struct statement *statement, int parameter)
{
	latch(statement, sqlite3_bind_null(statement->handle, parameter));
}

bool statement_step(struct statement *statement)
{
	int code;

	if (statement->code != SQLITE_OK)
		return false;
	code = sqlite3_step(statement->handle);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		latch(statement, code);
	return code == SQLITE_ROW;
}

enum fault statement_end(struct statement *statement, struct error *err)
{
	int code = statement->code;

	if (code != SQLITE_OK)
		store_fail(statement->store, code, err);
	sqlite3_reset(statement->handle);
	sqlite3_clear_bindings(statement->handle);
	statement->code = SQLITE_OK;
	return code == SQLITE_OK ? FAULT_NONE : err->fault;
}

enum fault statement_run(struct statement *statement, struct error *err)
{
	while (statement_step(statement))
		;
	return statement_end(statement, err);
}

/* A NULL that is none means that SQLite had no memory to convert. */
static Text column(struct statement *statement, int number, const void *at)
{
	size_t len = (size_t)sqlite3_column_bytes(statement->handle, number);

	if (row_is_null(statement, number))
		return (Text){ NULL, 0 };
	if (!at && len)
		latch(statement, SQLITE_NOMEM);
	return at ? (Text){ at, len } : TEXT("");
}

Text row_text(struct statement *statement, int number)
{
	return column(statement, number, sqlite3_column_text(statement->handle, number));
}

Text row_blob(struct statement *statement, int number)
{
	return column(statement, number, sqlite3_column_blob(statement->handle, number));
}

int64_t row_number(struct statement *statement, int number)
{
	return sqlite3_column_int64(statement->handle, number);
}

bool row_is_null(struct statement *statement, int number)
{
	return sqlite3_column_type(statement->handle, number) == SQLITE_NULL;
}
