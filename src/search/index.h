/* The index of an edition from within: its segments and what they have in common. Opened once,
 * never changed after, so that threads share it. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "search/passages.h"
#include "search/search.h"
#include "search/segment.h"

/* name, value of has: */
#define HAS(X) \
	X(DATE, "date")             /* a date of creation */ \
	X(HEADER, "header")         /* a transmission header */ \
	X(REDACTION, "redaction")   /* a run of X, or a mark, for words */ \
	X(REFERENCES, "references") /* cites another record */ \
	X(SUBJECT, "subject") \
	X(TABLE, "table") \
	X(VERSIONS, "versions") /* was changed after its first release */

#define HAS_ENUM(name, value) HAS_##name,
enum has { HAS(HAS_ENUM) HAS_COUNT };
#undef HAS_ENUM

/* The values of a facet over all segments, by value. */
struct facet_values {
	uint32_t count;
	const Text *values, *labels;
	uint32_t **global; /* global[segment][number there]: number here */
};

/* The passages of a record again, for a snippet; in the arena. */
typedef enum fault passages_reader(
    const void *source, Text id, struct arena *arena, PassageList *passages, struct error *err);
/* Ids that the record cites; for citedby:. */
typedef enum fault cites_reader(
    const void *source, Text id, struct arena *arena, TextList *ids, struct error *err);

struct index_source {
	const void *source;
	passages_reader *passages;
	cites_reader *cites;
};

/* The values of each document in one row, so that counting several facets reads its memory once, as
 * numbers of index->facets. What is not there is a number behind the facet's last value, in each of
 * its places another one. */
#define ROW_VALUES     8
#define ROW_WIDTH_MOST 4
struct facet_row {
	uint16_t values[ROW_VALUES];
};
/* Of a facet: where its values are in the rows. */
struct facet_place {
	uint32_t first, width; /* width 0: not there */
	uint64_t *longer;      /* the documents that have more values than fit; NULL: none can */
};
struct facet_rows {
	struct facet_row *rows; /* of each document */
	struct facet_place places[FACET_COUNT];
};

struct index {
	struct arena arena;
	const struct catalog *catalog;
	struct segment *segments;
	uint32_t segment_count;
	uint64_t documents, words; /* of all segments */
	float norms[256];          /* score.h, over all of them */
	float *stretch; /* of each segment: what its bounds are multiplied with, see window.c */
	struct facet_values facets[FACET_COUNT];
	/* Of each segment: what counting a facet by the lists of its values costs, nanoseconds. */
	uint32_t (*value_costs)[FACET_COUNT];
	struct facet_rows *rows; /* of each segment */
	struct index_source source;
};

/* One document of the whole index. */
struct place {
	uint32_t segment, document;
};
#define NO_PLACE ((struct place){ UINT32_MAX, UINT32_MAX })

/* Opens the segments behind open files, apart from an edition so that tests can make an index of
 * any records. The files stay the caller's. NULL on failure. */
struct index_file {
	int fd;
	uint64_t size;
	const char *name;
};
struct index *index_of_files(const struct index_file *files, uint32_t count,
    const struct catalog *catalog, const struct index_source *source, struct error *err);

/* segment == UINT32_MAX when no document has this id. */
struct place index_find(const struct index *index, Text id);
/* In the order of SORT_NEWEST: later first, unknown last, then by id. < 0, 0, > 0. */
int place_compare(const struct index *index, struct place a, struct place b);

#endif
