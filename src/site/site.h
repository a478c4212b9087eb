/* The site: every address in one table (routes.c), read by the server and by the mirror alike. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "pages/visit.h"

enum route_use {
	ROUTE_PAGE = 0,
	ROUTE_IN_MIRROR = 1, /* also a file of a mirror */
	ROUTE_QUERY = 2,     /* answers depend on the query string */
	ROUTE_ASSET = 4,     /* the same for every edition of one program */
	ROUTE_API = 8,       /* for programs: described in assets/openapi.json */
};

struct route {
	const char
	    *pattern; /* "/cable/{id}.json": a hole matches within one path segment, never empty */
	const char *content_type;
	page *page;
	unsigned use;
	const char *summary;
};

/* All routes; the first that matches answers. */
const struct route *site_routes(uint32_t *count);
/* The route of a path (%-decoded), its holes filled with slices of it; NULL when none matches. */
const struct route *site_match(Text path, Text holes[HOLES_LIMIT]);
/* True when `path` has the form of `pattern`; fills the holes. */
bool site_fits(const char *pattern, Text path, Text holes[HOLES_LIMIT]);

/* One of the forms in which something can be had: what its address has more than the page's. */
struct site_form {
	Text content_type, ending; /* ".json"; "" for the page itself */
};

#define SITE_FORMS_LIMIT 8
/* The forms of what stands at `path`, the page first; returns how many, 0 where there is no choice.
 * A route is a form of a page when its pattern is that of the page and an ending that begins with a
 * dot; the same ending makes the address of the form from `path`. */
uint32_t site_forms(Text path, struct site_form forms[SITE_FORMS_LIMIT]);

/* Answers `visit->path`: sets status, content type, location and the page in visit->out, whatever
 * happens (a fault gets its page: 400, 404, 410, 500; visit->failure says it in full). A trailing
 * '/' is redirected. The caller sets everything above `holes`, and `out`, and ends visit->stream
 * where the page set one. What is set lives in visit->arena or for ever. */
void site_answer(struct visit *visit);

/* Names the bytes of every page of this edition as made by this program: for ETag, without quotes.
 */
Text site_tag(const struct edition *edition, struct arena *arena);

#endif
