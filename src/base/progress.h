/* One line on a terminal with count, rate and time left; silent in a pipe. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdint.h>
#include <stdbool.h>

struct progress {
	const char *what;
	uint64_t done, total; /* total 0 = not known */
	uint64_t way, whole;  /* of progress_reach */
	int64_t started_ms, shown_ms;
	bool on;
};

void progress_begin(struct progress *progress, const char *what, uint64_t total);
void progress_step(struct progress *progress, uint64_t more);
/* For a total that is known only in another unit, bytes of a file: how much of it is behind us.
 * Before a step. */
void progress_reach(struct progress *progress, uint64_t way, uint64_t whole);
void progress_end(struct progress *progress); /* clears the line */

#endif
