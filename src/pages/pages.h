/* The pages: a record, a result list, a browse list as HTML, JSON or text. One page_<name>.c each
 * for HTML; form_*.c for the other forms of a record. What pages share: html.h (escaping), chrome.h
 * (head and foot), links.h (addresses), listing.h (lists of records), values.h (lists of values),
 * explain.h (plain words for codes). */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "pages/visit.h"

page page_home, page_search, page_help, page_help_article;
/* Browse axes. List: every value with its count. Value (hole 0): the records. */
page page_released, page_released_day;
page page_created, page_created_year, page_created_month;
page page_origin, page_origin_value;
page page_tag, page_tag_value;
page page_classification, page_classification_value;
page page_country, page_country_value;
page page_report, page_report_year;
/* A record: hole 0 is the id (cables), or year and country (reports), or volume and document.
 * page_id: any spelling of an id. */
page page_cable, page_narrative, page_document, page_id;
page form_json, form_text, form_source;
page page_style, page_robots, page_favicon;

/* The page of a fault: what happened, what to do now. `sentence` is shown, escaped. Sets the
 * status. */
void page_fault(struct visit *visit, int status, Text sentence);

/* A record outside any page, for `chancery show`: the same bytes that the site serves. */
void record_put_json(struct out *out, const struct published *published, struct arena *arena);
void record_put_text(struct out *out, const struct published *published, struct arena *arena);

#endif
