/* The grammar of a country narrative (Trafficking in Persons report): title with tier, profile,
 * compliance, recommendations, the three Ps. Text in, narrative and notes out. */
#ifndef NARRATIVE_READER_H
#define NARRATIVE_READER_H

#include "catalog/catalog.h"
#include "record/record.h"

/* Reads record->transcript.text into record->narrative (new, in the arena) and sets the record's id
 * (tip/2011/the-bahamas), title, created (year of the report), countries. FAULT_BAD_INPUT when
 * there is no title line with a tier; FAULT_NO_MEMORY. */
enum fault narrative_read(
    struct record *record, const struct catalog *catalog, struct arena *arena, struct error *err);

/* Cuts the first narrative off a text that may hold several: up to the title of the next country.
 * What stands before the first title belongs to the first. Everything is in some piece; an empty
 * *rest ends it. A title repeated at the head of a page does not cut. Cost is linear. */
Text narrative_split(Text *rest, const struct catalog *catalog);

/* How much `head` looks like a narrative: 0 not at all, 100 surely. */
int narrative_likeness(Text head, const struct catalog *catalog);

#endif
