/* An entry's hash is over the lines below, the first of which is the hash of the entry before:
 *
 *   chancery.decision/1 HASH-BEFORE
 *   NUMBER ID REVISION VERDICT EFFECTIVE PRECISION DECIDED
 *   BYTES REASON
 *   BYTES CURATOR
 *   a line for each cut, restored cut and dismissed flag
 */
#include "vault/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "vault/internal.h"

#define ENTRY_LIMIT ((size_t)4 << 20) /* bytes of one entry's lines */

#define SELECT_ENTRIES \
	"SELECT decision.id, name, decision.revision, verdict, effective, effective_precision," \
	" decided, reason, curator, hash FROM decision JOIN record ON record.id = decision.record" \
	" LEFT JOIN chain ON chain.decision = decision.id"
enum column {
	NUMBER,
	NAME,
	REVISION,
	VERDICT,
	EFFECTIVE,
	DECIDED = EFFECTIVE + 2,
	REASON,
	CURATOR,
	HASH
};

#define SELECT_DETAILS \
	"SELECT 1 AS kind, cut.id AS place, 'cut ' || cut.id || ' ' || number || ' ' || start ||" \
	" ' ' || length || ' ' || code || ' ' || whole FROM cut" \
	" JOIN revision ON revision.id = cut.revision WHERE decision = ?1" \
	" UNION ALL SELECT 2, cut, 'restored ' || cut FROM restored WHERE decision = ?1" \
	" UNION ALL SELECT 3, dismissed.id, 'dismissed ' || number || ' ' || start || ' ' ||" \
	" length || ' ' || rule FROM dismissed" \
	" JOIN revision ON revision.id = dismissed.revision WHERE decision = ?1" \
	" ORDER BY kind, place"

struct log_reader {
	struct statement *one, *details, *last, *add;
};

static struct log_reader *log_reader_open(struct store *store, struct error *err)
{
	struct log_reader *reader = calloc(1, sizeof *reader);

	if (!reader) {
		fail(err, FAULT_NO_MEMORY, "no memory left to read the log");
		return NULL;
	}
	reader->one = statement_open(store, SELECT_ENTRIES " WHERE decision.id = ?1", err);
	reader->details = statement_open(store, SELECT_DETAILS, err);
	reader->last = statement_open(store,
	    "SELECT hash FROM chain WHERE decision < ?1 ORDER BY decision DESC LIMIT 1", err);
	reader->add =
	    statement_open(store, "INSERT INTO chain (decision, hash) VALUES (?1, ?2)", err);
	if (reader->one && reader->details && reader->last && reader->add)
		return reader;
	log_reader_close(reader);
	return NULL;
}

void log_reader_close(struct log_reader *reader)
{
	if (!reader)
		return;
	statement_close(reader->one);
	statement_close(reader->details);
	statement_close(reader->last);
	statement_close(reader->add);
	free(reader);
}

/* --- one entry --- */

static enum fault put_details(
    struct log_reader *reader, int64_t decision, struct out *out, struct error *err)
{
	bind_number(reader->details, 1, decision);
	while (statement_step(reader->details)) {
		out_put(out, row_text(reader->details, 2));
		out_char(out, '\n');
	}
	return statement_end(reader->details, err);
}

static Sha256 hash_of(const struct log_entry *entry, const Sha256 *before)
{
	char hex[SHA256_HEX_ROOM];
	struct out out;
	Sha256 hash;

	out_begin(&out, ENTRY_LIMIT);
	out_printf(&out, "chancery.decision/1 %.*s\n", TEXT_ARG(sha256_hex(*before, hex)));
	out_printf(&out, "%" PRId64 " %.*s %u %.*s %" PRId64 " %d %" PRId64 "\n", entry->number,
	    TEXT_ARG(entry->id), entry->revision, TEXT_ARG(verdict_name(entry->verdict)),
	    entry->effective.seconds, (int)entry->effective.precision, entry->decided);
	out_printf(&out, "%zu %.*s\n%zu %.*s\n", entry->reason.len, TEXT_ARG(entry->reason),
	    entry->curator.len, TEXT_ARG(entry->curator));
	out_put(&out, entry->details);
	hash = sha256_of(out_text(&out));
	out_end(&out);
	return hash;
}

/* Borrowed from the row, and from `details`, which is put anew. */
static enum fault read_entry(struct log_reader *reader, struct statement *rows, struct out *details,
    struct log_entry *entry, struct error *err)
{
	*entry = (struct log_entry){
		.number = row_number(rows, NUMBER),
		.id = row_text(rows, NAME),
		.revision = (uint32_t)row_number(rows, REVISION),
		.verdict = verdict_read(row_text(rows, VERDICT)),
		.effective = row_moment(rows, EFFECTIVE),
		.decided = row_number(rows, DECIDED),
		.reason = row_text(rows, REASON),
		.curator = row_text(rows, CURATOR),
	};
	out_reset(details);
	if (put_details(reader, entry->number, details, err) != FAULT_NONE)
		return err->fault;
	entry->details = out_text(details);
	return out_check(details, "an entry of the log", err);
}

/* --- adding --- */

static enum fault add_link(
    struct log_reader *reader, int64_t decision, const Sha256 *hash, struct error *err)
{
	bind_number(reader->add, 1, decision);
	bind_blob(reader->add, 2, (Text){ (const char *)hash->bytes, sizeof hash->bytes });
	return statement_run(reader->add, err);
}

static enum fault chain_one(struct log_reader *reader, int64_t decision, struct error *err)
{
	struct log_entry entry = { 0 };
	struct out details;
	Sha256 before = { 0 }, hash = { 0 };
	enum fault fault;

	bind_number(reader->last, 1, decision);
	if (statement_step(reader->last))
		before = row_hash(reader->last, 0);
	if (statement_end(reader->last, err) != FAULT_NONE)
		return err->fault;
	out_begin(&details, ENTRY_LIMIT);
	bind_number(reader->one, 1, decision);
	if (statement_step(reader->one) &&
	    read_entry(reader, reader->one, &details, &entry, err) == FAULT_NONE)
		hash = hash_of(&entry, &before);
	fault = statement_end(reader->one, err);
	out_end(&details);
	if (fault != FAULT_NONE || err->fault != FAULT_NONE)
		return fault != FAULT_NONE ? fault : err->fault;
	return add_link(reader, decision, &hash, err);
}

enum fault log_chain(struct vault *vault, int64_t decision, struct error *err)
{
	if (!vault->log)
		vault->log = log_reader_open(vault->store, err);
	return vault->log ? chain_one(vault->log, decision, err) : err->fault;
}

enum fault log_chain_all(struct store *store, struct error *err)
{
	struct log_reader *reader = log_reader_open(store, err);
	struct statement *rows = statement_open(store,
	    "SELECT id FROM decision WHERE id > (SELECT coalesce(max(decision), 0) FROM chain)"
	    " ORDER BY id LIMIT 1",
	    err);
	enum fault fault = reader && rows ? FAULT_NONE : err->fault;

	while (fault == FAULT_NONE) {
		int64_t decision = statement_step(rows) ? row_number(rows, 0) : 0;

		fault = statement_end(rows, err);
		if (fault != FAULT_NONE || !decision)
			break;
		fault = chain_one(reader, decision, err);
	}
	statement_close(rows);
	log_reader_close(reader);
	return fault;
}

/* --- reading --- */

struct walk {
	struct vault *vault;
	log_taker *take; /* NULL: only the chain is looked at */
	void *context;
	bool check;
	struct log_state *state;
	Sha256 before;
};

static enum fault check_entry(
    struct walk *walk, const struct log_entry *entry, struct statement *rows, struct error *err)
{
	Sha256 hash = hash_of(entry, &walk->before);

	if ((int64_t)++walk->state->entries != entry->number ||
	    !sha256_equal(hash, row_hash(rows, HASH)))
		return fail(err, FAULT_CORRUPT,
		    "'%s': entry %" PRIu64 " of the log is not what was written: %.*s of '%.*s'",
		    walk->vault->path, walk->state->entries, TEXT_ARG(verdict_name(entry->verdict)),
		    TEXT_ARG(entry->id));
	walk->before = hash;
	return FAULT_NONE;
}

static enum fault walk_entry(struct walk *walk, struct statement *rows, struct error *err)
{
	char hex[SHA256_HEX_ROOM];
	struct log_entry entry;
	struct out details;
	enum fault fault;

	out_begin(&details, ENTRY_LIMIT);
	fault = read_entry(walk->vault->log, rows, &details, &entry, err);
	entry.hash = sha256_hex(row_hash(rows, HASH), hex);
	if (fault == FAULT_NONE && walk->check)
		fault = check_entry(walk, &entry, rows, err);
	if (fault == FAULT_NONE && walk->take)
		fault = walk->take(walk->context, &entry, err);
	out_end(&details);
	return fault;
}

static enum fault walk_entries(struct walk *walk, Text id, struct error *err)
{
	struct statement *rows = statement_open(walk->vault->store,
	    SELECT_ENTRIES " WHERE ?1 = '' OR name = ?1 ORDER BY decision.id", err);
	enum fault fault = rows ? FAULT_NONE : err->fault, end;

	if (!walk->vault->log)
		walk->vault->log = log_reader_open(walk->vault->store, err);
	if (!rows || !walk->vault->log) {
		statement_close(rows);
		return err->fault;
	}
	bind_text(rows, 1, id.len ? id : TEXT(""));
	while (fault == FAULT_NONE && statement_step(rows))
		fault = walk_entry(walk, rows, err);
	end = statement_end(rows, err);
	statement_close(rows);
	return fault != FAULT_NONE ? fault : end;
}

enum fault vault_each_entry(
    struct vault *vault, Text id, log_taker *take, void *context, struct error *err)
{
	struct walk walk = { .vault = vault, .take = take, .context = context };

	return walk_entries(&walk, id, err);
}

enum fault vault_log_verify(struct vault *vault, struct log_state *state, struct error *err)
{
	struct log_state found = { 0 };
	struct walk walk = { .vault = vault, .check = true, .state = &found };
	enum fault fault = walk_entries(&walk, TEXT(""), err);

	if (fault == FAULT_NONE) {
		sha256_hex(walk.before, found.head);
		*state = found;
	}
	return fault;
}
