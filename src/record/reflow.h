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

#endif
