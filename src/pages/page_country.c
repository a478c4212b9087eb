/* Countries A to Z, and all there is about one: its reports, its posts, its cables. */
#include "pages/pages.h"

#include "pages/chart.h"
#include "pages/chrome.h"
#include "pages/facets.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"

#define SECTION       TEXT_INIT("/country")
#define REPORTS_SHOWN 40

static void put_country(struct visit *visit, const struct facet_value *value)
{
	values_put(
	    visit, FACET_COUNTRY, value, value->label.len ? value->label : value->value, TEXT(""));
}

enum fault page_country(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list;

	if (values_ask(visit, FACET_COUNTRY, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	values_sort(&list);
	chrome_begin(
	    visit, &(struct head){ .title = TEXT_INIT("Browse by country"), .section = SECTION });
	html_raw(out,
	    "<h1>Browse by country</h1>\n<p class=\"lead\">Cables sent from a country or tagged with it, "
	    "and the reports on it: ");
	html_number(out, list.distinct);
	html_raw(out, " countries.</p>\n");
	values_put_letters(visit, &list, put_country);
	chrome_end(visit);
	return FAULT_NONE;
}

/* The reports on the country, newest first. */
static enum fault put_reports(struct visit *visit, Text query, struct error *err)
{
	struct search_request request = { .limit = REPORTS_SHOWN };
	struct search_result result = { 0 };
	struct out *out = visit->out;

	request.query = facets_with(query,
	    query_for(FACET_KIND, record_kind_name(RECORD_NARRATIVE), visit->arena), visit->arena);
	if (search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE ||
	    !result.hits.count)
		return err->fault;
	html_raw(out, "<section class=\"reports\">\n<h2>Reports</h2>\n<ul class=\"values\">\n");
	for (uint32_t i = 0; i < result.hits.count; i++) {
		html_raw(out, "<li>");
		link_put_record(out, result.hits.items[i].id, result.hits.items[i].title);
		html_raw(out, " <span class=\"note\">");
		html_text(out, result.hits.items[i].id);
		html_raw(out, "</span></li>\n");
	}
	html_raw(out, "</ul>\n</section>\n");
	return FAULT_NONE;
}

static void put_post(struct visit *visit, const struct post *post, Text label)
{
	struct out *out = visit->out;

	html_raw(out, "<li><a href=\"");
	link_value(out, visit->arena, FACET_ORIGIN, post->slug);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a></li>\n");
}

/* The posts that lie in it and sent some of these records. */
static void put_posts(struct visit *visit, Text slug)
{
	const struct country *country = catalog_country_by_slug(visit->catalog, slug);
	struct out *out = visit->out;
	uint32_t posts, shown = 0;
	const struct post *all = catalog_posts(visit->catalog, &posts);

	for (uint32_t i = 0; country && i < posts; i++) {
		Text label = search_label(visit->index, FACET_ORIGIN, all[i].slug);

		if (!label.len || !text_equal(all[i].country_iso2, country->iso2))
			continue;
		if (!shown++)
			html_raw(out, "<section>\n<h2>Posts</h2>\n<ul class=\"values\">\n");
		put_post(visit, &all[i], label);
	}
	if (shown)
		html_raw(out, "</ul>\n</section>\n");
}

/* Where the cables on it were sent from. */
static enum fault put_writers(struct visit *visit, Text query, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list = { 0 };

	if (values_ask(visit, FACET_ORIGIN, query, &list, NULL, err) != FAULT_NONE ||
	    !list.values.count)
		return err->fault;
	html_raw(out, "<section>\n<h2>Who wrote about it</h2>\n<ul class=\"values\">\n");
	for (uint32_t i = 0; i < list.values.count && i < LISTING_VALUES; i++)
		values_put(visit, FACET_ORIGIN, &list.values.items[i], list.values.items[i].label,
		    TEXT(""));
	html_raw(out, "</ul>\n</section>\n");
	return FAULT_NONE;
}

enum fault page_country_value(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_COUNTRY, .section = SECTION, .typed = visit->holes[0]
	};
	Text label;

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	one.listing.drawn = true;
	label = one.value->label.len ? one.value->label : one.value->value;
	chrome_begin(visit,
	    &(struct head){ .title = label,
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>");
	html_text(visit->out, label);
	html_raw(visit->out, "</h1>\n<div class=\"pair\">\n");
	if (put_reports(visit, one.listing.query, err) != FAULT_NONE)
		return err->fault;
	put_posts(visit, one.value->value);
	if (put_writers(visit, one.listing.query, err) != FAULT_NONE)
		return err->fault;
	html_raw(visit->out, "</div>\n");
	chart_put_time(visit, &one.listing.result, one.listing.query, TEXT("Records by date"));
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
