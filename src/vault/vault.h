/* The vault: sources as received, what was read out of them, and every decision about them,
 * append-only. Private: nothing that answers the public may reach it (I3). Layout:
 * src/vault/schema/.
 *
 * A record has revisions (the same id with other bytes). A decision is about one revision; it takes
 * effect at its `effective` time. Of the release and withdraw decisions in effect the latest made
 * is in force. */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/clock.h"
#include "base/error.h"
#include "base/sha256.h"
#include "record/record.h"
#include "store/pack.h"

struct vault;

enum vault_access { VAULT_READ, VAULT_WRITE };

/* Makes folder/vault.db in a new or empty folder. FAULT_CONFLICT when there is an archive already.
 */
enum fault vault_init(const char *folder, struct error *err);
/* NULL on failure: no archive there (FAULT_NOT_FOUND), not an archive (FAULT_BAD_INPUT), a newer
 * schema (FAULT_TOO_NEW, with both numbers). VAULT_WRITE brings an older schema up to date in one
 * transaction. */
struct vault *vault_open(const char *folder, enum vault_access access, struct error *err);
void vault_close(struct vault *vault);

/* One transaction around many additions or decisions; without it each is its own. On a vault opened
 * to read: one snapshot, whatever others write meanwhile. A refused addition or decision (of the
 * faults that vault_add and vault_decide name) has written nothing, the rest of the transaction
 * stands; after any other fault roll back: committing would fail. */
enum fault vault_begin(struct vault *vault, struct error *err);
enum fault vault_commit(struct vault *vault, struct error *err);
void vault_rollback(struct vault *vault);

/* --- what is kept of a record: source, text, structure --- */

/* One revision's content as it lies in the vault. A frame is of src/store/pack.h; what was kept
 * before there were any is the bytes themselves. */
struct packed_content {
	Text id;                      /* for sentences */
	Text structure, text, source; /* text.at NULL: the same as the source */
	bool is_packed;               /* structure and text */
	bool is_source_packed;
	Sha256 source_hash, reading_hash;
};

#define STRUCTURE_BYTES_LIMIT (64u << 20)  /* what an edition can hold of one record */
#define CONTENT_BYTES_LIMIT   (128u << 20) /* of a source, and of a text */

/* Hashes and packs, from any thread; the dear part of keeping a record. `source_hash` is that of
 * the source. Frames in the arena. FAULT_TOO_LARGE over a limit above. */
enum fault content_pack(Text id, Text structure, Text text, Text source, const Sha256 *source_hash,
    struct packer *packer, struct arena *arena, struct packed_content *packed, struct error *err);
/* Unpacks and checks the hashes, from any thread. In the arena (where text and source are one, the
 * same slice). FAULT_CORRUPT. */
enum fault content_unpack(const struct packed_content *packed, struct packer *packer,
    struct arena *arena, Text *structure, Text *text, Text *source, struct error *err);

/* Bytes of the text, as its frame says; cheap. */
uint64_t content_text_size(const struct packed_content *packed);

/* A record that arrives: source bytes and what was read out of them. All borrowed. */
struct flagging;
struct arrival {
	Text id;
	enum record_kind kind;
	Moment created, stated_release;
	Text source;
	Text structure; /* record_put_structure, one line */
	Text text;      /* the transcript */
	Text path;      /* of the container, as given */
	uint32_t line;
	Text format;
	const struct packed_content *packed; /* of the three; NULL: packed here, when it is new */
	const struct flagging *flagging; /* vault/flags.h; NULL: no rules have looked through it */
};

enum outcome {
	OUTCOME_ACCEPTED,  /* a new record */
	OUTCOME_UPDATED,   /* a new revision of a known record */
	OUTCOME_IDENTICAL, /* these bytes are known under this id: nothing changed */
};

/* FAULT_TOO_LARGE over a limit, FAULT_BAD_INPUT for what can be no id or has no structure: nothing
 * is kept of either. Idempotent: bytes that any revision of the record has already are
 * OUTCOME_IDENTICAL. `revision` (may be NULL) gets the number of the revision that holds these
 * bytes. */
enum fault vault_add(struct vault *vault, const struct arrival *arrival, enum outcome *outcome,
    uint32_t *revision, struct error *err);

/* The record and the revision that hold these bytes as read by `format`: whoever has them need not
 * read them again. In the arena; `id` is empty when there is none. */
enum fault vault_find_source(struct vault *vault, const Sha256 *source, Text format,
    struct arena *arena, Text *id, uint32_t *revision, struct error *err);

/* name, as stored */
#define VERDICTS(X) \
	X(APPROVE, "approve") \
	X(RELEASE, "release") \
	X(WITHDRAW, "withdraw") \
	X(REVIEW, "review")     /* looked through; counts until cut words are restored */ \
	X(WITHHOLD, "withhold") /* the whole record stays out, whatever revision comes */ \
	X(ADMIT, "admit")       /* ends that */ \
	X(REDACT, "redact")     /* vault/redactions.h */ \
	X(RESTORE, "restore")   /* the same */ \
	X(DISMISS, "dismiss")   /* vault/flags.h */

#define VERDICT_ENUM(name, stored) VERDICT_##name,
enum verdict { VERDICTS(VERDICT_ENUM) };
#undef VERDICT_ENUM
Text verdict_name(enum verdict verdict); /* as stored */

#define REASON_LIMIT 4096 /* bytes of a reason, and of a curator's name */

struct decision {
	enum verdict verdict;
	Moment effective; /* release and withdraw: from when on; may lie in the past or ahead;
			     unknown: as `decided` */
	Text reason;      /* UTF-8; shown to the public; needed to withdraw (FAULT_BAD_INPUT) */
	Text curator;
	Moment decided; /* unknown: now */
};

/* Approves, releases, withdraws, reviews, withholds or admits the latest revision of `id`; a
 * withdrawal takes the whole record from the public. FAULT_NOT_FOUND for an unknown id.
 * FAULT_CONFLICT when it would change nothing (approving what is approved or more, releasing what
 * is released from the same time on, withdrawing what was never released), and where a gate is
 * closed: approving or releasing what is withheld, what has an open severe flag (vault/flags.h),
 * and what had one until two curators have looked at it, of whom the one who approves may be the
 * second. Releasing the same revision again corrects its date; withdrawing what is scheduled
 * recalls it. */
enum fault vault_decide(
    struct vault *vault, Text id, const struct decision *decision, struct error *err);

/* What holds of a record's latest revision at a time. A newer revision of a released record is
 * held, while the released one stays public. What was recalled before anybody could see it is held
 * again, not withdrawn. */
enum state {
	STATE_HELD,
	STATE_FLAGGED,  /* held, with open flags */
	STATE_REVIEWED, /* held, and somebody has looked through it */
	STATE_WITHHELD,
	STATE_APPROVED,
	STATE_SCHEDULED,
	STATE_RELEASED,
	STATE_WITHDRAWN,
	STATES
};
Text state_name(enum state state); /* "held" */

struct vault_counts {
	uint64_t records, revisions, sources;
	uint64_t states[STATES]; /* records by state; they add up to `records` */
	uint64_t public_records; /* what an edition of `now` holds, older revisions included */
	uint64_t flags, severe;  /* open ones, of latest revisions */
};
enum fault vault_count(
    struct vault *vault, Moment now, struct vault_counts *counts, struct error *err);

/* One record as `status` and the deciding commands see it. Borrowed until the taker returns; a
 * taker may read the vault, not change it. */
struct holding {
	Text id;
	enum record_kind kind;
	enum state state;
	uint32_t revisions;
	uint32_t open_flags, open_severe; /* of the latest revision */
	uint32_t reviews; /* by how many curators, since cut words were last restored */
	bool is_redacted; /* it has live cuts */
	Moment created, stated_release; /* of the latest revision, as `path` is */
	Moment effective; /* of the decision that gives the state; unknown when held */
	Text path;
};
typedef enum fault holding_taker(void *context, const struct holding *holding, struct error *err);
/* All records in order of id. */
enum fault vault_each(
    struct vault *vault, Moment now, holding_taker *take, void *context, struct error *err);
/* One; FAULT_NOT_FOUND. Texts in the arena. */
enum fault vault_find(struct vault *vault, Text id, Moment now, struct arena *arena,
    struct holding *holding, struct error *err);

/* One revision as it lies in the vault, nothing cut: cheap, copies in the arena. FAULT_NOT_FOUND.
 * What goes out is vault_public_content (vault/redactions.h). */
enum fault vault_packed(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    struct packed_content *packed, struct error *err);
#endif
