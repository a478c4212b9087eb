/* The reading says what is done, not what was typed: a reader sees here that "port-visit" is a
 * phrase. */
#include "search/query.h"

static void put_quoted(struct out *out, Text text)
{
	out_char(out, '"');
	out_put(out, text);
	out_char(out, '"');
}

static void put_terms(struct out *out, const TermList *terms)
{
	out_char(out, '"');
	for (uint32_t i = 0; i < terms->count; i++) {
		if (i)
			out_char(out, ' ');
		out_put(out, terms->items[i].folded);
		if (terms->items[i].prefix)
			out_char(out, '*');
	}
	out_char(out, '"');
}

static void put_words(struct out *out, const struct node *node)
{
	const struct term *first = &node->terms.items[0];

	if (node->subject)
		out_put(out, TEXT("subject "));
	if (node->terms.count == 1 && (first->prefix || first->stem)) {
		out_put(out,
		    first->stem ? TEXT("words with the stem of ") : TEXT("words beginning with "));
		put_quoted(out, first->folded);
		return;
	}
	if (node->terms.count == 1)
		out_put(out, TEXT("word "));
	put_terms(out, &node->terms);
	if (node->near == 0)
		out_put(out, TEXT(" side by side in any order"));
	else if (node->near > 0)
		out_printf(out, " in any order with at most %d other word%s among them", node->near,
		    node->near == 1 ? "" : "s");
}

static void put_dates(struct out *out, Text typed)
{
	size_t dots = text_find(typed, TEXT(".."));
	Text from = text_trim(text_slice(typed, 0, dots)), until = { NULL, 0 };

	if (dots != TEXT_NONE)
		until = text_trim(text_from(typed, dots + 2));
	if (from.len && dots != TEXT_NONE && !until.len)
		out_put(out, TEXT("from "));
	out_put(out, from);
	if (until.len)
		out_put(out, from.len ? TEXT(" to ") : TEXT("until "));
	out_put(out, until);
}

static bool is_plain(Text value)
{
	for (size_t i = 0; i < value.len; i++)
		if (ascii_is_space(value.at[i]) || value.at[i] == '"')
			return false;
	return true;
}

static void put_field(struct out *out, const struct node *node)
{
	static const Text readings[] = {
#define FIELD_READING(name, field, reading) TEXT_INIT(reading),
		FIELDS(FIELD_READING)
#undef FIELD_READING
	};

	out_put(out, readings[node->field]);
	out_char(out, ' ');
	if (node->field == FIELD_YEAR || node->field == FIELD_MONTH ||
	    node->field == FIELD_CREATED || node->field == FIELD_RELEASED)
		put_dates(out, node->value);
	else if (is_plain(node->value))
		out_put(out, node->value);
	else
		put_quoted(out, node->value);
}

static void put_node(struct out *out, const struct node *node);

/* Parentheses wherever two connectives meet: nobody should have to know which binds closer. */
static void put_inner(struct out *out, const struct node *node)
{
	bool compound = node->kind == NODE_AND || node->kind == NODE_OR;

	if (compound)
		out_char(out, '(');
	put_node(out, node);
	if (compound)
		out_char(out, ')');
}

static void put_node(struct out *out, const struct node *node)
{
	switch (node->kind) {
	case NODE_ALL:
		out_put(out, TEXT("everything"));
		break;
	case NODE_WORDS:
		put_words(out, node);
		break;
	case NODE_FIELD:
		put_field(out, node);
		break;
	case NODE_NOT:
		out_put(out, TEXT("not "));
		put_inner(out, node->children.items[0]);
		break;
	case NODE_AND:
	case NODE_OR:
		for (uint32_t i = 0; i < node->children.count; i++) {
			if (i)
				out_put(out, node->kind == NODE_AND ? TEXT(" and ") : TEXT(" or "));
			put_inner(out, node->children.items[i]);
		}
		break;
	}
}

void query_put_reading(struct out *out, const struct node *tree)
{
	put_node(out, tree);
}
