#include "http/flow.h"

#include <stdlib.h>
#include <string.h>

#include "http/compress.h"

#define BLOCK ((size_t)32 << 10)

struct flow {
	struct exchange *exchange;
	struct stream stream;
	struct compressor *compressor; /* NULL: sent as it is */
	struct out piece, packed;
	size_t sent; /* of the bytes that are ready */
	bool begun, ended;
};

static struct out *ready(struct flow *flow)
{
	return flow->compressor ? &flow->packed : &flow->piece;
}

static bool compress(struct flow *flow)
{
	out_reset(&flow->packed);
	return (flow->ended
		       ? compressor_finish(flow->compressor, &flow->packed)
		       : compressor_put(flow->compressor, out_text(&flow->piece), &flow->packed)) &&
	    flow->packed.fault == FAULT_NONE;
}

/* Makes more bytes ready, none at the end. What the answer held before is the first piece. */
static bool fill(struct flow *flow)
{
	struct error err = { 0 };

	flow->sent = 0;
	if (flow->begun || flow->piece.len == 0) {
		if (stream_next(&flow->stream, &flow->piece, &err) != FAULT_NONE)
			return false;
		flow->ended = flow->piece.len == 0;
	}
	flow->begun = true;
	return !flow->compressor || compress(flow);
}

/* The end with an error closes the connection without the last chunk: the reader sees that it does
 * not have all. */
static ssize_t read_flow(void *context, uint64_t at, char *bytes, size_t room)
{
	struct flow *flow = context;
	size_t left;

	(void)at;
	while (flow->sent == ready(flow)->len || !flow->begun) {
		if (flow->ended)
			return MHD_CONTENT_READER_END_OF_STREAM;
		if (!fill(flow))
			return MHD_CONTENT_READER_END_WITH_ERROR;
	}
	left = ready(flow)->len - flow->sent;
	if (left > room)
		left = room;
	memcpy(bytes, ready(flow)->bytes + flow->sent, left);
	flow->sent += left;
	flow->exchange->sent += left;
	return (ssize_t)left;
}

static void end_flow(void *context)
{
	struct flow *flow = context;

	stream_end(&flow->stream);
	compressor_close(flow->compressor);
	out_end(&flow->piece);
	out_end(&flow->packed);
	exchange_release(flow->exchange);
	free(flow);
}

static struct flow *begin(
    struct exchange *exchange, struct http_answer *answer, enum encoding encoding)
{
	struct flow *flow = calloc(1, sizeof *flow);

	if (!flow) {
		stream_end(&answer->stream);
		out_end(&answer->body);
		return NULL;
	}
	*flow = (struct flow){
		.exchange = exchange_hold(exchange), .stream = answer->stream, .piece = answer->body
	};
	/* Holds from the first piece of the stream on. */
	flow->piece.limit = STREAM_PIECE_LIMIT;
	answer->stream = (struct stream){ 0 };
	answer->body = (struct out){ 0 };
	/* A piece that cannot be compressed grows, but by less than its own length. */
	out_begin(&flow->packed, 2 * (size_t)HTTP_PAGE_LIMIT);
	if (encoding == ENCODING_IDENTITY || (flow->compressor = compressor_open(encoding)))
		return flow;
	end_flow(flow);
	return NULL;
}

struct MHD_Response *flow_response(
    struct exchange *exchange, struct http_answer *answer, enum encoding encoding)
{
	struct flow *flow = begin(exchange, answer, encoding);
	struct MHD_Response *response = flow
	    ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_flow, flow, end_flow)
	    : NULL;

	if (flow && !response)
		end_flow(flow);
	return response;
}
