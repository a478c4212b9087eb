/* HTML: one verb for each place where data stands in a page, and markup only as literals. Nothing
 * else writes to a page, so a record cannot become markup, whatever it holds. */
#ifndef PAGES_HTML_H
#define PAGES_HTML_H

#include "base/clock.h"
#include "base/out.h"

/* Markup. A variable does not compile. */
#define html_raw(out, literal) out_put((out), TEXT(literal))

/* Between tags. What no HTML document may hold (controls but tab and line feed, NUL, bytes that are
 * not UTF-8, noncharacters) becomes U+FFFD. What it writes is right in XML 1.0, too, as is
 * html_attr's: XML forbids less, and knows the same escapes. */
void html_text(struct out *out, Text text);
/* Inside a quoted attribute: the same, and both quotation marks. */
void html_attr(struct out *out, Text text);
/* One segment of a path in a quoted attribute: '/', too, is encoded. */
void html_path(struct out *out, Text segment);
/* Key or value of a query string in a quoted attribute: a blank is '+'; ":", "," and "*" stay, so
 * that the address of a search can be read. */
void html_query(struct out *out, Text value);
/* JSON inside a data block (<script type="application/ld+json">): '<', '>' and '&' as \u003C, so
 * that nothing in it ends the element; what no document may hold, as U+FFFD. */
void html_json(struct out *out, Text json);
/* A count for people: 251,287. */
void html_number(struct out *out, uint64_t number);

/* Removed words: a run of X as a dark bar that is spoken as "redacted"; a mark with its reason in
 * the bar, spoken as "redacted: personal privacy, a phrase". Where styles are not known it is the
 * mark as it stands. */
void html_redacted(struct out *out, Text words);
/* html_text with its marks as html_redacted. Not for a <title>, nor for XML. */
void html_words(struct out *out, Text text);

/* <time>29 February 2008, 11:38 UTC</time>, at the precision there is; "date unknown" when there is
 * none. */
void html_moment(struct out *out, Moment moment);
/* The same without the time of day. */
void html_date(struct out *out, Moment moment);
/* <time>2008-02-29</time> for columns; "undated" when unknown. */
void html_day(struct out *out, Moment moment);

#endif
