/* Two walks over one snapshot of the vault: the first plans, the second writes what no kept segment
 * holds. */
#include "publish/publish.h"

#include <stdio.h>

#include "base/interrupt.h"
#include "base/progress.h"
#include "publish/plan.h"

struct writing {
	struct vault *vault;
	struct draft *draft;
	const struct plan *plan;
	struct progress progress;
};

/* Number, date and reason; the revision is the vault's own counting. */
static const struct version *public_versions(
    const struct public_record *record, struct arena *arena)
{
	struct version *versions = arena_take(arena, record->version_count * sizeof *versions);

	for (uint32_t i = 0; versions && i < record->version_count; i++)
		versions[i] = (struct version){ record->versions[i].number,
			record->versions[i].released, record->versions[i].reason };
	return versions;
}

static enum fault add_record(struct writing *writing, const struct public_record *record, Text key,
    struct arena *arena, struct error *err)
{
	struct draft_record out = {
		.id = record->id,
		.key = key,
		.kind = record->kind,
		.created = record->created,
		.released = record->released,
		.versions = public_versions(record, arena),
		.version_count = record->version_count,
	};
	enum fault fault = vault_content(writing->vault, record->id, record->revision, arena,
	    &out.structure, &out.text, &out.source, err);

	if (fault != FAULT_NONE)
		return fault;
	if (!out.versions)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left to publish '%.*s'", TEXT_ARG(record->id));
	return draft_add(writing->draft, &out, err);
}

static enum fault write_one(void *context, const struct public_record *record, struct error *err)
{
	struct writing *writing = context;
	char hex[SHA256_HEX_ROOM];
	Text key = record_key(record, hex);
	struct arena arena;
	enum fault fault;

	if (!key.len)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left to publish '%.*s'", TEXT_ARG(record->id));
	if (plan_keeps(writing->plan, record->id, key))
		return FAULT_NONE;
	arena_begin(&arena, 0);
	fault = add_record(writing, record, key, &arena, err);
	arena_end(&arena);
	progress_step(&writing->progress, 1);
	return fault == FAULT_NONE ? interrupt_check(err) : fault;
}

static enum fault write_records(struct writing *writing, Moment now, struct error *err)
{
	enum fault fault;

	progress_begin(&writing->progress, "publishing", writing->plan->fresh);
	fault = vault_each_public(writing->vault, now, write_one, writing, err);
	progress_end(&writing->progress);
	return fault;
}

static enum fault keep_segments(
    const struct plan *plan, struct draft *draft, uint64_t *kept, struct error *err)
{
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < draft_segment_count(draft) && fault == FAULT_NONE; i++) {
		if (!plan->keep[i])
			continue;
		fault = draft_keep(draft, i, err);
		++*kept;
	}
	return fault;
}

static enum fault make_edition(struct vault *vault, struct draft *draft, const struct plan *plan,
    Moment now, struct publish_result *result, struct error *err)
{
	struct writing writing = { .vault = vault, .draft = draft, .plan = plan };
	Text name = { 0 };
	enum fault fault = keep_segments(plan, draft, &result->kept_segments, err);

	if (fault == FAULT_NONE)
		fault = write_records(&writing, now, err);
	if (fault == FAULT_NONE)
		fault = draft_seal(draft, &plan->totals, &name, err);
	if (fault != FAULT_NONE)
		return fault;
	result->changed = true;
	snprintf(result->name, sizeof result->name, "%.*s", TEXT_ARG(name));
	return FAULT_NONE;
}

static enum fault plan_and_make(struct vault *vault, struct draft *draft, Moment now,
    struct publish_result *result, struct error *err)
{
	struct plan plan;
	enum fault fault = plan_make(&plan, vault, draft, now, err);

	result->records = plan.records;
	result->added = plan.added;
	result->replaced = plan.replaced;
	result->withdrawn = plan.gone;
	if (fault == FAULT_NONE && plan_changes(&plan))
		fault = make_edition(vault, draft, &plan, now, result, err);
	else if (fault == FAULT_NONE) {
		snprintf(
		    result->name, sizeof result->name, "%.*s", TEXT_ARG(draft_before(draft)->name));
		result->kept_segments = draft_segment_count(draft);
	}
	plan_end(&plan);
	return fault;
}

enum fault publish(struct vault *vault, const char *public_folder, Moment now,
    struct publish_result *result, struct error *err)
{
	struct publish_result made = { 0 };
	enum fault fault = vault_begin(vault, err);
	struct draft *draft;

	if (fault != FAULT_NONE)
		return fault;
	draft = draft_begin(public_folder, err);
	fault = draft ? plan_and_make(vault, draft, now, &made, err) : err->fault;
	draft_close(draft);
	vault_rollback(vault);
	if (fault == FAULT_NONE)
		*result = made;
	return fault;
}
