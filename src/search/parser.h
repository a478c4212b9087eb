/* The reader of queries, in two files: query.c the grammar, leaf.c the words and values. */
#ifndef SEARCH_PARSER_H
#define SEARCH_PARSER_H

#include "search/query.h"

#define NO_FIELD FIELD_COUNT

struct parser {
	Text query, rest;
	struct arena *arena;
	struct error *err;
	enum field field; /* whose values are read, or NO_FIELD */
	uint32_t depth, terms;
};

/* Of a place in the query, from 1, in characters. */
uint32_t parser_column(const struct parser *parser, const char *at);
/* FAULT_BAD_INPUT: "column N: sentence". */
enum fault parser_bad(const struct parser *parser, const char *at, const char *sentence);
enum fault parser_no_memory(const struct parser *parser);
enum fault parser_new_node(
    struct parser *parser, enum node_kind kind, const char *at, struct node **node);
/* Over one code point. */
void parser_skip(struct parser *parser);

/* Words in quotation marks with their ~N, or a value; `rest` begins with the mark. */
enum fault parser_read_quoted(struct parser *parser, struct node **node);
/* A run of signs up to a blank, a parenthesis or a quotation mark; NULL when it holds no word. */
enum fault parser_read_bare(struct parser *parser, struct node **node);

#endif
