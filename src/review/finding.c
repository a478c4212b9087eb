/* Finding words, in a record and in all of them. The archive's own index says which records may
 * hold them; the records themselves say where. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/interrupt.h"
#include "base/out.h"
#include "publish/publish.h"
#include "review/internal.h"
#include "search/words.h"

#define INDEX_FOLDER "index"
#define PHRASE_WORDS 32

/* --- the index --- */

static enum fault make_index(struct review *review, const char *folder, struct error *err)
{
	const struct publish_settings settings = {
		.what = PUBLISH_EVERYTHING,
		.catalog = review->catalog,
	};
	struct publish_result result;
	/* One of its own, so that it sees a snapshot while others write. */
	struct vault *vault = vault_open(review->archive, VAULT_READ, err);
	enum fault fault;

	if (!vault)
		return err->fault;
	fault = mkdir(folder, 0700) == 0 || errno == EEXIST
	    ? publish(vault, folder, clock_now(), &settings, &result, err)
	    : fail_errno(err, errno, "cannot make '%s'", folder);
	vault_close(vault);
	return fault;
}

static enum fault open_index(struct review *review, struct error *err)
{
	struct arena arena;
	const char *folder;
	enum fault fault;

	arena_begin(&arena, 0);
	folder = path_join(&arena, review->archive, INDEX_FOLDER);
	fault = folder ? make_index(review, folder, err)
		       : fail(err, FAULT_NO_MEMORY, "no memory left to open an index");
	index_close(review->index);
	edition_close(review->edition);
	review->index = NULL;
	review->edition = fault == FAULT_NONE ? edition_open_private(folder, err) : NULL;
	if (review->edition)
		review->index = index_open(review->edition, review->catalog, err);
	arena_end(&arena);
	return review->index ? FAULT_NONE : err->fault;
}

static enum fault add_hits(
    const struct search_result *result, struct arena *arena, TextList *ids, struct error *err)
{
	for (uint32_t i = 0; i < result->hits.count; i++) {
		Text *id = array_add(ids, arena);

		if (id)
			*id = text_copy(arena, result->hits.items[i].id);
	}
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for what was found")
			     : FAULT_NONE;
}

enum fault review_search(
    struct review *review, Text query, struct arena *arena, TextList *ids, struct error *err)
{
	struct search_request request = {
		.query = query, .sort = SORT_NEWEST, .limit = SEARCH_HITS_LIMIT
	};
	struct search_result result;
	enum fault fault = open_index(review, err);

	do {
		result = (struct search_result){ 0 };
		if (fault == FAULT_NONE)
			fault = search(review->index, &request, arena, &result, err);
		if (fault == FAULT_NONE)
			fault = add_hits(&result, arena, ids, err);
		if (fault == FAULT_NONE)
			fault = interrupt_check(err);
		request.cursor = result.next;
	} while (fault == FAULT_NONE && result.next.len);
	return fault;
}

/* --- in one record --- */

static bool lies_in_cut(const CutList *cuts, Span span)
{
	for (uint32_t i = 0; i < cuts->count; i++) {
		Span cut = cuts->items[i].span;

		if (cut.start <= span.start && cut.start + cut.length >= span.start + span.length)
			return true;
	}
	return false;
}

static enum fault add_place(const struct record *record, uint32_t revision, Span span,
    const CutList *cuts, struct arena *arena, PlaceList *places, struct error *err)
{
	struct review_place *place =
	    places->count < REVIEW_PLACES_LIMIT ? array_add(places, arena) : NULL;
	uint32_t line = transcript_line(&record->transcript, span.start);

	if (!place)
		return places->count < REVIEW_PLACES_LIMIT
		    ? fail(err, FAULT_NO_MEMORY, "no memory left for what was found")
		    : fail(err, FAULT_TOO_LARGE, "the words stand in more than %d places",
			  REVIEW_PLACES_LIMIT);
	*place = (struct review_place){
		.id = text_copy(arena, record->id),
		.revision = revision,
		.span = span,
		.line = line,
		.context = text_copy(arena, transcript_get_line(&record->transcript, line)),
		.at = transcript_column(&record->transcript, span.start) - 1,
		.is_cut = lies_in_cut(cuts, span),
	};
	return arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left for what was found")
			     : FAULT_NONE;
}

static enum fault find_in_revision(struct review *review, Text id, uint32_t revision, Text words,
    struct arena *arena, PlaceList *places, struct error *err)
{
	struct arena scratch;
	struct record *record;
	SpanList spans = { 0 };
	CutList cuts;
	enum fault fault;

	arena_begin(&scratch, 0);
	fault = review_read_revision(review, id, revision, &scratch, &record, err);
	if (fault == FAULT_NONE)
		fault = review_read_cuts(review, id, revision, &scratch, &cuts, err);
	if (fault == FAULT_NONE)
		fault = redact_find_words(record, words, &scratch, &spans, err);
	for (uint32_t i = 0; fault == FAULT_NONE && i < spans.count; i++)
		fault = add_place(record, revision, spans.items[i], &cuts, arena, places, err);
	arena_end(&scratch);
	return fault;
}

enum fault review_find_in(struct review *review, Text id, Text words, struct arena *arena,
    PlaceList *places, struct error *err)
{
	struct holding holding;
	enum fault fault = vault_find(review->vault, id, clock_now(), arena, &holding, err);

	for (uint32_t i = 1; fault == FAULT_NONE && i <= holding.revisions; i++)
		fault = find_in_revision(review, holding.id, i, words, arena, places, err);
	return fault;
}

/* --- in all of them --- */

/* The first of the words as a phrase: what is longer than a query may be is found by its head.
 * Empty, which finds everything, when one word is longer than that. */
static Text phrase_of(Text words, struct arena *arena)
{
	uint32_t at = 0, count = 0;
	struct word word;
	struct out out;
	Text phrase;

	out_begin(&out, QUERY_LIMIT);
	while (count < PHRASE_WORDS && word_take(words, &at, arena, &word)) {
		if (out.len + word.folded.len + 2 > QUERY_LIMIT)
			break;
		out_char(&out, count++ ? ' ' : '"');
		out_put(&out, word.folded);
	}
	if (count)
		out_char(&out, '"');
	phrase = text_copy(arena, out_text(&out));
	out_end(&out);
	return phrase;
}

struct older {
	struct arena *arena;
	TextList *ids;
};

static enum fault add_revised(void *context, const struct holding *holding, struct error *err)
{
	struct older *older = context;
	Text *id = holding->revisions > 1 ? array_add(older->ids, older->arena) : NULL;

	if (id)
		*id = text_copy(older->arena, holding->id);
	return older->arena->failed
	    ? fail(err, FAULT_NO_MEMORY, "no memory left for what was found")
	    : FAULT_NONE;
}

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

enum fault review_find(
    struct review *review, Text words, struct arena *arena, PlaceList *places, struct error *err)
{
	TextList ids = { 0 };
	struct older older = { arena, &ids };
	Text phrase = phrase_of(words, arena);
	enum fault fault = arena->failed ? fail(err, FAULT_NO_MEMORY, "no memory left to search")
					 : review_search(review, phrase, arena, &ids, err);

	/* The index holds the latest revisions only. */
	if (fault == FAULT_NONE)
		fault = vault_each(review->vault, clock_now(), add_revised, &older, err);
	if (ids.count)
		qsort(ids.items, ids.count, sizeof *ids.items, by_text);
	for (uint32_t i = 0; fault == FAULT_NONE && i < ids.count; i++)
		if (!i || !text_equal(ids.items[i - 1], ids.items[i]))
			fault = review_find_in(review, ids.items[i], words, arena, places, err);
	return fault;
}
