/* chancery ingest: containers in, held records in the vault. One bad record never stops the rest
 * and is never dropped silently (I8); every batch is one transaction (I9). */
#include <sys/stat.h>

#include "base/files.h"
#include "base/interrupt.h"
#include "cli/arriving.h"
#include "cli/decide.h"
#include "cli/extent.h"
#include "cli/ingest_result.h"
#include "cli/stated.h"
#include "intake/intake.h"

#define BATCH       2000        /* records of one transaction, */
#define BATCH_BYTES (16u << 20) /* or bytes */

const struct option_row command_ingest_options[] = {
	{ "format", "F", "one of the formats below; otherwise told by the content" },
	{ "released", NULL, "release what is new and states a release date, as of that date" },
	{ "jobs", "N", "threads that read; otherwise as many as there are cores" },
	{ "report", "FILE", "one JSON line for each record: outcome, reason, notes" },
	{ "curator", "NAME", "who decides with --released; otherwise $CHANCERY_CURATOR or $USER" },
	{ 0 },
};

const char command_ingest_help[] =
    "Reads files, folders or standard input (-) and keeps every record with its bytes as received. Everything is held\n"
    "until it is released. Reading the same bytes again changes nothing; the same id with other bytes becomes a new\n"
    "revision, held like a new record. What cannot be read is told by file, line and reason, and the rest goes on.\n"
    "A command that was stopped or killed is given again: it passes over what is in.\n\n"
    "examples: chancery ingest archive tests/sample\n"
    "          chancery ingest archive page.txt --released --report ingest.jsonl\n";

struct ingest {
	struct call *call;
	const struct format *format;
	struct stated stated;
	unsigned jobs;
	struct intake *intake;
	struct review *review;
	struct arriving arriving;
	struct ingest_result result;
	uint64_t whole;              /* bytes of the files */
	uint64_t batch, batch_bytes; /* of the transaction */
};

static enum fault add_record(struct ingest *ingest, const struct received *received,
    enum outcome *outcome, struct error *err)
{
	const struct record *record = received->record;
	const struct arrived *arrived = received->prepared;
	const struct arrival arrival = {
		.id = record->id,
		.kind = record->kind,
		.created = record->created,
		.stated_release = record->stated_release,
		.source = received->source,
		.structure = received->structure,
		.text = record->transcript.text,
		.path = text_of(received->path),
		.line = received->line,
		.format = format_name(received->format),
		.packed = arrived && arrived->is_packed ? &arrived->content : NULL,
		.flagging = arrived && arrived->is_flagged ? &arrived->flagging : NULL,
	};
	struct stated_before before;
	uint32_t revision = 0;
	enum fault fault = stated_look(&ingest->stated, record->id, &before, err);

	if (!fault)
		fault = vault_add(ingest->call->vault, &arrival, outcome, &revision, err);
	/* Words that were cut in a revision before may stand in this one. */
	if (!fault && *outcome == OUTCOME_UPDATED)
		fault = review_look(ingest->review, record->id, revision, err);
	if (!fault && *outcome != OUTCOME_IDENTICAL && arrival.flagging)
		ingest->result.flagged += arrival.flagging->flags.count > 0;
	if (!fault)
		fault = stated_release(&ingest->stated, record->id, record->stated_release, &before,
		    *outcome, revision, err);
	return fault;
}

/* The bytes are in and were not read again. */
static enum fault take_known(
    struct ingest *ingest, const struct received *received, struct error *err)
{
	const struct arrived *arrived = received->prepared;
	struct stated_before before;
	enum fault fault = stated_look(&ingest->stated, arrived->known, &before, err);

	ingest->result.outcomes[OUTCOME_IDENTICAL]++;
	if (!fault)
		fault = stated_release(&ingest->stated, arrived->known, before.release, &before,
		    OUTCOME_IDENTICAL, arrived->revision, err);
	return fault;
}

static enum fault next_batch(
    struct ingest *ingest, const struct received *received, struct error *err)
{
	enum fault fault = FAULT_NONE;

	ingest->batch_bytes += received->skipped ? 0 : received->source.len;
	if (++ingest->batch >= BATCH || ingest->batch_bytes >= BATCH_BYTES) {
		ingest->batch = ingest->batch_bytes = 0;
		fault = vault_commit(ingest->call->vault, err);
		if (!fault)
			fault = vault_begin(ingest->call->vault, err);
	}
	return fault ? fault : interrupt_check(err);
}

static enum fault take_rejection(
    struct ingest *ingest, const struct received *received, struct error *err)
{
	struct error reason = { 0 };

	if (received->line)
		fail(&reason, received->reason.fault, "%s:%u: %s", received->path, received->line,
		    received->reason.text);
	else
		reason = received->reason;
	return result_reject(&ingest->result, received->path, received->line, &reason, err);
}

/* What the vault refuses is one bad record; what it cannot do is the end of the command. */
static bool is_refusal(enum fault fault)
{
	return fault == FAULT_BAD_INPUT || fault == FAULT_TOO_LARGE;
}

static enum fault take_record(
    struct ingest *ingest, const struct received *received, struct error *err)
{
	enum outcome outcome = OUTCOME_IDENTICAL;
	struct error refused = { 0 };
	enum fault fault = add_record(ingest, received, &outcome, &refused);

	if (is_refusal(fault))
		return result_reject(
		    &ingest->result, received->path, received->line, &refused, err);
	if (fault)
		return fail(err, fault, "%s", refused.text);
	return result_record(&ingest->result, received, outcome, err);
}

static enum fault take_received(void *context, const struct received *received, struct error *err)
{
	struct ingest *ingest = context;
	enum fault fault = received->skipped ? take_known(ingest, received, err)
	    : received->record               ? take_record(ingest, received, err)
					     : take_rejection(ingest, received, err);

	if (ingest->whole)
		progress_reach(
		    &ingest->result.progress, intake_passed(ingest->intake), ingest->whole);
	progress_step(&ingest->result.progress, 1);
	if (!fault)
		fault = next_batch(ingest, received, err);
	return fault;
}

static bool check(void *context, unsigned thread, struct received *received, struct arena *arena)
{
	return arriving_check(&((struct ingest *)context)->arriving, thread, received, arena);
}

static enum fault prepare(void *context, unsigned thread, struct received *received,
    struct arena *arena, struct error *reason)
{
	return arriving_prepare(
	    &((struct ingest *)context)->arriving, thread, received, arena, reason);
}

static enum fault ingest_path(
    struct ingest *ingest, const char *path, int depth, struct error *err);

static enum fault ingest_folder(
    struct ingest *ingest, const char *path, int depth, struct error *err)
{
	struct error reason = { 0 };
	struct arena arena;
	TextList names = { 0 };

	arena_begin(&arena, 0);
	enum fault fault = folder_list(path, &arena, &names, &reason);
	if (!fault && depth >= FOLDER_DEPTH)
		fault = fail(&reason, FAULT_TOO_LARGE, "'%s' is more than %d folders deep", path,
		    FOLDER_DEPTH);
	if (fault)
		fault = result_reject(&ingest->result, path, 0, &reason, err);
	for (uint32_t i = 0; i < names.count && !fault; i++) {
		const char *name = text_string(&arena, names.items[i]);
		/* Files that begin with a dot are the system's or the editor's. */
		if (name && name[0] != '.')
			fault = ingest_path(ingest, path_join(&arena, path, name), depth + 1, err);
	}
	arena_end(&arena);
	return fault;
}

static enum fault ingest_path(struct ingest *ingest, const char *path, int depth, struct error *err)
{
	struct stat status;

	if (interrupt_check(err))
		return FAULT_INTERRUPTED;
	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return ingest_folder(ingest, path, depth, err);
	return intake_read(ingest->intake, path, err);
}

static struct intake *open_intake(struct ingest *ingest, struct error *err)
{
	return intake_open(
	    &(struct intake_settings){
		.catalog = ingest->call->catalog,
		.format = ingest->format,
		.threads = ingest->jobs,
		.check = check,
		.prepare = prepare,
		.take = take_received,
		.context = ingest,
	    },
	    err);
}

static enum fault ingest_all(struct ingest *ingest, struct error *err)
{
	struct vault *vault = ingest->call->vault;
	enum fault fault = vault_begin(vault, err);

	if (fault)
		return fault;
	if (!(ingest->intake = open_intake(ingest, err))) {
		vault_rollback(vault);
		return err->fault;
	}
	progress_begin(&ingest->result.progress, "reading", 0);
	if (ingest->result.progress.on)
		ingest->whole = extent_of(ingest->call);
	for (int i = 1; i < ingest->call->operand_count && !fault; i++)
		fault = ingest_path(ingest, ingest->call->operands[i], 0, err);
	enum fault rest = intake_close(ingest->intake, err);
	fault = fault ? fault : rest;
	progress_end(&ingest->result.progress);
	/* An interrupt keeps the records that are in; a broken vault keeps the last whole batch. */
	if (fault && fault != FAULT_INTERRUPTED) {
		vault_rollback(vault);
		return fault;
	}
	enum fault commit = vault_commit(vault, err);
	return fault ? fault : commit;
}

enum fault command_ingest(struct call *call, struct error *err)
{
	const char *format = call_option(call, "format"), *path = call_option(call, "report");
	struct ingest ingest = {
		.call = call,
		.stated = { .vault = call->vault,
		    .curator = curator_of(call),
		    .on = call_option(call, "released") != NULL },
		.format = format ? format_find(text_of(format)) : NULL,
	};

	if (format && !ingest.format)
		return fail(
		    err, FAULT_USAGE, "no format '%s'; see 'chancery ingest --help'", format);
	if (call_count(call, "jobs", 16, &ingest.jobs, err) ||
	    !(ingest.review = review_open(call->operands[0], call->vault, call->catalog, err)))
		return err->fault;
	if (path && !(ingest.result.report = report_open(path, err))) {
		review_close(ingest.review);
		return err->fault;
	}
	arriving_begin(&ingest.arriving, call->operands[0], review_rules(ingest.review));
	ingest.arriving.reads_all = path != NULL;
	enum fault fault = ingest_all(&ingest, err);
	arriving_end(&ingest.arriving);
	review_close(ingest.review);
	enum fault end = report_close(ingest.result.report, err);
	if (fault && fault != FAULT_INTERRUPTED)
		return fault;
	return end ? end : result_tell(&ingest.result, call, &ingest.stated, err);
}
