/* Every address. A form of a record stands before the record's page: the first that matches
 * answers. */
#include "pages/pages.h"
#include "site/site.h"

#define HTML   "text/html; charset=utf-8"
#define JSON   "application/json"
#define PLAIN  "text/plain; charset=utf-8"
#define MIRROR ROUTE_IN_MIRROR
#define QUERY  ROUTE_QUERY
#define ASSET  (ROUTE_ASSET | ROUTE_IN_MIRROR)

static const struct route routes[] = {
	{ "/", HTML, page_home, MIRROR, "what this edition holds" },
	{ "/search", HTML, page_search, QUERY, "search and facets" },
	{ "/released", HTML, page_released, MIRROR, "days of release" },
	{ "/released/{day}", HTML, page_released_day, MIRROR | QUERY,
	    "records of a day of release" },
	{ "/created", HTML, page_created, MIRROR, "years and months of creation" },
	{ "/created/{year}", HTML, page_created_year, MIRROR | QUERY, "records of a year" },
	{ "/created/{year}/{month}", HTML, page_created_month, MIRROR | QUERY,
	    "records of a month" },
	{ "/origin", HTML, page_origin, MIRROR, "posts A to Z" },
	{ "/origin/{post}", HTML, page_origin_value, MIRROR | QUERY, "records of a post" },
	{ "/tag", HTML, page_tag, MIRROR, "TAGS A to Z" },
	{ "/tag/{code}", HTML, page_tag_value, MIRROR | QUERY, "records with a tag" },
	{ "/classification", HTML, page_classification, MIRROR, "levels of classification" },
	{ "/classification/{level}", HTML, page_classification_value, MIRROR | QUERY,
	    "records of a level" },
	{ "/country", HTML, page_country, MIRROR, "countries A to Z" },
	{ "/country/{country}", HTML, page_country_value, MIRROR | QUERY,
	    "reports and records of a country" },
	{ "/cable/{id}.json", JSON, form_json, MIRROR, "a cable, schema chancery.record/1" },
	{ "/cable/{id}.txt", PLAIN, form_text, MIRROR, "a cable as plain text" },
	{ "/cable/{id}/source", PLAIN, form_source, MIRROR, "the bytes of a cable as received" },
	{ "/cable/{id}", HTML, page_cable, MIRROR | QUERY, "a cable" },
	{ "/report", HTML, page_report, MIRROR, "report series by year" },
	{ "/report/tip/{year}", HTML, page_report_year, MIRROR, "country narratives of a year" },
	{ "/report/tip/{year}/{country}.json", JSON, form_json, MIRROR,
	    "a narrative, schema chancery.record/1" },
	{ "/report/tip/{year}/{country}.txt", PLAIN, form_text, MIRROR,
	    "a narrative as plain text" },
	{ "/report/tip/{year}/{country}/source", PLAIN, form_source, MIRROR,
	    "the bytes of a narrative as received" },
	{ "/report/tip/{year}/{country}", HTML, page_narrative, MIRROR, "a country narrative" },
	{ "/document/frus/{volume}/{document}.json", JSON, form_json, MIRROR,
	    "a document of a volume, schema chancery.record/1" },
	{ "/document/frus/{volume}/{document}.txt", PLAIN, form_text, MIRROR,
	    "a document as plain text" },
	{ "/document/frus/{volume}/{document}/source", PLAIN, form_source, MIRROR,
	    "the bytes of a document as received" },
	{ "/document/frus/{volume}/{document}", HTML, page_document, MIRROR,
	    "a document of a printed volume" },
	{ "/id/{id}", HTML, page_id, ROUTE_PAGE, "an id in any spelling, to its record" },
	{ "/help", HTML, page_help, MIRROR, "help" },
	{ "/help/{article}", HTML, page_help_article, MIRROR, "an article of the help" },
	{ "/style.css", "text/css; charset=utf-8", page_style, ASSET, "the stylesheet" },
	{ "/favicon.svg", "image/svg+xml", page_favicon, ASSET, "the sign of the site" },
	{ "/robots.txt", PLAIN, page_robots, ASSET, "what crawlers may ask for" },
};

const struct route *site_routes(uint32_t *count)
{
	*count = sizeof routes / sizeof *routes;
	return routes;
}
