/* Chrome: what stands around every page, under 3 kB. Skip link, name, search box, the ways to
 * browse, the counter and the archive's notice before; the edition and its seal after. No script,
 * no inline style, nothing from elsewhere. */
#ifndef PAGES_CHROME_H
#define PAGES_CHROME_H

#include "pages/visit.h"

enum head_flags {
	HEAD_PLAIN = 0,
	HEAD_NOINDEX = 1,
	HEAD_OWN_SEARCH = 2, /* the page has a search box of its own */
};

struct head {
	Text title;   /* names the thing; the site's name is added */
	Text section; /* the way to browse it stands under: "/tag"; empty for none */
	Text search;  /* what the search box shows */
	Text feed;    /* path of the page's feed, escaped as an address; empty for none */
	unsigned flags;
	/* More lines for <head>, such as what a record says of itself to programs; NULL for none.
	 */
	void (*more)(struct out *out, const void *context);
	const void *context;
};

/* All up to the inside of <main>; the page goes on with its <h1>. visit->canonical is named when
 * set. */
void chrome_begin(struct visit *visit, const struct head *head);
void chrome_end(struct visit *visit);

#endif
