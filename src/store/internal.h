/* What store.c and statement.c share; not for other rooms. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/store.h"

struct store {
	sqlite3 *handle;
	char *path;
	bool shared; /* sealed: read by several threads, so no message of the connection */
};

/* The fault that a result code means, with the path and SQLite's reason in `err`. */
enum fault store_fail(const struct store *store, int code, struct error *err);

#endif
