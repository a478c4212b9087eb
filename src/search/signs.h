/* Signs of the query language: blanks, quotation marks, hyphens, stars, as they come out of
 * keyboards and out of other texts. */
#ifndef SEARCH_SIGNS_H
#define SEARCH_SIGNS_H

#include "base/text.h"

/* The first code point; 0 at the end. */
int32_t peek(Text rest);
/* Blanks of any script: text is pasted from anywhere. */
bool is_blank(int32_t point);
bool opens_quote(int32_t point);
/* What was opened with a typewriter's mark is closed with one, so that any printed mark may stand
 * between. */
bool closes_quote(int32_t open, int32_t point);
/* Is a bare word or value over: at a blank, a parenthesis, a quotation mark, the end? */
bool ends_bare(Text rest);
/* Stands "OR" or "AND" here as a word of its own? */
bool at_operator(Text rest, Text name);
/* Letters and a colon. */
bool take_field_name(Text *rest, Text *name);
/* A hyphen before a word, a quotation mark or a parenthesis. Before anything else it is a dash and
 * says nothing. */
bool take_minus(Text *rest);
/* The first * that does not end a word ("po*rt", "*port", a lone *), or TEXT_NONE. */
size_t find_stray_star(Text text);

#endif
