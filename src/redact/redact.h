/* Redacting: a record as the public may see it. Words are cut out of the transcript and what is
 * left is read anew, so that nothing which was ever read out of the cut words (a signer's surname,
 * a tag, an id that was cited) can stay behind in the structure: what goes out follows from the
 * redacted text alone (I4). */
#ifndef REDACT_REDACT_H
#define REDACT_REDACT_H

#include "catalog/catalog.h"
#include "record/record.h"
#include "record/redaction.h"

#define CUTS_LIMIT 4096 /* of one record */

/* Words to be taken out: bytes of the transcript, on borders of signs. */
struct cut {
	Span span;
	Text reason; /* a valid code, record/redaction.h */
	bool whole;  /* the mark says EXTENT_WHOLE */
};
typedef ARRAY(struct cut) CutList;
typedef ARRAY(Span) SpanList;

/* `record` without the words of `cuts`, in any order; cuts that touch or overlap become one, with
 * the reason of the first. Each becomes a mark. id, kind and what the container says outside of the
 * cuts stay; everything else is read again. The new record's transcript is the new text, its source
 * too (no shifts); its spans count in it. Notes of the reader quote the new text only.
 * Without cuts it is the same record, but for shifts and notes about the source's bytes.
 * Blanks and line ends at a cut's ends stay, so that lines stay lines.
 * FAULT_BAD_INPUT for a span outside of the text, within a sign, or empty, or a reason that is
 * none; FAULT_TOO_LARGE over CUTS_LIMIT, or where the new text is beyond the limits of a
 * transcript; FAULT_CONFLICT when the address says what is cut (the container's id; post or number
 * of the classification line, where the id has them; the country of a narrative): withhold the
 * record. In the arena, with parts of the catalog's tables. */
enum fault redact_record(const struct record *record, const CutList *cuts,
    const struct catalog *catalog, struct arena *arena, struct record **redacted,
    struct error *err);

/* What has to be cut so that only metadata is left: everything but id, dates, origin,
 * classification (line, FL4 and captions) and TAGS without persons; of a narrative the title line
 * stays, which is its address, of a document the printed date. */
enum fault redact_all_words(const struct record *record, Text reason, struct arena *arena,
    CutList *cuts, struct error *err);

/* Where else in the record the same words stand, whatever their case, their accents and the blanks
 * and line ends between them, as whole words; also within its header, subject and references. In
 * order; when `words` is a slice of the transcript, it is among them even if it is no whole word. A
 * page frame that stands between two of the words does not hide them (it lies in the span then). Of
 * an id that a cable cites, or a part of it, the other spellings are found, too: for "06 RIGA 73"
 * the 06RIGA73 in a container's column. FAULT_BAD_INPUT when there is no word. Cost: linear in the
 * text. */
enum fault redact_find_words(const struct record *record, Text words, struct arena *arena,
    SpanList *spans, struct error *err);

#endif
