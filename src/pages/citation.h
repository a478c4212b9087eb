/* Citation: how a record is cited, as plain text in four styles and as entries that reference
 * managers read. It says only what is known: no part stands for a date, a subject or an author
 * nobody gave. */
#ifndef PAGES_CITATION_H
#define PAGES_CITATION_H

#include "base/out.h"
#include "edition/edition.h"

/* All of it may be empty but kind, id and path. Borrowed. */
struct citation {
	enum record_kind kind;
	Text id;             /* "08RIGA61" */
	Text author;         /* a body, never a person: "Embassy Riga" */
	Text title;          /* on one line */
	Text number;         /* in its series or volume: "08RIGA61", "176" */
	Text container;      /* what it is a part of: "Trafficking in Persons Report" and year */
	Moment created;      /* of a report: its year */
	Text classification; /* of a cable or document */
	Text archive;        /* where it was seen: "Chancery, edition 000002 (4c3f...)" */
	Text path;           /* "/cable/08RIGA61" */
	Text base; /* "https://example.org" when known; else an address is the path alone */
};

/* The citation of a record of `edition`, in the arena. */
struct citation citation_of(const struct published *published, const struct edition *edition,
    Text base, struct arena *arena);

/* name; one line without an end, no markup */
#define CITATION_STYLES(X) \
	X(CHICAGO, "Chicago") /* Manual of Style, 17th: notes */ \
	X(MLA, "MLA")         /* Handbook, 9th */ \
	X(APA, "APA")         /* Publication Manual, 7th */ \
	X(BLUEBOOK, "Bluebook")

#define CITATION_STYLE_ENUM(name, shown) CITATION_##name,
enum citation_style { CITATION_STYLES(CITATION_STYLE_ENUM) CITATION_STYLE_COUNT };
#undef CITATION_STYLE_ENUM

Text citation_style_name(enum citation_style style);
void citation_put(struct out *out, const struct citation *citation, enum citation_style style);

/* One BibTeX entry. What TeX takes for its own (braces, % & # _ $ ~ ^ \) is escaped so that
 * braces balance, which BibTeX counts even behind a backslash. */
void citation_put_bibtex(struct out *out, const struct citation *citation);
/* One RIS record, lines ended by CR LF; no value holds a line end. */
void citation_put_ris(struct out *out, const struct citation *citation);
/* CSL-JSON: an array of one item. */
void citation_put_csl(struct out *out, const struct citation *citation);

#endif
