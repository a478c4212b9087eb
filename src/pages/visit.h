/* A visit: what a page is made from and made into. Every page is a function of one; no socket in
 * sight. */
#ifndef PAGES_VISIT_H
#define PAGES_VISIT_H

#include "base/stream.h"
#include "edition/site.h"
#include "search/search.h"

#define HOLES_LIMIT 4

/* How long an answer may be used without asking again. */
enum visit_life {
	LIFE_OF_EDITION, /* the next edition may say otherwise, or take it back */
	LIFE_FOR_EVER,   /* its address names its bytes */
	LIFE_OF_MOMENT,  /* it tells the time, or the like: made anew each time, without a tag */
};

struct visit {
	const struct edition *edition; /* NULL only for page_fault: a page without counters */
	const struct index *index;
	const struct catalog *catalog;
	struct arena *arena;
	Text path;  /* as asked for, %-decoded */
	Text query; /* raw query string, without '?' */
	Text base; /* "https://archive.example": of addresses in feeds and the like; empty: paths */
	Text base_given; /* the same when the keeper of the site named it, else empty: for what
			    outlives the server, such as citations */
	Text holes[HOLES_LIMIT]; /* what the {holes} of the route matched */
	struct out *out;         /* the page */
	int status;              /* 200 unless the page says otherwise */
	Text content_type;       /* set from the route */
	Text location;           /* set it (and status 301, 302 or 308) to redirect */
	Text canonical;          /* canonical path when it is not `path` */
	Text filename;           /* for what readers save: "08VALLETTA88.txt" */
	struct error failure;    /* what went wrong in full, for a log; the page may say less */
	struct stream stream;    /* set by visit_stream */
	enum visit_life life;
	const char *pattern; /* of the route, NULL when there is none; borrowed for ever */
};

/* Writes a page into visit->out. On a fault what was written is dropped and the fault's own page is
 * shown. */
typedef enum fault page(struct visit *visit, struct error *err);

/* The value of a parameter of the query string, decoded; empty with at == NULL when absent. */
Text visit_param(const struct visit *visit, Text name);
/* The rest of this page, after what is in `out`, is made piece by piece (base/stream.h): for what
 * may be longer than one answer in memory. The stream is the visit's from here on, and is ended
 * when it was run, or was not needed (HEAD, 304, a fault of the page). Until then edition, index,
 * catalog, `arena` and all that lies in it stay; the visit itself and `out` do not. What a piece
 * needs for itself belongs in an arena of its own, or a long stream would fill this one. A fault of
 * the stream breaks the connection, so what can be known before, such as a query that is wrong, is
 * for the page to find. Set type, name and status as for any page. */
void visit_stream(struct visit *visit, struct stream stream);
/* Name, notice and articles of the archive; the default without an edition. Never NULL. */
static inline const struct site *visit_site(const struct visit *visit)
{
	return visit->edition ? edition_site(visit->edition) : site_default();
}
/* Redirects to `location`, a path in the arena, already encoded. */
void visit_redirect(struct visit *visit, int status, Text location);

#endif
