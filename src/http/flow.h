/* A flow: a stream on its way to a reader, compressed as it goes. */
#ifndef HTTP_FLOW_H
#define HTTP_FLOW_H

#include "http/exchange.h"

/* A response of no known length that takes `answer`'s stream over and ends it; holds the exchange,
 * and with it the arena, until then. What the body holds already is sent first. Memory: one piece,
 * its compressed form, the compressor. NULL when memory is out; the stream is ended then, too. */
struct MHD_Response *flow_response(
    struct exchange *exchange, struct http_answer *answer, enum encoding encoding);

#endif
