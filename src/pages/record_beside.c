/* What stands beside a record: those of nearly the same wording, and those before and behind it. */
#include "pages/record_view.h"

#include "pages/html.h"
#include "pages/links.h"
#include "search/similar.h"

#define SIMILAR_SHOWN 10

static void put_share(struct out *out, unsigned share)
{
	if (share == 100) {
		html_raw(out, ": about the same wording");
		return;
	}
	html_raw(out, ": shares about ");
	html_number(out, share);
	html_raw(out, " % of its wording");
}

static void put_similar(struct out *out, const struct similar *similar)
{
	html_raw(out, "<li><span class=\"id\">");
	html_text(out, similar->id);
	html_raw(out, "</span> ");
	link_put_record(out, similar->id, similar->title);
	html_raw(out, ", ");
	html_date(out, similar->created);
	put_share(out, similar->share);
	html_raw(out, "</li>\n");
}

void record_put_similar(const struct record_view *view)
{
	struct visit *visit = view->visit;
	PassageList passages = { 0 };
	SimilarList list = { 0 };

	/* Without memory for it the page is whole all the same. */
	if (!passages_of(view->record, visit->arena, &passages) ||
	    !search_similar(visit->index, &passages, SIMILAR_SHOWN, visit->arena, &list) ||
	    !list.count)
		return;
	html_raw(visit->out, "<h3 id=\"similar\">Similar records</h3>\n<ul class=\"similar\">\n");
	for (uint32_t i = 0; i < list.count; i++)
		put_similar(visit->out, &list.items[i]);
	html_raw(visit->out, "</ul>\n");
}

static void put_neighbour(struct out *out, Text id, Text rel, Text label)
{
	if (!id.len)
		return;
	html_raw(out, "<a rel=\"");
	html_attr(out, rel);
	html_raw(out, "\" href=\"");
	link_record(out, id);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, " ");
	html_text(out, id);
	html_raw(out, "</a> ");
}

void record_put_neighbours(const struct record_view *view, const struct neighbours *neighbours)
{
	const struct trail *trail = &view->trail;
	struct out *out = view->visit->out;

	if (!neighbours->earlier.len && !neighbours->later.len && !trail->previous.len &&
	    !trail->next.len)
		return;
	html_raw(out, "<nav class=\"neighbours\" aria-label=\"Neighbours\"><p>");
	trail_put_steps(out, trail);
	put_neighbour(out, neighbours->earlier, TEXT("prev"), neighbours->earlier_label);
	put_neighbour(out, neighbours->later, TEXT("next"), neighbours->later_label);
	html_raw(out, "</p></nav>\n");
}

/* ---- years of a report ---- */

/* "tip/2011/malta" -> 2011; 0 when it is none. */
static uint64_t year_of(Text id)
{
	uint64_t year = 0;

	text_take(&id, TEXT("tip/"));
	text_take_digits(&id, 4, &year);
	return year;
}

static bool is_nearer(Text id, Text than, uint64_t year, bool later)
{
	uint64_t asked = year_of(id), held = year_of(than);

	if (later)
		return asked > year && (!than.len || asked < held);
	return asked && asked < year && (!than.len || asked > held);
}

void record_put_other_years(const struct record_view *view)
{
	const struct country *country =
	    catalog_country(view->visit->catalog, view->record->narrative->country_iso2);
	struct neighbours near = { .earlier_label = TEXT_INIT("Year before:"),
		.later_label = TEXT_INIT("Year after:") };
	struct search_request request = { .limit = SEARCH_HITS_LIMIT };
	struct search_result result = { 0 };
	struct arena *arena = view->visit->arena;
	uint64_t year = year_of(view->record->id);
	struct error err = { 0 };

	if (country) {
		request.query = text_format(arena, "kind:narrative %.*s",
		    TEXT_ARG(query_for(FACET_COUNTRY, country->slug, arena)));
		/* Without an answer there are no neighbours. */
		search(view->visit->index, &request, arena, &result, &err);
	}
	for (uint32_t i = 0; i < result.hits.count; i++) {
		Text id = result.hits.items[i].id;

		if (is_nearer(id, near.earlier, year, false))
			near.earlier = id;
		if (is_nearer(id, near.later, year, true))
			near.later = id;
	}
	record_put_neighbours(view, &near);
}
