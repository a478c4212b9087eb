/* How the releases add up: a line of steps from the first day to the last. */
#include "pages/chart_parts.h"
#include "pages/html.h"

#define SPAN 400 /* of the stretched drawing; days that fall on one point are drawn as one */

static int64_t place_of(Moment day, int64_t first, int64_t last)
{
	return (int64_t)((double)(day.seconds - first) * SPAN / (double)(last - first));
}

/* Step by step from the first day to the last. */
static void put_steps(struct out *out, const struct edition_facts *facts, uint64_t most)
{
	int64_t first = facts->releases.items[facts->releases.count - 1].day.seconds;
	int64_t last = facts->releases.items[0].day.seconds;
	uint64_t so_far = 0;

	html_raw(out, "<path d=\"M0 100");
	for (uint32_t i = facts->releases.count; i-- > 0;) {
		const struct release_day *day = &facts->releases.items[i];
		int64_t at = place_of(day->day, first, last);

		so_far += day->records;
		if (i && place_of(facts->releases.items[i - 1].day, first, last) == at)
			continue;
		html_raw(out, "H");
		out_number(out, at);
		html_raw(out, "V");
		out_number(out, chart_top(so_far, most));
	}
	html_raw(out, "V100z\"/>\n");
}

/* "2011-08" of a day, or "2011". */
static Text period_of(const struct visit *visit, Moment day, size_t length)
{
	return text_slice(moment_text(visit->arena, day), 0, length);
}

static uint32_t count_periods(
    const struct visit *visit, const struct edition_facts *facts, size_t length)
{
	Text before = TEXT("");
	uint32_t count = 0;

	for (uint32_t i = 0; i < facts->releases.count; i++) {
		Text period = period_of(visit, facts->releases.items[i].day, length);

		count += !text_equal(period, before);
		before = period;
	}
	return count;
}

static void put_period(struct out *out, Text period, uint64_t records, uint64_t so_far)
{
	html_raw(out, "<tr><th scope=\"row\">");
	html_text(out, period);
	html_raw(out, "</th><td class=\"count\">");
	html_number(out, records);
	html_raw(out, "</td><td class=\"count\">");
	html_number(out, so_far);
	html_raw(out, "</td></tr>\n");
}

#define PERIODS 24 /* rows of months; more are told by year */

static void put_periods(struct visit *visit, const struct edition_facts *facts)
{
	size_t length = count_periods(visit, facts, 7) > PERIODS ? 4 : 7;
	struct out *out = visit->out;
	uint64_t records = 0, so_far = 0;

	html_raw(out,
	    "<details><summary>In numbers</summary>\n<table class=\"narrow\">\n<thead><tr>"
	    "<th scope=\"col\">Released in</th><th scope=\"col\" class=\"count\">Records</th>"
	    "<th scope=\"col\" class=\"count\">So far</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = facts->releases.count; i-- > 0;) {
		const struct release_day *day = &facts->releases.items[i];
		Text period = period_of(visit, day->day, length);

		records += day->records;
		so_far += day->records;
		if (i && text_equal(period, period_of(visit, day[-1].day, length)))
			continue;
		put_period(out, period, records, so_far);
		records = 0;
	}
	html_raw(out, "</tbody>\n</table>\n</details>\n");
}

void chart_put_growth(struct visit *visit, const struct edition_facts *facts)
{
	struct out *out = visit->out;
	uint32_t days = facts->releases.count;
	uint64_t most = 0;

	for (uint32_t i = 0; i < days; i++)
		most += facts->releases.items[i].records;
	if (days < 2 || !most ||
	    facts->releases.items[0].day.seconds <= facts->releases.items[days - 1].day.seconds)
		return;
	chart_begin(out, TEXT("growth"), TEXT("Released records over time"), TEXT("img"), SPAN);
	put_steps(out, facts, most);
	chart_begin_axes(out, most);
	chart_put_tick(out, period_of(visit, facts->releases.items[days - 1].day, 10), 0);
	chart_put_tick(out, period_of(visit, facts->releases.items[0].day, 10), 1000);
	chart_end(out, TEXT("growth"), TEXT("Released records over time"));
	put_periods(visit, facts);
	html_raw(out, "</div>\n");
}
