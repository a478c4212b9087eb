/* What the files of the vault share; not for other rooms. */
#ifndef VAULT_INTERNAL_H
#define VAULT_INTERNAL_H

#include "base/sha256.h"
#include "store/store.h"
#include "vault/flags.h"

#define VAULT_FILE        "vault.db"
#define VAULT_APPLICATION 0x43484e43 /* "CHNC", PRAGMA application_id */

/* Cuts that were not restored. (No views: the store does not allow any.) */
#define LIVE_CUT "(SELECT * FROM cut WHERE id NOT IN (SELECT cut FROM restored))"

/* Flags with what was answered: '' for open ones. A cut answers when it covers the name that a mark
 * is about, or else what was found. */
#define FLAG_STATE \
	"(SELECT flag.*, CASE" \
	" WHEN EXISTS (SELECT 1 FROM " LIVE_CUT " AS live WHERE live.revision = flag.revision" \
	"   AND live.start <= iif(subject_length, subject_start, flag.start)" \
	"   AND live.start + live.length >= iif(subject_length," \
	"     subject_start + subject_length, flag.start + flag.length)) THEN 'cut'" \
	" WHEN EXISTS (SELECT 1 FROM dismissed WHERE dismissed.revision = flag.revision" \
	"   AND dismissed.rule = flag.rule AND dismissed.start = flag.start" \
	"   AND dismissed.length = flag.length) THEN 'dismissed'" \
	" ELSE '' END AS answer FROM flag)"

#define SELECT_HISTORY \
	"SELECT record.id, name, revision.number, path, kind, created, created_precision," \
	" stated_release, stated_release_precision," \
	" (SELECT count(*) FROM " FLAG_STATE " WHERE revision = revision.id AND answer = '')," \
	" (SELECT count(*) FROM " FLAG_STATE " WHERE revision = revision.id AND answer = ''" \
	"   AND severe)," \
	" (SELECT count(*) FROM flag WHERE revision = revision.id AND severe)," \
	" EXISTS (SELECT 1 FROM " LIVE_CUT " WHERE revision = revision.id)," \
	" decision.revision, verdict, effective, effective_precision, reason, decided, curator" \
	" FROM record" \
	" JOIN revision ON revision.record = record.id AND revision.number =" \
	" (SELECT max(number) FROM revision AS any WHERE any.record = record.id)" \
	" JOIN reading ON reading.revision = revision.id" \
	" LEFT JOIN decision ON decision.record = record.id"

/* Of the revision that the name and number of ?1 and ?2 are. */
#define WHICH_REVISION \
	"(SELECT revision.id FROM record JOIN revision ON revision.record = record.id" \
	" WHERE name = ?1 AND number = ?2)"

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
	    " stated_release_precision, sha256, structure, structure_frame, text_frame, rules)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9," \
	    " (SELECT id FROM rules WHERE version = ?10))") \
	X(ADD_RULES, "INSERT INTO rules (version) VALUES (?1) ON CONFLICT DO NOTHING") \
	X(ADD_FLAG, \
	    "INSERT INTO flag (revision, rule, severe, start, length, subject_start," \
	    " subject_length) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
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
	    "SELECT kind, reading.created, reading.created_precision, reading.sha256, revision.id," \
	    " shown.created, shown.created_precision, shown.sha256, shown.cuts, arrived," \
	    " source.sha256, shown.source_sha256 FROM revision" \
	    " JOIN source ON source.id = revision.source JOIN reading ON reading.revision = revision.id" \
	    " LEFT JOIN shown ON shown.revision = revision.id" \
	    " WHERE record = ?1 AND number = ?2") \
	X(FIND_NAMED_REVISION, \
	    "SELECT revision.id FROM record JOIN revision ON revision.record = record.id" \
	    " WHERE name = ?1 AND number = ?2") \
	X(CUTS, \
	    "SELECT id, start, length, code, whole FROM " LIVE_CUT " WHERE revision = ?1" \
	    " ORDER BY start, length, id") \
	X(ADD_CUT, \
	    "INSERT INTO cut (decision, revision, start, length, code, whole)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)") \
	X(ADD_RESTORED, "INSERT INTO restored (cut, decision) VALUES (?1, ?2)") \
	X(PUT_SHOWN, \
	    "INSERT OR REPLACE INTO shown (revision, cuts, created, created_precision, sha256," \
	    " source_sha256, structure_frame, source_frame)" \
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") \
	X(DROP_SHOWN, "DELETE FROM shown WHERE revision = ?1") \
	X(FLAGS, \
	    "SELECT id, rule, severe, start, length, subject_start, subject_length, answer" \
	    " FROM " FLAG_STATE " WHERE revision = ?1 ORDER BY start, length, rule") \
	X(RULES_OF, \
	    "SELECT version FROM reading JOIN rules ON rules.id = reading.rules" \
	    " WHERE revision = ?1") \
	X(DROP_FLAGS, "DELETE FROM flag WHERE revision = ?1") \
	X(MARK_RULES, \
	    "UPDATE reading SET rules = (SELECT id FROM rules WHERE version = ?2)" \
	    " WHERE revision = ?1") \
	X(ADD_DISMISSED, \
	    "INSERT INTO dismissed (decision, revision, rule, start, length)" \
	    " SELECT ?1, revision, rule, start, length FROM flag WHERE id = ?2") \
	X(HINDRANCES, \
	    "SELECT rule, count(*) FROM " FLAG_STATE " WHERE revision = " WHICH_REVISION \
	    " AND answer = '' AND severe GROUP BY rule UNION ALL SELECT '', 1 FROM reading" \
	    " WHERE revision = " WHICH_REVISION " AND rules IS NULL") \
	X(SHOWN, \
	    "SELECT cuts, structure_frame, source_frame, sha256, source_sha256 FROM shown" \
	    " WHERE revision = ?1") \
	X(HISTORY_BY_NAME, SELECT_HISTORY " WHERE name = ?1 ORDER BY decision.id") \
	X(HISTORY_BY_RECORD, SELECT_HISTORY " WHERE record.id = ?1 ORDER BY decision.id")

#define QUESTION_ENUM(name, sql) ASK_##name,
enum question { QUESTIONS(QUESTION_ENUM) QUESTION_COUNT };
#undef QUESTION_ENUM

struct history;

struct vault {
	struct store *store;
	char *path;             /* of vault.db */
	bool many;              /* within vault_begin and vault_commit */
	enum fault spoilt;      /* of a change within it that was left half done */
	struct packer *packer;  /* made at its first use */
	struct log_reader *log; /* the same */
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

/* Adds the decision's hash, over that of the one before it. */
void log_reader_close(struct log_reader *reader); /* NULL is allowed */
enum fault log_chain(struct vault *vault, int64_t decision, struct error *err);
/* All decisions without one, of a vault from before there was a chain. */
enum fault log_chain_all(struct store *store, struct error *err);

/* A decision about a revision (0: the latest), and what it has besides its row: `put` (may be NULL)
 * writes it, given the decision's number. A FAULT_NOT_FOUND, _BAD_INPUT or _CONFLICT of `check`
 * (may be NULL), which is called before anything is written, refuses it. */
typedef enum fault decision_part(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err);
struct decision_parts {
	decision_part *check, *put;
	void *context;
};
enum fault decide_with(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const struct decision_parts *parts, struct error *err);

/* The id of a revision by its record's id and its number. FAULT_NOT_FOUND. */
enum fault revision_find(
    struct vault *vault, Text id, uint32_t number, int64_t *revision, struct error *err);
enum fault flags_add(
    struct vault *vault, int64_t revision, const struct flagging *flagging, struct error *err);
/* The rules of a flagging (NULL: none) get their row. */
enum fault rules_keep(struct vault *vault, const struct flagging *flagging, struct error *err);
/* The digest of a revision's live cuts, which `shown` has to have; *any is false without any. */
enum fault cuts_digest(
    struct vault *vault, int64_t revision, bool *any, Sha256 *digest, struct error *err);
/* A hash of another length is none that any bytes have. */
Sha256 row_hash(struct statement *statement, int column);

/* Two columns, seconds and precision; NULL seconds: unknown. */
void bind_moment(struct statement *statement, int parameter, Moment moment);
Moment row_moment(struct statement *statement, int column);

/* Brings the layout of an open store to the newest; `vault_layout` says what it is. */
enum fault vault_migrate(struct store *store, struct error *err);
enum fault vault_layout_check(
    struct store *store, const char *path, enum vault_access access, struct error *err);

enum verdict verdict_read(Text stored);

#endif
