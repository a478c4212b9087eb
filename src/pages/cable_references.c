/* What a cable refers to, linked where this edition holds it; and what refers to it. */
#include "pages/cable_view.h"

#include "pages/html.h"
#include "pages/links.h"

#define CITED_BY_SHOWN 10

static void put_target(const struct record_view *view, Text target)
{
	struct out *out = view->visit->out;

	if (edition_holds(view->visit->edition, target)) {
		link_put_record(out, target, target);
		return;
	}
	html_text(out, target);
	if (edition_tombstone(view->visit->edition, target))
		html_raw(out, " <span class=\"note\">(withdrawn)</span>");
	else
		html_raw(out, " <small>(not in this archive)</small>");
}

static void put_reference(const struct record_view *view, const struct reference *reference)
{
	struct out *out = view->visit->out;

	html_raw(out, "<li>");
	if (reference->bullet.len) {
		html_text(out, reference->bullet);
		html_raw(out, ". ");
	}
	html_words(out, reference->raw.text);
	if (reference->target.len) {
		html_raw(out, ": ");
		put_target(view, reference->target);
	}
	for (uint32_t i = 0; i < reference->candidates.count; i++) {
		if (i)
			html_raw(out, " or ");
		else
			html_raw(out, ": ");
		put_target(view, reference->candidates.items[i]);
	}
	if (reference->year_inferred)
		html_raw(out, " <small>(year of this cable)</small>");
	if (reference->notal)
		html_raw(out, " <abbr title=\"not to all addressees\">NOTAL</abbr>");
	html_raw(out, "</li>\n");
}

void cable_put_references(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	if (!cable->references.count)
		return;
	cable_put_term(out, TEXT("References"));
	html_raw(out, "<ul>\n");
	for (uint32_t i = 0; i < cable->references.count; i++)
		put_reference(view, &cable->references.items[i]);
	html_raw(out, "</ul></dd>\n");
}

void cable_put_cited_by(const struct record_view *view)
{
	struct search_request request = { .limit = CITED_BY_SHOWN, .sort = SORT_OLDEST };
	struct search_result result = { 0 };
	struct out *out = view->visit->out;
	struct error err = { 0 };

	request.query = text_format(view->visit->arena, "cites:%.*s", TEXT_ARG(view->record->id));
	if (search(view->visit->index, &request, view->visit->arena, &result, &err) != FAULT_NONE ||
	    !result.total)
		return;
	cable_put_term(out, TEXT("Cited by"));
	html_raw(out, "<ul>\n");
	for (uint32_t i = 0; i < result.hits.count; i++) {
		html_raw(out, "<li>");
		link_put_record(out, result.hits.items[i].id, result.hits.items[i].id);
		html_raw(out, " <span class=\"note\">");
		html_words(out, result.hits.items[i].title);
		html_raw(out, "</span></li>\n");
	}
	if (result.total > result.hits.count) {
		html_raw(out, "<li><a rel=\"nofollow\" href=\"");
		link_search(out, request.query);
		html_raw(out, "\">All ");
		html_number(out, result.total);
		html_raw(out, "</a></li>\n");
	}
	html_raw(out, "</ul></dd>\n");
}
