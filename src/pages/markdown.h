/* Markdown by libcmark: raw HTML and dangerous addresses are left out, an image becomes a link to
 * it (no page fetches anything from elsewhere), headings can be linked to. */
#ifndef PAGES_MARKDOWN_H
#define PAGES_MARKDOWN_H

#include "pages/visit.h"

#define MARKDOWN_LINKS 2000 /* record ids of one text that become links; the rest stays text */

enum markdown_use {
	MARKDOWN_PAGE, /* ours: its first heading is that of the page */
	MARKDOWN_PART, /* a curator's, below the heading of a page: the ids of records that the
			  edition holds become links */
};

/* Writes it into visit->out. */
enum fault markdown_put(
    struct visit *visit, Text markdown, enum markdown_use use, struct error *err);

#endif
