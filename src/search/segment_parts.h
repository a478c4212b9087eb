/* What the parts of the reader of a segment (segment*.c) share; nobody else includes it. */
#ifndef SEARCH_SEGMENT_PARTS_H
#define SEARCH_SEGMENT_PARTS_H

#include "search/segment.h"

typedef struct {
	const uint8_t *at;
	uint64_t size;
} Section;

static inline Section segment_section(const struct segment *segment, enum section section)
{
	return (Section){ segment->bytes + segment->header.sections[section].offset,
		segment->header.sections[section].size };
}

/* segment_open for bytes that are in memory already, and stay the caller's (arena_end of its arena
 * instead of segment_close). */
enum fault segment_open_bytes(struct segment *segment, const uint8_t *bytes, uint64_t size,
    const char *name, struct error *err);

/* Reads the values of all columns and finds their lists; checks every number in them, so that
 * counting need not. */
enum fault segment_columns_open(struct segment *segment, const char *name, struct error *err);

/* Finds the parts of the section of sketches; false when it cannot be one. */
bool segment_sketches_open(struct segment *segment);

/* At one term of the dictionary. Offsets are those of the term at hand. */
struct term_cursor {
	const struct segment *segment;
	const uint8_t *at, *end; /* the rest of the block */
	uint64_t number;         /* of the next term */
	unsigned left;           /* terms of the block after this one */
	uint64_t postings, positions, skips, bitmaps;
	uint32_t documents, postings_size, positions_size;
	bool has_bitmap;
	uint32_t shared; /* with the key before */
	Text rest;
};
/* Before the first term of a block. False when it does not hold. */
bool term_block(const struct segment *segment, uint64_t block, struct term_cursor *cursor);
/* The last block from `low` on whose first key is `key` (space and text) or one before it; `low`
 * when none is. Costs least when that is near. */
uint64_t term_block_find(const struct segment *segment, uint64_t low, Text key);
/* To the next term of the block; false at its end, or when it does not hold. */
bool term_next(struct term_cursor *cursor);
/* The list of the term at hand; false when it does not hold. */
bool term_list(const struct term_cursor *cursor, struct list *list);

/* The documents of the rest of a list (behind its packed blocks), with frequencies and what is in
 * the subject; without positions. The end, or NULL. */
const uint8_t *list_rest(const struct list *list, uint32_t documents, struct postings *postings);
/* Occurrences in all documents of the list; 0 when it does not hold. */
uint32_t list_occurrences(const struct list *list);

/* Parts of segment_check, with its sentence. */
enum fault segment_damaged(const char *name, const char *what, struct error *err);
enum fault segment_check_documents(
    const struct segment *segment, const char *name, struct error *err);
enum fault segment_check_columns(
    const struct segment *segment, const char *name, struct error *err);
enum fault segment_check_sketches(
    const struct segment *segment, const char *name, struct error *err);

#endif
