/* One walk over one snapshot of the vault makes the plan; then what no kept segment holds is read
 * and written. */
#include "publish/publish.h"

#include <stdio.h>

#include "publish/news.h"
#include "publish/pairs.h"
#include "publish/plan.h"
#include "publish/site.h"
#include "search/segment_layout.h"

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

/* What goes out beside the records; empty: nothing. */
struct beside {
	struct arena arena;
	struct site site;
	Text extras[EXTRAS];
};

static enum fault compose(struct beside *beside, const char *archive, struct error *err)
{
	struct out out;
	enum fault fault = FAULT_NONE;

	if (archive && site_compose(archive, &beside->arena, &beside->site, err) != FAULT_NONE)
		return err->fault;
	out_begin(&out, extra_limit(EXTRA_SITE));
	if (archive)
		site_put(&out, &beside->site);
	fault = out_check(&out, "what goes out of '" SITE_FOLDER "/'", err);
	if (fault == FAULT_NONE) {
		beside->extras[EXTRA_SITE] = text_copy(&beside->arena, out_text(&out));
		if (beside->arena.failed)
			fault = fail(err, FAULT_NO_MEMORY, "no memory left to publish the site");
	}
	out_end(&out);
	return fault;
}

/* The log follows from the plan, so it comes after it; an index of everything has none. */
static enum fault compose_log(struct beside *beside, const struct plan *plan,
    const struct publish_settings *settings, struct error *err)
{
	Text before;

	if (settings->what != PUBLISH_RELEASED)
		return FAULT_NONE;
	if (draft_before_extra(plan->draft, EXTRA_LOG, &beside->arena, &before, err) != FAULT_NONE)
		return err->fault;
	return news_compose(plan, before, &beside->arena, &beside->extras[EXTRA_LOG], err);
}

static bool beside_changes(const struct beside *beside, const struct draft *draft)
{
	bool changes = false;

	for (int i = 0; i < EXTRAS; i++)
		changes =
		    changes || draft_extra_changes(draft, (enum edition_extra)i, beside->extras[i]);
	return changes;
}

static enum fault make_edition(struct vault *vault, const struct plan *plan,
    const struct beside *beside, const struct publish_settings *settings,
    struct publish_result *result, struct error *err)
{
	struct draft *draft = plan->draft;
	Text name = { 0 };
	enum fault fault = keep_segments(plan, draft, &result->kept_segments, err);

	if (fault == FAULT_NONE)
		fault = pairs_write(plan, vault, settings, &result->resumed_segments, err);
	for (int i = 0; i < EXTRAS && fault == FAULT_NONE; i++)
		fault = draft_put_extra(draft, (enum edition_extra)i, beside->extras[i], err);
	if (fault == FAULT_NONE)
		fault = draft_seal(draft, &plan->totals, &name, err);
	if (fault != FAULT_NONE)
		return fault;
	result->changed = true;
	snprintf(result->name, sizeof result->name, "%.*s", TEXT_ARG(name));
	return FAULT_NONE;
}

static enum fault plan_and_make(struct vault *vault, struct draft *draft, struct beside *beside,
    Moment now, const struct publish_settings *settings, struct publish_result *result,
    struct error *err)
{
	struct plan plan;
	enum fault fault = plan_make(&plan, vault, draft, settings, &beside->site, now, err);

	if (fault == FAULT_NONE)
		fault = compose_log(beside, &plan, settings, err);

	result->records = plan.records;
	result->added = plan.added;
	result->replaced = plan.replaced;
	result->withdrawn = plan.gone;
	if (fault == FAULT_NONE && (plan_changes(&plan) || beside_changes(beside, draft)))
		fault = make_edition(vault, &plan, beside, settings, result, err);
	else if (fault == FAULT_NONE) {
		snprintf(
		    result->name, sizeof result->name, "%.*s", TEXT_ARG(draft_before(draft)->name));
		result->kept_segments = draft_segment_count(draft);
		draft_discard(draft);
	}
	plan_end(&plan);
	return fault;
}

/* --- the gate --- */

struct gate {
	const struct publish_settings *settings;
	uint64_t hindrances;
};

static enum fault count_hindrance(
    void *context, const struct hindrance *hindrance, struct error *err)
{
	struct gate *gate = context;

	gate->hindrances++;
	return gate->settings->hindered
	    ? gate->settings->hindered(gate->settings->context, hindrance, err)
	    : FAULT_NONE;
}

static enum fault pass_gate(
    struct vault *vault, Moment now, const struct publish_settings *settings, struct error *err)
{
	struct gate gate = { .settings = settings };
	enum fault fault = settings->what == PUBLISH_RELEASED
	    ? vault_each_hindrance(vault, now, count_hindrance, &gate, err)
	    : FAULT_NONE;

	if (fault != FAULT_NONE || !gate.hindrances)
		return fault;
	return fail(err, FAULT_CONFLICT,
	    "nothing was published: %llu of what would go out %s severe flags without an answer, or "
	    "no rules looked through it",
	    (unsigned long long)gate.hindrances, gate.hindrances == 1 ? "has" : "have");
}

/* What is private and what is public never share a folder. */
static struct draft *begin_draft(const char *folder, enum publish_what what, struct error *err)
{
	struct draft *draft = draft_begin(folder, err);

	if (!draft || !draft_before(draft) ||
	    draft_before(draft)->is_private == (what == PUBLISH_EVERYTHING))
		return draft;
	draft_close(draft);
	fail(err, FAULT_DENIED,
	    what == PUBLISH_EVERYTHING
		? "'%s' holds a public edition: an index of everything must not lie there"
		: "'%s' is the index of an archive for its curators: publish elsewhere",
	    folder);
	return NULL;
}

enum fault publish(struct vault *vault, const char *public_folder, Moment now,
    const struct publish_settings *settings, struct publish_result *result, struct error *err)
{
	struct publish_settings own = *settings;
	struct publish_result made = { 0 };
	struct beside beside = { 0 };
	struct draft *draft = NULL;
	enum fault fault = vault_begin(vault, err);

	if (fault != FAULT_NONE)
		return fault;
	arena_begin(&beside.arena, 0);
	fault = pass_gate(vault, now, settings, err);
	if (fault == FAULT_NONE)
		fault = compose(&beside, settings->archive, err);
	if (own.segment_records == 0 || own.segment_records > SEGMENT_DOCUMENTS)
		own.segment_records = SEGMENT_DOCUMENTS;
	if (fault == FAULT_NONE)
		draft = begin_draft(public_folder, settings->what, err);
	fault = draft ? plan_and_make(vault, draft, &beside, now, &own, &made, err) : err->fault;
	draft_close(draft);
	arena_end(&beside.arena);
	vault_rollback(vault);
	if (fault == FAULT_NONE)
		*result = made;
	return fault;
}
