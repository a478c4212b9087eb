/* chancery ingest: containers in, held records in the vault. One bad record never stops the rest
 * and is never dropped silently (I8); every batch is one transaction (I9). */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/interrupt.h"
#include "base/json.h"
#include "base/progress.h"
#include "base/utf8.h"
#include "cli/decide.h"
#include "intake/intake.h"
#include "record/codec.h"

#define BATCH           500 /* records of one transaction */
#define FOLDER_DEPTH    32
#define STRUCTURE_LIMIT (256u << 20) /* bytes of one record's structure */

const struct option_row command_ingest_options[] = {
	{ "format", "F", "telegram, page-text or narrative; otherwise told by the content" },
	{ "released", NULL, "release what is new and states a release date, as of that date" },
	{ "report", "FILE", "one JSON line for each record: outcome, reason, notes" },
	{ "curator", "NAME", "who decides with --released; otherwise $CHANCERY_CURATOR or $USER" },
	{ 0 },
};

const char command_ingest_help[] =
    "Reads files, folders or standard input (-) and keeps every record with its bytes as received. Everything is held\n"
    "until it is released. Reading the same bytes again changes nothing; the same id with other bytes becomes a new\n"
    "revision, held like a new record. What cannot be read is told by file, line and reason, and the rest goes on.\n\n"
    "examples: chancery ingest archive tests/sample\n"
    "          chancery ingest archive page.txt --released --report ingest.jsonl\n";

struct ingest {
	struct call *call;
	const struct format *format;
	Text curator;
	FILE *report;
	struct progress progress;
	uint64_t outcomes[OUTCOME_IDENTICAL + 1], rejected, released, batch;
	struct error first; /* the first rejection, told at the end when it is the only one */
	enum fault broken;  /* the vault or the report failed: no use to go on */
};

static const char *outcome_name(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ACCEPTED:
		return "accepted";
	case OUTCOME_UPDATED:
		return "updated";
	default:
		return "identical";
	}
}

static json_t *notes_json(const struct record *record)
{
	json_t *notes = json_array();

	for (uint32_t i = 0; record && i < record->notes.count; i++) {
		const struct note *note = &record->notes.items[i];
		json_array_append_new(notes,
		    json_pack("{so so si si so so}", "name", json_text(note_name(note->kind)),
			"grade", json_text(note_grade_name(note_grade_of(note->kind))), "line",
			(int)note->line, "column", (int)note->column, "phrase",
			json_text(note_phrase(note->kind)), "excerpt", json_text(note->excerpt)));
	}
	return notes;
}

static enum fault report_line(struct ingest *ingest, const char *path, uint32_t line,
    const char *outcome, const char *reason, const struct record *record, struct error *err)
{
	struct arena arena;
	struct out out;

	if (!ingest->report)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	out_begin(&out, STRUCTURE_LIMIT);
	/* A file's name may be any bytes. */
	out_json(&out,
	    json_pack("{so si ss so so so}", "file", json_text(utf8_repair(&arena, text_of(path))),
		"line", (int)line, "outcome", outcome, "id",
		record ? json_text(record->id) : json_null(), "reason",
		reason ? json_text(utf8_repair(&arena, text_of(reason))) : json_null(), "notes",
		notes_json(record)),
	    JSON_STYLE_LINE);
	out_char(&out, '\n');
	enum fault fault = out_check(&out, "a line of the report", err);
	if (!fault && fwrite(out.bytes, 1, out.len, ingest->report) != out.len)
		fault = fail_errno(err, errno, "cannot write the report");
	out_end(&out);
	arena_end(&arena);
	return ingest->broken = fault;
}

/* Tells a rejection: the first is kept back, so that a single one is the command's one sentence. */
static enum fault reject(struct ingest *ingest, const char *path, uint32_t line,
    const struct error *reason, struct error *err)
{
	if (ingest->rejected++ == 0)
		ingest->first = *reason;
	else {
		progress_end(&ingest->progress);
		if (ingest->rejected == 2)
			tell(text_of(ingest->first.text));
		tell(text_of(reason->text));
	}
	return report_line(ingest, path, line, "rejected", reason->text, NULL, err);
}

/* What the vault knew of a record before this arrival; no revisions: nothing. */
struct before {
	enum state state;
	uint32_t revisions;
};

/* What came in now, or was held and is met again as the latest revision; never against what a
 * curator decided since. */
static bool may_release(const struct before *before, enum outcome outcome, uint32_t revision)
{
	if (outcome == OUTCOME_IDENTICAL)
		return before->state == STATE_HELD && revision == before->revisions;
	return !before->revisions || before->state == STATE_HELD || before->state == STATE_RELEASED;
}

static enum fault release_stated(
    struct ingest *ingest, const struct record *record, struct error *err)
{
	struct error refused = { 0 };
	struct decision decision = {
		.verdict = VERDICT_RELEASE,
		.effective = record->stated_release,
		.curator = ingest->curator,
		.decided = clock_now(),
	};
	enum fault fault = vault_decide(ingest->call->vault, record->id, &decision, &refused);

	if (fault == FAULT_CONFLICT)
		return FAULT_NONE;
	ingest->released += !fault;
	return fault ? fail(err, fault, "%s", refused.text) : FAULT_NONE;
}

static enum fault look_before(
    struct ingest *ingest, Text id, struct before *before, struct error *err)
{
	struct holding holding = { 0 };
	struct error missing = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	enum fault fault =
	    vault_find(ingest->call->vault, id, clock_now(), &arena, &holding, &missing);
	*before = (struct before){ holding.state, fault ? 0 : holding.revisions };
	arena_end(&arena);
	return fault && fault != FAULT_NOT_FOUND ? fail(err, fault, "%s", missing.text)
						 : FAULT_NONE;
}

static enum fault add_record(struct ingest *ingest, const struct received *received, Text structure,
    enum outcome *outcome, struct error *err)
{
	const struct record *record = received->record;
	const struct arrival arrival = {
		.id = record->id,
		.kind = record->kind,
		.created = record->created,
		.stated_release = record->stated_release,
		.source = received->source,
		.structure = structure,
		.text = record->transcript.text,
		.path = text_of(received->path),
		.line = received->line,
		.format = format_name(received->format),
	};
	bool release = call_option(ingest->call, "released") && record->stated_release.precision;
	struct before before = { 0 };
	uint32_t revision = 0;
	enum fault fault = look_before(ingest, record->id, &before, err);

	if (!fault)
		fault = vault_add(ingest->call->vault, &arrival, outcome, &revision, err);
	if (!fault && release && may_release(&before, *outcome, revision))
		fault = release_stated(ingest, record, err);
	return fault;
}

static enum fault next_batch(struct ingest *ingest, struct error *err)
{
	enum fault fault = FAULT_NONE;

	if (++ingest->batch % BATCH == 0) {
		fault = vault_commit(ingest->call->vault, err);
		if (!fault)
			fault = vault_begin(ingest->call->vault, err);
	}
	return fault ? fault : interrupt_check(err);
}

static enum fault take_received(void *context, const struct received *received, struct error *err)
{
	struct ingest *ingest = context;
	enum outcome outcome = OUTCOME_IDENTICAL;
	struct error reason = { 0 };
	struct out structure;

	if (!received->record) {
		fail(&reason, received->reason.fault, "%s:%u: %s", received->path, received->line,
		    received->reason.text);
		return reject(ingest, received->path, received->line, &reason, err);
	}
	out_begin(&structure, STRUCTURE_LIMIT);
	out_json(&structure, record_to_json(received->record), JSON_STYLE_LINE);
	enum fault fault = out_check(&structure, "the record's structure", err);
	if (!fault)
		fault = add_record(ingest, received, out_text(&structure), &outcome, err);
	out_end(&structure);
	if (!fault) {
		ingest->outcomes[outcome]++;
		progress_step(&ingest->progress, 1);
		fault = report_line(ingest, received->path, received->line, outcome_name(outcome),
		    NULL, received->record, err);
	}
	if (!fault)
		fault = next_batch(ingest, err);
	return ingest->broken = fault;
}

static enum fault ingest_file(struct ingest *ingest, const char *path, struct error *err)
{
	struct error reason = { 0 };
	enum fault fault = intake_read(
	    path, ingest->format, ingest->call->catalog, take_received, ingest, &reason);

	if (!fault)
		return FAULT_NONE;
	if (ingest->broken || fault == FAULT_INTERRUPTED)
		return fail(err, fault, "%s", reason.text);
	return reject(ingest, path, 0, &reason, err);
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
		fault = reject(ingest, path, 0, &reason, err);
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
	return ingest_file(ingest, path, err);
}

static enum fault ingest_all(struct ingest *ingest, struct error *err)
{
	struct vault *vault = ingest->call->vault;
	enum fault fault = vault_begin(vault, err);

	if (fault)
		return fault;
	progress_begin(&ingest->progress, "reading", 0);
	for (int i = 1; i < ingest->call->operand_count && !fault; i++)
		fault = ingest_path(ingest, ingest->call->operands[i], 0, err);
	progress_end(&ingest->progress);
	/* An interrupt keeps the records that are in; a broken vault keeps the last whole batch. */
	if (fault && fault != FAULT_INTERRUPTED) {
		vault_rollback(vault);
		return fault;
	}
	enum fault commit = vault_commit(vault, err);
	return fault ? fault : commit;
}

static enum fault summary(const struct ingest *ingest, struct error *err)
{
	out_printf(ingest->call->out, "%llu accepted, %llu updated, %llu identical, %llu rejected",
	    (unsigned long long)ingest->outcomes[OUTCOME_ACCEPTED],
	    (unsigned long long)ingest->outcomes[OUTCOME_UPDATED],
	    (unsigned long long)ingest->outcomes[OUTCOME_IDENTICAL],
	    (unsigned long long)ingest->rejected);
	if (call_option(ingest->call, "released"))
		out_printf(
		    ingest->call->out, "; %llu released", (unsigned long long)ingest->released);
	out_char(ingest->call->out, '\n');
	if (err->fault)
		return err->fault;
	if (ingest->rejected == 1)
		return fail(err, ingest->first.fault, "%s", ingest->first.text);
	if (ingest->rejected)
		return fail(err, FAULT_BAD_INPUT, "%llu files or records were rejected, see above",
		    (unsigned long long)ingest->rejected);
	return FAULT_NONE;
}

static enum fault open_report(struct ingest *ingest, const char *path, struct error *err)
{
	if (!path)
		return FAULT_NONE;
	ingest->report = fopen(path, "we");
	return ingest->report ? FAULT_NONE
			      : fail_errno(err, errno, "cannot write the report '%s'", path);
}

enum fault command_ingest(struct call *call, struct error *err)
{
	const char *format = call_option(call, "format"), *path = call_option(call, "report");
	struct ingest ingest = {
		.call = call,
		.curator = curator_of(call),
		.format = format ? format_find(text_of(format)) : NULL,
	};

	if (format && !ingest.format)
		return fail(
		    err, FAULT_USAGE, "no format '%s'; see 'chancery ingest --help'", format);
	enum fault fault = open_report(&ingest, path, err);
	if (fault)
		return fault;
	fault = ingest_all(&ingest, err);
	if (ingest.report && fclose(ingest.report) != 0 && !fault)
		fault = fail_errno(err, errno, "cannot write the report '%s'", path);
	/* After an interrupt, too: what was read is in. */
	if (!fault || fault == FAULT_INTERRUPTED)
		fault = summary(&ingest, err);
	return fault;
}
