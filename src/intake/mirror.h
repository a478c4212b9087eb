/* What is where in a page of a mirror, and its text. Inside intake/ only. */
#ifndef INTAKE_MIRROR_H
#define INTAKE_MIRROR_H

#include "intake/columns.h"

#define MIRROR_CELLS    5 /* id, created, released, classification, origin */
#define MIRROR_SPLICES  64
#define MIRROR_ARTICLES 256

/* In the text. */
struct mirror_link {
	Span url, text;
};

struct mirror_page {
	struct decoder decoder;
	Span cells[MIRROR_CELLS]; /* in the text */
	ARRAY(struct mirror_link) articles;
	bool has_table, has_text, own_row;
	size_t message;  /* text offset of header and message, which run to the end */
	Text references; /* of the page's own dump row */
	/* Other records that have run into the page: source[splices[i], splices[i + 1] or `end`).
	 */
	size_t splices[MIRROR_SPLICES], splice_end;
	unsigned splice_count;
};

/* Decodes the page. Everything lives in the arena. */
enum fault mirror_page_read(
    struct mirror_page *page, Text source, struct arena *arena, struct error *err);
int mirror_page_likeness(Text head);

#endif
