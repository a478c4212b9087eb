/* One pair after another: this thread reads frames from the vault, workers do what costs time, this
 * thread puts the rows in order. While a segment is sealed, which takes all cores, nothing else
 * goes on, so that no more than one segment is in memory. */
#include "publish/pairs.h"

#include <stdio.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "publish/sealing.h"
#include "publish/workers.h"
#include "vault/redactions.h"

struct writing {
	const struct plan *plan;
	struct vault *vault;
	struct draft *draft;
	enum publish_what what;
	unsigned threads;
	uint32_t records_most;
	char rule[64]; /* by which segments are cut */
	struct segment_writer *writer;
	struct workers *workers;
	struct batch *batch;    /* being filled; NULL: none */
	const char *index_path; /* of the pair in the making; NULL: none */
	uint32_t number;        /* of the next record in it */
	uint64_t text;          /* bytes in it */
	uint32_t next;          /* in the plan's list */
	struct progress progress;
	struct sealing sealing;
	uint64_t *resumed;
};

/* --- handing over --- */

/* The rows of the oldest batch. */
static enum fault take_batch(struct writing *writing, const struct batch *batch, struct error *err)
{
	if (batch->reason.fault != FAULT_NONE)
		return fail(err, batch->reason.fault, "%s", batch->reason.text);
	for (uint32_t i = 0; i < batch->count; i++) {
		if (draft_add(writing->draft, &batch->records[i].out, err) != FAULT_NONE)
			return err->fault;
		progress_step(&writing->progress, 1);
	}
	return FAULT_NONE;
}

static enum fault take_oldest(struct writing *writing, struct error *err)
{
	const struct batch *batch = workers_take(writing->workers);
	enum fault fault = batch ? take_batch(writing, batch, err) : FAULT_NONE;

	if (batch)
		workers_return(writing->workers);
	return fault;
}

static void put_batch(struct writing *writing)
{
	if (writing->batch)
		workers_put(writing->workers);
	writing->batch = NULL;
}

static enum fault take_all(struct writing *writing, struct error *err)
{
	enum fault fault = FAULT_NONE;

	put_batch(writing);
	while (fault == FAULT_NONE && workers_take(writing->workers))
		fault = take_oldest(writing, err);
	return fault;
}

static enum fault make_room(struct writing *writing, struct error *err)
{
	while (!writing->batch) {
		writing->batch = workers_room(writing->workers);
		if (!writing->batch && take_oldest(writing, err) != FAULT_NONE)
			return err->fault;
		if (writing->batch) {
			arena_begin(&writing->batch->arena, 0);
			writing->batch->first = writing->number;
		}
	}
	return FAULT_NONE;
}

/* --- one record --- */

/* What goes out of a revision with cuts is what was made to be shown. */
static enum fault read_content(struct writing *writing, const struct plan_record *record,
    struct batch *batch, struct packed_content *packed, struct error *err)
{
	return writing->what == PUBLISH_RELEASED
	    ? vault_public_content(
		  writing->vault, record->id, record->revision, &batch->arena, packed, err)
	    : vault_packed(
		  writing->vault, record->id, record->revision, &batch->arena, packed, err);
}

/* Of the versions whose text is not the record's. */
static enum fault read_older(struct writing *writing, const struct plan_record *record,
    struct batch *batch, struct batch_record *item, struct error *err)
{
	if (!record->version_revisions)
		return FAULT_NONE;
	item->older = arena_take(&batch->arena, record->version_count * sizeof *item->older);
	if (!item->older)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(record->id));
	for (uint32_t i = 0; i < record->version_count; i++) {
		if (!record->version_revisions[i])
			continue;
		if (vault_public_content(writing->vault, record->id, record->version_revisions[i],
			&batch->arena, &item->older[i], err) != FAULT_NONE)
			return err->fault;
		batch->bytes += item->older[i].source.len + item->older[i].text.len;
	}
	return FAULT_NONE;
}

static enum fault put_record(
    struct writing *writing, const struct plan_record *record, struct error *err)
{
	struct batch_record *item;
	struct batch *batch;

	if (make_room(writing, err) != FAULT_NONE)
		return err->fault;
	batch = writing->batch;
	item = &batch->records[batch->count];
	item->record = record;
	item->shows_earlier = writing->plan->shows_earlier;
	if (read_content(writing, record, batch, &item->packed, err) != FAULT_NONE ||
	    read_older(writing, record, batch, item, err) != FAULT_NONE)
		return err->fault;
	batch->count++;
	batch->bytes +=
	    item->packed.structure.len + item->packed.text.len + item->packed.source.len;
	writing->number++;
	writing->text += content_text_size(&item->packed);
	if (batch->count == BATCH_RECORDS || batch->bytes >= BATCH_BYTES)
		put_batch(writing);
	return FAULT_NONE;
}

/* --- one pair --- */

static enum fault begin_pair(struct writing *writing, struct error *err)
{
	writing->number = 0;
	writing->text = 0;
	return draft_pair_begin(writing->draft, text_of(writing->rule), &writing->index_path, err);
}

static enum fault end_pair(struct writing *writing, enum pair_end end, struct error *err)
{
	enum fault fault = take_all(writing, err);
	struct progress progress = writing->progress;

	progress_end(&writing->progress); /* the line goes, its count does not */
	writing->progress = progress;
	if (fault == FAULT_NONE)
		fault = sealing_run(&writing->sealing, writing->draft, writing->writer,
		    writing->index_path, writing->number, err);
	if (fault == FAULT_NONE)
		fault = draft_pair_end(writing->draft, end, err);
	writing->index_path = NULL;
	return fault;
}

/* Whatever comes next, there might be no room for it: so a pair's end does not depend on what
 * follows it. */
static bool is_full(const struct writing *writing)
{
	return writing->number == writing->records_most ||
	    writing->text > SEGMENT_TEXT - RECORD_LIMIT;
}

/* --- what a killed publish had finished --- */

static const struct plan_record *next_fresh(const struct plan *plan, uint32_t *next)
{
	while (*next < plan->list.count) {
		const struct plan_record *record = &plan->list.items[(*next)++];

		if (plan_is_fresh(plan, record))
			return record;
	}
	return NULL;
}

/* Whether the list goes on as the pair does; *next is behind it then. */
static bool is_next(
    const struct writing *writing, const struct draft_finished *finished, uint32_t *next)
{
	const struct plan_record *record = NULL;
	char hex[SHA256_HEX_ROOM];
	Sha256 list = pair_list_begin(text_of(writing->rule));
	uint32_t behind;

	for (uint64_t i = 0; i < finished->records; i++) {
		record = next_fresh(writing->plan, next);
		if (!record)
			return false;
		list = pair_list_add(list, record->id, sha256_hex(record->key, hex));
	}
	behind = *next;
	return sha256_equal(list, finished->list) &&
	    (finished->end == PAIR_FULL || !next_fresh(writing->plan, &behind));
}

static enum fault take_finished(struct writing *writing, bool *taken, struct error *err)
{
	struct draft_finished finished;
	uint32_t next = writing->next;

	*taken = false;
	if (!draft_finished(writing->draft, &finished) || !is_next(writing, &finished, &next))
		return FAULT_NONE;
	if (draft_take(writing->draft, taken, err) != FAULT_NONE || !*taken)
		return err->fault;
	writing->next = next;
	++*writing->resumed;
	writing->progress.total -= finished.records;
	sealing_skip(&writing->sealing, finished.records);
	return interrupt_check(err);
}

/* --- all of them --- */

static enum fault write_pair(struct writing *writing, struct error *err)
{
	const struct plan_record *record = NULL;
	enum fault fault = begin_pair(writing, err);

	while (fault == FAULT_NONE && !is_full(writing) &&
	    (record = next_fresh(writing->plan, &writing->next))) {
		fault = put_record(writing, record, err);
		if (fault == FAULT_NONE)
			fault = interrupt_check(err);
	}
	return fault == FAULT_NONE
	    ? end_pair(writing, is_full(writing) ? PAIR_FULL : PAIR_LAST, err)
	    : fault;
}

static enum fault write_all(struct writing *writing, struct error *err)
{
	enum fault fault = FAULT_NONE;
	bool taken = false;
	uint32_t look;

	progress_begin(&writing->progress, "publishing", writing->plan->fresh);
	sealing_begin(&writing->sealing, writing->plan->fresh);
	while (fault == FAULT_NONE && (look = writing->next, next_fresh(writing->plan, &look))) {
		fault = take_finished(writing, &taken, err);
		if (fault == FAULT_NONE && !taken)
			fault = write_pair(writing, err);
	}
	progress_end(&writing->progress);
	return fault;
}

static unsigned thread_count(unsigned wanted)
{
	long cores = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1                   ? 1
	    : cores > PUBLISH_THREADS_MOST ? PUBLISH_THREADS_MOST
					   : (unsigned)cores;
}

enum fault pairs_write(const struct plan *plan, struct vault *vault,
    const struct publish_settings *settings, uint64_t *resumed, struct error *err)
{
	struct writing writing = {
		.plan = plan,
		.vault = vault,
		.draft = plan->draft,
		.what = settings->what,
		.threads = thread_count(settings->threads),
		.records_most = settings->segment_records,
		.resumed = resumed,
	};
	enum fault fault;

	if (!plan->fresh)
		return FAULT_NONE;
	snprintf(writing.rule, sizeof writing.rule, "%u records, %llu bytes", writing.records_most,
	    (unsigned long long)SEGMENT_TEXT);
	writing.writer = segment_writer_begin(settings->catalog, writing.threads, err);
	if (writing.writer)
		writing.workers = workers_open(writing.threads, writing.what, writing.writer, err);
	fault = writing.workers ? write_all(&writing, err) : err->fault;
	workers_close(writing.workers);
	segment_writer_drop(writing.writer);
	return fault;
}
