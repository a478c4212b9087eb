/* Making, opening and closing the vault, and its transactions. A new vault is made under another
 * name and renamed, so that a killed init leaves nothing that looks like one (I9). */
#include "vault/internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"

#define NEW_FILE "vault.db.new" /* with -wal and -shm beside it */

static const char *const questions[] = {
#define QUESTION_ROW(name, sql) [ASK_##name] = sql,
	QUESTIONS(QUESTION_ROW)
#undef QUESTION_ROW
};

/* --- making --- */

/* The folder may hold what a killed init left, and nothing else. */
static enum fault check_empty(const char *folder, struct arena *arena, struct error *err)
{
	TextList names = { 0 };

	if (folder_list(folder, arena, &names, err) != FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < names.count; i++)
		if (text_equal(names.items[i], TEXT(VAULT_FILE)))
			return fail(
			    err, FAULT_CONFLICT, "there is an archive in '%s' already", folder);
	for (uint32_t i = 0; i < names.count; i++) {
		if (!text_starts(names.items[i], TEXT(NEW_FILE)))
			return fail(err, FAULT_CONFLICT,
			    "'%s' holds other things ('%.*s'): an archive needs a folder of its own",
			    folder, TEXT_ARG(names.items[i]));
	}
	for (uint32_t i = 0; i < names.count; i++) {
		const char *path = path_join(arena, folder, names.items[i].at);

		if (path && remove(path) != 0)
			return fail_errno(err, errno, "cannot remove '%s'", path);
	}
	return FAULT_NONE;
}

static enum fault make_file(const char *path, struct error *err)
{
	struct store *store = store_open(path, STORE_CREATE, err);
	enum fault fault;

	if (!store)
		return err->fault;
	fault = vault_migrate(store, err);
	store_close(store); /* the last to close writes the log back and removes it */
	return fault;
}

static enum fault init(const char *folder, struct arena *arena, struct error *err)
{
	const char *beside = path_join(arena, folder, NEW_FILE);
	const char *path = path_join(arena, folder, VAULT_FILE);

	if (!beside || !path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to make an archive");
	if (folder_make(folder, err) != FAULT_NONE ||
	    check_empty(folder, arena, err) != FAULT_NONE || make_file(beside, err) != FAULT_NONE)
		return err->fault;
	if (rename(beside, path) != 0)
		return fail_errno(err, errno, "cannot make '%s'", path);
	return folder_sync(folder, err);
}

enum fault vault_init(const char *folder, struct error *err)
{
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = init(folder, &arena, err);
	arena_end(&arena);
	return fault;
}

/* --- opening --- */

static enum fault open_file(
    struct vault *vault, const char *folder, enum vault_access wanted, struct error *err)
{
	if (access(vault->path, F_OK) != 0)
		return errno == ENOENT || errno == ENOTDIR
		    ? fail(err, FAULT_NOT_FOUND, "no archive in '%s'", folder)
		    : fail_errno(err, errno, "cannot look for an archive in '%s'", folder);
	vault->store =
	    store_open(vault->path, wanted == VAULT_WRITE ? STORE_WRITE : STORE_READ, err);
	if (!vault->store)
		return err->fault;
	return vault_layout_check(vault->store, vault->path, wanted, err);
}

struct vault *vault_open(const char *folder, enum vault_access access, struct error *err)
{
	struct vault *vault = calloc(1, sizeof *vault);
	struct arena arena;
	const char *path;

	arena_begin(&arena, 0);
	path = path_join(&arena, folder, VAULT_FILE);
	if (!vault || !path || !(vault->path = strdup(path)))
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", folder);
	else if (open_file(vault, folder, access, err) == FAULT_NONE) {
		arena_end(&arena);
		return vault;
	}
	arena_end(&arena);
	vault_close(vault);
	return NULL;
}

void vault_close(struct vault *vault)
{
	if (!vault)
		return;
	for (size_t i = 0; i < QUESTION_COUNT; i++)
		statement_close(vault->statements[i]);
	packer_end(vault->packer);
	log_reader_close(vault->log);
	store_close(vault->store);
	free(vault->path);
	free(vault);
}

struct statement *vault_ask(struct vault *vault, enum question question, struct error *err)
{
	struct statement **statement = &vault->statements[question];

	if (!*statement)
		*statement = statement_open(vault->store, questions[question], err);
	return *statement;
}

struct packer *vault_packer(struct vault *vault, struct error *err)
{
	if (!vault->packer)
		vault->packer = packer_begin(err);
	return vault->packer;
}

/* --- transactions --- */

enum fault vault_begin(struct vault *vault, struct error *err)
{
	enum fault fault = store_begin(vault->store, err);

	vault->many = vault->many || fault == FAULT_NONE;
	return fault;
}

enum fault vault_commit(struct vault *vault, struct error *err)
{
	enum fault fault = vault->spoilt;

	if (fault != FAULT_NONE)
		return fail(err, fault,
		    "'%s': a change before failed; nothing of the transaction is kept",
		    vault->path);
	fault = store_commit(vault->store, err);
	if (fault == FAULT_NONE)
		vault->many = false;
	return fault;
}

void vault_rollback(struct vault *vault)
{
	store_rollback(vault->store);
	vault->many = false;
	vault->spoilt = FAULT_NONE;
}

enum fault change_begin(struct vault *vault, struct error *err)
{
	return vault->many ? FAULT_NONE : store_begin(vault->store, err);
}

enum fault change_end(struct vault *vault, enum fault fault, struct error *err)
{
	if (vault->many) {
		vault->spoilt = vault->spoilt ? vault->spoilt : fault;
		return fault;
	}
	if (fault == FAULT_NONE)
		fault = store_commit(vault->store, err);
	if (fault != FAULT_NONE)
		store_rollback(vault->store);
	return fault;
}

enum fault change_refuse(struct vault *vault, enum fault fault)
{
	if (!vault->many)
		store_rollback(vault->store);
	return fault;
}

/* --- values --- */

Sha256 row_hash(struct statement *statement, int column)
{
	Text stored = row_blob(statement, column);
	Sha256 hash = { 0 };

	if (stored.len == sizeof hash.bytes)
		memcpy(hash.bytes, stored.at, stored.len);
	return hash;
}

void bind_moment(struct statement *statement, int parameter, Moment moment)
{
	if (moment.precision == PRECISION_UNKNOWN)
		bind_null(statement, parameter);
	else
		bind_number(statement, parameter, moment.seconds);
	bind_number(statement, parameter + 1, moment.precision);
}

Moment row_moment(struct statement *statement, int column)
{
	int64_t precision = row_number(statement, column + 1);

	if (row_is_null(statement, column) || precision < PRECISION_YEAR ||
	    precision > PRECISION_SECOND)
		return MOMENT_UNKNOWN;
	return (Moment){ row_number(statement, column), (enum precision)precision };
}
