/* Cuts are rows that stay; what is shown instead is derived and carries the digest of the cuts it
 * was made with, so that a cut which nothing was made for keeps the record in (I4). */
#include "vault/redactions.h"

#include <inttypes.h>
#include <string.h>

#include "record/redaction.h"
#include "vault/internal.h"

enum cut_column { CUT, START, LENGTH, CODE, WHOLE };

struct cutting {
	const struct vault_cut *cuts;
	const int64_t *numbers; /* of cuts to be restored */
	uint32_t count;
};

/* --- reading --- */

static struct vault_cut read_cut(struct statement *rows)
{
	return (struct vault_cut){
		.number = row_number(rows, CUT),
		.span = { (uint32_t)row_number(rows, START), (uint32_t)row_number(rows, LENGTH) },
		.code = row_text(rows, CODE),
		.whole = row_number(rows, WHOLE) != 0,
	};
}

static enum fault read_cuts(struct vault *vault, int64_t revision, struct arena *arena,
    VaultCutList *cuts, struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_CUTS, err);
	enum fault fault;

	if (!rows)
		return err->fault;
	bind_number(rows, 1, revision);
	while (statement_step(rows)) {
		struct vault_cut *cut = array_add(cuts, arena);

		if (!cut)
			break;
		*cut = read_cut(rows);
		cut->code = text_copy(arena, cut->code);
	}
	fault = statement_end(rows, err);
	if (fault == FAULT_NONE && arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for the cuts of a record");
	return fault;
}

enum fault vault_cuts(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    VaultCutList *cuts, struct error *err)
{
	int64_t number = 0;
	enum fault fault = revision_find(vault, id, revision, &number, err);

	*cuts = (VaultCutList){ 0 };
	return fault == FAULT_NONE ? read_cuts(vault, number, arena, cuts, err) : fault;
}

enum fault cuts_digest(
    struct vault *vault, int64_t revision, bool *any, Sha256 *digest, struct error *err)
{
	VaultCutList cuts = { 0 };
	struct arena arena;
	struct out out;
	enum fault fault;

	arena_begin(&arena, 0);
	out_begin(&out, (size_t)64 << 20);
	fault = read_cuts(vault, revision, &arena, &cuts, err);
	for (uint32_t i = 0; i < cuts.count; i++)
		out_printf(&out, "%u %u %.*s %d\n", cuts.items[i].span.start,
		    cuts.items[i].span.length, TEXT_ARG(cuts.items[i].code), cuts.items[i].whole);
	if (fault == FAULT_NONE)
		fault = out_check(&out, "the cuts of a record", err);
	*any = cuts.count > 0;
	*digest = sha256_of(out_text(&out));
	out_end(&out);
	arena_end(&arena);
	return fault;
}

/* --- deciding --- */

static enum fault check_cuts(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct cutting *cutting = context;

	(void)vault, (void)revision, (void)decision;
	if (!cutting->count)
		return fail(err, FAULT_BAD_INPUT, "no words are given to be taken out");
	for (uint32_t i = 0; i < cutting->count; i++) {
		const struct vault_cut *cut = &cutting->cuts[i];

		if (!reason_is_valid(cut->code))
			return fail(err, FAULT_BAD_INPUT, "'%.*s' is no reason to redact for",
			    TEXT_ARG(cut->code));
		if (!cut->span.length)
			return fail(err, FAULT_BAD_INPUT, "a cut takes out no words");
	}
	return FAULT_NONE;
}

static enum fault put_cuts(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct cutting *cutting = context;
	struct statement *add = vault_ask(vault, ASK_ADD_CUT, err);

	for (uint32_t i = 0; add && i < cutting->count && err->fault == FAULT_NONE; i++) {
		const struct vault_cut *cut = &cutting->cuts[i];

		bind_number(add, 1, decision);
		bind_number(add, 2, revision);
		bind_number(add, 3, cut->span.start);
		bind_number(add, 4, cut->span.length);
		bind_text(add, 5, cut->code);
		bind_number(add, 6, cut->whole);
		statement_run(add, err);
	}
	return err->fault;
}

enum fault vault_redact(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const struct vault_cut *cuts, uint32_t count,
    struct error *err)
{
	struct cutting cutting = { .cuts = cuts, .count = count };
	const struct decision_parts parts = { check_cuts, put_cuts, &cutting };
	struct decision redaction = *decision;

	redaction.verdict = VERDICT_REDACT;
	return decide_with(vault, id, revision, &redaction, &parts, err);
}

static enum fault check_numbers(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct cutting *cutting = context;
	VaultCutList cuts = { 0 };
	struct arena arena;
	enum fault fault;

	(void)decision;
	arena_begin(&arena, 0);
	fault = read_cuts(vault, revision, &arena, &cuts, err);
	for (uint32_t i = 0; i < cutting->count && fault == FAULT_NONE; i++) {
		bool found = false;

		for (uint32_t k = 0; k < cuts.count; k++)
			found = found || cuts.items[k].number == cutting->numbers[i];
		if (!found)
			fault = fail(err, FAULT_NOT_FOUND,
			    "no cut %" PRId64 " in this revision, or it was restored",
			    cutting->numbers[i]);
	}
	if (fault == FAULT_NONE && !cutting->count)
		fault = fail(err, FAULT_BAD_INPUT, "no cuts are given to be restored");
	arena_end(&arena);
	return fault;
}

static enum fault put_restored(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct cutting *cutting = context;
	struct statement *add = vault_ask(vault, ASK_ADD_RESTORED, err);

	(void)revision;
	for (uint32_t i = 0; add && i < cutting->count && err->fault == FAULT_NONE; i++) {
		bind_number(add, 1, cutting->numbers[i]);
		bind_number(add, 2, decision);
		statement_run(add, err);
	}
	return err->fault;
}

enum fault vault_restore(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const int64_t *numbers, uint32_t count, struct error *err)
{
	struct cutting cutting = { .numbers = numbers, .count = count };
	const struct decision_parts parts = { check_numbers, put_restored, &cutting };
	struct decision restoration = *decision;

	restoration.verdict = VERDICT_RESTORE;
	return decide_with(vault, id, revision, &restoration, &parts, err);
}

/* --- what is shown --- */

static Text hash_bytes(const Sha256 *hash)
{
	return (Text){ (const char *)hash->bytes, sizeof hash->bytes };
}

static enum fault keep_shown(struct vault *vault, int64_t revision, const Sha256 *digest,
    const struct shown *shown, const struct packed_content *packed, struct error *err)
{
	struct statement *put = vault_ask(vault, ASK_PUT_SHOWN, err);

	if (!put)
		return err->fault;
	bind_number(put, 1, revision);
	bind_blob(put, 2, hash_bytes(digest));
	bind_moment(put, 3, shown->created);
	bind_blob(put, 5, hash_bytes(&packed->reading_hash));
	bind_blob(put, 6, hash_bytes(&packed->source_hash));
	bind_blob(put, 7, packed->structure);
	bind_blob(put, 8, packed->source);
	return statement_run(put, err);
}

static enum fault drop_shown(struct vault *vault, int64_t revision, struct error *err)
{
	struct statement *drop = vault_ask(vault, ASK_DROP_SHOWN, err);

	if (!drop)
		return err->fault;
	bind_number(drop, 1, revision);
	return statement_run(drop, err);
}

static enum fault show(
    struct vault *vault, Text id, int64_t revision, const struct shown *shown, struct error *err)
{
	struct packer *packer = vault_packer(vault, err);
	Sha256 digest, hash = sha256_of(shown->text);
	struct packed_content packed;
	struct arena arena;
	bool any = false;
	enum fault fault;

	if (!packer || cuts_digest(vault, revision, &any, &digest, err) != FAULT_NONE)
		return err->fault;
	if (!any)
		return drop_shown(vault, revision, err);
	arena_begin(&arena, 0);
	fault = content_pack(
	    id, shown->structure, shown->text, shown->text, &hash, packer, &arena, &packed, err);
	if (fault == FAULT_NONE)
		fault = keep_shown(vault, revision, &digest, shown, &packed, err);
	arena_end(&arena);
	return fault;
}

enum fault vault_show(
    struct vault *vault, Text id, uint32_t revision, const struct shown *shown, struct error *err)
{
	int64_t number = 0;
	enum fault fault = change_begin(vault, err);

	if (fault != FAULT_NONE)
		return fault;
	if (revision_find(vault, id, revision, &number, err) != FAULT_NONE)
		return change_refuse(vault, err->fault);
	return change_end(vault, show(vault, id, number, shown, err), err);
}

/* --- what goes out --- */

static enum fault copy_shown(struct statement *rows, const Sha256 *digest, struct arena *arena,
    struct packed_content *packed, struct error *err)
{
	struct packed_content content = { .is_packed = true, .is_source_packed = true };

	if (!statement_step(rows) || !sha256_equal(row_hash(rows, 0), *digest))
		return fail(err, FAULT_CONFLICT,
		    "words of '%.*s' were cut and nothing was made to show instead",
		    TEXT_ARG(packed->id));
	content.id = packed->id;
	content.structure = text_copy(arena, row_blob(rows, 1));
	content.source = text_copy(arena, row_blob(rows, 2));
	content.reading_hash = row_hash(rows, 3);
	content.source_hash = row_hash(rows, 4);
	if (arena->failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(packed->id));
	*packed = content;
	return FAULT_NONE;
}

enum fault vault_public_content(struct vault *vault, Text id, uint32_t revision,
    struct arena *arena, struct packed_content *packed, struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_SHOWN, err);
	struct packed_content content = { .id = text_copy(arena, id) };
	int64_t number = 0;
	Sha256 digest;
	bool any = false;
	enum fault fault, end;

	if (!rows || revision_find(vault, id, revision, &number, err) != FAULT_NONE ||
	    cuts_digest(vault, number, &any, &digest, err) != FAULT_NONE)
		return err->fault;
	if (!any)
		return vault_packed(vault, id, revision, arena, packed, err);
	bind_number(rows, 1, number);
	fault = copy_shown(rows, &digest, arena, &content, err);
	end = statement_end(rows, err);
	if (fault == FAULT_NONE && end == FAULT_NONE)
		*packed = content;
	return fault != FAULT_NONE ? fault : end;
}
