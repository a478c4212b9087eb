/* An answer on its way out: headers from fields, the body moved (never copied) to libmicrohttpd. */
#include <stdlib.h>

#include "base/url.h"
#include "http/etag.h"
#include "http/exchange.h"

static const struct {
	const char *name, *value;
} always[] = {
	{ "Content-Security-Policy",
	    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
	    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
};

static const struct {
	int status;
	Text sentence;
} refusals[] = {
	{ MHD_HTTP_BAD_REQUEST, TEXT_INIT("the address is not well formed") },
	{ MHD_HTTP_METHOD_NOT_ALLOWED, TEXT_INIT("only GET and HEAD are answered here") },
	{ MHD_HTTP_CONTENT_TOO_LARGE, TEXT_INIT("a request may not have a body here") },
	{ MHD_HTTP_URI_TOO_LONG, TEXT_INIT("the address is too long") },
	{ MHD_HTTP_SERVICE_UNAVAILABLE, TEXT_INIT("there is no memory left for this answer") },
	{ MHD_HTTP_INTERNAL_SERVER_ERROR, TEXT_INIT("the page is larger than one answer may be") },
};

static Text sentence_of(int status)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].status == status)
			return refusals[i].sentence;
	return TEXT("the request cannot be answered");
}

/* The values of one answer's headers are built in one out, one after the other. */
struct head {
	struct MHD_Response *response;
	struct out value;
	bool failed;
};

static void add_string(struct head *head, const char *name, const char *value)
{
	if (MHD_add_response_header(head->response, name, value) != MHD_YES)
		head->failed = true;
}

static void add_built(struct head *head, const char *name)
{
	out_char(&head->value, '\0');
	if (head->value.fault == FAULT_NONE)
		add_string(head, name, head->value.bytes);
	else
		head->failed = true;
	out_reset(&head->value);
}

static void add_text(struct head *head, const char *name, Text value)
{
	if (value.len == 0)
		return;
	out_put(&head->value, value);
	add_built(head, name);
}

/* An address as it was made, but with nothing in it that would end it or the header. */
static void put_address(struct out *out, Text address)
{
	static const Text never = TEXT_INIT("\"<>\\^`{|}");

	for (size_t i = 0; i < address.len; i++) {
		Text sign = text_slice(address, i, 1);
		char c = sign.at[0];

		if (c > ' ' && c < 0x7F && text_find_char(never, c) == TEXT_NONE)
			out_char(out, c);
		else
			url_put(out, sign);
	}
}

static void add_location(struct head *head, Text location)
{
	if (location.len == 0)
		return;
	put_address(&head->value, location);
	add_built(head, MHD_HTTP_HEADER_LOCATION);
}

static void add_canonical(struct head *head, Text address)
{
	if (address.len == 0)
		return;
	out_char(&head->value, '<');
	put_address(&head->value, address);
	out_put(&head->value, TEXT(">; rel=\"canonical\""));
	add_built(head, MHD_HTTP_HEADER_LINK);
}

static bool is_plain(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '.' || c == '-' || c == '_';
}

/* RFC 6266: a plain name for all, and the true one, encoded, where they differ. */
static void add_filename(struct head *head, Text name)
{
	bool plain = true;

	if (name.len == 0)
		return;
	out_put(&head->value, TEXT("inline; filename=\""));
	for (size_t i = 0; i < name.len; i++) {
		plain = plain && is_plain(name.at[i]);
		out_char(&head->value, is_plain(name.at[i]) ? name.at[i] : '_');
	}
	out_char(&head->value, '"');
	if (!plain) {
		out_put(&head->value, TEXT("; filename*=UTF-8''"));
		url_put(&head->value, name);
	}
	add_built(head, MHD_HTTP_HEADER_CONTENT_DISPOSITION);
}

static void add_headers(struct head *head, const struct http_answer *answer)
{
	Text cache = answer->cache_control.len ? answer->cache_control : TEXT("no-cache");

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add_string(head, always[i].name, always[i].value);
	add_text(head, MHD_HTTP_HEADER_CACHE_CONTROL, cache);
	add_text(head, MHD_HTTP_HEADER_ETAG, answer->etag);
	add_location(head, answer->location);
	add_canonical(head, answer->link_canonical);
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_string(head, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (answer->status == MHD_HTTP_NOT_MODIFIED)
		return;
	add_text(head, MHD_HTTP_HEADER_CONTENT_TYPE, answer->content_type);
	add_filename(head, answer->filename);
}

static struct MHD_Response *empty_response(void)
{
	return MHD_create_response_from_buffer(0, (char[1]){ 0 }, MHD_RESPMEM_MUST_COPY);
}

/* The body's bytes are libmicrohttpd's from here on, whatever happens. */
static struct MHD_Response *response_of(struct http_answer *answer)
{
	struct out *body = &answer->body;
	struct MHD_Response *response;

	if (answer->status == MHD_HTTP_NOT_MODIFIED || body->len == 0) {
		out_end(body);
		return empty_response();
	}
	response = MHD_create_response_from_buffer_with_free_callback_cls(
	    body->len, body->bytes, free, body->bytes);
	if (response)
		*body = (struct out){ 0 };
	else
		out_end(body);
	return response;
}

static enum MHD_Result send_answer(
    struct exchange *exchange, struct MHD_Connection *connection, struct http_answer *answer)
{
	struct head head = { .response = response_of(answer) };
	enum MHD_Result result = MHD_NO;

	if (!head.response)
		return MHD_NO;
	out_begin(&head.value, HTTP_CONNECTION_MEMORY);
	add_headers(&head, answer);
	if (exchange_may_have_body(exchange))
		add_string(&head, MHD_HTTP_HEADER_CONNECTION, "close");
	if (!head.failed)
		result = MHD_queue_response(connection, (unsigned)answer->status, head.response);
	MHD_destroy_response(head.response);
	out_end(&head.value);
	/* A slow reader keeps the bytes of the page, not the memory of its making. */
	arena_end(&exchange->arena);
	return result;
}

static struct http_answer begin_answer(int status)
{
	struct http_answer answer = { .status = status };

	out_begin(&answer.body, HTTP_PAGE_LIMIT);
	return answer;
}

enum MHD_Result exchange_refuse(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings, int status)
{
	struct http_answer answer = begin_answer(status);

	settings->fault_page(settings->context, status, sentence_of(status), &answer);
	answer.status = status;
	return send_answer(exchange, connection, &answer);
}

enum MHD_Result exchange_answer(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings)
{
	struct http_answer answer = begin_answer(MHD_HTTP_OK);

	settings->handler(settings->context, &exchange->request, &answer);
	if (answer.body.fault != FAULT_NONE) {
		int status = answer.body.fault == FAULT_NO_MEMORY ? MHD_HTTP_SERVICE_UNAVAILABLE
								  : MHD_HTTP_INTERNAL_SERVER_ERROR;

		out_end(&answer.body);
		return exchange_refuse(exchange, connection, settings, status);
	}
	if (answer.status == MHD_HTTP_OK &&
	    etag_matches(exchange->request.if_none_match, answer.etag))
		answer.status = MHD_HTTP_NOT_MODIFIED;
	return send_answer(exchange, connection, &answer);
}
