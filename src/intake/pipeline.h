/* The pipeline: parcels in, read by several threads, handed over in the order they came. Inside
 * intake/ only. */
#ifndef INTAKE_PIPELINE_H
#define INTAKE_PIPELINE_H

#include "intake/format.h"

/* What is put: a record's bytes, or the reason why there is none. All borrowed. */
struct parcel {
	const char *path;
	uint32_t line;
	const struct format *format;
	Text source;
	const struct error *reason;
	Text within; /* what the container says once for all its records: a volume's name */
};

struct pipeline;

/* NULL when memory or threads are out. `settings` must outlive it. */
struct pipeline *pipeline_open(const struct intake_settings *settings, struct error *err);
/* Copies the parcel; hands over what is ready, and waits for the oldest when there is no room. A
 * fault is the taker's; then the pipeline is broken and takes nothing more. */
enum fault pipeline_put(struct pipeline *pipeline, const struct parcel *parcel, struct error *err);
bool pipeline_broken(const struct pipeline *pipeline);
/* Hands over the rest unless broken, ends the threads, frees. */
enum fault pipeline_close(struct pipeline *pipeline, struct error *err);

#endif
