#include "search/conditions.h"

#define READING_LIMIT 65536u

static bool reading_of(const struct node *node, struct arena *arena, Text *reading)
{
	struct out out;
	bool good;

	out_begin(&out, READING_LIMIT);
	query_put_reading(&out, node);
	good = out_check(&out, "the reading of a condition", NULL) == FAULT_NONE;
	*reading = text_copy(arena, out_text(&out));
	out_end(&out);
	return good && !arena->failed;
}

static bool add(
    ConditionList *conditions, const struct node *node, Text written, struct arena *arena)
{
	struct condition *condition = array_add(conditions, arena);

	if (!condition)
		return false;
	condition->written = written;
	condition->excluded = node->kind == NODE_NOT;
	if (condition->excluded)
		node = node->children.items[0];
	condition->words = node->kind == NODE_WORDS && !node->subject;
	return reading_of(node, arena, &condition->reading);
}

bool conditions_of(Text query, struct arena *arena, ConditionList *conditions)
{
	struct error err = { 0 };
	struct node *tree;

	*conditions = (ConditionList){ 0 };
	if (query_read(query, arena, &tree, &err) != FAULT_NONE)
		return false;
	if (tree->kind == NODE_ALL)
		return true;
	/* Of one in parentheses, "(a b)", the whole is one condition. */
	if (tree->kind != NODE_AND || tree->written.len)
		return add(conditions, tree, text_trim(query), arena);
	for (uint32_t i = 0; i < tree->children.count; i++)
		if (!add(conditions, tree->children.items[i], tree->children.items[i]->written,
			arena))
			return false;
	return true;
}

uint32_t conditions_find(const ConditionList *conditions, Text written, struct arena *arena)
{
	ConditionList wanted;

	if (!conditions->count || !conditions_of(written, arena, &wanted) || wanted.count != 1)
		return UINT32_MAX;
	for (uint32_t i = 0; i < conditions->count; i++)
		if (conditions->items[i].excluded == wanted.items[0].excluded &&
		    text_equal_nocase(conditions->items[i].reading, wanted.items[0].reading))
			return i;
	return UINT32_MAX;
}

Text conditions_without(const ConditionList *conditions, uint32_t left_out, struct arena *arena)
{
	size_t room = 0, len = 0;
	char *query;

	for (uint32_t i = 0; i < conditions->count; i++)
		room += conditions->items[i].written.len + 1;
	query = arena_take(arena, room);
	for (uint32_t i = 0; query && i < conditions->count; i++) {
		Text written = conditions->items[i].written;

		if (i == left_out)
			continue;
		if (len)
			query[len++] = ' ';
		for (size_t k = 0; k < written.len; k++)
			query[len++] = written.at[k];
	}
	return len ? (Text){ query, len } : TEXT("");
}
