/* Chart: numbers drawn as inline SVG: no script, no style of its own, colours by class from the
 * stylesheet. What is drawn stands beside it in words too, with the same links, so that nobody
 * needs to see it or to hit a thin column: the links of the drawing are no stops of the Tab key.
 * Cost: one path a run, some six bytes a column. */
#ifndef PAGES_CHART_H
#define PAGES_CHART_H

#include "pages/visit.h"

#define CHART_YEARS 150 /* drawn at most: the newest, where there are more */

/* Columns side by side that are one link: a month, or a year of twelve. */
struct chart_run {
	Text name; /* "February 2008" */
	Text path; /* an address, not escaped for a document yet; empty for no link */
	Text tick; /* written below its middle: "2008"; empty for none */
	const uint64_t *counts;
	uint32_t columns;
};

struct chart {
	Text id;    /* a word, once a page */
	Text title; /* of the figure: "Records by month of creation" */
	const struct chart_run *runs;
	uint32_t count;
};

/* A figure: the drawing, its title, and a list of the runs with their sums. Nothing without runs.
 */
void chart_put(struct visit *visit, const struct chart *chart);

/* By month, from the values of FACET_MONTH: a link for each, or for each year where there are many.
 */
void chart_put_months(struct visit *visit, const struct facet_list *months, Text title);
/* Over time, from the values of FACET_YEAR and FACET_MONTH of the records that match `query`: by
 * month where they lie within few years, else by year. Each column leads to its records: the query
 * narrowed. Nothing for less than two years and months. */
void chart_put_time(
    struct visit *visit, const struct search_result *result, Text query, Text title);

/* How the releases add up over time; the days of the edition, newest first. A figure, and the sums
 * by month or year as a table. Nothing for less than two days. */
void chart_put_growth(struct visit *visit, const struct edition_facts *facts);

/* A bar in its line of a list: `count` of `most`. Only drawn: the number stands beside it. */
void chart_put_share(struct out *out, uint64_t count, uint64_t most);

#endif
