/* Deciding: one row, and what belongs to it, and its place in the chain. */
#include "vault/internal.h"
#include "vault/standing.h"

#include "base/utf8.h"

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

/* Times that were not given are now. */
static enum fault complete(const struct decision *given, struct decision *whole, struct error *err)
{
	*whole = *given;
	if (whole->decided.precision == PRECISION_UNKNOWN)
		whole->decided = clock_now();
	if (whole->effective.precision == PRECISION_UNKNOWN)
		whole->effective = whole->decided;
	return check_words(whole, err);
}

/* What a decision is about. */
struct about {
	struct history history;
	uint32_t number;  /* of the revision */
	int64_t revision; /* its id */
};

static enum fault add_decision(struct vault *vault, const struct about *about,
    const struct decision *decision, int64_t *number, struct error *err)
{
	struct statement *add = vault_ask(vault, ASK_ADD_DECISION, err);

	if (!add)
		return err->fault;
	bind_number(add, 1, about->history.record);
	bind_number(add, 2, about->number);
	bind_text(add, 3, verdict_name(decision->verdict));
	bind_moment(add, 4, decision->effective);
	bind_text(add, 6, decision->reason.at ? decision->reason : TEXT(""));
	bind_text(add, 7, decision->curator.at ? decision->curator : TEXT(""));
	bind_number(add, 8, decision->decided.seconds);
	if (statement_run(add, err) == FAULT_NONE)
		*number = store_last_id(vault->store);
	return err->fault;
}

/* The row, its parts, and then its place in the chain, which is over all of it. */
static enum fault write(struct vault *vault, const struct about *about,
    const struct decision *decision, const struct decision_parts *parts, struct error *err)
{
	int64_t number = 0;
	enum fault fault = add_decision(vault, about, decision, &number, err);

	if (fault == FAULT_NONE && parts->put)
		fault = parts->put(parts->context, vault, about->revision, number, err);
	return fault == FAULT_NONE ? log_chain(vault, number, err) : fault;
}

static enum fault look(struct vault *vault, Text id, struct about *about, struct arena *arena,
    const struct decision *decision, const struct decision_parts *parts, struct error *err)
{
	enum fault fault = vault_history(vault, id, arena, &about->history, err);

	if (!about->number)
		about->number = about->history.latest;
	if (fault == FAULT_NONE)
		fault = standing_admits(&about->history, decision, err);
	if (fault == FAULT_NONE && parts->put)
		fault = revision_find(vault, id, about->number, &about->revision, err);
	if (fault == FAULT_NONE && parts->check)
		fault = parts->check(parts->context, vault, about->revision, 0, err);
	return fault;
}

enum fault decide_with(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const struct decision_parts *parts, struct error *err)
{
	struct about about = { .number = revision };
	struct decision whole;
	struct arena arena;
	enum fault fault = complete(decision, &whole, err);

	if (fault == FAULT_NONE)
		fault = change_begin(vault, err);
	if (fault != FAULT_NONE)
		return fault;
	arena_begin(&arena, 0);
	fault = look(vault, id, &about, &arena, &whole, parts, err);
	if (fault != FAULT_NONE)
		fault = change_refuse(vault, fault);
	else
		fault = change_end(vault, write(vault, &about, &whole, parts, err), err);
	arena_end(&arena);
	return fault;
}

enum fault vault_decide(
    struct vault *vault, Text id, const struct decision *decision, struct error *err)
{
	const struct decision_parts none = { 0 };

	return decide_with(vault, id, 0, decision, &none, err);
}
