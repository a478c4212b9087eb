/* Help: articles in Markdown, embedded at build. Their first line is "# Title". */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/embedded.h"
#include "pages/html.h"
#include "pages/markdown.h"

#define SECTION TEXT_INIT("/help")

static const struct {
	Text name;
	const Text *markdown;
	Text summary;
} articles[] = {
	{ TEXT_INIT("understanding-cables"), &embedded_understanding_cables_md,
	    TEXT_INIT(
		"The parts of a cable, its classification, precedence, TAGS, captions and paragraph marks.") },
	{ TEXT_INIT("searching"), &embedded_searching_md,
	    TEXT_INIT("Words, phrases, fields; what a search finds and what it does not.") },
	{ TEXT_INIT("citing"), &embedded_citing_md,
	    TEXT_INIT(
		"How to cite a record, a paragraph, an edition, so that it can be found again.") },
	{ TEXT_INIT("community"), &embedded_community_md,
	    TEXT_INIT("Take all of it away, follow it, verify a copy, report a problem.") },
};

/* Pages of help at addresses of their own. */
static const struct {
	Text path, title, summary;
} others[] = {
	{ TEXT_INIT("/faq"), TEXT_INIT("Questions that readers ask"),
	    TEXT_INIT("What is here, what is not, and what it is worth.") },
	{ TEXT_INIT("/glossary"), TEXT_INIT("Glossary"),
	    TEXT_INIT(
		"Words and codes: classification, precedence, captions, reasons, acronyms.") },
	{ TEXT_INIT("/about"), TEXT_INIT("About this archive"),
	    TEXT_INIT("Who keeps it, what happens to a record, how it can be checked.") },
};

#define ARTICLES (sizeof articles / sizeof *articles)

static Text title_of(Text markdown)
{
	Text line = text_cut(&markdown, '\n');

	text_take(&line, TEXT("# "));
	return text_trim(line);
}

static void put_entry(struct out *out, Text address, Text title, Text summary)
{
	html_raw(out, "<dt><a href=\"");
	html_attr(out, address);
	html_raw(out, "\">");
	html_text(out, title);
	html_raw(out, "</a></dt>\n<dd>");
	html_text(out, summary);
	html_raw(out, "</dd>\n");
}

enum fault page_help(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;

	(void)err;
	chrome_begin(visit, &(struct head){ .title = TEXT_INIT("Help"), .section = SECTION });
	html_raw(out, "<h1>Help</h1>\n<dl class=\"articles\">\n");
	for (size_t i = 0; i < ARTICLES; i++)
		put_entry(out, text_format(visit->arena, "/help/%.*s", TEXT_ARG(articles[i].name)),
		    title_of(*articles[i].markdown), articles[i].summary);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		put_entry(out, others[i].path, others[i].title, others[i].summary);
	html_raw(out, "</dl>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

static enum fault put_whole(struct visit *visit, Text markdown, struct error *err)
{
	chrome_begin(visit, &(struct head){ .title = title_of(markdown), .section = SECTION });
	html_raw(visit->out, "<article class=\"prose\">\n");
	if (markdown_put(visit, markdown, MARKDOWN_PAGE, err) != FAULT_NONE)
		return err->fault;
	html_raw(visit->out, "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

enum fault page_help_article(struct visit *visit, struct error *err)
{
	for (size_t i = 0; i < ARTICLES; i++)
		if (text_equal(articles[i].name, visit->holes[0]))
			return put_whole(visit, *articles[i].markdown, err);
	return fail(err, FAULT_NOT_FOUND, "no help about '%.*s'", TEXT_ARG(visit->holes[0]));
}

enum fault page_faq(struct visit *visit, struct error *err)
{
	return put_whole(visit, embedded_faq_md, err);
}
