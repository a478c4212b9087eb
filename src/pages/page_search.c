/* The one search: a box, how it was read, results, facets; a word about what to do when nothing was
 * found. */
#include "pages/pages.h"

#include "base/utf8.h"
#include "pages/chrome.h"
#include "pages/facets.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/listing.h"
#include "pages/offers.h"

static const Text examples[] = {
	TEXT_INIT("visa"),
	TEXT_INIT("\"trafficking in persons\" year:2008"),
	TEXT_INIT("subject:election -tag:PHUM"),
};

static void put_examples(struct out *out)
{
	html_raw(out, "<ul>\n");
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		html_raw(out, "<li><a rel=\"nofollow\" href=\"");
		link_search(out, examples[i]);
		html_raw(out, "\"><code>");
		html_text(out, examples[i]);
		html_raw(out, "</code></a></li>\n");
	}
	html_raw(out, "</ul>\n");
}

static void begin(struct visit *visit, Text query, Text heading)
{
	Text title =
	    query.len ? text_format(visit->arena, "Search: %.*s", TEXT_ARG(query)) : TEXT("Search");

	struct listing listing = { .path = TEXT_INIT("/search"), .query = query };
	struct head head = { .title = title, .search = query, .flags = HEAD_NOINDEX };

	/* What cannot be read has no feed. */
	if (visit->status == 200)
		head.feed = listing_feed(&listing, visit->arena);
	chrome_begin(visit, &head);
	html_raw(visit->out, "<h1>");
	html_text(visit->out, heading);
	html_raw(visit->out, "</h1>\n");
}

static enum fault put_nothing(const struct listing *listing, struct visit *visit, struct error *err)
{
	if (offers_put_without(listing, visit, err) != FAULT_NONE)
		return err->fault;
	html_raw(visit->out,
	    "<p>No record has all of this. A word finds exactly that word: try <code>word*</code> for what "
	    "begins so, <code>~word</code> for its other forms, or <code>one OR other</code>. "
	    "Records that are not released yet cannot be found. "
	    "<a href=\"/help/searching\">How to search</a> has all of the language.</p>\n");
	return FAULT_NONE;
}

/* The column that a sentence names ("column 7: ..."), or 0. */
static int fault_column(Text sentence)
{
	uint64_t column = 0;
	size_t at = text_find_nocase(sentence, TEXT("column "));

	if (at == TEXT_NONE)
		return 0;
	sentence = text_from(sentence, at + 7);
	text_take_digits(&sentence, 4, &column);
	return column <= QUERY_LIMIT + 1 ? (int)column : 0;
}

/* The query as typed, and under it a mark at the column. */
static void put_query_fault(struct visit *visit, Text query, const struct error *fault)
{
	struct out *out = visit->out;
	int column = fault_column(text_of(fault->text));

	visit->status = fault_http_status(fault->fault);
	begin(visit, query, TEXT("This search cannot be read"));
	html_raw(out, "<p class=\"fault\" role=\"alert\">");
	html_text(out, text_of(fault->text));
	html_raw(out, "</p>\n<pre class=\"query\" tabindex=\"0\">");
	html_text(out, query);
	if (column > 0)
		out_printf(out, "\n%*s", column, "^");
	html_raw(out,
	    "</pre>\n<p>Correct it in the box above, or see <a href=\"/help/searching\">how to search</a>. "
	    "Searches that work:</p>\n");
	put_examples(out);
	chrome_end(visit);
}

/* An id in any spelling goes to its record. */
static bool redirect_to_record(struct visit *visit, Text query)
{
	Text id = search_id(visit->index, query, visit->arena);

	if (!id.len || visit_param(visit, TEXT("sort")).at || visit_param(visit, TEXT("cursor")).at)
		return false;
	visit_redirect(visit, 302, link_record_path(visit->arena, id));
	return true;
}

enum fault page_search(struct visit *visit, struct error *err)
{
	struct listing listing = { .path = TEXT_INIT("/search"), .words = true };
	enum fault fault;

	listing.query = visit_param(visit, TEXT("q"));
	if (listing.query.len && redirect_to_record(visit, listing.query))
		return FAULT_NONE;
	fault = listing_ask(&listing, visit, err);
	if (fault == FAULT_BAD_INPUT || fault == FAULT_TOO_COSTLY || fault == FAULT_TOO_LARGE) {
		put_query_fault(visit, utf8_head(listing.query, QUERY_LIMIT), err);
		*err = (struct error){ 0 };
		return FAULT_NONE;
	}
	if (fault != FAULT_NONE)
		return fault;
	begin(visit, listing.query, TEXT("Search"));
	if (listing.result.reading.len) {
		html_raw(visit->out, "<p class=\"reading\">Read as: ");
		html_text(visit->out, listing.result.reading);
		html_raw(visit->out, "</p>\n");
	}
	facets_put_chips(&listing, visit);
	if (offers_put_spellings(&listing, visit, err) != FAULT_NONE)
		return err->fault;
	listing_put(&listing, visit);
	if (!listing.result.total && put_nothing(&listing, visit, err) != FAULT_NONE)
		return err->fault;
	chrome_end(visit);
	return FAULT_NONE;
}
