/* Passages: the words of a record that are searched, piece by piece. A phrase stays within one. */
#ifndef SEARCH_PASSAGES_H
#define SEARCH_PASSAGES_H

#include "base/out.h"
#include "record/record.h"

struct passage {
	Text block; /* address of its paragraph, "2.3.B"; empty when it has none */
	Text text;
};
typedef ARRAY(struct passage) PassageList;

/* First the subject (perhaps empty), last the id. Between them, of a cable: attention line,
 * classified-by, the blocks without labels, portion marks and page markers, signature; of a
 * narrative: titles of sections and paragraphs; of a document: its parts. A cable in which no block
 * was seen gives its whole message. Header, TAGS and references are searched by fields, not as
 * words. In the arena, or borrowed from the record. False when the arena refused. */
bool passages_of(const struct record *record, struct arena *arena, PassageList *passages);

/* The same so that it can be had again without decoding the record: where in the transcript the
 * passages stand. An edition keeps it beside the text; the form is this file's (its head). */
enum fault passages_pack(const struct record *record, struct out *out, struct error *err);
/* What passages_of gave of that record, given its id, title and transcript. FAULT_CORRUPT. */
enum fault passages_unpack(Text packed, Text id, Text title, Text text, struct arena *arena,
    PassageList *passages, struct error *err);

#endif
