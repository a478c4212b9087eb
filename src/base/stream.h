/* Stream: bytes that are made piece by piece, because the whole is too long to be held. Who makes
 * one fills it in; who takes one ends it, exactly once, whether or not it was read to its end. */
#ifndef BASE_STREAM_H
#define BASE_STREAM_H

#include "base/out.h"

/* No piece may be longer. Some 16 to 64 kB are best: each costs a call, and others wait for it. */
#define STREAM_PIECE_LIMIT (1u << 20)

struct stream {
	/* Puts the next piece into `piece`, which is empty; the end is a piece of no bytes, and is
	 * not asked for twice. After a fault nothing more is asked for. Never called by two threads
	 * at once, but not always by the same. */
	enum fault (*next)(void *context, struct out *piece, struct error *err);
	void (*end)(void *context); /* frees the context; NULL: nothing to free */
	void *context;
};

/* The next piece into `piece`, emptied first; what `piece` could not hold is a fault, too. */
enum fault stream_next(const struct stream *stream, struct out *piece, struct error *err);
/* A zeroed stream is allowed, and is left behind. */
void stream_end(struct stream *stream);

#endif
