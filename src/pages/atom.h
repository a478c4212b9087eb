/* Atom (RFC 4287): what all feeds are made of. */
#ifndef PAGES_ATOM_H
#define PAGES_ATOM_H

#include "pages/visit.h"

struct atom_head {
	Text kind, name; /* of what the feed is of: its id for ever, wherever it is served from */
	Text title, subtitle;
	Text self, page; /* addresses of the feed and of the same list for people */
	Moment updated;
};

/* Up to the links; the caller puts more links and entries and ends with </feed>. The author is the
 * archive. */
void atom_begin(struct visit *visit, const struct atom_head *head);

/* <id>: the same of the same thing in every edition, whatever address it is served from. */
void atom_put_urn(struct out *out, Text kind, Text name, struct arena *arena);
/* The start of what is meant, with a time, as Atom wants it (RFC 3339). */
void atom_put_time(struct out *out, Moment moment);
void atom_put_link(struct out *out, Text rel, Text type, Text address);
void atom_put_author(struct out *out, Text name);

#endif
