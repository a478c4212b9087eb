/* Adding: a source once by its hash, a record by its id, a revision where the bytes are new to the
 * record. */
#include "vault/internal.h"

static Text hash_bytes(const Sha256 *hash)
{
	return (Text){ (const char *)hash->bytes, sizeof hash->bytes };
}

/* The one number that a bound statement asks for; 0 when there is no row or a NULL. */
static enum fault ask_number(struct statement *statement, int64_t *number, struct error *err)
{
	*number = statement_step(statement) ? row_number(statement, 0) : 0;
	return statement_end(statement, err);
}

static enum fault find_source(
    struct vault *vault, const Sha256 *hash, int64_t *id, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_SOURCE, err);

	if (!find)
		return err->fault;
	bind_blob(find, 1, hash_bytes(hash));
	return ask_number(find, id, err);
}

static enum fault add_source(
    struct vault *vault, const struct packed_content *packed, int64_t *id, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_SOURCE, err);

	if (!add)
		return err->fault;
	bind_blob(add, 1, hash_bytes(&packed->source_hash));
	bind_blob(add, 2, packed->source);
	if (statement_run(add, err) == FAULT_NONE)
		*id = store_last_id(vault->store);
	return err->fault;
}

static enum fault find_record(struct vault *vault, Text name, int64_t *id, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_RECORD, err);

	if (!find)
		return err->fault;
	bind_text(find, 1, name);
	return ask_number(find, id, err);
}

static enum fault add_record(struct vault *vault, Text name, int64_t *id, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_RECORD, err);

	if (!add)
		return err->fault;
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

static enum fault add_reading(struct vault *vault, const struct arrival *arrival,
    const struct packed_content *packed, int64_t revision, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_READING, err);

	if (!add)
		return err->fault;
	bind_number(add, 1, revision);
	bind_text(add, 2, record_kind_name(arrival->kind));
	bind_moment(add, 3, arrival->created);
	bind_moment(add, 5, arrival->stated_release);
	bind_blob(add, 7, hash_bytes(&packed->reading_hash));
	bind_blob(add, 8, packed->structure);
	bind_blob(add, 9, packed->text);
	bind_text(add, 10, arrival->flagging ? arrival->flagging->rules : (Text){ 0 });
	if (statement_run(add, err) == FAULT_NONE && arrival->flagging)
		flags_add(vault, revision, arrival->flagging, err);
	return err->fault;
}

/* Where an arrival stands in what the vault has: 0 where there is nothing yet. */
struct place {
	Sha256 hash; /* of the source */
	int64_t source, record;
	int64_t number, last; /* of the revision that has these bytes, and of the last one */
};

static enum fault find_place(
    struct vault *vault, const struct arrival *arrival, struct place *place, struct error *err)
{
	place->hash = arrival->packed ? arrival->packed->source_hash : sha256_of(arrival->source);
	if (find_source(vault, &place->hash, &place->source, err) != FAULT_NONE ||
	    find_record(vault, arrival->id, &place->record, err) != FAULT_NONE)
		return err->fault;
	if (!place->record)
		return FAULT_NONE;
	return find_revision(
	    vault, place->record, place->source, &place->number, &place->last, err);
}

static enum fault write(struct vault *vault, const struct arrival *arrival,
    const struct packed_content *packed, struct place *place, struct error *err)
{
	int64_t revision = 0;

	if ((!place->source && add_source(vault, packed, &place->source, err) != FAULT_NONE) ||
	    (!place->record && add_record(vault, arrival->id, &place->record, err) != FAULT_NONE) ||
	    rules_keep(vault, arrival->flagging, err) != FAULT_NONE)
		return err->fault;
	if (add_revision(vault, arrival, place->record, place->source, place->last + 1, &revision,
		err) != FAULT_NONE)
		return err->fault;
	return add_reading(vault, arrival, packed, revision, err);
}

/* Packs what nobody has packed yet; nothing is written before. */
static enum fault add_new(
    struct vault *vault, const struct arrival *arrival, struct place *place, struct error *err)
{
	struct packed_content packed;
	struct packer *packer;
	struct arena arena;
	enum fault fault;

	if (arrival->packed)
		return change_end(vault, write(vault, arrival, arrival->packed, place, err), err);
	if (!(packer = vault_packer(vault, err)))
		return change_refuse(vault, err->fault);
	arena_begin(&arena, 0);
	fault = content_pack(arrival->id, arrival->structure, arrival->text, arrival->source,
	    &place->hash, packer, &arena, &packed, err);
	if (fault != FAULT_NONE)
		fault = change_refuse(vault, fault);
	else
		fault = change_end(vault, write(vault, arrival, &packed, place, err), err);
	arena_end(&arena);
	return fault;
}

static enum fault check(const struct arrival *arrival, struct error *err)
{
	if (!record_id_is_valid(arrival->id))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' cannot be the id of a record",
		    TEXT_ARG(text_slice(arrival->id, 0, RECORD_ID_LIMIT)));
	if (!arrival->structure.len)
		return fail(err, FAULT_BAD_INPUT, "'%.*s' has no structure", TEXT_ARG(arrival->id));
	return FAULT_NONE;
}

enum fault vault_add(struct vault *vault, const struct arrival *arrival, enum outcome *outcome,
    uint32_t *revision, struct error *err)
{
	struct place place = { 0 };
	enum fault fault = check(arrival, err);

	if (fault == FAULT_NONE)
		fault = change_begin(vault, err);
	if (fault != FAULT_NONE)
		return fault;
	fault = find_place(vault, arrival, &place, err);
	if (fault != FAULT_NONE || place.number)
		fault = change_end(vault, fault, err);
	else
		fault = add_new(vault, arrival, &place, err);
	if (fault != FAULT_NONE)
		return fault;
	*outcome = place.number ? OUTCOME_IDENTICAL
	    : place.last        ? OUTCOME_UPDATED
				: OUTCOME_ACCEPTED;
	if (revision)
		*revision = (uint32_t)(place.number ? place.number : place.last + 1);
	return FAULT_NONE;
}

enum fault revision_find(
    struct vault *vault, Text id, uint32_t number, int64_t *revision, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_NAMED_REVISION, err);

	if (!find)
		return err->fault;
	bind_text(find, 1, id);
	bind_number(find, 2, number);
	if (ask_number(find, revision, err) == FAULT_NONE && !*revision)
		fail(err, FAULT_NOT_FOUND, "no revision %u of '%.*s' in the archive", number,
		    TEXT_ARG(id));
	return err->fault;
}

enum fault vault_find_source(struct vault *vault, const Sha256 *source, Text format,
    struct arena *arena, Text *id, uint32_t *revision, struct error *err)
{
	struct statement *find = vault_ask(vault, ASK_FIND_KNOWN, err);

	*id = (Text){ 0 };
	if (!find)
		return err->fault;
	bind_blob(find, 1, hash_bytes(source));
	bind_text(find, 2, format);
	if (statement_step(find)) {
		*id = text_copy(arena, row_text(find, 0));
		*revision = (uint32_t)row_number(find, 1);
	}
	return statement_end(find, err);
}
