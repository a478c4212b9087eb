/* The plan of a publish: what is public, which segments of the edition before say so already, what
 * has to be added. */
#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include "base/progress.h"
#include "edition/draft.h"
#include "edition/site.h"
#include "publish/publish.h"
#include "vault/public.h"

#define SEGMENT_NONE UINT32_MAX

/* A public record without its words: there may be hundreds of thousands. */
struct plan_record {
	Text id;
	Sha256 key; /* changes when anything that is published of the record does */
	enum record_kind kind;
	Moment created, released;
	const struct version *versions;
	const uint32_t *version_revisions; /* of each whose text is not the record's, else 0 */
	uint32_t version_count;
	uint32_t revision;
	uint32_t segment; /* of the edition before, that holds just this; or SEGMENT_NONE */
};

struct plan {
	struct arena arena;
	struct draft *draft;  /* borrowed */
	bool shows_earlier;   /* words that a newer version lost */
	bool shows_scheduled; /* the number of them */
	uint32_t full;        /* segments of so many records are never merged */
	bool *keep;           /* by segment: taken over as it is */
	uint32_t *same;       /* by segment: entries that are still public and unchanged */
	ARRAY(struct plan_record) list; /* in order of created, then id */
	uint64_t records;               /* public now */
	uint64_t fresh;                 /* of them, in no kept segment: to be added */
	uint64_t added, replaced, gone; /* against the edition before */
	struct draft_totals totals;     /* what the manifest says, in the arena */
	ARRAY(struct release_day) days; /* newest first */
	ARRAY(struct tombstone) tombstones;
	struct progress progress;
};

enum fault plan_make(struct plan *plan, struct vault *vault, struct draft *draft,
    const struct publish_settings *settings, const struct site *site, Moment now,
    struct error *err);
void plan_end(struct plan *plan);
/* False when the edition before says all of it already. */
bool plan_changes(const struct plan *plan);
/* False when a kept segment holds this very content. */
bool plan_is_fresh(const struct plan *plan, const struct plan_record *record);

#endif
