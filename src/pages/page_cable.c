/* The page of a cable: title, three boxes, text, foot. */
#include "pages/pages.h"

#include "pages/cable_view.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/links.h"

#define TEXT_SHOWN_LIMIT (2u << 20) /* beyond it a page would pass the limit of an answer */

static void put_neighbours(const struct record_view *view)
{
	struct neighbours neighbours = { .earlier_label = TEXT_INIT("Earlier from this post:"),
		.later_label = TEXT_INIT("Later:") };

	search_neighbours(
	    view->visit->index, view->record->id, &neighbours.earlier, &neighbours.later);
	record_put_neighbours(view, &neighbours);
}

/* The two ways to see the text; the one that is shown is not a link. */
static void put_views(const struct record_view *view, bool received)
{
	const struct trail *trail = &view->trail;
	struct out *out = view->visit->out;

	html_raw(out, "<p class=\"views\">Text: ");
	if (received) {
		html_raw(out, "<a href=\"");
		html_attr(out, view->path);
		if (trail->known) {
			html_raw(out, "?");
			trail_put_params(out, trail, trail->cursor);
		}
		html_raw(out, "\">reflowed</a> <b>as received</b></p>\n");
		return;
	}
	html_raw(out, "<b>reflowed</b> <a rel=\"nofollow\" href=\"");
	html_attr(out, view->path);
	html_raw(out, "?view=received");
	if (trail->known) {
		html_raw(out, "&amp;");
		trail_put_params(out, trail, trail->cursor);
	}
	html_raw(out, "\">as received</a></p>\n");
}

static bool is_as_received(const struct record_view *view)
{
	return text_equal(visit_param(view->visit, TEXT("view")), TEXT("received"));
}

/* A text in which no block was found is shown as it came. */
static void put_words(const struct record_view *view)
{
	if (is_as_received(view) || !view->record->cable->blocks.count)
		cable_put_received(view);
	else
		cable_put_reflowed(view);
}

static void put_text(const struct record_view *view)
{
	if (view->record->transcript.text.len > TEXT_SHOWN_LIMIT) {
		html_raw(view->visit->out,
		    "<p>The text is too long for a page: take it as Text or Source below.</p>\n");
		return;
	}
	put_views(view, is_as_received(view));
	put_words(view);
	cable_put_marks(view);
}

static void put_title(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out, "<h1><span class=\"id\">");
	html_text(out, view->record->id);
	html_raw(out, "</span> ");
	if (view->record->title.len)
		marks_put_plain(view->marks, out, view->record->title);
	else
		html_raw(out, "(no subject line)");
	html_raw(out, "</h1>\n");
}

static void put_page(const struct record_view *view)
{
	const struct record *record = view->record;
	struct visit *visit = view->visit;
	Text title = record->title.len ? record->title : TEXT("(no subject line)");

	chrome_begin(visit,
	    &(struct head){ .title = text_format(
				visit->arena, "%.*s: %.*s", TEXT_ARG(record->id), TEXT_ARG(title)),
		.more = record_put_head,
		.context = view });
	html_raw(visit->out, "<article class=\"record\">\n");
	put_title(view);
	if (record->transcript.text.len <= TEXT_SHOWN_LIMIT)
		record_count_hits(view, put_words);
	trail_put(visit, &view->trail, view->marks->total);
	cable_put_what(view);
	cable_put_header(view);
	cable_put_lines(view);
	put_text(view);
	html_raw(visit->out, "</section>\n");
	record_put_foot(view);
	put_neighbours(view);
	html_raw(visit->out, "</article>\n");
	chrome_end(visit);
}

enum fault page_cable(struct visit *visit, struct error *err)
{
	struct record_view view;

	if (!record_page_open(&view, visit, RECORD_CABLE, err))
		return err->fault;
	put_page(&view);
	return FAULT_NONE;
}
