/* An answer on its way out: as a form that is made or kept, or as a stream. */
#include "http/exchange.h"
#include "http/flow.h"
#include "http/form.h"
#include "http/head.h"

static const struct {
	int status;
	Text sentence;
} refusals[] = {
	{ MHD_HTTP_BAD_REQUEST, TEXT_INIT("the address is not well formed") },
	{ MHD_HTTP_METHOD_NOT_ALLOWED, TEXT_INIT("only GET and HEAD are answered here") },
	{ MHD_HTTP_CONTENT_TOO_LARGE,
	    TEXT_INIT("the request has a body that is not taken here, or too large a form") },
	{ MHD_HTTP_LENGTH_REQUIRED, TEXT_INIT("a form has to say its length") },
	{ MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, TEXT_INIT("only a form is taken here") },
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

/* Takes `form` over. A slow reader keeps the bytes of the page, not the memory of its making. */
static enum MHD_Result send_form(
    struct exchange *exchange, struct MHD_Connection *connection, struct http_form *form)
{
	bool known = form->unchanged &&
	    (!form->whole || form_is_known(&exchange->request, form->status, text_of(form->etag)));
	enum MHD_Result result;

	exchange->label = form->label;
	exchange->answered = known ? MHD_HTTP_NOT_MODIFIED : form->status;
	exchange->sent = known || exchange->request.method == HTTP_HEAD ? 0 : form->len;
	if (exchange_may_have_body(exchange))
		MHD_add_response_header(form->whole, MHD_HTTP_HEADER_CONNECTION, "close");
	result = MHD_queue_response(
	    connection, (unsigned)exchange->answered, known ? form->unchanged : form->whole);
	form_release(form);
	arena_end(&exchange->arena);
	return result;
}

/* Whose length nobody knows yet, so there is no form to keep. */
static struct MHD_Response *make_stream(
    struct exchange *exchange, struct http_answer *answer, enum encoding encoding, Text etag)
{
	struct MHD_Response *response = flow_response(exchange, answer, encoding);

	if (!response || head_put(response, answer, encoding, etag))
		return response;
	MHD_destroy_response(response);
	return NULL;
}

/* The reader has it: it is not run. */
static struct MHD_Response *drop_stream(struct http_answer *answer, Text etag)
{
	struct MHD_Response *response = form_empty_response();

	stream_end(&answer->stream);
	out_end(&answer->body);
	if (!response || head_put_unchanged(response, answer, etag))
		return response;
	MHD_destroy_response(response);
	return NULL;
}

static enum MHD_Result send_stream(
    struct exchange *exchange, struct MHD_Connection *connection, struct http_answer *answer)
{
	const struct http_request *request = &exchange->request;
	enum encoding encoding =
	    encoding_choose(request->encodings, answer->content_type, SIZE_MAX);
	Text etag = form_etag(request->arena, answer->etag, encoding);
	bool known = form_is_known(request, answer->status, etag);
	struct MHD_Response *response =
	    known ? drop_stream(answer, etag) : make_stream(exchange, answer, encoding, etag);
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	exchange->label = answer->label;
	exchange->answered = known ? MHD_HTTP_NOT_MODIFIED : answer->status;
	/* libmicrohttpd 0.9.75 ends a chunked body even where HEAD gets none, and the next answer
	 * would begin with that. Without chunks, and so without Transfer-Encoding, which HEAD may
	 * leave out (RFC 9110, 9.3.2), it closes instead. */
	if (request->method == HTTP_HEAD && !known)
		MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
	result = MHD_queue_response(connection, (unsigned)exchange->answered, response);
	MHD_destroy_response(response);
	return result;
}

/* What cannot be sent for want of memory ends the connection. */
static enum MHD_Result send_page(
    struct exchange *exchange, struct MHD_Connection *connection, struct http_answer *answer)
{
	struct http_form *form =
	    answer->form ? answer->form : form_make(&exchange->request, answer);

	return form ? send_form(exchange, connection, form) : MHD_NO;
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
	return send_page(exchange, connection, &answer);
}

enum MHD_Result exchange_answer(struct exchange *exchange, struct MHD_Connection *connection,
    const struct http_settings *settings)
{
	struct http_answer answer = begin_answer(MHD_HTTP_OK);

	settings->handler(settings->context, &exchange->request, &answer);
	if (answer.body.fault != FAULT_NONE) {
		int status = answer.body.fault == FAULT_NO_MEMORY ? MHD_HTTP_SERVICE_UNAVAILABLE
								  : MHD_HTTP_INTERNAL_SERVER_ERROR;

		stream_end(&answer.stream);
		out_end(&answer.body);
		return exchange_refuse(exchange, connection, settings, status);
	}
	return answer.stream.next ? send_stream(exchange, connection, &answer)
				  : send_page(exchange, connection, &answer);
}
