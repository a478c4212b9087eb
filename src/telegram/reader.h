/* The reader of one telegram: what all rules of this folder share. A rule takes a line (a slice of
 * the transcript), writes what it read into the cable, and notes what it could not. Inside
 * telegram/ only. */
#ifndef TELEGRAM_READER_H
#define TELEGRAM_READER_H

#include "catalog/catalog.h"
#include "record/record.h"
#include "telegram/telegram.h"

/* What a source line is besides text. */
enum line_frame {
	FRAME_NONE,
	FRAME_MARKER, /* part of a page frame: no text */
	FRAME_BLANK,  /* a blank line that a running sentence skips */
};

struct reader {
	struct record *record;
	struct cable *cable;
	const struct catalog *catalog;
	struct arena *arena;
	const struct transcript *transcript;
	uint32_t line, end; /* next source line, one behind the last */
	Text rest;       /* what is left of `line` when a rule stopped within it; at == NULL: all */
	uint32_t first;  /* first line of the message */
	uint8_t *frames; /* enum line_frame of line first + i */
	const FurnitureList *furniture; /* NULL: none */
};

Text reader_line(const struct reader *reader, uint32_t line); /* without its end */
bool reader_is_blank(const struct reader *reader, uint32_t line);
enum line_frame reader_frame(const struct reader *reader, uint32_t line);
/* What is left of the current line, trimmed. */
Text reader_rest(const struct reader *reader);
void reader_advance(struct reader *reader);
void reader_note(const struct reader *reader, enum note_kind kind, Text where);
Field reader_field(const struct reader *reader, Text part);
/* The slice from the first byte of `from` to the last of `to`, both slices of the transcript. */
Text reader_stretch(Text from, Text to);
/* A stretch of lines as one field: page frames out, lines joined by one blank, "US-" and its rest
 * by none. */
Field reader_joined(const struct reader *reader, Text stretch);
/* Adds `text` to a list unless it is there; the list is short. */
void reader_add_once(const struct reader *reader, TextList *list, Text text);

/* header.c: FL1 to FL9. Leaves reader->line at the first line of the message. */
void header_read(struct reader *reader);
/* addressee.c: one line of FL6 to FL9. False when it is none (page line, empty). */
bool addressee_read(const struct reader *reader, Text line, struct addressee *addressee);
/* dtg.c: FL5. False with *fault at the byte that is wrong; group->raw and what was read stay. */
bool dtg_looks_like(Text line);
bool dtg_read(const struct reader *reader, Text line, struct date_time_group *group, Text *fault);

/* marking.c */
struct class_line {
	enum classification classification;
	Text section, sections; /* "01", "17"; empty when there are none */
	Text post, number;      /* as written */
	Text captions;          /* what stands between class and post: "NOFORN" */
};
/* A line that is a classification line and nothing else: at least the class. */
bool class_line_take(const struct catalog *catalog, Text line, struct class_line *parts);
void class_line_read(struct reader *reader);          /* the current line, if it is one; advances */
bool captions_read(struct reader *reader, Text line); /* a line of nothing but captions */
void attention_add(struct reader *reader, Text line);
void attention_finish(struct reader *reader);
void effective_classification(struct reader *reader);

/* keyword.c */
enum keyword {
	KEYWORD_NONE,
	KEYWORD_EO,
	KEYWORD_TAGS,
	KEYWORD_SUBJECT,
	KEYWORD_REF,
	KEYWORD_CLASSIFIED
};
/* The keyword that *line opens with; *line is then what follows. `misspelt`: not its full form. */
enum keyword keyword_take(Text *line, bool *misspelt);
/* Where a keyword with its colon stands within the line, not at its start; line.len when none does.
 */
size_t keyword_find_inner(Text line);

/* lines.c: E.O., TAGS, SUBJECT, REF, Classified By, in any order. Leaves reader->line at the body.
 */
void lines_read(struct reader *reader);
/* reference.c: the container's id in canonical form; what it was stays as an alias, with a note.
 * Nothing when the record has an id already. */
void container_id_read(struct reader *reader);
/* tags.c, reference.c: what stands behind the keyword, one or more lines of the transcript. */
void tags_read(struct reader *reader, Text stretch);
bool tags_continue(const struct reader *reader, Text line, Text before);
void references_read(struct reader *reader, Text stretch);

/* marker.c */
bool marker_take(Text line, struct page_marker *marker, const struct reader *reader);
void markers_read(struct reader *reader); /* all of the message; fills `frames` */
void markers_join(
    struct reader *reader, uint32_t body);  /* decides joins_sentence; `body`: its first line */
void sections_check(struct reader *reader); /* notes a missing page or section */
void furniture_read(struct reader *reader); /* furniture.c: what the container laid in, as frames */

/* layout.c: what a line looks like. */
struct label {
	uint64_t number;  /* 0 for a letter */
	Text text, label; /* "2" and "2."; "A" and "A." */
	Text marking;     /* "SBU" or empty */
};
bool label_take(const struct catalog *catalog, Text line, struct label *label);
bool letter_take(Text line, struct label *label);
bool marking_take(const struct catalog *catalog, Text *rest, Text *marking); /* "(SBU)", "C)" */
bool bullet_take(Text line, Text *bullet);
bool is_dash_line(Text line);
bool has_columns(Text line);
bool is_capitals_heading(Text line);
bool ends_sentence(Text line);

/* body.c, signature.c, redaction.c */
void body_read(struct reader *reader, uint32_t end); /* lines from reader->line up to `end` */
uint32_t signature_read(struct reader *reader);      /* its line, or reader->end */
void redactions_read(struct reader *reader);
/* The first mark, or run of X, in *text that stands for words; *text is then that. Sets all of
 * *redaction but the span. */
bool redaction_find(Text *text, struct redaction *redaction);

/* classified_by.c: persons and reasons of a Classified By statement, into the cable. False when it
 * names nobody. `stretch` may hold several lines. */
bool classified_read(struct reader *reader, Text stretch);
/* The same where paragraph 1 says it: "1. (U) CLASSIFIED BY ...". */
void classified_in_body(struct reader *reader);
/* subject.c: without portion marks before and behind it, its blanks single, entities decoded. */
Text subject_clean(const struct reader *reader, Text subject);
/* eo.c: an E.O. line: order, day of declassification, not applicable. */
void order_read(struct reader *reader, Text line);
/* summary.c: summary and comments, when the blocks are there. `body` is its first line. */
void remarks_read(struct reader *reader, uint32_t body, uint32_t end);

#endif
