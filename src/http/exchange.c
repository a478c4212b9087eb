/* The head of a request, read and judged, and the form behind it where forms are taken. All other
 * bodies are refused unread. */
#include "http/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"

struct exchange *exchange_begin(const char *uri)
{
	struct exchange *exchange = calloc(1, sizeof *exchange);

	if (!exchange)
		return NULL;
	exchange->holders = 1;
	arena_begin(&exchange->arena, HTTP_ARENA_LIMIT);
	exchange->uri = text_copy(&exchange->arena, text_of(uri));
	return exchange;
}

struct exchange *exchange_hold(struct exchange *exchange)
{
	exchange->holders++;
	return exchange;
}

void exchange_release(struct exchange *exchange)
{
	if (!exchange || --exchange->holders)
		return;
	arena_end(&exchange->arena);
	free(exchange);
}

/* What is read of a head. A list may come as several fields (RFC 9110, 5.3). */
struct fields {
	struct arena *arena;
	Text host, length, transfer, accept, accept_encoding, if_none_match;
	Text type, cookie, origin, fetch_site;
};

static void add_to_list(struct fields *fields, Text *list, Text value)
{
	*list = list->at
	    ? text_format(fields->arena, "%.*s, %.*s", TEXT_ARG(*list), TEXT_ARG(value))
	    : value;
}

static enum MHD_Result take_field(
    void *context, enum MHD_ValueKind kind, const char *name, const char *bytes)
{
	struct fields *fields = context;
	Text field = text_of(name), value = text_of(bytes ? bytes : "");

	(void)kind;
	if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_HOST)))
		fields->host = value;
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_ACCEPT)))
		add_to_list(fields, &fields->accept, value);
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_ACCEPT_ENCODING)))
		add_to_list(fields, &fields->accept_encoding, value);
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_IF_NONE_MATCH)))
		add_to_list(fields, &fields->if_none_match, value);
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_CONTENT_LENGTH)))
		fields->length = value;
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_TRANSFER_ENCODING)))
		fields->transfer = value;
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_CONTENT_TYPE)))
		fields->type = value;
	else if (text_equal_nocase(field, TEXT(MHD_HTTP_HEADER_COOKIE)))
		fields->cookie = value;
	else if (text_equal_nocase(field, TEXT("Origin")))
		fields->origin = value;
	else if (text_equal_nocase(field, TEXT("Sec-Fetch-Site")))
		fields->fetch_site = value;
	return MHD_YES;
}

static bool has_body(const struct fields *fields)
{
	return (fields->length.len && !text_equal(fields->length, TEXT("0"))) ||
	    fields->transfer.len;
}

static bool read_method(Text name, const struct http_settings *settings, enum http_method *method)
{
	*method = text_equal(name, TEXT("HEAD")) ? HTTP_HEAD
	    : text_equal(name, TEXT("POST"))     ? HTTP_POST
						 : HTTP_GET;
	if (*method == HTTP_POST)
		return settings->posts;
	return *method == HTTP_HEAD || text_equal(name, TEXT("GET"));
}

/* A form whose length is said before, so that its room is taken once. */
static int begin_form(struct exchange *exchange, const struct fields *fields)
{
	Text type = fields->type, digits = fields->length;
	uint64_t length;

	if (!text_equal_nocase(
		text_trim(text_cut(&type, ';')), TEXT("application/x-www-form-urlencoded")))
		return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
	if (fields->transfer.len || !text_take_digits(&digits, 20, &length) || digits.len)
		return MHD_HTTP_LENGTH_REQUIRED;
	if (length > HTTP_FORM_LIMIT)
		return MHD_HTTP_CONTENT_TOO_LARGE;
	exchange->posted_room = (size_t)length;
	exchange->posted = arena_take(&exchange->arena, exchange->posted_room + 1);
	exchange->request.posted = (Text){ exchange->posted, 0 };
	return exchange->posted ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

void exchange_take(struct exchange *exchange, Text piece)
{
	Text *posted = &exchange->request.posted;

	/* What was refused already is read to its end and dropped. */
	if (exchange->status != MHD_HTTP_OK || piece.len > exchange->posted_room - posted->len)
		return;
	memcpy(exchange->posted + posted->len, piece.at, piece.len);
	posted->len += piece.len;
}

static bool climbs(Text path)
{
	while (path.len)
		if (text_equal(text_cut(&path, '/'), TEXT("..")))
			return true;
	return false;
}

static int read_uri(struct exchange *exchange)
{
	Text query = exchange->uri, raw = text_cut(&query, '?'), path;

	if (raw.len > HTTP_PATH_LIMIT || query.len > HTTP_QUERY_LIMIT)
		return MHD_HTTP_URI_TOO_LONG;
	if (!url_decode(raw, &exchange->arena, &path) || !text_starts(path, TEXT("/")) ||
	    utf8_find_bad(path) != TEXT_NONE || climbs(path))
		return MHD_HTTP_BAD_REQUEST;
	exchange->request.path = path;
	exchange->request.query = query;
	return MHD_HTTP_OK;
}

/* RFC 9112, section 3.2: a request of HTTP/1.1 must name the host. */
static bool lacks_host(const struct fields *fields, const char *version)
{
	return !fields->host.at && text_equal(text_of(version), TEXT("HTTP/1.1"));
}

static Text or_empty(Text text)
{
	return text.at ? text : TEXT("");
}

int exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings, const char *method, const char *version)
{
	struct http_request *request = &exchange->request;
	struct fields fields = { .arena = &exchange->arena };
	int status;

	request->arena = &exchange->arena;
	MHD_get_connection_values(connection, MHD_HEADER_KIND, take_field, &fields);
	request->accept = or_empty(fields.accept);
	request->if_none_match = or_empty(fields.if_none_match);
	request->encodings = encoding_read(fields.accept_encoding);
	request->host = or_empty(fields.host);
	request->cookie = or_empty(fields.cookie);
	request->origin = or_empty(fields.origin);
	request->fetch_site = or_empty(fields.fetch_site);
	if (!read_method(text_of(method), settings, &request->method))
		return MHD_HTTP_METHOD_NOT_ALLOWED;
	status = request->method == HTTP_POST ? begin_form(exchange, &fields)
	    : has_body(&fields)               ? MHD_HTTP_CONTENT_TOO_LARGE
					      : MHD_HTTP_OK;
	if (status != MHD_HTTP_OK)
		return status;
	if (lacks_host(&fields, version))
		return MHD_HTTP_BAD_REQUEST;
	return read_uri(exchange);
}
