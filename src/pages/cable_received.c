/* The text of a cable as received: every byte of the transcript from header to end, and only
 * anchors put between. */
#include "pages/cable_view.h"

#include "pages/html.h"

Span cable_received(const struct record *record)
{
	const struct cable *cable = record->cable;
	Span span = cable->message;
	uint32_t end = span.start + span.length;

	if (!cable->header.span.length && !span.length)
		return (Span){ 0, (uint32_t)record->transcript.text.len };
	if (cable->header.span.length && (!span.length || cable->header.span.start < span.start))
		span.start = cable->header.span.start;
	if (cable->header.span.start + cable->header.span.length > end)
		end = cable->header.span.start + cable->header.span.length;
	span.length = end - span.start;
	return span;
}

/* The sign itself comes from the stylesheet: it is no part of the text and is not copied with it.
 */
static void put_anchor(struct out *out, const struct block *block)
{
	html_raw(out, "<a id=\"p");
	html_attr(out, block->id);
	html_raw(out, "\" href=\"#p");
	html_path(out, block->id);
	html_raw(out, "\" aria-label=\"paragraph ");
	html_attr(out, block->id);
	html_raw(out, "\"></a>");
	if (block->level == 1 && block->kind == BLOCK_PARAGRAPH &&
	    text_equal(block->id, block->number)) {
		html_raw(out, "<span id=\"par");
		html_attr(out, block->number);
		html_raw(out, "\"></span>");
	}
}

static void put_part(const struct record_view *view, uint32_t from, uint32_t to)
{
	Span span = { from, to - from };

	if (to > from)
		record_put_words(view, span, transcript_slice(&view->record->transcript, span));
}

void cable_put_received(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;
	Span text = cable_received(view->record);
	uint32_t at = text.start, end = text.start + text.length;

	/* The text of record: nothing of ours is put into it but the hits of a search. */
	view->marks->catalog = NULL;
	/* The first line end behind <pre> is not part of it. */
	html_raw(out, "<pre class=\"received\" tabindex=\"0\">\n");
	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		uint32_t start = cable->blocks.items[i].span.start;

		if (start < at || start > end)
			continue;
		put_part(view, at, start);
		put_anchor(out, &cable->blocks.items[i]);
		at = start;
	}
	put_part(view, at, end);
	html_raw(out, "</pre>\n");
}
