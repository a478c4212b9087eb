/* HTTP/1.1 by libmicrohttpd behind our words; knows no cables. A handler is a function from a
 * request to an answer; sockets, threads, limits, HEAD, conditional requests, compression and
 * time-outs are settled here. Nothing about a reader is ever written down; what a log may be told
 * of a request is struct http_logged, and nothing else leaves this room. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/error.h"
#include "base/stream.h"
#include "http/encoding.h"

/* Limits. A request beyond one is answered (414, 431, 413, 503) or its connection is closed. */
#define HTTP_PATH_LIMIT  2048 /* bytes of path */
#define HTTP_QUERY_LIMIT 8192 /* bytes of query string */
/* Request line and headers of one connection. A query of over 450 fields is dropped. */
#define HTTP_CONNECTION_MEMORY (32u * 1024)
#define HTTP_CONNECTIONS       1024
#define HTTP_FORM_LIMIT        (256u * 1024) /* bytes of a form that is posted */
#define HTTP_TIMEOUT_SECONDS   15            /* of silence */
#define HTTP_HEAD_TIMEOUTS     2             /* for a whole head, since the answer before it */
#define HTTP_PAGE_LIMIT        (4u << 20)    /* bytes of one answer */
#define HTTP_ARENA_LIMIT       (64u << 20)   /* memory of one answer in the making */

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST };

struct http_request {
	enum http_method method;
	Text path;   /* %-decoded, starts with '/', no NUL, UTF-8 */
	Text query;  /* raw, without '?' */
	Text form;   /* set by a handler: which of the forms of this address, for http_cache */
	Text accept; /* header, "" when absent; http/preference.h reads it */
	Text if_none_match;
	Encodings encodings;
	/* Who asks, and from where, for a server that has to know; headers, "" when absent. */
	Text host, cookie, origin, fetch_site; /* fetch_site: Sec-Fetch-Site */
	Text posted;         /* of HTTP_POST: application/x-www-form-urlencoded, as sent */
	struct arena *arena; /* for the answer; lives until it was taken over, a stream was ended */
};

/* An answer that is ready to be sent (http/cache.h). */
struct http_form;

struct http_answer {
	int status; /* 200 unless the handler says otherwise */
	Text content_type;
	struct out body; /* begun with HTTP_PAGE_LIMIT; the server ends it */
	/* What follows the body, of any length, sent as it is made; `next` NULL for none. The
	 * server ends it: at once for HEAD and 304, where it is not run; otherwise when all is
	 * sent, when the reader is gone, or when it fails, which breaks the connection. Its fields
	 * are those of this answer, and it may keep what lies in the request's arena. */
	struct stream stream;
	/* With its quotes, strong, for the body as made here; "" for none. A form that is
	 * compressed gets a tag of its own. A matching If-None-Match makes the answer a 304. */
	Text etag;
	Text cache_control; /* "" for "no-cache" */
	Text location; /* for 301, 302, 303, 308: an address with its %-escapes made (base/url.h) */
	Text link_canonical;   /* "" or the canonical address, sent as Link: rel=canonical */
	Text vary;             /* "" or the field of the request that chose among forms: "Accept" */
	Text content_location; /* "" or the address of the form that was chosen; see `location` */
	Text filename;         /* "" or the name for Content-Disposition: inline */
	Text set_cookie;       /* "" or the field's value; not for what http_cache keeps */
	Text label; /* for the log: a kind of page, never an address; borrowed for ever */
	struct http_form *form; /* set by http_cache_find and _keep: the fields above are used up */
};

/* Called from several threads at once. Must fill the answer whatever happens. */
typedef void http_handler(
    void *context, const struct http_request *request, struct http_answer *answer);
/* Fills `answer` (status set already) for what never reaches the handler: 400, 405, 414 ... */
typedef void http_fault_page(void *context, int status, Text sentence, struct http_answer *answer);

/* What is known of a request that was answered, or broken off. */
struct http_logged {
	Text method;           /* "GET", "HEAD"; "-" for others */
	Text label;            /* of the answer, "-" for none */
	int status;            /* 0: the reader was gone before the answer */
	uint64_t bytes;        /* of the body, as sent */
	uint64_t microseconds; /* from the head read to the answer sent */
};
/* Called from several threads at once, after each answer. */
typedef void http_log(void *context, const struct http_logged *logged);

/* Called once by http_open, when `address` (http_address) is bound and no thread is made yet. A
 * fault ends it. */
typedef enum fault http_bound(void *context, Text address, struct error *err);

struct http_settings {
	Text listen;              /* "127.0.0.1:8080", "[::1]:0"; port 0 lets the system choose */
	unsigned threads;         /* 0: four for each core, at most 16 */
	unsigned timeout_seconds; /* of silence; 0: HTTP_TIMEOUT_SECONDS */
	bool posts; /* forms are taken: HTTP_POST reaches the handler; otherwise it is a 405 */
	http_handler *handler;
	http_fault_page *fault_page;
	http_log *log;     /* NULL for none */
	http_bound *bound; /* NULL for none */
	void *context;
};

struct http_server;

/* Binds and starts answering. NULL and one sentence on failure (a port in use: FAULT_CONFLICT). */
struct http_server *http_open(const struct http_settings *settings, struct error *err);
/* "127.0.0.1:40123", with the port that was chosen; borrowed until close. */
Text http_address(const struct http_server *server);
/* Stops accepting, lets answers in flight end (within the time-out), frees. NULL is allowed. */
void http_close(struct http_server *server);

#endif
