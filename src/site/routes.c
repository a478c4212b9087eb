/* Every address. A form of a record stands before the record's page: the first that matches
 * answers. */
#include "pages/pages.h"
#include "site/site.h"

#define HTML   "text/html; charset=utf-8"
#define JSON   "application/json"
#define PLAIN  "text/plain; charset=utf-8"
#define ATOM   "application/atom+xml; charset=utf-8"
#define XML    "application/xml; charset=utf-8"
#define CSV    "text/csv; charset=utf-8"
#define LINES  "application/x-ndjson"
#define BIBTEX "application/x-bibtex; charset=utf-8"
#define RIS    "application/x-research-info-systems; charset=utf-8"
#define CSL    "application/vnd.citationstyles.csl+json"
#define MIRROR ROUTE_IN_MIRROR
#define QUERY  ROUTE_QUERY
#define API    ROUTE_API
#define ASSET  (ROUTE_ASSET | ROUTE_IN_MIRROR)

static const struct route routes[] = {
	{ "/", HTML, page_home, MIRROR, "what this edition holds" },
	{ "/search", HTML, page_search, QUERY, "search and facets" },
	{ "/search.csv", CSV, page_search_csv, QUERY | API, "all that a search finds, as CSV" },
	{ "/search.jsonl", LINES, page_search_jsonl, QUERY | API,
	    "all that a search finds, as JSON Lines" },
	{ "/search.atom", ATOM, page_search_feed, QUERY | API, "feed of a search" },
	{ "/feed.atom", ATOM, page_feed, QUERY | API, "feed of releases" },
	{ "/released", HTML, page_released, MIRROR, "days of release" },
	{ "/released/{day}", HTML, page_released_day, MIRROR | QUERY,
	    "records of a day of release" },
	{ "/created", HTML, page_created, MIRROR, "years and months of creation" },
	{ "/created/{year}", HTML, page_created_year, MIRROR | QUERY, "records of a year" },
	{ "/created/{year}/{month}", HTML, page_created_month, MIRROR | QUERY,
	    "records of a month" },
	{ "/created/{year}/{month}/{day}", HTML, page_created_day, MIRROR | QUERY,
	    "records of a day" },
	{ "/origin", HTML, page_origin, MIRROR, "posts A to Z" },
	{ "/origin/{post}/feed.atom", ATOM, page_origin_feed, QUERY | API, "feed of a post" },
	{ "/origin/{post}", HTML, page_origin_value, MIRROR | QUERY, "records of a post" },
	{ "/tag", HTML, page_tag, MIRROR, "TAGS A to Z" },
	{ "/tag/{code}/feed.atom", ATOM, page_tag_feed, QUERY | API, "feed of a tag" },
	{ "/tag/{code}", HTML, page_tag_value, MIRROR | QUERY, "records with a tag" },
	{ "/classification", HTML, page_classification, MIRROR, "levels of classification" },
	{ "/classification/{level}/feed.atom", ATOM, page_classification_feed, QUERY | API,
	    "feed of a level" },
	{ "/classification/{level}", HTML, page_classification_value, MIRROR | QUERY,
	    "records of a level" },
	{ "/caption", HTML, page_caption, MIRROR, "captions A to Z" },
	{ "/caption/{code}/feed.atom", ATOM, page_caption_feed, QUERY | API, "feed of a caption" },
	{ "/caption/{code}", HTML, page_caption_value, MIRROR | QUERY, "records with a caption" },
	{ "/country", HTML, page_country, MIRROR, "countries A to Z" },
	{ "/country/{country}/feed.atom", ATOM, page_country_feed, QUERY | API,
	    "feed of a country" },
	{ "/country/{country}", HTML, page_country_value, MIRROR | QUERY,
	    "reports and records of a country" },
	{ "/cable/{id}.json", JSON, form_json, MIRROR, "a cable, schema chancery.record/1" },
	{ "/cable/{id}.txt", PLAIN, form_text, MIRROR, "a cable as plain text" },
	{ "/cable/{id}.bib", BIBTEX, form_bibtex, MIRROR, "a cable, cited: BibTeX" },
	{ "/cable/{id}.ris", RIS, form_ris, MIRROR, "a cable, cited: RIS" },
	{ "/cable/{id}.csl", CSL, form_csl, MIRROR, "a cable, cited: CSL-JSON" },
	{ "/cable/{id}/versions", HTML, page_versions, MIRROR,
	    "versions of a cable and their differences" },
	{ "/cable/{id}/source", PLAIN, form_source, MIRROR, "the bytes of a cable as received" },
	{ "/cable/{id}", HTML, page_cable, MIRROR | QUERY, "a cable" },
	{ "/report", HTML, page_report, MIRROR | QUERY, "report series by year, and all reports" },
	{ "/report/tip/{year}", HTML, page_report_year, MIRROR, "country narratives of a year" },
	{ "/report/tip/{year}/{country}.json", JSON, form_json, MIRROR,
	    "a narrative, schema chancery.record/1" },
	{ "/report/tip/{year}/{country}.txt", PLAIN, form_text, MIRROR,
	    "a narrative as plain text" },
	{ "/report/tip/{year}/{country}.bib", BIBTEX, form_bibtex, MIRROR,
	    "a narrative, cited: BibTeX" },
	{ "/report/tip/{year}/{country}.ris", RIS, form_ris, MIRROR, "a narrative, cited: RIS" },
	{ "/report/tip/{year}/{country}.csl", CSL, form_csl, MIRROR,
	    "a narrative, cited: CSL-JSON" },
	{ "/report/tip/{year}/{country}/versions", HTML, page_versions, MIRROR,
	    "versions of a narrative and their differences" },
	{ "/report/tip/{year}/{country}/source", PLAIN, form_source, MIRROR,
	    "the bytes of a narrative as received" },
	{ "/report/tip/{year}/{country}", HTML, page_narrative, MIRROR | QUERY,
	    "a country narrative" },
	{ "/document/frus/{volume}/{document}.json", JSON, form_json, MIRROR,
	    "a document of a volume, schema chancery.record/1" },
	{ "/document/frus/{volume}/{document}.txt", PLAIN, form_text, MIRROR,
	    "a document as plain text" },
	{ "/document/frus/{volume}/{document}.bib", BIBTEX, form_bibtex, MIRROR,
	    "a document, cited: BibTeX" },
	{ "/document/frus/{volume}/{document}.ris", RIS, form_ris, MIRROR,
	    "a document, cited: RIS" },
	{ "/document/frus/{volume}/{document}.csl", CSL, form_csl, MIRROR,
	    "a document, cited: CSL-JSON" },
	{ "/document/frus/{volume}/{document}/versions", HTML, page_versions, MIRROR,
	    "versions of a document and their differences" },
	{ "/document/frus/{volume}/{document}/source", PLAIN, form_source, MIRROR,
	    "the bytes of a document as received" },
	{ "/document/frus/{volume}/{document}", HTML, page_document, MIRROR | QUERY,
	    "a document of a printed volume" },
	{ "/id/{id}", HTML, page_id, ROUTE_PAGE, "an id in any spelling, to its record" },
	{ "/articles", HTML, page_articles, MIRROR, "articles of the archive" },
	{ "/articles/feed.atom", ATOM, page_articles_feed, API, "feed of the articles" },
	{ "/articles/{article}", HTML, page_article, MIRROR, "an article" },
	{ "/about", HTML, page_about, MIRROR, "about this archive" },
	{ "/faq", HTML, page_faq, MIRROR, "questions that readers ask" },
	{ "/glossary", HTML, page_glossary, MIRROR, "the words and codes of cables" },
	{ "/help", HTML, page_help, MIRROR, "help" },
	{ "/help/{article}", HTML, page_help_article, MIRROR, "an article of the help" },
	{ "/api/openapi.json", JSON, api_description, ASSET, "what programs may ask for" },
	{ "/api/v1/search", JSON, api_search, QUERY | API, "search, for programs" },
	{ "/api/v1/facets/{facet}", JSON, api_facet, QUERY | API, "all values of a facet" },
	{ "/api/v1/records/{id}", JSON, api_record, API, "a cable, schema chancery.record/1" },
	{ "/api/v1/records/tip/{year}/{country}", JSON, api_record, API,
	    "a narrative, schema chancery.record/1" },
	{ "/api/v1/records/frus/{volume}/{document}", JSON, api_record, API,
	    "a document of a volume, schema chancery.record/1" },
	{ "/api/v1/id/{typed}", JSON, api_id, API, "the record that an id in any spelling names" },
	{ "/api/v1/edition", JSON, api_edition, API, "what this edition holds" },
	{ "/log.jsonl", LINES, page_public_log, API, "what went out, changed, was taken back" },
	{ "/oai", XML, page_oai, QUERY | API, "harvesting, OAI-PMH 2.0" },
	{ "/sitemap.xml", XML, page_sitemap_index, ROUTE_PAGE, "the parts of the sitemap" },
	{ "/sitemap/{part}.xml", XML, page_sitemap, ROUTE_PAGE, "a part of the sitemap" },
	{ "/opensearch.xml", "application/opensearchdescription+xml", page_opensearch, ASSET,
	    "the search, for browsers" },
	{ "/style.css", "text/css; charset=utf-8", page_style, ASSET, "the stylesheet" },
	{ "/keys.js", "text/javascript; charset=utf-8", page_keys, ASSET,
	    "keys on a record's page" },
	{ "/site.css", "text/css; charset=utf-8", page_colours, MIRROR, "colours of the archive" },
	{ "/favicon.svg", "image/svg+xml", page_favicon, ASSET, "the sign of the site" },
	{ "/land.svg", "image/svg+xml", page_land, ASSET, "the land behind the map of posts" },
	{ "/robots.txt", PLAIN, page_robots, ASSET, "what crawlers may ask for" },
};

const struct route *site_routes(uint32_t *count)
{
	*count = sizeof routes / sizeof *routes;
	return routes;
}
