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
page page_created, page_created_year, page_created_month, page_created_day;
page page_origin, page_origin_value;
page page_tag, page_tag_value;
page page_classification, page_classification_value;
page page_caption, page_caption_value;
page page_country, page_country_value;
page page_report, page_report_year;
/* A record: hole 0 is the id (cables), or year and country (reports), or volume and document.
 * page_id: any spelling of an id. */
page page_cable, page_narrative, page_document, page_id, page_versions;
page form_json, form_text, form_source, form_bibtex, form_ris, form_csl;
page page_style, page_keys, page_robots, page_favicon, page_land;
/* For programs (docs/notes/0010): feeds, what is taken away, the API, sitemaps, harvesting. */
page page_feed, page_search_feed;
page page_origin_feed, page_tag_feed, page_classification_feed, page_country_feed;
page page_caption_feed;
page page_search_csv, page_search_jsonl;
page api_search, api_facet, api_record, api_id, api_edition, api_description;
page page_public_log;
page page_sitemap_index, page_sitemap, page_opensearch, page_oai;
/* The words around it: articles of the archive, and what explains it. */
page page_articles, page_article, page_articles_feed;
page page_about, page_faq, page_glossary, page_colours;
/* The end of the address of /site.css, which holds the colours of the archive; empty: none are set.
 */
Text colours_version(struct visit *visit);
/* The end of an asset's address, "?v=..." on our pages: another one for other bytes. */
Text asset_version(struct arena *arena);

/* The page of a fault: what happened, what to do now. `sentence` is shown, escaped. Sets the
 * status. */
void page_fault(struct visit *visit, int status, Text sentence);

/* A record outside any page, for `chancery show`: the same bytes that the site serves. */
void record_put_json(struct out *out, const struct published *published, struct arena *arena);
/* The same in one line. */
void record_put_json_line(struct out *out, const struct published *published, struct arena *arena);
void record_put_text(struct out *out, const struct published *published, struct arena *arena);
/* Citations of a record of `edition`, for reference managers. */
void record_put_bibtex(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena);
void record_put_ris(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena);
void record_put_csl(struct out *out, const struct published *published,
    const struct edition *edition, struct arena *arena);

#endif
