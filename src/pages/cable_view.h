/* The parts of a cable's page, in their order: the three boxes its readers know, then the text in
 * one of two ways. */
#ifndef PAGES_CABLE_VIEW_H
#define PAGES_CABLE_VIEW_H

#include "pages/record_view.h"

/* Box 1: reference id, created, released, classification, origin. */
void cable_put_what(const struct record_view *view);
/* Box 2: from, to, info; precedence and date-time group; the header as received. */
void cable_put_header(const struct record_view *view);
/* Box 3, its head: captions, E.O., TAGS, subject, references and what cites this cable. */
void cable_put_lines(const struct record_view *view);
void cable_put_references(const struct record_view *view);
void cable_put_cited_by(const struct record_view *view);

/* What was received of a cable itself: header and message, without what the page it was found on
 * put around them. The whole transcript when neither was found. */
Span cable_received(const struct record *record);
/* Box 3, its text: blocks reflowed, or the exact text; paragraphs have the same addresses in both.
 */
void cable_put_reflowed(const struct record_view *view);
void cable_put_received(const struct record_view *view);
/* The portion marks that the text uses, in plain words. */
void cable_put_marks(const struct record_view *view);

/* One term and the beginning of its description: <dt>term</dt><dd>; the caller ends with "</dd>".
 */
void cable_put_term(struct out *out, Text term);

#endif
