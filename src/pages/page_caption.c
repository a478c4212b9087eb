/* Captions A to Z with what they say of a message, and the records with one. */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/caption")

static void put_caption(struct visit *visit, const struct facet_value *value)
{
	const struct caption_entry *entry = catalog_caption(visit->catalog, value->value);

	values_put(visit, FACET_CAPTION, value, value->value, entry ? entry->meaning : TEXT(""));
}

enum fault page_caption(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list;

	if (values_ask(visit, FACET_CAPTION, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	values_sort(&list);
	chrome_begin(
	    visit, &(struct head){ .title = TEXT_INIT("Browse by caption"), .section = SECTION });
	html_raw(out,
	    "<h1>Browse by caption</h1>\n<p class=\"lead\">Captions stand above the text of a cable and say "
	    "who may have it and how it travels. ");
	html_number(out, list.distinct);
	html_raw(out, " are used in this edition.</p>\n");
	values_put_letters(visit, &list, put_caption);
	chrome_end(visit);
	return FAULT_NONE;
}

/* "A rule for who may have it: limited distribution." */
static void put_meaning(struct visit *visit, Text code)
{
	const struct caption_entry *entry = catalog_caption(visit->catalog, code);
	Text kind = entry ? explain_caption_type(entry->type) : TEXT("");
	struct out *out = visit->out;

	html_raw(out, "<p class=\"lead\">");
	if (!entry)
		html_raw(out, "A caption as it was written; it is in no list known here.");
	html_text(out, kind);
	if (entry && kind.len && entry->meaning.len)
		html_raw(out, ": ");
	if (entry)
		html_text(out, entry->meaning);
	html_raw(out, "</p>\n");
}

enum fault page_caption_value(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_CAPTION, .section = SECTION, .typed = visit->holes[0]
	};

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){
		.title = text_format(visit->arena, "%.*s, a caption", TEXT_ARG(one.value->value)),
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1><code>");
	html_text(visit->out, one.value->value);
	html_raw(visit->out, "</code></h1>\n");
	put_meaning(visit, one.value->value);
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
