/* The plan of a publish: what is public, which segments of the edition before say so already, what
 * has to be added. */
#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include "edition/draft.h"
#include "vault/vault.h"

struct plan {
	struct arena arena;
	struct draft *draft; /* borrowed */
	bool *keep;          /* by segment: taken over as it is */
	uint32_t *same;      /* by segment: entries that are still public and unchanged */
	uint64_t records;    /* public now */
	uint64_t fresh;      /* of them, in no kept segment: to be added */
	uint64_t added, replaced, gone; /* against the edition before */
	struct draft_totals totals;     /* what the manifest says, in the arena */
	ARRAY(struct release_day) days; /* newest first */
	ARRAY(struct tombstone) tombstones;
};

enum fault plan_make(
    struct plan *plan, struct vault *vault, struct draft *draft, Moment now, struct error *err);
void plan_end(struct plan *plan);
/* False when the edition before says all of it already. */
bool plan_changes(const struct plan *plan);
/* True when a kept segment holds this very content. `key` is that of record_key. */
bool plan_keeps(const struct plan *plan, Text id, Text key);

/* What an entry's key is: changes when anything that is published of the record does. `hex` keeps
 * the digits; an empty slice when out of memory. */
Text record_key(const struct public_record *record, char hex[SHA256_HEX_ROOM]);

#endif
