/* References: what stands behind REF. Usable without a telegram: a fragment of text is enough. */
#ifndef TELEGRAM_REFERENCE_H
#define TELEGRAM_REFERENCE_H

#include "catalog/catalog.h"
#include "record/cable.h"

/* What the words of a cable itself lend to its references. */
struct reference_context {
	const struct catalog *catalog;
	struct arena *arena;
	int year;     /* the cable's own, 0 unknown: for references without one */
	Text own_id;  /* may be empty; a reference to it is dropped */
	Text station; /* own post, for a bare number; may be empty, then that of `own_id` counts */
};

/* Reads a stretch behind the keyword up to its end (the next keyword, paragraph 1, a marking). Page
 * frames are passed over. The raw text of each is a slice of `stretch`, line ends and all, without
 * span. At most REFERENCES_LIMIT; false when there are more. Cost: linear in the stretch. */
bool reference_scan(
    const struct reference_context *context, Text stretch, ReferenceList *references);

/* Reads the references of any piece of a message (`chancery parse --field references --fragment`):
 * finds the keyword REF, glued or not, then scans; without a keyword there are none. Raw texts have
 * their line ends made blanks. Cable references of kind REFERENCE_CABLE carry their id in `target`,
 * in order, repeats kept. */
void reference_read_fragment(
    const struct reference_context *context, Text input, ReferenceList *references);

#endif
