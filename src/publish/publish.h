/* Publish: the one-way door from the vault to an edition; the only folder that sees both (cli
 * aside). What goes out: records whose release is in force, their versions and reasons, the list of
 * what was withdrawn, and the plain totals. No curator, no path, no held record (I4). */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/clock.h"
#include "catalog/catalog.h"
#include "vault/flags.h"

#define PUBLISH_THREADS_MOST 16
#define SEGMENT_TEXT         ((uint64_t)1 << 30) /* most bytes of text in a segment */

/* What goes out; or everything, nothing cut, for an index that stays within the archive. */
enum publish_what { PUBLISH_RELEASED, PUBLISH_EVERYTHING };

struct publish_settings {
	enum publish_what what;
	const struct catalog *catalog;
	const char *archive;       /* its site goes out, too: publish/site.h; NULL: the default */
	unsigned threads;          /* 0: as many as there are cores */
	uint32_t segment_records;  /* most of a segment; 0: SEGMENT_DOCUMENTS, which is the most */
	hindrance_taker *hindered; /* told of each reason not to publish; NULL: nobody is */
	void *context;
};

struct publish_result {
	bool changed;     /* false: the edition before says it all, none was made */
	char name[16];    /* of the edition that is current now */
	uint64_t records; /* public now */
	uint64_t added, replaced, withdrawn; /* records, against the edition before */
	uint64_t kept_segments;
	uint64_t resumed_segments; /* that a killed publish had finished */
};

/* Makes the edition of `now`, unless something hinders (vault/flags.h): then FAULT_CONFLICT, and
 * the edition before stays; an index of everything is never hindered. It is made from one snapshot
 * of the vault, which has no transaction open; opened to read is enough, and lets others write
 * meanwhile. Killed or failing, it leaves the edition before current, and the next one takes over
 * the segments that were finished. Unchanged records stay in the files they are in; how many
 * threads there are changes no byte. FAULT_INTERRUPTED between two records; FAULT_BAD_INPUT for a
 * site that breaks a rule. Memory: a few hundred bytes per public record, and what the segment in
 * the making needs (search/segment_writer.h). */
enum fault publish(struct vault *vault, const char *public_folder, Moment now,
    const struct publish_settings *settings, struct publish_result *result, struct error *err);

#endif
