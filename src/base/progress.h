/* One line on a terminal with count, rate and time left; silent in a pipe. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdint.h>
#include <stdbool.h>

struct progress {
	const char *what;
	uint64_t done, total; /* total 0 = not known */
	int64_t started_ms, shown_ms;
	bool on;
};

void progress_begin(struct progress *progress, const char *what, uint64_t total);
void progress_step(struct progress *progress, uint64_t more);
void progress_end(struct progress *progress); /* clears the line */

#endif
