/* Publish: the one-way door from the vault to an edition; the only folder that sees both (cli
 * aside). What goes out: records whose release is in force, their versions and reasons, the list of
 * what was withdrawn, and the plain totals. No curator, no path, no held record (I4). */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/clock.h"
#include "vault/vault.h"

struct publish_result {
	bool changed;     /* false: the edition before says it all, none was made */
	char name[16];    /* of the edition that is current now */
	uint64_t records; /* public now */
	uint64_t added, replaced, withdrawn; /* records, against the edition before */
	uint64_t kept_segments;
};

/* Makes the edition of `now` from one snapshot of the vault, which has no transaction open; opened
 * to read is enough, and lets others write meanwhile. Killed or failing, it leaves the edition
 * before current. Unchanged records stay in the files they are in. FAULT_INTERRUPTED between two
 * records. Memory: a few hundred bytes per public record. */
enum fault publish(struct vault *vault, const char *public_folder, Moment now,
    struct publish_result *result, struct error *err);

#endif
