/* TAGS A to Z with their names and kinds, and the records of one. */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/value_page.h"
#include "search/spellings.h"

#define SECTION         TEXT_INIT("/tag")
#define SPELLINGS_SHOWN 200

/* "Trafficking in Persons, program". */
static Text words_of(const struct visit *visit, Text code)
{
	const struct tag *tag = catalog_tag(visit->catalog, code);
	Text kind = tag ? explain_tag_kind(tag->kind) : TEXT("");

	if (!tag || !tag->name.len)
		return TEXT("");
	if (!kind.len)
		return tag->name;
	return text_format(visit->arena, "%.*s, %.*s", TEXT_ARG(tag->name), TEXT_ARG(kind));
}

static void put_tag(struct visit *visit, const struct facet_value *value)
{
	values_put(visit, FACET_TAG, value, value->value, words_of(visit, value->value));
}

enum fault page_tag(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list;

	if (values_ask(visit, FACET_TAG, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	values_sort(&list);
	chrome_begin(
	    visit, &(struct head){ .title = TEXT_INIT("Browse by tag"), .section = SECTION });
	html_raw(out,
	    "<h1>Browse by tag</h1>\n<p class=\"lead\">TAGS are the codes by which the writers of cables "
	    "filed them: subjects, programs, organizations, countries. ");
	html_number(out, list.distinct);
	html_raw(out, " are used in this edition.</p>\n");
	values_put_letters(visit, &list, put_tag);
	chrome_end(visit);
	return FAULT_NONE;
}

static void put_heading(struct visit *visit, Text code)
{
	const struct tag *tag = catalog_tag(visit->catalog, code);
	struct out *out = visit->out;

	html_raw(out, "<h1><code>");
	html_text(out, code);
	html_raw(out, "</code>");
	if (tag && tag->name.len) {
		html_raw(out, " ");
		html_text(out, tag->name);
	}
	html_raw(out, "</h1>\n<p class=\"lead\">");
	if (!tag)
		html_raw(out, "A tag as it was written; it is in no list of TAGS known here.");
	else if (tag->definition.len)
		html_text(out, tag->definition);
	else
		html_text(out, explain_tag_kind(tag->kind));
	html_raw(out, "</p>\n");
}

static void put_spelling(struct visit *visit, Text code, const struct spelling *spelling)
{
	Text one = query_for(FACET_TAG, code, visit->arena);
	Text two = query_value(TEXT("tagged"), spelling->text, visit->arena);
	struct out *out = visit->out;

	html_raw(out, "<li>written <a rel=\"nofollow\" href=\"");
	link_search(out, text_format(visit->arena, "%.*s %.*s", TEXT_ARG(one), TEXT_ARG(two)));
	html_raw(out, "\"><code>");
	html_text(out, spelling->text);
	html_raw(out, "</code></a> in ");
	listing_put_count(out, spelling->count);
	html_raw(out, "</li>\n");
}

static void put_spellings(struct visit *visit, Text code)
{
	struct out *out = visit->out;
	SpellingList list = { 0 };

	if (!search_spellings(visit->index, code, visit->arena, &list) || !list.count)
		return;
	html_raw(out, "<details class=\"spellings\">\n<summary>Other spellings read as this tag (");
	html_number(out, list.count);
	html_raw(out, ")</summary>\n<ul>\n");
	for (uint32_t i = 0; i < list.count && i < SPELLINGS_SHOWN; i++)
		put_spelling(visit, code, &list.items[i]);
	html_raw(out, "</ul>\n");
	if (list.count > SPELLINGS_SHOWN)
		html_raw(out, "<p>Only the most frequent ones are listed.</p>\n");
	html_raw(out, "</details>\n");
}

enum fault page_tag_value(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_TAG, .section = SECTION, .typed = visit->holes[0]
	};
	Text words, title;

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	words = words_of(visit, one.value->value);
	title = words.len
	    ? text_format(visit->arena, "%.*s, %.*s", TEXT_ARG(one.value->value), TEXT_ARG(words))
	    : one.value->value;
	chrome_begin(visit,
	    &(struct head){ .title = title,
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	put_heading(visit, one.value->value);
	put_spellings(visit, one.value->value);
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
