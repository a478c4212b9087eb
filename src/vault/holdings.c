/* What the decisions come to: holdings, counts, states. */
#include "vault/internal.h"
#include "vault/standing.h"

Text state_name(enum state state)
{
	static const Text names[STATES] = {
		[STATE_HELD] = TEXT_INIT("held"),
		[STATE_FLAGGED] = TEXT_INIT("flagged"),
		[STATE_REVIEWED] = TEXT_INIT("reviewed"),
		[STATE_WITHHELD] = TEXT_INIT("withheld"),
		[STATE_APPROVED] = TEXT_INIT("approved"),
		[STATE_SCHEDULED] = TEXT_INIT("scheduled"),
		[STATE_RELEASED] = TEXT_INIT("released"),
		[STATE_WITHDRAWN] = TEXT_INIT("withdrawn"),
	};

	return names[(unsigned)state < STATES ? state : STATE_HELD];
}

static void hold(const struct history *history, Moment now, struct holding *holding)
{
	struct standing standing = standing_of(history, now);

	*holding = (struct holding){
		.id = history->id,
		.kind = history->kind,
		.state = standing.state,
		.revisions = history->latest,
		.open_flags = history->open_flags,
		.open_severe = history->open_severe,
		.reviews = standing.reviews,
		.is_redacted = history->is_redacted,
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
	tally->counts.flags += history->open_flags;
	tally->counts.severe += history->open_severe;
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
