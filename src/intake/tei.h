/* A FRUS volume in TEI P5, cut and read at the level of bytes. Our own scanner finds the tags,
 * because every word must lead back to its bytes (I2), and libxml2's readers know where they are
 * only about: xmlTextReaderByteConsumed counts what was decoded ahead. libxml2 is the judge of
 * whether the markup is well-formed. Only tei_*.c and format_tei.c include this. */
#ifndef INTAKE_TEI_H
#define INTAKE_TEI_H

#include "intake/format.h"
#include "intake/markup.h"

#define TEI_DEPTH 64 /* elements in each other (design, section 9) */
#define TEI_NOTES 65536

/* --- tags (tei_tag.c) --- */

enum tei_kind { TEI_TEXT, TEI_CDATA, TEI_START, TEI_END, TEI_EMPTY, TEI_OTHER };

struct tei_token {
	enum tei_kind kind;
	size_t at;  /* in the text that was scanned */
	Text whole; /* with its angles */
	Text name;  /* of a tag, without a prefix */
};

/* How far a piece of markup has been looked at; zeroed at its beginning. */
struct tei_look {
	size_t at;
	char quote;
};

/* The length of the markup that text[0], a '<', begins; TEXT_NONE when its end is not in the text,
 * and a second look with more text goes on from `look`. A '<' in a tag ends it: it was not closed.
 * `text` holds 9 bytes or all there is. */
size_t tei_markup_length(Text text, struct tei_look *look);
struct tei_token tei_token_of(Text whole, size_t at);
/* The token at `at`, up to the end of `text`; false at the end. Cost O(length). */
bool tei_next(Text text, size_t *at, struct tei_token *token);
/* The value of an attribute as it stands, by its name without a prefix; empty when absent. */
Text tei_attribute(const struct tei_token *tag, Text name);

/* --- dates (tei_date.c) --- */

/* Of one element: its own attributes (when, from and to, notBefore and notAfter) or those of a
 * document (doc-dateTime-min and -max). A range is its earlier end to the precision that both ends
 * share. Unknown when it says nothing of the kind. */
Moment tei_date(const struct tei_token *tag);

/* --- text (tei_text.c, tei_put.c) --- */

struct tei_note {
	size_t at, content, end; /* the tag, behind it, the end of what it holds */
	Text sign;               /* n="2" */
	bool is_source, written;
};

struct tei_text {
	struct piece *piece;
	Text source;
	ARRAY(struct tei_note) notes;
	uint32_t next_source; /* notes before it need no look behind a head */
	struct frus_document *document;
	struct document_part *part; /* that is being written, or NULL */
	/* what the walk is in */
	unsigned head, opener, closer, item, row, dateline, date;
	struct tei_note *note;
	uint32_t heads, note_number, note_parts, paragraphs;
	Moment printed; /* what the attributes of the dateline's date say */
	/* what stands before the next word */
	unsigned feeds; /* line ends */
	bool blank, tab;
	bool date_waits; /* for its first word */
	size_t date_at;
	struct decoder decoder; /* the transcript so far */
	uint32_t bad_entities;
	size_t first_bad_entity; /* text offset */
};

/* The words of a token of text or CDATA, with white space as one blank. */
void tei_put_words(struct tei_text *text, const struct tei_token *token);
/* What stands before a word, and the part it begins; for a sign that stands for one. */
void tei_put_begin(struct tei_text *text);
/* Signs that stand in no text. */
void tei_put_sign(struct tei_text *text, Text sign);
/* Ends the part, so that the next word begins a line `feeds` line ends below. */
void tei_put_break(struct tei_text *text, unsigned feeds);
/* Where the next word will begin: what stands before it is put now. */
size_t tei_put_place(struct tei_text *text);
/* Makes transcript and parts of piece->source. */
enum fault tei_write(struct tei_text *text, struct error *reason);

/* The whole of `read` and `split`. */
void tei_read(struct piece *piece, struct error *reason);
enum fault tei_split(struct intake *intake, struct feed *feed, struct error *err);

#endif
