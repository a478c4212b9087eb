/* The report series by year, and the countries of one year. Reports carry no date, so a series is
 * read from the ids: tip/2011/malta. */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/listing.h"

#define SECTION TEXT_INIT("/report")

static const Text series = TEXT_INIT("tip/");

typedef ARRAY(struct hit) HitList;

static int compare_ids(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	return text_compare(a->id, b->id);
}

/* All narratives whose id starts with `head`, by id. */
static enum fault ask_reports(
    const struct visit *visit, Text head, HitList *reports, struct error *err)
{
	struct search_request request = { .sort = SORT_OLDEST, .limit = SEARCH_HITS_LIMIT };
	struct search_result result;

	request.query = query_for(FACET_KIND, record_kind_name(RECORD_NARRATIVE), visit->arena);
	do {
		result = (struct search_result){ 0 };
		if (search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
			return err->fault;
		for (uint32_t i = 0; i < result.hits.count; i++) {
			struct hit *report = NULL;

			if (!text_starts(result.hits.items[i].id, head))
				continue;
			report = array_add(reports, visit->arena);
			if (!report)
				return fail(
				    err, FAULT_NO_MEMORY, "no memory for the list of reports");
			*report = result.hits.items[i];
		}
		request.cursor = result.next;
	} while (request.cursor.len);
	if (reports->count)
		qsort(reports->items, reports->count, sizeof *reports->items, compare_ids);
	return FAULT_NONE;
}

static Text year_of(const struct hit *report)
{
	Text rest = text_from(report->id, series.len);

	return text_cut(&rest, '/');
}

static void put_year(struct out *out, Text year, uint32_t count)
{
	html_raw(out, "<tr><th scope=\"row\"><a href=\"/report/tip/");
	html_path(out, year);
	html_raw(out, "\">");
	html_text(out, year);
	html_raw(out, "</a></th><td class=\"count\">");
	html_number(out, count);
	html_raw(out, "</td></tr>\n");
}

/* Newest first: the list is by id, so it is walked from its end. */
static void put_years(struct out *out, const HitList *reports)
{
	uint32_t count = 0;

	for (uint32_t i = reports->count; i-- > 0;) {
		Text year = year_of(&reports->items[i]);

		count++;
		if (i > 0 && text_equal(year_of(&reports->items[i - 1]), year))
			continue;
		put_year(out, year, count);
		count = 0;
	}
}

enum fault page_report(struct visit *visit, struct error *err)
{
	struct listing listing = { .path = SECTION };
	struct out *out = visit->out;
	HitList reports = { 0 };

	listing.query = query_for(FACET_KIND, record_kind_name(RECORD_NARRATIVE), visit->arena);
	if (ask_reports(visit, series, &reports, err) != FAULT_NONE ||
	    listing_ask(&listing, visit, err) != FAULT_NONE)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Reports"),
		.section = SECTION,
		.feed = listing_feed(&listing, visit->arena) });
	html_raw(out,
	    "<h1>Reports</h1>\n<h2>Trafficking in Persons Report</h2>\n"
	    "<p class=\"lead\">Published each June by the Department of State: a narrative on every "
	    "country, built largely on what the posts had reported by cable.</p>\n");
	if (reports.count) {
		html_raw(out,
		    "<table class=\"narrow\">\n<thead><tr><th scope=\"col\">Year</th>"
		    "<th scope=\"col\" class=\"count\">Countries</th></tr></thead>\n<tbody>\n");
		put_years(out, &reports);
		html_raw(out, "</tbody>\n</table>\n");
		listing_put(&listing, visit);
	} else {
		html_raw(out, "<p>This edition holds none yet.</p>\n");
	}
	chrome_end(visit);
	return FAULT_NONE;
}

static void put_country(struct out *out, const struct hit *report)
{
	html_raw(out, "<li>");
	link_put_record(out, report->id, report->title);
	html_raw(out, " <span class=\"note\">released ");
	html_day(out, report->released);
	html_raw(out, "</span></li>\n");
}

enum fault page_report_year(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	HitList reports = { 0 };
	Text year = visit->holes[0];

	if (ask_reports(visit, text_format(visit->arena, "tip/%.*s/", TEXT_ARG(year)), &reports,
		err) != FAULT_NONE)
		return err->fault;
	if (!reports.count)
		return fail(err, FAULT_NOT_FOUND, "no report of the year '%.*s' in this edition",
		    TEXT_ARG(year));
	chrome_begin(visit,
	    &(struct head){ .title = text_format(
				visit->arena, "Trafficking in Persons Report %.*s", TEXT_ARG(year)),
		.section = SECTION });
	html_raw(out, "<h1>Trafficking in Persons Report ");
	html_text(out, year);
	html_raw(out, "</h1>\n<p class=\"lead\">");
	html_number(out, reports.count);
	html_raw(
	    out, " of its country narratives are in this edition.</p>\n<ul class=\"values\">\n");
	for (uint32_t i = 0; i < reports.count; i++)
		put_country(out, &reports.items[i]);
	html_raw(out, "</ul>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
