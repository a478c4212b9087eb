/* The body under construction: what its rules share. Inside telegram/ only. */
#ifndef TELEGRAM_BODY_H
#define TELEGRAM_BODY_H

#include "telegram/reader.h"

/* What unlabelled blocks are counted within: "2.3.B" gives "2.3.B.a1". */
struct owner {
	Text id;
	uint32_t plain; /* unlabelled blocks so far */
};

struct body {
	struct reader *reader;
	uint32_t line, end;
	bool open;      /* the last block still takes lines */
	bool after_gap; /* a blank line, a frame or the start lies before this line */
	bool enclosed;  /* behind "Begin text:" */
	bool marks;     /* the first paragraph carried a portion mark */
	bool lost;      /* a page is missing before this line */
	bool too_many;
	uint64_t number;   /* last cable paragraph */
	uint64_t inner;    /* last inner number used in an address within it */
	uint64_t list;     /* next number of a list within it, 0 none */
	char letter;       /* next letter */
	char outer_letter; /* the same outside of the enclosed text's headings */
	Text heading, marking;
	struct owner paragraph, owner;
	uint32_t headings; /* free ones */
	uint32_t marker;   /* next page marker */
};

/* block.c: the list of blocks. A NULL block means that no more are kept. */
struct block *body_last_block(struct body *body);
struct block *body_add_block(struct body *body, enum block_kind kind, Text line);
struct block *body_add_plain(
    struct body *body, enum block_kind kind, Text line); /* without a label */
void body_extend(struct body *body, struct block *block, Text line);
Text body_join_id(struct body *body, Text owner, Text part); /* "2" + "A" -> "2.A" */
Text body_number_text(struct body *body, uint64_t number);
uint32_t body_level_of(Text id);

/* paragraph.c: labels, and the texts that paragraphs enclose. */
bool body_take_labelled(struct body *body, Text line);
void body_enter_paragraph(struct body *body, const struct label *label, Text id);
void body_enter_heading(struct body *body, Text number);
void body_enter_part(struct body *body, Text id);
bool body_is_enclosure(Text line);
void body_notice_enclosure(struct body *body, Text line);

/* heading.c */
bool body_is_text(
    const struct body *body, uint32_t line); /* not blank, no dash line, no page frame */
bool body_take_framed(struct body *body);
bool body_take_underlined(struct body *body);
bool body_take_capitals(struct body *body, Text line);

/* extent.c: end_line of all blocks, when all are there. */
void body_find_extents(struct body *body);

#endif
