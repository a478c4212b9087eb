/* One walk over one snapshot of the vault makes the plan; then what no kept segment holds is read
 * and written. */
#include "publish/publish.h"

#include <stdio.h>

#include "publish/pairs.h"
#include "publish/plan.h"
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

static enum fault make_edition(struct vault *vault, const struct plan *plan,
    const struct publish_settings *settings, struct publish_result *result, struct error *err)
{
	struct draft *draft = plan->draft;
	Text name = { 0 };
	enum fault fault = keep_segments(plan, draft, &result->kept_segments, err);

	if (fault == FAULT_NONE)
		fault = pairs_write(plan, vault, settings, &result->resumed_segments, err);
	if (fault == FAULT_NONE)
		fault = draft_seal(draft, &plan->totals, &name, err);
	if (fault != FAULT_NONE)
		return fault;
	result->changed = true;
	snprintf(result->name, sizeof result->name, "%.*s", TEXT_ARG(name));
	return FAULT_NONE;
}

static enum fault plan_and_make(struct vault *vault, struct draft *draft, Moment now,
    const struct publish_settings *settings, struct publish_result *result, struct error *err)
{
	struct plan plan;
	enum fault fault = plan_make(&plan, vault, draft, settings->segment_records / 2, now, err);

	result->records = plan.records;
	result->added = plan.added;
	result->replaced = plan.replaced;
	result->withdrawn = plan.gone;
	if (fault == FAULT_NONE && plan_changes(&plan))
		fault = make_edition(vault, &plan, settings, result, err);
	else if (fault == FAULT_NONE) {
		snprintf(
		    result->name, sizeof result->name, "%.*s", TEXT_ARG(draft_before(draft)->name));
		result->kept_segments = draft_segment_count(draft);
		draft_discard(draft);
	}
	plan_end(&plan);
	return fault;
}

enum fault publish(struct vault *vault, const char *public_folder, Moment now,
    const struct publish_settings *settings, struct publish_result *result, struct error *err)
{
	struct publish_settings own = *settings;
	struct publish_result made = { 0 };
	enum fault fault = vault_begin(vault, err);
	struct draft *draft;

	if (fault != FAULT_NONE)
		return fault;
	if (own.segment_records == 0 || own.segment_records > SEGMENT_DOCUMENTS)
		own.segment_records = SEGMENT_DOCUMENTS;
	draft = draft_begin(public_folder, err);
	fault = draft ? plan_and_make(vault, draft, now, &own, &made, err) : err->fault;
	draft_close(draft);
	vault_rollback(vault);
	if (fault == FAULT_NONE)
		*result = made;
	return fault;
}
