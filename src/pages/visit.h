/* A visit: what a page is made from and made into. Every page is a function of one; no socket in
 * sight. */
#ifndef PAGES_VISIT_H
#define PAGES_VISIT_H

#include "base/out.h"
#include "search/search.h"

#define HOLES_LIMIT 4

struct visit {
	const struct edition *edition; /* NULL only for page_fault: a page without counters */
	const struct index *index;
	const struct catalog *catalog;
	struct arena *arena;
	Text path;               /* as asked for, %-decoded */
	Text query;              /* raw query string, without '?' */
	Text holes[HOLES_LIMIT]; /* what the {holes} of the route matched */
	struct out *out;         /* the page */
	int status;              /* 200 unless the page says otherwise */
	Text content_type;       /* set from the route */
	Text location;           /* set it (and status 301, 302 or 308) to redirect */
	Text canonical;          /* canonical path when it is not `path` */
	Text filename;           /* for what readers save: "08VALLETTA88.txt" */
	struct error failure;    /* what went wrong in full, for a log; the page may say less */
};

/* Writes a page into visit->out. On a fault what was written is dropped and the fault's own page is
 * shown. */
typedef enum fault page(struct visit *visit, struct error *err);

/* The value of a parameter of the query string, decoded; empty with at == NULL when absent. */
Text visit_param(const struct visit *visit, Text name);
/* Redirects to `location`, a path in the arena, already encoded. */
void visit_redirect(struct visit *visit, int status, Text location);

#endif
