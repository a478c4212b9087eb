/* The glossary: words by hand, codes from the catalog, each with an id to link to. */
#include "pages/chrome.h"
#include "pages/embedded.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/markdown.h"
#include "pages/pages.h"
#include "pages/values.h"

/* `kind` keeps the ids of the lists apart: "caption-sipdis". */
static void open_term(struct visit *visit, Text kind, Text term)
{
	html_raw(visit->out, "<dt id=\"");
	html_attr(visit->out, kind);
	html_raw(visit->out, "-");
	html_attr(visit->out, text_slug(visit->arena, term));
	html_raw(visit->out, "\">");
}

static void put_term(struct visit *visit, Text kind, Text term, Text words)
{
	open_term(visit, kind, term);
	html_text(visit->out, term);
	html_raw(visit->out, "</dt><dd>");
	html_text(visit->out, words);
	html_raw(visit->out, "</dd>\n");
}

static void put_classes(struct visit *visit)
{
	html_raw(visit->out,
	    "<h2 id=\"classifications\">Classification</h2>\n<p>Levels and damage as in "
	    "Executive Order 13526, section 1.2, and the orders before it.</p>\n<dl class=\"terms\">\n");
	for (unsigned i = CLASS_UNKNOWN + 1; i < CLASS_COUNT; i++)
		put_term(visit, TEXT("class"), classification_text((enum classification)i),
		    explain_classification((enum classification)i));
	html_raw(visit->out, "</dl>\n");
}

static void put_precedences(struct visit *visit)
{
	static const Text tokens[] = { TEXT_INIT("Z"), TEXT_INIT("NIACT"), TEXT_INIT("O"),
		TEXT_INIT("P"), TEXT_INIT("R"), TEXT_INIT("DEFERRED") };
	struct out *out = visit->out;

	html_raw(out,
	    "<h2 id=\"precedences\">Precedence</h2>\n<p>The letter stands in the header (ACP 127); "
	    "two letters are those for action and for information.</p>\n<dl class=\"terms\">\n");
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		const struct precedence *entry = catalog_precedence(visit->catalog, tokens[i]);

		if (!entry)
			continue;
		open_term(visit, TEXT("precedence"), entry->word);
		html_text(out, entry->word);
		if (tokens[i].len == 1) {
			html_raw(out, " <code>");
			html_text(out, tokens[i]);
			html_raw(out, "</code>");
		}
		html_raw(out, "</dt><dd>");
		html_text(out, explain_precedence(entry->word));
		html_raw(out, "</dd>\n");
	}
	html_raw(out, "</dl>\n");
}

/* Those that the edition has lead to their records. */
static enum fault put_captions(struct visit *visit, struct error *err)
{
	struct facet_list list = { 0 };
	struct out *out = visit->out;
	uint32_t count;
	const struct caption_entry *captions = catalog_captions(visit->catalog, &count);

	if (values_ask(visit, FACET_CAPTION, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	html_raw(
	    out, "<h2 id=\"captions\">Captions and operating signals</h2>\n<dl class=\"terms\">\n");
	for (uint32_t i = 0; i < count; i++) {
		bool held = values_find(&list, captions[i].code);

		open_term(visit, TEXT("caption"), captions[i].code);
		if (held) {
			html_raw(out, "<a href=\"");
			link_value(out, visit->arena, FACET_CAPTION, captions[i].code);
			html_raw(out, "\">");
		}
		html_text(out, captions[i].code);
		if (held)
			html_raw(out, "</a>");
		html_raw(out, "</dt><dd>");
		html_text(out, explain_caption_type(captions[i].type));
		html_raw(out, ": ");
		html_text(out, captions[i].meaning);
		html_raw(out, "</dd>\n");
	}
	html_raw(out, "</dl>\n");
	return FAULT_NONE;
}

static void put_reasons(struct visit *visit)
{
	html_raw(visit->out,
	    "<h2 id=\"reasons\">Reasons for classification</h2>\n<p>Section 1.4 of Executive Order "
	    "13526, and of E.O. 12958 since 2003, which cables cite. Before that, 12958 had them in "
	    "section 1.5.</p>\n<dl class=\"terms\">\n");
	for (char c = 'a'; c <= 'h'; c++) {
		Text letter = { &c, 1 };

		put_term(visit, TEXT("reason"), text_format(visit->arena, "1.4 (%c)", c),
		    catalog_reason(visit->catalog, TEXT("13526"), TEXT("1.4"), letter));
	}
	html_raw(visit->out, "</dl>\n");
}

static void put_acronyms(struct visit *visit)
{
	uint32_t count;
	const struct acronym *acronyms = catalog_acronyms(visit->catalog, &count);

	html_raw(visit->out, "<h2 id=\"acronyms\">Acronyms</h2>\n<dl class=\"terms\">\n");
	for (uint32_t i = 0; i < count; i++)
		if (acronyms[i].expansion.len)
			put_term(
			    visit, TEXT("acronym"), acronyms[i].acronym, acronyms[i].expansion);
	html_raw(visit->out, "</dl>\n");
}

enum fault page_glossary(struct visit *visit, struct error *err)
{
	chrome_begin(
	    visit, &(struct head){ .title = TEXT_INIT("Glossary"), .section = TEXT_INIT("/help") });
	html_raw(visit->out, "<div class=\"prose\">\n");
	if (markdown_put(visit, embedded_glossary_md, MARKDOWN_PAGE, err) != FAULT_NONE)
		return err->fault;
	put_classes(visit);
	put_precedences(visit);
	if (put_captions(visit, err) != FAULT_NONE)
		return err->fault;
	put_reasons(visit);
	put_acronyms(visit);
	html_raw(visit->out, "</div>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
