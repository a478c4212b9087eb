/* Days of release, newest first, and the records of one. The days are those of the edition's
 * manifest. */
#include "pages/pages.h"

#include "pages/chart.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/released")

static void put_row(struct visit *visit, const struct release_day *day, uint64_t so_far)
{
	struct out *out = visit->out;

	html_raw(out, "<tr><th scope=\"row\"><a href=\"");
	link_value(out, visit->arena, FACET_RELEASED,
	    text_slice(moment_text(visit->arena, day->day), 0, 10));
	html_raw(out, "\">");
	html_date(out, day->day);
	html_raw(out, "</a></th><td class=\"count\">");
	html_number(out, day->records);
	html_raw(out, "</td><td class=\"count\">");
	html_number(out, so_far);
	html_raw(out, "</td></tr>\n");
}

enum fault page_released(struct visit *visit, struct error *err)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	struct out *out = visit->out;
	uint64_t so_far = facts->released;

	(void)err;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Releases"),
		.section = SECTION,
		.feed = TEXT_INIT("/feed.atom") });
	html_raw(out,
	    "<h1>Releases</h1>\n<p class=\"lead\">What became public when. A record counts on the day of its "
	    "first release; later versions are listed on its own page.</p>\n");
	chart_put_growth(visit, facts);
	html_raw(out,
	    "<table>\n<thead><tr><th scope=\"col\">Day</th><th scope=\"col\" class=\"count\">Records</th>"
	    "<th scope=\"col\" class=\"count\">So far</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < facts->releases.count; i++) {
		put_row(visit, &facts->releases.items[i], so_far);
		so_far -= facts->releases.items[i].records < so_far
		    ? facts->releases.items[i].records
		    : so_far;
	}
	html_raw(out, "</tbody>\n</table>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

enum fault page_released_day(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_RELEASED, .section = SECTION, .typed = visit->holes[0]
	};
	Moment day = MOMENT_UNKNOWN;

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	moment_read(one.value->value, &day);
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "Released %.*s", TEXT_ARG(one.value->value)),
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>Released ");
	html_date(visit->out, day);
	html_raw(visit->out, "</h1>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
