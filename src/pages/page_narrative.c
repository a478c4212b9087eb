/* The page of a country narrative: country, tier, year; sections and recommendations, each with an
 * address. */
#include "pages/pages.h"

#include "pages/cable_view.h"
#include "pages/chrome.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "record/reflow.h"

static void put_tier(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	cable_put_term(out, TEXT("Tier"));
	html_text(out, narrative->tier.text.len ? narrative->tier.text : TEXT("not stated"));
	html_raw(out, " <span class=\"note\">");
	html_text(out, explain_tier(narrative->tier_code));
	html_raw(out, "</span></dd>\n");
}

static void put_year(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	cable_put_term(out, TEXT("Report"));
	if (narrative->year) {
		html_raw(out, "<a href=\"/report/tip/");
		out_number(out, narrative->year);
		html_raw(out, "\">Trafficking in Persons Report ");
		out_number(out, narrative->year);
		html_raw(out, "</a>");
	} else {
		html_raw(out, "Trafficking in Persons Report, year unknown");
	}
	if (narrative->year_inferred)
		html_raw(out,
		    " <span class=\"note\">the year is not printed in it; it follows from its figures</span>");
	html_raw(out, "</dd>\n");
}

static void put_country(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	const struct country *country =
	    catalog_country(view->visit->catalog, narrative->country_iso2);
	struct out *out = view->visit->out;

	cable_put_term(out, TEXT("Country"));
	if (country)
		record_put_country(view, country);
	else
		html_text(out, narrative->country_name);
	html_raw(out, "</dd>\n");
}

static void put_what(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"what\">\n<h2 id=\"what\">What it is</h2>\n<dl>\n");
	put_country(view);
	put_tier(view);
	put_year(view);
	cable_put_term(out, TEXT("Released"));
	record_put_released(view);
	html_raw(out, "</dd>\n</dl>\n</section>\n");
}

static void put_paragraph(
    const struct record_view *view, const struct narrative_paragraph *paragraph)
{
	struct out *out = view->visit->out;

	html_raw(out, "<p id=\"p");
	html_attr(out, paragraph->id);
	html_raw(out, "\"><a href=\"#p");
	html_path(out, paragraph->id);
	html_raw(out, "\">\xC2\xB6</a> ");
	record_put_words(
	    view, paragraph->span, narrative_flow(view->record, paragraph, view->visit->arena));
	html_raw(out, "</p>\n");
}

/* The report prints its recommendations as one paragraph; here they are a list under the
 * paragraph's address. */
static void put_recommendations(
    const struct record_view *view, const struct narrative_section *section)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	html_raw(out, "<ol");
	if (section->paragraphs.count) {
		html_raw(out, " id=\"p");
		html_attr(out, section->paragraphs.items[0].id);
		html_raw(out, "\"");
	}
	html_raw(out, ">\n");
	for (uint32_t i = 0; i < narrative->recommendations.count; i++) {
		html_raw(out, "<li>");
		html_text(out, narrative->recommendations.items[i].text);
		html_raw(out, "</li>\n");
	}
	html_raw(out, "</ol>\n");
}

static void put_section(const struct record_view *view, const struct narrative_section *section)
{
	struct out *out = view->visit->out;

	html_raw(out, "<h3 id=\"");
	html_attr(out, section_slug(section->kind));
	html_raw(out, "\"><a href=\"#");
	html_path(out, section_slug(section->kind));
	html_raw(out, "\">\xC2\xB6</a> ");
	html_text(out, section_name(section->kind));
	html_raw(out, "</h3>\n");
	if (section->kind == SECTION_RECOMMENDATIONS &&
	    view->record->narrative->recommendations.count) {
		put_recommendations(view, section);
		return;
	}
	for (uint32_t i = 0; i < section->paragraphs.count; i++)
		put_paragraph(view, &section->paragraphs.items[i]);
}

static void put_text(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box message\" aria-labelledby=\"message\">\n<h2 id=\"message\">Narrative</h2>\n"
	    "<div class=\"body\">\n");
	for (uint32_t i = 0; i < narrative->sections.count; i++)
		put_section(view, &narrative->sections.items[i]);
	html_raw(out, "</div>\n</section>\n");
}

/* ---- figures ---- */

/* 60000 -> "60,000"; years as they are, periods with a dash. */
static void put_value(struct out *out, const struct narrative_fact *fact)
{
	if (fact->metric != METRIC_LAW_YEAR && fact->low == fact->high) {
		out_grouped(out, fact->low);
		return;
	}
	out_number(out, fact->low);
	if (fact->low == fact->high)
		return;
	html_raw(out, "\xE2\x80\x93");
	out_number(out, fact->high);
}

static void put_fact(const struct record_view *view, const struct narrative_fact *fact)
{
	struct out *out = view->visit->out;

	html_raw(out, "<tr><th scope=\"row\">");
	html_text(out, metric_shown(fact->metric));
	html_raw(out, "</th><td>");
	if (fact->qualifier.len) {
		html_text(out, fact->qualifier);
		html_raw(out, " ");
	}
	put_value(out, fact);
	/* Counts are of what the row names; a length of time says its unit. */
	if (fact->low == fact->high && text_equal(metric_unit(fact->metric), TEXT("years")))
		html_raw(out, " years");
	html_raw(out, "</td><td>");
	if (fact->year)
		out_number(out, fact->year);
	else
		html_raw(out, "not stated");
	html_raw(out, "</td><td><a href=\"#p");
	html_path(out, fact->paragraph);
	html_raw(out, "\" aria-label=\"\xC2\xB6 ");
	html_attr(out, fact->paragraph);
	html_raw(out, "\">\xC2\xB6</a></td></tr>\n");
}

static void put_figures(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	if (!narrative->facts.count)
		return;
	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n"
	    "<table class=\"figures\">\n<caption>Numbers that the text states, each with the paragraph of its "
	    "sentence</caption>\n<thead><tr><th scope=\"col\">What</th>"
	    "<th scope=\"col\">Number</th><th scope=\"col\">Year</th>"
	    "<th scope=\"col\">Text</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < narrative->facts.count; i++)
		put_fact(view, &narrative->facts.items[i]);
	html_raw(out, "</tbody>\n</table>\n</section>\n");
}

enum fault page_narrative(struct visit *visit, struct error *err)
{
	struct record_view view;
	Text title;

	if (!record_page_open(&view, visit, RECORD_NARRATIVE, err))
		return err->fault;
	title = view.record->title.len ? view.record->title : view.record->narrative->country_name;
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "%.*s, Trafficking in Persons Report %.*s",
		    TEXT_ARG(title), TEXT_ARG(visit->holes[0])),
		.section = TEXT_INIT("/report") });
	html_raw(visit->out, "<article class=\"record\">\n<h1>");
	html_text(visit->out, title);
	html_raw(visit->out, "</h1>\n");
	put_what(&view);
	put_text(&view);
	put_figures(&view);
	record_put_foot(&view);
	html_raw(visit->out, "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
