/* What the files of the vault share; not for other rooms. */
#ifndef VAULT_INTERNAL_H
#define VAULT_INTERNAL_H

#include "base/sha256.h"
#include "store/store.h"
#include "vault/vault.h"

#define VAULT_FILE        "vault.db"
#define VAULT_APPLICATION 0x43484e43 /* "CHNC", PRAGMA application_id */

#define SELECT_HISTORY \
	"SELECT record.id, name, revision.number, path, kind, created, created_precision," \
	" stated_release, stated_release_precision, decision.revision, verdict, effective," \
	" effective_precision, reason, decided FROM record" \
	" JOIN revision ON revision.record = record.id AND revision.number =" \
	" (SELECT max(number) FROM revision AS any WHERE any.record = record.id)" \
	" JOIN reading ON reading.revision = revision.id" \
	" LEFT JOIN decision ON decision.record = record.id"

/* Statements that are prepared once; none of them is open while a taker runs. */
#define QUESTIONS(X) \
	X(FIND_SOURCE, "SELECT id FROM source WHERE sha256 = ?1") \
	X(ADD_SOURCE, "INSERT INTO source (sha256, bytes, packed) VALUES (?1, ?2, 1)") \
	X(FIND_KNOWN, \
	    "SELECT name, number FROM source JOIN revision ON revision.source = source.id" \
	    " JOIN record ON record.id = revision.record" \
	    " WHERE sha256 = ?1 AND format = ?2 ORDER BY revision.id LIMIT 1") \
	X(FIND_RECORD, "SELECT id FROM record WHERE name = ?1") \
	X(ADD_RECORD, "INSERT INTO record (name) VALUES (?1)") \
	X(FIND_REVISION, "SELECT number FROM revision WHERE record = ?1 AND source = ?2") \
	X(LAST_REVISION, "SELECT max(number) FROM revision WHERE record = ?1") \
	X(ADD_REVISION, \
	    "INSERT INTO revision (record, number, source, path, line, format, arrived)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
	X(ADD_READING, \
	    "INSERT INTO reading (revision, kind, created, created_precision, stated_release," \
	    " stated_release_precision, sha256, structure, structure_frame, text_frame)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9)") \
	X(ADD_DECISION, \
	    "INSERT INTO decision (record, revision, verdict, effective," \
	    " effective_precision, reason, curator, decided)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") \
	X(CONTENT, \
	    "SELECT structure, text, bytes, reading.sha256, source.sha256, structure_frame," \
	    " text_frame, source.packed FROM record" \
	    " JOIN revision ON revision.record = record.id" \
	    " JOIN source ON source.id = revision.source" \
	    " JOIN reading ON reading.revision = revision.id" \
	    " WHERE name = ?1 AND number = ?2") \
	X(READING, \
	    "SELECT kind, created, created_precision, sha256 FROM revision" \
	    " JOIN reading ON reading.revision = revision.id" \
	    " WHERE record = ?1 AND number = ?2") \
	X(HISTORY_BY_NAME, SELECT_HISTORY " WHERE name = ?1 ORDER BY decision.id") \
	X(HISTORY_BY_RECORD, SELECT_HISTORY " WHERE record.id = ?1 ORDER BY decision.id")

#define QUESTION_ENUM(name, sql) ASK_##name,
enum question { QUESTIONS(QUESTION_ENUM) QUESTION_COUNT };
#undef QUESTION_ENUM

struct vault {
	struct store *store;
	char *path;            /* of vault.db */
	bool many;             /* within vault_begin and vault_commit */
	enum fault spoilt;     /* of a change within it that was left half done */
	struct packer *packer; /* made at its first use */
	struct statement *statements[QUESTION_COUNT];
};

/* Prepared at its first use. NULL on failure. */
struct statement *vault_ask(struct vault *vault, enum question question, struct error *err);

/* Made at its first use. NULL on failure. */
struct packer *vault_packer(struct vault *vault, struct error *err);

/* A change is whole or not at all: a transaction of its own, or a part of the caller's, which a
 * fault spoils (a savepoint for each would cost as much as the change). What is refused is told
 * before anything is written, by change_end with `refused`. Both hand `fault` back, or the fault of
 * the commit. */
enum fault change_begin(struct vault *vault, struct error *err);
enum fault change_end(struct vault *vault, enum fault fault, struct error *err);
enum fault change_refuse(struct vault *vault, enum fault fault);

/* Two columns, seconds and precision; NULL seconds: unknown. */
void bind_moment(struct statement *statement, int parameter, Moment moment);
Moment row_moment(struct statement *statement, int column);

/* Brings the layout of an open store to the newest; `vault_layout` says what it is. */
enum fault vault_migrate(struct store *store, struct error *err);
enum fault vault_layout_check(
    struct store *store, const char *path, enum vault_access access, struct error *err);

Text verdict_name(enum verdict verdict); /* as stored */

#endif
