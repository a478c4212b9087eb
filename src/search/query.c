/* Reading by descent. Every function eats what it understands from `rest`, which stays on the
 * fault, so the column is free.
 *
 *   any   := all { "OR" all }
 *   all   := { [ "AND" ] not }
 *   not   := [ "-" ] one
 *   one   := "(" any ")" | field ":" value | quoted [ "~" N ] | word [ "*" ]
 *   value := "(" any ")" | quoted | bare                 inside the parentheses words are values of
 * the field
 *
 * Signs alone between blanks say nothing and are passed over. */
#include "search/query.h"

#include "base/utf8.h"
#include "search/parser.h"
#include "search/search.h"
#include "search/signs.h"

static const Text field_names[] = {
#define FIELD_NAME(name, field, reading) TEXT_INIT(field),
	FIELDS(FIELD_NAME)
#undef FIELD_NAME
};

static void skip_blanks(struct parser *parser)
{
	while (parser->rest.len && is_blank(peek(parser->rest)))
		parser_skip(parser);
}

static bool at_end(const struct parser *parser)
{
	return !parser->rest.len || parser->rest.at[0] == ')' ||
	    at_operator(parser->rest, TEXT("OR"));
}

static enum fault add_child(struct parser *parser, struct node *node, struct node *child)
{
	struct node **item = array_add(&node->children, parser->arena);

	if (!item)
		return parser_no_memory(parser);
	*item = child;
	return FAULT_NONE;
}

static enum fault read_any(struct parser *parser, struct node **node);

static enum fault read_group(struct parser *parser, struct node **node)
{
	const char *open = parser->rest.at;

	if (++parser->depth > QUERY_DEPTH_LIMIT)
		return parser_bad(parser, open, "parentheses stand in more than 32 others");
	parser_skip(parser);
	if (read_any(parser, node) != FAULT_NONE)
		return parser->err->fault;
	if (!text_take_char(&parser->rest, ')'))
		return parser_bad(parser, open, "a parenthesis is not closed");
	if (!*node)
		return parser_bad(parser, open, "nothing stands between the parentheses");
	parser->depth--;
	return FAULT_NONE;
}

static enum field field_of(Text name)
{
	for (unsigned i = 0; i < FIELD_COUNT; i++)
		if (text_equal_nocase(field_names[i], name))
			return (enum field)i;
	return NO_FIELD;
}

static enum fault no_field(const struct parser *parser, Text name)
{
	static const char known[] = ""
#define FIELD_LISTED(name, field, reading) " " field ":"
	    FIELDS(FIELD_LISTED)
#undef FIELD_LISTED
	    ;

	return fail(parser->err, FAULT_BAD_INPUT,
	    "column %u: no field '%.*s:'; there are%s (a colon that is part of the text goes "
	    "between quotation marks)",
	    parser_column(parser, name.at), TEXT_ARG(utf8_head(name, 40)), known);
}

/* `name` and its colon are eaten; the value follows without a blank. */
static enum fault read_field(struct parser *parser, Text name, struct node **node)
{
	enum field field = field_of(name), outer = parser->field;
	enum fault fault;

	if (field == NO_FIELD)
		return no_field(parser, name);
	if (outer != NO_FIELD)
		return parser_bad(parser, name.at, "a field stands in the parentheses of another");
	if (!parser->rest.len || is_blank(peek(parser->rest)) || parser->rest.at[0] == ')')
		return parser_bad(parser, parser->rest.at,
		    "the field's value is missing; it follows its colon "
		    "without a blank");
	parser->field = field == FIELD_REF ? FIELD_CITES : field;
	if (parser->rest.at[0] == '(')
		fault = read_group(parser, node);
	else if (opens_quote(peek(parser->rest)))
		fault = parser_read_quoted(parser, node);
	else
		fault = parser_read_bare(parser, node);
	if (fault == FAULT_NONE && !*node)
		fault = parser_bad(parser, name.at, "the field's value has no word");
	parser->field = outer;
	return fault;
}

static enum fault read_one(struct parser *parser, struct node **node)
{
	Text name;

	*node = NULL;
	if (parser->rest.at[0] == '(')
		return read_group(parser, node);
	if (opens_quote(peek(parser->rest)))
		return parser_read_quoted(parser, node);
	if (take_field_name(&parser->rest, &name))
		return read_field(parser, name, node);
	return parser_read_bare(parser, node);
}

static enum fault read_not(struct parser *parser, struct node **node)
{
	const char *at = parser->rest.at;
	struct node *inner, *outer;

	if (!take_minus(&parser->rest))
		return read_one(parser, node);
	if (read_one(parser, &inner) != FAULT_NONE ||
	    parser_new_node(parser, NODE_NOT, at, &outer) != FAULT_NONE)
		return parser->err->fault;
	*node = inner ? outer : NULL;
	return inner ? add_child(parser, outer, inner) : FAULT_NONE;
}

/* A node of one child is that child. */
static void unwrap(struct node **node)
{
	if ((*node)->children.count == 0)
		*node = NULL;
	else if ((*node)->children.count == 1)
		*node = (*node)->children.items[0];
}

static enum fault read_all(struct parser *parser, struct node **node)
{
	struct node *child;

	skip_blanks(parser);
	if (parser_new_node(parser, NODE_AND, parser->rest.at, node) != FAULT_NONE)
		return parser->err->fault;
	while (!at_end(parser)) {
		if (at_operator(parser->rest, TEXT("AND"))) {
			text_take(&parser->rest, TEXT("AND"));
		} else {
			Text written = parser->rest;

			if (read_not(parser, &child) != FAULT_NONE)
				return parser->err->fault;
			written.len -= parser->rest.len;
			if (child)
				child->written = written;
			if (child && add_child(parser, *node, child) != FAULT_NONE)
				return parser->err->fault;
		}
		skip_blanks(parser);
	}
	unwrap(node);
	return FAULT_NONE;
}

static enum fault read_any(struct parser *parser, struct node **node)
{
	const char *at = NULL;
	struct node *child;

	if (parser_new_node(parser, NODE_OR, parser->rest.at, node) != FAULT_NONE)
		return parser->err->fault;
	do {
		if (read_all(parser, &child) != FAULT_NONE)
			return parser->err->fault;
		if (!child && at_operator(parser->rest, TEXT("OR")))
			at = parser->rest.at;
		if (!child && at)
			return parser_bad(parser, at, "OR needs something on both sides");
		if (child && add_child(parser, *node, child) != FAULT_NONE)
			return parser->err->fault;
		at = parser->rest.at;
	} while (text_take(&parser->rest, TEXT("OR")));
	unwrap(node);
	return FAULT_NONE;
}

static enum fault check_bytes(struct parser *parser)
{
	size_t bad_at = utf8_find_bad(text_slice(parser->query, 0, QUERY_LIMIT));

	if (bad_at != TEXT_NONE && (parser->query.len <= QUERY_LIMIT || bad_at + 4 < QUERY_LIMIT))
		return parser_bad(parser, parser->query.at + bad_at, "the query is not UTF-8 here");
	if (parser->query.len > QUERY_LIMIT)
		return fail(parser->err, FAULT_BAD_INPUT,
		    "column %u: the query goes on beyond %d bytes",
		    parser_column(parser, parser->query.at + QUERY_LIMIT), QUERY_LIMIT);
	return FAULT_NONE;
}

static enum fault read_query(struct parser *parser, struct node **node)
{
	skip_blanks(parser);
	if (!parser->rest.len)
		return parser_new_node(parser, NODE_ALL, parser->rest.at, node);
	if (read_any(parser, node) != FAULT_NONE)
		return parser->err->fault;
	if (parser->rest.len)
		return parser_bad(
		    parser, parser->rest.at, "a parenthesis is closed that was not opened");
	if (!*node)
		return parser_bad(parser, parser->query.at, "there is no word to search for");
	return FAULT_NONE;
}

enum fault query_read(Text query, struct arena *arena, struct node **tree, struct error *err)
{
	struct error first = { 0 }; /* err may be NULL, or filled */
	struct node *node = NULL;
	struct parser parser = { .query = query.at ? query : TEXT(""),
		.arena = arena,
		.err = &first,
		.field = NO_FIELD };

	parser.rest = parser.query;
	if (check_bytes(&parser) != FAULT_NONE || read_query(&parser, &node) != FAULT_NONE)
		return fail(err, first.fault, "%s", first.text);
	*tree = node;
	return FAULT_NONE;
}
