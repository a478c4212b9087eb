/* The page of a document of a printed volume: what it is, its text part by part, its notes, each
 * with an address. */
#include "pages/pages.h"

#include "pages/cable_view.h"
#include "pages/chrome.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "record/reflow.h"

static void put_fact(struct out *out, Text term, Text value)
{
	if (!value.len)
		return;
	cable_put_term(out, term);
	html_words(out, value);
	html_raw(out, "</dd>\n");
}

static void put_what(const struct record_view *view)
{
	const struct record *record = view->record;
	const struct frus_document *document = record->document;
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"what\">\n<h2 id=\"what\">What it is</h2>\n<dl>\n");
	put_fact(out, TEXT("Volume"), document->volume);
	put_fact(out, TEXT("Document"), document->number);
	cable_put_term(out, TEXT("Created"));
	html_moment(out, record->created);
	if (document->date_printed.text.len) {
		html_raw(out, " <span class=\"note\">printed: ");
		html_words(out, document->date_printed.text);
		html_raw(out, "</span>");
	}
	html_raw(out, "</dd>\n");
	if (record->classification != CLASS_UNKNOWN) {
		cable_put_term(out, TEXT("Classification"));
		html_text(out, classification_text(record->classification));
		html_raw(out, " <span class=\"note\">");
		html_text(out, explain_classification(record->classification));
		html_raw(out, "</span></dd>\n");
	}
	cable_put_term(out, TEXT("Released"));
	record_put_released(view);
	html_raw(out, "</dd>\n</dl>\n</section>\n");
}

/* Rows keep their columns, all else is flowed. */
static void put_words(const struct record_view *view, const struct document_part *part)
{
	const struct record *record = view->record;
	struct out *out = view->visit->out;

	if (part->kind == PART_ROW)
		marks_put(view->marks, out, transcript_slice(&record->transcript, part->span));
	else
		marks_put(view->marks, out, record_words(record, part->span, view->visit->arena));
}

static void put_part(const struct record_view *view, const struct document_part *part)
{
	struct out *out = view->visit->out;

	html_raw(out, "<p id=\"p");
	html_attr(out, part->id);
	html_raw(out, "\"><a href=\"#p");
	html_path(out, part->id);
	html_raw(out, "\">\xC2\xB6</a> ");
	if (part->label.len) {
		html_raw(out, "[");
		html_text(out, part->label);
		html_raw(out, "] ");
	}
	if (part->kind == PART_HEADING)
		html_raw(out, "<b>");
	put_words(view, part);
	if (part->kind == PART_HEADING)
		html_raw(out, "</b>");
	html_raw(out, "</p>\n");
}

/* The head is the title of the page. */
static void put_parts(const struct record_view *view)
{
	const struct frus_document *document = view->record->document;

	for (uint32_t i = 0; i < document->parts.count; i++)
		if (document->parts.items[i].kind != PART_HEAD)
			put_part(view, &document->parts.items[i]);
}

static void put_text(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box message\" aria-labelledby=\"message\">\n<h2 id=\"message\">Document</h2>\n"
	    "<div class=\"body\">\n");
	put_parts(view);
	html_raw(out, "</div>\n</section>\n");
}

enum fault page_document(struct visit *visit, struct error *err)
{
	struct record_view view;
	Text title;

	if (!record_page_open(&view, visit, RECORD_DOCUMENT, err))
		return err->fault;
	title = view.record->title.len ? view.record->title : view.record->id;
	chrome_begin(visit,
	    &(struct head){ .title = text_format(visit->arena, "%.*s, %.*s", TEXT_ARG(title),
				TEXT_ARG(view.record->document->volume)),
		.more = record_put_head,
		.context = &view });
	html_raw(visit->out, "<article class=\"record\">\n<h1>");
	marks_put_plain(view.marks, visit->out, title);
	html_raw(visit->out, "</h1>\n");
	record_count_hits(&view, put_parts);
	trail_put(visit, &view.trail, view.marks->total);
	put_what(&view);
	put_text(&view);
	record_put_foot(&view);
	html_raw(visit->out, "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
