/* The lines of a file of the National Archives' State Department telegrams (Access to Archival
 * Databases, 1973-79): what each is, and where one document ends. Inside intake/ only.
 * docs/formats/containers.md describes the form. */
#ifndef INTAKE_NARA_H
#define INTAKE_NARA_H

#include "intake/format.h"
#include "telegram/telegram.h"

enum nara_kind {
	NARA_BLANK,
	NARA_TEXT,
	NARA_CLASS,        /* nothing but a classification: a page's top or foot */
	NARA_PAGE,         /* PAGE 02  STATE 311722 TOSEC 340058 */
	NARA_STAMP,        /* Declassified/Released US Department of State ...; NNNN */
	NARA_MESSAGE_TEXT, /* the title above a text */
	NARA_ATTRIBUTES,   /* the title above the attributes, or one that no telegram has */
	NARA_WEAK, /* an attribute whose name a telegram's own line may have: TAGS, Subject */
};

struct nara_line {
	enum nara_kind kind;
	uint32_t page;        /* of NARA_PAGE */
	Text station, serial; /* of NARA_PAGE: "STATE", "311722" */
	Text key, value;      /* of NARA_ATTRIBUTES and NARA_WEAK; empty for the title */
	bool feed;            /* a form feed stands before it */
};

/* Reads one line, without or with its end. */
void nara_line_read(Text line, struct nara_line *read);
/* "17 MAR 2008" anywhere in `text`, the last one; empty when there is none. */
Text nara_find_date(Text text, int *day, int *month, int *year);

/* What was seen of a document so far. */
struct nara_state {
	bool text;       /* of the message */
	bool first;      /* attributes stood before it */
	bool after;      /* or behind it */
	bool attributes; /* the line belongs to them */
	bool keys;       /* and is not the first */
};
/* Takes the next line of the document. */
void nara_step(struct nara_state *state, const struct nara_line *line);
/* True when the next line cannot be of the same document. `same`: the number of NARA_PAGE is. */
bool nara_begins(const struct nara_state *state, const struct nara_line *line, bool same);

/* nara_text.c: lines [first, last] of the transcript (0: there are none) as a message: its head is
 * passed over, furniture is set apart, drafters are kept. The record's id and top box stand. */
enum fault nara_text_read(struct piece *piece, uint32_t first, uint32_t last, struct error *reason);
/* The last review stamp within these lines, with a date below it; empty when there is none. */
Text nara_find_stamp(const struct transcript *transcript, uint32_t first, uint32_t last);
/* "ACTION EUR-12", "INFO OCT-01 ISO-00 /019 R": offices with the number of their copies. */
bool nara_is_offices(Text line);

/* nara_cut.c: the split of the format. */
enum fault nara_split(struct intake *intake, struct feed *feed, struct error *err);

#endif
