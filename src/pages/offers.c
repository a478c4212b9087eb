#include "pages/offers.h"

#include "pages/facets.h"
#include "pages/html.h"
#include "search/conditions.h"
#include "search/suggest.h"

static void put_records(struct out *out, uint64_t count)
{
	html_raw(out, " <span class=\"count\">");
	listing_put_count(out, count);
	html_raw(out, "</span>");
}

enum fault offers_put_spellings(
    const struct listing *listing, struct visit *visit, struct error *err)
{
	RespellingList list = { 0 };
	struct out *out = visit->out;

	if (listing->result.before ||
	    search_respell(visit->index, listing->query, listing->result.total, visit->arena, &list,
		err) != FAULT_NONE)
		return err->fault;
	if (!list.count)
		return FAULT_NONE;
	html_raw(out, "<p class=\"offer\">Did you mean");
	for (uint32_t i = 0; i < list.count; i++) {
		html_text(out, i ? TEXT(", or ") : TEXT(" "));
		facets_put_link(visit, list.items[i].query);
		html_raw(out, ">");
		html_text(out, list.items[i].query);
		html_raw(out, "</a>");
		put_records(out, list.items[i].records);
	}
	html_raw(out, "?</p>\n");
	return FAULT_NONE;
}

static void put_one(
    struct visit *visit, const struct condition *condition, Text query, uint64_t count)
{
	struct out *out = visit->out;

	html_raw(out, "<li>");
	facets_put_link(visit, query);
	html_raw(out, ">without <code>");
	html_text(out, condition->written);
	html_raw(out, "</code></a>");
	put_records(out, count);
	html_raw(out, "</li>\n");
}

enum fault offers_put_without(const struct listing *listing, struct visit *visit, struct error *err)
{
	ConditionList conditions;
	uint32_t put = 0;

	if (!conditions_of(listing->query, visit->arena, &conditions) || conditions.count < 2)
		return FAULT_NONE;
	for (uint32_t i = 0; i < conditions.count && i < OFFERS_WITHOUT; i++) {
		struct search_request request = { .query = conditions_without(
						      &conditions, i, visit->arena) };
		struct search_result result = { 0 };

		if (search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
			return err->fault;
		if (!result.total)
			continue;
		if (!put++)
			html_raw(visit->out, "<h2>One condition less</h2>\n<ul class=\"fewer\">\n");
		put_one(visit, &conditions.items[i], request.query, result.total);
	}
	if (put)
		html_raw(visit->out, "</ul>\n");
	return FAULT_NONE;
}
