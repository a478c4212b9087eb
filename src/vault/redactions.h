/* Redactions of the vault: the cuts of a revision, and what the public sees of it in its stead,
 * made by who decides (redact/) and kept, so that what a curator looked at is to the byte what goes
 * out. */
#ifndef VAULT_REDACTIONS_H
#define VAULT_REDACTIONS_H

#include "vault/vault.h"

struct vault_cut {
	int64_t number; /* the vault's; 0 before it is kept */
	Span span;      /* bytes of the transcript */
	Text code;      /* of the reason, record/redaction.h */
	bool whole;
};
typedef ARRAY(struct vault_cut) VaultCutList;

/* The live cuts of a revision, in order of span, then as they were made. In the arena. */
enum fault vault_cuts(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    VaultCutList *cuts, struct error *err);

/* One decision (VERDICT_REDACT) that takes words out of a revision. From then on it goes out as
 * what vault_show was last given for just these cuts, and not at all until then. The words are the
 * caller's to look for in other revisions and records. FAULT_BAD_INPUT for a bad code or no cut;
 * FAULT_NOT_FOUND. */
enum fault vault_redact(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const struct vault_cut *cuts, uint32_t count,
    struct error *err);
/* One decision (VERDICT_RESTORE) that takes live cuts of a revision back, by number; reviews count
 * anew from then on. FAULT_NOT_FOUND for a number that is none of them. */
enum fault vault_restore(struct vault *vault, Text id, uint32_t revision,
    const struct decision *decision, const int64_t *numbers, uint32_t count, struct error *err);

/* Keeps what the public sees of a revision with its present live cuts: structure and text of the
 * redacted record; the text stands for the source, too. Without cuts what was kept goes. */
struct shown {
	Text structure, text;
	Moment created;
};
enum fault vault_show(
    struct vault *vault, Text id, uint32_t revision, const struct shown *shown, struct error *err);

/* What goes out of a revision, packed: the reading, or with cuts what was shown for them.
 * FAULT_CONFLICT "words of 'x' were cut and nothing was made to show instead". Read by publish, and
 * by who shows a curator what will be seen. */
enum fault vault_public_content(struct vault *vault, Text id, uint32_t revision,
    struct arena *arena, struct packed_content *packed, struct error *err);

#endif
