/* Standing: what a record's decisions come to at a time. The only place that knows the rules. */
#ifndef VAULT_STANDING_H
#define VAULT_STANDING_H

#include "vault/public.h"

/* One decision as it lies in the vault. */
struct ruling {
	enum verdict verdict;
	uint32_t revision;
	Moment effective;
	int64_t decided;
	Text reason, curator;
};

/* A record with all its decisions, in the order they were made. */
struct history {
	int64_t record;
	Text id, path;
	enum record_kind kind; /* kind and times of the latest revision */
	uint32_t latest;
	Moment created, stated_release;
	uint32_t open_flags, open_severe, severe; /* `severe`: answered or not */
	bool is_redacted;
	ARRAY(struct ruling) rulings;
};

struct standing {
	enum state state;              /* of the latest revision */
	Moment effective;              /* of the decision that gives the state; unknown when held */
	const struct ruling *in_force; /* the release or withdrawal in force, or NULL */
	bool once_public;              /* public now, or at a time before it was withdrawn */
	uint32_t reviews;              /* curators who looked through the latest revision */
};
struct standing standing_of(const struct history *history, Moment now);

/* FAULT_CONFLICT when `decision` would change nothing, or a gate is closed (vault_decide). */
enum fault standing_admits(
    const struct history *history, const struct decision *decision, struct error *err);

/* What both are made of. */
bool is_of_release(const struct ruling *ruling); /* release and withdraw change what is public */
bool is_in_effect(const struct ruling *ruling, Moment now);
bool is_withheld(const struct history *history);
uint32_t count_reviews(const struct history *history);
/* Among the first `before` rulings. */
bool has_reviewed(const struct history *history, uint32_t before, Text curator);
/* The last decision of a kind about the latest revision, made after `after` (NULL: ever); or NULL.
 */
const struct ruling *last_of(
    const struct history *history, enum verdict verdict, const struct ruling *after);

/* The withdrawal that took from the public what it saw last; NULL: there is none. A later one,
 * which recalled what nobody had seen yet, is nobody's business. */
const struct ruling *withdrawal_seen(const struct history *history, Moment now);

/* The revisions that were public at some time up to `now`, oldest first, the last one in force;
 * `released` is the date of the first since the record was last withdrawn. For a record whose
 * release is in force. */
typedef ARRAY(struct public_version) VersionList;
enum fault standing_versions(const struct history *history, Moment now, struct arena *arena,
    VersionList *versions, Moment *released, struct error *err);

/* Every record with its history, in order of id; borrowed until the taker returns. */
typedef enum fault history_taker(void *context, const struct history *history, struct error *err);
enum fault vault_each_history(
    struct vault *vault, history_taker *take, void *context, struct error *err);
/* One record; FAULT_NOT_FOUND. In the arena. */
enum fault vault_history(
    struct vault *vault, Text id, struct arena *arena, struct history *history, struct error *err);
enum fault vault_history_of(struct vault *vault, int64_t record, struct arena *arena,
    struct history *history, struct error *err);

#endif
