/* Columns, their axes and their numbers; bars in a line. */
#include "pages/chart_parts.h"

#include "pages/html.h"

#define WIDE 10 /* of a column there */
#define GAP  2  /* behind a column that is a link of its own */

/* Per mille as a percentage: "12.5%". */
static void put_percent(struct out *out, uint64_t mille)
{
	out_number(out, (int64_t)(mille / 10));
	html_raw(out, ".");
	out_number(out, (int64_t)(mille % 10));
	html_raw(out, "%");
}

static uint64_t sum_of(const struct chart_run *run)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < run->columns; i++)
		sum += run->counts[i];
	return sum;
}

static uint64_t highest_of(const struct chart *chart, uint32_t *columns)
{
	uint64_t most = 0;

	*columns = 0;
	for (uint32_t r = 0; r < chart->count; r++) {
		const struct chart_run *run = &chart->runs[r];

		*columns += run->columns;
		for (uint32_t i = 0; i < run->columns; i++)
			if (run->counts[i] > most)
				most = run->counts[i];
	}
	return most;
}

int64_t chart_top(uint64_t count, uint64_t most)
{
	double part = most ? (double)count * CHART_HEIGHT / (double)most : 0;

	return CHART_HEIGHT - (count && part < 1 ? 1 : (int64_t)part);
}

static void put_across(struct out *out, int64_t *columns, int64_t gap)
{
	if (*columns) {
		html_raw(out, "h");
		out_number(out, *columns * WIDE - gap);
	}
	*columns = 0;
}

/* The outline of the columns as one line: up or down, then on as far as they are alike. */
static void put_outline(struct out *out, const struct chart_run *run, uint32_t from, uint64_t most)
{
	int64_t last = CHART_HEIGHT, alike = 0;

	html_raw(out, "<path d=\"M");
	out_number(out, (int64_t)from * WIDE);
	html_raw(out, " 100");
	for (uint32_t i = 0; i < run->columns; i++) {
		int64_t top = chart_top(run->counts[i], most);

		if (top != last) {
			put_across(out, &alike, 0);
			html_raw(out, "V");
			out_number(out, top);
		}
		alike++;
		last = top;
	}
	put_across(out, &alike, run->columns == 1 ? GAP : 0);
	html_raw(out, "V100z\"/>");
}

static void put_run(struct out *out, const struct chart_run *run, uint32_t from, uint64_t most)
{
	uint64_t sum = sum_of(run);

	if (!sum)
		return;
	if (run->path.len) {
		html_raw(out, "<a tabindex=\"-1\" href=\"");
		html_attr(out, run->path);
		html_raw(out, "\">");
	}
	html_raw(out, "<title>");
	html_text(out, run->name);
	html_raw(out, ": ");
	html_number(out, sum);
	html_raw(out, "</title>");
	put_outline(out, run, from, most);
	if (run->path.len)
		html_raw(out, "</a>");
	html_raw(out, "\n");
}

/* The greatest of 1, 2, 5, 10, 20 ... that is not above `most`. */
static uint64_t round_number(uint64_t most)
{
	uint64_t number = 1;

	for (unsigned i = 0; i < 54; i++) {
		uint64_t next = i % 3 == 1 ? number / 2 * 5 : number * 2;

		if (next > most)
			break;
		number = next;
	}
	return number;
}

/* One line across, at a round number, says how high the columns are. */
static void put_scale(struct out *out, uint64_t most)
{
	uint64_t number = round_number(most);
	uint64_t at = 1000 - (uint64_t)((double)number * 1000 / (double)most);

	html_raw(out, "<line x2=\"100%\" y1=\"");
	put_percent(out, at);
	html_raw(out, "\" y2=\"");
	put_percent(out, at);
	html_raw(out, "\"/><text dy=\"-.3em\" y=\"");
	put_percent(out, at);
	html_raw(out, "\">");
	html_number(out, number);
	html_raw(out, "</text>\n");
}

void chart_put_tick(struct out *out, Text tick, uint64_t mille)
{
	if (!tick.len)
		return;
	html_raw(out, "<text y=\"100%\" dy=\"1.3em\" x=\"");
	put_percent(out, mille < 40 ? 0 : mille > 960 ? 1000 : mille);
	if (mille < 40)
		html_raw(out, "\">");
	else if (mille > 960)
		html_raw(out, "\" text-anchor=\"end\">");
	else
		html_raw(out, "\" text-anchor=\"middle\">");
	html_text(out, tick);
	html_raw(out, "</text>\n");
}

static void put_ticks(struct out *out, const struct chart *chart, uint32_t columns)
{
	uint64_t from = 0;

	for (uint32_t i = 0; i < chart->count; i++) {
		chart_put_tick(
		    out, chart->runs[i].tick, (from * 2 + chart->runs[i].columns) * 500 / columns);
		from += chart->runs[i].columns;
	}
}

void chart_begin(struct out *out, Text id, Text title, Text role, uint64_t wide)
{
	html_raw(out, "<div class=\"chart\">\n<figure>\n<div class=\"plot\">\n<svg role=\"");
	html_attr(out, role);
	html_raw(out, "\" aria-labelledby=\"");
	html_attr(out, id);
	html_raw(out, "\" preserveAspectRatio=\"none\" viewBox=\"0 0 ");
	out_number(out, (int64_t)wide);
	html_raw(out, " 100\">\n<title>");
	html_text(out, title);
	html_raw(out, "</title>\n<desc>The same numbers stand below as words.</desc>\n");
}

void chart_begin_axes(struct out *out, uint64_t most)
{
	html_raw(out, "</svg>\n<svg class=\"axes\" aria-hidden=\"true\">\n");
	put_scale(out, most);
}

void chart_end(struct out *out, Text id, Text title)
{
	html_raw(out, "</svg>\n</div>\n<figcaption id=\"");
	html_attr(out, id);
	html_raw(out, "\">");
	html_text(out, title);
	html_raw(out, "</figcaption>\n</figure>\n");
}

static void put_runs(struct out *out, const struct chart *chart, uint64_t most)
{
	uint32_t from = 0;

	for (uint32_t i = 0; i < chart->count; i++) {
		put_run(out, &chart->runs[i], from, most);
		from += chart->runs[i].columns;
	}
}

static void put_words(struct out *out, const struct chart_run *run)
{
	uint64_t sum = sum_of(run);

	if (!sum)
		return;
	html_raw(out, "<li>");
	if (run->path.len) {
		html_raw(out, "<a href=\"");
		html_attr(out, run->path);
		html_raw(out, "\">");
	}
	html_text(out, run->name);
	if (run->path.len)
		html_raw(out, "</a>");
	html_raw(out, " <span class=\"count\">");
	html_number(out, sum);
	html_raw(out, "</span></li>\n");
}

void chart_put(struct visit *visit, const struct chart *chart)
{
	struct out *out = visit->out;
	uint32_t columns;
	uint64_t most = highest_of(chart, &columns);

	if (!most)
		return;
	chart_begin(out, chart->id, chart->title, TEXT("group"), (uint64_t)columns * WIDE);
	put_runs(out, chart, most);
	chart_begin_axes(out, most);
	put_ticks(out, chart, columns);
	chart_end(out, chart->id, chart->title);
	html_raw(out, "<details><summary>In numbers</summary>\n<ul class=\"numbers\">\n");
	for (uint32_t i = 0; i < chart->count; i++)
		put_words(out, &chart->runs[i]);
	html_raw(out, "</ul>\n</details>\n</div>\n");
}

void chart_put_share(struct out *out, uint64_t count, uint64_t most)
{
	double part = most ? (double)count * 1000 / (double)most : 0;

	html_raw(out, "<svg class=\"share\" aria-hidden=\"true\"><rect height=\"100%\" width=\"");
	put_percent(out, count && part < 5 ? 5 : (uint64_t)part);
	html_raw(out, "\"/></svg>");
}
