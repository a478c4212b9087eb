/* The layout of vault.db, step by step. PRAGMA user_version counts the steps taken, application_id
 * says that it is ours; all missing steps are one transaction. */
#include "vault/internal.h"

#include <inttypes.h>

extern const Text embedded_001_first_sql, embedded_002_packed_sql, embedded_003_review_sql;

static const struct step {
	int layout;
	const Text *sql;
	Text mark;                                                  /* written with it */
	enum fault (*also)(struct store *store, struct error *err); /* what SQL cannot; or NULL */
} schema[] = {
	{ 1, &embedded_001_first_sql,
	    TEXT_INIT("PRAGMA application_id = 0x43484e43; PRAGMA user_version = 1;"), NULL },
	{ 2, &embedded_002_packed_sql, TEXT_INIT("PRAGMA user_version = 2;"), NULL },
	{ 3, &embedded_003_review_sql, TEXT_INIT("PRAGMA user_version = 3;"), log_chain_all },
};

#define STEPS  (sizeof schema / sizeof *schema)
#define NEWEST (schema[STEPS - 1].layout)

enum fault vault_migrate(struct store *store, struct error *err)
{
	int64_t layout = 0;
	enum fault fault = store_begin(store, err);

	if (fault == FAULT_NONE)
		fault = store_version(store, &layout, err);
	for (size_t i = 0; i < STEPS && fault == FAULT_NONE; i++) {
		if (schema[i].layout <= layout)
			continue;
		fault = store_run(store, *schema[i].sql, err);
		if (fault == FAULT_NONE)
			fault = store_run(store, schema[i].mark, err);
		if (fault == FAULT_NONE && schema[i].also)
			fault = schema[i].also(store, err);
	}
	if (fault == FAULT_NONE)
		fault = store_commit(store, err);
	if (fault != FAULT_NONE)
		store_rollback(store);
	return fault;
}

enum fault vault_layout_check(
    struct store *store, const char *path, enum vault_access access, struct error *err)
{
	int64_t application = 0, layout = 0;

	if (store_application(store, &application, err) != FAULT_NONE ||
	    store_version(store, &layout, err) != FAULT_NONE)
		return err->fault;
	if (application != VAULT_APPLICATION)
		return fail(err, FAULT_BAD_INPUT, "'%s' is not the vault of an archive", path);
	if (layout > NEWEST)
		return fail(err, FAULT_TOO_NEW,
		    "'%s' has layout %" PRId64
		    "; this program knows up to %d: use a newer Chancery",
		    path, layout, NEWEST);
	if (layout == NEWEST)
		return FAULT_NONE;
	if (access == VAULT_READ)
		return fail(err, FAULT_CONFLICT,
		    "'%s' has layout %" PRId64 " of %d: a command that writes brings it up to date",
		    path, layout, NEWEST);
	return vault_migrate(store, err);
}
