/* What goes out of the vault, and what was taken back: read by publish alone. */
#ifndef VAULT_PUBLIC_H
#define VAULT_PUBLIC_H

#include "vault/vault.h"

/* What the public may see at a time: the released revision of a record, in force. Read by publish
 * alone. */
struct public_version {
	uint32_t number; /* 1, 2, ... among all that was ever public of the record; never given to
			    another */
	uint32_t revision;
	Moment released; /* by the last release of that revision; of a redaction of what was public
			    already: when it was decided */
	Text reason;
	bool is_redaction; /* the revision before it with words cut or restored */
	Text sha256;       /* hex, as content_sha256 below: of what goes out of that revision now */
};
struct public_record {
	Text id;
	enum record_kind kind;
	Moment created;
	Moment released; /* first release since it was last withdrawn */
	uint32_t revision;
	Text content_sha256; /* hex, of what goes out, structure, text and source together: changes
				when one of them does; of no word that was cut */
	const struct public_version *versions; /* oldest first */
	uint32_t version_count;
};
typedef enum fault public_taker(
    void *context, const struct public_record *record, struct error *err);
/* In order of created (unknown first), then id. */
enum fault vault_each_public(
    struct vault *vault, Moment now, public_taker *take, void *context, struct error *err);
/* The latest revision of every record, whatever its state, nothing cut, for an index that stays
 * within the archive; one version each, `released` is when it
 * arrived. The same order. */
enum fault vault_each_latest(
    struct vault *vault, public_taker *take, void *context, struct error *err);
struct withdrawal {
	Text id;
	Moment withdrawn;
	Text reason;
};
typedef enum fault withdrawal_taker(
    void *context, const struct withdrawal *withdrawal, struct error *err);
/* Records that were public once and are withdrawn at that time, in order of id. */
enum fault vault_each_withdrawn(
    struct vault *vault, Moment now, withdrawal_taker *take, void *context, struct error *err);

#endif
