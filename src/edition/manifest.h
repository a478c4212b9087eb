/* manifest.json: what an edition says of itself. Its form stands in docs/formats/edition.md. */
#ifndef EDITION_MANIFEST_H
#define EDITION_MANIFEST_H

#include "base/out.h"
#include "edition/edition.h"

#define MANIFEST_FILE     "manifest.json"
#define SUMS_FILE         "SHA256SUMS"
#define MANIFEST_LIMIT    ((size_t)256 << 20) /* bytes */
#define EDITION_NAME_ROOM 16

struct manifest_file {
	Text name; /* records-000001.db or index-000001.seg; no other form is read */
	uint64_t size, records;
	Text sha256; /* hex */
};

struct manifest {
	struct edition_facts facts; /* hash: of the bytes read; empty when it is being written */
	Text before_name, before_sha256; /* empty for a first edition */
	/* By name: index files, then as many record files, number by number. */
	ARRAY(struct manifest_file) files;
	struct manifest_file extras[EXTRAS]; /* an empty name: it has none */
};

/* Record files and index files come in pairs. */
static inline uint32_t manifest_pairs(const struct manifest *manifest)
{
	return manifest->files.count / 2;
}
static inline const struct manifest_file *manifest_index(
    const struct manifest *manifest, uint32_t pair)
{
	return &manifest->files.items[pair];
}
static inline const struct manifest_file *manifest_records(
    const struct manifest *manifest, uint32_t pair)
{
	return &manifest->files.items[manifest_pairs(manifest) + pair];
}

/* Reads bytes from outside; every rule of the form is checked, also against `name`, the edition's
 * folder. In the arena. FAULT_CORRUPT with `path` and what is wrong, FAULT_TOO_NEW; FAULT_BAD_INPUT
 * for the form before this one, which had no index: publish makes it anew. */
enum fault manifest_read(Text bytes, Text name, const char *path, struct arena *arena,
    struct manifest *manifest, struct error *err);
/* True for a whole manifest of the form before. */
bool manifest_is_old(Text bytes);
/* Whether it names this file of the edition's folder; so it does itself and SHA256SUMS. */
bool manifest_names(const struct manifest *manifest, Text file);
/* The manifest, and the lines of SHA256SUMS (what sha256sum -c reads) for it and all files. */
void manifest_put(struct out *out, const struct manifest *manifest);
void sums_put(struct out *out, const struct manifest *manifest, Text manifest_sha256);

/* "000002" <-> 2; 0 for what is no such name. */
uint32_t edition_number(Text name);
Text edition_name(uint32_t number, char name[EDITION_NAME_ROOM]);
/* Of a pair, by the name of either file; 0 for what is no such name. */
uint32_t records_number(Text name); /* records-000002.db */
uint32_t index_number(Text name);   /* index-000002.seg */
bool is_sha256_hex(Text hex);

#endif
