/* The segment writer from within: what the lanes collect, and the steps of sealing. Adding:
 * segment_writer.c. Sealing (writer_seal.c): head pairs are added to each lane as terms
 * (writer_pairs.c); each lane's terms are sorted and all of them merged (writer_terms.c); lists are
 * encoded in pieces, side by side (writer_lists.c); then the dictionary, the columns
 * (writer_columns.c), what is kept of each document (writer_documents.c), their sketches
 * (writer_sketches.c), and the file (writer_file.c). */
#ifndef SEARCH_WRITER_H
#define SEARCH_WRITER_H

#include "base/error.h"
#include "search/inverter.h"
#include "search/segment_writer.h"
#include "search/sketch.h"

struct document {
	int64_t created, released; /* INT64_MIN: unknown */
	size_t text, starts;       /* in the lane's `texts` and `starts` */
	uint32_t id_size, text_size, starts_size;
	uint32_t words, subject; /* of the document; of its subject */
	uint32_t positions;      /* beyond the last one */
	uint16_t lane;
	uint8_t precisions;
	bool added;
	struct sketch sketch;
};

struct lane {
	struct inverter inverter;
	struct bytes texts; /* of each document: id, title */
	struct bytes starts;
	uint32_t added, last;
};

struct segment_writer {
	const struct catalog *catalog;
	unsigned lane_count;
	struct lane *lanes;
	struct document *documents; /* SEGMENT_DOCUMENTS */
};

/* A term of one lane; the same term of all lanes is a group. */
struct source {
	uint32_t lane, term;
};
struct terms {
	struct source *sources; /* in order of key, then of lane */
	uint32_t *groups;       /* where each begins, and the end of the last */
	uint32_t count;         /* groups */
};

/* What the dictionary says of a group. */
struct coded {
	uint32_t documents, postings, positions; /* bytes */
};

/* Lists of a run of groups. */
struct piece {
	uint32_t first, end; /* groups */
	struct bytes postings, skips, positions, bitmaps;
	enum fault fault;
};

struct seal {
	struct segment_writer *writer;
	uint32_t documents;
	uint64_t words;
	float norms[256];
	uint8_t *lengths; /* codes */
	struct terms terms;
	struct coded *coded;
	struct piece *pieces;
	uint32_t piece_count;
	struct bytes sections[SEGMENT_SECTIONS]; /* those that are not in pieces */
};

static inline const struct inverter *source_inverter(
    const struct seal *seal, const struct source *source)
{
	return &seal->writer->lanes[source->lane].inverter;
}
static inline const struct term *source_term(const struct seal *seal, const struct source *source)
{
	return inverter_term(source_inverter(seal, source), source->term);
}
static inline const struct source *group_sources(
    const struct seal *seal, uint32_t group, uint32_t *count)
{
	*count = seal->terms.groups[group + 1] - seal->terms.groups[group];
	return &seal->terms.sources[seal->terms.groups[group]];
}

/* Runs the work once for each lane, on threads of their own but the first. */
typedef void lane_worker(void *context, unsigned lane);
void writer_each_lane(unsigned lanes, lane_worker *work, void *context);

/* Each is false when memory is out (writer_lists: FAULT_NO_MEMORY, FAULT_INTERRUPTED). */
bool writer_pairs(struct seal *seal);
bool writer_terms(struct seal *seal);
enum fault writer_lists(struct seal *seal);
bool writer_dictionary(struct seal *seal);
bool writer_columns(struct seal *seal);
bool writer_documents(struct seal *seal);
bool writer_sketches(struct seal *seal);
enum fault writer_file(const struct seal *seal, const char *path, struct error *err);

#endif
