/* Query: what was typed, as a tree. Knows the language, not the index. The language for people:
 * chancery-search(1). */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "base/clock.h"
#include "base/error.h"
#include "base/out.h"

#define QUERY_DEPTH_LIMIT  32  /* parentheses in parentheses */
#define QUERY_NEAR_LIMIT   100 /* N of "a b"~N */
#define QUERY_NEAR_WORDS   8   /* words of it: groups are costly to find */
#define QUERY_PREFIX_LEAST 2   /* characters before the *, or behind the ~ */

/* name, field, in a reading */
#define FIELDS(X) \
	X(SUBJECT, "subject", "subject") \
	X(TAG, "tag", "tag") \
	X(TAGGED, "tagged", "tag written") \
	X(ORIGIN, "origin", "origin") \
	X(CLASS, "class", "classification") \
	X(COUNTRY, "country", "country") \
	X(YEAR, "year", "year") \
	X(MONTH, "month", "month") \
	X(CREATED, "created", "created") \
	X(RELEASED, "released", "released") \
	X(KIND, "kind", "kind") \
	X(CAPTION, "caption", "caption") \
	X(CITES, "cites", "citing") \
	X(REF, "ref", "citing") /* read as cites: */ \
	X(CITEDBY, "citedby", "cited by") \
	X(FROM, "from", "from") \
	X(TO, "to", "to") \
	X(HAS, "has", "with")

#define FIELD_ENUM(name, field, reading) FIELD_##name,
enum field { FIELDS(FIELD_ENUM) FIELD_COUNT };
#undef FIELD_ENUM

enum node_kind {
	NODE_ALL,   /* everything: an empty query */
	NODE_WORDS, /* a word, a phrase, words near each other */
	NODE_FIELD,
	NODE_NOT, /* its one child */
	NODE_AND,
	NODE_OR /* two children or more */
};

#define NEAR_PHRASE -1

/* One word of a NODE_WORDS. */
struct term {
	Text folded;
	bool prefix;  /* all words that begin so */
	bool stem;    /* all words of the same stem: */
	Text root;    /* it */
	Text written; /* as it stands in the query, without its sign; a slice of that */
	uint32_t column;
	struct bound_term *bound; /* question_bind's, evaluator.h */
};
typedef ARRAY(struct term) TermList;

struct node {
	enum node_kind kind;
	uint32_t column; /* from 1, in characters, of what was typed */
	Text written;    /* of one of several conditions: all of it in the query; a slice of that */
	ARRAY(struct node *) children;
	/* NODE_WORDS */
	TermList terms;
	int near; /* NEAR_PHRASE: in this order, side by side; else the most other words among them
		   */
	bool subject; /* in the subject only */
	/* NODE_FIELD */
	enum field field;
	Text value; /* canonical where the language knows it: CLASS, KIND, HAS, CITES; else as typed
		     */
	int64_t from, until;      /* of a field of dates: seconds, `until` excluded */
	struct bound_node *bound; /* question_bind's, evaluator.h */
};

/* The tree, in the arena. FAULT_BAD_INPUT with the column; FAULT_TOO_COSTLY beyond
 * QUERY_TERMS_LIMIT words and values. */
enum fault query_read(Text query, struct arena *arena, struct node **tree, struct error *err);

/* Reads a field's value, as `node->field` wants it, into the node. */
enum fault query_read_value(struct node *node, Text typed, struct arena *arena, struct error *err);
/* The second behind the last one that `moment` may mean; INT64_MAX when there is none. */
int64_t moment_end(Moment moment);

/* How the query was read, in words. */
void query_put_reading(struct out *out, const struct node *tree);

#endif
