/* A document of a printed volume (Foreign Relations of the United States), as it was read. */
#ifndef RECORD_DOCUMENT_H
#define RECORD_DOCUMENT_H

#include "record/transcript.h"

#define DOCUMENT_PARTS_LIMIT 65536

/* name, name for people and programs */
#define DOCUMENT_PARTS(X) \
	X(HEAD, "head") \
	X(SOURCE, "source-note") \
	X(OPENER, "opener")   /* dateline, salute */ \
	X(HEADING, "heading") /* of an attachment or a part of the text */ \
	X(PARAGRAPH, "paragraph") \
	X(ITEM, "item") \
	X(ROW, "row") /* of a table: cells lie between tabs */ \
	X(CLOSER, "closer") \
	X(NOTE, "note")

#define DOCUMENT_PART_ENUM(name, shown) PART_##name,
enum document_part_kind { DOCUMENT_PARTS(DOCUMENT_PART_ENUM) PART_COUNT };
#undef DOCUMENT_PART_ENUM

/* The text is a run of parts in order. */
struct document_part {
	enum document_part_kind kind;
	Text id;    /* address, unique in the record: "4", "fn2" */
	Text label; /* of a note: its sign as printed, "2" */
	Span span;
	uint32_t first_line, last_line; /* of the source */
};

struct frus_document {
	Text volume;       /* "frus1969-76v24" */
	Text xml_id;       /* as it stands in the volume: "d176" */
	Text subtype;      /* "historical-document", "editorial-note" */
	Text number;       /* in the volume: "176"; empty when it has none */
	Field head;        /* with its number */
	Field source_note; /* where the paper lies and how it was classified */
	Field dateline;
	Field date_printed; /* "September 8, 1970": the record's date is the editors' */
	ARRAY(struct document_part) parts;
};

Text document_part_name(enum document_part_kind kind); /* "paragraph" */

#endif
