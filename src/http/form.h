/* A form: one answer in one coding, its head built, ready to be sent any number of times, by any
 * thread. Who makes or takes one releases it; libmicrohttpd holds the bytes as long as it sends. */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include <stdatomic.h>

#include <microhttpd.h>

#include "http/http.h"

struct http_form {
	_Atomic unsigned holders;
	struct MHD_Response *whole, *unchanged; /* either may be NULL: not made */
	int status;
	uint64_t len;  /* of the body as sent */
	Text label;    /* for the log, borrowed for ever */
	char *etag;    /* of this coding */
	size_t memory; /* about what it holds */
};

/* The form of `answer` that `request` accepts; the body moves into it (never copied, unless
 * compressed). Only what this request gets is made: the whole, or the 304 that its If-None-Match
 * asks for. NULL when memory is out; the body is gone then, too. Not for streams. */
struct http_form *form_make(const struct http_request *request, struct http_answer *answer);
/* Both are made, for others to come; the coding is the one `request` accepts. */
struct http_form *form_make_lasting(const struct http_request *request, struct http_answer *answer);
struct http_form *form_hold(struct http_form *form);
void form_release(struct http_form *form); /* NULL is allowed */

/* The tag of an answer in a coding: a strong tag names bytes, so each coding has its own. */
Text form_etag(struct arena *arena, Text etag, enum encoding encoding);
/* Whether the reader has these bytes already, so that a 304 is all it gets. */
bool form_is_known(const struct http_request *request, int status, Text etag);
struct MHD_Response *form_empty_response(void); /* NULL when memory is out */

#endif
