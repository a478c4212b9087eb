#include "pages/chrome.h"

#include "pages/html.h"
#include "pages/pages.h"

static const struct {
	Text path, name;
} ways[] = {
	{ TEXT_INIT("/released"), TEXT_INIT("Released") },
	{ TEXT_INIT("/created"), TEXT_INIT("Created") },
	{ TEXT_INIT("/origin"), TEXT_INIT("Origin") },
	{ TEXT_INIT("/tag"), TEXT_INIT("Tag") },
	{ TEXT_INIT("/classification"), TEXT_INIT("Classification") },
	{ TEXT_INIT("/caption"), TEXT_INIT("Caption") },
	{ TEXT_INIT("/country"), TEXT_INIT("Country") },
	{ TEXT_INIT("/report"), TEXT_INIT("Reports") },
	{ TEXT_INIT("/articles"), TEXT_INIT("Articles") },
	{ TEXT_INIT("/help"), TEXT_INIT("Help") },
};

static bool is_way(const struct visit *visit, Text path)
{
	return visit_site(visit)->articles.count || !text_equal(path, TEXT("/articles"));
}

static Text name_of(const struct visit *visit)
{
	return visit_site(visit)->settings[SITE_NAME];
}

/* The address changes with the colours, so that it may be kept for ever. */
static void put_colours(struct visit *visit)
{
	Text version = colours_version(visit);

	if (!version.len)
		return;
	html_raw(visit->out, "<link rel=\"stylesheet\" href=\"/site.css?v=");
	html_attr(visit->out, version);
	html_raw(visit->out, "\">\n");
}

static void put_head(struct visit *visit, const struct head *head)
{
	struct out *out = visit->out;
	Text version = asset_version(visit->arena);

	html_raw(
	    out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	html_text(out, head->title);
	html_raw(out, " - ");
	html_text(out, name_of(visit));
	html_raw(out,
	    "</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<link rel=\"stylesheet\" href=\"/style.css?v=");
	html_attr(out, version);
	html_raw(out, "\">\n");
	put_colours(visit);
	html_raw(out, "<link rel=\"icon\" href=\"/favicon.svg?v=");
	html_attr(out, version);
	html_raw(out, "\">\n");
	if (head->flags & HEAD_NOINDEX)
		html_raw(out, "<meta name=\"robots\" content=\"noindex\">\n");
	if (visit->canonical.len) {
		html_raw(out, "<link rel=\"canonical\" href=\"");
		html_attr(out, visit->canonical);
		html_raw(out, "\">\n");
	}
	if (head->flags & HEAD_OWN_SEARCH || head->feed.len) {
		html_raw(out,
		    "<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
		    "href=\"/opensearch.xml\" title=\"");
		html_attr(out, name_of(visit));
		html_raw(out, "\">\n");
	}
	if (head->feed.len) {
		html_raw(out, "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"");
		html_attr(out, head->feed);
		html_raw(out, "\">\n");
	}
	if (head->more)
		head->more(out, head->context);
	html_raw(out, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n");
}

static void put_ways(struct visit *visit, Text section)
{
	struct out *out = visit->out;

	html_raw(out, "<nav aria-label=\"Browse\">\n<ul>\n");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (!is_way(visit, ways[i].path))
			continue;
		html_raw(out, "<li><a href=\"");
		html_attr(out, ways[i].path);
		html_raw(out, "\"");
		if (text_equal(ways[i].path, section))
			html_raw(out, " aria-current=\"true\"");
		html_raw(out, ">");
		html_text(out, ways[i].name);
		html_raw(out, "</a></li>\n");
	}
	html_raw(out, "</ul>\n</nav>\n");
}

static void put_counter(struct visit *visit)
{
	struct out *out = visit->out;

	if (!visit->edition)
		return;
	html_raw(out, "<p class=\"counter\">Released so far <b>");
	html_number(out, edition_facts(visit->edition)->released);
	html_raw(out, " / ");
	html_number(out, edition_facts(visit->edition)->total);
	html_raw(out, "</b></p>\n");
}

static void put_search(struct out *out, Text words)
{
	html_raw(out,
	    "<form action=\"/search\" role=\"search\"><label for=\"q\">Search the archive</label>"
	    "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"1024\" value=\"");
	html_attr(out, words);
	html_raw(out, "\"><button>Search</button></form>\n");
}

static void put_notice(struct visit *visit)
{
	Text notice = visit_site(visit)->settings[SITE_NOTICE];

	if (!notice.len)
		return;
	html_raw(visit->out, "<p class=\"notice\">");
	html_text(visit->out, notice);
	html_raw(visit->out, "</p>\n");
}

void chrome_begin(struct visit *visit, const struct head *head)
{
	struct out *out = visit->out;

	put_head(visit, head);
	html_raw(out, "<header>\n<p class=\"name\"><a href=\"/\">");
	html_text(out, name_of(visit));
	html_raw(out, "</a></p>\n");
	if (!(head->flags & HEAD_OWN_SEARCH))
		put_search(out, head->search);
	put_counter(visit);
	put_ways(visit, head->section);
	put_notice(visit);
	html_raw(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

/* "Edition 000002 (4c3f...), sealed 1 September 2011": what a page was made from. */
static void put_edition(struct visit *visit)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	struct out *out = visit->out;

	html_raw(out, "<p>Edition <code>");
	html_text(out, facts->name);
	html_raw(
	    out, "</code>, <abbr title=\"SHA-256 of its manifest, shortened\">hash</abbr> <code>");
	html_text(out, text_slice(facts->hash, 0, 12));
	html_raw(out, "</code>, sealed ");
	html_moment(out, facts->sealed);
	html_raw(out, "</p>\n");
}

void chrome_end(struct visit *visit)
{
	struct out *out = visit->out;

	html_raw(out, "</main>\n<footer>\n");
	if (visit->edition)
		put_edition(visit);
	html_raw(out, "<p><a href=\"/about\">About</a> <a href=\"/help\">Help</a>");
	if (visit_site(visit)->articles.count)
		html_raw(out, " <a href=\"/articles\">Articles</a>");
	html_raw(out, "</p>\n</footer>\n</body>\n</html>\n");
}
