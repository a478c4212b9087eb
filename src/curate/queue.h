/* The records of the queue, in the order of need. */
#ifndef CURATE_QUEUE_H
#define CURATE_QUEUE_H

#include "curate/sheet.h"

struct queue_row {
	Text id;
	enum state state;
	uint32_t open_severe, open_flags;
};

struct queue {
	struct sheet *sheet;
	TextList found; /* of the search, in order of id */
	bool searched;
	Text query; /* when searched */
	int only;   /* a state, -1 for all */
	uint64_t states[STATES];
	ARRAY(struct queue_row) rows;
	uint64_t page, search;
};

/* Keeps what a query finds under *number. */
enum fault queue_search(struct sheet *sheet, Text query, uint64_t *number, struct error *err);
/* Fills the rest by `sheet`, `only` and `search`. */
enum fault queue_gather(struct queue *queue, struct error *err);

#endif
