/* The pages and what their forms do; curate.c has their addresses. */
#ifndef CURATE_PAGES_H
#define CURATE_PAGES_H

#include "curate/sheet.h"

/* GET: none of these changes anything. */
sheet_page page_queue, page_of_record, page_public, page_places, page_releases, page_log;
/* POST: search goes to the queue; set shows what a decision would change; decide makes it; act is
 * about one record; cut takes out what page_places listed. */
sheet_page act_search, page_set, act_decide, act_record, act_cut;

/* --- parts of the page of a record --- */

struct record_sheet {
	struct sheet *sheet;
	struct review_record read;
	int64_t seen; /* the last decision about it */
};
/* The hidden fields with which a form about a record says what its curator has seen. */
void put_seen(const struct record_sheet *record);
void put_flags(const struct record_sheet *record);
void put_cuts(const struct record_sheet *record);
void put_deciding(const struct record_sheet *record);
/* Fields of the head; `before` and `after` may be the same record. Rows that differ say both. */
void put_fields(struct sheet *sheet, const struct record *before, const struct record *after);

#define SET_LIMIT 10000 /* records of one decision */

/* What a decision over many records is, by the field "verdict". */
struct set_verdict {
	Text name, asks, done; /* "approve", "Approve", "approved" */
	enum verdict verdict;
};
/* NULL for none. */
const struct set_verdict *set_verdict_find(Text name);
const struct set_verdict *set_verdict_at(unsigned number); /* NULL behind the last */

#endif
