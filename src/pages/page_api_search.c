/* The JSON API: searching and counting. What is asked wrongly is refused, never guessed at:
 * programs do not read what a page says beside its results. */
#include "pages/pages.h"

#include "pages/address.h"
#include "pages/api.h"
#include "pages/listing.h"
#include "pages/values.h"
#include "search/suggest.h"

#define HITS_USUAL   20
#define VALUES_SHOWN 20 /* of each facet that a search counts; /facets/ has all */

static bool facet_read(Text name, enum facet *facet)
{
	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (text_equal(facet_field(i), name)) {
			*facet = i;
			return true;
		}
	return false;
}

/* "origin,tag", or "all". */
static enum fault read_facets(Text names, uint32_t *facets, struct error *err)
{
	enum facet facet;

	if (text_equal(names, TEXT("all"))) {
		*facets = (1u << FACET_COUNT) - 1;
		return FAULT_NONE;
	}
	while (names.len) {
		Text name = text_cut(&names, ',');

		if (!facet_read(name, &facet))
			return fail(err, FAULT_BAD_INPUT, "no facet '%.*s'", TEXT_ARG(name));
		*facets |= 1u << facet;
	}
	return FAULT_NONE;
}

static enum fault read_request(
    const struct visit *visit, struct search_request *request, struct error *err)
{
	Text limit = visit_param(visit, TEXT("limit")), rest = limit;
	Text sort = visit_param(visit, TEXT("sort"));
	uint64_t number = HITS_USUAL;

	request->query = visit_param(visit, TEXT("q"));
	request->cursor = visit_param(visit, TEXT("cursor"));
	request->sort = SORT_NEWEST;
	request->values = VALUES_SHOWN;
	request->snippets = true;
	if (sort.len && !listing_sort_read(sort, &request->sort))
		return fail(err, FAULT_BAD_INPUT,
		    "no order '%.*s'; there are newest, oldest, relevance", TEXT_ARG(sort));
	if (limit.len &&
	    (!text_take_digits(&rest, 6, &number) || rest.len || number > SEARCH_HITS_LIMIT))
		return fail(
		    err, FAULT_BAD_INPUT, "limit is not a number from 0 to %d", SEARCH_HITS_LIMIT);
	request->limit = (uint32_t)number;
	return read_facets(visit_param(visit, TEXT("facets")), &request->facets, err);
}

/* The same question at another place, or in another form. */
static void put_link(struct visit *visit, const char *key, Text path, Text cursor, bool paged)
{
	struct address address;

	address_begin(&address, visit->base, path);
	address_add(&address, "q", visit_param(visit, TEXT("q")));
	if (paged) {
		address_add(&address, "sort", visit_param(visit, TEXT("sort")));
		address_add(&address, "limit", visit_param(visit, TEXT("limit")));
		address_add(&address, "facets", visit_param(visit, TEXT("facets")));
		address_add(&address, "cursor", cursor);
	}
	api_put_member(visit->out, key, address_end(&address, visit->arena));
}

static void put_links(struct visit *visit, const struct search_result *result)
{
	Text here = TEXT("/api/v1/search");

	out_json_key(visit->out, "links");
	out_json_open(visit->out, '{');
	put_link(visit, "self", here, visit_param(visit, TEXT("cursor")), true);
	if (result->next.len)
		put_link(visit, "next", here, result->next, true);
	if (result->previous.len)
		put_link(visit, "previous", here, result->previous, true);
	put_link(visit, "html", TEXT("/search"), (Text){ 0 }, false);
	put_link(visit, "atom", TEXT("/search.atom"), (Text){ 0 }, false);
	put_link(visit, "csv", TEXT("/search.csv"), (Text){ 0 }, false);
	put_link(visit, "jsonl", TEXT("/search.jsonl"), (Text){ 0 }, false);
	out_json_close(visit->out, '}');
}

/* Queries with other words, when this one found nothing. */
static void put_suggestions(struct visit *visit, const RespellingList *list)
{
	struct out *out = visit->out;

	out_json_key(out, "suggestions");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < list->count; i++) {
		out_json_open(out, '{');
		api_put_member(out, "query", list->items[i].query);
		api_put_number(out, "total", list->items[i].records);
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

static void put_result(struct visit *visit, const struct search_request *request,
    const struct search_result *result, const RespellingList *suggestions)
{
	struct out *out = visit->out;

	out_json_open(out, '{');
	out_json_key(out, "query");
	out_json_text(out, request->query.len ? request->query : TEXT(""));
	api_put_member(out, "reading", result->reading);
	api_put_member(out, "sort", listing_sort_name(request->sort));
	api_put_number(out, "total", result->total);
	api_put_number(out, "before", result->before);
	out_json_key(out, "hits");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < result->hits.count; i++)
		api_put_hit(visit, &result->hits.items[i]);
	out_json_close(out, ']');
	out_json_key(out, "facets");
	out_json_open(out, '[');
	for (unsigned i = 0; i < FACET_COUNT; i++)
		if (request->facets & 1u << i)
			api_put_facet(visit, i, &result->facets[i]);
	out_json_close(out, ']');
	if (!result->total)
		put_suggestions(visit, suggestions);
	put_links(visit, result);
	out_json_close(out, '}');
	out_char(out, '\n');
}

enum fault api_search(struct visit *visit, struct error *err)
{
	struct search_request request = { 0 };
	struct search_result result = { 0 };
	RespellingList suggestions = { 0 };

	if (read_request(visit, &request, err) != FAULT_NONE ||
	    search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE ||
	    (!result.total &&
		search_respell(visit->index, request.query, 0, visit->arena, &suggestions, err) !=
		    FAULT_NONE))
		return err->fault;
	put_result(visit, &request, &result, &suggestions);
	return FAULT_NONE;
}

enum fault api_facet(struct visit *visit, struct error *err)
{
	struct facet_list list = { 0 };
	enum facet facet;
	uint64_t total;

	if (!facet_read(visit->holes[0], &facet))
		return fail(err, FAULT_NOT_FOUND, "no facet '%.*s'", TEXT_ARG(visit->holes[0]));
	if (values_ask(visit, facet, visit_param(visit, TEXT("q")), &list, &total, err) !=
	    FAULT_NONE)
		return err->fault;
	api_put_facet(visit, facet, &list);
	out_char(visit->out, '\n');
	return FAULT_NONE;
}
