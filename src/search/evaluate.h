/* Evaluating: which documents of a segment answer a query, and how often its words stand there. */
#ifndef SEARCH_EVALUATE_H
#define SEARCH_EVALUATE_H

#include "search/index.h"
#include "search/query.h"

#define PREFIX_WORDS_LIMIT 16384 /* different words that one prefix may stand for */
#define QUERY_COST_LIMIT \
	((uint64_t)1 << 30) /* postings and positions a query may have to touch \
			     */

/* The words, phrases and groups that a hit may hold: NODE_WORDS not negated, in order of the query.
 * A leaf's place in the list is its number everywhere. */
typedef ARRAY(const struct node *) LeafList;

struct question {
	const struct index *index;
	struct node *tree;
	LeafList leaves;
	float *weights; /* of the leaves, score.h */
	struct arena *arena;
	ARRAY(uint64_t *) spare; /* sets to be had again */
};

/* Looks up the tree's words and values: leaves, weights, and what the query would cost.
 * FAULT_TOO_COSTLY beyond QUERY_COST_LIMIT or PREFIX_WORDS_LIMIT. */
enum fault question_bind(struct question *question, struct error *err);

/* A list of more than one in LIST_SHARE documents is not counted out; nor is one of half of that
 * when another leaf has such a list, since then all are scored window by window. */
#define LIST_SHARE 8

/* What a leaf scores by in one segment. A single word outside the subject that has a long list is
 * its list as it lies (frequency + (SUBJECT_WEIGHT - 1) * in_subject counts), and so are two head
 * words side by side and a prefix that is one word here; all others are counted out. */
struct leaf_hits {
	bool is_list;
	struct list list;
	uint32_t count; /* else: documents, ascending, and their weighted frequencies */
	uint16_t *documents;
	uint32_t *frequencies;
};

/* The documents of segment `number` that match: a set of segment->set_words words. `hits` has a
 * place for each leaf; it is right for documents in `set` and may leave out others. Both in
 * question->arena. */
enum fault question_match(struct question *question, uint32_t number, uint64_t *set,
    struct leaf_hits *hits, struct error *err);
/* Counts long lists out for just the documents that match, `count` of them (not 0), ascending,
 * where that costs less than windows. False when question->arena refused. */
bool question_count_out(const struct question *question, uint32_t number, const uint16_t *matches,
    uint32_t count, struct leaf_hits *hits);
/* Is the question one word that is counted out in segment `number`? Then its leaf has the documents
 * that match, and nobody needs a set of them. */
bool question_is_word(const struct question *question, uint32_t number);
enum fault question_match_word(
    struct question *question, uint32_t number, struct leaf_hits *hits, struct error *err);

#endif
