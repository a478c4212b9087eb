/* Making one record: what the vault keeps of it becomes what the edition and its index hold. */
#ifndef PUBLISH_MAKING_H
#define PUBLISH_MAKING_H

#include "publish/workers.h"

/* What one thread makes records with. */
struct making {
	enum publish_what what;
	struct segment_writer *writer; /* shared by all threads */
	unsigned lane;                 /* of the writer, this thread's alone */
	struct packer *packer;         /* this thread's alone */
};

/* Fills in batch->records[number].out, in the batch's arena, and adds the record to the writer.
 * Numbers rise from call to call. What is not kept goes into `scratch`. */
enum fault make_record(const struct making *making, struct batch *batch, uint32_t number,
    struct arena *scratch, struct error *err);

#endif
