/* Reading records with their decisions: one scan in order of id, one arena per record. The columns
 * are those of SELECT_HISTORY: one row per decision, or one with NULLs for a record without any. */
#include "vault/internal.h"
#include "vault/standing.h"

enum column {
	RECORD,
	NAME,
	NUMBER,
	PATH,
	KIND,
	CREATED,
	STATED = CREATED + 2,
	OPEN_FLAGS = STATED + 2,
	OPEN_SEVERE,
	SEVERE,
	REDACTED,
	REVISION,
	VERDICT,
	EFFECTIVE,
	REASON = EFFECTIVE + 2,
	DECIDED,
	CURATOR
};

static const Text verdict_names[] = {
#define VERDICT_ROW(name, stored) TEXT_INIT(stored),
	VERDICTS(VERDICT_ROW)
#undef VERDICT_ROW
};

Text verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

/* The table's CHECK knows the same words. */
enum verdict verdict_read(Text stored)
{
	for (unsigned i = 0; i < sizeof verdict_names / sizeof *verdict_names; i++)
		if (text_equal(stored, verdict_names[i]))
			return (enum verdict)i;
	return VERDICT_APPROVE;
}

static enum record_kind read_kind(Text stored)
{
	enum record_kind kind;

	record_kind_read(stored, &kind);
	return kind;
}

static void begin_history(struct statement *rows, struct arena *arena, struct history *history)
{
	*history = (struct history){
		.record = row_number(rows, RECORD),
		.id = text_copy(arena, row_text(rows, NAME)),
		.path = text_copy(arena, row_text(rows, PATH)),
		.kind = read_kind(row_text(rows, KIND)),
		.latest = (uint32_t)row_number(rows, NUMBER),
		.created = row_moment(rows, CREATED),
		.stated_release = row_moment(rows, STATED),
		.open_flags = (uint32_t)row_number(rows, OPEN_FLAGS),
		.open_severe = (uint32_t)row_number(rows, OPEN_SEVERE),
		.severe = (uint32_t)row_number(rows, SEVERE),
		.is_redacted = row_number(rows, REDACTED) != 0,
	};
}

static void add_ruling(struct statement *rows, struct arena *arena, struct history *history)
{
	struct ruling *ruling =
	    row_is_null(rows, VERDICT) ? NULL : array_add(&history->rulings, arena);

	if (!ruling)
		return;
	*ruling = (struct ruling){
		.verdict = verdict_read(row_text(rows, VERDICT)),
		.revision = (uint32_t)row_number(rows, REVISION),
		.effective = row_moment(rows, EFFECTIVE),
		.decided = row_number(rows, DECIDED),
		.reason = text_copy(arena, row_text(rows, REASON)),
		.curator = text_copy(arena, row_text(rows, CURATOR)),
	};
}

static enum fault fail_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the decisions of a record");
}

/* Takes the record at hand and its further rows; `more` says whether a row of the next one stands
 * there. */
static enum fault take_one(
    struct statement *rows, bool *more, history_taker *take, void *context, struct error *err)
{
	struct history history;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	begin_history(rows, &arena, &history);
	do
		add_ruling(rows, &arena, &history);
	while ((*more = statement_step(rows)) && row_number(rows, RECORD) == history.record);
	fault = arena.failed ? fail_memory(err) : take(context, &history, err);
	arena_end(&arena);
	return fault;
}

enum fault vault_each_history(
    struct vault *vault, history_taker *take, void *context, struct error *err)
{
	struct statement *rows =
	    statement_open(vault->store, SELECT_HISTORY " ORDER BY name, decision.id", err);
	enum fault fault = FAULT_NONE, end;
	bool more;

	if (!rows)
		return err->fault;
	more = statement_step(rows);
	while (more && fault == FAULT_NONE)
		fault = take_one(rows, &more, take, context, err);
	end = statement_end(rows, err);
	statement_close(rows);
	return fault != FAULT_NONE ? fault : end;
}

static enum fault read_one(struct vault *vault, enum question question, Text id, int64_t record,
    struct arena *arena, struct history *history, struct error *err)
{
	struct statement *rows = vault_ask(vault, question, err);
	bool found = false;
	enum fault fault;

	if (!rows)
		return err->fault;
	if (question == ASK_HISTORY_BY_NAME)
		bind_text(rows, 1, id);
	else
		bind_number(rows, 1, record);
	while (statement_step(rows)) {
		if (!found)
			begin_history(rows, arena, history);
		found = true;
		add_ruling(rows, arena, history);
	}
	fault = statement_end(rows, err);
	if (fault != FAULT_NONE)
		return fault;
	if (!found)
		return fail(err, FAULT_NOT_FOUND, "no record '%.*s' in the archive", TEXT_ARG(id));
	return arena->failed ? fail_memory(err) : FAULT_NONE;
}

enum fault vault_history(
    struct vault *vault, Text id, struct arena *arena, struct history *history, struct error *err)
{
	return read_one(vault, ASK_HISTORY_BY_NAME, id, 0, arena, history, err);
}

enum fault vault_history_of(struct vault *vault, int64_t record, struct arena *arena,
    struct history *history, struct error *err)
{
	return read_one(vault, ASK_HISTORY_BY_RECORD, TEXT(""), record, arena, history, err);
}
