/* A draft: the next edition in the making, in a folder of its own. Sealing is fsync, rename, then
 * one rename of `current` (I9): killed at any moment, PUBLIC serves the edition before or the
 * edition after. What is added comes in pairs: a record file, written here, and its index file,
 * written by the caller. */
#ifndef EDITION_DRAFT_H
#define EDITION_DRAFT_H

#include "edition/edition.h"

struct draft;

/* Takes the lock on PUBLIC (FAULT_CONFLICT while another publish holds it), makes PUBLIC if need
 * be, removes what killed publishes left (but for the pairs they had finished), opens the edition
 * before if there is one. NULL on failure; FAULT_CONFLICT also for a folder that holds other things
 * and no editions, FAULT_CORRUPT for one with editions and no `current`. */
struct draft *draft_begin(const char *public_folder, struct error *err);
/* Drops an unsealed draft but for its finished pairs, which the next one may take over; after the
 * seal just frees it. NULL is allowed. */
void draft_close(struct draft *draft);

/* Drops its finished pairs, too: nobody will want them. */
void draft_discard(struct draft *draft);

/* What the edition before holds, pair by pair. Nothing when it has the form before this one. */
struct entry {
	Text id;
	Text key; /* as given to draft_add: unchanged content has an unchanged key */
};
struct draft_segment {
	Text name;                   /* records-000001.db */
	ARRAY(struct entry) entries; /* by id */
};
uint32_t draft_segment_count(const struct draft *draft); /* 0 without an edition before */
const struct draft_segment *draft_segment(const struct draft *draft, uint32_t number);
/* Facts of the edition before, or NULL. */
const struct edition_facts *draft_before(const struct draft *draft);

/* Takes a pair over by hard link: no byte is copied. Once per pair. */
enum fault draft_keep(struct draft *draft, uint32_t segment, struct error *err);

/* --- frames --- */

struct draft_record {
	Text id, key;
	enum record_kind kind;
	Moment created, released;
	Text title, passages; /* passages: packed, search/passages.h */
	const struct version *versions;
	const Text *version_texts; /* of each, draft_pack_version; empty: the record's. NULL: all are */
	uint32_t version_count;
	/* made by draft_pack or draft_repack: */
	Text structure, text, source;
	char source_sha256[SHA256_HEX_ROOM];
	uint64_t source_size;
};

/* Makes the frames; apart from draft_add, so that threads can, each with a packer of its own. */
struct packer;
struct packer *draft_packer(struct error *err);
void draft_packer_end(struct packer *packer); /* NULL is allowed */
/* Packs what a record consists of; the source is kept where its bytes differ from the text's.
 * Frames in the arena. */
enum fault draft_pack(struct packer *packer, Text structure, Text text, Text source,
    struct arena *arena, struct draft_record *record, struct error *err);
/* The same where the structure is a frame already, of pack_structure, and the source's hash known:
 * both are taken as they are. */
enum fault draft_repack(struct packer *packer, Text structure_frame, Text text, Text source,
    const Sha256 *source_hash, struct arena *arena, struct draft_record *record, struct error *err);

/* The frame of a version's text against the record's; in the arena. */
enum fault draft_pack_version(struct packer *packer, Text text, Text newest, struct arena *arena,
    Text *frame, struct error *err);

/* --- pairs --- */

/* A pair is full, so that no record could have come into it, or ended with the records. */
enum pair_end { PAIR_FULL, PAIR_LAST };

/* The list of a pair in its order, as a hash: begun with the rule by which it is cut, then record
 * by record. */
Sha256 pair_list_begin(Text rule);
Sha256 pair_list_add(Sha256 list, Text id, Text key);

/* What a killed publish had finished under the number that comes next. */
struct draft_finished {
	uint64_t records;
	Sha256 list;
	enum pair_end end;
};
bool draft_finished(const struct draft *draft, struct draft_finished *finished);
/* Takes it over instead of making it again; *taken is false when its files are not what they were.
 * Cost: reading them. */
enum fault draft_take(struct draft *draft, bool *taken, struct error *err);

/* Begins the next pair, cut by `rule` (the caller's words). *index_path, where the caller has to
 * write the index file, is borrowed. */
enum fault draft_pair_begin(
    struct draft *draft, Text rule, const char **index_path, struct error *err);
/* Call in order of created (unknown first), then id, over all pairs. All borrowed. */
enum fault draft_add(struct draft *draft, const struct draft_record *record, struct error *err);
/* Ends the record file and makes it durable, which may go on in one thread while another writes the
 * index. */
enum fault draft_pair_seal_records(struct draft *draft, struct error *err);
/* Ends the pair, its index file written and durable. From now on a killed publish leaves it. */
enum fault draft_pair_end(struct draft *draft, enum pair_end end, struct error *err);

/* --- extras --- */

/* What the edition before has, as edition_extra: empty without one. */
enum fault draft_before_extra(const struct draft *draft, enum edition_extra extra,
    struct arena *arena, Text *bytes, struct error *err);
/* Whether an edition with these bytes (empty: without the extra) would differ in it from the one
 * before. Nothing is read for it. */
bool draft_extra_changes(const struct draft *draft, enum edition_extra extra, Text bytes);
/* Before the seal, once per extra: written durably, or linked when it is the one of the edition
 * before. Empty bytes put nothing. FAULT_TOO_LARGE beyond its limit. */
enum fault draft_put_extra(
    struct draft *draft, enum edition_extra extra, Text bytes, struct error *err);

/* --- the seal --- */

struct draft_totals {
	uint64_t total, scheduled; /* scheduled: 0 when it is not to be told */
	Moment sealed;
	const struct release_day *releases; /* newest first */
	uint32_t release_count;
	const struct tombstone *tombstones; /* by id */
	uint32_t tombstone_count;
	bool is_private;
};
/* Writes the manifest, seals, makes it current; removes older editions that hold a pair the new one
 * does not, or another site.json (it may hold words that were withdrawn). `name` (may be NULL) gets
 * the new name, borrowed from the draft. */
enum fault draft_seal(
    struct draft *draft, const struct draft_totals *totals, Text *name, struct error *err);

#endif
