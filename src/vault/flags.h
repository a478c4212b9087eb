/* Flags of the vault: what rules found in a revision, and what was said about it. A flag is
 * answered when its words (of a mark: the name it is about) lie within a live cut, or when it was
 * dismissed; else it is open. An open severe flag keeps a record from being approved, released and
 * published. */
#ifndef VAULT_FLAGS_H
#define VAULT_FLAGS_H

#include "vault/vault.h"

struct vault_flag {
	int64_t number; /* the vault's, until the flags are found anew; 0 before it is kept */
	Text rule;
	bool severe;
	Span span;    /* bytes of the transcript */
	Span subject; /* the name that a mark is about; length 0: none */
	Text answer;  /* "" open, "cut", "dismissed"; not read when it is kept */
};
typedef ARRAY(struct vault_flag) VaultFlagList;

/* What rules found in an arrival. `rules` names them: looked through by others is to be done again.
 */
struct flagging {
	Text rules;
	VaultFlagList flags;
};

/* Of one revision, in order of span. In the arena. FAULT_NOT_FOUND. `rules` may be NULL; empty when
 * no rules looked through it. */
enum fault vault_flags(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    VaultFlagList *flags, Text *rules, struct error *err);
/* In place of what was found before; answers stay with the places they were given to. */
enum fault vault_flags_renew(struct vault *vault, Text id, uint32_t revision,
    const struct flagging *flagging, struct error *err);

/* A decision (VERDICT_DISMISS) that what was flagged in a revision may stay, by the numbers of
 * vault_flags. FAULT_NOT_FOUND for a number that is none of them, or is answered already. */
enum fault vault_dismiss(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const int64_t *numbers, uint32_t count, struct error *err);

/* Revisions that go out or may (the latest, and all that were ever public) and were not looked
 * through by `rules`: to be looked through now. */
typedef enum fault stale_taker(void *context, Text id, uint32_t revision, struct error *err);
enum fault vault_each_stale(
    struct vault *vault, Text rules, stale_taker *take, void *context, struct error *err);

/* What keeps an edition of `now` from being made: a revision that goes out with an open severe
 * flag, or that no rules ever looked through. Borrowed until the taker returns. */
struct hindrance {
	Text id;
	uint32_t revision;
	Text rule; /* empty: no rules looked through it */
	uint64_t flags;
};
typedef enum fault hindrance_taker(
    void *context, const struct hindrance *hindrance, struct error *err);
enum fault vault_each_hindrance(
    struct vault *vault, Moment now, hindrance_taker *take, void *context, struct error *err);

#endif
