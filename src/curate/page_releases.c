/* The release calendar: what goes out when, and what went, by month. */
#include <stdlib.h>

#include "curate/pages.h"

#define SCHEDULED_SHOWN 1000

struct month {
	int year, month;
	uint64_t released, scheduled, withdrawn;
};

struct dated {
	Text id;
	Moment effective;
};

struct calendar {
	struct sheet *sheet;
	ARRAY(struct month) months;
	ARRAY(struct dated) scheduled;
};

/* Months are few; the last one asked for comes first, since ids of a time stand together. */
static struct month *month_of(struct calendar *calendar, Moment moment)
{
	Civil civil = clock_civil(moment.seconds);
	struct month *month;

	for (uint32_t i = calendar->months.count; i > 0; i--) {
		month = &calendar->months.items[i - 1];
		if (month->year == civil.year && month->month == civil.month)
			return month;
	}
	month = array_add(&calendar->months, calendar->sheet->arena);
	if (month)
		*month = (struct month){ .year = civil.year, .month = civil.month };
	return month;
}

static enum fault take_holding(void *context, const struct holding *holding, struct error *err)
{
	struct calendar *calendar = context;
	struct arena *arena = calendar->sheet->arena;
	struct dated *dated;
	struct month *month;

	if (holding->state != STATE_RELEASED && holding->state != STATE_SCHEDULED &&
	    holding->state != STATE_WITHDRAWN)
		return FAULT_NONE;
	month = month_of(calendar, holding->effective);
	if (month) {
		month->released += holding->state == STATE_RELEASED;
		month->scheduled += holding->state == STATE_SCHEDULED;
		month->withdrawn += holding->state == STATE_WITHDRAWN;
	}
	if (holding->state == STATE_SCHEDULED && (dated = array_add(&calendar->scheduled, arena)))
		*dated = (struct dated){ text_copy(arena, holding->id), holding->effective };
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for the calendar")
			     : FAULT_NONE;
}

static int newest_first(const void *a, const void *b)
{
	const struct month *one = a, *other = b;

	return one->year != other->year ? (one->year < other->year) - (one->year > other->year)
					: other->month - one->month;
}

static int soonest_first(const void *a, const void *b)
{
	const struct dated *one = a, *other = b;

	if (one->effective.seconds != other->effective.seconds)
		return one->effective.seconds < other->effective.seconds ? -1 : 1;
	return text_compare(one->id, other->id);
}

static void put_month(struct out *out, const struct month *month)
{
	html_raw(out, "<tr><th scope=\"row\">");
	html_text(out, clock_month_name(month->month));
	out_printf(out, " %d</th><td class=\"count\">", month->year);
	html_number(out, month->scheduled);
	html_raw(out, "</td><td class=\"count\">");
	html_number(out, month->released);
	html_raw(out, "</td><td class=\"count\">");
	html_number(out, month->withdrawn);
	html_raw(out, "</td></tr>\n");
}

static void put_months(const struct calendar *calendar)
{
	struct out *out = calendar->sheet->out;

	html_raw(out, "<h2>By month</h2>\n");
	if (!calendar->months.count) {
		html_raw(out, "<p>Nothing was released yet.</p>\n");
		return;
	}
	html_raw(out,
	    "<table class=\"narrow\">\n<caption class=\"said\">Records by month of release, "
	    "UTC</caption>\n<thead><tr><th scope=\"col\">Month</th>"
	    "<th scope=\"col\" class=\"count\">scheduled</th>"
	    "<th scope=\"col\" class=\"count\">released</th>"
	    "<th scope=\"col\" class=\"count\">withdrawn</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < calendar->months.count; i++)
		put_month(out, &calendar->months.items[i]);
	html_raw(out, "</tbody>\n</table>\n");
}

static void put_scheduled(const struct calendar *calendar)
{
	struct out *out = calendar->sheet->out;

	html_raw(out, "<h2>Ahead: ");
	put_count(out, calendar->scheduled.count, "record", "records");
	html_raw(out, "</h2>\n<ul class=\"ids\">\n");
	for (uint32_t i = 0; i < calendar->scheduled.count && i < SCHEDULED_SHOWN; i++) {
		const struct dated *dated = &calendar->scheduled.items[i];

		html_raw(out, "<li>");
		html_moment(out, dated->effective);
		html_raw(out, ": <a ");
		put_record_address(out, dated->id);
		html_raw(out, ">");
		html_text(out, dated->id);
		html_raw(out, "</a></li>\n");
	}
	html_raw(out, "</ul>\n");
	if (calendar->scheduled.count > SCHEDULED_SHOWN)
		html_raw(out,
		    "<p>The rest stands in the <a href=\"/?state=scheduled\">queue</a>.</p>\n");
}

enum fault page_releases(struct sheet *sheet, struct error *err)
{
	struct calendar calendar = { .sheet = sheet };

	if (vault_each(sheet->desk->vault, sheet->now, take_holding, &calendar, err) != FAULT_NONE)
		return err->fault;
	if (calendar.months.count)
		qsort(calendar.months.items, calendar.months.count, sizeof *calendar.months.items,
		    newest_first);
	if (calendar.scheduled.count)
		qsort(calendar.scheduled.items, calendar.scheduled.count,
		    sizeof *calendar.scheduled.items, soonest_first);
	sheet_begin(sheet, TEXT("Calendar"), TEXT("/calendar"));
	html_raw(sheet->out,
	    "<h1>Release calendar</h1>\n<p>A release is seen when the archive is published next "
	    "after its time.</p>\n");
	put_scheduled(&calendar);
	put_months(&calendar);
	sheet_end(sheet);
	return FAULT_NONE;
}
