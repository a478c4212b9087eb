/* The first page: how much is out, what came last, and every way in. */
#include "pages/pages.h"

#include "pages/chart.h"
#include "pages/chart_map.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/listing.h"
#include "pages/values.h"

#define DAYS_SHOWN    3
#define RECORDS_A_DAY 3
#define LATEST        5
#define TOP_VALUES    6

/* One way to browse: its facet, its page, its name, and how many values it has in all. */
static const struct {
	enum facet facet;
	Text path, name;
} ways[] = {
	{ FACET_ORIGIN, TEXT_INIT("/origin"), TEXT_INIT("Origin") },
	{ FACET_TAG, TEXT_INIT("/tag"), TEXT_INIT("Tag") },
	{ FACET_COUNTRY, TEXT_INIT("/country"), TEXT_INIT("Country") },
	{ FACET_CLASSIFICATION, TEXT_INIT("/classification"), TEXT_INIT("Classification") },
	{ FACET_CAPTION, TEXT_INIT("/caption"), TEXT_INIT("Caption") },
};

#define WAYS (sizeof ways / sizeof *ways)

static void put_counters(struct visit *visit)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	struct out *out = visit->out;

	html_raw(out, "<p class=\"total\"><b>");
	html_number(out, facts->released);
	html_raw(out, "</b> of ");
	html_number(out, facts->total);
	html_raw(out, " records released so far");
	if (facts->scheduled) {
		html_raw(out, ", ");
		html_number(out, facts->scheduled);
		html_raw(out, " scheduled");
	}
	html_raw(out, " <progress max=\"");
	out_number(out, (int64_t)(facts->total ? facts->total : 1));
	html_raw(out, "\" value=\"");
	out_number(out, (int64_t)facts->released);
	html_raw(out, "\" aria-label=\"Released so far\"></progress></p>\n");
}

static void put_example(struct out *out, Text query)
{
	html_raw(out, "<a rel=\"nofollow\" href=\"");
	link_search(out, query);
	html_raw(out, "\"><code>");
	html_text(out, query);
	html_raw(out, "</code></a>");
}

/* The examples are made of what is there, so that they find something. */
static void put_search(struct visit *visit, const struct search_result *top)
{
	const struct facet_list *origins = &top->facets[FACET_ORIGIN],
				*tags = &top->facets[FACET_TAG];
	struct out *out = visit->out;

	html_raw(out,
	    "<form class=\"find\" action=\"/search\" role=\"search\"><label for=\"find\">Find words, a phrase, or a "
	    "reference id</label><input id=\"find\" name=\"q\" type=\"search\" maxlength=\"1024\">"
	    "<button>Search</button></form>\n<p class=\"try\">For example ");
	if (origins->values.count && tags->values.count) {
		put_example(
		    out, query_for(FACET_ORIGIN, origins->values.items[0].value, visit->arena));
		html_raw(out, ", ");
		put_example(out, query_for(FACET_TAG, tags->values.items[0].value, visit->arena));
		html_raw(out, " or ");
	}
	put_example(out, TEXT("\"end summary\""));
	html_raw(out, ". <a href=\"/help/searching\">How to search</a></p>\n");
}

static enum fault put_day(struct visit *visit, const struct release_day *day, struct error *err)
{
	Text value = text_slice(moment_text(visit->arena, day->day), 0, 10);
	struct search_request request = { .limit = RECORDS_A_DAY };
	struct search_result result;
	struct out *out = visit->out;

	request.query = query_for(FACET_RELEASED, value, visit->arena);
	if (search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
		return err->fault;
	html_raw(out, "<section class=\"day\">\n<h3><a href=\"");
	link_value(out, visit->arena, FACET_RELEASED, value);
	html_raw(out, "\">");
	html_date(out, day->day);
	html_raw(out, "</a> <span class=\"count\">");
	listing_put_count(out, day->records);
	html_raw(out, "</span></h3>\n<ul>\n");
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

static enum fault put_releases(struct visit *visit, struct error *err)
{
	const struct edition_facts *facts = edition_facts(visit->edition);

	html_raw(visit->out, "<section class=\"releases\">\n<h2>Latest releases</h2>\n");
	for (uint32_t i = 0; i < facts->releases.count && i < DAYS_SHOWN; i++)
		if (put_day(visit, &facts->releases.items[i], err) != FAULT_NONE)
			return err->fault;
	html_raw(visit->out, "<p><a href=\"/released\">All releases</a></p>\n</section>\n");
	return FAULT_NONE;
}

/* Codes need more than their label: alone they say little. */
static Text note_of(const struct visit *visit, enum facet facet, const struct facet_value *value)
{
	const struct tag *tag =
	    facet == FACET_TAG ? catalog_tag(visit->catalog, value->value) : NULL;

	return tag ? tag->name : TEXT("");
}

static void put_values(struct visit *visit, enum facet facet, const struct facet_list *list)
{
	html_raw(visit->out, "<ul class=\"values\">\n");
	for (uint32_t i = 0; i < list->values.count && i < TOP_VALUES; i++) {
		const struct facet_value *value = &list->values.items[i];
		Text label = facet == FACET_TAG || !value->label.len ? value->value : value->label;

		values_put(visit, facet, value, label, note_of(visit, facet, value));
	}
	html_raw(visit->out, "</ul>\n");
}

/* Levels stand in their own order, with a bar each. */
static void put_levels(struct visit *visit, const struct facet_list *list)
{
	html_raw(visit->out, "<ul class=\"values shares\">\n");
	for (unsigned i = 0; i < CLASS_COUNT; i++) {
		const struct facet_value *value = values_find(list, classification_slug(i));

		if (value)
			values_put_share(
			    visit, FACET_CLASSIFICATION, value, list->values.items[0].count);
	}
	html_raw(visit->out, "</ul>\n");
}

static void put_way(struct visit *visit, size_t way, const struct facet_list *list)
{
	struct out *out = visit->out;
	enum facet facet = ways[way].facet;

	html_raw(out, "<section>\n<h3><a href=\"");
	html_attr(out, ways[way].path);
	html_raw(out, "\">");
	html_text(out, ways[way].name);
	html_raw(out, "</a> <span class=\"count\">");
	html_number(out, list->distinct);
	html_raw(out, "</span></h3>\n");
	if (facet == FACET_CLASSIFICATION)
		put_levels(visit, list);
	else
		put_values(visit, facet, list);
	html_raw(out, "</section>\n");
}

static void put_ways(struct visit *visit, const struct search_result *top)
{
	html_raw(visit->out, "<section class=\"ways\">\n<h2>Ways to browse</h2>\n<div>\n");
	for (size_t i = 0; i < WAYS; i++)
		if (top->facets[ways[i].facet].values.count)
			put_way(visit, i, &top->facets[ways[i].facet]);
	html_raw(visit->out, "</div>\n</section>\n");
}

enum fault page_home(struct visit *visit, struct error *err)
{
	struct search_request request = { .limit = LATEST, .facets = 1u << FACET_MONTH };
	struct search_result top;
	struct out *out = visit->out;
	Text tagline = visit_site(visit)->settings[SITE_TAGLINE];

	for (size_t i = 0; i < WAYS; i++)
		request.facets |= 1u << ways[i].facet;
	if (search(visit->index, &request, visit->arena, &top, err) != FAULT_NONE)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("A public archive of cables and reports"),
		.feed = TEXT_INIT("/feed.atom"),
		.flags = HEAD_OWN_SEARCH });
	html_raw(out, "<div class=\"home\">\n<div class=\"front\">\n<h1>");
	html_text(out,
	    tagline.len ? tagline
			: TEXT("Diplomatic cables and reports, to read, search and cite"));
	html_raw(out,
	    "</h1>\n"
	    "<p class=\"lead\">Every record is shown with the bytes it was read from, an address for each "
	    "paragraph, and the day it was released. What is not released is not here at all.</p>\n");
	put_counters(visit);
	put_search(visit, &top);
	chart_put_growth(visit, edition_facts(visit->edition));
	html_raw(out, "</div>\n");
	if (put_releases(visit, err) != FAULT_NONE)
		return err->fault;
	html_raw(out, "</div>\n");
	html_raw(out, "<section>\n<h2><a href=\"/created\">By date of creation</a></h2>\n");
	chart_put_months(visit, &top.facets[FACET_MONTH], TEXT("Records by month of creation"));
	html_raw(out, "</section>\n<section>\n<h2><a href=\"/origin\">By origin</a></h2>\n");
	chart_put_map(visit, &top.facets[FACET_ORIGIN]);
	html_raw(out, "</section>\n");
	put_ways(visit, &top);
	html_raw(out, "<section class=\"latest\">\n<h2>Latest records</h2>\n");
	listing_put_hits(visit, &top, 1);
	html_raw(out, "</section>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
