#include "http/form.h"

#include <stdlib.h>
#include <string.h>

#include "http/compress.h"
#include "http/etag.h"
#include "http/head.h"

/* Of the head and of what libmicrohttpd keeps beside it. */
#define HEAD_MEMORY 2048

enum parts { WHOLE = 1, UNCHANGED = 2 };

Text form_etag(struct arena *arena, Text etag, enum encoding encoding)
{
	Text name = encoding_name(encoding);

	if (!name.len || !etag.len)
		return etag;
	etag.len--; /* the quote at its end */
	return text_format(arena, "%.*s-%.*s\"", TEXT_ARG(etag), TEXT_ARG(name));
}

bool form_is_known(const struct http_request *request, int status, Text etag)
{
	return status == MHD_HTTP_OK && etag_matches(request->if_none_match, etag);
}

struct MHD_Response *form_empty_response(void)
{
	return MHD_create_response_from_buffer(0, (char[1]){ 0 }, MHD_RESPMEM_MUST_COPY);
}

/* The body's bytes are libmicrohttpd's from here on, whatever happens. */
static struct MHD_Response *response_of(struct out *body)
{
	struct MHD_Response *response;

	if (body->len == 0)
		return form_empty_response();
	response = MHD_create_response_from_buffer_with_free_callback_cls(
	    body->len, body->bytes, free, body->bytes);
	if (response)
		*body = (struct out){ 0 };
	return response;
}

/* Compresses the body in its place; without memory for that it stays as it is. */
static enum encoding compress(struct out *body, enum encoding wanted)
{
	struct out packed;

	if (wanted == ENCODING_IDENTITY || body->len == 0)
		return ENCODING_IDENTITY;
	out_begin(&packed, body->limit);
	if (!compress_whole(wanted, out_text(body), &packed)) {
		out_end(&packed);
		return ENCODING_IDENTITY;
	}
	out_end(body);
	*body = packed;
	return wanted;
}

static bool make_whole(
    struct http_form *form, struct http_answer *answer, enum encoding encoding, Text etag)
{
	form->len = answer->body.len;
	form->memory += answer->body.room;
	form->whole = response_of(&answer->body);
	return form->whole && head_put(form->whole, answer, encoding, etag);
}

static bool make_unchanged(struct http_form *form, const struct http_answer *answer, Text etag)
{
	form->unchanged = form_empty_response();
	return form->unchanged && head_put_unchanged(form->unchanged, answer, etag);
}

static bool keep_etag(struct http_form *form, Text etag)
{
	form->etag = calloc(1, etag.len + 1);
	if (form->etag && etag.len)
		memcpy(form->etag, etag.at, etag.len);
	return form->etag;
}

static struct http_form *make(const struct http_request *request, struct http_answer *answer,
    enum encoding encoding, Text etag, unsigned parts)
{
	struct http_form *form = calloc(1, sizeof *form);

	if (!form) {
		out_end(&answer->body);
		return NULL;
	}
	*form = (struct http_form){ .holders = 1,
		.status = answer->status,
		.label = answer->label,
		.memory = HEAD_MEMORY };
	if (request->arena->failed || !keep_etag(form, etag) ||
	    (parts & WHOLE && !make_whole(form, answer, encoding, etag)) ||
	    (parts & UNCHANGED && !make_unchanged(form, answer, etag))) {
		form_release(form);
		form = NULL;
	}
	out_end(&answer->body);
	return form;
}

static enum encoding coding_of(const struct http_request *request, const struct http_answer *answer)
{
	return encoding_choose(request->encodings, answer->content_type, answer->body.len);
}

struct http_form *form_make(const struct http_request *request, struct http_answer *answer)
{
	enum encoding encoding = coding_of(request, answer);
	Text etag = form_etag(request->arena, answer->etag, encoding);

	/* Known bytes are not compressed again only to be thrown away. */
	if (form_is_known(request, answer->status, etag))
		return make(request, answer, encoding, etag, UNCHANGED);
	encoding = compress(&answer->body, encoding);
	etag = form_etag(request->arena, answer->etag, encoding);
	return make(request, answer, encoding, etag, WHOLE);
}

struct http_form *form_make_lasting(const struct http_request *request, struct http_answer *answer)
{
	enum encoding encoding = compress(&answer->body, coding_of(request, answer));
	struct out *body = &answer->body;
	char *fitting = body->len ? realloc(body->bytes, body->len) : NULL;

	/* An out has up to twice the room it needs; what lasts should not. */
	if (fitting) {
		body->bytes = fitting;
		body->room = body->len;
	}
	return make(request, answer, encoding, form_etag(request->arena, answer->etag, encoding),
	    WHOLE | UNCHANGED);
}

struct http_form *form_hold(struct http_form *form)
{
	form->holders++;
	return form;
}

void form_release(struct http_form *form)
{
	if (!form || --form->holders)
		return;
	if (form->whole)
		MHD_destroy_response(form->whole);
	if (form->unchanged)
		MHD_destroy_response(form->unchanged);
	free(form->etag);
	free(form);
}
