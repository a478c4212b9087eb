/* Whether a decision may be made: it has to change something, and what goes out has to have passed
 * the gates. */
#include "vault/standing.h"

#define REVIEWS_OF_SEVERE 2 /* curators */

static bool moment_same(Moment a, Moment b)
{
	return a.precision && b.precision && a.seconds == b.seconds;
}

/* The gates before anything goes out. */
static enum fault admit_outward(
    const struct history *history, const struct decision *decision, struct error *err)
{
	uint32_t looked = count_reviews(history) +
	    !has_reviewed(history, history->rulings.count, decision->curator);

	if (is_withheld(history))
		return fail(err, FAULT_CONFLICT, "'%.*s' is withheld", TEXT_ARG(history->id));
	if (history->open_severe)
		return fail(err, FAULT_CONFLICT,
		    "'%.*s' has %u severe flag%s without an answer: cut the words or dismiss %s",
		    TEXT_ARG(history->id), history->open_severe,
		    history->open_severe == 1 ? "" : "s",
		    history->open_severe == 1 ? "it" : "them");
	if (history->severe && looked < REVIEWS_OF_SEVERE)
		return fail(err, FAULT_CONFLICT,
		    "'%.*s' has severe flags: another curator has to look through it, too",
		    TEXT_ARG(history->id));
	return FAULT_NONE;
}

static enum fault admit_approval(
    const struct history *history, const struct decision *decision, struct error *err)
{
	struct standing standing = standing_of(history, decision->decided);

	switch (standing.state) {
	case STATE_APPROVED:
	case STATE_SCHEDULED:
	case STATE_RELEASED:
		return fail(err, FAULT_CONFLICT, "'%.*s' is %.*s already", TEXT_ARG(history->id),
		    TEXT_ARG(state_name(standing.state)));
	default:
		return admit_outward(history, decision, err);
	}
}

static enum fault admit_release(
    const struct history *history, const struct decision *decision, struct error *err)
{
	const struct ruling *last = NULL;

	for (uint32_t i = 0; i < history->rulings.count; i++)
		if (is_of_release(&history->rulings.items[i]))
			last = &history->rulings.items[i];
	if (last && last->verdict == VERDICT_RELEASE && last->revision == history->latest &&
	    moment_same(last->effective, decision->effective))
		return fail(err, FAULT_CONFLICT, "'%.*s' is released from that time on already",
		    TEXT_ARG(history->id));
	/* Approved is looked at; what was flagged since then is not. */
	return last_of(history, VERDICT_APPROVE, NULL) && !history->open_severe &&
		!is_withheld(history)
	    ? FAULT_NONE
	    : admit_outward(history, decision, err);
}

/* A release, in effect or ahead, of whichever revision, that no withdrawal has ended by then. */
static bool is_let_out(const struct history *history, Moment by, bool *withdrawn)
{
	bool released = false;

	*withdrawn = false;
	for (uint32_t i = 0; i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[i];

		if (ruling->verdict == VERDICT_RELEASE)
			released = true;
		if (ruling->verdict != VERDICT_WITHDRAW || !is_in_effect(ruling, by))
			continue;
		released = false;
		*withdrawn = true;
	}
	return released;
}

/* What is public, or will be by itself, is withdrawn instead. */
static enum fault admit_withholding(
    const struct history *history, const struct decision *decision, struct error *err)
{
	struct standing standing = standing_of(history, decision->decided);
	bool is_public = standing.in_force && standing.in_force->verdict == VERDICT_RELEASE;
	bool withdrawn;

	if (is_withheld(history))
		return fail(
		    err, FAULT_CONFLICT, "'%.*s' is withheld already", TEXT_ARG(history->id));
	if (is_public || is_let_out(history, decision->decided, &withdrawn))
		return fail(err, FAULT_CONFLICT, "'%.*s' is %s: withdraw it first",
		    TEXT_ARG(history->id), is_public ? "public" : "scheduled");
	return FAULT_NONE;
}

static enum fault admit_review(
    const struct history *history, const struct decision *decision, struct error *err)
{
	if (!has_reviewed(history, history->rulings.count, decision->curator))
		return FAULT_NONE;
	return fail(err, FAULT_CONFLICT, "'%.*s' was looked through by %.*s already",
	    TEXT_ARG(history->id), TEXT_ARG(decision->curator));
}

static enum fault admit_withdrawal(
    const struct history *history, const struct decision *decision, struct error *err)
{
	bool withdrawn;

	if (is_let_out(history, decision->effective, &withdrawn))
		return FAULT_NONE;
	return fail(err, FAULT_CONFLICT,
	    withdrawn ? "'%.*s' is withdrawn already" : "'%.*s' was never released",
	    TEXT_ARG(history->id));
}

enum fault standing_admits(
    const struct history *history, const struct decision *decision, struct error *err)
{
	switch (decision->verdict) {
	case VERDICT_RELEASE:
		return admit_release(history, decision, err);
	case VERDICT_WITHDRAW:
		return admit_withdrawal(history, decision, err);
	case VERDICT_APPROVE:
		return admit_approval(history, decision, err);
	case VERDICT_REVIEW:
		return admit_review(history, decision, err);
	case VERDICT_WITHHOLD:
		return admit_withholding(history, decision, err);
	case VERDICT_ADMIT:
		if (is_withheld(history))
			return FAULT_NONE;
		return fail(err, FAULT_CONFLICT, "'%.*s' is not withheld", TEXT_ARG(history->id));
	default:
		return FAULT_NONE;
	}
}
