/* The rules. Of the releases and withdrawals in effect the latest made is in force. A release that
 * a later decision overtook before it could take effect was never public; decided and effective
 * both count, since either may lie ahead. */
#include "vault/standing.h"

bool is_of_release(const struct ruling *ruling)
{
	return ruling->verdict == VERDICT_RELEASE || ruling->verdict == VERDICT_WITHDRAW;
}

bool is_in_effect(const struct ruling *ruling, Moment now)
{
	return is_of_release(ruling) && ruling->effective.seconds <= now.seconds;
}

/* Of the first `count` rulings. */
static const struct ruling *in_force_among(
    const struct history *history, uint32_t count, Moment now)
{
	for (uint32_t i = count; i > 0; i--)
		if (is_in_effect(&history->rulings.items[i - 1], now))
			return &history->rulings.items[i - 1];
	return NULL;
}

static const struct ruling *in_force(const struct history *history, Moment now)
{
	return in_force_among(history, history->rulings.count, now);
}

/* When the world could see what a ruling says. */
static int64_t seen_from(const struct ruling *ruling)
{
	return ruling->effective.seconds > ruling->decided ? ruling->effective.seconds
							   : ruling->decided;
}

static bool overtakes(const struct ruling *later, const struct ruling *ruling)
{
	int64_t seen = seen_from(ruling);

	/* What was decided before that second holds from its beginning. */
	return seen_from(later) < seen || (seen_from(later) == seen && later->decided < seen);
}

static bool was_overtaken(const struct history *history, const struct ruling *ruling)
{
	const struct ruling *end = history->rulings.items + history->rulings.count;

	for (const struct ruling *later = ruling + 1; later < end; later++)
		if (is_of_release(later) && overtakes(later, ruling))
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

const struct ruling *withdrawal_seen(const struct history *history, Moment now)
{
	const struct ruling *seen = NULL;

	for (uint32_t i = 0; i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[i];

		if (was_public(history, ruling, now))
			seen = NULL;
		else if (!seen && ruling->verdict == VERDICT_WITHDRAW &&
		    is_in_effect(ruling, now) && !was_overtaken(history, ruling))
			seen = ruling;
	}
	return seen;
}

const struct ruling *last_of(
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

/* --- looking through --- */

bool is_withheld(const struct history *history)
{
	for (uint32_t i = history->rulings.count; i > 0; i--) {
		enum verdict verdict = history->rulings.items[i - 1].verdict;

		if (verdict == VERDICT_WITHHOLD || verdict == VERDICT_ADMIT)
			return verdict == VERDICT_WITHHOLD;
	}
	return false;
}

/* From here on reviews of the latest revision count: behind the last time that words came back. */
static uint32_t first_review(const struct history *history)
{
	for (uint32_t i = history->rulings.count; i > 0; i--)
		if (history->rulings.items[i - 1].verdict == VERDICT_RESTORE)
			return i;
	return 0;
}

bool has_reviewed(const struct history *history, uint32_t before, Text curator)
{
	for (uint32_t i = first_review(history); i < before; i++) {
		const struct ruling *ruling = &history->rulings.items[i];

		if (ruling->verdict == VERDICT_REVIEW && ruling->revision == history->latest &&
		    text_equal(ruling->curator, curator))
			return true;
	}
	return false;
}

/* By how many different curators. */
uint32_t count_reviews(const struct history *history)
{
	uint32_t count = 0;

	for (uint32_t i = first_review(history); i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[i];

		count += ruling->verdict == VERDICT_REVIEW && ruling->revision == history->latest &&
		    !has_reviewed(history, i, ruling->curator);
	}
	return count;
}

/* The state before anything was decided about going out. */
static enum state state_before_release(
    const struct history *history, const struct standing *standing)
{
	return is_withheld(history)   ? STATE_WITHHELD
	    : standing->reviews > 0   ? STATE_REVIEWED
	    : history->open_flags > 0 ? STATE_FLAGGED
				      : STATE_HELD;
}

struct standing standing_of(const struct history *history, Moment now)
{
	const struct ruling *force = in_force(history, now);
	struct standing standing = { .in_force = force };
	const struct ruling *gives;

	standing.once_public = was_once_public(history, now);
	standing.reviews = count_reviews(history);
	standing.state = state_before_release(history, &standing);
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

/* --- versions --- */

static enum fault no_memory(const struct history *history, struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the versions of '%.*s'",
	    TEXT_ARG(history->id));
}

/* The place of a released revision in the list, or a new one at its end. NULL when the arena
 * refused. */
static struct public_version *version_of(
    VersionList *versions, struct arena *arena, uint32_t revision)
{
	struct public_version *version;

	for (uint32_t i = 0; i < versions->count; i++)
		if (versions->items[i].revision == revision && !versions->items[i].is_redaction)
			return &versions->items[i];
	version = array_add(versions, arena);
	if (version)
		*version =
		    (struct public_version){ .number = versions->count, .revision = revision };
	return version;
}

/* A later release of the same revision corrects its date and reason. */
static enum fault add_release(const struct history *history, const struct ruling *ruling,
    struct arena *arena, VersionList *versions, struct error *err)
{
	struct public_version *version = version_of(versions, arena, ruling->revision);

	if (!version)
		return no_memory(history, err);
	version->released = ruling->effective;
	version->reason = ruling->reason;
	return FAULT_NONE;
}

/* Words cut or restored while the revision was public make a version of it. */
static enum fault add_redaction(const struct history *history, uint32_t number, struct arena *arena,
    VersionList *versions, struct error *err)
{
	const struct ruling *ruling = &history->rulings.items[number];
	Moment decided = { ruling->decided, PRECISION_SECOND };
	const struct ruling *force = in_force_among(history, number, decided);
	struct public_version *version;

	if (!force || force->verdict != VERDICT_RELEASE || force->revision != ruling->revision)
		return FAULT_NONE;
	version = array_add(versions, arena);
	if (!version)
		return no_memory(history, err);
	*version = (struct public_version){
		.number = versions->count,
		.revision = ruling->revision,
		.released = decided,
		.reason = ruling->reason,
		.is_redaction = true,
	};
	return FAULT_NONE;
}

static int64_t changes_from(const struct ruling *ruling)
{
	return is_of_release(ruling) ? seen_from(ruling) : ruling->decided;
}

/* Numbers of the rulings in the order in which the world could see what they say: words that are
 * cut while a release lies ahead are cut in the version before it. NULL when the arena refused. */
static uint32_t *in_order_of_change(const struct history *history, struct arena *arena)
{
	uint32_t count = history->rulings.count;
	uint32_t *order = arena_take(arena, count * sizeof *order);

	for (uint32_t i = 0; order && i < count; i++) {
		int64_t change = changes_from(&history->rulings.items[i]);
		uint32_t at = i;

		for (; at && changes_from(&history->rulings.items[order[at - 1]]) > change; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	return order;
}

enum fault standing_versions(const struct history *history, Moment now, struct arena *arena,
    VersionList *versions, Moment *released, struct error *err)
{
	const struct ruling *force = in_force(history, now);
	const uint32_t *order = in_order_of_change(history, arena);
	uint32_t first = 0; /* revision of the first release since the last withdrawal */
	enum fault fault = order ? FAULT_NONE : no_memory(history, err);

	for (uint32_t i = 0; fault == FAULT_NONE && i < history->rulings.count; i++) {
		const struct ruling *ruling = &history->rulings.items[order[i]];

		if (ruling->verdict == VERDICT_WITHDRAW && is_in_effect(ruling, now) &&
		    !was_overtaken(history, ruling))
			first = 0;
		if (ruling->verdict == VERDICT_REDACT || ruling->verdict == VERDICT_RESTORE)
			fault = add_redaction(history, order[i], arena, versions, err);
		if (ruling->verdict != VERDICT_RELEASE ||
		    (ruling != force && !was_public(history, ruling, now)))
			continue;
		fault = add_release(history, ruling, arena, versions, err);
		first = first ? first : ruling->revision;
	}
	for (uint32_t i = 0; i < versions->count; i++)
		if (versions->items[i].revision == first && !versions->items[i].is_redaction)
			*released = versions->items[i].released;
	return fault;
}
