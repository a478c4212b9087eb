/* An edition: what is public, sealed and immutable (I1): manifest.json, SHA256SUMS, pairs of
 * records-NNNNNN.db and index-NNNNNN.seg, and extras, described in docs/formats/edition.md. It
 * knows nothing of the vault, and of an index file or an extra no more than its bytes. */
#ifndef EDITION_EDITION_H
#define EDITION_EDITION_H

#include "base/clock.h"
#include "base/sha256.h"
#include "record/record.h"

struct edition;

/* Opens PUBLIC/current. NULL on failure: no edition there (FAULT_NOT_FOUND), manifest or a file's
 * size does not hold (FAULT_CORRUPT), written by a newer Chancery (FAULT_TOO_NEW) or before there
 * was an index (FAULT_BAD_INPUT: publish again). Hashes are checked by edition_verify. May be read
 * from several threads. */
struct edition *edition_open(const char *public_folder, struct error *err);
/* The same for an archive's own index, which holds what nobody released: edition_open refuses it
 * (FAULT_DENIED). For review alone. */
struct edition *edition_open_private(const char *folder, struct error *err);
void edition_close(struct edition *edition);
/* The name that PUBLIC/current points to now ("000002"), in the arena. */
enum fault edition_current(
    const char *public_folder, struct arena *arena, Text *name, struct error *err);

/* Tells the editions that PUBLIC/current led to at different times apart, whatever their names. */
typedef struct {
	uint64_t device, inode;
	int64_t modified; /* nanoseconds since 1970 */
} EditionMark;

EditionMark edition_mark(const struct edition *edition);
/* The mark of PUBLIC/current now, at the cost of one stat(); false when there is none to be seen.
 */
bool edition_look(const char *public_folder, EditionMark *mark);
bool edition_mark_equal(EditionMark a, EditionMark b);

struct release_day {
	Moment day;
	uint64_t records;
};
struct tombstone {
	Text id;
	Moment withdrawn;
	Text reason;
};
struct edition_facts {
	Text name; /* "000002" */
	uint32_t number;
	Moment sealed;
	Text hash;                /* sha256 of the manifest, hex: names these very bytes */
	uint64_t released, total; /* the two counters: public records, records of the archive */
	uint64_t scheduled;       /* of the rest: will be public by themselves; 0: none, or untold */
	bool is_private;          /* an archive's own index: nobody may be shown anything of it */
	ARRAY(struct release_day) releases; /* newest first */
	ARRAY(struct tombstone) tombstones; /* by id */
};
/* Borrowed from the edition. */
const struct edition_facts *edition_facts(const struct edition *edition);
/* NULL when `id` was not withdrawn. */
const struct tombstone *edition_tombstone(const struct edition *edition, Text id);

struct version {
	uint32_t number;
	Moment released;
	Text reason;
	bool has_text; /* of its own: edition_version_text */
};
/* One record as the public sees it. */
struct published {
	const struct record *record;
	Moment released;
	Text source_sha256; /* hex */
	uint64_t source_size;
	ARRAY(struct version) versions; /* oldest first; the last is what is shown */
};

/* In the arena. FAULT_NOT_FOUND "no record 'x' in this edition"; FAULT_GONE with date and reason.
 */
enum fault edition_read(const struct edition *edition, Text id, struct arena *arena,
    struct published *published, struct error *err);
/* The bytes as received. */
enum fault edition_source(
    const struct edition *edition, Text id, struct arena *arena, Text *source, struct error *err);
/* The transcript of a version before the last, as much of it as may be read today; in the arena.
 * FAULT_NOT_FOUND also for a version whose text is the record's. */
enum fault edition_version_text(const struct edition *edition, Text id, uint32_t number,
    struct arena *arena, Text *text, struct error *err);
bool edition_holds(const struct edition *edition, Text id);

/* Text and packed passages of a record (search/passages.h unpacks them), without its structure; in
 * the arena. Faults as edition_read. */
enum fault edition_passages(const struct edition *edition, Text id, struct arena *arena,
    Text *packed, Text *title, Text *text, struct error *err);

/* An index file, open as long as the edition is: search/segment_layout.h. */
struct edition_index_file {
	int fd;
	uint64_t size;
	const char *name; /* with its folder, for sentences */
	uint64_t records; /* of its record file */
};
/* The index files, one for each record file, in their order; borrowed. */
const struct edition_index_file *edition_index_files(
    const struct edition *edition, uint32_t *count);

/* What an edition may hold beside its records, each at most once: name of the file, most bytes. */
#define EDITION_EXTRAS(X) \
	X(SITE, "site.json", (uint64_t)64 << 20) \
	X(LOG, "log.jsonl", (uint64_t)1 << 30)

#define EXTRA_ENUM(name, file, limit) EXTRA_##name,
enum edition_extra { EDITION_EXTRAS(EXTRA_ENUM) EXTRAS };
#undef EXTRA_ENUM

Text extra_name(enum edition_extra extra);
uint64_t extra_limit(enum edition_extra extra);

/* The whole of it, in the arena; empty where the edition has none. Its bytes are from outside. For
 * EXTRA_LOG, which grows with the archive, rather take the file. */
enum fault edition_extra(const struct edition *edition, enum edition_extra extra,
    struct arena *arena, Text *bytes, struct error *err);
/* Open as long as the edition is, to be read with pread(). */
struct edition_extra_file {
	int fd; /* -1: the edition has none */
	uint64_t size;
	const char *name; /* with its folder, for sentences */
	Text sha256;      /* hex: changes when its bytes do */
};
/* Borrowed. */
const struct edition_extra_file *edition_extra_file(
    const struct edition *edition, enum edition_extra extra);

typedef enum fault published_taker(
    void *context, const struct published *published, struct error *err);
/* Every record, in order of created (unknown first), then id, over all segments; lives until the
 * taker returns. */
enum fault edition_each(
    const struct edition *edition, published_taker *take, void *context, struct error *err);

/* The same of one record file: beside index file number `file`, row by row. */
enum fault edition_each_of(const struct edition *edition, uint32_t file, published_taker *take,
    void *context, struct error *err);

/* One finding of a verification: file and what does not hold. */
typedef void finding_taker(void *context, Text file, Text finding);
/* Recomputes every hash of PUBLIC/current, opens every record and compares the counts;
 * FAULT_CORRUPT when anything does not hold, after reporting all of it. Files that the manifest
 * does not name are findings, too. */
enum fault edition_verify(
    const char *public_folder, finding_taker *take, void *context, struct error *err);

#endif
