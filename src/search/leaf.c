/* Words, phrases and values of a query, and what the two files of its reader share. */
#include "search/parser.h"

#include "base/utf8.h"
#include "search/search.h"
#include "search/signs.h"
#include "search/term.h"
#include "search/words.h"

uint32_t parser_column(const struct parser *parser, const char *at)
{
	return 1 +
	    (uint32_t)utf8_length(text_slice(parser->query, 0, (size_t)(at - parser->query.at)));
}

enum fault parser_bad(const struct parser *parser, const char *at, const char *sentence)
{
	return fail(
	    parser->err, FAULT_BAD_INPUT, "column %u: %s", parser_column(parser, at), sentence);
}

enum fault parser_no_memory(const struct parser *parser)
{
	return fail(parser->err, FAULT_NO_MEMORY, "no memory left to read the query");
}

void parser_skip(struct parser *parser)
{
	int32_t point;

	utf8_take(&parser->rest, &point);
}

enum fault parser_new_node(
    struct parser *parser, enum node_kind kind, const char *at, struct node **node)
{
	*node = ARENA_NEW(parser->arena, struct node);
	if (!*node)
		return parser_no_memory(parser);
	(*node)->kind = kind;
	(*node)->column = parser_column(parser, at);
	(*node)->near = NEAR_PHRASE;
	return FAULT_NONE;
}

static enum fault count_term(struct parser *parser, const char *at)
{
	if (++parser->terms <= QUERY_TERMS_LIMIT)
		return FAULT_NONE;
	return fail(parser->err, FAULT_TOO_COSTLY, "column %u: more than %d words and values",
	    parser_column(parser, at), QUERY_TERMS_LIMIT);
}

static enum fault add_term(struct parser *parser, struct node *node, Text typed, struct word word)
{
	Text behind = text_from(typed, word.span.start + word.span.length);
	Text as_typed = text_slice(typed, word.span.start, word.span.length);
	const char *at = typed.at + word.span.start;
	bool prefix = text_starts(behind, TEXT("*"));
	struct term *term;

	if (prefix && utf8_length(as_typed) < QUERY_PREFIX_LEAST)
		return parser_bad(parser, at, "a * needs two letters or more before it");
	if (count_term(parser, at) != FAULT_NONE)
		return parser->err->fault;
	term = array_add(&node->terms, parser->arena);
	if (!term)
		return parser_no_memory(parser);
	*term = (struct term){ .folded = text_copy(parser->arena, word.folded),
		.prefix = prefix,
		.written = as_typed,
		.column = parser_column(parser, at) };
	return FAULT_NONE;
}

/* The words of `typed` as one node; NULL when there are none. */
static enum fault read_words(struct parser *parser, Text typed, struct node **node)
{
	size_t star = find_stray_star(typed);
	struct node *words;
	struct word word;

	if (star != TEXT_NONE)
		return parser_bad(
		    parser, typed.at + star, "a * may stand only at the end of a word");
	if (parser_new_node(parser, NODE_WORDS, typed.at, &words) != FAULT_NONE)
		return parser->err->fault;
	words->subject = parser->field == FIELD_SUBJECT;
	for (uint32_t at = 0; word_take(typed, &at, parser->arena, &word);)
		if (add_term(parser, words, typed, word) != FAULT_NONE)
			return parser->err->fault;
	if (parser->arena->failed)
		return parser_no_memory(parser);
	*node = words->terms.count ? words : NULL;
	return FAULT_NONE;
}

static enum fault read_value(struct parser *parser, Text typed, const char *at, struct node **node)
{
	struct error inner = { 0 };
	struct node *value;

	if (text_trim(typed).len == 0)
		return parser_bad(parser, at, "nothing stands between the quotation marks");
	if (count_term(parser, at) != FAULT_NONE ||
	    parser_new_node(parser, NODE_FIELD, at, &value) != FAULT_NONE)
		return parser->err->fault;
	value->field = parser->field;
	if (query_read_value(value, text_trim(typed), parser->arena, &inner) != FAULT_NONE)
		return fail(parser->err, inner.fault, "column %u: %s", value->column, inner.text);
	*node = value;
	return FAULT_NONE;
}

static bool reads_values(const struct parser *parser)
{
	return parser->field != NO_FIELD && parser->field != FIELD_SUBJECT;
}

static enum fault read_near(struct parser *parser, struct node *words)
{
	const char *at = parser->rest.at;
	uint64_t near;

	if (!text_take_char(&parser->rest, '~'))
		return FAULT_NONE;
	if (!text_take_digits(&parser->rest, 4, &near) || near > QUERY_NEAR_LIMIT ||
	    !ends_bare(parser->rest))
		return parser_bad(parser, at, "behind a ~ stands a number from 0 to 100");
	if (words->terms.count < 2)
		return parser_bad(
		    parser, at, "~ with a number needs two words between the quotation marks");
	if (words->terms.count > QUERY_NEAR_WORDS)
		return parser_bad(parser, at, "~ with a number takes at most 8 words");
	words->near = (int)near;
	return FAULT_NONE;
}

/* A value may hold a quotation mark, written twice. */
static enum fault read_quoted_value(struct parser *parser, const char *open_at, struct node **node)
{
	char *value = arena_take(parser->arena, parser->rest.len);
	size_t len = 0;

	if (!value)
		return parser_no_memory(parser);
	while (parser->rest.len) {
		if (text_take(&parser->rest, TEXT("\"")) && !text_starts(parser->rest, TEXT("\"")))
			return read_value(parser, (Text){ value, len }, open_at, node);
		value[len++] = parser->rest.at[0];
		parser->rest = text_from(parser->rest, 1);
	}
	return parser_bad(parser, open_at, "a quotation mark is not closed");
}

enum fault parser_read_quoted(struct parser *parser, struct node **node)
{
	const char *open_at = parser->rest.at;
	int32_t open = peek(parser->rest);
	Text inner;

	parser_skip(parser);
	if (reads_values(parser) && open == '"')
		return read_quoted_value(parser, open_at, node);
	inner = parser->rest;
	while (parser->rest.len && !closes_quote(open, peek(parser->rest)))
		parser_skip(parser);
	if (!parser->rest.len)
		return parser_bad(parser, open_at, "a quotation mark is not closed");
	inner.len -= parser->rest.len;
	parser_skip(parser);
	if (reads_values(parser))
		return read_value(parser, inner, open_at, node);
	if (read_words(parser, inner, node) != FAULT_NONE)
		return parser->err->fault;
	if (!*node)
		return parser_bad(parser, open_at, "no word stands between the quotation marks");
	return read_near(parser, *node);
}

/* `bare` is a ~ and the word behind it. */
static enum fault read_stem(struct parser *parser, Text bare, struct node **node)
{
	Text word = text_from(bare, 1);
	struct term *term;

	if (text_find_char(word, '*') != TEXT_NONE)
		return parser_bad(
		    parser, bare.at, "a word has a ~ before it or a * behind it, not both");
	if (text_find_char(word, '~') != TEXT_NONE)
		return parser_bad(parser, word.at + text_find_char(word, '~'),
		    "a ~ stands once, before the word");
	if (read_words(parser, word, node) != FAULT_NONE)
		return parser->err->fault;
	/* Of one word at least: a sign of a word follows the ~, or nothing was left of it folded.
	 */
	if (!*node || (*node)->terms.count != 1)
		return parser_bad(parser, bare.at, "a ~ stands before one word");
	term = &(*node)->terms.items[0];
	if (utf8_length(term->folded) < QUERY_PREFIX_LEAST)
		return parser_bad(parser, bare.at, "a ~ needs two letters or more behind it");
	return term_set_stem(term, parser->arena) ? FAULT_NONE : parser_no_memory(parser);
}

enum fault parser_read_bare(struct parser *parser, struct node **node)
{
	Text bare = parser->rest;

	while (!ends_bare(parser->rest))
		parser_skip(parser);
	bare.len -= parser->rest.len;
	if (!bare.len)
		return parser_bad(parser, bare.at, "a value is missing");
	if (reads_values(parser)) {
		if (text_ends(bare, TEXT("*")))
			return parser_bad(parser, bare.at + bare.len - 1,
			    "a * belongs behind a word, not behind a field's value");
		return read_value(parser, bare, bare.at, node);
	}
	if (text_starts(bare, TEXT("~")) && utf8_is_word(peek(text_from(bare, 1))))
		return read_stem(parser, bare, node);
	if (text_find_char(bare, '~') != TEXT_NONE)
		return parser_bad(parser, bare.at + text_find_char(bare, '~'),
		    "a ~ stands behind a closing quotation mark");
	return read_words(parser, bare, node);
}
