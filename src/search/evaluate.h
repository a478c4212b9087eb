/* Evaluating: which documents answer a query. Plain on purpose (head of index.c). */
#ifndef SEARCH_EVALUATE_H
#define SEARCH_EVALUATE_H

#include "search/index.h"
#include "search/query.h"

#define PREFIX_WORDS_LIMIT 16384 /* different words that one prefix may stand for */

/* Looks up the tree's words and values in the index. FAULT_TOO_COSTLY for a prefix of too many
 * words. */
enum fault query_bind(
    struct node *node, const struct index *index, struct arena *arena, struct error *err);

/* The column that holds what the field asks for; COLUMN_COUNT for a field that has none. */
enum column query_column(enum field field);
/* Does document `number` answer the bound tree? */
bool query_matches(const struct node *node, const struct index *index, uint32_t number);

/* The words, phrases and groups that a hit may hold: those not negated. */
typedef ARRAY(const struct node *) LeafList;
/* False when the arena refused. */
bool query_leaves(const struct node *tree, struct arena *arena, LeafList *leaves);

#endif
