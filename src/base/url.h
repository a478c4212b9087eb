/* Percent-encoding (RFC 3986) and the pairs of a query string. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"
#include "base/out.h"

/* One path segment, or a key or value of a query: all but the unreserved (letters, digits, "-._~")
 * is encoded, so "/" and "&" too. A blank becomes %20. */
void url_put(struct out *out, Text segment);

/* Every %XX of `encoded` as its byte; '+' stays. False for a '%' without two hex digits, and when
 * the arena refused; `decoded` is then untouched. The bytes may be anything. */
bool url_decode(Text encoded, struct arena *arena, Text *decoded);

/* Takes the next pair of a query string, key and value decoded ('+' is a blank), in the arena and
 * always UTF-8: what is no escape stays as it is, what is not UTF-8 (and a NUL) becomes U+FFFD.
 * Without a '=' the value is empty. Empty pairs ("&&") are skipped. False at the end. */
bool query_take(Text *rest, struct arena *arena, Text *key, Text *value);

#endif
