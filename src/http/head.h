/* The fields of an answer's head. */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include <microhttpd.h>

#include "http/http.h"

/* Adds what `answer` says to `response`: its own fields, and those that every answer has.
 * `encoding` is the coding of the body; `etag` the tag of this coding. False when memory is out. */
bool head_put(struct MHD_Response *response, const struct http_answer *answer,
    enum encoding encoding, Text etag);
/* The fewer fields of a 304 (RFC 9110, 15.4.5) for the same. */
bool head_put_unchanged(struct MHD_Response *response, const struct http_answer *answer, Text etag);

#endif
