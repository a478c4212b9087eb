/* A list of OAI-PMH, page by page: first what is held, oldest created first, then what was
 * withdrawn, by id. Its dates are those of the last change, while the index knows the first
 * release: so the index gives what may be meant, and each record is read to know. Page and token go
 * together: a token is given only when something is there for it, as a list may not be empty. */
#include "pages/oai.h"

#include "pages/facets.h"

#define ITEMS_A_PAGE 50

struct harvest {
	struct visit *visit;
	const struct oai_list *list;
	enum oai_items items;
	uint32_t given;
};

/* --- tokens --- */

bool oai_is_day(Text text)
{
	Moment day;

	return text.len == 10 && moment_read(text, &day) && day.precision == PRECISION_DAY;
}

Text oai_token(const struct oai_list *list, struct arena *arena)
{
	return text_format(arena, "%c!%.*s!%.*s!%.*s!%.*s", list->stones ? 'd' : 'r',
	    TEXT_ARG(list->from), TEXT_ARG(list->until), TEXT_ARG(list->set),
	    TEXT_ARG(list->place));
}

bool oai_token_read(Text token, struct oai_list *list)
{
	struct oai_list read = { 0 };
	enum record_kind kind;

	read.stones = text_take(&token, TEXT("d!"));
	if (!read.stones && !text_take(&token, TEXT("r!")))
		return false;
	read.from = text_cut(&token, '!');
	read.until = text_cut(&token, '!');
	read.set = text_cut(&token, '!');
	read.place = token;
	if ((read.from.len && !oai_is_day(read.from)) ||
	    (read.until.len && !oai_is_day(read.until)) ||
	    (read.set.len && !record_kind_read(read.set, &kind)) ||
	    (!read.stones && !read.place.len) ||
	    (read.stones && read.place.len && !record_id_is_valid(read.place)))
		return false;
	*list = read;
	return true;
}

/* --- what belongs to the list --- */

static bool is_in_range(const struct oai_list *list, Text day)
{
	return (!list->from.len || text_compare(day, list->from) >= 0) &&
	    (!list->until.len || text_compare(day, list->until) <= 0);
}

static Text query_of(const struct harvest *harvest)
{
	const struct oai_list *list = harvest->list;
	struct arena *arena = harvest->visit->arena;
	Text query = { 0 };

	if (list->set.len)
		query = query_for(FACET_KIND, list->set, arena);
	if (list->until.len)
		query = facets_with(
		    query, text_format(arena, "released:..%.*s", TEXT_ARG(list->until)), arena);
	if (list->from.len)
		query = facets_with(query,
		    text_format(arena, "(released:%.*s.. OR has:versions)", TEXT_ARG(list->from)),
		    arena);
	return query;
}

static enum fault ask(
    const struct harvest *harvest, Text cursor, struct search_result *result, struct error *err)
{
	struct search_request request = { .query = query_of(harvest),
		.sort = SORT_OLDEST,
		.limit = ITEMS_A_PAGE,
		.cursor = cursor };

	*result = (struct search_result){ 0 };
	return search(harvest->visit->index, &request, harvest->visit->arena, result, err);
}

static void put_item(
    struct harvest *harvest, const struct published *published, Text day, struct arena *arena)
{
	struct out *out = harvest->visit->out;

	harvest->given++;
	if (harvest->items == OAI_RECORDS)
		out_put(out, TEXT("<record>"));
	oai_put_header(harvest->visit, out, published->record->id, day, OAI_HELD, arena);
	if (harvest->items == OAI_RECORDS) {
		oai_put_metadata(harvest->visit, out, published, arena);
		out_put(out, TEXT("</record>\n"));
	}
}

enum use { LOOK, PUT };

/* *meant: the record belongs to the list; then it is written, if so wanted. */
static enum fault take_hit(
    struct harvest *harvest, const struct hit *hit, enum use use, bool *meant, struct error *err)
{
	struct published published = { 0 };
	struct arena arena;

	*meant = !harvest->list->from.len && !harvest->list->until.len;
	if (use == LOOK && *meant)
		return FAULT_NONE;
	arena_begin(&arena, 0);
	if (edition_read(harvest->visit->edition, hit->id, &arena, &published, err) == FAULT_NONE) {
		Text day = oai_datestamp(&published, &arena);

		*meant = is_in_range(harvest->list, day);
		if (*meant && use == PUT)
			put_item(harvest, &published, day, &arena);
	}
	arena_end(&arena);
	return err->fault;
}

static bool stone_is_meant(const struct harvest *harvest, const struct tombstone *stone)
{
	const struct visit *visit = harvest->visit;
	Text set = harvest->list->set;

	return !edition_holds(visit->edition, stone->id) &&
	    (!set.len || text_equal(set, record_kind_name(oai_set_of(stone->id)))) &&
	    is_in_range(harvest->list, oai_day(visit->arena, stone->withdrawn));
}

/* --- pages --- */

/* The withdrawn behind the id `place`, as many as fit; *next and *more as in oai_put_list. */
static void list_stones(struct harvest *harvest, Text place, struct oai_list *next, bool *more)
{
	const struct edition_facts *facts = edition_facts(harvest->visit->edition);
	struct visit *visit = harvest->visit;
	Text last = place;

	for (uint32_t i = 0; i < facts->tombstones.count; i++) {
		const struct tombstone *stone = &facts->tombstones.items[i];

		if ((place.len && text_compare(stone->id, place) <= 0) ||
		    !stone_is_meant(harvest, stone))
			continue;
		if (harvest->given >= ITEMS_A_PAGE) {
			*more = next->stones = true;
			next->place = last;
			return;
		}
		if (harvest->items == OAI_RECORDS)
			out_put(visit->out, TEXT("<record>"));
		oai_put_header(visit, visit->out, stone->id,
		    oai_day(visit->arena, stone->withdrawn), OAI_DELETED, visit->arena);
		if (harvest->items == OAI_RECORDS)
			out_put(visit->out, TEXT("</record>\n"));
		harvest->given++;
		last = stone->id;
	}
}

/* The cursor of the next page that holds something, or an empty one. */
static enum fault look_ahead(struct harvest *harvest, Text *cursor, struct error *err)
{
	struct search_result result;

	while (cursor->len) {
		bool meant = false;

		if (ask(harvest, *cursor, &result, err) != FAULT_NONE)
			return err->fault;
		for (uint32_t i = 0; i < result.hits.count && !meant; i++)
			if (take_hit(harvest, &result.hits.items[i], LOOK, &meant, err) !=
			    FAULT_NONE)
				return err->fault;
		if (meant)
			return FAULT_NONE;
		*cursor = result.next;
	}
	return FAULT_NONE;
}

static enum fault put_page(struct harvest *harvest, Text *cursor, struct error *err)
{
	struct search_result result;
	bool meant;

	if (ask(harvest, *cursor, &result, err) != FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < result.hits.count; i++)
		if (take_hit(harvest, &result.hits.items[i], PUT, &meant, err) != FAULT_NONE)
			return err->fault;
	*cursor = result.next;
	return FAULT_NONE;
}

enum fault oai_put_list(struct visit *visit, const struct oai_list *list, enum oai_items items,
    struct oai_list *next, bool *more, uint32_t *given, struct error *err)
{
	struct harvest harvest = { .visit = visit, .list = list, .items = items };
	Text cursor = list->stones ? (Text){ 0 } : list->place;

	*next = *list;
	*more = false;
	if (!list->stones) {
		do
			if (put_page(&harvest, &cursor, err) != FAULT_NONE)
				return err->fault;
		while (cursor.len && !harvest.given);
		if (look_ahead(&harvest, &cursor, err) != FAULT_NONE)
			return err->fault;
	}
	if (cursor.len) {
		*more = true;
		next->place = cursor;
	} else {
		list_stones(&harvest, list->stones ? list->place : (Text){ 0 }, next, more);
	}
	*given = harvest.given;
	return FAULT_NONE;
}
