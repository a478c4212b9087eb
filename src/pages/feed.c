/* Atom (RFC 4287) of the records that a query finds, newest released first. The index orders by
 * creation, so a feed goes day of release by day, newest first, and within a day as every list
 * does. A place between two entries is a day and a cursor in it: pages are linked as RFC 5005 has
 * them. */
#include "pages/feed.h"

#include "pages/address.h"
#include "pages/atom.h"
#include "pages/facets.h"
#include "pages/html.h"
#include "pages/values.h"

#define FEED_ENTRIES 50

struct feed {
	struct visit *visit;
	const struct feed_of *of;
	struct out entries;
	Moment updated;
	uint32_t room;         /* entries that still fit */
	Text next_day, cursor; /* where the next page begins; empty day: nowhere */
};

static void put_summary(struct out *out, const struct published *published, struct arena *arena)
{
	const struct record *record = published->record;
	const struct version *last = &published->versions.items[published->versions.count - 1];
	Text created = moment_text(arena, record->created);

	html_raw(out, "<summary>");
	if (record->kind == RECORD_CABLE) {
		html_text(out, classification_text(record->classification));
		html_raw(out, ", created ");
		html_text(
		    out, created.len ? text_slice(created, 0, 10) : TEXT("at an unknown date"));
	} else {
		html_text(out, record_kind_name(record->kind));
	}
	if (published->versions.count > 1) {
		out_printf(out, "; version %u%s", last->number, last->reason.len ? ": " : "");
		html_text(out, last->reason);
	}
	html_raw(out, "</summary>\n");
}

static void put_categories(struct feed *feed, const struct record *record)
{
	struct out *out = &feed->entries;

	for (uint32_t i = 0; i < record->tags.count; i++) {
		const struct tag *tag = catalog_tag(feed->visit->catalog, record->tags.items[i]);

		html_raw(out, "<category term=\"");
		html_attr(out, record->tags.items[i]);
		if (tag && tag->name.len) {
			html_raw(out, "\" label=\"");
			html_attr(out, tag->name);
		}
		html_raw(out, "\"/>\n");
	}
}

static void put_title(struct out *out, const struct record *record)
{
	html_raw(out, "<title>");
	html_text(out, record->id);
	html_raw(out, ": ");
	html_text(out, record->title.len ? record->title : TEXT("(no subject line)"));
	html_raw(out, "</title>\n");
}

static void put_entry(struct feed *feed, const struct published *published, struct arena *arena)
{
	const struct record *record = published->record;
	struct out *out = &feed->entries;
	Moment updated = published->versions.items[published->versions.count - 1].released;
	Text html = address_of_record(arena, feed->visit->base, record->id);

	html_raw(out, "<entry>\n");
	atom_put_urn(out, TEXT("record"), record->id, arena);
	put_title(out, record);
	if (record->origin.len)
		atom_put_author(out, record->origin);
	atom_put_link(out, TEXT("alternate"), TEXT("text/html"), html);
	atom_put_link(out, TEXT("alternate"), TEXT("application/json"),
	    address_of(arena, html, TEXT(".json")));
	html_raw(out, "<published>");
	atom_put_time(out, published->released);
	html_raw(out, "</published>\n<updated>");
	atom_put_time(out, updated);
	html_raw(out, "</updated>\n");
	put_categories(feed, record);
	put_summary(out, published, arena);
	html_raw(out, "</entry>\n");
	if (updated.seconds > feed->updated.seconds)
		feed->updated = updated;
}

/* --- which records --- */

/* A record is as large as it is: each is read into memory of its own. */
static enum fault take_hits(
    struct feed *feed, const struct search_result *result, struct error *err)
{
	for (uint32_t i = 0; i < result->hits.count && err->fault == FAULT_NONE; i++) {
		struct published published = { 0 };
		struct arena arena;

		arena_begin(&arena, 0);
		if (edition_read(feed->visit->edition, result->hits.items[i].id, &arena, &published,
			err) == FAULT_NONE &&
		    published.versions.count)
			put_entry(feed, &published, &arena);
		arena_end(&arena);
	}
	feed->room -= result->hits.count;
	return err->fault;
}

static enum fault take_day(struct feed *feed, Text day, Text cursor, struct error *err)
{
	struct arena *arena = feed->visit->arena;
	struct search_request request = { .limit = feed->room, .cursor = cursor };
	struct search_result result = { 0 };

	request.query = facets_with(feed->of->query, query_for(FACET_RELEASED, day, arena), arena);
	if (search(feed->visit->index, &request, arena, &result, err) != FAULT_NONE)
		return err->fault;
	if (result.next.len) {
		feed->next_day = day;
		feed->cursor = result.next;
	}
	return take_hits(feed, &result, err);
}

/* From the day and cursor of the address on; a day that is gone begins at the next older one. */
static enum fault take_entries(struct feed *feed, struct error *err)
{
	Text from = visit_param(feed->visit, TEXT("day"));
	Text cursor = visit_param(feed->visit, TEXT("cursor"));
	struct facet_list days = { 0 };

	if (values_ask(feed->visit, FACET_RELEASED, feed->of->query, &days, NULL, err) !=
	    FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < days.values.count && !feed->next_day.len; i++) {
		Text day = days.values.items[i].value;
		int order = from.len ? text_compare(day, from) : 0;

		if (order > 0)
			continue;
		if (!feed->room) {
			feed->next_day = day;
			break;
		}
		if (take_day(feed, day, order == 0 && from.len ? cursor : (Text){ 0 }, err) !=
		    FAULT_NONE)
			return err->fault;
	}
	return FAULT_NONE;
}

/* --- the whole --- */

static Text feed_address(const struct feed *feed, Text day, Text cursor)
{
	struct address address;

	address_begin(&address, feed->visit->base, feed->of->path);
	if (feed->of->asked)
		address_add(&address, "q", feed->of->query);
	address_add(&address, "day", day);
	address_add(&address, "cursor", cursor);
	return address_end(&address, feed->visit->arena);
}

static Text page_address(const struct feed *feed)
{
	struct address address;

	address_begin(&address, feed->visit->base, feed->of->page);
	if (feed->of->asked)
		address_add(&address, "q", feed->of->query);
	return address_end(&address, feed->visit->arena);
}

static void put_feed(const struct feed *feed)
{
	struct visit *visit = feed->visit;
	struct out *out = visit->out;
	Text day = visit_param(visit, TEXT("day")), cursor = visit_param(visit, TEXT("cursor"));
	Text atom = TEXT("application/atom+xml");
	struct atom_head head = {
		.kind = TEXT_INIT("feed"),
		.name = feed->of->query,
		.title = feed->of->title,
		.subtitle = TEXT_INIT(
		    "Latest release first, 50 a page. An entry is updated when a new version of its record is released."),
		.self = feed_address(feed, day, cursor),
		.page = page_address(feed),
		.updated = feed->updated,
	};

	atom_begin(visit, &head);
	if (day.len)
		atom_put_link(
		    out, TEXT("first"), atom, feed_address(feed, (Text){ 0 }, (Text){ 0 }));
	if (feed->next_day.len)
		atom_put_link(
		    out, TEXT("next"), atom, feed_address(feed, feed->next_day, feed->cursor));
	out_put(out, out_text(&feed->entries));
	html_raw(out, "</feed>\n");
}

enum fault feed_put(struct visit *visit, const struct feed_of *of, struct error *err)
{
	struct feed feed = { .visit = visit, .of = of, .room = FEED_ENTRIES };

	out_begin(&feed.entries, visit->out->limit);
	if (take_entries(&feed, err) == FAULT_NONE) {
		/* An empty feed is as new as its edition. */
		if (!feed.entries.len)
			feed.updated = edition_facts(visit->edition)->sealed;
		if (out_check(&feed.entries, "the feed", err) == FAULT_NONE)
			put_feed(&feed);
	}
	out_end(&feed.entries);
	return err->fault;
}
