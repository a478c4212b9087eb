/* Boxes 1 and 2 of a cable: what it is, and who it went to. */
#include "pages/cable_view.h"

#include "pages/explain.h"
#include "pages/html.h"
#include "pages/links.h"

#define FEW_ADDRESSEES 3 /* more of them stand in columns */

void cable_put_term(struct out *out, Text term)
{
	html_raw(out, "<dt>");
	html_text(out, term);
	html_raw(out, "</dt><dd>");
}

static void put_created(const struct record_view *view)
{
	Moment created = view->record->created;
	struct out *out = view->visit->out;

	if (created.precision < PRECISION_MONTH) {
		html_moment(out, created);
		return;
	}
	html_raw(out, "<a href=\"");
	link_value(out, view->visit->arena, FACET_MONTH,
	    text_slice(moment_text(view->visit->arena, created), 0, 7));
	html_raw(out, "\">");
	html_moment(out, created);
	html_raw(out, "</a>");
}

static void put_classification(const struct record_view *view)
{
	enum classification level = view->record->classification;
	struct out *out = view->visit->out;

	if (level != CLASS_UNKNOWN) {
		html_raw(out, "<a class=\"level ");
		html_attr(out, classification_slug(level));
		html_raw(out, "\" href=\"");
		link_value(
		    out, view->visit->arena, FACET_CLASSIFICATION, classification_slug(level));
		html_raw(out, "\">");
		html_text(out, classification_text(level));
		html_raw(out, "</a> ");
	}
	html_raw(out, "<span class=\"note\">");
	html_text(out, explain_classification(level));
	html_raw(out, "</span>");
}

static void put_origin(const struct record_view *view)
{
	const struct catalog *catalog = view->visit->catalog;
	const struct post *post = catalog_post_by_name(catalog, view->record->origin);
	const struct country *country = post ? catalog_country(catalog, post->country_iso2) : NULL;
	struct out *out = view->visit->out;

	if (!view->record->origin.len) {
		html_raw(out, "not stated");
		return;
	}
	record_put_origin(view,
	    post ? post->slug : text_slug(view->visit->arena, view->record->origin),
	    view->record->origin);
	if (country) {
		html_raw(out, ", ");
		record_put_country(view, country);
	}
}

/* The id as it came, where it was repaired. */
static void put_aliases(const struct record_view *view)
{
	struct out *out = view->visit->out;

	for (uint32_t i = 0; i < view->record->aliases.count; i++) {
		const struct alias *alias = &view->record->aliases.items[i];

		html_raw(out, " <span class=\"note\">received as <code>");
		html_text(out, alias->id);
		html_raw(out, "</code>: ");
		html_text(out, alias->reason);
		html_raw(out, "</span>");
	}
}

void cable_put_what(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"what\">\n<h2 id=\"what\">What it is</h2>\n<dl>\n");
	cable_put_term(out, TEXT("Reference ID"));
	html_raw(out, "<code>");
	html_text(out, view->record->id);
	html_raw(out, "</code>");
	put_aliases(view);
	html_raw(out, "</dd>\n");
	cable_put_term(out, TEXT("Created"));
	put_created(view);
	html_raw(out, "</dd>\n");
	cable_put_term(out, TEXT("Released"));
	record_put_released(view);
	html_raw(out, "</dd>\n");
	cable_put_term(out, TEXT("Origin"));
	put_origin(view);
	html_raw(out, "</dd>\n");
	cable_put_term(out, TEXT("Classification"));
	put_classification(view);
	html_raw(out, "</dd>\n</dl>\n</section>\n");
}

/* The precedence of the whole message is explained where it stands. */
static void put_addressee_precedence(const struct record_view *view, Text word)
{
	struct out *out = view->visit->out;

	if (!word.len)
		return;
	html_raw(out, " ");
	if (text_equal(word, view->record->cable->header.precedence_word)) {
		html_text(out, word);
		return;
	}
	html_raw(out, "<abbr title=\"");
	html_attr(out, explain_precedence(word));
	html_raw(out, "\">");
	html_text(out, word);
	html_raw(out, "</abbr>");
}

static void put_addressee(const struct record_view *view, const struct addressee *addressee)
{
	const struct post *post = catalog_post(view->visit->catalog, addressee->post);
	struct out *out = view->visit->out;
	Text name =
	    addressee->plad.text.len ? addressee->plad.text : addressee->routing_indicator.text;

	if (addressee->post.len && post)
		record_put_origin(view, post->slug, name);
	else
		html_words(out, name);
	put_addressee_precedence(view, addressee->precedence.text);
	if (addressee->message_number.text.len) {
		html_raw(out, " <small>");
		html_text(out, addressee->message_number.text);
		html_raw(out, "</small>");
	}
	if (addressee->zen)
		html_raw(out, " <abbr title=\"delivered by other means\">ZEN</abbr>");
}

static void put_addressees(const struct record_view *view, Text term, const AddresseeList *list)
{
	struct out *out = view->visit->out;

	if (!list->count)
		return;
	cable_put_term(out, term);
	if (list->count > FEW_ADDRESSEES)
		html_raw(out, "<ul class=\"many\">\n");
	else
		html_raw(out, "<ul>\n");
	for (uint32_t i = 0; i < list->count; i++) {
		html_raw(out, "<li>");
		put_addressee(view, &list->items[i]);
		html_raw(out, "</li>\n");
	}
	html_raw(out, "</ul></dd>\n");
}

static void put_precedence(const struct record_view *view)
{
	Text word = view->record->cable->header.precedence_word, words = explain_precedence(word);
	struct out *out = view->visit->out;

	if (!word.len)
		return;
	cable_put_term(out, TEXT("Precedence"));
	html_text(out, word);
	if (words.len) {
		html_raw(out, " <span class=\"note\">");
		html_text(out, words);
		html_raw(out, "</span>");
	}
	html_raw(out, "</dd>\n");
}

static void put_group(const struct record_view *view)
{
	const struct date_time_group *dtg = &view->record->cable->header.dtg;
	struct out *out = view->visit->out;

	if (!dtg->raw.text.len)
		return;
	cable_put_term(out, TEXT("Date-time group"));
	html_raw(out, "<code>");
	html_words(out, dtg->raw.text);
	html_raw(out, "</code></dd>\n");
}

static void put_raw(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out, "<details>\n<summary>Header as received</summary>\n<pre tabindex=\"0\">");
	html_words(out,
	    text_trim_end(
		transcript_slice(&view->record->transcript, view->record->cable->header.span)));
	html_raw(out, "</pre>\n</details>\n");
}

void cable_put_header(const struct record_view *view)
{
	const struct cable_header *header = &view->record->cable->header;
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"header\">\n<h2 id=\"header\">Header</h2>\n");
	if (!header->span.length) {
		html_raw(
		    out, "<p>This record came without a transmission header.</p>\n</section>\n");
		return;
	}
	if (header->partial)
		html_raw(out,
		    "<p>Of the original cable this is a partial extract, says its header.</p>\n");
	html_raw(out, "<dl>\n");
	if (header->from.plad.text.len || header->from.routing_indicator.text.len) {
		cable_put_term(out, TEXT("From"));
		put_addressee(view, &header->from);
		html_raw(out, "</dd>\n");
	}
	put_group(view);
	put_precedence(view);
	put_addressees(view, TEXT("To"), &header->to);
	put_addressees(view, TEXT("Info"), &header->info);
	put_addressees(view, TEXT("Not to"), &header->excluded);
	html_raw(out, "</dl>\n");
	put_raw(view);
	html_raw(out, "</section>\n");
}
