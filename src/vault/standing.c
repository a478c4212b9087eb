/* The rules. Of the releases and withdrawals in effect the latest made is in force. A release that
 * a later decision overtook before it could take effect was never public; decided and effective
 * both count, since either may lie ahead. */
#include "vault/standing.h"

static bool is_in_effect(const struct ruling *ruling, Moment now)
{
	return ruling->verdict != VERDICT_APPROVE && ruling->effective.seconds <= now.seconds;
}

static const struct ruling *in_force(const struct history *history, Moment now)
{
	for (uint32_t i = history->rulings.count; i > 0; i--)
		if (is_in_effect(&history->rulings.items[i - 1], now))
			return &history->rulings.items[i - 1];
	return NULL;
}

/* When the world could see what a ruling says. */
static int64_t seen_from(const struct ruling *ruling)
{
	return ruling->effective.seconds > ruling->decided ? ruling->effective.seconds
							   : ruling->decided;
}

static bool was_overtaken(const struct history *history, const struct ruling *release)
{
	const struct ruling *end = history->rulings.items + history->rulings.count;

	for (const struct ruling *later = release + 1; later < end; later++)
		if (later->verdict != VERDICT_APPROVE && seen_from(later) < seen_from(release))
			return true;
	return false;
}

static bool was_public(const struct history *history, const struct ruling *ruling, Moment now)
{
	return ruling->verdict == VERDICT_RELEASE && is_in_effect(ruling, now) &&
	    !was_overtaken(history, ruling);
}

static bool was_once_public(const struct history *history, Moment now)
{
	for (uint32_t i = 0; i < history->rulings.count; i++)
		if (was_public(history, &history->rulings.items[i], now))
			return true;
	return false;
}

/* The last decision of a kind about the latest revision, made after `after` (NULL: ever); or NULL.
 */
static const struct ruling *last_of(
    const struct history *history, enum verdict verdict, const struct ruling *after)
{
	uint32_t first = after ? (uint32_t)(after - history->rulings.items) + 1 : 0;

	for (uint32_t i = history->rulings.count; i > first; i--) {
		const struct ruling *ruling = &history->rulings.items[i - 1];

		if (ruling->verdict == verdict && ruling->revision == history->latest)
			return ruling;
	}
	return NULL;
}

struct standing standing_of(const struct history *history, Moment now)
{
	const struct ruling *force = in_force(history, now);
	struct standing standing = { .state = STATE_HELD, .in_force = force };
	const struct ruling *gives;

	standing.once_public = was_once_public(history, now);
	if (force && force->verdict == VERDICT_RELEASE && force->revision == history->latest) {
		standing.state = STATE_RELEASED;
		gives = force;
	} else if ((gives = last_of(history, VERDICT_RELEASE, force)))
		standing.state = STATE_SCHEDULED;
	else if ((gives = last_of(history, VERDICT_APPROVE, force)))
		standing.state = STATE_APPROVED;
	else if (force && force->verdict == VERDICT_WITHDRAW &&
	    force->revision == history->latest && standing.once_public) {
		standing.state = STATE_WITHDRAWN;
		gives = force;
	}
	if (gives)
		standing.effective = gives->effective;
	return standing;
}

/* --- what a decision would change --- */

static bool moment_same(Moment a, Moment b)
{
	return a.precision && b.precision && a.seconds == b.seconds;
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
		return FAULT_NONE;
	}
}

static enum fault admit_release(
    const struct history *history, const struct decision *decision, struct error *err)
{
	const struct ruling *last = NULL;

	for (uint32_t i = 0; i < history->rulings.count; i++)
		if (history->rulings.items[i].verdict != VERDICT_APPROVE)
			last = &history->rulings.items[i];
	if (last && last->verdict == VERDICT_RELEASE && last->revision == history->latest &&
	    moment_same(last->effective, decision->effective))
		return fail(err, FAULT_CONFLICT, "'%.*s' is released from that time on already",
		    TEXT_ARG(history->id));
	return FAULT_NONE;
}

/* There must be a release, in effect or ahead, that no withdrawal has ended by then. */
static enum fault admit_withdrawal(
    const struct history *history, const struct decision *decision, struct error *err)
{
	bool released = false, withdrawn = false;

	for (uint32_t i = 0; i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[i];

		if (ruling->verdict == VERDICT_RELEASE)
			released = true;
		if (ruling->verdict != VERDICT_WITHDRAW ||
		    !is_in_effect(ruling, decision->effective))
			continue;
		released = false;
		withdrawn = true;
	}
	if (released)
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
	default:
		return admit_approval(history, decision, err);
	}
}

/* --- versions --- */

/* The place of a revision in the list; a new one at its end. NULL when the arena refused. */
static struct public_version *version_of(
    VersionList *versions, struct arena *arena, uint32_t revision)
{
	struct public_version *version;

	for (uint32_t i = 0; i < versions->count; i++)
		if (versions->items[i].revision == revision)
			return &versions->items[i];
	version = array_add(versions, arena);
	if (version)
		*version =
		    (struct public_version){ .number = versions->count, .revision = revision };
	return version;
}

enum fault standing_versions(const struct history *history, Moment now, struct arena *arena,
    VersionList *versions, Moment *released, struct error *err)
{
	const struct ruling *force = in_force(history, now);
	uint32_t first = 0; /* revision of the first release since the last withdrawal */

	for (uint32_t i = 0; i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[i];
		struct public_version *version;

		if (ruling->verdict == VERDICT_WITHDRAW && is_in_effect(ruling, now))
			first = 0;
		if (ruling != force && !was_public(history, ruling, now))
			continue;
		if (ruling->verdict != VERDICT_RELEASE)
			continue;
		version = version_of(versions, arena, ruling->revision);
		if (!version)
			return fail(err, FAULT_NO_MEMORY,
			    "no memory left for the versions of '%.*s'", TEXT_ARG(history->id));
		/* A later release of the same revision corrects its date and reason. */
		version->released = ruling->effective;
		version->reason = ruling->reason;
		first = first ? first : ruling->revision;
	}
	for (uint32_t i = 0; i < versions->count; i++)
		if (versions->items[i].revision == first)
			*released = versions->items[i].released;
	return FAULT_NONE;
}
