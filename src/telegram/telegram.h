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

/* Lines [from, to) of the transcript that stand within a message and are none of its text: page
 * tops and feet, stamps, the head of a further section. */
struct furniture {
	uint32_t from, to;
};
typedef ARRAY(struct furniture) FurnitureList;
/* The same as telegram_read for a message with furniture in it, in order and disjoint. Each piece
 * becomes the frame of a page marker, of page 0 when no page line is in it. */
enum fault telegram_read_among(struct record *record, Text message, const FurnitureList *furniture,
    const struct catalog *catalog, struct arena *arena, struct error *err);

/* A subject in capitals as a title: small words low, acronyms of the catalog, "US-EU" and the like
 * high. Text that has small letters of its own keeps its spelling. */
Text telegram_title_case(Text subject, const struct catalog *catalog, struct arena *arena);
/* A name in capitals in mixed case, a digit read for a letter put right: "DOE, JR." -> "Doe, Jr."
 */
Text telegram_name_case(Text name, struct arena *arena);
/* The words of a body without labels, portion marks, dash lines, SIPDIS and redactions; lines are
 * kept. */
Text telegram_clean(Text body, const struct catalog *catalog, struct arena *arena);

/* How much `head` (the first bytes of a file) looks like a bare telegram: 0 not at all, 100 surely.
 */
int telegram_likeness(Text head, const struct catalog *catalog);

#endif
