/* The JSON API, version 1. What is asked wrongly is refused, never guessed at: programs do not read
 * what a page says beside its results. */
#include "pages/pages.h"

#include "pages/address.h"
#include "pages/api.h"
#include "pages/embedded.h"
#include "pages/links.h"
#include "pages/listing.h"
#include "pages/values.h"
#include "record/reference_id.h"

#define HITS_USUAL   20
#define VALUES_SHOWN 20 /* of each facet that a search counts; /facets/ has all */

/* --- search --- */

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

static void put_number(struct out *out, const char *key, uint64_t number)
{
	out_json_key(out, key);
	out_json_number(out, (int64_t)number);
}

static void put_result(
    struct visit *visit, const struct search_request *request, const struct search_result *result)
{
	struct out *out = visit->out;

	out_json_open(out, '{');
	out_json_key(out, "query");
	out_json_text(out, request->query.len ? request->query : TEXT(""));
	api_put_member(out, "reading", result->reading);
	api_put_member(out, "sort", listing_sort_name(request->sort));
	put_number(out, "total", result->total);
	put_number(out, "before", result->before);
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
	put_links(visit, result);
	out_json_close(out, '}');
	out_char(out, '\n');
}

enum fault api_search(struct visit *visit, struct error *err)
{
	struct search_request request = { 0 };
	struct search_result result = { 0 };

	if (read_request(visit, &request, err) != FAULT_NONE ||
	    search(visit->index, &request, visit->arena, &result, err) != FAULT_NONE)
		return err->fault;
	put_result(visit, &request, &result);
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

/* --- records --- */

/* The known id that `typed` stands for; FAULT_GONE with the reason for a withdrawn one. */
static enum fault find_id(const struct visit *visit, Text typed, Text *id, struct error *err)
{
	const struct tombstone *stone;

	*id = typed;
	if (edition_holds(visit->edition, typed))
		return FAULT_NONE;
	stone = edition_tombstone(visit->edition, typed);
	if (stone)
		return fail(err, FAULT_GONE, "'%.*s' was withdrawn on %.*s: %.*s", TEXT_ARG(typed),
		    TEXT_ARG(text_slice(moment_text(visit->arena, stone->withdrawn), 0, 10)),
		    TEXT_ARG(stone->reason));
	*id = search_id(visit->index, typed, visit->arena);
	if (!id->len)
		*id = reference_id_guess(typed, visit->arena);
	if (id->len && edition_tombstone(visit->edition, *id) &&
	    !edition_holds(visit->edition, *id))
		return find_id(visit, *id, id, err);
	if (!edition_holds(visit->edition, *id))
		return fail(
		    err, FAULT_NOT_FOUND, "no record '%.*s' in this edition", TEXT_ARG(typed));
	return FAULT_NONE;
}

/* All behind the prefix, whatever number of segments it has. */
static Text typed_id(const struct visit *visit)
{
	Text rest = visit->path;

	text_take(&rest, TEXT("/api/v1/records/"));
	return rest;
}

enum fault api_record(struct visit *visit, struct error *err)
{
	struct published published = { 0 };
	Text typed = typed_id(visit), id;

	if (find_id(visit, typed, &id, err) != FAULT_NONE)
		return err->fault;
	if (!text_equal(id, typed)) {
		id = link_encode(visit->arena, id);
		visit_redirect(
		    visit, 301, text_format(visit->arena, "/api/v1/records/%.*s", TEXT_ARG(id)));
		return FAULT_NONE;
	}
	if (edition_read(visit->edition, id, visit->arena, &published, err) != FAULT_NONE)
		return err->fault;
	record_put_json(visit->out, &published, visit->arena);
	return FAULT_NONE;
}

enum fault api_id(struct visit *visit, struct error *err)
{
	struct out *out = visit->out;
	Text id, html;

	if (find_id(visit, visit->holes[0], &id, err) != FAULT_NONE)
		return err->fault;
	html = address_of_record(visit->arena, visit->base, id);
	out_json_open(out, '{');
	api_put_member(out, "typed", visit->holes[0]);
	api_put_member(out, "id", id);
	out_json_key(out, "links");
	out_json_open(out, '{');
	api_put_member(out, "html", html);
	api_put_member(out, "record", address_of(visit->arena, html, TEXT(".json")));
	out_json_close(out, '}');
	out_json_close(out, '}');
	out_char(out, '\n');
	return FAULT_NONE;
}

/* --- the edition --- */

static void put_releases(struct visit *visit, const struct edition_facts *facts)
{
	struct out *out = visit->out;

	out_json_key(out, "releases");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < facts->releases.count; i++) {
		out_json_open(out, '{');
		api_put_member(out, "day",
		    text_slice(moment_text(visit->arena, facts->releases.items[i].day), 0, 10));
		put_number(out, "records", facts->releases.items[i].records);
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

static void put_withdrawn(struct visit *visit, const struct edition_facts *facts)
{
	struct out *out = visit->out;

	out_json_key(out, "withdrawn");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < facts->tombstones.count; i++) {
		const struct tombstone *stone = &facts->tombstones.items[i];

		out_json_open(out, '{');
		api_put_member(out, "id", stone->id);
		api_put_member(out, "withdrawn", moment_iso(visit->arena, stone->withdrawn));
		api_put_member(out, "reason", stone->reason);
		out_json_close(out, '}');
	}
	out_json_close(out, ']');
}

enum fault api_edition(struct visit *visit, struct error *err)
{
	const struct edition_facts *facts = edition_facts(visit->edition);
	struct out *out = visit->out;

	(void)err;
	out_json_open(out, '{');
	api_put_member(out, "name", facts->name);
	put_number(out, "number", facts->number);
	api_put_member(out, "sealed", moment_iso(visit->arena, facts->sealed));
	api_put_member(out, "sha256", facts->hash);
	put_number(out, "released", facts->released);
	put_number(out, "total", facts->total);
	put_releases(visit, facts);
	put_withdrawn(visit, facts);
	out_json_close(out, '}');
	out_char(out, '\n');
	return FAULT_NONE;
}

enum fault api_description(struct visit *visit, struct error *err)
{
	(void)err;
	out_put(visit->out, embedded_openapi_json);
	return FAULT_NONE;
}
