/* Years and months of creation with their counts, and the records of one. */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/created")

/* The months of one year (all of them begin with it), oldest first. */
static void put_months(struct visit *visit, const struct facet_list *months, Text year)
{
	struct out *out = visit->out;

	html_raw(out, "<ul class=\"months\">\n");
	for (uint32_t i = months->values.count; i-- > 0;) {
		const struct facet_value *month = &months->values.items[i];
		int number;

		Text rest = text_from(month->value, year.len);
		if (!text_starts(month->value, year) || !text_take_char(&rest, '-') ||
		    !text_take_number(&rest, 2, 1, 12, &number))
			continue;
		values_put(visit, FACET_MONTH, month, clock_month_name(number), TEXT(""));
	}
	html_raw(out, "</ul>\n");
}

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
	put_months(visit, months, year->value);
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
	struct facet_list months;

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	if (values_ask(visit, FACET_MONTH, one.listing.query, &months, NULL, err) != FAULT_NONE)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "Created in %.*s", TEXT_ARG(one.value->value)),
		.section = SECTION });
	html_raw(visit->out, "<h1>Created in ");
	html_text(visit->out, one.value->value);
	html_raw(visit->out, "</h1>\n<section class=\"year\" aria-label=\"Months\">\n");
	put_months(visit, &months, one.value->value);
	html_raw(visit->out, "</section>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}

/* "February 2008", or the typed words when they are no month. */
static Text month_title(const struct visit *visit)
{
	Text rest = visit->holes[1];
	int month;

	if (!text_take_number(&rest, 2, 1, 12, &month) || rest.len)
		return visit->path;
	Text name = clock_month_name(month);
	return text_format(visit->arena, "%.*s %.*s", TEXT_ARG(name), TEXT_ARG(visit->holes[0]));
}

enum fault page_created_month(struct visit *visit, struct error *err)
{
	struct value_page one = { .facet = FACET_MONTH, .section = SECTION };
	Text title;

	one.typed = text_format(
	    visit->arena, "%.*s-%.*s", TEXT_ARG(visit->holes[0]), TEXT_ARG(visit->holes[1]));
	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	title = text_format(visit->arena, "Created in %.*s", TEXT_ARG(month_title(visit)));
	chrome_begin(visit, &(struct head){ .title = title, .section = SECTION });
	html_raw(visit->out, "<h1>");
	html_text(visit->out, title);
	html_raw(visit->out, "</h1>\n<p class=\"lead\"><a href=\"");
	link_value(visit->out, visit->arena, FACET_YEAR, visit->holes[0]);
	html_raw(visit->out, "\">All of ");
	html_text(visit->out, visit->holes[0]);
	html_raw(visit->out, "</a></p>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
