/* Feed: Atom (RFC 4287) of what a query finds, newest released first. */
#ifndef PAGES_FEED_H
#define PAGES_FEED_H

#include "pages/visit.h"

struct feed_of {
	Text path; /* of the feed, %-encoded: "/tag/KTIP/feed.atom" */
	Text page; /* of the same list for people: "/tag/KTIP" */
	Text title;
	Text query; /* what is searched */
	bool asked; /* the query is the reader's own and stands in the address (q=) */
};

/* Reads day= and cursor= of the visit. A query or cursor that cannot be read is FAULT_BAD_INPUT. */
enum fault feed_put(struct visit *visit, const struct feed_of *of, struct error *err);

#endif
