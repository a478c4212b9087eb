/* Every route is asked, with what readers may type: no answer may hold a secret canary that was not
 * in the question, and whoever asks for what is held hears what is said of what never was. */
#include "leaks.h"

#include <string.h>

#include "base/url.h"
#include "pages/links.h"
#include "site/site.h"

#define ANSWER_MOST ((size_t)64 << 20)
#define STRANGE     "zqyyzyyzyz" /* no canary has a z or y behind its head */

struct asking {
	struct hunt *hunt;
	struct visit base;
	struct arena *arena; /* of one question */
	const struct model *model;
};

static void add(struct out *body, Text text)
{
	out_put(body, text);
	out_char(body, '\n');
}

static void run_stream(struct asking *asking, struct visit *visit)
{
	struct error err = { 0 };
	struct out piece;

	out_begin(&piece, STREAM_PIECE_LIMIT);
	while (visit->stream.next && stream_next(&visit->stream, &piece, &err) == FAULT_NONE &&
	    piece.len)
		out_put(visit->out, out_text(&piece));
	if (err.fault != FAULT_NONE)
		finding(asking->hunt->findings, "%.*s: %s", TEXT_ARG(visit->path), err.text);
	out_end(&piece);
	stream_end(&visit->stream);
}

/* Status, what goes into headers, what goes into the log, and the page; in the arena. */
static Text answer_of(struct asking *asking, Text path, Text query)
{
	struct visit visit = asking->base;
	struct out body;
	Text answer;

	out_begin(&body, ANSWER_MOST);
	visit.arena = asking->arena;
	visit.out = &body;
	visit.path = path;
	visit.query = query;
	site_answer(&visit);
	run_stream(asking, &visit);
	out_printf(&body, "\n%d\n", visit.status);
	add(&body, visit.content_type);
	add(&body, visit.location);
	add(&body, visit.canonical);
	add(&body, visit.filename);
	add(&body, text_of(visit.pattern));
	add(&body, site_tag(visit.edition, asking->arena));
	answer = text_copy(asking->arena, out_text(&body));
	out_end(&body);
	if (visit.status >= 500)
		finding(asking->hunt->findings, "%.*s?%.*s: status %d, %s", TEXT_ARG(path),
		    TEXT_ARG(query), visit.status, visit.failure.text);
	return answer;
}

static void ask(struct asking *asking, Text path, Text query)
{
	struct arena arena;
	Text where;

	arena_begin(&arena, 0);
	asking->arena = &arena;
	where = text_format(&arena, "the answer to %.*s?%.*s", TEXT_ARG(path), TEXT_ARG(query));
	hunt_in(asking->hunt, where.at, answer_of(asking, path, query));
	arena_end(&arena);
}

/* --- what is public --- */

static const char *const questions[] = { "the", "ministry of labor", "\"harbors and\"", "har*",
	"~returned", "the OR boats", "the -fog", "\"the ministry\"~5", "tag:KTIP", "origin:riga",
	"class:unclassified", "year:2005", "has:references", "cites:05TALLINN640",
	"ref:05TALLINN640", "zq*", "zqa", "from:riga", "to:tallinn", "country:latvia", "kind:cable",
	"subject:harbors", "" };

static void ask_search(struct asking *asking, Text question)
{
	static const char *const paths[] = { "/search", "/api/v1/search", "/search.csv",
		"/search.jsonl", "/search.atom" };
	struct out query;

	out_begin(&query, QUERY_LIMIT * 4);
	out_put(&query, TEXT("q="));
	url_put(&query, question);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		ask(asking, text_of(paths[i]), out_text(&query));
	out_end(&query);
}

/* Every route that has no hole. */
static void ask_plain(struct asking *asking)
{
	uint32_t count;
	const struct route *routes = site_routes(&count);

	for (uint32_t i = 0; i < count; i++)
		if (!strchr(routes[i].pattern, '{') && !(routes[i].use & ROUTE_ASSET))
			ask(asking, text_of(routes[i].pattern), (Text){ 0 });
	ask(asking, TEXT("/sitemap/1.xml"), (Text){ 0 });
	ask(asking, TEXT("/report"), TEXT("q=the"));
	ask(asking, TEXT("/oai"), TEXT("verb=ListRecords&metadataPrefix=oai_dc"));
	ask(asking, TEXT("/oai"), TEXT("verb=ListIdentifiers&metadataPrefix=oai_dc"));
	ask(asking, TEXT("/oai"), TEXT("verb=ListSets"));
	ask(asking, TEXT("/articles/note"), (Text){ 0 });
	ask(asking, TEXT("/no/such/page"), (Text){ 0 });
	ask(asking, TEXT("/search"), TEXT("q=%22open"));
}

static void ask_values(struct asking *asking, enum facet facet)
{
	struct search_request request = { .facets = 1u << facet };
	struct search_result result;
	struct error err = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	if (search(asking->base.index, &request, &arena, &result, &err) != FAULT_NONE)
		finding(asking->hunt->findings, "counting failed: %s", err.text);
	else
		for (uint32_t i = 0; i < result.facets[facet].values.count; i++) {
			Text value = result.facets[facet].values.items[i].value;

			ask(asking,
			    text_format(&arena, "/%.*s/%.*s", TEXT_ARG(facet_field(facet)),
				TEXT_ARG(value)),
			    (Text){ 0 });
			ask(asking,
			    text_format(&arena, "/%.*s/%.*s/feed.atom",
				TEXT_ARG(facet_field(facet)), TEXT_ARG(value)),
			    (Text){ 0 });
		}
	ask(asking, text_format(&arena, "/api/v1/facets/%.*s", TEXT_ARG(facet_field(facet))),
	    (Text){ 0 });
	arena_end(&arena);
}

/* All forms of a record, in whichever state it is. */
static void ask_record(struct asking *asking, Text id)
{
	static const char *const forms[] = { "", ".json", ".txt", ".bib", ".ris", ".csl", "/source",
		"/versions" };
	struct arena arena;
	Text path, slashed;

	arena_begin(&arena, 0);
	slashed = text_starts(id, TEXT("tip/")) ? text_format(&arena, "/report/%.*s", TEXT_ARG(id))
						: text_format(&arena, "/cable/%.*s", TEXT_ARG(id));
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		path = text_format(&arena, "%.*s%s", TEXT_ARG(slashed), forms[i]);
		ask(asking, path, (Text){ 0 });
	}
	ask(asking, slashed, TEXT("q=the&view=received"));
	ask(asking, text_format(&arena, "/id/%.*s", TEXT_ARG(id)), (Text){ 0 });
	ask(asking, text_format(&arena, "/api/v1/records/%.*s", TEXT_ARG(id)), (Text){ 0 });
	ask(asking, text_format(&arena, "/api/v1/id/%.*s", TEXT_ARG(id)), (Text){ 0 });
	arena_end(&arena);
}

/* --- what is not --- */

/* `answer` with another word in the place of one, however it is written. */
static Text replaced(struct arena *arena, Text answer, Text word)
{
	struct out out;
	Text done;

	out_begin(&out, ANSWER_MOST);
	for (size_t at; (at = text_find_nocase(answer, word)) != TEXT_NONE;) {
		out_put(&out, text_slice(answer, 0, at));
		out_put(&out, TEXT("[asked]"));
		answer = text_from(answer, at + word.len);
	}
	out_put(&out, answer);
	done = text_copy(arena, out_text(&out));
	out_end(&out);
	return done;
}

static Text lower(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len);

	for (size_t i = 0; i < text.len; i++)
		bytes[i] = ascii_lower(text.at[i]);
	return (Text){ bytes, text.len };
}

/* A question with the secret must be answered like the same one with a word that never was. */
static void ask_twice(
    struct asking *asking, const char *path, const char *query, Text secret, Text strange)
{
	struct arena arena;
	Text first, second;

	arena_begin(&arena, 0);
	asking->arena = &arena;
	first = answer_of(asking, text_format(&arena, path, TEXT_ARG(secret)),
	    query ? text_format(&arena, query, TEXT_ARG(secret)) : (Text){ 0 });
	second = answer_of(asking, text_format(&arena, path, TEXT_ARG(strange)),
	    query ? text_format(&arena, query, TEXT_ARG(strange)) : (Text){ 0 });
	hunt_in(asking->hunt, "an answer about another", first);
	if (!text_equal(replaced(&arena, first, secret), replaced(&arena, second, strange)))
		finding(asking->hunt->findings,
		    "%s?%s is answered otherwise for '%.*s' than for '%.*s'", path,
		    query ? query : "", TEXT_ARG(secret), TEXT_ARG(strange));
	arena_end(&arena);
}

static void ask_held_id(struct asking *asking, Text id, Text strange)
{
	static const char *const paths[] = { "/cable/%.*s", "/cable/%.*s.json", "/cable/%.*s.txt",
		"/cable/%.*s.bib", "/cable/%.*s.ris", "/cable/%.*s.csl", "/cable/%.*s/source",
		"/cable/%.*s/versions", "/id/%.*s", "/api/v1/records/%.*s", "/api/v1/id/%.*s" };
	static const char *const queries[] = { "q=%.*s", "q=ref:%.*s", "q=cites:%.*s",
		"q=citedby:%.*s",
		"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:chancery:%.*s" };
	struct arena arena;

	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		ask_twice(asking, paths[i], NULL, id, strange);
		ask_twice(asking, paths[i], NULL, lower(&arena, id), lower(&arena, strange));
	}
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		ask_twice(asking, strstr(queries[i], "verb") ? "/oai" : "/search", queries[i], id,
		    strange);
	arena_end(&arena);
}

/* The word itself, what begins like it, and what is nearly it. */
static void ask_secret_word(struct asking *asking, const char *word)
{
	static const char *const queries[] = { "q=%.*s", "q=%%22the+%.*s%%22", "q=subject:%.*s",
		"q=origin:%.*s", "q=tag:%.*s", "q=from:%.*s", "q=to:%.*s", "q=harbors+-%.*s",
		"q=~%.*s" };
	char near[16];
	struct arena arena;

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		ask_twice(asking, "/search", queries[i], text_of(word), TEXT(STRANGE));
	ask_twice(asking, "/api/v1/search", queries[0], text_of(word), TEXT(STRANGE));
	ask_twice(asking, "/origin/%.*s", NULL, text_of(word), TEXT(STRANGE));
	ask_twice(asking, "/tag/%.*s", NULL, text_of(word), TEXT(STRANGE));
	arena_begin(&arena, 0);
	memcpy(near, word, sizeof near);
	near[6] = near[6] == 'x' ? 'w' : 'x';
	ask(asking, TEXT("/search"), text_format(&arena, "q=%s", near));
	near[6] = '\0';
	ask(asking, TEXT("/search"), text_format(&arena, "q=%s*", near));
	arena_end(&arena);
}

static void ask_about_secrets(struct asking *asking)
{
	const struct history *history = asking->hunt->history;
	struct arena arena;
	int asked = 0;

	arena_begin(&arena, 0);
	for (int i = 0; i < history->record_count; i++) {
		Text id = id_of(history, i, 0, DECOY_NONE, &arena),
		     strange = strange_id_of(history, i, &arena);
		int canary = history->records[i].texts[0].canaries[SLOT_ID];

		if (!strange.len || model_was_seen(asking->model, i, 0))
			continue;
		/* Others may cite it, or come from the same post. */
		asking->hunt->asked = canary;
		if (canary < 0 || history->canaries[canary].is == SECRET)
			ask_held_id(asking, id, strange);
	}
	for (int i = history->canary_count - 1; i >= 0 && asked < 6; i -= 1 + i % 7)
		if (history->canaries[i].is == SECRET) {
			asking->hunt->asked = i;
			ask_secret_word(asking, history->canaries[i].word[0]);
			asked++;
		}
	asking->hunt->asked = -1;
	arena_end(&arena);
}

/* --- all --- */

static void ask_edition(struct asking *asking)
{
	const struct history *history = asking->hunt->history;
	struct arena arena;

	ask_plain(asking);
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		ask_search(asking, text_of(questions[i]));
	for (int facet = 0; facet < FACET_COUNT; facet++)
		ask_values(asking, (enum facet)facet);
	arena_begin(&arena, 0);
	for (int i = 0; i < history->record_count; i++)
		if (model_was_seen(asking->model, i, 0))
			ask_record(asking, id_of(history, i, 0, DECOY_NONE, &arena));
	arena_end(&arena);
	ask_about_secrets(asking);
}

void ask_all(struct hunt *hunt, const char *public_folder, const struct catalog *catalog,
    const struct model *model)
{
	struct asking asking = { .hunt = hunt, .model = model };
	struct error err = { 0 };
	struct edition *edition = edition_open(public_folder, &err);
	struct index *index = edition ? index_open(edition, catalog, &err) : NULL;

	asking.base = (struct visit){ .edition = edition,
		.index = index,
		.catalog = catalog,
		.base = TEXT_INIT("http://archive.example"),
		.base_given = TEXT_INIT("http://archive.example") };
	if (index)
		ask_edition(&asking);
	else
		finding(hunt->findings, "the edition does not open: %s", err.text);
	index_close(index);
	edition_close(edition);
}
