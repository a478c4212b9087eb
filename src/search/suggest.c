#include "search/suggest.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "search/index.h"

#define CANDIDATES_MOST 4096 /* over all segments */

struct gathering {
	SuggestionList found; /* a word comes once for each segment that has it */
	unsigned edits;       /* only words at so many */
	struct arena *arena;
};

static bool take(void *context, Text key, unsigned edits, const struct list *list)
{
	struct gathering *gathering = context;
	struct suggestion *found;

	if (edits != gathering->edits)
		return true;
	found = array_add(&gathering->found, gathering->arena);
	if (found)
		*found =
		    (struct suggestion){ text_copy(gathering->arena, key), edits, list->count };
	return found && gathering->found.count < CANDIDATES_MOST;
}

static int by_word(const void *a, const void *b)
{
	return text_compare(
	    ((const struct suggestion *)a)->word, ((const struct suggestion *)b)->word);
}

static int by_rank(const void *a, const void *b)
{
	const struct suggestion *x = a, *y = b;

	if (x->edits != y->edits)
		return x->edits < y->edits ? -1 : 1;
	if (x->records != y->records)
		return x->records > y->records ? -1 : 1;
	return by_word(a, b);
}

/* One of each word, with the records of all segments. */
static void unite(SuggestionList *list)
{
	uint32_t count = 0;

	if (!list->count)
		return;
	qsort(list->items, list->count, sizeof *list->items, by_word);
	for (uint32_t i = 0; i < list->count; i++) {
		if (count && text_equal(list->items[count - 1].word, list->items[i].word))
			list->items[count - 1].records += list->items[i].records;
		else
			list->items[count++] = list->items[i];
	}
	qsort(list->items, count, sizeof *list->items, by_rank);
	list->count = count < SUGGEST_MOST ? count : SUGGEST_MOST;
}

static bool has_digit(Text word)
{
	for (size_t i = 0; i < word.len; i++)
		if (ascii_is_digit(word.at[i]))
			return true;
	return false;
}

/* Nobody mistypes the first letter and another one; and with it the walk is short. */
static Text head_of(Text word, unsigned edits)
{
	Text rest = word;
	int32_t letter;

	if (edits > 1)
		utf8_take(&rest, &letter);
	return text_slice(word, 0, word.len - rest.len);
}

static void gather(
    const struct index *index, Text word, uint32_t *looks, struct gathering *gathering)
{
	struct edits edits;

	gathering->edits++;
	if (!edits_begin(&edits, word, gathering->edits))
		return;
	for (uint32_t s = 0; s < index->segment_count; s++)
		segment_walk_near(&index->segments[s], SPACE_WORD, head_of(word, gathering->edits),
		    &edits, looks, take, gathering);
}

bool search_suggest(
    const struct index *index, Text word, struct arena *arena, SuggestionList *suggestions)
{
	Text folded = utf8_fold(arena, word);
	size_t letters = utf8_length(folded);
	struct gathering gathering = { .arena = arena };
	uint32_t looks = SUGGEST_LOOKS;

	*suggestions = (SuggestionList){ 0 };
	if (letters < SUGGEST_LETTERS || has_digit(folded))
		return !arena->failed;
	gather(index, folded, &looks, &gathering);
	if (letters >= SUGGEST_TWO_EDITS)
		gather(index, folded, &looks, &gathering);
	unite(&gathering.found);
	*suggestions = gathering.found;
	return !arena->failed;
}
