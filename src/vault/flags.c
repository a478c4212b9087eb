/* Flags are derived and may be found anew; what was said about them is kept by rule and place. */
#include "vault/flags.h"

#include <inttypes.h>

#include "vault/internal.h"
#include "vault/standing.h"

enum flag_column { NUMBER, RULE, SEVERE, START, LENGTH, SUBJECT_START, SUBJECT_LENGTH, ANSWER };

/* --- keeping --- */

static enum fault add_rules(struct vault *vault, Text rules, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_RULES, err);

	if (!add)
		return err->fault;
	bind_text(add, 1, rules);
	return statement_run(add, err);
}

enum fault flags_add(
    struct vault *vault, int64_t revision, const struct flagging *flagging, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_FLAG, err);

	for (uint32_t i = 0; add && i < flagging->flags.count && err->fault == FAULT_NONE; i++) {
		const struct vault_flag *flag = &flagging->flags.items[i];

		bind_number(add, 1, revision);
		bind_text(add, 2, flag->rule);
		bind_number(add, 3, flag->severe);
		bind_number(add, 4, flag->span.start);
		bind_number(add, 5, flag->span.length);
		bind_number(add, 6, flag->subject.start);
		bind_number(add, 7, flag->subject.length);
		statement_run(add, err);
	}
	return err->fault;
}

enum fault rules_keep(struct vault *vault, const struct flagging *flagging, struct error *err)
{
	return flagging && flagging->rules.len ? add_rules(vault, flagging->rules, err)
					       : FAULT_NONE;
}

static enum fault renew(
    struct vault *vault, int64_t revision, const struct flagging *flagging, struct error *err)
{
	struct statement *drop = vault_ask(vault, ASK_DROP_FLAGS, err);
	struct statement *mark = vault_ask(vault, ASK_MARK_RULES, err);

	if (!drop || !mark)
		return err->fault;
	bind_number(drop, 1, revision);
	if (statement_run(drop, err) != FAULT_NONE ||
	    rules_keep(vault, flagging, err) != FAULT_NONE)
		return err->fault;
	bind_number(mark, 1, revision);
	bind_text(mark, 2, flagging->rules);
	if (statement_run(mark, err) != FAULT_NONE)
		return err->fault;
	return flags_add(vault, revision, flagging, err);
}

enum fault vault_flags_renew(struct vault *vault, Text id, uint32_t revision,
    const struct flagging *flagging, struct error *err)
{
	int64_t number = 0;
	enum fault fault = change_begin(vault, err);

	if (fault != FAULT_NONE)
		return fault;
	if (revision_find(vault, id, revision, &number, err) != FAULT_NONE)
		return change_refuse(vault, err->fault);
	return change_end(vault, renew(vault, number, flagging, err), err);
}

/* --- reading --- */

static void read_flag(struct statement *rows, struct arena *arena, struct vault_flag *flag)
{
	*flag = (struct vault_flag){
		.number = row_number(rows, NUMBER),
		.rule = text_copy(arena, row_text(rows, RULE)),
		.severe = row_number(rows, SEVERE) != 0,
		.span = { (uint32_t)row_number(rows, START), (uint32_t)row_number(rows, LENGTH) },
		.subject = { (uint32_t)row_number(rows, SUBJECT_START),
		    (uint32_t)row_number(rows, SUBJECT_LENGTH) },
		.answer = text_copy(arena, row_text(rows, ANSWER)),
	};
}

static enum fault read_flags(struct vault *vault, int64_t revision, struct arena *arena,
    VaultFlagList *flags, struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_FLAGS, err);
	enum fault fault;

	if (!rows)
		return err->fault;
	bind_number(rows, 1, revision);
	while (statement_step(rows)) {
		struct vault_flag *flag = array_add(flags, arena);

		if (!flag)
			break;
		read_flag(rows, arena, flag);
	}
	fault = statement_end(rows, err);
	if (fault == FAULT_NONE && arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left for the flags of a record");
	return fault;
}

static enum fault read_rules(
    struct vault *vault, int64_t revision, struct arena *arena, Text *rules, struct error *err)
{
	struct statement *row = vault_ask(vault, ASK_RULES_OF, err);

	if (!row)
		return err->fault;
	bind_number(row, 1, revision);
	*rules = statement_step(row) ? text_copy(arena, row_text(row, 0)) : (Text){ 0 };
	return statement_end(row, err);
}

enum fault vault_flags(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    VaultFlagList *flags, Text *rules, struct error *err)
{
	int64_t number = 0;
	enum fault fault = revision_find(vault, id, revision, &number, err);

	*flags = (VaultFlagList){ 0 };
	if (fault == FAULT_NONE)
		fault = read_flags(vault, number, arena, flags, err);
	if (fault == FAULT_NONE && rules)
		fault = read_rules(vault, number, arena, rules, err);
	return fault;
}

/* --- dismissing --- */

struct dismissing {
	const int64_t *numbers;
	uint32_t count;
};

static bool is_open(const VaultFlagList *flags, int64_t number)
{
	for (uint32_t i = 0; i < flags->count; i++)
		if (flags->items[i].number == number)
			return flags->items[i].answer.len == 0;
	return false;
}

static enum fault check_open(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct dismissing *dismissing = context;
	VaultFlagList flags = { 0 };
	struct arena arena;
	enum fault fault;

	(void)decision;
	arena_begin(&arena, 0);
	fault = read_flags(vault, revision, &arena, &flags, err);
	for (uint32_t i = 0; i < dismissing->count && fault == FAULT_NONE; i++)
		if (!is_open(&flags, dismissing->numbers[i]))
			fault = fail(err, FAULT_NOT_FOUND,
			    "no flag %" PRId64 " in this revision, or it has an answer",
			    dismissing->numbers[i]);
	if (fault == FAULT_NONE && !dismissing->count)
		fault = fail(err, FAULT_BAD_INPUT, "no flags are given to be dismissed");
	arena_end(&arena);
	return fault;
}

static enum fault put_dismissed(
    void *context, struct vault *vault, int64_t revision, int64_t decision, struct error *err)
{
	const struct dismissing *dismissing = context;
	struct statement *add = vault_ask(vault, ASK_ADD_DISMISSED, err);

	(void)revision;
	for (uint32_t i = 0; add && i < dismissing->count && err->fault == FAULT_NONE; i++) {
		bind_number(add, 1, decision);
		bind_number(add, 2, dismissing->numbers[i]);
		statement_run(add, err);
	}
	return err->fault;
}

enum fault vault_dismiss(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const int64_t *numbers, uint32_t count, struct error *err)
{
	struct dismissing dismissing = { numbers, count };
	const struct decision_parts parts = { check_open, put_dismissed, &dismissing };
	struct decision dismissal = *decision;

	dismissal.verdict = VERDICT_DISMISS;
	return decide_with(vault, id, revision, &dismissal, &parts, err);
}

/* --- what is to be looked through, what hinders --- */

enum fault vault_each_stale(
    struct vault *vault, Text rules, stale_taker *take, void *context, struct error *err)
{
	struct statement *rows = statement_open(vault->store,
	    "SELECT name, number FROM reading JOIN revision ON revision.id = reading.revision"
	    " JOIN record ON record.id = revision.record"
	    " WHERE rules IS NOT (SELECT id FROM rules WHERE version = ?1) OR rules IS NULL"
	    " ORDER BY revision.id",
	    err);
	enum fault fault = FAULT_NONE, end;

	if (!rows)
		return err->fault;
	bind_text(rows, 1, rules);
	while (fault == FAULT_NONE && statement_step(rows))
		fault = take(context, row_text(rows, 0), (uint32_t)row_number(rows, 1), err);
	end = statement_end(rows, err);
	statement_close(rows);
	return fault != FAULT_NONE ? fault : end;
}

struct gate {
	struct vault *vault;
	Moment now;
	hindrance_taker *take;
	void *context;
};

/* Open severe flags of one revision, by rule. */
static enum fault tell_revision(
    const struct gate *gate, Text id, uint32_t revision, struct error *err)
{
	struct statement *rows = vault_ask(gate->vault, ASK_HINDRANCES, err);
	enum fault fault = FAULT_NONE, end;

	if (!rows)
		return err->fault;
	bind_text(rows, 1, id);
	bind_number(rows, 2, revision);
	while (fault == FAULT_NONE && statement_step(rows)) {
		const struct hindrance hindrance = { id, revision, row_text(rows, 0),
			(uint64_t)row_number(rows, 1) };

		fault = gate->take(gate->context, &hindrance, err);
	}
	end = statement_end(rows, err);
	return fault != FAULT_NONE ? fault : end;
}

static enum fault tell_record(void *context, const struct history *history, struct error *err)
{
	const struct gate *gate = context;
	struct standing standing = standing_of(history, gate->now);
	VersionList versions = { 0 };
	Moment released;
	struct arena arena;
	enum fault fault;

	if (!standing.in_force || standing.in_force->verdict != VERDICT_RELEASE)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	fault = standing_versions(history, gate->now, &arena, &versions, &released, err);
	for (uint32_t i = 0; i < versions.count && fault == FAULT_NONE; i++)
		if (!versions.items[i].is_redaction)
			fault = tell_revision(gate, history->id, versions.items[i].revision, err);
	arena_end(&arena);
	return fault;
}

enum fault vault_each_hindrance(
    struct vault *vault, Moment now, hindrance_taker *take, void *context, struct error *err)
{
	struct gate gate = { vault, now, take, context };

	return vault_each_history(vault, tell_record, &gate, err);
}
