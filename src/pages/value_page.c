#include "pages/value_page.h"

#include "pages/links.h"

static Text value_path(struct visit *visit, enum facet facet, Text value)
{
	struct out out;
	Text path;

	out_begin(&out, 1024);
	link_value(&out, visit->arena, facet, value);
	path = text_copy(visit->arena, out_text(&out));
	out_end(&out);
	return path;
}

/* A value that no query can name is one that no record has. */
static enum fault ask_values(struct value_page *one, const struct visit *visit, struct error *err)
{
	struct facet_list list = { 0 };
	enum fault fault = values_ask(visit, one->facet, one->listing.query, &list, NULL, err);

	if (fault == FAULT_BAD_INPUT) {
		*err = (struct error){ 0 };
		fault = FAULT_NONE;
	}
	one->value = values_find(&list, one->typed);
	return fault;
}

enum fault value_page_ask(struct value_page *one, struct visit *visit, struct error *err)
{
	one->listing = (struct listing){
		.query = query_for(one->facet, one->typed, visit->arena),
	};
	if (ask_values(one, visit, err) != FAULT_NONE)
		return err->fault;
	one->answered = true;
	if (!one->value)
		return values_put_missing(visit, one->facet, one->section, one->typed, err);
	one->listing.path = value_path(visit, one->facet, one->value->value);
	if (!text_equal(one->value->value, one->typed)) {
		visit_redirect(visit, 301, one->listing.path);
		return FAULT_NONE;
	}
	one->answered = false;
	return listing_ask(&one->listing, visit, err);
}
