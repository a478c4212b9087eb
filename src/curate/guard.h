/* The guard: who may ask. A token, printed once, is worth one session; a session is a cookie, and
 * in every form a second secret. Whoever asks under another name than the address that is listened
 * on (a name of the network that was made to lead here), or from another site's page, is refused.
 */
#ifndef CURATE_GUARD_H
#define CURATE_GUARD_H

#include "http/http.h"

#define SECRET_ROOM       33 /* 128 bits as hex */
#define GUARD_COOKIE_ROOM 64

struct guard {
	Text address;              /* the only Host; borrowed */
	char token[SECRET_ROOM];   /* "" when it was used */
	char session[SECRET_ROOM]; /* "" until then */
	char form[SECRET_ROOM];    /* of every form, as the field "form" */
	/* Cookies know no ports: two of these side by side need two names. */
	char cookie[GUARD_COOKIE_ROOM];
};

/* `address` as http_address says it. */
enum fault guard_begin(struct guard *guard, Text address, struct error *err);
/* Why a request is refused before anything else is looked at; empty when it may go on. */
Text guard_refusal(const struct guard *guard, const struct http_request *request);
/* True for the token, once: the session begins, *cookie (in the arena) is to be set. */
bool guard_enter(struct guard *guard, Text token, struct arena *arena, Text *cookie);
/* Whether the request belongs to the session. */
bool guard_knows(const struct guard *guard, const struct http_request *request);
/* Whether a form came out of one of our pages. */
bool guard_made(const struct guard *guard, Text secret);

/* "127.0.0.1:0" and "[::1]:0", with any port, and no other address. */
bool guard_is_loopback(Text listen);

#endif
