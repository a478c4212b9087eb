/* Trail: the list that a reader comes from, as it stands in the address of a record: ?q=WORDS of a
 * search, or ?list=QUERY of a browse list, with &sort= when it is not the usual one and &cursor=
 * beyond its first page. From it follow the words to mark, the neighbours in the list and the way
 * back. The canonical address of a record is always the plain one. */
#ifndef PAGES_TRAIL_H
#define PAGES_TRAIL_H

#include "pages/listing.h"

struct trail {
	bool known; /* the address names a list, and it could be read */
	bool held;  /* and the record stands on that page of it */
	Text query;
	bool words; /* a search of the reader's own: q= */
	enum sort sort;
	Text cursor;                       /* of the page of the list; empty for the first */
	TextList terms;                    /* words to mark */
	uint64_t number, total;            /* the record's place, from 1, when held */
	Text previous, next;               /* ids; empty at the ends */
	Text previous_cursor, next_cursor; /* of the pages they stand on */
};

/* Reads the trail of `visit` for the record `id`; one that leads nowhere is not known, never a
 * fault. Costs a search, and none without a trail. In the visit's arena. */
struct trail trail_read(const struct visit *visit, Text id);
/* The trail on which a list sends its readers. */
struct trail trail_of(const struct listing *listing, const struct visit *visit);

/* The attributes rel="nofollow" href="/cable/08RIGA61?q=ferry" inside an <a: an id of the list,
 * with the trail behind it; the plain address when the trail is not known (or NULL). */
void trail_put_link(struct out *out, const struct trail *trail, Text id, Text cursor, Text anchor);

/* "q=ferry" alone, escaped, for an address that has a query already; the trail must be known. */
void trail_put_params(struct out *out, const struct trail *trail, Text cursor);

/* A nav: back to the list, the record's place in it, previous and next, and the first of the `hits`
 * that the text has. Nothing without a trail. */
void trail_put(const struct visit *visit, const struct trail *trail, uint32_t hits);
/* Previous and next alone. */
void trail_put_steps(struct out *out, const struct trail *trail);

#endif
