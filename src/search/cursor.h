/* Cursor: a place between two hits, as text. A place is kept by score, time and id, not by number,
 * so it holds when hits come or go; it belongs to one query and one order, and says so when it is
 * used with another. */
#ifndef SEARCH_CURSOR_H
#define SEARCH_CURSOR_H

#include "search/search.h"

enum cursor_side { CURSOR_BEHIND, CURSOR_BEFORE }; /* which hits are wanted */

struct cursor {
	enum cursor_side side;
	float score;     /* 0 in the orders by date */
	int64_t created; /* seconds; INT64_MIN: unknown */
	Text id;
};

/* In the arena. */
Text cursor_text(
    const struct search_request *request, const struct cursor *cursor, struct arena *arena);
/* Reads request->cursor; the id is borrowed from it. FAULT_BAD_INPUT when it is no cursor of this
 * query and order. */
enum fault cursor_read(const struct search_request *request, struct arena *arena,
    struct cursor *cursor, struct error *err);

#endif
