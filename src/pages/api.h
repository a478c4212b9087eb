/* What the answers of the JSON API share. Its addresses and members are described in
 * assets/openapi.json. */
#ifndef PAGES_API_H
#define PAGES_API_H

#include "base/json.h"
#include "pages/visit.h"

/* The answer of a fault below /api/: a problem of RFC 9457. Sets status and type. */
void api_put_problem(struct visit *visit, int status, Text title, Text sentence);
/* True for an address whose faults are told so. */
bool api_is_asked(const struct visit *visit);

/* A member with a text; nothing when it is empty. */
void api_put_member(struct out *out, const char *key, Text value);
void api_put_number(struct out *out, const char *key, uint64_t number);
/* One hit, one facet as objects. */
void api_put_hit(struct visit *visit, const struct hit *hit);
void api_put_facet(struct visit *visit, enum facet facet, const struct facet_list *list);

#endif
