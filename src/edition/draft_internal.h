/* What draft.c and draft_pair.c share. */
#ifndef EDITION_DRAFT_INTERNAL_H
#define EDITION_DRAFT_INTERNAL_H

#include "edition/finished.h"
#include "edition/records_writer.h"

/* The pair in the making. */
struct pair {
	const char *records_path, *index_path;
	struct records_writer *writer; /* NULL: none, or sealed */
	struct finished made;
};

struct draft {
	struct arena arena;
	const char *public_folder, *folder;   /* folder: NULL until it is made */
	int lock;                             /* -1: not taken */
	struct edition *before;               /* NULL: none, or of the form before this one */
	ARRAY(struct draft_segment) segments; /* of the edition before */
	struct manifest manifest;             /* in the making */
	char name[EDITION_NAME_ROOM];
	uint32_t number; /* of the pair that comes next, or is in the making */
	struct pair pair;
	FinishedList finished; /* found when it began, or made since */
	bool sealed;
};

enum fault draft_no_memory(const struct draft *draft, struct error *err);
/* Takes a file of the edition before over by hard link. */
enum fault draft_link(struct draft *draft, const struct manifest_file *file, struct error *err);
/* One more file for the manifest; copied. */
enum fault draft_add_file(struct draft *draft, const struct manifest_file *file, struct error *err);
/* Pairs that were found and not taken over go, and what was said of the others. */
enum fault draft_clear_finished(struct draft *draft, struct error *err);

#endif
