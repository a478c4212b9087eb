/* The text of a block for people: page markers out, hard-broken lines joined, tables left alone. */
#ifndef RECORD_REFLOW_H
#define RECORD_REFLOW_H

#include "record/record.h"

/* The block's words on one line, without its label and portion mark: words broken at a hyphen keep
 * it and join without a blank ("US-" "URUGUAYAN"), other line ends become one blank. A BLOCK_TABLE
 * keeps its lines and columns. New text in the arena. */
Text block_flow(const struct record *record, const struct block *block, struct arena *arena);
/* The words of `span` as they stand, label and all: page frames out, lines joined by one blank. */
Text record_words(const struct record *record, Span span, struct arena *arena);
/* A paragraph of a narrative on one line. */
Text narrative_flow(
    const struct record *record, const struct narrative_paragraph *paragraph, struct arena *arena);

/* The same in two steps, for who keeps the first one's result: which pieces of the transcript a
 * text is made of, and joining them. */
enum join {
	JOIN_WORDS, /* lines by a blank, but by nothing behind a broken word */
	JOIN_BLANK, /* lines by a blank */
	JOIN_LINES  /* lines by a line end */
};

struct flow {
	enum join join;
	ARRAY(Span) pieces; /* ascending, within the transcript; none is empty */
};

/* The pieces are in the arena; what it refuses is left out (arena->failed). */
struct flow block_pieces(
    const struct record *record, const struct block *block, struct arena *arena);
struct flow record_pieces(const struct record *record, Span span, struct arena *arena);
struct flow narrative_pieces(
    const struct record *record, const struct narrative_paragraph *paragraph, struct arena *arena);
/* The text, new in the arena or, when it is one line, borrowed from the transcript `text`. Pieces
 * may be anything: what lies outside the text is left out. */
Text flow_join(const struct flow *flow, Text text, struct arena *arena);

#endif
