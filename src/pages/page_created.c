/* Years and months of creation with their counts, and the records of one. */
#include "pages/pages.h"

#include "pages/calendar.h"
#include "pages/chart.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/created")

static void put_year(
    struct visit *visit, const struct facet_list *months, const struct facet_value *year)
{
	struct out *out = visit->out;

	html_raw(out, "<section class=\"year\">\n<h2><a href=\"");
	link_value(out, visit->arena, FACET_YEAR, year->value);
	html_raw(out, "\">");
	html_text(out, year->value);
	html_raw(out, "</a> <span class=\"count\">");
	html_number(out, year->count);
	html_raw(out, "</span></h2>\n");
	calendar_put_months(visit, months, year->value);
	html_raw(out, "</section>\n");
}

/* What no year counts is not left out silently. */
static void put_undated(struct out *out, const struct facet_list *years, uint64_t total)
{
	uint64_t dated = 0;

	for (uint32_t i = 0; i < years->values.count; i++)
		dated += years->values.items[i].count;
	if (dated >= total)
		return;
	html_raw(out, "<p>");
	html_number(out, total - dated);
	html_raw(out, " more without a known date of creation.</p>\n");
}

enum fault page_created(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list years, months;
	uint64_t total;

	if (values_ask(visit, FACET_YEAR, TEXT(""), &years, &total, err) != FAULT_NONE ||
	    values_ask(visit, FACET_MONTH, TEXT(""), &months, NULL, err) != FAULT_NONE)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Browse by date of creation"), .section = SECTION });
	html_raw(out,
	    "<h1>Browse by date of creation</h1>\n"
	    "<p class=\"lead\">When a cable was sent, by its date-time group.</p>\n");
	chart_put_months(visit, &months, TEXT("Records by month of creation"));
	for (uint32_t i = 0; i < years.values.count; i++)
		put_year(visit, &months, &years.values.items[i]);
	put_undated(out, &years, total);
	chrome_end(visit);
	return FAULT_NONE;
}

enum fault page_created_year(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_YEAR, .section = SECTION, .typed = visit->holes[0]
	};

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	one.listing.drawn = true;
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "Created in %.*s", TEXT_ARG(one.value->value)),
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>Created in ");
	html_text(visit->out, one.value->value);
	html_raw(visit->out, "</h1>\n<section class=\"twelve\" aria-label=\"Months\">\n");
	calendar_put_year(visit, &one.listing.result.facets[FACET_MONTH], one.value->value);
	html_raw(visit->out, "</section>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}

/* "February 2008". The month is one that a record has, so it is a date. */
static Text month_title(const struct visit *visit, Text value, int *year, int *month)
{
	*year = *month = 1;
	text_take_number(&value, 4, 1, 9999, year);
	text_take_char(&value, '-');
	text_take_number(&value, 2, 1, 12, month);
	Text name = clock_month_name(*month);
	return text_format(visit->arena, "%.*s %d", TEXT_ARG(name), *year);
}

static void put_up(struct visit *visit, Text month, Text title)
{
	html_raw(visit->out, "<p class=\"lead\"><a href=\"");
	link_value(visit->out, visit->arena, FACET_MONTH, month);
	html_raw(visit->out, "\">All of ");
	html_text(visit->out, title);
	html_raw(visit->out, "</a></p>\n");
}

enum fault page_created_month(struct visit *visit, struct error *err)
{
	struct value_page one = { .facet = FACET_MONTH, .section = SECTION };
	Text title;
	int year, month;

	one.typed = text_format(
	    visit->arena, "%.*s-%.*s", TEXT_ARG(visit->holes[0]), TEXT_ARG(visit->holes[1]));
	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	title = month_title(visit, one.value->value, &year, &month);
	chrome_begin(visit,
	    &(struct head){ .title = text_format(visit->arena, "Created in %.*s", TEXT_ARG(title)),
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>Created in ");
	html_text(visit->out, title);
	html_raw(visit->out, "</h1>\n");
	calendar_put_beside(visit, year, month);
	calendar_put_month(visit, year, month);
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}

/* The day in the address, "2008-02-29"; empty when it is none. */
static Text day_of(const struct visit *visit)
{
	Text day = text_format(visit->arena, "%.*s-%.*s-%.*s", TEXT_ARG(visit->holes[0]),
	    TEXT_ARG(visit->holes[1]), TEXT_ARG(visit->holes[2]));
	Moment moment;

	return day.len == 10 && moment_read(day, &moment) && moment.precision == PRECISION_DAY
	    ? day
	    : TEXT("");
}

enum fault page_created_day(struct visit *visit, struct error *err)
{
	struct listing listing = { .path = visit->path };
	Text day = day_of(visit), title;
	Moment moment = MOMENT_UNKNOWN;
	int year, month;

	listing.query = text_format(visit->arena, "created:%.*s", TEXT_ARG(day));
	if (day.len && listing_ask(&listing, visit, err) != FAULT_NONE)
		return err->fault;
	if (!day.len || !listing.result.total)
		return fail(err, FAULT_NOT_FOUND, "no record of this edition was created on '%.*s'",
		    TEXT_ARG(day.len ? day : text_from(visit->path, TEXT("/created/").len)));
	moment_read(day, &moment);
	chrome_begin(visit,
	    &(struct head){ .title = text_format(visit->arena, "Created %.*s", TEXT_ARG(day)),
		.section = SECTION,
		.feed = listing_feed(&listing, visit->arena) });
	html_raw(visit->out, "<h1>Created ");
	html_date(visit->out, moment);
	html_raw(visit->out, "</h1>\n");
	title = month_title(visit, day, &year, &month);
	put_up(visit, text_slice(day, 0, 7), title);
	listing_put(&listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
