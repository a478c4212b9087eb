/* Segments are kept whole or not at all. A segment with one record that was withdrawn or replaced
 * is rewritten, so that no byte of the old words is left (I4); one that is no larger than what has
 * to be written anyway is merged into it, so that their number grows with the logarithm of the
 * records. */
#include "publish/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/out.h"
#include "base/sha256.h"

#define KEY_LIMIT   (64u << 20) /* bytes that a key is made of */
#define DAY_SECONDS 86400

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to plan an edition");
}

/* --- keys --- */

static void put_moment(struct out *out, struct arena *arena, Moment moment)
{
	out_put(out, moment_text(arena, moment));
	out_char(out, '\n');
}

/* The first line changes when the form of what is published does: then everything is written anew.
 */
static void put_key(struct out *out, struct arena *arena, const struct public_record *record)
{
	out_printf(out, "chancery.edition/1 %d %u\n%.*s\n", (int)record->kind, record->revision,
	    TEXT_ARG(record->reading_sha256));
	put_moment(out, arena, record->created);
	put_moment(out, arena, record->released);
	for (uint32_t i = 0; i < record->version_count; i++) {
		const struct public_version *version = &record->versions[i];

		out_printf(out, "%u %zu %.*s ", version->number, version->reason.len,
		    TEXT_ARG(version->reason));
		put_moment(out, arena, version->released);
	}
}

Text record_key(const struct public_record *record, char hex[SHA256_HEX_ROOM])
{
	struct arena arena;
	struct out out;
	Text key = { 0 };

	arena_begin(&arena, 0);
	out_begin(&out, KEY_LIMIT);
	put_key(&out, &arena, record);
	if (out.fault == FAULT_NONE && !arena.failed)
		key = sha256_hex(sha256_of(out_text(&out)), hex);
	out_end(&out);
	arena_end(&arena);
	return key;
}

/* --- the edition before --- */

static const struct entry *find_entry(const struct segment *segment, Text id)
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

bool plan_keeps(const struct plan *plan, Text id, Text key)
{
	uint32_t segment = 0;
	const struct entry *entry = find_before(plan, id, &segment);

	return entry && plan->keep[segment] && text_equal(entry->key, key);
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

static enum fault survey_one(void *context, const struct public_record *record, struct error *err)
{
	struct plan *plan = context;
	char hex[SHA256_HEX_ROOM];
	Text key = record_key(record, hex);
	uint32_t segment = 0;
	const struct entry *entry = find_before(plan, record->id, &segment);

	if (!key.len)
		return no_memory(err);
	plan->records++;
	if (!entry)
		plan->added++;
	else if (text_equal(entry->key, key))
		plan->same[segment]++;
	else
		plan->replaced++;
	if (count_day(plan, record->released, err) != FAULT_NONE)
		return err->fault;
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

static uint32_t smallest_kept(const struct plan *plan, uint32_t count)
{
	uint32_t smallest = count;

	for (uint32_t i = 0; i < count; i++)
		if (plan->keep[i] &&
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

static enum fault survey(struct plan *plan, struct vault *vault, Moment now, struct error *err)
{
	uint32_t count = draft_segment_count(plan->draft);
	struct vault_counts counts = { 0 };
	enum fault fault;

	plan->keep = arena_take(&plan->arena, (count + 1) * sizeof *plan->keep);
	plan->same = arena_take(&plan->arena, (count + 1) * sizeof *plan->same);
	if (!plan->keep || !plan->same)
		return no_memory(err);
	fault = vault_each_public(vault, now, survey_one, plan, err);
	if (fault == FAULT_NONE)
		fault = vault_each_withdrawn(vault, now, note_withdrawal, plan, err);
	if (fault == FAULT_NONE)
		fault = vault_count(vault, now, &counts, err);
	plan->totals = (struct draft_totals){ counts.records, now, plan->days.items,
		plan->days.count, plan->tombstones.items, plan->tombstones.count };
	return fault;
}

enum fault plan_make(
    struct plan *plan, struct vault *vault, struct draft *draft, Moment now, struct error *err)
{
	enum fault fault;

	*plan = (struct plan){ .draft = draft };
	arena_begin(&plan->arena, 0);
	fault = survey(plan, vault, now, err);
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
	    !same_tombstones(plan, before);
}
