/* A record: what was read out of one source, a cable or a narrative, with what every list, facet
 * and page needs to know of it in one place. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "record/cable.h"
#include "record/narrative.h"
#include "record/note.h"

enum record_kind { RECORD_CABLE, RECORD_NARRATIVE };

#define RECORD_ID_LIMIT 80

/* The container's own words about a record (top box of a page, row of a dump). */
struct top_box {
	Field id, created, released, classification, origin;
	uint32_t header_line, row_line; /* source lines of the box, 0 when there is none */
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
	struct top_box top_box;
	struct cable *cable;         /* when kind is RECORD_CABLE */
	struct narrative *narrative; /* when kind is RECORD_NARRATIVE */
	NoteList notes;
	struct transcript transcript;
};

Text record_kind_name(enum record_kind kind); /* "cable", "narrative" */

/* True for what may be an id here: letters, digits and '/', '-'; no "..", at most RECORD_ID_LIMIT.
 */
bool record_id_is_valid(Text id);

#endif
