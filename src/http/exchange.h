/* An exchange: one request and what it takes to answer it. Born when the request line has arrived,
 * gone when the answer was sent or the connection broke. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "http/http.h"

struct exchange {
	struct arena arena;
	struct http_request request;
	Text uri;     /* as received, in the arena */
	int status;   /* what exchange_read found; 0 before */
	char *posted; /* room for the form that its head announced, in the arena */
	size_t posted_room;
	unsigned
	    holders; /* itself, and a stream that uses the arena; all in one thread at a time */
	/* For the log: */
	Text label;
	int answered;  /* status of the answer, 0 before */
	uint64_t sent; /* bytes of the body, HEAD's and 304's being none */
	struct timespec begun;
};

/* NULL when memory is out. */
struct exchange *exchange_begin(const char *uri);
struct exchange *exchange_hold(struct exchange *exchange);
void exchange_release(struct exchange *exchange); /* NULL is allowed */

/* Reads the head of the request. 200, or the status that refuses it. */
int exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings, const char *method, const char *version);
/* A piece of the form that follows the head. */
void exchange_take(struct exchange *exchange, Text piece);
/* Whether bytes may follow that are no request: after such an answer the connection is closed. */
static inline bool exchange_may_have_body(const struct exchange *exchange)
{
	return exchange->status == MHD_HTTP_METHOD_NOT_ALLOWED ||
	    exchange->status == MHD_HTTP_CONTENT_TOO_LARGE ||
	    exchange->status == MHD_HTTP_LENGTH_REQUIRED ||
	    exchange->status == MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
}

/* Both hand an answer to libmicrohttpd and give the arena back, unless a stream needs it; MHD_NO
 * makes it drop the connection. */
enum MHD_Result exchange_answer(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings);
enum MHD_Result exchange_refuse(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings, int status);

#endif
