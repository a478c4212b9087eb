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

/* True when there is an answer to the same path and query in the coding that `request` wants:
 * `answer` is then complete. */
bool http_cache_find(
    struct http_cache *cache, const struct http_request *request, struct http_answer *answer);
/* Makes `answer`, which must be filled, ready to send, and keeps it. An answer that is not a whole
 * 200 is left as it is. The caller decides what may be asked for again: a cache filled with the
 * answers to searches would hold nothing else. */
void http_cache_keep(
    struct http_cache *cache, const struct http_request *request, struct http_answer *answer);

/* Bytes held now, for tests. */
size_t http_cache_size(struct http_cache *cache);

#endif
