/* Deciding, and what the decisions come to: counts, holdings, states. */
#include "vault/internal.h"
#include "vault/standing.h"

#include "base/utf8.h"

Text state_name(enum state state)
{
	static const Text names[STATES] = {
		[STATE_HELD] = TEXT_INIT("held"),
		[STATE_APPROVED] = TEXT_INIT("approved"),
		[STATE_SCHEDULED] = TEXT_INIT("scheduled"),
		[STATE_RELEASED] = TEXT_INIT("released"),
		[STATE_WITHDRAWN] = TEXT_INIT("withdrawn"),
	};

	return names[(unsigned)state < STATES ? state : STATE_HELD];
}

/* --- deciding --- */

/* Reasons are shown to the public, curators stand in the vault for ever. */
static enum fault check_words(const struct decision *decision, struct error *err)
{
	if (decision->reason.len > REASON_LIMIT || decision->curator.len > REASON_LIMIT)
		return fail(err, FAULT_TOO_LARGE,
		    "a reason or a curator's name is longer than %d bytes", REASON_LIMIT);
	if (utf8_find_bad(decision->reason) != TEXT_NONE ||
	    utf8_find_bad(decision->curator) != TEXT_NONE)
		return fail(err, FAULT_BAD_INPUT, "a reason or a curator's name is not UTF-8");
	if (decision->verdict == VERDICT_WITHDRAW && !text_trim(decision->reason).len)
		return fail(
		    err, FAULT_BAD_INPUT, "a withdrawal needs a reason: the public is told");
	return FAULT_NONE;
}

static enum fault add_decision(struct vault *vault, const struct history *history,
    const struct decision *decision, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_DECISION, err);

	if (!add)
		return err->fault;
	bind_number(add, 1, history->record);
	bind_number(add, 2, history->latest);
	bind_text(add, 3, verdict_name(decision->verdict));
	bind_moment(add, 4, decision->effective);
	bind_text(add, 6, decision->reason.at ? decision->reason : TEXT(""));
	bind_text(add, 7, decision->curator.at ? decision->curator : TEXT(""));
	bind_number(add, 8, decision->decided.seconds);
	return statement_run(add, err);
}

/* Refused before anything is written, or one row. */
static enum fault decide(
    struct vault *vault, Text id, const struct decision *decision, struct error *err)
{
	struct history history;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_history(vault, id, &arena, &history, err);
	if (fault == FAULT_NONE)
		fault = standing_admits(&history, decision, err);
	if (fault != FAULT_NONE)
		fault = change_refuse(vault, fault);
	else
		fault = change_end(vault, add_decision(vault, &history, decision, err), err);
	arena_end(&arena);
	return fault;
}

enum fault vault_decide(
    struct vault *vault, Text id, const struct decision *decision, struct error *err)
{
	struct decision whole = *decision;
	enum fault fault = check_words(decision, err);

	if (whole.decided.precision == PRECISION_UNKNOWN)
		whole.decided = clock_now();
	if (whole.effective.precision == PRECISION_UNKNOWN)
		whole.effective = whole.decided;
	if (fault == FAULT_NONE)
		fault = change_begin(vault, err);
	if (fault != FAULT_NONE)
		return fault;
	return decide(vault, id, &whole, err);
}

/* --- looking --- */

static void hold(const struct history *history, Moment now, struct holding *holding)
{
	struct standing standing = standing_of(history, now);

	*holding = (struct holding){
		.id = history->id,
		.kind = history->kind,
		.state = standing.state,
		.revisions = history->latest,
		.created = history->created,
		.stated_release = history->stated_release,
		.effective = standing.effective,
		.path = history->path,
	};
}

struct listing {
	Moment now;
	holding_taker *take;
	void *context;
};

static enum fault list_one(void *context, const struct history *history, struct error *err)
{
	const struct listing *listing = context;
	struct holding holding;

	hold(history, listing->now, &holding);
	return listing->take(listing->context, &holding, err);
}

enum fault vault_each(
    struct vault *vault, Moment now, holding_taker *take, void *context, struct error *err)
{
	struct listing listing = { now, take, context };

	return vault_each_history(vault, list_one, &listing, err);
}

enum fault vault_find(struct vault *vault, Text id, Moment now, struct arena *arena,
    struct holding *holding, struct error *err)
{
	struct history history;
	enum fault fault = vault_history(vault, id, arena, &history, err);

	if (fault == FAULT_NONE)
		hold(&history, now, holding);
	return fault;
}

struct tally {
	Moment now;
	struct vault_counts counts;
};

static enum fault count_one(void *context, const struct history *history, struct error *err)
{
	struct tally *tally = context;
	struct standing standing = standing_of(history, tally->now);

	(void)err;
	tally->counts.records++;
	tally->counts.states[standing.state]++;
	tally->counts.public_records +=
	    standing.in_force && standing.in_force->verdict == VERDICT_RELEASE;
	return FAULT_NONE;
}

static enum fault count_rows(struct vault *vault, struct vault_counts *counts, struct error *err)
{
	struct statement *rows = statement_open(vault->store,
	    "SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM source)", err);
	enum fault fault;

	if (!rows)
		return err->fault;
	if (statement_step(rows)) {
		counts->revisions = (uint64_t)row_number(rows, 0);
		counts->sources = (uint64_t)row_number(rows, 1);
	}
	fault = statement_end(rows, err);
	statement_close(rows);
	return fault;
}

enum fault vault_count(
    struct vault *vault, Moment now, struct vault_counts *counts, struct error *err)
{
	struct tally tally = { .now = now };
	enum fault fault = vault_each_history(vault, count_one, &tally, err);

	if (fault == FAULT_NONE)
		fault = count_rows(vault, &tally.counts, err);
	if (fault == FAULT_NONE)
		*counts = tally.counts;
	return fault;
}
