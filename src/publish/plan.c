/* Segments are kept whole or not at all. A segment with one record that was withdrawn or replaced
 * is rewritten, so that no byte of the old words is left (I4); one that is no larger than what has
 * to be written anyway is merged into it, so that the number of small ones grows with the logarithm
 * of the records. A full one stays, whatever comes: nothing large is written again for small news.
 */
#include "publish/plan.h"

#include <string.h>

#include "base/interrupt.h"
#include "base/sha256.h"
#include "publish/key.h"

#define DAY_SECONDS 86400

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to plan an edition");
}

/* --- the edition before --- */

static const struct entry *find_entry(const struct draft_segment *segment, Text id)
{
	uint32_t low = 0, high = segment->entries.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(segment->entries.items[middle].id, id);

		if (order == 0)
			return &segment->entries.items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const struct entry *find_before(const struct plan *plan, Text id, uint32_t *segment)
{
	for (uint32_t i = draft_segment_count(plan->draft); i > 0; i--) {
		const struct entry *entry = find_entry(draft_segment(plan->draft, i - 1), id);

		*segment = i - 1;
		if (entry)
			return entry;
	}
	return NULL;
}

bool plan_is_fresh(const struct plan *plan, const struct plan_record *record)
{
	return record->segment == SEGMENT_NONE || !plan->keep[record->segment];
}

/* --- what is public --- */

/* The place of a day in the list, newest first; made when it is not there. */
static enum fault count_day(struct plan *plan, Moment released, struct error *err)
{
	int64_t into = released.seconds % DAY_SECONDS;
	int64_t day = released.seconds - (into < 0 ? into + DAY_SECONDS : into);
	uint32_t low = 0, high = plan->days.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (plan->days.items[middle].day.seconds > day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == plan->days.count || plan->days.items[low].day.seconds != day) {
		if (!array_add(&plan->days, &plan->arena))
			return no_memory(err);
		memmove(&plan->days.items[low + 1], &plan->days.items[low],
		    (plan->days.count - 1 - low) * sizeof *plan->days.items);
		plan->days.items[low] = (struct release_day){ { day, PRECISION_DAY }, 0 };
	}
	plan->days.items[low].records++;
	return FAULT_NONE;
}

/* Number, date and reason; the revision is the vault's own counting. */
static const struct version *public_versions(
    const struct public_record *record, struct arena *arena)
{
	struct version *versions = arena_take(arena, record->version_count * sizeof *versions);

	for (uint32_t i = 0; versions && i < record->version_count; i++)
		versions[i] = (struct version){
			.number = record->versions[i].number,
			.released = record->versions[i].released,
			.reason = text_copy(arena, record->versions[i].reason),
		};
	return versions;
}

/* Mostly there is one version; then NULL does. */
static const uint32_t *version_revisions(const struct public_record *record, struct arena *arena)
{
	uint32_t *revisions = record->version_count > 1
	    ? arena_take(arena, record->version_count * sizeof *revisions)
	    : NULL;

	for (uint32_t i = 0; revisions && i < record->version_count; i++)
		if (record->versions[i].revision != record->revision)
			revisions[i] = record->versions[i].revision;
	return revisions;
}

static enum fault remember(
    struct plan *plan, const struct public_record *record, Sha256 key, struct error *err)
{
	struct plan_record *place = array_add(&plan->list, &plan->arena);

	if (!place)
		return no_memory(err);
	*place = (struct plan_record){
		.id = text_copy(&plan->arena, record->id),
		.key = key,
		.kind = record->kind,
		.created = record->created,
		.released = record->released,
		.revision = record->revision,
		.versions = public_versions(record, &plan->arena),
		.version_revisions = version_revisions(record, &plan->arena),
		.version_count = record->version_count,
		.segment = SEGMENT_NONE,
	};
	return plan->arena.failed ? no_memory(err) : FAULT_NONE;
}

static enum fault survey_one(void *context, const struct public_record *record, struct error *err)
{
	struct plan *plan = context;
	char hex[SHA256_HEX_ROOM];
	uint32_t segment = 0;
	const struct entry *entry = find_before(plan, record->id, &segment);
	Sha256 key;

	if (!record_key(plan, record, &key))
		return no_memory(err);
	if (remember(plan, record, key, err) != FAULT_NONE)
		return err->fault;
	plan->records++;
	if (!entry)
		plan->added++;
	else if (text_equal(entry->key, sha256_hex(key, hex))) {
		plan->list.items[plan->list.count - 1].segment = segment;
		plan->same[segment]++;
	} else
		plan->replaced++;
	if (count_day(plan, record->released, err) != FAULT_NONE)
		return err->fault;
	progress_step(&plan->progress, 1);
	return interrupt_check(err);
}

static enum fault note_withdrawal(
    void *context, const struct withdrawal *withdrawal, struct error *err)
{
	struct plan *plan = context;
	struct tombstone *tombstone = array_add(&plan->tombstones, &plan->arena);

	if (tombstone)
		*tombstone = (struct tombstone){ text_copy(&plan->arena, withdrawal->id),
			withdrawal->withdrawn, text_copy(&plan->arena, withdrawal->reason) };
	return plan->arena.failed ? no_memory(err) : FAULT_NONE;
}

/* --- segments --- */

/* Of those that may be merged. */
static uint32_t smallest_kept(const struct plan *plan, uint32_t count)
{
	uint32_t smallest = count;

	for (uint32_t i = 0; i < count; i++)
		if (plan->keep[i] && draft_segment(plan->draft, i)->entries.count < plan->full &&
		    (smallest == count ||
			draft_segment(plan->draft, i)->entries.count <
			    draft_segment(plan->draft, smallest)->entries.count))
			smallest = i;
	return smallest;
}

static void choose_segments(struct plan *plan)
{
	uint32_t count = draft_segment_count(plan->draft), merged;

	plan->fresh = plan->records;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t entries = draft_segment(plan->draft, i)->entries.count;

		plan->gone += entries;
		plan->keep[i] = plan->same[i] == entries;
		plan->fresh -= plan->keep[i] ? entries : 0;
	}
	plan->gone -= plan->records - plan->added;
	while (plan->fresh && (merged = smallest_kept(plan, count)) < count &&
	    draft_segment(plan->draft, merged)->entries.count <= plan->fresh) {
		plan->keep[merged] = false;
		plan->fresh += draft_segment(plan->draft, merged)->entries.count;
	}
}

/* --- the whole --- */

static enum fault survey_records(
    struct plan *plan, struct vault *vault, enum publish_what what, Moment now, struct error *err)
{
	enum fault fault;

	progress_begin(&plan->progress, "looking through", 0);
	fault = what == PUBLISH_RELEASED ? vault_each_public(vault, now, survey_one, plan, err)
					 : vault_each_latest(vault, survey_one, plan, err);
	progress_end(&plan->progress);
	return fault;
}

static enum fault survey(
    struct plan *plan, struct vault *vault, enum publish_what what, Moment now, struct error *err)
{
	uint32_t count = draft_segment_count(plan->draft);
	struct vault_counts counts = { 0 };
	enum fault fault;

	plan->keep = arena_take(&plan->arena, (count + 1) * sizeof *plan->keep);
	plan->same = arena_take(&plan->arena, (count + 1) * sizeof *plan->same);
	if (!plan->keep || !plan->same)
		return no_memory(err);
	fault = survey_records(plan, vault, what, now, err);
	if (fault == FAULT_NONE && what == PUBLISH_RELEASED)
		fault = vault_each_withdrawn(vault, now, note_withdrawal, plan, err);
	if (fault == FAULT_NONE)
		fault = vault_count(vault, now, &counts, err);
	plan->totals = (struct draft_totals){
		.total = counts.records,
		.scheduled = plan->shows_scheduled ? counts.states[STATE_SCHEDULED] : 0,
		.sealed = now,
		.releases = plan->days.items,
		.release_count = plan->days.count,
		.tombstones = plan->tombstones.items,
		.tombstone_count = plan->tombstones.count,
		.is_private = what == PUBLISH_EVERYTHING,
	};
	return fault;
}

enum fault plan_make(struct plan *plan, struct vault *vault, struct draft *draft,
    const struct publish_settings *settings, const struct site *site, Moment now, struct error *err)
{
	enum fault fault;

	*plan = (struct plan){ .draft = draft,
		.shows_earlier = site_shows_earlier(site),
		.shows_scheduled = site_shows_scheduled(site),
		.full = settings->segment_records / 2 };
	arena_begin(&plan->arena, 0);
	fault = survey(plan, vault, settings->what, now, err);
	if (fault == FAULT_NONE)
		choose_segments(plan);
	return fault;
}

void plan_end(struct plan *plan)
{
	arena_end(&plan->arena);
}

static bool same_tombstones(const struct plan *plan, const struct edition_facts *before)
{
	if (before->tombstones.count != plan->tombstones.count)
		return false;
	for (uint32_t i = 0; i < plan->tombstones.count; i++) {
		const struct tombstone *a = &plan->tombstones.items[i],
				       *b = &before->tombstones.items[i];

		if (!text_equal(a->id, b->id) || !text_equal(a->reason, b->reason) ||
		    a->withdrawn.seconds != b->withdrawn.seconds ||
		    a->withdrawn.precision != b->withdrawn.precision)
			return false;
	}
	return true;
}

bool plan_changes(const struct plan *plan)
{
	const struct edition_facts *before = draft_before(plan->draft);

	return !before || plan->fresh || plan->gone || before->total != plan->totals.total ||
	    before->scheduled != plan->totals.scheduled || !same_tombstones(plan, before);
}
