/* A draft: the next edition in the making, in a folder of its own. Sealing is fsync, rename, then
 * one rename of `current` (I9): killed at any moment, PUBLIC serves the edition before or the
 * edition after. */
#ifndef EDITION_DRAFT_H
#define EDITION_DRAFT_H

#include "edition/edition.h"

struct draft;

/* Takes the lock on PUBLIC (FAULT_CONFLICT while another publish holds it), makes PUBLIC if need
 * be, removes what killed publishes left, opens the edition before if there is one. NULL on
 * failure; FAULT_CONFLICT also for a folder that holds other things and no editions, FAULT_CORRUPT
 * for one with editions and no `current`. */
struct draft *draft_begin(const char *public_folder, struct error *err);
/* Drops an unsealed draft; after the seal just frees it. NULL is allowed. */
void draft_close(struct draft *draft);

/* What the edition before holds, segment by segment. */
struct entry {
	Text id;
	Text key; /* as given to draft_add: unchanged content has an unchanged key */
};
struct segment {
	Text name;                   /* records-000001.db */
	ARRAY(struct entry) entries; /* by id */
};
uint32_t draft_segment_count(const struct draft *draft); /* 0 without an edition before */
const struct segment *draft_segment(const struct draft *draft, uint32_t number);
/* Facts of the edition before, or NULL. */
const struct edition_facts *draft_before(const struct draft *draft);

/* Takes a segment over by hard link: no byte is copied. Once per segment. */
enum fault draft_keep(struct draft *draft, uint32_t segment, struct error *err);

struct draft_record {
	Text id, key;
	enum record_kind kind;
	Moment created, released;
	Text structure, text, source;
	const struct version *versions;
	uint32_t version_count;
};
/* Adds a record to this edition's own new segment; call in order of created (unknown first), then
 * id. All borrowed; the source is kept where its bytes differ from the text's. */
enum fault draft_add(struct draft *draft, const struct draft_record *record, struct error *err);

struct draft_totals {
	uint64_t total;
	Moment sealed;
	const struct release_day *releases; /* newest first */
	uint32_t release_count;
	const struct tombstone *tombstones; /* by id */
	uint32_t tombstone_count;
};
/* Writes the manifest, seals, makes it current; removes older editions that hold a file the new one
 * does not (it may hold words that were withdrawn). `name` (may be NULL) gets the new name,
 * borrowed from the draft. */
enum fault draft_seal(
    struct draft *draft, const struct draft_totals *totals, Text *name, struct error *err);

#endif
