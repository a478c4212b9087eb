/* A record: what was read out of one source, a cable, a narrative or a document of a volume, with
 * what every list, facet and page needs to know of it in one place. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "record/cable.h"
#include "record/document.h"
#include "record/narrative.h"
#include "record/note.h"

enum record_kind { RECORD_CABLE, RECORD_NARRATIVE, RECORD_DOCUMENT };
#define RECORD_KINDS 3

#define RECORD_ID_LIMIT 80

/* What a page says appeared in print about the record. */
struct article {
	Field url, text; /* the text is the address again in many pages */
};

/* The container's own words about a record (top box of a page, row of a dump). */
struct top_box {
	Field id, created, released, classification, origin;
	uint32_t header_line, row_line; /* source lines of the box, 0 when there is none */
	ARRAY(struct article) articles;
};

/* Another id that leads to the record: the one received, when it was garbled. */
struct alias {
	Text id;
	Text reason; /* what was repaired: "leading zeros of the number left out" */
};

struct record {
	enum record_kind kind;
	Text id;               /* 08ROME9, tip/2011/the-bahamas; at most RECORD_ID_LIMIT bytes */
	Text title;            /* subject or title; may be empty */
	Moment created;        /* date-time group, else the container's, else unknown */
	Moment stated_release; /* release date that the container states, else unknown */
	enum classification classification;
	Text origin;         /* display name: "Embassy Rome"; empty when unknown */
	TextList tags;       /* codes, in order, no repeats */
	TextList captions;   /* codes, in order, no repeats */
	TextList countries;  /* ISO 3166 alpha-2 of origin, geographic tags or report, no repeats */
	TextList references; /* canonical ids it cites, no repeats, never itself */
	ARRAY(struct alias) aliases;
	struct top_box top_box;
	struct cable *cable;            /* when kind is RECORD_CABLE */
	struct narrative *narrative;    /* when kind is RECORD_NARRATIVE */
	struct frus_document *document; /* when kind is RECORD_DOCUMENT */
	NoteList notes;
	struct transcript transcript;
};

Text record_kind_name(enum record_kind kind); /* "cable", "narrative", "document" */
/* False, and RECORD_CABLE, for any other name. */
bool record_kind_read(Text name, enum record_kind *kind);

/* True for what may be an id here: letters, digits and '/', '-'; no "..", at most RECORD_ID_LIMIT.
 */
bool record_id_is_valid(Text id);

/* Adds the ids that a container says are cited, with '|' between them, to those of the message:
 * canonical, without repeats, never the record's own. */
void record_cite(struct record *record, Text list, struct arena *arena);

/* The head of a document without its number ("176. ", *number, or empty) and signs of notes. */
Text document_title(const struct record *record, Text *number, struct arena *arena);
/* "Secret; Immediate; Nodis.", the sentence of a source note that names a level; else unknown. */
enum classification document_level(Text source_note);

#endif
