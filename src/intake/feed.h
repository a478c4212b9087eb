/* A feed: the bytes of a container, seen through a window that only moves forward. However long the
 * container, what is held is the window: one record and a chunk. Inside intake/ only. */
#ifndef INTAKE_FEED_H
#define INTAKE_FEED_H

#include "base/error.h"
#include "base/text.h"

/* Puts up to `room` bytes; *got 0 at the end. */
typedef enum fault feed_source(
    void *context, char *bytes, size_t room, size_t *got, struct error *err);

struct feed {
	const char *name; /* for sentences: "cables.csv", "standard input" */
	feed_source *source;
	void *context;
	char *bytes; /* the window is bytes[from, to) */
	size_t from, to, room;
	uint64_t size;   /* of the whole, 0 when not known */
	uint64_t passed; /* bytes that the source has given */
	uint32_t line;   /* of the window's first byte, from 1 */
	int fd;          /* of a file, or -1 */
	bool ended;      /* the source has no more */
};

/* A file or, for "-", standard input. A folder is FAULT_BAD_INPUT. */
enum fault feed_open(struct feed *feed, const char *path, struct error *err);
/* A copy of bytes that are there already. */
enum fault feed_of(struct feed *feed, const char *name, Text bytes, struct error *err);
/* Anything else that gives bytes, a member of an archive for example. */
void feed_begin(struct feed *feed, const char *name, feed_source *source, void *context);
void feed_close(struct feed *feed);

static inline Text feed_window(const struct feed *feed)
{
	return (Text){ feed->bytes + feed->from, feed->to - feed->from };
}

/* Reads until the window holds `want` bytes or the end has come. It may move the window: slices of
 * it that were taken before are gone. */
enum fault feed_fill(struct feed *feed, size_t want, struct error *err);
/* Moves the window's beginning over `count` bytes of it. */
void feed_drop(struct feed *feed, size_t count);
/* All that is left, in the window. Over `limit` bytes: FAULT_TOO_LARGE, before reading it where the
 * size is known. */
enum fault feed_rest(struct feed *feed, size_t limit, Text *rest, struct error *err);
/* The next line with its LF (the last may have none), in the window and not dropped; empty at the
 * end. FAULT_TOO_LARGE for a line over `limit` bytes. */
enum fault feed_line(struct feed *feed, size_t limit, Text *line, struct error *err);

#endif
