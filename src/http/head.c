/* The head of an answer: every field but those of the connection, which are libmicrohttpd's. */
#include "http/head.h"

#include "base/url.h"

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

static void add_address(struct head *head, const char *name, Text address)
{
	if (address.len == 0)
		return;
	put_address(&head->value, address);
	add_built(head, name);
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

static void add_vary(struct head *head, const struct http_answer *answer)
{
	/* Of what never is compressed there is one form, whoever asks. */
	bool coded = encoding_gains(answer->content_type);

	out_put(&head->value, answer->vary);
	if (coded && answer->vary.len)
		out_put(&head->value, TEXT(", "));
	if (coded)
		out_put(&head->value, TEXT("Accept-Encoding"));
	if (head->value.len)
		add_built(head, MHD_HTTP_HEADER_VARY);
}

/* What an answer and the 304 in its place have in common. */
static void add_common(struct head *head, const struct http_answer *answer, Text etag)
{
	Text cache = answer->cache_control.len ? answer->cache_control : TEXT("no-cache");

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add_string(head, always[i].name, always[i].value);
	add_text(head, MHD_HTTP_HEADER_CACHE_CONTROL, cache);
	add_text(head, MHD_HTTP_HEADER_ETAG, etag);
	add_vary(head, answer);
	add_address(head, MHD_HTTP_HEADER_CONTENT_LOCATION, answer->content_location);
	add_canonical(head, answer->link_canonical);
}

static bool end(struct head *head)
{
	out_end(&head->value);
	return !head->failed;
}

static struct head begin(struct MHD_Response *response)
{
	struct head head = { .response = response };

	out_begin(&head.value, HTTP_CONNECTION_MEMORY);
	return head;
}

bool head_put(struct MHD_Response *response, const struct http_answer *answer,
    enum encoding encoding, Text etag)
{
	struct head head = begin(response);

	add_common(&head, answer, etag);
	add_address(&head, MHD_HTTP_HEADER_LOCATION, answer->location);
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_string(&head, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	add_text(&head, MHD_HTTP_HEADER_SET_COOKIE, answer->set_cookie);
	add_text(&head, MHD_HTTP_HEADER_CONTENT_TYPE, answer->content_type);
	add_text(&head, MHD_HTTP_HEADER_CONTENT_ENCODING, encoding_name(encoding));
	add_filename(&head, answer->filename);
	return end(&head);
}

bool head_put_unchanged(struct MHD_Response *response, const struct http_answer *answer, Text etag)
{
	struct head head = begin(response);

	add_common(&head, answer, etag);
	return end(&head);
}
