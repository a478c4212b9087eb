/* The head of a request, read and judged. Nothing is buffered here: bodies are refused unread. */
#include "http/exchange.h"

#include <stdlib.h>

#include "base/url.h"
#include "base/utf8.h"

struct exchange *exchange_begin(const char *uri)
{
	struct exchange *exchange = calloc(1, sizeof *exchange);

	if (!exchange)
		return NULL;
	arena_begin(&exchange->arena, HTTP_ARENA_LIMIT);
	exchange->uri = text_copy(&exchange->arena, text_of(uri));
	return exchange;
}

void exchange_end(struct exchange *exchange)
{
	if (!exchange)
		return;
	arena_end(&exchange->arena);
	free(exchange);
}

static Text header(struct MHD_Connection *connection, const char *name)
{
	const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);

	return value ? text_of(value) : TEXT("");
}

static bool has_body(struct MHD_Connection *connection)
{
	Text length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);

	return (length.len && !text_equal(length, TEXT("0"))) ||
	    header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING).len;
}

static bool read_method(Text name, enum http_method *method)
{
	*method = text_equal(name, TEXT("HEAD")) ? HTTP_HEAD : HTTP_GET;
	return *method == HTTP_HEAD || text_equal(name, TEXT("GET"));
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
static bool lacks_host(struct MHD_Connection *connection, const char *version)
{
	return text_equal(text_of(version), TEXT("HTTP/1.1")) &&
	    !MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
}

int exchange_read(struct exchange *exchange, struct MHD_Connection *connection, const char *method,
    const char *version)
{
	struct http_request *request = &exchange->request;

	if (!read_method(text_of(method), &request->method))
		return MHD_HTTP_METHOD_NOT_ALLOWED;
	if (has_body(connection))
		return MHD_HTTP_CONTENT_TOO_LARGE;
	if (lacks_host(connection, version))
		return MHD_HTTP_BAD_REQUEST;
	request->accept = header(connection, MHD_HTTP_HEADER_ACCEPT);
	request->if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
	request->arena = &exchange->arena;
	return read_uri(exchange);
}
