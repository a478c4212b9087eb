/* The grammar of a telegram: transmission header (ACP 127), first message lines, references, body,
 * signature. A slice of text in, a cable and notes out; no file, no container.
 * docs/formats/telegram.md says what is read and how. */
#ifndef TELEGRAM_TELEGRAM_H
#define TELEGRAM_TELEGRAM_H

#include "catalog/catalog.h"
#include "record/record.h"

/* Reads `message`, a slice of record->transcript.text, into record->cable (new, in the arena) and
 * sets the record's title, created, classification, captions, tags, countries, references and,
 * where they are still empty, id and origin. What the container said (record->top_box, id) is kept
 * and compared, differences are noted. Never refuses text: what is not understood stays as text,
 * with a note. FAULT_NO_MEMORY is the only failure. Cost: linear in the text. */
enum fault telegram_read(struct record *record, Text message, const struct catalog *catalog,
    struct arena *arena, struct error *err);

/* How much `head` (the first bytes of a file) looks like a bare telegram: 0 not at all, 100 surely.
 */
int telegram_likeness(Text head, const struct catalog *catalog);

#endif
