/* A cable as it was read: plain values in one arena, every field with its span (I2). Format lines
 * FL1 to FL9 are those of ACP 127; the first message lines those of 5 FAH-2. */
#ifndef RECORD_CABLE_H
#define RECORD_CABLE_H

#include "base/clock.h"
#include "record/marking.h"
#include "record/redaction.h"
#include "record/tag_rule.h"
#include "record/transcript.h"

#define HEADER_LINES_LIMIT 4096
#define TAGS_LIMIT         256
#define REFERENCES_LIMIT   4096
#define BLOCKS_LIMIT       65536

/* One addressee of FL7, FL8 or FL9. */
struct addressee {
	Field plad;              /* plain language address: "AMEMBASSY ANKARA" */
	Field routing_indicator; /* "RUEHAK" */
	Field message_number;    /* continuity number of that addressee's series, zeros kept */
	Field precedence;        /* canonical word: "IMMEDIATE" */
	Text post;               /* station when the catalog knows the PLAD: "ANKARA" */
	uint32_t line;           /* source line */
	bool zen;                /* ZEN: not sent over this circuit */
};
typedef ARRAY(struct addressee) AddresseeList;

struct date_time_group {
	Field raw;        /* the whole of FL5: "R 291200Z FEB 08" */
	Field precedence; /* prosigns: "R", "O P" */
	Moment moment;    /* to the minute; unknown when not understood */
};

/* FL3: DE RUEHRO #0009/01 0321200 */
struct station_line {
	Field station;                 /* RUEHRO */
	Field serial;                  /* 0009 */
	Field section;                 /* 01 */
	Field julian;                  /* 0321200 */
	int day_of_year, hour, minute; /* of `julian`; day_of_year 0 when not understood */
	Moment filed;                  /* with the year of the date-time group */
};

struct cable_header {
	Span span;                       /* length 0: no header */
	uint32_t first_line, last_line;  /* source lines */
	bool partial;                    /* "partial extract of the original cable" */
	Field transmission_id;           /* FL1 */
	Field precedence;                /* FL2 digraph: "RR" */
	Text precedence_word;            /* "ROUTINE" */
	ARRAY(Field) routing_indicators; /* FL2 */
	struct station_line de;          /* FL3 */
	ARRAY(Field) signals;            /* FL4: ZNR UUUUU ZZH */
	enum classification signal_classification;
	struct date_time_group dtg;       /* FL5 */
	struct addressee from;            /* FL6 */
	AddresseeList to, info, excluded; /* FL7, FL8, FL9 */
};

struct caption {
	Field raw;
	Text code; /* as the catalog writes it: "SIPDIS" */
};

/* One item of the TAGS line. Nothing is left out: what is no code stands here with its raw spelling
 * alone. */
struct tag_use {
	Field raw; /* as spelt, without commas and brackets */
	TextList
	    codes; /* what it is read as: "KTIP", or several where it was glued; none when unread */
	TextList suggested; /* a guess of low confidence, not applied */
	Text name;          /* of a person: "SURNAME, GIVEN" */
	enum tag_rule rule;
	enum tag_confidence confidence;
};

enum reference_kind {
	REFERENCE_CABLE,
	REFERENCE_EMAIL,
	REFERENCE_TELCON,
	REFERENCE_REPORT, /* of an agency: IIR, OSC, INCSR */
	REFERENCE_BOOK,   /* a manual or a law: FAM, CFR */
	REFERENCE_OTHER,
	REFERENCE_KINDS
};

struct reference {
	enum reference_kind kind;
	Field raw;           /* "State 12" */
	Text bullet;         /* "A" or empty */
	Text target;         /* canonical id, empty when not resolved to one: "08STATE12" */
	TextList candidates; /* when two ids fit: both, the likelier one first */
	Text repair;         /* why the post is not the one written; empty when it is */
	bool year_inferred, notal;
};
typedef ARRAY(struct reference) ReferenceList;

struct page_marker {
	Field raw; /* ROME 00000009  001.6 OF 017 */
	Field station;
	uint64_t serial;
	uint32_t page, of;
	Text suffix; /* digit behind the dot, or empty; meaning not established */
	uint32_t line, blank_before, blank_after;
	bool joins_sentence; /* the text runs on over the page */
	Span furniture;      /* all that the page frame takes: no part of the text */
};

enum block_kind {
	BLOCK_PARAGRAPH, /* opens with a label: "1. (SBU) ...", "A. ..." */
	BLOCK_PLAIN,     /* prose without a label of its own */
	BLOCK_HEADING,   /* framed, underlined or in capitals */
	BLOCK_ITEM,      /* "-- ..." */
	BLOCK_TABLE,     /* columns: lines are left alone when reflowed */
};

/* The body is a run of blocks in order. Blank lines, dash lines and page markers lie between them.
 */
struct block {
	enum block_kind kind;
	Text id;        /* address, unique in the record: "2.3.B", "2.3.B.a1" */
	Text label;     /* "B." */
	Text number;    /* the label without its sign: "B", "2" */
	Text marking;   /* portion mark as spelt: "SBU"; empty when it has none */
	Text inherited; /* portion mark of the paragraph around it, when it has none of its own */
	uint32_t level; /* 1 cable paragraph or free heading, 2 within one, 3 under a heading within
			   one */
	Text heading;   /* number of the heading above it in an enclosed text: "3" */
	Span span;      /* from its first to its last word; may hold a page marker */
	uint32_t first_line, last_line; /* source lines of the block itself */
	uint32_t end_line; /* last source line of all that belongs to a labelled paragraph */
	uint32_t frame_before,
	    frame_after; /* source lines of the dash lines around a heading, or 0 */
};
typedef ARRAY(struct block) BlockList;

/* What stands in the place of words that were taken out. */
enum redaction_kind {
	REDACTION_RUN,  /* a run of X, as an earlier publisher set it */
	REDACTION_MARK, /* a mark of ours, record/redaction.h */
	REDACTION_KINDS
};
struct redaction {
	enum redaction_kind kind;
	Span span;
	Text reason, extent; /* of a mark: "b(6)", "phrase"; empty for a run */
};

/* Who classified the message, as its Classified By line says. */
struct classifier {
	Field name; /* "Jane Q. Doe", words cut at a line's end joined again */
	Text title; /* "Deputy Chief of Mission"; empty when none is given */
};

/* One reason of an executive order: section 1.4 or 1.5 and its letter in lower case, or none. */
struct class_reason {
	Text section, letter;
};

/* What the text itself calls its summary or a comment: from behind the opening to before the end.
 */
enum remark_kind { REMARK_SUMMARY, REMARK_COMMENT };
struct remark {
	enum remark_kind kind;
	Span span;
};

struct cable {
	struct cable_header header;
	Span message; /* from the classification line to the end */
	Field classification_line;
	enum classification classification; /* as the line says */
	enum classification effective;      /* with the captions: UNCLAS + SENSITIVE */
	uint32_t section, sections;         /* 0: not a message of several sections */
	Field station;                      /* "ROME" */
	Field message_number;               /* MRN with its zeros: "000009" */
	ARRAY(struct caption) captions;     /* in order, repeats kept */
	Field attention;                    /* "DEPT FOR EUR, INR," all lines of it */
	ARRAY(Field) offices;
	Field executive_order; /* the whole line */
	Text eo_number;        /* "12958" */
	Text eo_declassify;    /* text behind DECL: */
	bool eo_not_applicable;
	Moment declassify_on; /* the day of DECL: or GDS; unknown when it names an event or none */
	Field tags_line;
	ARRAY(struct tag_use) tags;
	Field subject; /* joined, as written */
	Field references_block;
	ReferenceList references;
	Field classified_by; /* the whole, joined */
	ARRAY(struct classifier) classifiers;
	ARRAY(struct class_reason) reasons;
	Field drafted_by, approved_by; /* lines of the Department's telegrams of the 1970s */
	ARRAY(struct remark) remarks;  /* in order */
	ARRAY(struct page_marker) markers;
	BlockList blocks;
	ARRAY(uint32_t)
	false_numbers; /* source lines that begin with a number which is no paragraph */
	ARRAY(struct redaction) redactions;
	Field signature;
	uint32_t signature_line; /* source line, 0 when there is none */
	ARRAY(Field) signers;    /* surnames of the signature, mostly one */
};

Text block_kind_name(enum block_kind kind);         /* "paragraph" */
Text reference_kind_name(enum reference_kind kind); /* "cable", "email" */
Text redaction_kind_name(enum redaction_kind kind); /* "run", "mark" */
Text remark_kind_name(enum remark_kind kind);       /* "summary", "comment" */
/* The addressee of TO or INFO that an exempted one is taken out of: the last before it. NULL when
 * none is. */
const struct addressee *exempted_from(
    const struct cable_header *header, const struct addressee *exempted);

#endif
