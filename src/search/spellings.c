/* Spellings of a code stand side by side in the dictionary of each segment; over the segments they
 * are put together by sorting. */
#include "search/spellings.h"

#include <stdlib.h>

#include "search/index.h"

struct walk {
	size_t head; /* bytes of "KTIP\t" */
	struct arena *arena;
	SpellingList *list;
};

static bool take_spelling(void *context, Text key, const struct list *list)
{
	struct walk *walk = context;
	struct spelling *spelling = array_add(walk->list, walk->arena);

	if (spelling)
		*spelling = (struct spelling){ text_upper(walk->arena, text_from(key, walk->head)),
			list->count };
	return !walk->arena->failed;
}

static int by_text(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	return text_compare(x->text, y->text);
}

static int most_first(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return by_text(a, b);
}

/* The same one of several segments becomes one. */
static void unite(SpellingList *list)
{
	uint32_t kept = 0;

	qsort(list->items, list->count, sizeof *list->items, by_text);
	for (uint32_t i = 0; i < list->count; i++) {
		const struct spelling *spelling = &list->items[i];

		if (kept && text_equal(list->items[kept - 1].text, spelling->text))
			list->items[kept - 1].count += spelling->count;
		else
			list->items[kept++] = *spelling;
	}
	list->count = kept;
	qsort(list->items, list->count, sizeof *list->items, most_first);
}

bool search_spellings(const struct index *index, Text code, struct arena *arena, SpellingList *list)
{
	Text head = text_format(arena, "%.*s\t", TEXT_ARG(code));
	struct walk walk = { head.len, arena, list };

	for (uint32_t s = 0; !arena->failed && s < index->segment_count; s++)
		segment_walk(&index->segments[s], SPACE_WRITTEN, head, take_spelling, &walk);
	if (!arena->failed && list->count)
		unite(list);
	return !arena->failed;
}
