#include "pages/calendar.h"

#include "pages/html.h"
#include "pages/links.h"
#include "pages/values.h"
#include "search/days.h"

#define WEEK 7

static const struct facet_value *find_month(
    const struct visit *visit, const struct facet_list *months, Text year, int month)
{
	return values_find(months, text_format(visit->arena, "%.*s-%02d", TEXT_ARG(year), month));
}

static void put_empty(struct out *out, int month)
{
	html_raw(out, "<li><span class=\"note\">");
	html_text(out, clock_month_name(month));
	html_raw(out, "</span></li>\n");
}

void calendar_put_year(struct visit *visit, const struct facet_list *months, Text year)
{
	html_raw(visit->out, "<ol class=\"months\">\n");
	for (int month = 1; month <= 12; month++) {
		const struct facet_value *found = find_month(visit, months, year, month);

		if (found)
			values_put(visit, FACET_MONTH, found, clock_month_name(month), TEXT(""));
		else
			put_empty(visit->out, month);
	}
	html_raw(visit->out, "</ol>\n");
}

void calendar_put_months(struct visit *visit, const struct facet_list *months, Text year)
{
	html_raw(visit->out, "<ul class=\"months\">\n");
	for (int month = 1; month <= 12; month++) {
		const struct facet_value *found = find_month(visit, months, year, month);

		if (found)
			values_put(visit, FACET_MONTH, found, clock_month_name(month), TEXT(""));
	}
	html_raw(visit->out, "</ul>\n");
}

/* 0 is Monday; 1970-01-01 was a Thursday. */
static int weekday_of(int year, int month)
{
	int64_t days = clock_seconds((Civil){ .year = year, .month = month, .day = 1 }) / 86400;

	return (int)(((days + 3) % WEEK + WEEK) % WEEK);
}

static void put_day(struct visit *visit, int year, int month, int day, uint64_t count)
{
	Text name = text_format(visit->arena, "%04d-%02d-%02d", year, month, day);
	struct out *out = visit->out;

	html_raw(out, "<td>");
	if (count) {
		html_raw(out, "<a href=\"/created/");
		html_path(out, text_slice(name, 0, 4));
		html_raw(out, "/");
		html_path(out, text_slice(name, 5, 2));
		html_raw(out, "/");
		html_path(out, text_slice(name, 8, 2));
		html_raw(out, "\">");
		out_number(out, day);
		html_raw(out, "</a> <span class=\"count\">");
		html_number(out, count);
		html_raw(out, "</span>");
	} else {
		out_number(out, day);
	}
	html_raw(out, "</td>");
}

static void put_head(struct out *out, int year, int month)
{
	static const struct {
		Text name, brief;
	} days[WEEK] = {
		{ TEXT_INIT("Monday"), TEXT_INIT("Mo") },
		{ TEXT_INIT("Tuesday"), TEXT_INIT("Tu") },
		{ TEXT_INIT("Wednesday"), TEXT_INIT("We") },
		{ TEXT_INIT("Thursday"), TEXT_INIT("Th") },
		{ TEXT_INIT("Friday"), TEXT_INIT("Fr") },
		{ TEXT_INIT("Saturday"), TEXT_INIT("Sa") },
		{ TEXT_INIT("Sunday"), TEXT_INIT("Su") },
	};

	html_raw(out, "<table class=\"calendar\">\n<caption>Days of ");
	html_text(out, clock_month_name(month));
	html_raw(out, " ");
	out_number(out, year);
	html_raw(out, " and how many records each has</caption>\n<thead><tr>");
	for (int i = 0; i < WEEK; i++) {
		html_raw(out, "<th scope=\"col\" abbr=\"");
		html_attr(out, days[i].name);
		html_raw(out, "\">");
		html_text(out, days[i].brief);
		html_raw(out, "</th>");
	}
	html_raw(out, "</tr></thead>\n<tbody>\n");
}

static void put_days(struct visit *visit, int year, int month)
{
	struct out *out = visit->out;
	int place = weekday_of(year, month);
	uint64_t counts[DAYS_MOST];

	search_days(visit->index, year, month, counts);
	html_raw(out, "<tr>");
	for (int i = 0; i < place; i++)
		html_raw(out, "<td></td>");
	for (int day = 1; clock_is_date(year, month, day); day++) {
		if (place == WEEK) {
			html_raw(out, "</tr>\n<tr>");
			place = 0;
		}
		put_day(visit, year, month, day, counts[day - 1]);
		place++;
	}
	for (; place < WEEK; place++)
		html_raw(out, "<td></td>");
	html_raw(out, "</tr>\n");
}

static void put_neighbour(struct visit *visit, int year, int month, Text rel)
{
	Text value = text_format(visit->arena, "%04d-%02d", year, month);
	struct out *out = visit->out;

	if (!search_label(visit->index, FACET_MONTH, value).len)
		return;
	html_raw(out, "<li><a rel=\"");
	html_attr(out, rel);
	html_raw(out, "\" href=\"");
	link_value(out, visit->arena, FACET_MONTH, value);
	html_raw(out, "\">");
	html_text(out, clock_month_name(month));
	html_raw(out, " ");
	out_number(out, year);
	html_raw(out, "</a></li>\n");
}

void calendar_put_beside(struct visit *visit, int year, int month)
{
	html_raw(visit->out, "<ul class=\"beside\">\n<li><a href=\"");
	link_value(visit->out, visit->arena, FACET_YEAR, text_format(visit->arena, "%04d", year));
	html_raw(visit->out, "\">All of ");
	out_number(visit->out, year);
	html_raw(visit->out, "</a></li>\n");
	put_neighbour(visit, year - (month == 1), month == 1 ? 12 : month - 1, TEXT("prev"));
	put_neighbour(visit, year + (month == 12), month % 12 + 1, TEXT("next"));
	html_raw(visit->out, "</ul>\n");
}

void calendar_put_month(struct visit *visit, int year, int month)
{
	struct out *out = visit->out;

	put_head(out, year, month);
	put_days(visit, year, month);
	html_raw(out, "</tbody>\n</table>\n");
}
