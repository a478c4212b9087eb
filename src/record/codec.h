/* The record as JSON: schema "chancery.record/1", described in docs/formats/record.md. The same
 * form is kept in the vault and in an edition, and shown to readers; reading it back gives the same
 * record. */
#ifndef RECORD_CODEC_H
#define RECORD_CODEC_H

#include "base/json.h"
#include "record/record.h"

#define RECORD_STRUCTURE_LIMIT (64u << 20) /* bytes of one record's structure */

/* The structure in one line, behind nothing else that is JSON. Spans are [start, length] in bytes
 * of the transcript; "shifts" leads on to the source where the two differ. The transcript itself is
 * not in it. */
void record_put_structure(struct out *out, const struct record *record);
/* The same as a new tree, for who changes it or looks into it; NULL when memory ran out. Ten times
 * the cost. */
json_t *record_to_json(const struct record *record);

/* Reads what record_put_structure wrote, against the transcript text it was made of. Strict: an
 * unknown schema, a wrong type or a span outside the text is FAULT_CORRUPT. NULL on failure; the
 * record lives in the arena. */
struct record *record_from_json(Text json, Text text, struct arena *arena, struct error *err);

#endif
