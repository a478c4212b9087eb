/* The shelf holds the edition that is current, and beside it the answers made from it, so that both
 * go together. Each request borrows and gives back; a new edition is taken up between two requests,
 * and the old one closes when its last reader is done. From several threads at once. */
#ifndef SERVE_SHELF_H
#define SERVE_SHELF_H

#include "http/cache.h"
#include "search/search.h"

#define STOCK_TAG_ROOM 80

/* What is borrowed: an edition and what belongs to it. */
struct stock {
	struct edition *edition;
	struct index *index;
	struct http_cache *answers;
	/* Apart, since there is no end of questions: they would push the records out. */
	struct http_cache *asked;
	char tag[STOCK_TAG_ROOM]; /* of every answer, with its quotes */
	unsigned readers;         /* requests in flight, plus one while it is current */
};

struct shelf;

/* The current edition of `public_folder`, which is borrowed, as is the catalog. `base` stands in
 * answers, so it is in their tag; empty for none. NULL on failure. */
struct shelf *shelf_open(
    const char *public_folder, const struct catalog *catalog, Text base, struct error *err);
void shelf_close(struct shelf *shelf); /* all was given back; NULL is allowed */

/* The edition of now: looks at the disk first, which costs one stat(), some microseconds. */
struct stock *shelf_borrow(struct shelf *shelf);
/* The same without looking. */
struct stock *shelf_borrow_seen(struct shelf *shelf);
/* Borrows what is borrowed once more, and gives it back. */
void shelf_hold(struct shelf *shelf, struct stock *stock);
void shelf_return(struct shelf *shelf, struct stock *stock);

#endif
