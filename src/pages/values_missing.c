/* The page of a value that is not there: what is spelt nearly so. Nearness is the edit distance of
 * short words; there are at most some thousand values of a facet, and a value in an address is
 * short. */
#include "pages/values.h"

#include "pages/chrome.h"
#include "pages/html.h"

#define NEAR_LIMIT 6
#define WORD_LIMIT 40
#define FAR        WORD_LIMIT

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned low = a < b ? a : b;

	return low < c ? low : c;
}

/* Levenshtein, ASCII case folded; FAR for words that are too long to compare. */
static unsigned distance(Text a, Text b)
{
	unsigned row[WORD_LIMIT + 1], before, above;

	if (a.len > WORD_LIMIT || b.len > WORD_LIMIT)
		return FAR;
	for (unsigned j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		before = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b.len; j++) {
			above = row[j];
			row[j] = least(above + 1, row[j - 1] + 1,
			    before + (ascii_lower(a.at[i - 1]) != ascii_lower(b.at[j - 1])));
			before = above;
		}
	}
	return row[b.len];
}

/* 0 is nearest. A value that the other begins with or holds is near, whatever the distance. */
static unsigned farness(Text typed, const struct facet_value *value)
{
	if (typed.len >= 2 &&
	    (text_find_nocase(value->value, typed) != TEXT_NONE ||
		text_find_nocase(value->label, typed) != TEXT_NONE))
		return 1;
	return distance(typed, value->value);
}

struct near {
	const struct facet_value *value;
	unsigned farness;
};

static unsigned find_near(Text typed, const struct facet_list *list, struct near near[NEAR_LIMIT])
{
	unsigned count = 0, most = typed.len < 6 ? 2 : 3;

	for (uint32_t i = 0; i < list->values.count; i++) {
		struct near one = { &list->values.items[i],
			farness(typed, &list->values.items[i]) };
		unsigned at = count;

		if (one.farness > most)
			continue;
		for (; at > 0 && near[at - 1].farness > one.farness; at--)
			if (at < NEAR_LIMIT)
				near[at] = near[at - 1];
		if (at < NEAR_LIMIT)
			near[at] = one;
		count += count < NEAR_LIMIT;
	}
	return count;
}

static void put_near(struct visit *visit, enum facet facet, const struct near *near, unsigned count)
{
	html_raw(visit->out, "<h2>Spelt nearly so</h2>\n<ul class=\"values\">\n");
	for (unsigned i = 0; i < count; i++) {
		Text label = near[i].value->label;

		values_put(visit, facet, near[i].value, label.len ? label : near[i].value->value,
		    TEXT(""));
	}
	html_raw(visit->out, "</ul>\n");
}

enum fault values_put_missing(
    struct visit *visit, enum facet facet, Text section, Text value, struct error *err)
{
	struct out *out = visit->out;
	struct near near[NEAR_LIMIT];
	struct facet_list list;
	unsigned count;

	if (values_ask(visit, facet, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	count = find_near(value, &list, near);
	visit->status = 404;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Not found"),
		.section = section,
		.search = value,
		.flags = HEAD_NOINDEX });
	html_raw(out, "<h1>Not found</h1>\n<p class=\"lead\">No record of this edition has the ");
	html_text(out, facet_field(facet));
	html_raw(out, " <q>");
	html_text(out, value);
	html_raw(out,
	    "</q>.</p>\n<p>It may be spelt otherwise, or stand in records that are not released yet. See <a href=\"");
	html_attr(out, section);
	html_raw(
	    out, "\">all there are</a>, or search for the word: it is in the box already.</p>\n");
	if (count)
		put_near(visit, facet, near, count);
	chrome_end(visit);
	return FAULT_NONE;
}
