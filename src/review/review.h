/* Review: what curators do with an archive, once for the command line and the local page: look
 * through records by rules, find words wherever they stand, take them out, see what the public will
 * see. Decisions are the vault's; here is what it takes to make them well. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "catalog/catalog.h"
#include "flags/flags.h"
#include "redact/redact.h"
#include "search/facet.h"
#include "vault/flags.h"
#include "vault/redactions.h"

#define REVIEW_PLACES_LIMIT 100000 /* where words stand, of one question */

struct review;

/* `vault`, which is that of `archive`, and `catalog` must outlive it. Rules are those of the
 * program and of ARCHIVE/rules, where there is such a folder. NULL on failure. */
struct review *review_open(
    const char *archive, struct vault *vault, const struct catalog *catalog, struct error *err);
void review_close(struct review *review); /* NULL is allowed */
const struct rules *review_rules(const struct review *review);

/* --- one record --- */

struct review_record {
	struct holding holding; /* of its latest revision */
	uint32_t revision;
	const struct record *record; /* as it was read */
	VaultFlagList flags;
	Text rules; /* that looked through it; empty: none did */
	VaultCutList cuts;
	const struct record *shown; /* as the public will see it; `record` itself without cuts */
};
/* Revision 0: the latest. Any spelling of an id. In the arena. FAULT_NOT_FOUND. */
enum fault review_read(struct review *review, Text id, uint32_t revision, struct arena *arena,
    struct review_record *read, struct error *err);

/* --- flags --- */

/* What rules find in a record, in the vault's words; in the arena. For threads, each with its own
 * flagger. */
enum fault review_flag(const struct rules *rules, struct flagger *flagger,
    const struct record *record, struct arena *arena, struct flagging *flagging, struct error *err);
/* Looks through a revision that lies in the vault; words that were cut in another revision of the
 * record and stand in this one are flagged by the rule "redacted-before". */
enum fault review_look(struct review *review, Text id, uint32_t revision, struct error *err);
/* All revisions that these rules have not looked through; with a progress line. Interrupted, it
 * keeps what it has done. */
enum fault review_look_through(struct review *review, uint64_t *looked, struct error *err);

/* --- finding --- */

/* Ids of the latest revisions that a query finds, whatever their state, newest first. Asked of an
 * index in ARCHIVE/index, which is brought up to date first: it holds words that nobody released
 * and is for this archive alone. No transaction of the vault may be open. In the arena. */
enum fault review_search(
    struct review *review, Text query, struct arena *arena, TextList *ids, struct error *err);

struct review_place {
	Text id;
	uint32_t revision;
	Span span;     /* bytes of the transcript */
	uint32_t line; /* of it */
	Text context;  /* the line, */
	uint32_t at;   /* and the byte of it with which they begin */
	bool is_cut;   /* already, by live cuts */
};
typedef ARRAY(struct review_place) PlaceList;

/* Where the words stand in all revisions of a record; whatever their case, blanks and line ends. In
 * the arena. */
enum fault review_find_in(struct review *review, Text id, Text words, struct arena *arena,
    PlaceList *places, struct error *err);
/* The same in every record of the archive, by its index: no transaction may be open. In a record
 * with several revisions the older ones are looked through, too. */
enum fault review_find(
    struct review *review, Text words, struct arena *arena, PlaceList *places, struct error *err);

/* --- redacting: between vault_begin and vault_commit; on a fault roll back --- */

/* Takes words out at `places` (in the order in which they were found; those that are cut already
 * are passed over), a decision for each revision, and makes what is shown instead. `decision` says
 * who, when and why; its reason is shown to the public, so FAULT_BAD_INPUT when it holds words that
 * are taken out. *records: how many were changed. */
enum fault review_redact(struct review *review, const PlaceList *places, Text code,
    const struct decision *decision, uint64_t *records, struct error *err);
/* Leaves nothing but metadata of all revisions. */
enum fault review_redact_all(
    struct review *review, Text id, Text code, const struct decision *decision, struct error *err);
/* Takes cuts back, by their numbers. */
enum fault review_restore(struct review *review, Text id, uint32_t revision, const int64_t *numbers,
    uint32_t count, const struct decision *decision, struct error *err);

/* --- foreseeing --- */

/* What readers of the edition in PUBLIC do not see yet, and what they would lose. */
struct foresight {
	TextList added, changed, gone; /* ids, by byte */
	TextList words;                /* of the search, folded, by byte */
	TextList values[FACET_COUNT];  /* as they are shown, by byte */
	uint64_t records;              /* public then */
};
/* What a publish at `now` would make of PUBLIC (which may have no edition yet), by what is decided,
 * also within a transaction. Gates are not looked at: vault_each_hindrance. A file with the words
 * lies in the archive meanwhile. In the arena. */
enum fault review_foresee(struct review *review, const char *public_folder, Moment now,
    struct arena *arena, struct foresight *foresight, struct error *err);

#endif
