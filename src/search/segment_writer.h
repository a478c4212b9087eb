/* Segment writer: turns records into one index-NNNNNN.seg. Used by publish. */
#ifndef SEARCH_SEGMENT_WRITER_H
#define SEARCH_SEGMENT_WRITER_H

#include "catalog/catalog.h"
#include "search/passages.h"
#include "edition/edition.h"

struct segment_writer;

/* `lanes`: threads that add at the same time. NULL when memory is out. Memory: about 0.6 times the
 * text of the records, and as much again while it is written; publish bounds the text of a segment
 * (SEGMENT_DOCUMENTS, SEGMENT_TEXT). */
struct segment_writer *segment_writer_begin(
    const struct catalog *catalog, unsigned lanes, struct error *err);
void segment_writer_drop(struct segment_writer *writer); /* NULL is allowed */

/* Document `number`; within a lane numbers rise, over all lanes each from 0 to the last comes once.
 * One thread a lane at a time; nothing of `published` or `passages` is kept. */
enum fault segment_writer_add(struct segment_writer *writer, unsigned lane, uint32_t number,
    const struct published *published, const PassageList *passages, struct error *err);
/* Writes the file (new, fsynced), with `lanes` threads; the bytes do not depend on who added what.
 * The writer is empty then and may begin the next segment. */
enum fault segment_writer_seal(struct segment_writer *writer, const char *path, struct error *err);

#endif
