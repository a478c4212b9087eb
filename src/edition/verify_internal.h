/* What verify.c and verify_extras.c share. */
#ifndef EDITION_VERIFY_INTERNAL_H
#define EDITION_VERIFY_INTERNAL_H

#include "edition/internal.h"

struct check {
	const char *public_folder, *folder;
	struct arena arena;
	struct manifest manifest;
	finding_taker *take;
	void *context;
	uint64_t findings;
	TextList ids;   /* of all files, to see one that stands twice */
	uint64_t *days; /* records counted, by release day of the manifest */
};

/* Counts a finding and hands it on. `file`: what it is about. */
void verify_find(struct check *check, Text file, Text finding);
void verify_find_error(struct check *check, Text file, const struct error *why);
#define FIND(check, file, ...) \
	verify_find((check), (file), text_format(&(check)->arena, __VA_ARGS__))

/* Size and hash; *path is NULL when there is nothing to look into. */
enum fault verify_bytes(
    struct check *check, const struct manifest_file *file, const char **path, struct error *err);
/* verify_extras.c: of all that the manifest names. */
enum fault verify_extras(struct check *check, struct error *err);

#endif
