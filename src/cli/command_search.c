#include "base/json.h"
#include "cli/commands.h"
#include "search/search.h"

const struct option_row command_search_options[] = {
	{ "limit", "N", "hits to print; otherwise 20, at most 1000" },
	{ "sort", "ORDER", "relevance (the order of a search with words), newest, oldest" },
	{ "cursor", "C", "go on where an earlier call ended, with the same query and order" },
	{ "facets", NULL, "count the values of every facet over all hits" },
	{ "json", NULL, "for machines: one document" },
	{ 0 },
};

const char command_search_help[] =
    "Asks the current edition of PUBLIC. Words must all occur, exactly as typed but for case and accents.\n\n"
    "  port visit          both words            \"port visit\"     the phrase\n"
    "  visa OR permit      either                -visa            not this word\n"
    "  fisher*             any ending            tag:EWWT         a field: tag tagged origin class country year\n"
    "  created:2007-03..2008                     created released kind caption subject cites citedby from to has\n\n"
    "Totals are exact. man chancery-search tells all of the language.\n\n"
    "examples: chancery search public '\"washing machine\" tag:KTIP'\n"
    "          chancery search public origin:riga --sort oldest --facets\n";

static enum fault read_sort(const struct call *call, Text query, enum sort *sort, struct error *err)
{
	const char *given = call_option(call, "sort");
	Text name = text_of(given);

	*sort = query.len ? SORT_RELEVANCE : SORT_NEWEST;
	if (!given)
		return FAULT_NONE;
	if (text_equal(name, TEXT("relevance")))
		*sort = SORT_RELEVANCE;
	else if (text_equal(name, TEXT("newest")))
		*sort = SORT_NEWEST;
	else if (text_equal(name, TEXT("oldest")))
		*sort = SORT_OLDEST;
	else
		return fail(
		    err, FAULT_USAGE, "no order '%s'; there are relevance, newest, oldest", given);
	return FAULT_NONE;
}

static enum fault read_limit(const struct call *call, uint32_t *limit, struct error *err)
{
	const char *given = call_option(call, "limit");
	Text rest = text_of(given);
	uint64_t value = 20;

	if (given && (!text_take_digits(&rest, 6, &value) || rest.len || value > SEARCH_HITS_LIMIT))
		return fail(err, FAULT_USAGE, "--limit %s is not a number from 0 to %d", given,
		    SEARCH_HITS_LIMIT);
	*limit = (uint32_t)value;
	return FAULT_NONE;
}

/* The operands behind the folder, as one query. */
static Text join_words(const struct call *call)
{
	Text query = text_of(call->operands[1]);

	for (int i = 2; i < call->operand_count; i++)
		query = text_format(call->arena, "%.*s %s", TEXT_ARG(query), call->operands[i]);
	return query;
}

static json_t *hit_json(const struct hit *hit, struct arena *arena)
{
	return json_pack("{so so so so so so so so}", "id", json_text(hit->id), "kind",
	    json_text(record_kind_name(hit->kind)), "title", json_text(hit->title), "created",
	    json_text(moment_text(arena, hit->created)), "released",
	    json_text(moment_text(arena, hit->released)), "classification",
	    json_text(classification_text(hit->classification)), "origin", json_text(hit->origin),
	    "snippet", json_text(hit->snippet.text));
}

static json_t *facet_json(const struct facet_list *list)
{
	json_t *values = json_array();

	for (uint32_t i = 0; i < list->values.count; i++) {
		const struct facet_value *value = &list->values.items[i];
		json_array_append_new(values,
		    json_pack("{so so sI}", "value", json_text(value->value), "label",
			json_text(value->label), "count", (json_int_t)value->count));
	}
	return values;
}

static void put_json(struct call *call, const struct search_result *result)
{
	json_t *hits = json_array(), *facets = json_object();

	for (uint32_t i = 0; i < result->hits.count; i++)
		json_array_append_new(hits, hit_json(&result->hits.items[i], call->arena));
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		if (call_option(call, "facets"))
			json_object_set_new(
			    facets, facet_field(facet).at, facet_json(&result->facets[facet]));
	out_json(call->out,
	    json_pack("{so sI so so so}", "reading", json_text(result->reading), "total",
		(json_int_t)result->total, "hits", hits, "facets", facets, "next",
		json_text(result->next)),
	    JSON_STYLE_PRETTY);
	out_char(call->out, '\n');
}

static void put_text(struct call *call, const struct search_result *result)
{
	struct out *out = call->out;

	for (uint32_t i = 0; i < result->hits.count; i++) {
		const struct hit *hit = &result->hits.items[i];
		Text day = text_slice(moment_text(call->arena, hit->created), 0, 10);
		out_printf(out, "%-20.*s %-10.*s %.*s\n", TEXT_ARG(hit->id), TEXT_ARG(day),
		    TEXT_ARG(hit->title));
		if (hit->snippet.text.len)
			out_printf(out, "    %.*s\n", TEXT_ARG(hit->snippet.text));
	}
	out_printf(out, "%llu record%s for %.*s\n", (unsigned long long)result->total,
	    result->total == 1 ? "" : "s", TEXT_ARG(result->reading));
	for (enum facet facet = 0; facet < FACET_COUNT && call_option(call, "facets"); facet++) {
		out_printf(out, "\n%.*s\n", TEXT_ARG(facet_heading(facet)));
		for (uint32_t i = 0; i < result->facets[facet].values.count; i++) {
			const struct facet_value *value = &result->facets[facet].values.items[i];
			out_printf(out, "%8llu  %.*s\n", (unsigned long long)value->count,
			    TEXT_ARG(value->label));
		}
	}
	if (result->next.len)
		out_printf(out, "more: --cursor %.*s\n", TEXT_ARG(result->next));
}

enum fault command_search(struct call *call, struct error *err)
{
	struct search_request request = {
		.query = join_words(call),
		.cursor = text_of(call_option(call, "cursor")),
		.facets = call_option(call, "facets") ? (1u << FACET_COUNT) - 1 : 0,
		.snippets = true,
	};
	struct search_result result = { 0 };

	if (read_sort(call, request.query, &request.sort, err) ||
	    read_limit(call, &request.limit, err))
		return err->fault;
	struct index *index = index_open(call->edition, call->catalog, err);
	if (!index)
		return err->fault;
	enum fault fault = search(index, &request, call->arena, &result, err);
	if (!fault && call_option(call, "json"))
		put_json(call, &result);
	else if (!fault)
		put_text(call, &result);
	index_close(index);
	return fault;
}
