/* Origins A to Z with their countries, and the records of one. */
#include "pages/pages.h"

#include "pages/chart.h"
#include "pages/chart_map.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/origin")

static const struct country *country_of(const struct visit *visit, Text slug)
{
	const struct post *post = catalog_post_by_slug(visit->catalog, slug);

	return post ? catalog_country(visit->catalog, post->country_iso2) : NULL;
}

static void put_origin(struct visit *visit, const struct facet_value *value)
{
	const struct country *country = country_of(visit, value->value);

	values_put(visit, FACET_ORIGIN, value, value->label, country ? country->name : TEXT(""));
}

enum fault page_origin(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list;

	if (values_ask(visit, FACET_ORIGIN, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	values_sort(&list);
	chrome_begin(
	    visit, &(struct head){ .title = TEXT_INIT("Browse by origin"), .section = SECTION });
	html_raw(
	    out, "<h1>Browse by origin</h1>\n<p class=\"lead\">The posts that sent these cables: ");
	html_number(out, list.distinct);
	html_raw(out, " in this edition.</p>\n");
	values_put_letters(visit, &list, put_origin);
	chrome_end(visit);
	return FAULT_NONE;
}

/* The country of the post, linked when it has a page. */
static void put_country(struct visit *visit, const struct facet_value *origin)
{
	const struct country *country = country_of(visit, origin->value);

	if (!country)
		return;
	html_raw(visit->out, "<p class=\"lead\">");
	if (search_label(visit->index, FACET_COUNTRY, country->slug).len) {
		html_raw(visit->out, "<a href=\"");
		link_value(visit->out, visit->arena, FACET_COUNTRY, country->slug);
		html_raw(visit->out, "\">");
		html_text(visit->out, country->name);
		html_raw(visit->out, "</a>");
	} else {
		html_text(visit->out, country->name);
	}
	html_raw(visit->out, "</p>\n");
}

enum fault page_origin_value(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_ORIGIN, .section = SECTION, .typed = visit->holes[0]
	};

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	one.listing.drawn = true;
	chrome_begin(visit,
	    &(struct head){ .title = one.value->label,
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>");
	html_text(visit->out, one.value->label);
	html_raw(visit->out, "</h1>\n");
	put_country(visit, one.value);
	html_raw(visit->out, "<div class=\"pair\">\n");
	chart_put_time(visit, &one.listing.result, one.listing.query, TEXT("Records by date"));
	chart_put_place(visit, one.value);
	html_raw(visit->out, "</div>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
