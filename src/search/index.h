/* The index from within: documents, their words and their columns. Layout and cost: head of
 * index.c. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "search/search.h"

/* What is known of a document besides its words: the facets, then what only queries look at. */
enum column {
	COLUMN_TAG_SPELLING = FACET_COUNT, /* codes, spellings as written, names of person tags */
	COLUMN_CITES,                      /* ids */
	COLUMN_ALIAS,                      /* ids as received, where another was made of them */
	COLUMN_FROM, /* addressees as written; the label is the slug of the post */
	COLUMN_TO,   /* the same, action and info */
	COLUMN_COUNT
};

/* name, value of has: */
#define HAS(X) \
	X(DATE, "date")             /* a date of creation */ \
	X(HEADER, "header")         /* a transmission header */ \
	X(REDACTION, "redaction")   /* a run of X that stands for words */ \
	X(REFERENCES, "references") /* cites another record */ \
	X(SUBJECT, "subject") \
	X(TABLE, "table") \
	X(VERSIONS, "versions") /* was changed after its first release */

#define HAS_ENUM(name, value) HAS_##name,
enum has { HAS(HAS_ENUM) HAS_COUNT };
#undef HAS_ENUM

struct column_value {
	Text value, label;
};
typedef ARRAY(struct column_value) ColumnValues;

/* Stands between two passages in the words of a document; is no word number. */
#define WORD_BREAK UINT32_MAX

struct document {
	Text id, title, origin;
	enum record_kind kind;
	enum classification classification;
	Moment created, released;
	uint32_t has;                      /* 1u << HAS_... */
	uint32_t length;                   /* words, without breaks */
	uint32_t subject_count;            /* of them, the first ones, in the subject */
	uint32_t word_count;               /* with breaks */
	uint32_t *words;                   /* numbers in index.words */
	const uint32_t *values;            /* numbers in columns[c].values: from starts[c] */
	uint32_t starts[COLUMN_COUNT + 1]; /* to starts[c + 1] */
};

typedef enum fault published_reader(const void *source, Text id, struct arena *arena,
    struct published *published, struct error *err);

struct index {
	struct arena arena; /* holds all of it */
	const struct catalog *catalog;
	published_reader *read; /* for snippets */
	const void *source;
	Text *words; /* folded, sorted by byte */
	uint32_t word_count;
	struct document *documents; /* by created (unknown first), then id */
	uint32_t document_count;
	uint32_t *by_id; /* numbers of documents in order of id */
	uint64_t length; /* sum of the documents' */
	ColumnValues columns[COLUMN_COUNT];
};

/* Building, apart from an edition, so that tests can make an index of any records. */
struct builder;

/* NULL when memory is out. */
struct builder *index_begin(const struct catalog *catalog, struct error *err);
/* In any order; nothing of `published` is kept. Ids must differ. */
enum fault index_add(struct builder *builder, const struct published *published, struct error *err);
/* The index; the builder is gone, whatever happens. `read` finds a record again, by `source`. */
struct index *index_finish(
    struct builder *builder, published_reader *read, const void *source, struct error *err);
/* Drops a builder that was not finished; NULL is allowed. */
void index_drop(struct builder *builder);

/* UINT32_MAX when no document has this id. */
uint32_t index_find(const struct index *index, Text id);
/* Number of the first word that is not before `word`. */
uint32_t index_find_word(const struct index *index, Text word);
/* Does the document have a value of the column that `accept` (by number of value) accepts? */
bool document_has(const struct document *document, enum column column, const bool *accept);

#endif
