/* The levels of classification in their order, with plain words, and the records of one. */
#include "pages/pages.h"

#include "pages/chrome.h"
#include "pages/explain.h"
#include "pages/html.h"
#include "pages/value_page.h"

#define SECTION TEXT_INIT("/classification")

static Text label_of(const struct facet_value *value)
{
	return value->label.len ? value->label : value->value;
}

enum fault page_classification(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	struct facet_list list;

	if (values_ask(visit, FACET_CLASSIFICATION, TEXT(""), &list, NULL, err) != FAULT_NONE)
		return err->fault;
	chrome_begin(visit,
	    &(struct head){ .title = TEXT_INIT("Browse by classification"), .section = SECTION });
	html_raw(out,
	    "<h1>Browse by classification</h1>\n<p class=\"lead\">How closely a cable was to be kept when it "
	    "was sent. <a href=\"/help/understanding-cables\">More about the levels</a>.</p>\n"
	    "<ul class=\"values wide\">\n");
	for (unsigned i = 0; i < CLASS_COUNT; i++) {
		const struct facet_value *value = values_find(&list, classification_slug(i));

		if (value)
			values_put(visit, FACET_CLASSIFICATION, value, label_of(value),
			    explain_classification(i));
	}
	html_raw(out, "</ul>\n");
	chrome_end(visit);
	return FAULT_NONE;
}

enum fault page_classification_value(struct visit *visit, struct error *err)
{
	struct value_page one = {
		.facet = FACET_CLASSIFICATION, .section = SECTION, .typed = visit->holes[0]
	};
	Text label;

	if (value_page_ask(&one, visit, err) != FAULT_NONE || one.answered)
		return err->fault;
	label = label_of(one.value);
	chrome_begin(visit,
	    &(struct head){ .title = label,
		.section = SECTION,
		.feed = listing_feed(&one.listing, visit->arena) });
	html_raw(visit->out, "<h1>");
	html_text(visit->out, label);
	html_raw(visit->out, "</h1>\n<p class=\"lead\">");
	html_text(visit->out, explain_classification(classification_of_slug(one.value->value)));
	html_raw(visit->out, "</p>\n");
	listing_put(&one.listing, visit);
	chrome_end(visit);
	return FAULT_NONE;
}
