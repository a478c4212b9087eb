/* What the files of the edition share; not for other rooms. */
#ifndef EDITION_INTERNAL_H
#define EDITION_INTERNAL_H

#include "edition/edition.h"
#include "edition/manifest.h"
#include "edition/records.h"

#define EDITIONS_FOLDER "editions"
#define CURRENT_LINK    "current"
#define CURRENT_NEW     "current.new"

struct edition {
	struct arena arena;
	const char *folder; /* PUBLIC/editions/000002 */
	EditionMark mark;
	struct manifest manifest;
	struct records **records; /* one per pair of the manifest */
	struct edition_index_file *index_files;
};

/* PUBLIC/editions/NAME, in the arena. */
const char *edition_folder(const char *public_folder, Text name, struct arena *arena);
/* The manifest of one edition, current or not. In the arena. */
enum fault edition_read_manifest(const char *public_folder, Text name, struct arena *arena,
    struct manifest *manifest, struct error *err);
/* FAULT_CORRUPT when it is no plain file of that size. */
enum fault edition_check_file(
    const char *folder, const struct manifest_file *file, struct arena *arena, struct error *err);

#endif
