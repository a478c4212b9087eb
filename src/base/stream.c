#include "base/stream.h"

enum fault stream_next(const struct stream *stream, struct out *piece, struct error *err)
{
	enum fault fault;

	out_reset(piece);
	fault = stream->next(stream->context, piece, err);
	return fault != FAULT_NONE ? fault : out_check(piece, "a piece of a stream", err);
}

void stream_end(struct stream *stream)
{
	if (stream->end)
		stream->end(stream->context);
	*stream = (struct stream){ 0 };
}
