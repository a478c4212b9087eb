/* Help: articles in Markdown, embedded at build. Their first line is "# Title". */
#include "pages/pages.h"

#include <cmark.h>

#include "pages/chrome.h"
#include "pages/embedded.h"
#include "pages/html.h"

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
};

#define ARTICLES (sizeof articles / sizeof *articles)

static Text title_of(Text markdown)
{
	Text line = text_cut(&markdown, '\n');

	text_take(&line, TEXT("# "));
	return text_trim(line);
}

enum fault page_help(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;

	(void)err;
	chrome_begin(visit, &(struct head){ .title = TEXT_INIT("Help"), .section = SECTION });
	html_raw(out, "<h1>Help</h1>\n<dl class=\"articles\">\n");
	for (size_t i = 0; i < ARTICLES; i++) {
		html_raw(out, "<dt><a href=\"/help/");
		html_path(out, articles[i].name);
		html_raw(out, "\">");
		html_text(out, title_of(*articles[i].markdown));
		html_raw(out, "</a></dt>\n<dd>");
		html_text(out, articles[i].summary);
		html_raw(out, "</dd>\n");
	}
	html_raw(out, "</dl>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

/* cmark leaves raw HTML and dangerous links out by default; what it makes of our own text is
 * markup. */
static void put_markdown(struct out *out, Text markdown)
{
	char *html = cmark_markdown_to_html(markdown.at, markdown.len, CMARK_OPT_DEFAULT);

	out_put(out, text_of(html));
	free(html);
}

enum fault page_help_article(struct visit *visit, struct error *err)
{
	for (size_t i = 0; i < ARTICLES; i++) {
		if (!text_equal(articles[i].name, visit->holes[0]))
			continue;
		chrome_begin(visit,
		    &(struct head){ .title = title_of(*articles[i].markdown), .section = SECTION });
		html_raw(visit->out, "<article class=\"prose\">\n");
		put_markdown(visit->out, *articles[i].markdown);
		html_raw(visit->out, "</article>\n");
		chrome_end(visit);
		return FAULT_NONE;
	}
	return fail(err, FAULT_NOT_FOUND, "no help about '%.*s'", TEXT_ARG(visit->holes[0]));
}
