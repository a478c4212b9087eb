/* Fields with values: each value is a term, or a value of a column, and has its list. Values are
 * compared ignoring case; a post and a country go by any of their names. */
#include "base/utf8.h"
#include "search/columns.h"
#include "search/evaluator.h"
#include "search/words.h"

typedef ARRAY(struct list) ListArray;

/* What is asked, made ready for comparing. */
struct asked {
	const struct node *node;
	enum field field;
	Text value;     /* as keys or values have it */
	Text slug;      /* FROM, TO */
	TextList words; /* FROM, TO: folded */
	struct arena *arena, temporary;
	ListArray found;
};

static Text lower(struct arena *arena, Text text)
{
	char *copy = arena_take(arena, text.len);

	for (size_t i = 0; copy && i < text.len; i++)
		copy[i] = ascii_lower(text.at[i]);
	return (Text){ copy, copy ? text.len : 0 };
}

static void words_of(Text text, struct arena *arena, TextList *words)
{
	struct word word;

	for (uint32_t at = 0; word_take(text, &at, arena, &word);) {
		Text *item = array_add(words, arena);

		if (item)
			*item = word.folded;
	}
}

static void add_list(struct asked *asked, const struct list *list)
{
	struct list *item = array_add(&asked->found, asked->arena);

	if (item)
		*item = *list;
}

static void add_term(struct asked *asked, const struct segment *segment, enum space space, Text key)
{
	struct list list;

	key = utf8_head(key, TERM_KEY_LIMIT);
	if (key.len && segment_find(segment, space, key, &list))
		add_list(asked, &list);
}

static void add_values(struct asked *asked, const struct segment *segment, enum facet facet)
{
	const struct facet_column *column = &segment->columns[facet];

	for (uint32_t i = 0; i < column->value_count; i++)
		if (text_equal_nocase(column->values[i], asked->value))
			add_list(asked, &column->lists[i]);
}

/* Do the words stand side by side in `outer`? */
static bool holds_words(Text outer, const TextList *inner, struct arena *arena)
{
	TextList words = { 0 };

	words_of(outer, arena, &words);
	for (uint32_t i = 0; i + inner->count <= words.count; i++) {
		uint32_t same = 0;

		while (same < inner->count && text_equal(words.items[i + same], inner->items[same]))
			same++;
		if (same == inner->count)
			return true;
	}
	return false;
}

static bool is_ascii(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
	return true;
}

/* Most addresses are told by their letters alone; what is ASCII folds to itself. */
static bool take_address(void *context, Text key, const struct list *list)
{
	struct asked *asked = context;

	if (text_find(key, asked->words.items[0]) == TEXT_NONE && is_ascii(key))
		return true;
	if (holds_words(key, &asked->words, &asked->temporary))
		add_list(asked, list);
	return !asked->arena->failed && !asked->temporary.failed;
}

/* Of any code: what stands behind the tab. */
static bool take_written(void *context, Text key, const struct list *list)
{
	struct asked *asked = context;

	text_cut(&key, '\t');
	if (text_equal(key, asked->value))
		add_list(asked, list);
	return !asked->arena->failed;
}

static void add_addressees(struct asked *asked, const struct segment *segment)
{
	bool from = asked->field == FIELD_FROM;

	add_term(asked, segment, from ? SPACE_FROM_POST : SPACE_TO_POST, asked->slug);
	if (!asked->words.count)
		return;
	arena_begin(&asked->temporary, 0);
	segment_walk(segment, from ? SPACE_FROM : SPACE_TO, (Text){ "", 0 }, take_address, asked);
	asked->arena->failed |= asked->temporary.failed;
	arena_end(&asked->temporary);
}

static void find(struct asked *asked, const struct segment *segment)
{
	switch (asked->field) {
	case FIELD_TAG:
		add_term(asked, segment, SPACE_SPELLING, asked->value);
		break;
	case FIELD_TAGGED:
		segment_walk(segment, SPACE_WRITTEN, (Text){ "", 0 }, take_written, asked);
		break;
	case FIELD_CITES:
		add_term(asked, segment, SPACE_CITES, asked->value);
		break;
	case FIELD_HAS:
		add_term(asked, segment, SPACE_HAS, asked->value);
		break;
	case FIELD_ORIGIN:
		add_values(asked, segment, FACET_ORIGIN);
		break;
	case FIELD_CLASS:
		add_values(asked, segment, FACET_CLASSIFICATION);
		break;
	case FIELD_COUNTRY:
		add_values(asked, segment, FACET_COUNTRY);
		break;
	case FIELD_KIND:
		add_values(asked, segment, FACET_KIND);
		break;
	case FIELD_CAPTION:
		add_values(asked, segment, FACET_CAPTION);
		break;
	case FIELD_FROM:
	case FIELD_TO:
		add_addressees(asked, segment);
		break;
	default:
		break;
	}
}

static bool is_of_dates(enum field field)
{
	return field == FIELD_YEAR || field == FIELD_MONTH || field == FIELD_CREATED ||
	    field == FIELD_RELEASED;
}

static void make_ready(struct asked *asked, const struct catalog *catalog, Text typed)
{
	switch (asked->field) {
	case FIELD_ORIGIN:
		asked->value = columns_post_slug(catalog, typed, asked->arena);
		break;
	case FIELD_COUNTRY:
		asked->value = columns_country_slug(catalog, typed, asked->arena);
		break;
	case FIELD_FROM:
	case FIELD_TO:
		asked->slug = columns_post_slug(catalog, typed, asked->arena);
		words_of(typed, asked->arena, &asked->words);
		break;
	case FIELD_TAGGED:
		asked->value = columns_written(typed, asked->arena);
		break;
	default:
		asked->value = lower(asked->arena, typed);
		break;
	}
}

enum fault field_bind(
    struct node *node, const struct index *index, struct arena *arena, struct error *err)
{
	struct asked asked = { .field = node->field, .arena = arena };

	if (is_of_dates(node->field))
		return FAULT_NONE;
	make_ready(&asked, index->catalog, node->value);
	node->bound->lists = arena_take(arena, index->segment_count * sizeof *node->bound->lists);
	for (uint32_t i = 0; !arena->failed && i < index->segment_count; i++) {
		asked.found = (ListArray){ 0 };
		find(&asked, &index->segments[i]);
		node->bound->lists[i] = (struct lists){ asked.found.count, asked.found.items };
	}
	if (arena->failed)
		return fail(err, FAULT_NO_MEMORY, "no memory left to look up the query");
	return FAULT_NONE;
}
