/* Answers kept as they were sent, compressed, with their heads: asked for again, they cost neither
 * making nor compressing. Safe to use from several threads at once. */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include "http/http.h"

struct http_cache;

/* Holds up to about `limit` bytes; what was not asked for longest goes first. NULL when memory is
 * out. */
struct http_cache *http_cache_open(size_t limit);
void http_cache_close(struct http_cache *cache); /* NULL is allowed; answers in flight go on */

/* An answer that a thread is making; its own until http_cache_made. */
struct http_making {
	struct http_making *next;
	const struct http_request *request;
	uint64_t hash, number; /* 0: none that others wait for */
};

/* True when there is an answer to the same path and query, in the form that `request` names and the
 * coding that it wants: `answer` is then complete. What another thread is making is waited for, so
 * that a page that many ask for at once is made once. False: the caller makes it, keeps it if it
 * likes, and says http_cache_made. Who waited for what was not kept makes it without being waited
 * for. */
bool http_cache_find(struct http_cache *cache, const struct http_request *request,
    struct http_making *making, struct http_answer *answer);
void http_cache_made(struct http_cache *cache, struct http_making *making);
/* Makes `answer`, which must be filled, ready to send, and keeps it. An answer that is not a whole
 * 200 is left as it is. The caller decides what may be asked for again: a cache filled with the
 * answers to searches would hold nothing else. */
void http_cache_keep(
    struct http_cache *cache, const struct http_request *request, struct http_answer *answer);

/* Bytes held now, and threads that wait, for tests. */
size_t http_cache_size(struct http_cache *cache);
unsigned http_cache_waiting(struct http_cache *cache);

#endif
