/* Connections. Every one is opened by a URI, so that no path can mean anything but a file. Schemas
 * are not trusted, defensive mode is on, and a statement that waits for another writer gives up
 * after BUSY_WAIT_MS. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"
#include "base/url.h"

#define BUSY_WAIT_MS 5000
#define VALUE_LIMIT  (256 << 20) /* bytes of one text or blob */
#define URI_LIMIT    (3 * 4096 + 64)

/* Page sizes are fixed: an edition's bytes must not depend on how SQLite was built (I5). */
static const struct mode {
	int flags, permissions; /* permissions 0: the file must be there */
	const char *query;
	Text setup; /* also reads the header, so that what is no database shows here */
} modes[] = {
	[STORE_CREATE] = { SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, 0600, "",
	    TEXT_INIT(
		"PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		"PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;") },
	[STORE_WRITE] = { SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, 0, "",
	    TEXT_INIT(
		/* WAL since it was made; saying so here would turn a foreign database into one. */
		"PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		/* Indexes of hashes are written all over: enough of them stays in memory, and
		 * the log is written back seldom. Pages of 8,192 bytes; cache in KiB. */
		"PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;"
		"PRAGMA recursive_triggers = ON; SELECT 1 FROM sqlite_schema;") },
	[STORE_READ] = { SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, 0, "",
	    TEXT_INIT("SELECT 1 FROM sqlite_schema;") },
	[STORE_DRAFT] = { SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, 0666, "",
	    TEXT_INIT(
		"PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		"PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON;") },
	[STORE_SEALED] = { SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, 0, "?immutable=1",
	    TEXT_INIT("PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
		      "SELECT 1 FROM sqlite_schema;") },
};

static enum fault fail_system(
    const struct store *store, int number, const char *verb, struct error *err)
{
	if (number == 0)
		return fail(err, FAULT_IO, "cannot %s '%s'", verb, store->path);
	return fail_errno(err, number, "cannot %s '%s'", verb, store->path);
}

static enum fault fail_io(const struct store *store, int code, struct error *err)
{
	switch (code) {
	case SQLITE_IOERR_NOMEM:
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", store->path);
	case SQLITE_IOERR_SHORT_READ:
	case SQLITE_IOERR_CORRUPTFS:
		return fail(err, FAULT_CORRUPT, "'%s' is shorter than it says", store->path);
	default:
		return fail_system(
		    store, sqlite3_system_errno(store->handle), "read or write", err);
	}
}

enum fault store_fail(const struct store *store, int code, struct error *err)
{
	const char *why = store->shared ? sqlite3_errstr(code) : sqlite3_errmsg(store->handle);

	switch (code & 0xff) {
	case SQLITE_FULL:
		return fail(err, FAULT_NO_SPACE, "no space left on the disk for '%s'", store->path);
	case SQLITE_NOTADB:
		return fail(err, FAULT_BAD_INPUT, "'%s' is no database", store->path);
	case SQLITE_CORRUPT:
		return fail(err, FAULT_CORRUPT, "'%s' is damaged: %s", store->path, why);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(err, FAULT_CONFLICT, "another command is writing to '%s'", store->path);
	case SQLITE_CANTOPEN:
		return fail_system(store, sqlite3_system_errno(store->handle), "open", err);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return fail(err, FAULT_DENIED, "no permission to write '%s'", store->path);
	case SQLITE_IOERR:
		return fail_io(store, code, err);
	case SQLITE_NOMEM:
		return fail(err, FAULT_NO_MEMORY, "no memory left for '%s'", store->path);
	case SQLITE_TOOBIG:
		return fail(err, FAULT_TOO_LARGE, "a value is too large for '%s'", store->path);
	case SQLITE_CONSTRAINT:
		return fail(err, FAULT_CONFLICT, "'%s' refuses: %s", store->path, why);
	case SQLITE_INTERRUPT:
		return fail(err, FAULT_INTERRUPTED, "interrupted while using '%s'", store->path);
	default:
		return fail(err, FAULT_CORRUPT, "'%s' does not have the tables it should: %s",
		    store->path, why);
	}
}

/* --- opening --- */

/* The file as the mode wants it, so that the system's own reason is told. */
static enum fault prepare_file(const struct mode *mode, const char *path, struct error *err)
{
	int flags = mode->permissions ? O_RDWR | O_CREAT | O_EXCL : O_RDONLY;
	int fd = open(path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, mode->permissions);
	struct stat about = { 0 };

	if (fd < 0 && errno == EEXIST)
		return fail(err, FAULT_CONFLICT, "'%s' exists already", path);
	if (fd < 0)
		return fail_errno(err, errno, "cannot open '%s'", path);
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
		close(fd);
		return fail(err, FAULT_BAD_INPUT, "'%s' is no file", path);
	}
	close(fd);
	return FAULT_NONE;
}

/* file:a%20path?immutable=1; an absolute path behind an empty host, so that "//" stays a path. */
static void put_uri(struct out *out, const char *path, const char *query)
{
	Text rest = text_of(path);

	out_put(out, path[0] == '/' ? TEXT("file://") : TEXT("file:"));
	while (rest.len) {
		size_t before = rest.len;
		Text segment = text_cut(&rest, '/');

		url_put(out, segment);
		if (before > segment.len)
			out_char(out, '/');
	}
	out_put(out, text_of(query));
	out_char(out, '\0');
}

static int harden(sqlite3 *handle)
{
	static const struct {
		int what, on;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
	};
	int code = SQLITE_OK;

	for (size_t i = 0; i < sizeof options / sizeof *options && code == SQLITE_OK; i++)
		code = sqlite3_db_config(handle, options[i].what, options[i].on, (int *)NULL);
	sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, VALUE_LIMIT);
	sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
	return code;
}

static enum fault connect(
    struct store *store, const struct mode *mode, const char *uri, struct error *err)
{
	int code = sqlite3_open_v2(uri, &store->handle, mode->flags | SQLITE_OPEN_URI, NULL);

	if (code != SQLITE_OK)
		return store_fail(store, sqlite3_extended_errcode(store->handle), err);
	sqlite3_extended_result_codes(store->handle, 1);
	sqlite3_busy_timeout(store->handle, BUSY_WAIT_MS);
	/* Defensive mode forbids a journal mode of OFF: set up first, then harden. */
	if (store_run(store, mode->setup, err) != FAULT_NONE)
		return err->fault;
	code = harden(store->handle);
	if (code != SQLITE_OK)
		return store_fail(store, code, err);
	if ((mode->flags & SQLITE_OPEN_READWRITE) &&
	    sqlite3_db_readonly(store->handle, "main") == 1)
		return fail(err, FAULT_DENIED, "no permission to write '%s'", store->path);
	return FAULT_NONE;
}

struct store *store_open(const char *path, enum store_mode mode, struct error *err)
{
	struct store *store = calloc(1, sizeof *store);
	struct out uri;

	out_begin(&uri, URI_LIMIT);
	put_uri(&uri, path, modes[mode].query);
	if (!store || !(store->path = strdup(path)))
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", path);
	else if (out_check(&uri, "the path of a database", err) == FAULT_NONE &&
	    prepare_file(&modes[mode], path, err) == FAULT_NONE) {
		store->shared = mode == STORE_SEALED;
		if (connect(store, &modes[mode], uri.bytes, err) == FAULT_NONE) {
			out_end(&uri);
			return store;
		}
	}
	out_end(&uri);
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	sqlite3_close_v2(store->handle);
	free(store->path);
	free(store);
}

/* --- transactions and the like --- */

/* sqlite3_exec wants a NUL-terminated string, a Text need not be one. */
enum fault store_run(struct store *store, Text sql, struct error *err)
{
	while (sql.len) {
		sqlite3_stmt *handle = NULL;
		const char *tail = sql.at;
		int code = sqlite3_prepare_v2(store->handle, sql.at, (int)sql.len, &handle, &tail);

		while (code == SQLITE_OK && handle && (code = sqlite3_step(handle)) == SQLITE_ROW)
			code = SQLITE_OK;
		if (code != SQLITE_OK && code != SQLITE_DONE)
			store_fail(store, code, err);
		sqlite3_finalize(handle);
		if (code != SQLITE_OK && code != SQLITE_DONE)
			return err->fault;
		sql = text_from(sql, (size_t)(tail - sql.at));
	}
	return FAULT_NONE;
}

enum fault store_begin(struct store *store, struct error *err)
{
	bool reads = sqlite3_db_readonly(store->handle, "main") == 1;

	return store_run(store, reads ? TEXT("BEGIN") : TEXT("BEGIN IMMEDIATE"), err);
}

enum fault store_commit(struct store *store, struct error *err)
{
	return store_run(store, TEXT("COMMIT"), err);
}

void store_rollback(struct store *store)
{
	struct error unheard = { 0 };

	if (!sqlite3_get_autocommit(store->handle))
		store_run(store, TEXT("ROLLBACK"), &unheard);
}

int64_t store_last_id(const struct store *store)
{
	return sqlite3_last_insert_rowid(store->handle);
}

static enum fault read_number(
    struct store *store, const char *sql, int64_t *number, struct error *err)
{
	struct statement *statement = statement_open(store, sql, err);
	int64_t value = 0;
	enum fault fault;

	if (!statement)
		return err->fault;
	if (statement_step(statement))
		value = row_number(statement, 0);
	fault = statement_end(statement, err);
	statement_close(statement);
	if (fault == FAULT_NONE)
		*number = value;
	return fault;
}

enum fault store_version(struct store *store, int64_t *version, struct error *err)
{
	return read_number(store, "PRAGMA user_version", version, err);
}

enum fault store_application(struct store *store, int64_t *application, struct error *err)
{
	return read_number(store, "PRAGMA application_id", application, err);
}

enum fault store_check(struct store *store, struct error *err)
{
	struct statement *statement = statement_open(store, "PRAGMA integrity_check(1)", err);
	enum fault fault;

	if (!statement)
		return err->fault;
	if (statement_step(statement) && !text_equal(row_text(statement, 0), TEXT("ok")))
		fail(err, FAULT_CORRUPT, "'%s' is damaged: %.*s", store->path,
		    TEXT_ARG(row_text(statement, 0)));
	fault = statement_end(statement, err);
	statement_close(statement);
	return fault == FAULT_NONE ? err->fault : fault;
}
