/* The articles of an archive: their list, each of them, their feed. */
#include "pages/articles.h"

#include "pages/atom.h"
#include "pages/chrome.h"
#include "pages/html.h"
#include "pages/markdown.h"
#include "pages/pages.h"

#define SECTION      "/articles"
#define FEED         "/articles/feed.atom"
#define FEED_ENTRIES 50

static void put_address(struct out *out, const struct site_article *article)
{
	html_raw(out, "/articles/");
	html_path(out, article->name);
}

static void put_byline(struct out *out, const struct site_article *article)
{
	html_date(out, article->date);
	if (article->author.len) {
		html_raw(out, ", by ");
		html_text(out, article->author);
	}
}

static void put_item(struct visit *visit, const struct site_article *article)
{
	struct out *out = visit->out;

	html_raw(out, "<li><a href=\"");
	put_address(out, article);
	html_raw(out, "\">");
	html_text(out, article->title);
	html_raw(out, "</a> <span class=\"note\">");
	put_byline(out, article);
	html_raw(out, "</span></li>\n");
}

void articles_put_citing(struct visit *visit, Text id)
{
	const struct site *site = visit_site(visit);
	uint32_t count;
	const struct site_citing *citing = site_citing(site, id, &count);

	if (!count)
		return;
	html_raw(visit->out,
	    "<h3 id=\"articles\">Articles that cite this record</h3>\n<ul class=\"articles\">\n");
	for (uint32_t i = 0; i < count; i++)
		put_item(visit, &site->articles.items[citing[i].article]);
	html_raw(visit->out, "</ul>\n");
}

void articles_put_latest(struct visit *visit, uint32_t most)
{
	const struct site *site = visit_site(visit);

	if (!site->articles.count)
		return;
	html_raw(visit->out, "<ul class=\"articles\">\n");
	for (uint32_t i = 0; i < site->articles.count && i < most; i++)
		put_item(visit, &site->articles.items[i]);
	html_raw(visit->out, "</ul>\n");
}

enum fault page_articles(struct visit *visit, struct error *err)
{
	const struct site *site = visit_site(visit);

	(void)err;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Articles"),
		.section = TEXT_INIT(SECTION),
		.feed = TEXT_INIT(FEED) });
	html_raw(visit->out, "<h1>Articles</h1>\n");
	if (site->articles.count)
		html_raw(visit->out,
		    "<p class=\"lead\">Written by the keepers of this archive. Each record that an article "
		    "names is a link, and its page names the article.</p>\n");
	else
		html_raw(visit->out, "<p>This archive has no articles yet.</p>\n");
	articles_put_latest(visit, site->articles.count);
	chrome_end(visit);
	return FAULT_NONE;
}

enum fault page_article(struct visit *visit, struct error *err)
{
	const struct site_article *article = site_article(visit_site(visit), visit->holes[0]);
	struct out *out = visit->out;

	if (!article)
		return fail(err, FAULT_NOT_FOUND, "there is no article of this name");
	chrome_begin(visit,
	    &(struct head){
		.title = article->title, .section = TEXT_INIT(SECTION), .feed = TEXT_INIT(FEED) });
	html_raw(out, "<article class=\"prose\">\n<h1>");
	html_text(out, article->title);
	html_raw(out, "</h1>\n<p class=\"byline\">");
	put_byline(out, article);
	html_raw(out, "</p>\n");
	if (markdown_put(visit, article->text, MARKDOWN_PART, err) != FAULT_NONE)
		return err->fault;
	html_raw(out, "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

/* --- the feed --- */

static Text address(struct visit *visit, Text path)
{
	return text_format(visit->arena, "%.*s%.*s", TEXT_ARG(visit->base), TEXT_ARG(path));
}

static void put_entry(struct visit *visit, const struct site_article *article)
{
	struct out *out = visit->out;
	Text path = text_format(visit->arena, "/articles/%.*s", TEXT_ARG(article->name));

	html_raw(out, "<entry>\n");
	atom_put_urn(out, TEXT("article"), article->name, visit->arena);
	html_raw(out, "<title>");
	html_text(out, article->title);
	html_raw(out, "</title>\n");
	if (article->author.len)
		atom_put_author(out, article->author);
	html_raw(out, "<updated>");
	atom_put_time(out, article->date);
	html_raw(out, "</updated>\n");
	atom_put_link(out, TEXT("alternate"), TEXT("text/html"), address(visit, path));
	html_raw(out, "</entry>\n");
}

enum fault page_articles_feed(struct visit *visit, struct error *err)
{
	const struct site *site = visit_site(visit);
	struct atom_head head = {
		.kind = TEXT_INIT("articles"),
		.title = text_format(
		    visit->arena, "%.*s: articles", TEXT_ARG(site->settings[SITE_NAME])),
		.subtitle = TEXT_INIT("Newest first."),
		.self = address(visit, TEXT(FEED)),
		.page = address(visit, TEXT(SECTION)),
		.updated = site->articles.count ? site->articles.items[0].date
						: edition_facts(visit->edition)->sealed,
	};

	(void)err;
	atom_begin(visit, &head);
	for (uint32_t i = 0; i < site->articles.count && i < FEED_ENTRIES; i++)
		put_entry(visit, &site->articles.items[i]);
	html_raw(visit->out, "</feed>\n");
	return FAULT_NONE;
}
