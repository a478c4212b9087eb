/* The text of a cable, reflowed: one element a block, in order. Page frames are out of the text and
 * leave a small sign where they stood. */
#include "pages/cable_view.h"

#include "pages/explain.h"
#include "pages/html.h"
#include "record/reflow.h"

#define MARKS_SHOWN 12

struct body {
	const struct record_view *view;
	struct out *out;
	uint32_t marker; /* the next page marker that was not put yet */
	bool in_list;
	Text marks[MARKS_SHOWN]; /* portion marks that were explained */
	unsigned mark_count;
};

static void put_page_break(struct body *body)
{
	const struct page_marker *marker =
	    &body->view->record->cable->markers.items[body->marker++];

	html_raw(body->out, "<span class=\"pb\">[page ");
	html_number(body->out, marker->page);
	html_raw(body->out, "]</span> ");
}

/* Puts the breaks that lie before `at`. */
static void put_breaks_before(struct body *body, uint32_t at)
{
	const struct cable *cable = body->view->record->cable;

	while (body->marker < cable->markers.count &&
	    cable->markers.items[body->marker].furniture.start < at)
		put_page_break(body);
}

static bool joins_without_blank(Text head, Text tail)
{
	return head.len >= 2 && head.at[head.len - 1] == '-' && tail.len &&
	    ascii_is_letter(tail.at[0]) &&
	    (ascii_is_letter(head.at[head.len - 2]) || ascii_is_digit(head.at[head.len - 2]));
}

/* The words of a block, piece by piece between the page markers inside it. */
static void put_block_words(struct body *body, const struct block *block)
{
	const struct cable *cable = body->view->record->cable;
	uint32_t end = block->span.start + block->span.length;
	struct block piece = *block;
	Text words, before = { 0 };

	while (body->marker < cable->markers.count &&
	    cable->markers.items[body->marker].furniture.start < end) {
		Span frame = cable->markers.items[body->marker].furniture;

		piece.span.length = frame.start - piece.span.start;
		words = block_flow(body->view->record, &piece, body->view->visit->arena);
		record_put_words(body->view, piece.span, words);
		before = words;
		piece.span.start =
		    frame.start + frame.length < end ? frame.start + frame.length : end;
		piece.span.length = end - piece.span.start;
		piece.label = piece.marking = (Text){ 0 };
		words = block_flow(body->view->record, &piece, body->view->visit->arena);
		if (block->kind == BLOCK_TABLE)
			html_raw(body->out, "\n");
		else if (!joins_without_blank(before, words))
			html_raw(body->out, " ");
		put_page_break(body);
	}
	words = block_flow(body->view->record, &piece, body->view->visit->arena);
	record_put_words(body->view, piece.span, words);
}

/* id="p2.3.B" on the element, and the sign that leads to it. A numbered paragraph of the cable
 * itself also answers to the old archive's name for it, par2. */
static void put_id(struct body *body, const struct block *block)
{
	html_raw(body->out, " id=\"p");
	html_attr(body->out, block->id);
	html_raw(body->out, "\">");
}

static void put_sign(struct body *body, const struct block *block)
{
	html_raw(body->out, "<a ");
	if (block->level == 1 && block->kind == BLOCK_PARAGRAPH &&
	    text_equal(block->id, block->number)) {
		html_raw(body->out, "id=\"par");
		html_attr(body->out, block->number);
		html_raw(body->out, "\" ");
	}
	html_raw(body->out, "href=\"#p");
	html_path(body->out, block->id);
	html_raw(body->out, "\">\xC2\xB6</a> ");
}

static bool is_among(const Text *marks, unsigned count, Text mark)
{
	for (unsigned i = 0; i < count; i++)
		if (text_equal(marks[i], mark))
			return true;
	return false;
}

/* The portion mark as written; the first of its kind has its level behind it for whoever asks. */
static void put_marking(struct body *body, Text marking)
{
	enum classification level =
	    catalog_classification(body->view->visit->catalog, marking, TEXT("paragraph"));

	if (level == CLASS_UNKNOWN || body->mark_count == MARKS_SHOWN ||
	    is_among(body->marks, body->mark_count, marking)) {
		html_raw(body->out, "<small>(");
		html_text(body->out, marking);
		html_raw(body->out, ")</small> ");
		return;
	}
	body->marks[body->mark_count++] = marking;
	html_raw(body->out, "<abbr class=\"portion\" title=\"");
	html_attr(body->out, classification_text(level));
	html_raw(body->out, "\">(");
	html_text(body->out, marking);
	html_raw(body->out, ")</abbr> ");
}

static void put_label(struct body *body, const struct block *block)
{
	if (block->label.len) {
		html_raw(body->out, "<b>");
		html_text(body->out, block->label);
		html_raw(body->out, "</b> ");
	}
	if (block->marking.len)
		put_marking(body, block->marking);
}

static void put_inside(struct body *body, const struct block *block)
{
	put_id(body, block);
	put_sign(body, block);
	put_breaks_before(body, block->span.start);
	if (block->kind != BLOCK_ITEM)
		put_label(body, block);
	put_block_words(body, block);
}

static void put_list_edge(struct body *body, bool item)
{
	if (item && !body->in_list)
		html_raw(body->out, "<ul>\n");
	if (!item && body->in_list)
		html_raw(body->out, "</ul>\n");
	body->in_list = item;
}

static void put_table(struct body *body, const struct block *block)
{
	html_raw(body->out, "<div class=\"table\"");
	put_id(body, block);
	put_sign(body, block);
	put_breaks_before(body, block->span.start);
	html_raw(body->out, "<pre tabindex=\"0\">");
	put_block_words(body, block);
	html_raw(body->out, "</pre></div>\n");
}

static void put_block(struct body *body, const struct block *block)
{
	put_list_edge(body, block->kind == BLOCK_ITEM);
	switch (block->kind) {
	case BLOCK_HEADING:
		html_raw(body->out, "<h3");
		put_inside(body, block);
		html_raw(body->out, "</h3>\n");
		break;
	case BLOCK_ITEM:
		html_raw(body->out, "<li");
		put_inside(body, block);
		html_raw(body->out, "</li>\n");
		break;
	case BLOCK_TABLE:
		put_table(body, block);
		break;
	default:
		html_raw(body->out, "<p");
		put_inside(body, block);
		html_raw(body->out, "</p>\n");
	}
}

/* The signature is no block; it closes the text. */
static void put_signature(struct body *body)
{
	const Field *signature = &body->view->record->cable->signature;

	if (!signature->text.len)
		return;
	html_raw(body->out, "<p class=\"signature\">");
	html_words(body->out, signature->text);
	html_raw(body->out, "</p>\n");
}

void cable_put_reflowed(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct body body = { .view = view, .out = view->visit->out };

	html_raw(body.out, "<div class=\"body\">\n");
	for (uint32_t i = 0; i < cable->blocks.count; i++)
		put_block(&body, &cable->blocks.items[i]);
	put_list_edge(&body, false);
	if (body.marker < cable->markers.count) {
		html_raw(body.out, "<p>");
		put_breaks_before(&body, UINT32_MAX);
		html_raw(body.out, "</p>\n");
	}
	put_signature(&body);
	html_raw(body.out, "</div>\n");
}

static void put_mark(const struct record_view *view, Text marking)
{
	struct out *out = view->visit->out;
	enum classification level =
	    catalog_classification(view->visit->catalog, marking, TEXT("paragraph"));

	html_raw(out, "<dt>");
	html_text(out, marking);
	html_raw(out, "</dt><dd>");
	if (level != CLASS_UNKNOWN) {
		html_text(out, classification_text(level));
		html_raw(out, ". ");
		html_text(out, explain_classification(level));
	} else {
		html_raw(out, "a mark that is in no list known here");
	}
	html_raw(out, "</dd>\n");
}

void cable_put_marks(const struct record_view *view)
{
	const BlockList *blocks = &view->record->cable->blocks;
	struct out *out = view->visit->out;
	Text marks[MARKS_SHOWN];
	unsigned shown = 0;

	for (uint32_t i = 0; i < blocks->count && shown < MARKS_SHOWN; i++) {
		Text mark = blocks->items[i].marking;

		if (!mark.len || is_among(marks, shown, mark))
			continue;
		marks[shown] = mark;
		if (!shown++)
			html_raw(out,
			    "<details>\n<summary>What the marks before paragraphs mean</summary>\n<dl>\n");
		put_mark(view, mark);
	}
	if (shown)
		html_raw(out, "</dl>\n</details>\n");
}
