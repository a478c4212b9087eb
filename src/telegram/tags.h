/* TAGS as a list, for those who want the line and not the record. */
#ifndef TELEGRAM_TAGS_H
#define TELEGRAM_TAGS_H

#include "catalog/catalog.h"
#include "record/record.h"

enum tags_form {
	TAGS_AS_SPELT,  /* raw spellings in upper case, persons as "SURNAME, GIVEN" */
	TAGS_CORRECTED, /* codes where the spelling was mended; ISO codes stay: they are no slip */
};

/* The items of the cable's TAGS line in order, without repeats, in `list` (new, in the arena). What
 * is no code stands as it is spelt; what is known to be no tag, too. */
void tags_list(const struct cable *cable, enum tags_form form, struct arena *arena, TextList *list);

/* "AE - United Arab Emirates | PREL - ...", as a container lists them for a message that has no
 * TAGS of its own: the codes that the catalog knows, without repeats, behind those of the record.
 */
void tags_of_container(
    struct record *record, Text list, const struct catalog *catalog, struct arena *arena);

#endif
