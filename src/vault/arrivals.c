/* Adding: a source once by its hash, a record by its id, a revision where the bytes are new to the
 * record. */
#include "vault/internal.h"

static Text hash_bytes(const Sha256 *hash)
{
	return (Text){ (const char *)hash->bytes, sizeof hash->bytes };
}

Sha256 reading_hash(Text structure, Text text)
{
	Sha256 both[2] = { sha256_of(structure), sha256_of(text) };

	return sha256_of((Text){ (const char *)both, sizeof both });
}

/* The one number that a bound statement asks for; 0 when there is no row or a NULL. */
static enum fault ask_number(struct statement *statement, int64_t *number, struct error *err)
{
	*number = statement_step(statement) ? row_number(statement, 0) : 0;
	return statement_end(statement, err);
}

static enum fault keep_source(struct vault *vault, Text bytes, int64_t *id, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_SOURCE, err);
	struct statement *add = vault_ask(vault, ASK_ADD_SOURCE, err);
	Sha256 hash = sha256_of(bytes);

	if (!find || !add)
		return err->fault;
	bind_blob(find, 1, hash_bytes(&hash));
	if (ask_number(find, id, err) != FAULT_NONE || *id)
		return err->fault;
	bind_blob(add, 1, hash_bytes(&hash));
	bind_blob(add, 2, bytes.at ? bytes : TEXT(""));
	if (statement_run(add, err) == FAULT_NONE)
		*id = store_last_id(vault->store);
	return err->fault;
}

static enum fault keep_record(
    struct vault *vault, Text name, int64_t *id, bool *is_new, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_RECORD, err);
	struct statement *add = vault_ask(vault, ASK_ADD_RECORD, err);

	if (!find || !add)
		return err->fault;
	bind_text(find, 1, name);
	if (ask_number(find, id, err) != FAULT_NONE)
		return err->fault;
	*is_new = *id == 0;
	if (!*is_new)
		return FAULT_NONE;
	bind_text(add, 1, name);
	if (statement_run(add, err) == FAULT_NONE)
		*id = store_last_id(vault->store);
	return err->fault;
}

/* The number of the revision that has this source, 0 when none has; and the number of the last one.
 */
static enum fault find_revision(struct vault *vault, int64_t record, int64_t source,
    int64_t *number, int64_t *last, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_REVISION, err);
	struct statement *latest = vault_ask(vault, ASK_LAST_REVISION, err);

	if (!find || !latest)
		return err->fault;
	bind_number(find, 1, record);
	bind_number(find, 2, source);
	bind_number(latest, 1, record);
	if (ask_number(find, number, err) == FAULT_NONE)
		ask_number(latest, last, err);
	return err->fault;
}

static enum fault add_revision(struct vault *vault, const struct arrival *arrival, int64_t record,
    int64_t source, int64_t number, int64_t *revision, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_REVISION, err);

	if (!add)
		return err->fault;
	bind_number(add, 1, record);
	bind_number(add, 2, number);
	bind_number(add, 3, source);
	bind_text(add, 4, arrival->path.at ? arrival->path : TEXT(""));
	bind_number(add, 5, arrival->line);
	bind_text(add, 6, arrival->format.at ? arrival->format : TEXT(""));
	bind_number(add, 7, clock_now().seconds);
	if (statement_run(add, err) == FAULT_NONE)
		*revision = store_last_id(vault->store);
	return err->fault;
}

/* A transcript that is the source to the byte is not kept twice. */
static enum fault add_reading(
    struct vault *vault, const struct arrival *arrival, int64_t revision, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_READING, err);
	Sha256 hash = reading_hash(arrival->structure, arrival->text);

	if (!add)
		return err->fault;
	bind_number(add, 1, revision);
	bind_text(add, 2, record_kind_name(arrival->kind));
	bind_moment(add, 3, arrival->created);
	bind_moment(add, 5, arrival->stated_release);
	bind_blob(add, 7, hash_bytes(&hash));
	bind_text(add, 8, arrival->structure);
	if (text_equal(arrival->text, arrival->source))
		bind_null(add, 9);
	else
		bind_text(add, 9, arrival->text.at ? arrival->text : TEXT(""));
	return statement_run(add, err);
}

static enum fault add(struct vault *vault, const struct arrival *arrival, enum outcome *outcome,
    uint32_t *revision, struct error *err)
{
	int64_t source = 0, record = 0, id = 0, number = 0, last = 0;
	bool is_new;

	if (keep_source(vault, arrival->source, &source, err) != FAULT_NONE ||
	    keep_record(vault, arrival->id, &record, &is_new, err) != FAULT_NONE ||
	    find_revision(vault, record, source, &number, &last, err) != FAULT_NONE)
		return err->fault;
	if (number == 0) {
		number = last + 1;
		if (add_revision(vault, arrival, record, source, number, &id, err) != FAULT_NONE ||
		    add_reading(vault, arrival, id, err) != FAULT_NONE)
			return err->fault;
		*outcome = is_new ? OUTCOME_ACCEPTED : OUTCOME_UPDATED;
	} else
		*outcome = OUTCOME_IDENTICAL;
	if (revision)
		*revision = (uint32_t)number;
	return FAULT_NONE;
}

enum fault vault_add(struct vault *vault, const struct arrival *arrival, enum outcome *outcome,
    uint32_t *revision, struct error *err)
{
	enum outcome found = OUTCOME_IDENTICAL;
	uint32_t number = 0;
	enum fault fault;

	if (!record_id_is_valid(arrival->id))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' cannot be the id of a record",
		    TEXT_ARG(text_slice(arrival->id, 0, RECORD_ID_LIMIT)));
	if (arrival->structure.len > STRUCTURE_BYTES_LIMIT)
		return fail(err, FAULT_TOO_LARGE,
		    "what was read out of '%.*s' is larger than %u bytes", TEXT_ARG(arrival->id),
		    STRUCTURE_BYTES_LIMIT);
	fault = change_begin(vault, err);
	if (fault != FAULT_NONE)
		return fault;
	fault = change_end(vault, add(vault, arrival, &found, &number, err), err);
	if (fault != FAULT_NONE)
		return fault;
	*outcome = found;
	if (revision)
		*revision = number;
	return FAULT_NONE;
}
