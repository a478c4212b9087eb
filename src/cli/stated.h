/* ingest --released: what comes in is released as of the date that its container states. */
#ifndef CLI_STATED_H
#define CLI_STATED_H

#include "vault/vault.h"

struct stated {
	struct vault *vault;
	Text curator;
	bool on; /* otherwise nothing is looked at or released */
	uint64_t released;
	uint64_t held_back; /* flags keep them in */
};

/* What the vault knew of a record before an arrival; no revisions: nothing. */
struct stated_before {
	enum state state;
	uint32_t revisions;
	Moment release; /* that the latest revision states */
};
enum fault stated_look(
    struct stated *stated, Text id, struct stated_before *before, struct error *err);
/* Releases what came in now, or was held and is met again as the latest revision; never against
 * what a curator decided since. `revision` holds the bytes that arrived. */
enum fault stated_release(struct stated *stated, Text id, Moment release,
    const struct stated_before *before, enum outcome outcome, uint32_t revision, struct error *err);

#endif
