/* Chancery itself, through search.h alone. FOLDER is PUBLIC, where `chancery publish` put an
 * edition; the index is built there. */
#include "bench/peers/columns.h"
#include "search/search.h"

struct ours {
	struct columns columns; /* for the numbers of documents by id */
	uint32_t *by_id, mask;
	struct catalog *catalog;
	struct edition *edition;
	struct index *index;
};

static const enum facet facets[COUNTED] = { FACET_ORIGIN, FACET_CLASSIFICATION, FACET_YEAR,
	FACET_TAG };

static uint32_t slot_of(const struct ours *ours, Text id)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < id.len; i++)
		hash = (hash ^ (uint8_t)id.at[i]) * 16777619u;
	return (hash ^ hash >> 15) & ours->mask;
}

static uint32_t number_of(const struct ours *ours, Text id)
{
	uint32_t slot = slot_of(ours, id);

	for (; ours->by_id[slot]; slot = (slot + 1) & ours->mask)
		if (text_equal(text_of(ours->columns.ids[ours->by_id[slot] - 1]), id))
			return ours->by_id[slot] - 1;
	return UINT32_MAX;
}

static void number_all(struct ours *ours)
{
	for (ours->mask = 1; ours->mask < 2 * ours->columns.documents; ours->mask *= 2)
		;
	ours->by_id = calloc(ours->mask, sizeof *ours->by_id);
	if (!ours->by_id)
		die("no memory");
	ours->mask--;
	for (uint32_t i = 0; i < ours->columns.documents; i++) {
		uint32_t slot = slot_of(ours, text_of(ours->columns.ids[i]));

		while (ours->by_id[slot])
			slot = (slot + 1) & ours->mask;
		ours->by_id[slot] = i + 1;
	}
}

static void *open_ours(const char *corpus, const char *folder)
{
	struct ours *ours = calloc(1, sizeof *ours);
	struct error err = { 0 };
	uint64_t start;

	if (!ours)
		die("no memory");
	arena_keep_memory(); /* as serve does */
	columns_open(&ours->columns, corpus);
	number_all(ours);
	ours->catalog = catalog_open(&err);
	start = nanoseconds();
	if (err.fault == FAULT_NONE)
		ours->edition = edition_open(folder, &err);
	if (err.fault == FAULT_NONE)
		ours->index = index_open(ours->edition, ours->catalog, &err);
	if (err.fault != FAULT_NONE)
		die("%s", err.text);
	printf("ours\tindex\t%llu\n", (unsigned long long)(nanoseconds() - start));
	return ours;
}

static uint64_t checksum(const struct search_result *result)
{
	uint64_t sum = 0;

	for (unsigned facet = 0; facet < COUNTED; facet++) {
		const struct facet_list *list = &result->facets[facets[facet]];

		for (uint32_t i = 0; i < list->values.count; i++) {
			char value[128];

			snprintf(
			    value, sizeof value, "%.*s", TEXT_ARG(list->values.items[i].value));
			sum += count_hash(facet, value) * list->values.items[i].count;
		}
	}
	return sum;
}

static void ask(const struct ours *ours, const struct question *question,
    struct search_request *request, struct answer *answer)
{
	struct search_result result = { 0 };
	struct error err = { 0 };
	struct arena arena;
	uint64_t start = nanoseconds();

	request->query = text_of(question->typed);
	request->sort = SORT_RELEVANCE;
	request->limit = HITS;
	for (unsigned facet = 0; facet < COUNTED; facet++)
		request->facets |= 1u << facets[facet];
	arena_begin(&arena, 0);
	if (search(ours->index, request, &arena, &result, &err) != FAULT_NONE)
		die("%s: %s", question->typed, err.text);
	answer->nanoseconds = nanoseconds() - start;
	answer->total = result.total;
	answer->hit_count = result.hits.count < HITS ? result.hits.count : HITS;
	for (unsigned i = 0; i < answer->hit_count; i++) {
		answer->hits[i] = number_of(ours, result.hits.items[i].id);
		answer->scores[i] = result.hits.items[i].score;
	}
	if (request->values == 0)
		answer->checksum = checksum(&result);
	start = nanoseconds();
	arena_end(&arena);
	answer->nanoseconds += nanoseconds() - start;
}

static void ask_plain(
    void *opened, const struct question *question, unsigned values, struct answer *answer)
{
	struct search_request request = { .values = values };

	ask(opened, question, &request, answer);
}

static void ask_snippets(void *opened, const struct question *question, struct answer *answer)
{
	struct search_request request = { .values = VALUES, .snippets = true };

	ask(opened, question, &request, answer);
}

static void close_ours(void *opened)
{
	struct ours *ours = opened;

	index_close(ours->index);
	edition_close(ours->edition);
	catalog_close(ours->catalog);
	columns_close(&ours->columns);
	free(ours->by_id);
	free(ours);
}

const struct peer peer = {
	.name = "ours",
	.snippets = true,
	.open = open_ours,
	.ask = ask_plain,
	.ask_snippets = ask_snippets,
	.close = close_ours,
};
