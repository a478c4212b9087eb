/* Sealing: the two files of a pair are written out, the index by all cores, with a line that tells
 * of it. */
#ifndef PUBLISH_SEALING_H
#define PUBLISH_SEALING_H

#include "base/progress.h"
#include "edition/draft.h"
#include "search/segment_writer.h"

struct sealing {
	uint64_t total, skipped, done; /* records */
	int64_t spent_ms;
};

void sealing_begin(struct sealing *sealing, uint64_t total);
/* So many records were sealed before. */
void sealing_skip(struct sealing *sealing, uint64_t records);
/* Both files are durable when it returns. */
enum fault sealing_run(struct sealing *sealing, struct draft *draft, struct segment_writer *writer,
    const char *index_path, uint64_t records, struct error *err);

#endif
