/* What was public once and is taken back: its words are gone from the next edition, that it was
 * there is told. */
#include "vault/internal.h"
#include "vault/standing.h"

struct farewell {
	Moment now;
	withdrawal_taker *take;
	void *context;
};

static enum fault tell_one(void *context, const struct history *history, struct error *err)
{
	const struct farewell *farewell = context;
	struct standing standing = standing_of(history, farewell->now);
	const struct ruling *seen = withdrawal_seen(history, farewell->now);
	struct withdrawal withdrawal;

	if (!seen || !standing.once_public || !standing.in_force ||
	    standing.in_force->verdict != VERDICT_WITHDRAW)
		return FAULT_NONE;
	withdrawal = (struct withdrawal){ history->id, seen->effective, seen->reason };
	return farewell->take(farewell->context, &withdrawal, err);
}

enum fault vault_each_withdrawn(
    struct vault *vault, Moment now, withdrawal_taker *take, void *context, struct error *err)
{
	struct farewell farewell = { now, take, context };

	return vault_each_history(vault, tell_one, &farewell, err);
}
