/* What is found, counted, ordered and shown, over half a dozen records made by hand, in one segment
 * and in three. */
#include "search/search.h"

#include <string.h>

#include "search/collection.h"

/* '|' parts the values of a list; a blank line the blocks of a body. */
static const struct sample {
	const char *id, *title, *body, *created, *released, *class, *origin, *tags, *captions,
	    *countries, *cites, *from, *to;
} samples[] = {
	{ "08BISHKEK211", "(SBU) PORT VISIT PLANNED",
	    "The port visit went well.\n\nNo visa was asked\nfor at the "
	    "port. Visit us again.",
	    "2008-02-29T11:38Z", "2011-08-26", "secret", "Embassy Bishkek", "KTIP|KG", "SIPDIS",
	    "KG", "08STATE2731", "AMEMBASSY BISHKEK", "SECSTATE WASHDC|AMEMBASSY ANKARA" },
	{ "08BISHKEK212", "FARMING", "Wheat and élan; the elan of wheat.", "2008-03-01T00:00Z",
	    "2011-08-26", "unclassified", "Embassy Bishkek", "EAGR|KG", "", "KG",
	    "08BISHKEK211|08STATE2731", "", "" },
	{ "08STATE2731", "ANNUAL REPORT", "Trafficking in persons: tier 2.", "2008-01-10T09:00Z",
	    "2011-05-20", "unclassified", "Secretary of State", "KTIP", "SIPDIS|NOFORN", "US", "",
	    "SECSTATE WASHDC", "AMEMBASSY BISHKEK" },
	{ "07ANKARA5", "VISA QUESTIONS", "A trafficker asked for a visa, a visa and a visa.",
	    "2007-12-31T23:59Z", "2011-05-20", "confidential", "Embassy Ankara", "CVIS", "",
	    "TR|TR", "", "AMEMBASSY ANKARA", "" },
	{ "07ANKARA6", "", "Undated, a port of call.", "", "2011-05-20", "confidential",
	    "Embassy Ankara", "", "", "TR", "", "", "" },
	{ "07NOWHERE1", "YEAR ONLY", "Nothing but a visit.", "2007", "2011-05-20", "unknown",
	    "Mission Nowhere", "ODD \"TAG\"", "", "", "", "", "" },
};

#define SAMPLES (sizeof samples / sizeof *samples)

struct world {
	struct arena arena;
	struct catalog *catalog;
	struct index *index;
	struct published published[SAMPLES];
	struct collection collection;
};

static void add_list(TextList *list, const char *values, struct arena *arena)
{
	Text rest = text_of(values);

	while (rest.len)
		*(Text *)array_add(list, arena) = text_cut(&rest, '|');
}

static void add_addressees(AddresseeList *list, const char *values, struct arena *arena)
{
	Text rest = text_of(values);

	while (rest.len)
		((struct addressee *)array_add(list, arena))->plad.text = text_cut(&rest, '|');
}

static void add_blocks(struct record *record, struct arena *arena)
{
	Text rest = record->transcript.text;

	for (int number = 1; rest.len; number++) {
		size_t end = text_find(rest, TEXT("\n\n"));
		struct block *block = array_add(&record->cable->blocks, arena);

		block->kind = BLOCK_PLAIN;
		block->id = text_format(arena, "%d", number);
		block->span = transcript_span(&record->transcript, text_slice(rest, 0, end));
		rest = end == TEXT_NONE ? text_from(rest, rest.len) : text_from(rest, end + 2);
	}
}

static void make(const struct sample *sample, struct arena *arena, struct published *published)
{
	struct record *record = ARENA_NEW(arena, struct record);
	struct cable *cable = ARENA_NEW(arena, struct cable);
	struct repairs repairs = { 0 };
	struct error err = { 0 };

	record->kind = RECORD_CABLE;
	record->cable = cable;
	record->id = text_of(sample->id);
	record->title = text_of(sample->title);
	record->origin = text_of(sample->origin);
	record->classification = classification_of_slug(text_of(sample->class));
	moment_read(text_of(sample->created), &record->created);
	moment_read(text_of(sample->released), &published->released);
	add_list(&record->tags, sample->tags, arena);
	add_list(&record->captions, sample->captions, arena);
	add_list(&record->countries, sample->countries, arena);
	add_list(&record->references, sample->cites, arena);
	if (text_equal(record->id, TEXT("08BISHKEK211")))
		((struct alias *)array_add(&record->aliases, arena))->id = TEXT("08EFTOBISHKEK211");
	cable->header.from.plad.text = text_of(sample->from);
	add_addressees(&cable->header.to, sample->to, arena);
	assert_int_equal(
	    transcript_of(text_of(sample->body), arena, &record->transcript, &repairs, &err),
	    FAULT_NONE);
	add_blocks(record, arena);
	published->record = record;
}

static int open_with(void **state, const uint32_t *segments)
{
	struct world *world = calloc(1, sizeof *world);
	struct error err = { 0 };

	arena_begin(&world->arena, 0);
	world->catalog = catalog_open(&err);
	assert_non_null(world->catalog);
	for (size_t i = 0; i < SAMPLES; i++)
		make(&samples[i], &world->arena, &world->published[i]);
	world->collection =
	    (struct collection){ world->catalog, world->published, SAMPLES, segments };
	world->index = collection_index(&world->collection);
	*state = world;
	return 0;
}

static int open_world(void **state)
{
	return open_with(state, NULL);
}

static int open_three(void **state)
{
	static const uint32_t segments[SAMPLES] = { 2, 0, 0, 2, 1, 1 };

	return open_with(state, segments);
}

static int close_world(void **state)
{
	struct world *world = *state;

	index_close(world->index);
	catalog_close(world->catalog);
	arena_end(&world->arena);
	free(world);
	return 0;
}

/* The ids of the hits, with blanks between. */
static Text ids_of(const struct search_result *result, struct arena *arena)
{
	Text ids = { "", 0 };

	for (uint32_t i = 0; i < result->hits.count; i++)
		ids = text_format(arena, "%.*s%s%.*s", TEXT_ARG(ids), i ? " " : "",
		    TEXT_ARG(result->hits.items[i].id));
	return ids;
}

static const struct {
	const char *query, *ids; /* newest first */
} finds[] = {
	{ "", "08BISHKEK212 08BISHKEK211 08STATE2731 07ANKARA5 07NOWHERE1 07ANKARA6" },
	{ "port", "08BISHKEK211 07ANKARA6" },
	{ "PORT visit", "08BISHKEK211" },
	{ "\"port visit\"", "08BISHKEK211" },
	{ "\"port visa\"", "" },
	{ "\"visit no\"", "" },                        /* not over the end of a block */
	{ "\"port visit us again\"", "08BISHKEK211" }, /* but of a sentence */
	{ "\"asked for\"", "08BISHKEK211 07ANKARA5" }, /* and of a line */
	{ "\"well no\"", "" },
	{ "\"well no\"~3", "" },
	{ "\"again port\"~2", "08BISHKEK211" },
	{ "\"again port\"~1", "" },
	{ "\"visa visa\"~2", "07ANKARA5" },
	{ "\"visa visa visa\"~2", "" },
	{ "\"visa visa visa\"~3", "07ANKARA5" },
	{ "\"visa visa visa visa\"~9", "" },
	{ "\"traff* in\"", "08STATE2731" },
	{ "traffick*", "08STATE2731 07ANKARA5" },
	{ "elan", "08BISHKEK212" },
	{ "ÉLAN", "08BISHKEK212" },
	{ "port -visa", "07ANKARA6" },
	{ "-port -wheat", "08STATE2731 07ANKARA5 07NOWHERE1" },
	{ "wheat OR tier", "08BISHKEK212 08STATE2731" },
	{ "(wheat OR visa) asked", "08BISHKEK211 07ANKARA5" },
	{ "nosuchword", "" },
	{ "nosuch*", "" },
	{ "08bishkek211", "08BISHKEK211" },
	{ "subject:visit", "08BISHKEK211" },
	{ "subject:\"port visit\"", "08BISHKEK211" },
	{ "subject:went", "" },
	{ "subject:\"visit planned the\"", "" },
	{ "tag:KTIP", "08BISHKEK211 08STATE2731" },
	{ "tag:ktip", "08BISHKEK211 08STATE2731" },
	{ "tag:(EAGR OR CVIS)", "08BISHKEK212 07ANKARA5" },
	{ "tag:\"odd \"\"tag\"\"\"", "07NOWHERE1" },
	{ "tag:NONE", "" },
	{ "origin:bishkek", "08BISHKEK212 08BISHKEK211" },
	{ "origin:\"Embassy Bishkek\"", "08BISHKEK212 08BISHKEK211" },
	{ "origin:BISHKEK", "08BISHKEK212 08BISHKEK211" },
	{ "origin:\"mission nowhere\"", "07NOWHERE1" },
	{ "class:confidential", "07ANKARA5 07ANKARA6" },
	{ "class:SECRET", "08BISHKEK211" },
	{ "class:unknown", "07NOWHERE1" },
	{ "country:kyrgyzstan", "08BISHKEK212 08BISHKEK211" },
	{ "country:kg", "08BISHKEK212 08BISHKEK211" },
	{ "country:\"Kyrgyz Republic\"", "08BISHKEK212 08BISHKEK211" },
	{ "year:2008", "08BISHKEK212 08BISHKEK211 08STATE2731" },
	{ "year:2007", "07ANKARA5 07NOWHERE1" },
	{ "created:2007-12", "07ANKARA5" },
	{ "month:2007-01", "" },
	{ "created:2007-12..2008-01", "08STATE2731 07ANKARA5" },
	{ "created:..2008-02-29", "08BISHKEK211 08STATE2731 07ANKARA5 07NOWHERE1" },
	{ "created:2008-02-29T11:38Z..", "08BISHKEK212 08BISHKEK211" },
	{ "-has:date", "07ANKARA6" },
	{ "has:subject -has:references", "08STATE2731 07ANKARA5 07NOWHERE1" },
	{ "released:2011-08-26", "08BISHKEK212 08BISHKEK211" },
	{ "released:..2011-07", "08STATE2731 07ANKARA5 07NOWHERE1 07ANKARA6" },
	{ "kind:cable year:2007", "07ANKARA5 07NOWHERE1" },
	{ "kind:narrative", "" },
	{ "caption:sipdis", "08BISHKEK211 08STATE2731" },
	{ "cites:08STATE2731", "08BISHKEK212 08BISHKEK211" },
	{ "ref:\"State 2731 (2008)\"", "08BISHKEK212 08BISHKEK211" },
	{ "citedby:08BISHKEK212", "08BISHKEK211 08STATE2731" },
	{ "citedby:08ACCRA1", "" },
	{ "from:ankara", "07ANKARA5 07ANKARA6" },
	{ "from:bishkek", "08BISHKEK212 08BISHKEK211" },
	{ "from:secstate", "08STATE2731" },
	{ "to:ankara", "08BISHKEK211" },
	{ "to:amembassy", "08BISHKEK211 08STATE2731" },
	{ "to:\"Embassy Bishkek\"", "08STATE2731" },
	{ "to:emb", "" },
};

static void ask(const struct world *world, const struct search_request *request,
    struct arena *arena, struct search_result *result)
{
	struct error err = { 0 };

	if (search(world->index, request, arena, result, &err) != FAULT_NONE)
		fail_msg("'%.*s': %s", TEXT_ARG(request->query), err.text);
}

static void finds_exactly(void **state)
{
	for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
		struct search_request request = {
			.query = text_of(finds[i].query), .limit = 100, .snippets = true
		};
		struct search_result result = { 0 };
		struct arena arena;
		Text ids;

		arena_begin(&arena, 0);
		ask(*state, &request, &arena, &result);
		ids = ids_of(&result, &arena);
		if (!text_equal(ids, text_of(finds[i].ids)))
			fail_msg("%s: found '%.*s', not '%s'", finds[i].query, TEXT_ARG(ids),
			    finds[i].ids);
		assert_int_equal(result.total, result.hits.count);
		arena_end(&arena);
	}
}

static void orders(void **state)
{
	static const struct {
		const char *query;
		enum sort sort;
		const char *ids;
	} cases[] = {
		{ "", SORT_OLDEST,
		    "07NOWHERE1 07ANKARA5 08STATE2731 08BISHKEK211 08BISHKEK212 07ANKARA6" },
		{ "", SORT_RELEVANCE,
		    "08BISHKEK212 08BISHKEK211 08STATE2731 07ANKARA5 07NOWHERE1 07ANKARA6" },
		{ "visa", SORT_RELEVANCE, "07ANKARA5 08BISHKEK211" },
		{ "questions OR tier", SORT_RELEVANCE, "07ANKARA5 08STATE2731" },
		{ "port OR visa", SORT_RELEVANCE, "08BISHKEK211 07ANKARA5 07ANKARA6" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct search_request request = {
			.query = text_of(cases[i].query), .limit = 100, .sort = cases[i].sort
		};
		struct search_result result = { 0 };
		struct arena arena;

		arena_begin(&arena, 0);
		ask(*state, &request, &arena, &result);
		assert_string_equal(text_string(&arena, ids_of(&result, &arena)), cases[i].ids);
		arena_end(&arena);
	}
}

static Text facet_text(const struct facet_list *list, struct arena *arena)
{
	Text text = { "", 0 };

	for (uint32_t i = 0; i < list->values.count; i++) {
		const struct facet_value *value = &list->values.items[i];

		text = text_format(arena, "%.*s%.*s=%.*s:%d;", TEXT_ARG(text),
		    TEXT_ARG(value->value), TEXT_ARG(value->label), (int)value->count);
	}
	return text;
}

static void counts_facets(void **state)
{
	static const struct {
		const char *query;
		enum facet facet;
		uint32_t values, distinct;
		const char *text;
	} cases[] = {
		{ "", FACET_KIND, 0, 1, "cable=Cable:6;" },
		{ "", FACET_ORIGIN, 2, 4, "ankara=Embassy Ankara:2;bishkek=Embassy Bishkek:2;" },
		{ "KTIP OR tag:KTIP", FACET_TAG, 0, 2,
		    "KTIP=Trafficking in Persons:2;KG=Kyrgyzstan:1;" },
		{ "year:2007", FACET_CLASSIFICATION, 0, 2,
		    "confidential=CONFIDENTIAL:1;unknown=Not stated:1;" },
		{ "", FACET_YEAR, 0, 2, "2008=2008:3;2007=2007:2;" },
		{ "", FACET_MONTH, 3, 4,
		    "2008-03=March 2008:1;2008-02=February 2008:1;2008-01=January 2008:1;" },
		{ "", FACET_RELEASED, 0, 2, "2011-08-26=2011-08-26:2;2011-05-20=2011-05-20:4;" },
		{ "", FACET_CAPTION, 0, 2, "SIPDIS=SIPDIS:2;NOFORN=NOFORN:1;" },
		{ "visa", FACET_COUNTRY, 1, 2, "kyrgyzstan=Kyrgyzstan:1;" },
		{ "wheat OR asked", FACET_COUNTRY, 0, 2,
		    "kyrgyzstan=Kyrgyzstan:2;turkey=Turkey:1;" },
		{ "nosuchword", FACET_COUNTRY, 0, 0, "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct search_request request = { .query = text_of(cases[i].query),
			.facets = 1u << cases[i].facet,
			.values = cases[i].values };
		struct search_result result = { 0 };
		struct arena arena;
		Text text;

		arena_begin(&arena, 0);
		ask(*state, &request, &arena, &result);
		text = facet_text(&result.facets[cases[i].facet], &arena);
		assert_string_equal(text_string(&arena, text), cases[i].text);
		assert_int_equal(result.facets[cases[i].facet].distinct, cases[i].distinct);
		assert_int_equal(result.hits.count + result.next.len + result.previous.len, 0);
		arena_end(&arena);
	}
}

static void every_facet_value_has_a_query(void **state)
{
	struct world *world = *state;
	struct search_request all = { .facets = (1u << FACET_COUNT) - 1 };
	struct search_result result = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	ask(world, &all, &arena, &result);
	for (unsigned facet = 0; facet < FACET_COUNT; facet++) {
		assert_true(result.facets[facet].values.count > 0);
		for (uint32_t i = 0; i < result.facets[facet].values.count; i++) {
			const struct facet_value *value = &result.facets[facet].values.items[i];
			struct search_request one = { .query = query_for((enum facet)facet,
							  value->value, &arena) };
			struct search_result found = { 0 };

			ask(world, &one, &arena, &found);
			assert_int_equal(found.total, value->count);
		}
	}
	assert_string_equal(text_string(&arena, query_for(FACET_ORIGIN, TEXT("bishkek"), &arena)),
	    "origin:bishkek");
	assert_string_equal(text_string(&arena, query_for(FACET_CAPTION, TEXT("A \"B\""), &arena)),
	    "caption:\"A \"\"B\"\"\"");
	arena_end(&arena);
}

static void turns_pages(void **state)
{
	struct search_request request = { .limit = 4 };
	struct search_result first = { 0 }, second = { 0 }, back = { 0 }, third = { 0 };
	struct error err = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	ask(*state, &request, &arena, &first);
	assert_int_equal(first.previous.len, 0);
	request.cursor = first.next;
	ask(*state, &request, &arena, &second);
	assert_string_equal(text_string(&arena, ids_of(&second, &arena)), "07NOWHERE1 07ANKARA6");
	assert_int_equal(second.before, 4);
	assert_int_equal(second.total, 6);
	assert_int_equal(second.next.len, 0);
	request.cursor = second.previous;
	request.limit = 3;
	ask(*state, &request, &arena, &back);
	assert_string_equal(
	    text_string(&arena, ids_of(&back, &arena)), "08BISHKEK211 08STATE2731 07ANKARA5");
	assert_int_equal(back.before, 1);
	request.cursor = back.previous;
	ask(*state, &request, &arena, &third);
	assert_string_equal(text_string(&arena, ids_of(&third, &arena)), "08BISHKEK212");
	assert_int_equal(third.previous.len, 0);
	request.cursor = third.next;
	ask(*state, &request, &arena, &third);
	assert_string_equal(
	    text_string(&arena, ids_of(&third, &arena)), "08BISHKEK211 08STATE2731 07ANKARA5");
	request.query = TEXT("visa");
	assert_int_equal(search(((struct world *)*state)->index, &request, &arena, &third, &err),
	    FAULT_BAD_INPUT);
	assert_int_equal(third.total, 6);
	arena_end(&arena);
}

static void refuses_broken_cursors(void **state)
{
	struct world *world = *state;
	struct search_request request = { .limit = 2 };
	struct search_result result = { 0 };
	struct arena arena;
	Text good;

	arena_begin(&arena, 0);
	ask(world, &request, &arena, &result);
	good = result.next;
	for (size_t i = 0; i < good.len; i++) {
		struct error err = { 0 };
		char *broken = (char *)text_string(&arena, good);

		request.cursor = (Text){ broken, good.len };
		broken[i] ^= 1;
		assert_int_equal(
		    search(world->index, &request, &arena, &result, &err), FAULT_BAD_INPUT);
		request.cursor = text_slice(good, 0, i);
		err = (struct error){ 0 };
		assert_int_equal(search(world->index, &request, &arena, &result, &err),
		    i ? FAULT_BAD_INPUT : FAULT_NONE);
	}
	request.cursor = good;
	request.sort = SORT_OLDEST;
	assert_int_equal(search(world->index, &request, &arena, &result, NULL), FAULT_BAD_INPUT);
	arena_end(&arena);
}

static void names_records(void **state)
{
	static const struct {
		const char *typed, *id;
	} cases[] = {
		{ "08BISHKEK211", "08BISHKEK211" },
		{ " 08 bishkek 211 ", "08BISHKEK211" },
		{ "bishkek 211 (2008)", "08BISHKEK211" },
		{ "2008BISHKEK000211", "08BISHKEK211" },
		{ "#08BISHKEK211", "08BISHKEK211" },
		{ "http://mirror.example/cable/2008/02/08BISHKEK211.html#par2", "08BISHKEK211" },
		{ "/cable/08BISHKEK211.json?x=1", "08BISHKEK211" },
		{ "08eftobishkek211", "08BISHKEK211" }, /* as received */
		{ "08BISHKEK213", "" },
		{ "port visit", "" },
		{ "", "" },
		{ "/", "" },
	};
	struct arena arena;

	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text id =
		    search_id(((struct world *)*state)->index, text_of(cases[i].typed), &arena);

		if (!text_equal(id, text_of(cases[i].id)))
			fail_msg("'%s': '%.*s'", cases[i].typed, TEXT_ARG(id));
	}
	arena_end(&arena);
}

static void names_values(void **state)
{
	const struct index *index = ((struct world *)*state)->index;

	assert_true(text_equal(
	    search_label(index, FACET_ORIGIN, TEXT("bishkek")), TEXT("Embassy Bishkek")));
	assert_true(text_equal(search_label(index, FACET_YEAR, TEXT("2007")), TEXT("2007")));
	assert_true(text_equal(
	    search_label(index, FACET_COUNTRY, TEXT("united-states")), TEXT("United States")));
	assert_int_equal(search_label(index, FACET_ORIGIN, TEXT("Bishkek")).len, 0);
	assert_int_equal(search_label(index, FACET_TAG, TEXT("")).len, 0);
	assert_int_equal(search_label(index, FACET_TAG, TEXT("ZZZZ")).len, 0);
}

static void names_neighbours(void **state)
{
	static const struct {
		const char *id, *earlier, *later;
	} cases[] = {
		{ "08BISHKEK211", "", "08BISHKEK212" },
		{ "08BISHKEK212", "08BISHKEK211", "" },
		{ "07ANKARA5", "", "" }, /* its only neighbour has no date */
		{ "07ANKARA6", "", "" },
		{ "08NOSUCH1", "", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text earlier, later;

		search_neighbours(
		    ((struct world *)*state)->index, text_of(cases[i].id), &earlier, &later);
		assert_true(text_equal(earlier, text_of(cases[i].earlier)));
		assert_true(text_equal(later, text_of(cases[i].later)));
	}
}

static Text marked(Text text, const MarkList *marks, struct arena *arena)
{
	Text shown = { "", 0 };
	uint32_t at = 0;

	for (uint32_t i = 0; i < marks->count; i++) {
		Span mark = marks->items[i];

		shown = text_format(arena, "%.*s%.*s[%.*s]", TEXT_ARG(shown),
		    TEXT_ARG(text_slice(text, at, mark.start - at)),
		    TEXT_ARG(text_slice(text, mark.start, mark.length)));
		at = mark.start + mark.length;
	}
	return text_format(arena, "%.*s%.*s", TEXT_ARG(shown), TEXT_ARG(text_from(text, at)));
}

static void shows_the_place(void **state)
{
	static const struct {
		const char *query, *block, *text, *title;
	} cases[] = {
		{ "id08 OR tag:KG", "", "", "(SBU) PORT VISIT PLANNED" },
		{ "\"port visit\"", "1", "The [port] [visit] went well.",
		    "(SBU) [PORT] [VISIT] PLANNED" },
		{ "visa port", "2", "No [visa] was asked for at the [port]. Visit us again.",
		    "(SBU) [PORT] VISIT PLANNED" },
		{ "plan*", "", "(SBU) PORT VISIT [PLANNED]", "(SBU) PORT VISIT [PLANNED]" },
		{ "subject:visit", "", "(SBU) PORT [VISIT] PLANNED", "(SBU) PORT [VISIT] PLANNED" },
		{ "again -wheat", "2", "No visa was asked for at the port. Visit us [again].",
		    "(SBU) PORT VISIT PLANNED" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct search_request request = { .query = text_of(cases[i].query),
			.limit = 1,
			.sort = SORT_OLDEST,
			.snippets = true };
		struct search_result result = { 0 };
		struct arena arena;
		MarkList marks = { 0 };
		const struct snippet *snippet;

		arena_begin(&arena, 0);
		ask(*state, &request, &arena, &result);
		snippet = &result.hits.items[0].snippet;
		assert_string_equal(
		    text_string(&arena, marked(snippet->text, &snippet->marks, &arena)),
		    cases[i].text);
		assert_string_equal(text_string(&arena, snippet->block), cases[i].block);
		assert_true(
		    search_marks(result.hits.items[0].title, &result.terms, &arena, &marks));
		assert_string_equal(
		    text_string(&arena, marked(result.hits.items[0].title, &marks, &arena)),
		    cases[i].title);
		arena_end(&arena);
	}
}

/* A record of one long paragraph, found again by its snippet. */
static Text long_snippet(
    struct world *world, const char *body, const char *query, struct arena *arena, MarkList *marks)
{
	struct sample sample = { "08ACCRA1", "", body, "2008", "2011", "secret", "", "", "", "", "",
		"", "" };
	struct search_request request = { .query = text_of(query), .limit = 1, .snippets = true };
	struct search_result result = { 0 };
	struct world one = { .catalog = world->catalog };

	make(&sample, arena, &one.published[0]);
	one.collection = (struct collection){ one.catalog, one.published, 1, NULL };
	one.index = collection_index(&one.collection);
	ask(&one, &request, arena, &result);
	assert_int_equal(result.total, 1);
	*marks = result.hits.items[0].snippet.marks;
	index_close(one.index);
	return result.hits.items[0].snippet.text;
}

static void long_places_are_cut_at_words(void **state)
{
	static char body[60000];
	struct arena arena;
	MarkList marks;
	Text text;

	arena_begin(&arena, 0);
	for (int i = 0; i < 1000; i++)
		snprintf(body + i * 6, 7,
		    i == 500 || i == 503 ? "élan "
			: i == 100       ? "lone  "
					 : "words\n");
	text = long_snippet(*state, body, "elan OR lone", &arena, &marks);
	assert_true(text_starts(text, TEXT("…words words")) && text_ends(text, TEXT("words…")));
	assert_true(text.len > 150 && text.len <= 206);
	assert_int_equal(marks.count, 2);
	for (uint32_t i = 0; i < 2; i++)
		assert_true(text_equal(
		    text_slice(text, marks.items[i].start, marks.items[i].length), TEXT("élan")));
	memset(body, 'x', 50000);
	snprintf(body + 50000, 100, " end --------------------------");
	text = long_snippet(*state, body, "xx*", &arena, &marks);
	assert_int_equal(text.len, 200 + strlen("…"));
	text = long_snippet(*state, body, "end", &arena, &marks);
	assert_string_equal(text_string(&arena, text), "…end…");
	arena_end(&arena);
}

static void small_arenas_are_a_fault(void **state)
{
	struct world *world = *state;
	struct search_request request = { .query = TEXT("port OR \"a visa\"~3 OR tag:KTIP"),
		.limit = 5,
		.facets = (1u << FACET_COUNT) - 1,
		.snippets = true,
		.sort = SORT_RELEVANCE };
	bool worked = false;

	for (size_t limit = 1; !worked; limit += 97) {
		struct search_result result = { .total = 77 };
		struct error err = { 0 };
		struct arena arena;

		arena_begin(&arena, limit);
		worked = search(world->index, &request, &arena, &result, &err) == FAULT_NONE;
		if (!worked) {
			assert_int_equal(err.fault, FAULT_NO_MEMORY);
			assert_int_equal(result.total, 77);
		}
		arena_end(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_exactly),
		cmocka_unit_test(orders),
		cmocka_unit_test(counts_facets),
		cmocka_unit_test(every_facet_value_has_a_query),
		cmocka_unit_test(turns_pages),
		cmocka_unit_test(refuses_broken_cursors),
		cmocka_unit_test(names_records),
		cmocka_unit_test(names_values),
		cmocka_unit_test(names_neighbours),
		cmocka_unit_test(shows_the_place),
		cmocka_unit_test(long_places_are_cut_at_words),
		cmocka_unit_test(small_arenas_are_a_fault),
	};

	int bad = cmocka_run_group_tests_name("search/search", tests, open_world, close_world);

	return bad | cmocka_run_group_tests_name("search/search", tests, open_three, close_world);
}
