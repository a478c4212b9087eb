/* Listing: a list of records as every browse page and the search show it. It is one search, with or
 * without words: results first, then the pages of it, then the facets that narrow it. */
#ifndef PAGES_LISTING_H
#define PAGES_LISTING_H

#include "pages/visit.h"

#define LISTING_HITS   20
#define LISTING_VALUES 8 /* of a facet, until all of them are asked for */

struct listing {
	Text path;  /* where its pages are: "/origin/valletta", "/search" */
	Text query; /* what is searched */
	bool words; /* the query is the reader's own and stands in the address (q=) */
	bool drawn; /* the page draws its records over time itself */
	enum sort sort;
	struct search_result result; /* years and months whole, of others LISTING_VALUES */
};

/* "newest", "oldest", "relevance". False, and *sort as it was, for any other name. */
bool listing_sort_read(Text name, enum sort *sort);
Text listing_sort_name(enum sort sort);

/* Reads sort=, cursor= and values= of the visit and asks. `path` and `query` are set by the caller.
 */
enum fault listing_ask(struct listing *listing, const struct visit *visit, struct error *err);
/* Sort choice, records, pager and facets. */
void listing_put(const struct listing *listing, struct visit *visit);

/* The path of the list's feed: one of its own ("/tag/KTIP/feed.atom"), or that of its query. */
Text listing_feed(const struct listing *listing, struct arena *arena);

/* The records alone, as an ordered list that starts at number `first`. */
void listing_put_hits(struct visit *visit, const struct search_result *result, uint64_t first);
/* "312 records". */
void listing_put_count(struct out *out, uint64_t count);

#endif
