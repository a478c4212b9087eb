#include "pages/facets.h"

#include "pages/chart.h"
#include "pages/html.h"
#include "pages/links.h"
#include "search/conditions.h"

/* Every column of the histogram has the query in its link, twice. */
#define HISTOGRAM_QUERY 256

enum facet facets_wanted(const struct visit *visit)
{
	Text name = visit_param(visit, TEXT("values"));

	for (unsigned i = 0; name.len && i < FACET_COUNT; i++)
		if (text_equal(facet_field(i), name))
			return i;
	return FACET_COUNT;
}

static bool is_edge(Text query, size_t at)
{
	return at >= query.len || ascii_is_space(query.at[at]) || query.at[at] == '(' ||
	    query.at[at] == ')';
}

static bool has_or(Text query)
{
	const Text word = TEXT("OR");
	size_t from = 0, at;

	while ((at = text_find(text_from(query, from), word)) != TEXT_NONE) {
		at += from;
		if ((at == 0 || is_edge(query, at - 1)) && is_edge(query, at + word.len))
			return true;
		from = at + 1;
	}
	return false;
}

Text facets_with(Text query, Text condition, struct arena *arena)
{
	query = text_trim(query);
	if (!query.len)
		return condition;
	if (has_or(query))
		return text_format(arena, "(%.*s) %.*s", TEXT_ARG(query), TEXT_ARG(condition));
	return text_format(arena, "%.*s %.*s", TEXT_ARG(query), TEXT_ARG(condition));
}

void facets_put_link(struct visit *visit, Text query)
{
	Text sort = visit_param(visit, TEXT("sort"));
	struct out *out = visit->out;
	enum sort known;

	html_raw(out, "<a rel=\"nofollow\" href=\"");
	link_search(out, query);
	if (listing_sort_read(sort, &known)) {
		html_raw(out, "&amp;sort=");
		html_query(out, sort);
	}
	html_raw(out, "\"");
}

/* ---- chips ---- */

static void put_chip(struct visit *visit, const ConditionList *conditions, uint32_t number)
{
	const struct condition *condition = &conditions->items[number];
	struct out *out = visit->out;

	html_raw(out, "<li>");
	if (condition->excluded)
		html_raw(out, "without ");
	html_text(out, condition->reading);
	html_raw(out, " ");
	facets_put_link(visit, conditions_without(conditions, number, visit->arena));
	html_raw(out, ">remove<span class=\"said\"> ");
	html_text(out, condition->reading);
	html_raw(out, "</span></a></li>\n");
}

void facets_put_chips(const struct listing *listing, struct visit *visit)
{
	ConditionList conditions;
	uint32_t put = 0;

	if (!listing->words || !conditions_of(listing->query, visit->arena, &conditions))
		return;
	for (uint32_t i = 0; i < conditions.count; i++) {
		if (conditions.items[i].words && !conditions.items[i].excluded)
			continue;
		if (!put++)
			html_raw(visit->out, "<ul class=\"chips\" aria-label=\"Conditions\">\n");
		put_chip(visit, &conditions, i);
	}
	if (put)
		html_raw(visit->out, "</ul>\n");
}

/* ---- values ---- */

struct facets {
	const struct listing *listing;
	ConditionList conditions;
	enum facet wanted;
};

static void put_label(struct out *out, enum facet facet, const struct facet_value *value)
{
	if (facet == FACET_TAG) {
		html_raw(out, "<code>");
		html_text(out, value->value);
		html_raw(out, "</code> ");
	}
	if (facet != FACET_TAG || !text_equal(value->label, value->value))
		html_text(out, value->label.len ? value->label : value->value);
}

/* What every record has leaves nothing when it is excluded. */
static void put_exclude(struct visit *visit, const struct facets *facets, enum facet facet,
    const struct facet_value *value, Text condition)
{
	struct out *out = visit->out;

	if (value->count >= facets->listing->result.total)
		return;
	facets_put_link(visit,
	    facets_with(facets->listing->query,
		text_format(visit->arena, "-%.*s", TEXT_ARG(condition)), visit->arena));
	html_raw(out,
	    " class=\"not\"><span aria-hidden=\"true\">\xE2\x88\x92</span><span class=\"said\">without ");
	html_text(out, facet == FACET_TAG || !value->label.len ? value->value : value->label);
	html_raw(out, "</span></a> ");
}

static void put_value(struct visit *visit, const struct facets *facets, enum facet facet,
    const struct facet_value *value)
{
	Text query = facets->listing->query;
	Text condition = query_for(facet, value->value, visit->arena);
	uint32_t chosen = conditions_find(&facets->conditions, condition, visit->arena);
	struct out *out = visit->out;

	html_raw(out, "<li>");
	facets_put_link(visit,
	    chosen == UINT32_MAX ? facets_with(query, condition, visit->arena)
				 : conditions_without(&facets->conditions, chosen, visit->arena));
	html_raw(out, ">");
	put_label(out, facet, value);
	if (chosen != UINT32_MAX)
		html_raw(out, " <span class=\"chosen\">chosen, remove</span>");
	html_raw(out, "</a> ");
	if (chosen == UINT32_MAX)
		put_exclude(visit, facets, facet, value, condition);
	html_raw(out, "<span class=\"count\">");
	html_number(out, value->count);
	html_raw(out, "</span></li>\n");
}

/* To all values of a facet that has more than are shown. */
static void put_more(struct visit *visit, Text query, enum facet facet, uint64_t distinct)
{
	struct out *out = visit->out;

	html_raw(out, "<p><a rel=\"nofollow\" href=\"");
	link_search(out, query);
	html_raw(out, "&amp;values=");
	html_query(out, facet_field(facet));
	html_raw(out, "\">All ");
	html_number(out, distinct);
	html_raw(out, "</a></p>\n");
}

/* One value that every record has narrows nothing; but what the reader chose must be there to be
 * taken out. */
static bool is_useful(const struct visit *visit, const struct facets *facets, enum facet facet)
{
	const struct search_result *result = &facets->listing->result;
	const struct facet_list *list = &result->facets[facet];

	if (facet == FACET_MONTH && result->facets[FACET_YEAR].distinct != 1)
		return false;
	if (list->distinct > 1 ||
	    (list->distinct == 1 && list->values.items[0].count < result->total))
		return true;
	return facets->listing->words && list->distinct == 1 &&
	    conditions_find(&facets->conditions,
		query_for(facet, list->values.items[0].value, visit->arena),
		visit->arena) != UINT32_MAX;
}

static void put_facet(struct visit *visit, const struct facets *facets, enum facet facet)
{
	const struct facet_list *list = &facets->listing->result.facets[facet];
	uint32_t count = list->values.count;
	struct out *out = visit->out;

	if (facet != facets->wanted && count > LISTING_VALUES)
		count = LISTING_VALUES;
	html_raw(out, "<div>\n<h3>");
	html_text(out, facet_heading(facet));
	html_raw(out, "</h3>\n<ul>\n");
	for (uint32_t i = 0; i < count; i++)
		put_value(visit, facets, facet, &list->values.items[i]);
	html_raw(out, "</ul>\n");
	if (list->distinct > count)
		put_more(visit, facets->listing->query, facet, list->distinct);
	html_raw(out, "</div>\n");
}

static bool has_histogram(const struct listing *listing)
{
	return !listing->drawn && listing->query.len <= HISTOGRAM_QUERY &&
	    (listing->result.facets[FACET_YEAR].distinct > 1 ||
		listing->result.facets[FACET_MONTH].distinct > 1);
}

void facets_put(const struct listing *listing, struct visit *visit)
{
	struct facets facets = { .listing = listing, .wanted = facets_wanted(visit) };
	unsigned useful = 0;

	/* The query was answered, so it can be read. */
	conditions_of(listing->query, visit->arena, &facets.conditions);
	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (is_useful(visit, &facets, i))
			useful |= 1u << i;
	if (!useful && !has_histogram(listing))
		return;
	html_raw(visit->out,
	    "<section class=\"facets\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">Narrow</h2>\n");
	if (has_histogram(listing))
		chart_put_time(visit, &listing->result, listing->query, TEXT("By date"));
	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (useful & 1u << i)
			put_facet(visit, &facets, i);
	html_raw(visit->out, "</section>\n");
}
