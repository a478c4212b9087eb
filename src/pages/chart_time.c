/* Charts over years and months of creation: from the values of a facet to columns without holes. */
#include "pages/chart.h"

#include "pages/address.h"
#include "pages/facets.h"

#define MONTHS_LINKED  120 /* months that are a link each; more are linked by year */
#define YEARS_BY_MONTH 3   /* records of more are drawn by year where they are to be narrowed */
#define TICKS          5   /* years named below the columns, at most about */

/* Counts of every month from `first` on, year by year. */
struct span_of_years {
	int first;
	uint32_t years;
	uint64_t (*months)[12]; /* of a chart of years, all in the first */
};

/* "2008-02" or "2008"; month is 0 when there is none. */
static bool read_value(Text value, int *year, int *month)
{
	*month = 0;
	if (!text_take_number(&value, 4, 1, 9999, year))
		return false;
	if (text_take_char(&value, '-') && !text_take_number(&value, 2, 1, 12, month))
		return false;
	return !value.len;
}

/* False when there is nothing to draw. */
static bool span_find(struct span_of_years *span, const struct facet_list *list)
{
	int last = 0, year, month;

	*span = (struct span_of_years){ .first = 10000 };
	for (uint32_t i = 0; i < list->values.count; i++) {
		if (!read_value(list->values.items[i].value, &year, &month))
			continue;
		last = year > last ? year : last;
		span->first = year < span->first ? year : span->first;
	}
	if (!last)
		return false;
	if (last - span->first >= CHART_YEARS)
		span->first = last - CHART_YEARS + 1;
	span->years = (uint32_t)(last - span->first + 1);
	return true;
}

static bool span_fill(
    struct span_of_years *span, const struct facet_list *list, struct arena *arena)
{
	int year, month;

	span->months = arena_take(arena, span->years * sizeof *span->months);
	for (uint32_t i = 0; span->months && i < list->values.count; i++)
		if (read_value(list->values.items[i].value, &year, &month) && year >= span->first)
			span->months[year - span->first][month ? month - 1 : 0] +=
			    list->values.items[i].count;
	return span->months;
}

/* Every so many years one is named. */
static Text tick_of(const struct span_of_years *span, int year, struct arena *arena)
{
	int step = span->years <= TICKS ? 1 : span->years <= 25 ? 5 : span->years <= 60 ? 10 : 25;

	return year % step ? TEXT("") : text_format(arena, "%d", year);
}

/* Where a column leads: the page of the value, or its part of a query. */
static Text path_of(const struct visit *visit, Text query, enum facet facet, Text value)
{
	struct address address;

	if (!query.len)
		return address_of_value(visit->arena, TEXT(""), facet, value);
	address_begin(&address, TEXT(""), TEXT("/search"));
	address_add(
	    &address, "q", facets_with(query, query_for(facet, value, visit->arena), visit->arena));
	return address_end(&address, visit->arena);
}

static struct chart_run run_of_month(const struct visit *visit, const struct span_of_years *span,
    Text query, uint32_t index, int month)
{
	int year = span->first + (int)index;
	Text name = clock_month_name(month), value;

	value = text_format(visit->arena, "%04d-%02d", year, month);
	return (struct chart_run){
		.name = text_format(visit->arena, "%.*s %d", TEXT_ARG(name), year),
		.path = path_of(visit, query, FACET_MONTH, value),
		.tick = month == 6 ? tick_of(span, year, visit->arena) : TEXT(""),
		.counts = &span->months[index][month - 1],
		.columns = 1,
	};
}

static struct chart_run run_of_year(const struct visit *visit, const struct span_of_years *span,
    Text query, uint32_t index, uint32_t columns)
{
	int year = span->first + (int)index;
	Text value = text_format(visit->arena, "%04d", year);

	return (struct chart_run){
		.name = value,
		.path = path_of(visit, query, FACET_YEAR, value),
		.tick = tick_of(span, year, visit->arena),
		.counts = span->months[index],
		.columns = columns,
	};
}

/* A link for each month, or for each year. */
static void put_by_month(
    struct visit *visit, const struct span_of_years *span, Text query, bool each, Text title)
{
	struct chart chart = { .id = TEXT_INIT("by-month"), .title = title };
	struct chart_run *runs =
	    arena_take(visit->arena, span->years * (each ? 12 : 1) * sizeof *runs);

	for (uint32_t i = 0; runs && i < span->years; i++) {
		if (!each)
			runs[chart.count++] = run_of_year(visit, span, query, i, 12);
		for (int month = 1; each && month <= 12; month++)
			runs[chart.count++] = run_of_month(visit, span, query, i, month);
	}
	chart.runs = runs;
	chart_put(visit, &chart);
}

static void put_by_year(
    struct visit *visit, const struct span_of_years *span, Text query, Text title)
{
	struct chart chart = { .id = TEXT_INIT("by-year"), .title = title };
	struct chart_run *runs = arena_take(visit->arena, span->years * sizeof *runs);

	for (uint32_t i = 0; runs && i < span->years; i++)
		runs[chart.count++] = run_of_year(visit, span, query, i, 1);
	chart.runs = runs;
	chart_put(visit, &chart);
}

void chart_put_months(struct visit *visit, const struct facet_list *months, Text title)
{
	struct span_of_years span;

	if (span_find(&span, months) && span_fill(&span, months, visit->arena))
		put_by_month(visit, &span, TEXT(""), span.years * 12 <= MONTHS_LINKED, title);
}

void chart_put_time(struct visit *visit, const struct search_result *result, Text query, Text title)
{
	const struct facet_list *years = &result->facets[FACET_YEAR];
	const struct facet_list *months = &result->facets[FACET_MONTH];
	struct span_of_years span;

	if (!span_find(&span, years))
		return;
	if (span.years <= YEARS_BY_MONTH && months->values.count > 1) {
		if (span_find(&span, months) && span_fill(&span, months, visit->arena))
			put_by_month(visit, &span, query, true, title);
	} else if (span.years > 1 && span_fill(&span, years, visit->arena)) {
		put_by_year(visit, &span, query, title);
	}
}
