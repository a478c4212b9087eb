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

/* ---- sentences that state a figure ---- */

static bool is_inside(Span part, Span whole)
{
	return part.length && part.start >= whole.start &&
	    part.start + part.length <= whole.start + whole.length;
}

/* Facts of one sentence follow each other; its address is the number of the first. */
static bool begins_sentence(const struct narrative *narrative, uint32_t fact)
{
	return !fact ||
	    narrative->facts.items[fact].sentence.span.start !=
	    narrative->facts.items[fact - 1].sentence.span.start;
}

/* Text with its figures' sentences in spans of their own. A sentence that does not stand in it as
 * the paragraph does is left without; its figures then lead to the paragraph. */
static void put_sentences(
    const struct record_view *view, const struct narrative_paragraph *paragraph, Text text)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	for (uint32_t i = 0; i < narrative->facts.count; i++) {
		struct narrative_paragraph part = { .span =
							narrative->facts.items[i].sentence.span };
		Text sentence;
		size_t at;

		if (!is_inside(part.span, paragraph->span) || !begins_sentence(narrative, i))
			continue;
		sentence = narrative_flow(view->record, &part, view->visit->arena);
		at = sentence.len ? text_find(text, sentence) : TEXT_NONE;
		if (at == TEXT_NONE)
			continue;
		marks_put(view->marks, out, text_slice(text, 0, at));
		html_raw(out, "<span id=\"s");
		out_number(out, i + 1);
		html_raw(out, "\">");
		marks_put(view->marks, out, sentence);
		html_raw(out, "</span>");
		view->stated[i] = true;
		text = text_from(text, at + sentence.len);
	}
	marks_put(view->marks, out, text);
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
	put_sentences(view, paragraph, narrative_flow(view->record, paragraph, view->visit->arena));
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
		marks_put(view->marks, out, narrative->recommendations.items[i].text);
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

static void put_sections(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;

	for (uint32_t i = 0; i < narrative->sections.count; i++)
		put_section(view, &narrative->sections.items[i]);
}

static void put_text(const struct record_view *view)
{
	struct out *out = view->visit->out;

	html_raw(out,
	    "<section class=\"box message\" aria-labelledby=\"message\">\n<h2 id=\"message\">Narrative</h2>\n"
	    "<div class=\"body\">\n");
	put_sections(view);
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

/* The address of the figure's sentence when it has one on this page, else of its paragraph. */
static void put_place(const struct record_view *view, uint32_t fact)
{
	const struct narrative *narrative = view->record->narrative;
	Text paragraph = narrative->facts.items[fact].paragraph;
	struct out *out = view->visit->out;
	uint32_t first = fact;

	while (!begins_sentence(narrative, first))
		first--;
	html_raw(out, "<a href=\"#");
	if (view->stated[first]) {
		html_raw(out, "s");
		out_number(out, first + 1);
	} else {
		html_raw(out, "p");
		html_path(out, paragraph);
	}
	html_raw(out, "\" aria-label=\"sentence in ");
	html_attr(out, paragraph);
	html_raw(out, "\">\xC2\xB6</a>");
}

static void put_fact(const struct record_view *view, uint32_t number)
{
	const struct narrative_fact *fact = &view->record->narrative->facts.items[number];
	struct out *out = view->visit->out;

	html_raw(out, "<tr><td>");
	if (fact->year)
		out_number(out, fact->year);
	else
		html_raw(out, "not stated");
	html_raw(out, "</td><th scope=\"row\">");
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
	put_place(view, number);
	html_raw(out, "</td></tr>\n");
}

static void put_figures(const struct record_view *view)
{
	const struct narrative *narrative = view->record->narrative;
	struct out *out = view->visit->out;

	if (!narrative->facts.count)
		return;
	html_raw(out,
	    "<section class=\"box\" aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n"
	    "<table class=\"figures\">\n<caption>Numbers that the text states, each with a link to its "
	    "sentence</caption>\n<thead><tr><th scope=\"col\">Year</th><th scope=\"col\">What</th>"
	    "<th scope=\"col\">Number</th>"
	    "<th scope=\"col\">Text</th></tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < narrative->facts.count; i++)
		put_fact(view, i);
	html_raw(out, "</tbody>\n</table>\n</section>\n");
}

enum fault page_narrative(struct visit *visit, struct error *err)
{
	struct record_view view;
	Text title;

	if (!record_page_open(&view, visit, RECORD_NARRATIVE, err))
		return err->fault;
	view.stated = arena_take(visit->arena, view.record->narrative->facts.count + 1);
	if (!view.stated)
		return fail(err, FAULT_NO_MEMORY, "no memory for the page");
	title = view.record->title.len ? view.record->title : view.record->narrative->country_name;
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "%.*s, Trafficking in Persons Report %.*s",
		    TEXT_ARG(title), TEXT_ARG(visit->holes[0])),
		.section = TEXT_INIT("/report"),
		.more = record_put_head,
		.context = &view });
	html_raw(visit->out, "<article class=\"record\">\n<h1>");
	marks_put_plain(view.marks, visit->out, title);
	html_raw(visit->out, "</h1>\n");
	record_count_hits(&view, put_sections);
	trail_put(visit, &view.trail, view.marks->total);
	put_what(&view);
	put_text(&view);
	put_figures(&view);
	record_put_foot(&view);
	record_put_other_years(&view);
	html_raw(visit->out, "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
