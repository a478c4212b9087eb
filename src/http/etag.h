/* If-None-Match (RFC 9110, 13.1.2). */
#ifndef HTTP_ETAG_H
#define HTTP_ETAG_H

#include "base/text.h"

/* Whether `header` ("*", or a list of entity tags) names `etag`, by weak comparison. What is no
 * entity tag ends the list. */
bool etag_matches(Text header, Text etag);

#endif
