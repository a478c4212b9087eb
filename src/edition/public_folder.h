/* The folder PUBLIC as one who publishes sees it: its lock, its leftovers, the switch to a new
 * edition. */
#ifndef EDITION_PUBLIC_FOLDER_H
#define EDITION_PUBLIC_FOLDER_H

#include "edition/internal.h"

#define DRAFT_HEAD ".draft-" /* editions/.draft-000002: being written */
#define GONE_HEAD  ".gone-"  /* editions/.gone-000001: being removed */

/* Makes PUBLIC and PUBLIC/editions if need be and takes the lock, which ends with closing *lock. */
enum fault public_lock(const char *public_folder, int *lock, struct error *err);
/* Removes drafts but that of the edition after `current` (empty: there is none), half-removed
 * editions and editions newer than `current`, which nobody was ever served; and older ones that
 * hold a pair which `current` does not, or another site.json (it may hold words that were
 * withdrawn). */
enum fault public_sweep(
    const char *public_folder, Text current, const struct manifest *manifest, struct error *err);
/* Renames the draft to its name and makes it current; durable when it returns. */
enum fault public_switch(
    const char *public_folder, const char *draft, Text name, struct error *err);

#endif
