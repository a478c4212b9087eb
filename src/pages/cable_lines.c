/* The first lines of the message: captions, executive order, TAGS, subject, and who classified it
 * why. */
#include "pages/cable_view.h"

#include "pages/explain.h"
#include "pages/html.h"
#include "pages/links.h"

static void put_field(struct out *out, Text term, Text value)
{
	if (!value.len)
		return;
	cable_put_term(out, term);
	html_words(out, value);
	html_raw(out, "</dd>\n");
}

/* "Classified By: CHARGE ..." stands under that very heading here. */
static Text without_keyword(Text line)
{
	if (text_take_nocase(&line, TEXT("CLASSIFIED BY")))
		text_take_char(&line, ':');
	return text_trim(line);
}

static void put_caption(const struct record_view *view, Text code)
{
	const struct caption_entry *caption = catalog_caption(view->visit->catalog, code);
	struct out *out = view->visit->out;

	html_raw(out, "<li>");
	html_text(out, code);
	html_raw(out, " <small>");
	html_text(out, caption ? caption->meaning : TEXT("not in the list of captions known here"));
	html_raw(out, "</small></li>\n");
}

static void put_captions(const struct record_view *view)
{
	const TextList *captions = &view->record->captions;
	struct out *out = view->visit->out;

	if (!captions->count)
		return;
	cable_put_term(out, TEXT("Captions"));
	html_raw(out, "<ul>\n");
	for (uint32_t i = 0; i < captions->count; i++)
		put_caption(view, captions->items[i]);
	html_raw(out, "</ul></dd>\n");
}

static void put_code(const struct record_view *view, Text code)
{
	const struct tag *tag = catalog_tag(view->visit->catalog, code);
	struct out *out = view->visit->out;
	Text kind = tag ? explain_tag_kind(tag->kind) : TEXT("");

	html_raw(out, "<a href=\"");
	link_value(out, view->visit->arena, FACET_TAG, code);
	html_raw(out, "\"><code>");
	html_text(out, code);
	html_raw(out, "</code>");
	if (tag && tag->name.len) {
		html_raw(out, " ");
		html_text(out, tag->name);
	}
	html_raw(out, "</a>");
	if (kind.len) {
		html_raw(out, ", ");
		html_text(out, kind);
	}
}

static void put_spelling(struct out *out, Text raw)
{
	html_raw(out, "<code>");
	html_text(out, raw);
	html_raw(out, "</code>");
}

/* "PGVO, perhaps PGOV?": said, and not acted upon. */
static void put_guess(struct out *out, const struct tag_use *use)
{
	put_spelling(out, use->raw.text);
	html_raw(
	    out, ", <span title=\"A guess of low confidence; the tag is kept as written\">perhaps");
	for (uint32_t i = 0; i < use->suggested.count; i++) {
		html_raw(out, " ");
		put_spelling(out, use->suggested.items[i]);
	}
	html_raw(out, "?</span>");
}

static void put_tag(const struct record_view *view, const struct tag_use *use)
{
	struct out *out = view->visit->out;

	html_raw(out, "<li>");
	if (use->name.len)
		html_text(out, use->name);
	else if (use->suggested.count)
		put_guess(out, use);
	else if (!use->codes.count) {
		put_spelling(out, use->raw.text);
		html_raw(out, " as written");
	} else if (use->rule != TAG_RULE_IDENTITY) {
		put_spelling(out, use->raw.text);
		html_raw(out, " read as ");
	}
	for (uint32_t i = 0; i < use->codes.count; i++) {
		if (i)
			html_raw(out, ", ");
		put_code(view, use->codes.items[i]);
	}
	html_raw(out, "</li>\n");
}

static bool is_repeated(const struct cable *cable, uint32_t tag)
{
	for (uint32_t i = 0; i < tag; i++)
		if (text_equal_nocase(
			cable->tags.items[i].raw.text, cable->tags.items[tag].raw.text))
			return true;
	return false;
}

static void put_tags(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	if (!cable->tags.count)
		return;
	cable_put_term(out, TEXT("TAGS"));
	html_raw(out, "<ul class=\"many\">\n");
	for (uint32_t i = 0; i < cable->tags.count; i++)
		if (!is_repeated(cable, i))
			put_tag(view, &cable->tags.items[i]);
	html_raw(out, "</ul></dd>\n");
}

/* ---- who classified it, why, until when ---- */

/* The meaning of a letter under the order that the message names, else under the one whose letters
 * most messages mean. */
static Text reason_meaning(const struct record_view *view, const struct class_reason *reason)
{
	const struct catalog *catalog = view->visit->catalog;
	Text meaning = catalog_reason(
	    catalog, view->record->cable->eo_number, reason->section, reason->letter);

	if (!meaning.len)
		meaning = catalog_reason(catalog, TEXT("12958"), reason->section, reason->letter);
	return meaning;
}

static void put_reason(const struct record_view *view, const struct class_reason *reason)
{
	Text meaning = reason_meaning(view, reason);
	struct out *out = view->visit->out;

	html_raw(out, "<li>");
	html_text(out, reason->section);
	if (reason->letter.len) {
		html_raw(out, " (");
		html_text(out, reason->letter);
		html_raw(out, ")");
	}
	if (meaning.len) {
		html_raw(out, ": ");
		html_text(out, meaning);
	}
	html_raw(out, "</li>\n");
}

static void put_reasons(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	if (!cable->reasons.count)
		return;
	cable_put_term(out, TEXT("Reasons"));
	html_raw(out, "<ul>\n");
	for (uint32_t i = 0; i < cable->reasons.count; i++)
		put_reason(view, &cable->reasons.items[i]);
	html_raw(out, "</ul></dd>\n");
}

/* The day that the message names, or the event or exemption as it is written. */
static void put_declassification(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	if (cable->declassify_on.precision == PRECISION_UNKNOWN) {
		put_field(out, TEXT("Declassify on"), cable->eo_declassify);
		return;
	}
	cable_put_term(out, TEXT("Declassify on"));
	html_date(out, cable->declassify_on);
	html_raw(out, "</dd>\n");
}

void cable_put_lines(const struct record_view *view)
{
	const struct cable *cable = view->record->cable;
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box message\" aria-labelledby=\"message\">\n<h2 id=\"message\">Message</h2>\n<dl>\n");
	put_captions(view);
	put_field(out, TEXT("For"), cable->attention.text);
	put_field(out, TEXT("Executive order"), cable->executive_order.text);
	put_tags(view);
	put_field(out, TEXT("Subject"), cable->subject.text);
	cable_put_references(view);
	put_field(out, TEXT("Classified by"), without_keyword(cable->classified_by.text));
	put_reasons(view);
	put_declassification(view);
	cable_put_cited_by(view);
	html_raw(out, "</dl>\n");
}
