#include "pages/facets.h"

#include "pages/html.h"
#include "pages/links.h"

/* Which facet a page asks to see whole; FACET_COUNT for none. */
static enum facet wanted_facet(const struct visit *visit)
{
	Text name = visit_param(visit, TEXT("values"));

	for (unsigned i = 0; name.len && i < FACET_COUNT; i++)
		if (text_equal(facet_field(i), name))
			return i;
	return FACET_COUNT;
}

enum fault facets_widen(struct listing *listing, const struct visit *visit, struct error *err)
{
	enum facet facet = wanted_facet(visit);
	struct search_request request = { .query = listing->query };
	struct search_result all;

	if (facet == FACET_COUNT)
		return FAULT_NONE;
	request.facets = 1u << facet;
	if (search(visit->index, &request, visit->arena, &all, err) != FAULT_NONE)
		return err->fault;
	listing->result.facets[facet] = all.facets[facet];
	return FAULT_NONE;
}

static bool is_edge(Text query, size_t at)
{
	return at >= query.len || ascii_is_space(query.at[at]) || query.at[at] == '(' ||
	    query.at[at] == ')';
}

/* Where `condition` stands in `query` between two edges, or TEXT_NONE. */
static size_t find_condition(Text query, Text condition)
{
	size_t from = 0, at;

	while ((at = text_find_nocase(text_from(query, from), condition)) != TEXT_NONE) {
		at += from;
		if ((at == 0 || is_edge(query, at - 1)) && is_edge(query, at + condition.len))
			return at;
		from = at + 1;
	}
	return TEXT_NONE;
}

Text facets_with(Text query, Text condition, struct arena *arena)
{
	query = text_trim(query);
	if (!query.len)
		return condition;
	if (find_condition(query, TEXT("OR")) != TEXT_NONE)
		return text_format(arena, "(%.*s) %.*s", TEXT_ARG(query), TEXT_ARG(condition));
	return text_format(arena, "%.*s %.*s", TEXT_ARG(query), TEXT_ARG(condition));
}

Text facets_without(Text query, Text condition, struct arena *arena)
{
	size_t at = find_condition(query, condition);
	Text head, tail;

	if (at == TEXT_NONE)
		return (Text){ 0 };
	head = text_trim(text_slice(query, 0, at));
	tail = text_trim(text_from(query, at + condition.len));
	if (!head.len || !tail.len)
		return head.len ? head : tail.len ? tail : TEXT("");
	return text_format(arena, "%.*s %.*s", TEXT_ARG(head), TEXT_ARG(tail));
}

static void put_value(struct visit *visit, const struct listing *listing, enum facet facet,
    const struct facet_value *value)
{
	struct out *out = visit->out;
	Text condition = query_for(facet, value->value, visit->arena);
	Text without = facets_without(listing->query, condition, visit->arena);

	html_raw(out, "<li><a rel=\"nofollow\" href=\"");
	link_search(
	    out, without.at ? without : facets_with(listing->query, condition, visit->arena));
	html_raw(out, "\">");
	if (facet == FACET_TAG) {
		html_raw(out, "<code>");
		html_text(out, value->value);
		html_raw(out, "</code> ");
	}
	if (facet != FACET_TAG || !text_equal(value->label, value->value))
		html_text(out, value->label.len ? value->label : value->value);
	if (without.at)
		html_raw(out, " <span class=\"chosen\">chosen, remove</span>");
	html_raw(out, "</a> <span class=\"count\">");
	html_number(out, value->count);
	html_raw(out, "</span></li>\n");
}

/* To all values of a facet that has more than are shown. */
static void put_more(struct visit *visit, const struct listing *listing, enum facet facet)
{
	const struct facet_list *list = &listing->result.facets[facet];
	struct out *out = visit->out;

	if (list->distinct <= list->values.count)
		return;
	html_raw(out, "<p><a rel=\"nofollow\" href=\"");
	link_search(out, listing->query);
	html_raw(out, "&amp;values=");
	html_query(out, facet_field(facet));
	html_raw(out, "\">All ");
	html_number(out, list->distinct);
	html_raw(out, "</a></p>\n");
}

/* One value that every record has narrows nothing; but what the reader chose must be there to be
 * taken out. */
static bool is_useful(const struct visit *visit, const struct listing *listing, enum facet facet)
{
	const struct facet_list *list = &listing->result.facets[facet];

	if (facet == FACET_MONTH && listing->result.facets[FACET_YEAR].distinct != 1)
		return false;
	if (list->distinct > 1 ||
	    (list->distinct == 1 && list->values.items[0].count < listing->result.total))
		return true;
	return listing->words && list->distinct == 1 &&
	    find_condition(listing->query,
		query_for(facet, list->values.items[0].value, visit->arena)) != TEXT_NONE;
}

static void put_facet(struct visit *visit, const struct listing *listing, enum facet facet)
{
	const struct facet_list *list = &listing->result.facets[facet];
	struct out *out = visit->out;

	html_raw(out, "<div>\n<h3>");
	html_text(out, facet_heading(facet));
	html_raw(out, "</h3>\n<ul>\n");
	for (uint32_t i = 0; i < list->values.count; i++)
		put_value(visit, listing, facet, &list->values.items[i]);
	html_raw(out, "</ul>\n");
	put_more(visit, listing, facet);
	html_raw(out, "</div>\n");
}

void facets_put(const struct listing *listing, struct visit *visit)
{
	unsigned useful = 0;

	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (is_useful(visit, listing, i))
			useful |= 1u << i;
	if (!useful)
		return;
	html_raw(visit->out,
	    "<section class=\"facets\" aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">Narrow</h2>\n");
	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (useful & 1u << i)
			put_facet(visit, listing, i);
	html_raw(visit->out, "</section>\n");
}
