#include "cli/stated.h"

enum fault stated_look(
    struct stated *stated, Text id, struct stated_before *before, struct error *err)
{
	struct holding holding = { .stated_release = MOMENT_UNKNOWN };
	struct error missing = { 0 };
	struct arena arena;
	enum fault fault;

	*before = (struct stated_before){ .release = MOMENT_UNKNOWN };
	if (!stated->on)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	fault = vault_find(stated->vault, id, clock_now(), &arena, &holding, &missing);
	arena_end(&arena);
	if (fault == FAULT_NOT_FOUND)
		return FAULT_NONE;
	*before =
	    (struct stated_before){ holding.state, holding.revisions, holding.stated_release };
	return fault ? fail(err, fault, "%s", missing.text) : FAULT_NONE;
}

/* Nobody has decided yet when it goes out, or that it does not. */
static bool is_undecided(enum state state)
{
	return state == STATE_HELD || state == STATE_FLAGGED || state == STATE_REVIEWED ||
	    state == STATE_APPROVED;
}

static bool may_release(const struct stated_before *before, enum outcome outcome, uint32_t revision)
{
	if (outcome == OUTCOME_IDENTICAL)
		return is_undecided(before->state) && revision == before->revisions;
	return !before->revisions || is_undecided(before->state) || before->state == STATE_RELEASED;
}

static enum fault note_refusal(struct stated *stated, Text id, struct error *err)
{
	struct holding holding = { 0 };
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_find(stated->vault, id, clock_now(), &arena, &holding, err);
	stated->held_back += fault == FAULT_NONE && holding.open_severe > 0;
	arena_end(&arena);
	return fault;
}

enum fault stated_release(struct stated *stated, Text id, Moment release,
    const struct stated_before *before, enum outcome outcome, uint32_t revision, struct error *err)
{
	struct error refused = { 0 };
	struct decision decision = {
		.verdict = VERDICT_RELEASE,
		.effective = release,
		.curator = stated->curator,
		.decided = clock_now(),
	};
	enum fault fault;

	if (!stated->on || !release.precision || !may_release(before, outcome, revision))
		return FAULT_NONE;
	fault = vault_decide(stated->vault, id, &decision, &refused);
	if (fault == FAULT_CONFLICT)
		return note_refusal(stated, id, err);
	stated->released += !fault;
	return fault ? fail(err, fault, "%s", refused.text) : FAULT_NONE;
}
