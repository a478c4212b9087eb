/* Finished pairs of a draft: what a killed publish need not do again. Beside each lies
 * .finished-NNNNNN, which says what the pair is; none of them is left at the seal. */
#ifndef EDITION_FINISHED_H
#define EDITION_FINISHED_H

#include "edition/draft.h"
#include "edition/manifest.h"

struct finished {
	uint32_t number;
	struct draft_finished about;
	struct manifest_file index, records;
};
typedef ARRAY(struct finished) FinishedList;

/* records-000002.db and index-000002.seg, in the arena; empty on refusal. */
Text records_file_name(uint32_t number, struct arena *arena);
Text index_file_name(uint32_t number, struct arena *arena);

/* Once both files are durable. */
enum fault finished_write(const char *folder, const struct finished *finished, struct error *err);
/* The pairs in a draft's folder, of number `first` or higher, that are whole by their names; every
 * other file there goes. In the arena. An absent folder has none. */
enum fault finished_find(
    const char *folder, uint32_t first, struct arena *arena, FinishedList *list, struct error *err);
/* Whether both files are still what they were. */
enum fault finished_holds(
    const char *folder, const struct finished *finished, bool *holds, struct error *err);
/* Removes a pair and what is said of it. */
enum fault finished_remove(const char *folder, uint32_t number, struct error *err);
/* Removes only what is said of it: the pair is part of an edition now. */
enum fault finished_forget(const char *folder, uint32_t number, struct error *err);

#endif
