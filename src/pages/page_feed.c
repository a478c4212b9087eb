/* The feeds: of all releases, of a facet's value, of a search. */
#include "pages/pages.h"

#include "pages/address.h"
#include "pages/feed.h"
#include "pages/values.h"

static Text named(const struct visit *visit, Text title)
{
	return text_format(visit->arena, "%.*s: %.*s",
	    TEXT_ARG(visit_site(visit)->settings[SITE_NAME]), TEXT_ARG(title));
}

enum fault page_feed(struct visit *visit, struct error *err)
{
	return feed_put(visit,
	    &(struct feed_of){ .path = TEXT_INIT("/feed.atom"),
		.page = TEXT_INIT("/released"),
		.title = named(visit, TEXT("releases")) },
	    err);
}

enum fault page_search_feed(struct visit *visit, struct error *err)
{
	struct feed_of of = {
		.path = TEXT_INIT("/search.atom"), .page = TEXT_INIT("/search"), .asked = true
	};

	of.query = visit_param(visit, TEXT("q"));
	of.title = named(visit, of.query);
	return feed_put(visit, &of, err);
}

static Text title_of(const struct visit *visit, enum facet facet, const struct facet_value *value)
{
	const struct tag *tag =
	    facet == FACET_TAG ? catalog_tag(visit->catalog, value->value) : NULL;
	Text label = tag ? tag->name : value->label.len ? value->label : value->value;

	return named(visit,
	    tag ? text_format(visit->arena, "%.*s %.*s", TEXT_ARG(value->value), TEXT_ARG(label))
		: label);
}

/* A value that no query can name is one that no record has. */
static enum fault find_value(struct visit *visit, enum facet facet, Text query,
    const struct facet_value **value, struct error *err)
{
	struct facet_list list = { 0 };
	enum fault fault = values_ask(visit, facet, query, &list, NULL, err);

	if (fault == FAULT_BAD_INPUT) {
		*err = (struct error){ 0 };
		fault = FAULT_NONE;
	}
	*value = values_find(&list, visit->holes[0]);
	if (fault == FAULT_NONE && !*value)
		return fail(err, FAULT_NOT_FOUND, "no record of this edition is filed under '%.*s'",
		    TEXT_ARG(visit->holes[0]));
	return fault;
}

static enum fault put_value(struct visit *visit, enum facet facet, struct error *err)
{
	const struct facet_value *value;
	struct feed_of of = { .query = query_for(facet, visit->holes[0], visit->arena) };

	if (find_value(visit, facet, of.query, &value, err) != FAULT_NONE)
		return err->fault;
	of.page = address_of_value(visit->arena, TEXT(""), facet, value->value);
	of.path = address_of(visit->arena, of.page, TEXT("/feed.atom"));
	if (!text_equal(value->value, visit->holes[0])) {
		visit_redirect(visit, 301, of.path);
		return FAULT_NONE;
	}
	of.title = title_of(visit, facet, value);
	return feed_put(visit, &of, err);
}

enum fault page_origin_feed(struct visit *visit, struct error *err)
{
	return put_value(visit, FACET_ORIGIN, err);
}

enum fault page_tag_feed(struct visit *visit, struct error *err)
{
	return put_value(visit, FACET_TAG, err);
}

enum fault page_classification_feed(struct visit *visit, struct error *err)
{
	return put_value(visit, FACET_CLASSIFICATION, err);
}

enum fault page_country_feed(struct visit *visit, struct error *err)
{
	return put_value(visit, FACET_COUNTRY, err);
}

enum fault page_caption_feed(struct visit *visit, struct error *err)
{
	return put_value(visit, FACET_CAPTION, err);
}
