#include "pages/values.h"

#include <stdlib.h>

#include "pages/chart.h"
#include "pages/html.h"
#include "pages/links.h"

enum fault values_ask(const struct visit *visit, enum facet facet, Text query,
    struct facet_list *list, uint64_t *total, struct error *err)
{
	struct search_request request = { .query = query, .facets = 1u << facet };
	struct search_result result = { 0 };

	if (search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
		return err->fault;
	*list = result.facets[facet];
	if (total)
		*total = result.total;
	return FAULT_NONE;
}

const struct facet_value *values_find(const struct facet_list *list, Text value)
{
	for (uint32_t i = 0; i < list->values.count; i++)
		if (text_equal_nocase(list->values.items[i].value, value))
			return &list->values.items[i];
	return NULL;
}

static int compare_values(const void *left, const void *right)
{
	const struct facet_value *a = left, *b = right;

	return text_compare_nocase(a->value, b->value);
}

void values_sort(struct facet_list *list)
{
	if (list->values.count)
		qsort(list->values.items, list->values.count, sizeof *list->values.items,
		    compare_values);
}

static void put_link(
    struct visit *visit, enum facet facet, const struct facet_value *value, Text label)
{
	struct out *out = visit->out;

	html_raw(out, "<li><a href=\"");
	link_value(out, visit->arena, facet, value->value);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a> ");
}

static void put_count(struct out *out, uint64_t count)
{
	html_raw(out, "<span class=\"count\">");
	html_number(out, count);
	html_raw(out, "</span></li>\n");
}

void values_put(
    struct visit *visit, enum facet facet, const struct facet_value *value, Text label, Text note)
{
	struct out *out = visit->out;

	put_link(visit, facet, value, label);
	if (note.len) {
		html_raw(out, "<span class=\"note\">");
		html_text(out, note);
		html_raw(out, "</span> ");
	}
	put_count(out, value->count);
}

void values_put_share(
    struct visit *visit, enum facet facet, const struct facet_value *value, uint64_t most)
{
	put_link(visit, facet, value, value->label.len ? value->label : value->value);
	chart_put_share(visit->out, value->count, most);
	put_count(visit->out, value->count);
}

/* Everything that does not begin with a letter stands under '#'. */
static char letter_of(const struct facet_value *value)
{
	char first = value->value.len ? ascii_upper(value->value.at[0]) : '#';

	return ascii_is_upper(first) ? first : '#';
}

/* The name of a letter's section in the page. */
static void put_anchor(struct out *out, char letter)
{
	html_raw(out, "letter-");
	html_attr(out, letter == '#' ? TEXT("other") : (Text){ &letter, 1 });
}

static void put_letter_links(struct out *out, const struct facet_list *list)
{
	char before = 0;

	html_raw(out, "<nav class=\"letters\" aria-label=\"Letters\"><p>");
	for (uint32_t i = 0; i < list->values.count; i++) {
		char letter = letter_of(&list->values.items[i]);

		if (letter == before)
			continue;
		html_raw(out, "<a href=\"#");
		put_anchor(out, letter);
		html_raw(out, "\">");
		html_text(out, (Text){ &letter, 1 });
		html_raw(out, "</a> ");
		before = letter;
	}
	html_raw(out, "</p></nav>\n");
}

static void put_letter(struct out *out, char letter)
{
	html_raw(out, "<section>\n<h2 id=\"");
	put_anchor(out, letter);
	html_raw(out, "\">");
	html_text(out, (Text){ &letter, 1 });
	html_raw(out, "</h2>\n<ul class=\"values\">\n");
}

void values_put_letters(struct visit *visit, const struct facet_list *list, value_putter *put)
{
	struct out *out = visit->out;
	char before = 0;

	put_letter_links(out, list);
	html_raw(out, "<div class=\"index\">\n");
	for (uint32_t i = 0; i < list->values.count; i++) {
		char letter = letter_of(&list->values.items[i]);

		if (letter != before) {
			if (before)
				html_raw(out, "</ul>\n</section>\n");
			put_letter(out, letter);
			before = letter;
		}
		put(visit, &list->values.items[i]);
	}
	if (before)
		html_raw(out, "</ul>\n</section>\n");
	html_raw(out, "</div>\n");
}
