/* About: the archive's own words where it has some, the program's otherwise; then the facts. */
#include "pages/chrome.h"
#include "pages/embedded.h"
#include "pages/html.h"
#include "pages/markdown.h"
#include "pages/pages.h"

static void put_contact(struct out *out, Text contact)
{
	bool mail = text_find_char(contact, ':') == TEXT_NONE;

	html_raw(out, "<dt>Contact</dt><dd><a href=\"");
	if (mail)
		html_raw(out, "mailto:");
	html_attr(out, contact);
	html_raw(out, "\">");
	html_text(out, contact);
	html_raw(out, "</a></dd>\n");
}

static void put_facts(struct visit *visit)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	const struct site *site = visit_site(visit);
	struct out *out = visit->out;

	html_raw(out, "<h2 id=\"facts\">At a glance</h2>\n<dl class=\"terms\">\n");
	if (site->settings[SITE_PUBLISHER].len) {
		html_raw(out, "<dt>Publisher</dt><dd>");
		html_text(out, site->settings[SITE_PUBLISHER]);
		html_raw(out, "</dd>\n");
	}
	if (site->settings[SITE_CONTACT].len)
		put_contact(out, site->settings[SITE_CONTACT]);
	html_raw(out, "<dt>Released</dt><dd>");
	html_number(out, facts->released);
	html_raw(out, " of ");
	html_number(out, facts->total);
	html_raw(out, " records</dd>\n<dt>Edition</dt><dd>");
	html_text(out, facts->name);
	html_raw(out, ", sealed ");
	html_moment(out, facts->sealed);
	html_raw(out, "</dd>\n<dt>SHA-256 of its manifest</dt><dd><code>");
	html_text(out, facts->hash);
	html_raw(
	    out, "</code></dd>\n<dt>Program</dt><dd>Chancery " CHANCERY_VERSION "</dd>\n</dl>\n");
}

enum fault page_about(struct visit *visit, struct error *err)
{
	const struct site *site = visit_site(visit);
	struct out *out = visit->out;

	chrome_begin(visit, &(struct head){ .title = TEXT_INIT("About this archive") });
	html_raw(out, "<article class=\"prose\">\n<h1>About ");
	html_text(out, site->settings[SITE_NAME]);
	html_raw(out, "</h1>\n");
	if (markdown_put(visit, site->about.len ? site->about : embedded_about_md, MARKDOWN_PART,
		err) != FAULT_NONE)
		return err->fault;
	put_facts(visit);
	html_raw(out,
	    "<p>Go on: <a href=\"/faq\">questions that readers ask</a>, <a href=\"/glossary\">glossary</a>, "
	    "<a href=\"/help\">help</a>, <a href=\"/help/community\">for those who build on it</a>.</p>\n"
	    "</article>\n");
	chrome_end(visit);
	return FAULT_NONE;
}
