#include "pages/trail.h"

#include "pages/html.h"
#include "pages/links.h"

/* The order that an address need not name. */
static enum sort usual_sort(bool words)
{
	return words ? SORT_RELEVANCE : SORT_NEWEST;
}

struct trail trail_of(const struct listing *listing, const struct visit *visit)
{
	struct trail trail = { .query = listing->query, .words = listing->words };

	trail.known = listing->query.len > 0;
	trail.sort = listing->sort;
	/* One that was not of this list led to its first page. */
	if (listing->result.before)
		trail.cursor = visit_param(visit, TEXT("cursor"));
	return trail;
}

/* ---- reading ---- */

static enum fault ask(const struct visit *visit, const struct trail *trail, Text cursor,
    uint32_t limit, struct search_result *result)
{
	struct search_request request = {
		.query = trail->query, .sort = trail->sort, .limit = limit, .cursor = cursor
	};
	struct error err = { 0 };

	*result = (struct search_result){ 0 };
	return search(visit->index, &request, visit->arena, result, &err);
}

/* The hit next to a page's edge stands on another page, the first or the last there. */
static Text beyond(const struct visit *visit, const struct trail *trail, Text cursor)
{
	struct search_result result;

	if (!cursor.len || ask(visit, trail, cursor, 1, &result) != FAULT_NONE ||
	    !result.hits.count)
		return (Text){ 0 };
	return result.hits.items[0].id;
}

static void find_place(const struct visit *visit, struct trail *trail,
    const struct search_result *result, uint32_t place)
{
	trail->held = true;
	trail->number = result->before + place + 1;
	trail->total = result->total;
	trail->previous_cursor = trail->next_cursor = trail->cursor;
	if (place > 0) {
		trail->previous = result->hits.items[place - 1].id;
	} else {
		trail->previous = beyond(visit, trail, result->previous);
		trail->previous_cursor = result->previous;
	}
	if (place + 1 < result->hits.count) {
		trail->next = result->hits.items[place + 1].id;
	} else {
		trail->next = beyond(visit, trail, result->next);
		trail->next_cursor = result->next;
	}
}

struct trail trail_read(const struct visit *visit, Text id)
{
	struct trail trail = { .query = visit_param(visit, TEXT("q")) };
	struct search_result result;

	trail.words = trail.query.len > 0;
	if (!trail.words)
		trail.query = visit_param(visit, TEXT("list"));
	if (!trail.query.len)
		return trail;
	trail.sort = usual_sort(trail.words);
	listing_sort_read(visit_param(visit, TEXT("sort")), &trail.sort);
	trail.cursor = visit_param(visit, TEXT("cursor"));
	if (ask(visit, &trail, trail.cursor, LISTING_HITS, &result) != FAULT_NONE) {
		trail.cursor = (Text){ 0 };
		if (ask(visit, &trail, trail.cursor, LISTING_HITS, &result) != FAULT_NONE)
			return (struct trail){ 0 };
	}
	trail.known = true;
	trail.terms = result.terms;
	for (uint32_t i = 0; i < result.hits.count && !trail.held; i++)
		if (text_equal(result.hits.items[i].id, id))
			find_place(visit, &trail, &result, i);
	return trail;
}

/* ---- writing ---- */

void trail_put_params(struct out *out, const struct trail *trail, Text cursor)
{
	if (trail->words)
		html_raw(out, "q=");
	else
		html_raw(out, "list=");
	html_query(out, trail->query);
	if (trail->sort != usual_sort(trail->words)) {
		html_raw(out, "&amp;sort=");
		html_query(out, listing_sort_name(trail->sort));
	}
	if (cursor.len) {
		html_raw(out, "&amp;cursor=");
		html_query(out, cursor);
	}
}

void trail_put_link(struct out *out, const struct trail *trail, Text id, Text cursor, Text anchor)
{
	bool known = trail && trail->known;

	if (known)
		html_raw(out, " rel=\"nofollow\"");
	html_raw(out, " href=\"");
	link_record(out, id);
	if (known) {
		html_raw(out, "?");
		trail_put_params(out, trail, cursor);
	}
	if (anchor.len) {
		html_raw(out, "#p");
		html_path(out, anchor);
	}
	html_raw(out, "\"");
}

/* "origin:riga" has a page of its own; what is longer than one value is searched for. */
static bool put_value_page(const struct visit *visit, struct out *out, Text query)
{
	for (int facet = 0; facet < FACET_COUNT; facet++) {
		Text value = query;

		if (facet == FACET_KIND || !text_take(&value, facet_field((enum facet)facet)) ||
		    !text_take_char(&value, ':') ||
		    !text_equal(query_for((enum facet)facet, value, visit->arena), query))
			continue;
		link_value(out, visit->arena, (enum facet)facet, value);
		return true;
	}
	return false;
}

static void put_back(const struct visit *visit, const struct trail *trail)
{
	struct out *out = visit->out;

	html_raw(out, "<a rel=\"nofollow\" href=\"");
	if (!trail->words && put_value_page(visit, out, trail->query))
		html_raw(out, "?sort=");
	else {
		link_search(out, trail->query);
		html_raw(out, "&amp;sort=");
	}
	html_query(out, listing_sort_name(trail->sort));
	if (trail->cursor.len) {
		html_raw(out, "&amp;cursor=");
		html_query(out, trail->cursor);
	}
	html_raw(out, "\">Back to the list</a> ");
}

/* `step`, prev or next, is for the keys (assets/keys.js). */
static void put_step(
    struct out *out, const struct trail *trail, Text step, Text id, Text cursor, Text label)
{
	if (!id.len)
		return;
	html_raw(out, "<a data-step=\"");
	html_attr(out, step);
	html_raw(out, "\"");
	trail_put_link(out, trail, id, cursor, (Text){ 0 });
	html_raw(out, ">");
	html_text(out, label);
	html_raw(out, "</a> ");
}

void trail_put_steps(struct out *out, const struct trail *trail)
{
	if (!trail->held)
		return;
	put_step(out, trail, TEXT("prev"), trail->previous, trail->previous_cursor,
	    TEXT("Previous in the list"));
	put_step(
	    out, trail, TEXT("next"), trail->next, trail->next_cursor, TEXT("Next in the list"));
}

static void put_hits(struct out *out, const struct trail *trail, uint32_t hits)
{
	if (!trail->terms.count)
		return;
	if (!hits) {
		html_raw(out, "<span>None of the words in the text itself</span>");
		return;
	}
	html_raw(out, "<a href=\"#hit1\">");
	html_number(out, hits);
	if (hits == 1)
		html_raw(out, " hit in the text</a>");
	else
		html_raw(out, " hits in the text</a>");
}

void trail_put(const struct visit *visit, const struct trail *trail, uint32_t hits)
{
	struct out *out = visit->out;

	if (!trail->known)
		return;
	html_raw(out, "<nav class=\"trail\" aria-label=\"The list you come from\"><p>");
	put_back(visit, trail);
	if (trail->held) {
		html_raw(out, "<span>");
		html_number(out, trail->number);
		html_raw(out, " of ");
		html_number(out, trail->total);
		html_raw(out, "</span> ");
		trail_put_steps(out, trail);
	}
	put_hits(out, trail, hits);
	html_raw(out, "</p></nav>\n");
}
