/* Workers: batches of records in, unpacked, checked, decoded, packed and indexed by several
 * threads, handed back in the order they came. One thread puts and takes. */
#ifndef PUBLISH_WORKERS_H
#define PUBLISH_WORKERS_H

#include "publish/plan.h"
#include "publish/publish.h"
#include "search/segment_writer.h"

#define BATCH_RECORDS 64
#define BATCH_BYTES   ((size_t)4 << 20) /* of frames: a batch with as much is full */

struct batch_record {
	const struct plan_record *record;
	bool shows_earlier; /* as in the plan */
	struct packed_content packed;
	struct packed_content *older; /* of each version whose text is not the record's; or NULL */
	struct draft_record out;      /* made by the worker, in the batch's arena */
};

struct batch {
	struct arena arena; /* what the records consist of, and become */
	struct batch_record records[BATCH_RECORDS];
	uint32_t count;
	uint32_t first;      /* number of the first one in its segment */
	size_t bytes;        /* of what lies in the vault */
	struct error reason; /* of the first record that could not be made; none behind it was */
	bool done;           /* guarded by the workers */
};

struct workers;

/* `writer` must outlive them. NULL when memory or threads are out. */
struct workers *workers_open(
    unsigned threads, enum publish_what what, struct segment_writer *writer, struct error *err);
/* Waits for what is at work, drops what was not taken. NULL is allowed. */
void workers_close(struct workers *workers);

/* An empty batch, to be filled and put; NULL while the oldest must be taken first, because memory
 * is bounded. The same one until it is put. */
struct batch *workers_room(struct workers *workers);
void workers_put(struct workers *workers);
/* The oldest batch that was put, when it is done: waits for it. NULL when there is none. */
struct batch *workers_take(struct workers *workers);
/* Its memory goes, there is room for another. */
void workers_return(struct workers *workers);

#endif
