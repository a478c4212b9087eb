#include "curate/guard.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

static enum fault make_secret(char secret[SECRET_ROOM], struct error *err)
{
	unsigned char bytes[SECRET_ROOM / 2];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return fail_errno(err, errno, "cannot make a secret");
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(secret + 2 * i, 3, "%02x", bytes[i]);
	return FAULT_NONE;
}

enum fault guard_begin(struct guard *guard, Text address, struct error *err)
{
	Text port = address;

	while (text_find_char(port, ':') != TEXT_NONE)
		text_cut(&port, ':');
	*guard = (struct guard){ .address = address };
	snprintf(guard->cookie, sizeof guard->cookie, "chancery-curate-%.*s", TEXT_ARG(port));
	if (make_secret(guard->token, err) != FAULT_NONE)
		return err->fault;
	return make_secret(guard->form, err);
}

/* In a time that says nothing of where they differ. */
static bool same_secret(const char secret[SECRET_ROOM], Text given)
{
	unsigned char differs = 0;

	if (!*secret || given.len != SECRET_ROOM - 1)
		return false;
	for (size_t i = 0; i < given.len; i++)
		differs |= (unsigned char)(secret[i] ^ given.at[i]);
	return differs == 0;
}

static bool is_own_origin(const struct guard *guard, Text origin)
{
	return text_take(&origin, TEXT("http://")) && text_equal(origin, guard->address);
}

/* A form must be said to come from here, by Sec-Fetch-Site or by Origin. Origin is "null" where, as
 * on our pages, no referrer is sent. */
static bool comes_from_here(const struct guard *guard, const struct http_request *request)
{
	Text site = request->fetch_site, origin = request->origin;

	if (origin.len && !text_equal(origin, TEXT("null")) && !is_own_origin(guard, origin))
		return false;
	if (site.len)
		return text_equal(site, TEXT("same-origin")) ||
		    (request->method != HTTP_POST && text_equal(site, TEXT("none")));
	return request->method != HTTP_POST || is_own_origin(guard, origin);
}

Text guard_refusal(const struct guard *guard, const struct http_request *request)
{
	if (!text_equal(request->host, guard->address))
		return TEXT("this page is asked for under a name that is not its own");
	if (!comes_from_here(guard, request))
		return TEXT("this was asked for by the page of another site");
	return TEXT("");
}

bool guard_enter(struct guard *guard, Text token, struct arena *arena, Text *cookie)
{
	struct error err = { 0 };

	if (!same_secret(guard->token, token) || make_secret(guard->session, &err) != FAULT_NONE)
		return false;
	guard->token[0] = '\0';
	*cookie = text_format(
	    arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict", guard->cookie, guard->session);
	return true;
}

bool guard_knows(const struct guard *guard, const struct http_request *request)
{
	Text pairs = request->cookie;

	while (pairs.len) {
		Text value = text_trim(text_cut(&pairs, ';'));
		Text name = text_cut(&value, '=');

		if (text_equal(name, text_of(guard->cookie)) && same_secret(guard->session, value))
			return true;
	}
	return false;
}

bool guard_made(const struct guard *guard, Text secret)
{
	return same_secret(guard->form, secret);
}

bool guard_is_loopback(Text listen)
{
	return text_take(&listen, TEXT("127.0.0.1:")) || text_take(&listen, TEXT("[::1]:"));
}
