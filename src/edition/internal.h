/* What the files of the edition share; not for other rooms. */
#ifndef EDITION_INTERNAL_H
#define EDITION_INTERNAL_H

#include "edition/edition.h"
#include "edition/manifest.h"
#include "edition/records.h"
#include "edition/site.h"

#define EDITIONS_FOLDER "editions"
#define CURRENT_LINK    "current"
#define CURRENT_NEW     "current.new"

/* What a manifest says of its form, and what every form of it begins with. */
#define MANIFEST_SCHEMA_HEAD "chancery.edition/"
#define MANIFEST_SCHEMA      MANIFEST_SCHEMA_HEAD "3"

struct edition {
	struct arena arena;
	const char *folder; /* PUBLIC/editions/000002 */
	EditionMark mark;
	struct manifest manifest;
	struct records **records; /* one per pair of the manifest */
	struct edition_index_file *index_files;
	struct edition_extra_file extras[EXTRAS];
	struct site site;
};

/* PUBLIC/editions/NAME, in the arena. */
const char *edition_folder(const char *public_folder, Text name, struct arena *arena);
/* The manifest of one edition, current or not. In the arena. */
enum fault edition_read_manifest(const char *public_folder, Text name, struct arena *arena,
    struct manifest *manifest, struct error *err);
/* Opens a file of the manifest to be read; *path is in the arena. FAULT_CORRUPT when it is not
 * there with its size. */
enum fault edition_open_file(const char *folder, const struct manifest_file *file,
    struct arena *arena, const char **path, int *fd, struct error *err);
/* extras.c: of an edition that is being opened, or closed. The site is read at once: every page
 * shows something of it. */
enum fault extras_open(struct edition *edition, struct error *err);
void extras_close(struct edition *edition);
/* FAULT_CORRUPT when it is no plain file of that size. */
enum fault edition_check_file(
    const char *folder, const struct manifest_file *file, struct arena *arena, struct error *err);

#endif
