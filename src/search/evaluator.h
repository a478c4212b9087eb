/* The inside of evaluating, in these files: bind.c and fields.c look things up; evaluate.c goes
 * down the tree in the order of estimate.c; match_words.c, match_phrase.c, match_near.c and dates.c
 * know one kind of leaf each; positions.c brings the places of a word.
 *
 * Functions return false when memory is out or a list of passages does not hold; what went wrong is
 * then in evaluator->fault. A match is always added to a set, never taken out of one. `among` may
 * be NULL, everything; documents outside it are left alone. */
#ifndef SEARCH_EVALUATOR_H
#define SEARCH_EVALUATOR_H

#include "search/evaluate.h"
#include "search/score.h"

#define NO_LEAF          UINT32_MAX
#define OCCURRENCES_MOST (1u << 24) /* of a word in a document: a record has at most 16 MiB */

/* Lists of one segment, whose documents are united. */
struct lists {
	uint32_t count;
	struct list *items;
};

struct bound_term {
	uint64_t documents;  /* that have it, over all segments */
	uint32_t *counts;    /* in each segment, summed over its words */
	struct lists *lists; /* of each segment; NULL: a prefix, whose words are walked again */
};

struct bound_node {
	uint32_t leaf;              /* its place in question->leaves, or NO_LEAF */
	struct lists *lists;        /* of a field with values: one for each segment */
	ARRAY(struct place) places; /* CITEDBY */
};

struct evaluator {
	struct question *question;
	const struct segment *segment;
	uint32_t number;           /* of the segment */
	struct leaf_hits *hits;    /* of the leaves */
	uint32_t list_most;        /* documents of a list that is counted out */
	const uint64_t *final_set; /* no document outside it can be in the result */
	uint32_t *dense;           /* a zero for each document, or NULL */
	struct arena scratch;      /* ends with the segment */
	enum fault fault;
	struct error *err;
};

/* A set with nothing in it; give it back soon. NULL: no memory. */
uint64_t *evaluator_take_set(struct evaluator *evaluator);
void evaluator_give_set(struct evaluator *evaluator, uint64_t *set);
bool evaluator_no_memory(struct evaluator *evaluator);

/* fields.c: the lists behind a field with values (not of dates, not citedby:). */
enum fault field_bind(
    struct node *node, const struct index *index, struct arena *arena, struct error *err);

/* dates.c: year:, month:, created:, released: (I6). */
void dates_add(
    const struct segment *segment, const struct node *node, const uint64_t *among, uint64_t *set);

/* Walks the blocks of a list that may touch `among`; begin with .segment, .list, .among. */
struct blocks {
	const struct segment *segment;
	const struct list *list;
	const uint64_t *among;
	uint32_t number, document; /* to look at next */
	struct postings postings;
};
bool blocks_next(struct blocks *blocks);

/* Documents and weighted frequencies as they are found, in scratch. */
struct counted {
	uint32_t count, room;
	uint16_t *documents;
	uint32_t *frequencies;
};
/* Room for `more`. */
bool counted_reserve(struct evaluator *evaluator, struct counted *counted, uint32_t more);
static inline void counted_add(struct counted *counted, uint32_t document, uint32_t frequency)
{
	counted->documents[counted->count] = (uint16_t)document;
	counted->frequencies[counted->count++] = frequency;
}
bool counted_finish(
    struct evaluator *evaluator, const struct counted *counted, struct leaf_hits *hits);
/* `all` and those of them in the subject, as a leaf counts them. */
static inline uint32_t weighted(const struct node *leaf, uint32_t all, uint32_t in_subject)
{
	return leaf->subject ? SUBJECT_WEIGHT * in_subject
			     : all + (SUBJECT_WEIGHT - 1) * in_subject;
}

/* Else it stands for many. */
static inline bool term_is_word(const struct term *term)
{
	return !term->prefix && !term->stem;
}
/* A leaf of one word outside the subject. */
static inline bool leaf_is_word(const struct node *node)
{
	return node->terms.count == 1 && term_is_word(&node->terms.items[0]) && !node->subject;
}
/* estimate.c: a node's children, the cheapest first, in the scratch. NULL: no memory. */
const struct node **children_by_cost(struct evaluator *evaluator, const struct node *node);

/* The lists of a term here; those of a prefix are walked for. */
bool term_lists(struct evaluator *evaluator, const struct term *term, struct lists *lists);
/* Documents that have the word, or that have it in the subject. */
void lists_add_to(const struct evaluator *evaluator, const struct lists *lists, bool subject,
    const uint64_t *among, uint64_t *set);
/* A leaf that is but lists; `hits` may be NULL, and `set` for a list that is counted out or empty.
 */
bool words_match(struct evaluator *evaluator, const struct node *leaf, const struct lists *lists,
    const uint64_t *among, uint64_t *set, struct leaf_hits *hits);

/* positions.c: where a term stands, for ascending documents of one set. */
struct source {
	const struct segment *segment;
	const struct list *list; /* of a word; NULL: gathered beforehand */
	uint32_t number, place;  /* block at hand, document in it */
	bool loaded;
	struct postings postings;
	struct position_reader reader;
	uint32_t room;
	uint32_t *positions;
	uint32_t *starts; /* gathered: of each document in `positions` */
};
bool source_open(struct evaluator *evaluator, const struct lists *lists, const uint64_t *among,
    struct source *source);
/* Ascending; none when the document does not have it. False: no memory. */
bool source_positions(struct evaluator *evaluator, struct source *source, uint32_t document,
    const uint32_t **positions, uint32_t *count);

/* Two head words side by side: their list (perhaps empty). False when that is not known so. */
bool pair_find(
    struct evaluator *evaluator, const struct term *one, const struct term *two, struct list *list);
/* Documents that have all terms (in the subject), and pairs of them for a phrase: a set to be given
 * back, or NULL. */
uint64_t *terms_candidates(struct evaluator *evaluator, const struct node *leaf,
    const struct lists *lists, const uint64_t *among);
bool phrase_match(struct evaluator *evaluator, const struct node *leaf, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits);
bool near_match(struct evaluator *evaluator, const struct node *leaf, const uint64_t *among,
    uint64_t *set, struct leaf_hits *hits);

#endif
