#include "pages/listing.h"

#include "pages/address.h"
#include "pages/facets.h"
#include "pages/hits.h"
#include "pages/html.h"
#include "pages/links.h"
#include "pages/trail.h"

static const struct {
	enum sort sort;
	Text name, label;
} sorts[] = {
	{ SORT_RELEVANCE, TEXT_INIT("relevance"), TEXT_INIT("Relevance") },
	{ SORT_NEWEST, TEXT_INIT("newest"), TEXT_INIT("Newest first") },
	{ SORT_OLDEST, TEXT_INIT("oldest"), TEXT_INIT("Oldest first") },
};

#define SORTS (sizeof sorts / sizeof *sorts)

bool listing_sort_read(Text name, enum sort *sort)
{
	for (size_t i = 0; i < SORTS; i++)
		if (text_equal(sorts[i].name, name)) {
			*sort = sorts[i].sort;
			return true;
		}
	return false;
}

Text listing_sort_name(enum sort sort)
{
	for (size_t i = 0; i < SORTS; i++)
		if (sorts[i].sort == sort)
			return sorts[i].name;
	return TEXT("");
}

enum fault listing_ask(struct listing *listing, const struct visit *visit, struct error *err)
{
	struct search_request request = {
		.query = listing->query,
		.limit = LISTING_HITS,
		.cursor = visit_param(visit, TEXT("cursor")),
		.facets = (1u << FACET_COUNT) - 1,
		.values = LISTING_VALUES,
		.whole = 1u << FACET_YEAR | 1u << FACET_MONTH | 1u << facets_wanted(visit),
		.snippets = listing->words,
	};
	enum fault fault;

	listing->sort = listing->words && listing->query.len ? SORT_RELEVANCE : SORT_NEWEST;
	listing_sort_read(visit_param(visit, TEXT("sort")), &listing->sort);
	request.sort = listing->sort;
	fault = search(visit->index, &request, visit->arena, &listing->result, err);
	/* A cursor of another edition or another query: better the first page than a refusal. */
	if (fault == FAULT_BAD_INPUT && request.cursor.len) {
		*err = (struct error){ 0 };
		request.cursor = (Text){ 0 };
		fault = search(visit->index, &request, visit->arena, &listing->result, err);
	}
	/* Without words nothing is more relevant than anything else: a list, then. */
	if (fault == FAULT_NONE && request.sort == SORT_RELEVANCE && !listing->result.terms.count) {
		request.sort = listing->sort = SORT_NEWEST;
		listing->result = (struct search_result){ 0 };
		fault = search(visit->index, &request, visit->arena, &listing->result, err);
	}
	return fault;
}

/* The listing's own address, for an href. */
static void put_address(struct out *out, const struct listing *listing, enum sort sort, Text cursor)
{
	html_attr(out, listing->path);
	html_raw(out, "?");
	if (listing->words) {
		html_raw(out, "q=");
		html_query(out, listing->query);
		html_raw(out, "&amp;");
	}
	html_raw(out, "sort=");
	html_query(out, listing_sort_name(sort));
	if (cursor.len) {
		html_raw(out, "&amp;cursor=");
		html_query(out, cursor);
	}
}

static void put_sorts(struct out *out, const struct listing *listing)
{
	html_raw(out, "<p class=\"sorts\">Order: ");
	for (size_t i = 0; i < SORTS; i++) {
		if (sorts[i].sort == SORT_RELEVANCE && !listing->result.terms.count)
			continue;
		if (sorts[i].sort == listing->sort) {
			html_raw(out, "<b>");
			html_text(out, sorts[i].label);
			html_raw(out, "</b> ");
			continue;
		}
		html_raw(out, "<a rel=\"nofollow\" href=\"");
		put_address(out, listing, sorts[i].sort, (Text){ 0 });
		html_raw(out, "\">");
		html_text(out, sorts[i].label);
		html_raw(out, "</a> ");
	}
	html_raw(out, "</p>\n");
}

void listing_put_hits(struct visit *visit, const struct search_result *result, uint64_t first)
{
	hits_put(visit, result, first, &(struct trail){ 0 });
}

void listing_put_count(struct out *out, uint64_t count)
{
	html_number(out, count);
	if (count == 1)
		html_raw(out, " record");
	else
		html_raw(out, " records");
}

/* "41-60 of 312". */
static void put_place(struct out *out, const struct search_result *result)
{
	html_number(out, result->before + 1);
	if (result->hits.count > 1) {
		html_raw(out, "\xE2\x80\x93");
		html_number(out, result->before + result->hits.count);
	}
	html_raw(out, " of ");
	html_number(out, result->total);
}

static void put_step(
    struct out *out, const struct listing *listing, Text cursor, Text rel, Text label)
{
	html_raw(out, " <a rel=\"");
	html_attr(out, rel);
	html_raw(out, "\" href=\"");
	put_address(out, listing, listing->sort, cursor);
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a>");
}

static void put_pager(struct out *out, const struct listing *listing)
{
	const struct search_result *result = &listing->result;

	if (!result->next.len && !result->before)
		return;
	html_raw(out, "<nav class=\"pager\" aria-label=\"Pages\"><p>");
	put_place(out, result);
	if (result->before)
		put_step(out, listing, (Text){ 0 }, TEXT("nofollow"), TEXT("First"));
	if (result->previous.len)
		put_step(out, listing, result->previous, TEXT("prev"), TEXT("Previous"));
	if (result->next.len)
		put_step(out, listing, result->next, TEXT("next"), TEXT("Next"));
	html_raw(out, "</p></nav>\n");
}

/* The sections whose values have a feed of their own. */
static const Text own_feeds[] = { TEXT_INIT("/tag/"), TEXT_INIT("/origin/"),
	TEXT_INIT("/classification/"), TEXT_INIT("/country/"), TEXT_INIT("/caption/") };

Text listing_feed(const struct listing *listing, struct arena *arena)
{
	struct address address;

	for (size_t i = 0; i < sizeof own_feeds / sizeof *own_feeds; i++)
		if (text_starts(listing->path, own_feeds[i]))
			return address_of(arena, listing->path, TEXT("/feed.atom"));
	address_begin(&address, TEXT(""), TEXT("/search.atom"));
	address_add(&address, "q", listing->query);
	return address_end(&address, arena);
}

static void put_take(struct visit *visit, Text path, const struct listing *listing, Text label)
{
	struct out *out = visit->out;
	struct address address;

	address_begin(&address, TEXT(""), path);
	address_add(&address, "q", listing->query);
	if (listing->sort == SORT_OLDEST)
		address_add(&address, "sort", listing_sort_name(listing->sort));
	html_raw(out, "<a rel=\"nofollow\" href=\"");
	html_attr(out, address_end(&address, visit->arena));
	html_raw(out, "\">");
	html_text(out, label);
	html_raw(out, "</a> ");
}

/* All of them in other forms, not only those of this page. */
static void put_takes(struct visit *visit, const struct listing *listing)
{
	struct out *out = visit->out;

	html_raw(out, "<p class=\"forms\">Take these away: ");
	put_take(visit, TEXT("/search.csv"), listing, TEXT("CSV"));
	put_take(visit, TEXT("/search.jsonl"), listing, TEXT("JSON Lines"));
	html_raw(out, "<a rel=\"nofollow\" href=\"");
	html_attr(out, listing_feed(listing, visit->arena));
	html_raw(out, "\">Atom</a></p>\n");
}

void listing_put(const struct listing *listing, struct visit *visit)
{
	const struct trail trail = trail_of(listing, visit);
	struct out *out = visit->out;

	html_raw(out,
	    "<div class=\"columns\">\n<section aria-labelledby=\"records\">\n<h2 id=\"records\">");
	listing_put_count(out, listing->result.total);
	html_raw(out, "</h2>\n");
	if (listing->result.total > 1)
		put_sorts(out, listing);
	if (listing->result.hits.count)
		hits_put(visit, &listing->result, listing->result.before + 1, &trail);
	put_pager(out, listing);
	if (listing->result.total)
		put_takes(visit, listing);
	html_raw(out, "</section>\n");
	facets_put(listing, visit);
	html_raw(out, "</div>\n");
}
