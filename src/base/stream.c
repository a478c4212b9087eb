#include "base/stream.h"

enum fault stream_next(const struct stream *stream, struct out *piece, struct error *err)
{
	enum fault fault;

	out_reset(piece);
	fault = stream->next(stream->context, piece, err);
	return fault != FAULT_NONE ? fault : out_check(piece, "a piece of a stream", err);
}

enum fault stream_run(struct stream *stream, struct out *out, struct error *err)
{
	struct out piece;
	enum fault fault;

	out_begin(&piece, STREAM_PIECE_LIMIT);
	while ((fault = stream_next(stream, &piece, err)) == FAULT_NONE && piece.len) {
		out_put(out, out_text(&piece));
		if ((fault = out_check(out, "the whole of a stream", err)) != FAULT_NONE)
			break;
	}
	out_end(&piece);
	stream_end(stream);
	return fault;
}

void stream_end(struct stream *stream)
{
	if (stream->end)
		stream->end(stream->context);
	*stream = (struct stream){ 0 };
}
