/* Segment: one index-NNNNNN.seg, mapped and read where it lies. Its bytes are from outside:
 * whatever they hold, nothing is read outside the file and no document number is beyond the last; a
 * list that does not hold reads as shorter than it says, and segment_check tells. Layout:
 * segment_layout.h. */
#ifndef SEARCH_SEGMENT_H
#define SEARCH_SEGMENT_H

#include "base/clock.h"
#include "base/error.h"
#include "search/edits.h"
#include "search/facet.h"
#include "search/packing.h"
#include "search/segment_layout.h"

/* The documents that have a term; borrowed from the segment. Zeroed: none. */
struct list {
	uint32_t count;           /* documents */
	uint32_t blocks;          /* packed ones; the rest, if any, is block number `blocks` */
	const struct skip *skips; /* of the packed blocks */
	const uint8_t *postings, *postings_end;
	const uint8_t *positions, *positions_end; /* NULL where none are kept */
	const uint64_t *bitmap;                   /* or NULL */
};

struct facet_column {
	uint32_t value_count;
	const Text *values, *labels; /* sorted by value, by byte */
	const struct list *lists;    /* the documents of each value */
	enum form form;
	uint32_t entries;
	const uint32_t *runs;    /* FORM_RUNS: pairs */
	const uint32_t *starts;  /* FORM_MANY */
	const uint16_t *numbers; /* FORM_SINGLE, FORM_MANY */
};

struct segment {
	const uint8_t *bytes;
	uint64_t size;
	struct segment_header header;
	uint32_t documents, set_words; /* words of a bitset over the documents */
	const uint8_t *lengths;
	const uint16_t *subjects;
	const int64_t *created, *released;
	const uint32_t *by_id;
	struct facet_column columns[FACET_COUNT];
	uint32_t sketched; /* hashes of all sketches */
	const uint32_t *sketch_hashes;
	const uint16_t *sketch_documents;
	const uint8_t *sketch_sizes; /* of each document */
	struct arena arena;
};

/* Maps the open file `fd` (which stays the caller's) of `size` bytes and checks header, sections
 * and every offset that is not checked at reading. `name` is for the sentence: FAULT_CORRUPT,
 * FAULT_TOO_NEW, FAULT_NO_MEMORY. Cost: some milliseconds. On failure *segment is zeroed. */
enum fault segment_open(
    struct segment *segment, int fd, uint64_t size, const char *name, struct error *err);
void segment_close(struct segment *segment); /* a zeroed one is allowed */

/* The term's list; zeroed, and false, when there is none. About a microsecond. */
bool segment_find(const struct segment *segment, enum space space, Text key, struct list *list);
/* Every term of the space whose key begins with `head`, in order; `key` is borrowed until the taker
 * returns, which ends the walk by false. */
typedef bool term_taker(void *context, Text key, const struct list *list);
void segment_walk(
    const struct segment *segment, enum space space, Text head, term_taker *take, void *context);
/* Every term of the space that begins with `head` (at most NEAR_HEAD bytes) and is near the word
 * that `edits` were begun with, in order, and at how many edits. A look at a block of the
 * dictionary costs up to half a microsecond; *looks are left, and what they do not reach is left
 * out. */
#define NEAR_HEAD 4
typedef bool near_taker(void *context, Text key, unsigned edits, const struct list *list);
void segment_walk_near(const struct segment *segment, enum space space, Text head,
    struct edits *edits, uint32_t *looks, near_taker *take, void *context);

/* One block of a list, unpacked. */
struct postings {
	uint32_t count;                   /* up to PACK_BLOCK */
	uint32_t documents[PACK_BLOCK];   /* ascending */
	uint32_t frequencies[PACK_BLOCK]; /* occurrences, those in the subject among them */
	uint32_t in_subject[PACK_BLOCK];  /* valid only with any_in_subject */
	bool any_in_subject;
	uint32_t positions_before; /* of the list, before this block */
	const uint8_t *positions;  /* where the packed block with the first one begins */
};
/* Block `number`, up to list->blocks. False when it does not hold or is not there. */
bool list_block(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings);
/* The same without documents and positions. */
bool list_block_frequencies(const struct segment *segment, const struct list *list, uint32_t number,
    struct postings *postings);
/* The first block that may hold `document` or one behind it, from block `from` on. */
uint32_t list_seek(const struct list *list, uint32_t from, uint32_t document);
static inline uint32_t list_block_count(const struct list *list)
{
	return list->blocks + (list->count > list->blocks * PACK_BLOCK);
}
/* Adds the list's documents to a bitset of segment->set_words words; with `among` (may be NULL)
 * only those in it. */
void list_add_to(
    const struct segment *segment, const struct list *list, const uint64_t *among, uint64_t *set);

/* How many of the list's documents are in the set. */
uint32_t list_count_in(const struct segment *segment, const struct list *list, const uint64_t *set);

/* Reads positions; remembers the packed block it unpacked last. Begin zeroed, for one list. */
struct position_reader {
	const uint8_t *at; /* the packed block in `numbers`; NULL: none */
	uint32_t first;    /* number of its first occurrence in the list */
	uint32_t numbers[PACK_BLOCK];
	uint32_t count;
	const uint8_t *end; /* behind it */
	uint32_t total;     /* of the list's occurrences; 0: not counted yet */
	/* Last asked for: the block's positions_before, the place, occurrences from one to the
	 * other. */
	uint32_t block, place, passed;
};
/* The positions in the document at `place` of `postings`, ascending: postings->frequencies[place]
 * of them to `positions`. False when they do not hold. */
bool list_positions(const struct list *list, const struct postings *postings, uint32_t place,
    struct position_reader *reader, uint32_t *positions);

Text segment_id(const struct segment *segment, uint32_t document);
Text segment_title(const struct segment *segment, uint32_t document);
/* The first document of `low` to `high` - 1 that was created at that second or later, or `high`; of
 * unknown date is before all. */
uint32_t segment_find_time(
    const struct segment *segment, uint32_t low, uint32_t high, int64_t seconds);
Moment segment_created(const struct segment *segment, uint32_t document);
Moment segment_released(const struct segment *segment, uint32_t document);
/* First positions of the document's passages after the first, ascending, in the arena. */
enum fault segment_passages(const struct segment *segment, uint32_t document, struct arena *arena,
    const uint32_t **starts, uint32_t *count, struct error *err);
/* The number of the value in a column of one value a document (not FORM_MANY), or COLUMN_NONE. */
uint32_t segment_value(const struct segment *segment, enum facet facet, uint32_t document);
/* By id, in any case when `nocase`: the first such document, or UINT32_MAX. */
uint32_t segment_document(const struct segment *segment, Text id, bool nocase);

/* The documents that have the hash in their sketch, ascending; *count of them, in the segment. */
const uint16_t *segment_sketched(const struct segment *segment, uint32_t hash, uint32_t *count);

/* Reads all of it as a search would and compares what must agree (order of keys and documents,
 * counts, bounds, bitmaps, columns with their lists). FAULT_CORRUPT with the first thing that does
 * not hold. */
enum fault segment_check(const struct segment *segment, const char *name, struct error *err);

#endif
