/* Curate: a page for curators on their own machine. The queue, a record with its flags and cuts,
 * what the public will see, the releases ahead; decisions are made by forms, one transaction each.
 * Listens on the loopback alone, and knows one session: docs/notes/0018-curate.md. It shares
 * stylesheet and escaping with the public site, no page and no address. */
#ifndef CURATE_CURATE_H
#define CURATE_CURATE_H

#include "review/review.h"

struct curate_settings {
	const char *archive;
	struct vault *vault; /* opened to write; nobody else uses it until curate_close */
	const struct catalog *catalog;
	Text listen;  /* "127.0.0.1:0", "[::1]:8090"; FAULT_USAGE for an address of a network */
	Text curator; /* who decides */
};

struct curate;

/* First looks through what the rules have not looked through, with a progress line; then answers.
 * All in settings must outlive it. NULL on failure. */
struct curate *curate_open(const struct curate_settings *settings, struct error *err);
/* "http://127.0.0.1:40123/?token=...": opens the one session; whoever comes second is refused.
 * Borrowed. */
Text curate_address(const struct curate *curate);
void curate_close(struct curate *curate); /* NULL is allowed */

#endif
