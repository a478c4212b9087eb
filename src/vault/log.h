/* The log of decisions: append-only, each entry chained to the one before by hash, so that nobody
 * can change or take out a decision unseen by who noted a later hash. Private: it names curators.
 */
#ifndef VAULT_LOG_H
#define VAULT_LOG_H

#include "vault/vault.h"

/* One decision with its place in the chain. Borrowed until the taker returns. */
struct log_entry {
	int64_t number;
	Text id;
	uint32_t revision;
	enum verdict verdict;
	Moment effective;
	int64_t decided;
	Text reason, curator;
	Text details; /* of cuts, restored cuts, dismissed flags: a line each */
	Text hash;    /* hex */
};
typedef enum fault log_taker(void *context, const struct log_entry *entry, struct error *err);
/* In the order in which they were made; of one record, or with an empty id of all. */
enum fault vault_each_entry(
    struct vault *vault, Text id, log_taker *take, void *context, struct error *err);

struct log_state {
	uint64_t entries;
	char head[SHA256_HEX_ROOM]; /* of the last entry; of nothing: 64 zeros */
};
/* Computes the whole chain anew. FAULT_CORRUPT names the first entry that does not hold. */
enum fault vault_log_verify(struct vault *vault, struct log_state *state, struct error *err);

#endif
