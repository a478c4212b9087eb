/* Whole queries with other words in them. */
#include "search/suggest.h"

#include "base/utf8.h"
#include "search/index.h"
#include "search/query.h"

/* A word of the query and what it may be meant for. */
struct misspelt {
	Text written; /* in the query */
	uint64_t records;
	SuggestionList suggestions;
};

struct respeller {
	const struct index *index;
	Text query;
	struct arena *arena;
	struct misspelt words[RESPELL_WORDS];
	uint32_t count;
	bool missing; /* only words that no record has are among them */
};

static uint64_t records_with(const struct index *index, Text folded)
{
	uint64_t records = 0;
	struct list list;

	for (uint32_t s = 0; s < index->segment_count; s++)
		if (segment_find(
			&index->segments[s], SPACE_WORD, utf8_head(folded, TERM_KEY_LIMIT), &list))
			records += list.count;
	return records;
}

static void add_term(struct respeller *respeller, const struct term *term)
{
	uint64_t records;

	if (term->prefix || term->stem)
		return;
	records = records_with(respeller->index, term->folded);
	if (!records && !respeller->missing) {
		respeller->missing = true;
		respeller->count = 0;
	}
	if ((respeller->missing && records) || respeller->count == RESPELL_WORDS)
		return;
	respeller->words[respeller->count++] = (struct misspelt){ term->written, records, { 0 } };
}

/* What is excluded is not looked for. */
static void add_words(struct respeller *respeller, const struct node *node)
{
	if (node->kind == NODE_NOT)
		return;
	for (uint32_t i = 0; i < node->terms.count; i++)
		add_term(respeller, &node->terms.items[i]);
	for (uint32_t i = 0; i < node->children.count; i++)
		add_words(respeller, node->children.items[i]);
}

static bool suggest(struct respeller *respeller)
{
	for (uint32_t i = 0; i < respeller->count; i++) {
		struct misspelt *word = &respeller->words[i];
		SuggestionList all;

		if (!search_suggest(respeller->index, word->written, respeller->arena, &all))
			return false;
		for (uint32_t k = 0; k < all.count; k++)
			if (all.items[k].records > word->records)
				all.items[word->suggestions.count++] = all.items[k];
		word->suggestions.items = all.items;
	}
	return true;
}

/* With suggestion number `choice` for word `changed`; the others that are missing get their first
 * one, those that are not stay. */
static Text put_together(const struct respeller *respeller, uint32_t changed, uint32_t choice)
{
	Text query = respeller->query, done = TEXT("");
	const char *at = query.at;

	for (uint32_t i = 0; i < respeller->count; i++) {
		const struct misspelt *word = &respeller->words[i];
		uint32_t number = i == changed ? choice : 0;
		Text between = { at, (size_t)(word->written.at - at) };

		if (number >= word->suggestions.count || (i != changed && !respeller->missing))
			continue;
		done = text_format(respeller->arena, "%.*s%.*s%.*s", TEXT_ARG(done),
		    TEXT_ARG(between), TEXT_ARG(word->suggestions.items[number].word));
		at = word->written.at + word->written.len;
	}
	return text_format(respeller->arena, "%.*s%.*s", TEXT_ARG(done),
	    TEXT_ARG(text_from(query, (size_t)(at - query.at))));
}

/* A longer word may take the query over its limit: then it is no offer. */
static enum fault try_one(
    const struct respeller *respeller, Text query, RespellingList *list, struct error *err)
{
	struct search_request request = { .query = query };
	struct search_result result = { 0 };
	struct error inner = { 0 };
	struct respelling *added;

	if (search(respeller->index, &request, respeller->arena, &result, &inner) != FAULT_NONE)
		return inner.fault == FAULT_BAD_INPUT || inner.fault == FAULT_TOO_COSTLY
		    ? FAULT_NONE
		    : fail(err, inner.fault, "%s", inner.text);
	if (!result.total)
		return FAULT_NONE;
	added = array_add(list, respeller->arena);
	if (!added)
		return fail(err, FAULT_NO_MEMORY, "no memory left for suggestions");
	*added = (struct respelling){ query, result.total };
	return FAULT_NONE;
}

/* The first suggestion of each word, then the second ones; where all missing words get their first
 * one, that is one query. */
static enum fault try_all(
    const struct respeller *respeller, RespellingList *list, struct error *err)
{
	uint32_t tries = 0;

	for (uint32_t choice = 0; choice < SUGGEST_MOST; choice++) {
		for (uint32_t i = 0; i < respeller->count; i++) {
			if (choice >= respeller->words[i].suggestions.count ||
			    (respeller->missing && !choice && tries))
				continue;
			if (list->count == RESPELL_MOST || tries++ == RESPELL_TRIES)
				return FAULT_NONE;
			if (try_one(respeller, put_together(respeller, i, choice), list, err) !=
			    FAULT_NONE)
				return err->fault;
		}
	}
	return FAULT_NONE;
}

enum fault search_respell(const struct index *index, Text query, uint64_t found,
    struct arena *arena, RespellingList *respellings, struct error *err)
{
	struct respeller respeller = { .index = index, .query = query, .arena = arena };
	struct error first = { 0 };
	struct node *tree;
	RespellingList list = { 0 };

	if (query_read(query, arena, &tree, &first) != FAULT_NONE)
		return fail(err, first.fault, "%s", first.text);
	add_words(&respeller, tree);
	if (found && !respeller.missing)
		return FAULT_NONE;
	if (!suggest(&respeller))
		return fail(err, FAULT_NO_MEMORY, "no memory left for suggestions");
	if (try_all(&respeller, &list, &first) != FAULT_NONE)
		return fail(err, first.fault, "%s", first.text);
	*respellings = list;
	return FAULT_NONE;
}
