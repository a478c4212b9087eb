/* A sealed edition, opened and asked: the way of the program. */
#include "search/search.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "search/pair.h"

static const struct {
	const char *id, *title, *text, *created;
} samples[] = {
	{ "06OSLO1", "ON DATES", "Dates came in boxes.", "2006-05-01T10:00Z" },
	{ "06OSLO2", "ON BOXES", "The boxes held\ndates, and labels.", "2006-05-02T10:00Z" },
	{ "07OSLO1", "", "Labels again.", "2007-01-01T10:00Z" },
};

#define SAMPLES (sizeof samples / sizeof *samples)

static void make(size_t number, struct arena *arena, struct record *record)
{
	struct repairs repairs = { 0 };
	struct error err = { 0 };
	struct block *block;

	*record = (struct record){ .kind = RECORD_CABLE, .origin = TEXT("Embassy Oslo") };
	record->cable = ARENA_NEW(arena, struct cable);
	record->id = text_of(samples[number].id);
	record->title = text_of(samples[number].title);
	moment_read(text_of(samples[number].created), &record->created);
	assert_int_equal(transcript_of(text_of(samples[number].text), arena, &record->transcript,
			     &repairs, &err),
	    FAULT_NONE);
	record->cable->message = transcript_span(&record->transcript, record->transcript.text);
	block = array_add(&record->cable->blocks, arena);
	block->kind = BLOCK_PLAIN;
	block->id = TEXT("1");
	block->span = record->cable->message;
}

static void add(struct pair *pair, size_t number, struct arena *arena)
{
	struct version version = { .number = 1 };
	struct record record;

	make(number, arena, &record);
	moment_read(TEXT("2011-08-26"), &version.released);
	pair_add(pair, &record, &version, arena);
}

static void publish(const char *folder, const struct catalog *catalog, struct arena *arena)
{
	struct release_day day = { .records = SAMPLES };
	struct draft_totals totals = { .total = 10, .releases = &day, .release_count = 1 };
	struct error err = { 0 };
	struct draft *draft = draft_begin(folder, &err);
	struct pair pair;

	moment_read(TEXT("2011-08-26"), &day.day);
	moment_read(TEXT("2011-08-26T00:00:00Z"), &totals.sealed);
	if (!draft)
		fail_msg("%s", err.text);
	pair_begin(&pair, draft, catalog);
	for (size_t i = 0; i < SAMPLES; i++)
		add(&pair, i, arena);
	pair_end(&pair);
	if (draft_seal(draft, &totals, NULL, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	draft_close(draft);
}

static void check(const struct index *index, struct arena *arena)
{
	struct search_request request = { .query = TEXT("\"held dates\" OR again"),
		.limit = 10,
		.facets = 1u << FACET_YEAR,
		.snippets = true };
	struct search_result result = { 0 };
	struct error err = { 0 };

	if (search(index, &request, arena, &result, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
	assert_int_equal(result.total, 2);
	assert_true(text_equal(result.hits.items[0].id, TEXT("07OSLO1")));
	assert_true(text_equal(
	    result.hits.items[1].snippet.text, TEXT("The boxes held dates, and labels.")));
	assert_true(text_equal(result.hits.items[1].snippet.block, TEXT("1")));
	assert_int_equal(result.hits.items[1].snippet.marks.count, 2);
	assert_int_equal(result.facets[FACET_YEAR].distinct, 2);
}

static void an_edition_is_searched(void **state)
{
	char folder[] = "/tmp/chancery-search-XXXXXX";
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);
	struct edition *edition;
	struct index *index;
	struct arena arena;
	const char *public_folder;

	(void)state;
	arena_begin(&arena, 0);
	assert_non_null(mkdtemp(folder));
	public_folder = path_join(&arena, folder, "public");
	publish(public_folder, catalog, &arena);
	edition = edition_open(public_folder, &err);
	if (!edition)
		fail_msg("%s", err.text);
	index = index_open(edition, catalog, &err);
	if (!index)
		fail_msg("%s", err.text);
	check(index, &arena);
	index_close(index);
	edition_close(edition);
	catalog_close(catalog);
	assert_int_equal(folder_remove(folder, &err), FAULT_NONE);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_is_searched),
	};

	return cmocka_run_group_tests_name("search/edition", tests, NULL, NULL);
}
