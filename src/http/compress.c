/* The levels are those at which a page of 30 kB takes well under a millisecond: most of what is
 * compressed is asked for once. */
#include "http/compress.h"

#include <stdlib.h>

#include <zlib.h>
#include <zstd.h>

#define GZIP_LEVEL  3
#define ZSTD_LEVEL  3
#define ZSTD_WINDOW 17 /* log2 of bytes, for streams: bounds the memory of both sides */
/* zlib's word for a gzip wrapping around the widest window. */
#define GZIP_WINDOW (15 + 16)
#define ROOM        ((size_t)16 << 10)

struct compressor {
	enum encoding encoding;
	z_stream gzip;
	ZSTD_CCtx *zstd;
	char room[ROOM];
};

static bool begin_zstd(struct compressor *compressor)
{
	ZSTD_CCtx *zstd = compressor->zstd = ZSTD_createCCtx();

	return zstd &&
	    !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL));
}

static bool begin_gzip(struct compressor *compressor)
{
	return deflateInit2(&compressor->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8,
		   Z_DEFAULT_STRATEGY) == Z_OK;
}

static struct compressor *begin(enum encoding encoding)
{
	struct compressor *compressor = calloc(1, sizeof *compressor);

	if (!compressor)
		return NULL;
	compressor->encoding = encoding;
	if (encoding == ENCODING_ZSTD ? begin_zstd(compressor) : begin_gzip(compressor))
		return compressor;
	compressor_close(compressor);
	return NULL;
}

struct compressor *compressor_open(enum encoding encoding)
{
	struct compressor *compressor = begin(encoding);

	if (compressor && compressor->zstd &&
	    ZSTD_isError(ZSTD_CCtx_setParameter(compressor->zstd, ZSTD_c_windowLog, ZSTD_WINDOW))) {
		compressor_close(compressor);
		return NULL;
	}
	return compressor;
}

/* deflate() has said all when it leaves room. */
static bool put_gzip(struct compressor *compressor, Text piece, struct out *out, int flush)
{
	z_stream *gzip = &compressor->gzip;

	if (piece.len > UINT32_MAX)
		return false;
	gzip->next_in = (Bytef *)(uintptr_t)piece.at;
	gzip->avail_in = (uInt)piece.len;
	do {
		gzip->next_out = (Bytef *)compressor->room;
		gzip->avail_out = ROOM;
		if (deflate(gzip, flush) == Z_STREAM_ERROR)
			return false;
		out_put(out, (Text){ compressor->room, ROOM - gzip->avail_out });
	} while (gzip->avail_out == 0);
	return true;
}

static bool put_zstd(
    struct compressor *compressor, Text piece, struct out *out, ZSTD_EndDirective how)
{
	ZSTD_inBuffer in = { piece.at, piece.len, 0 };
	size_t left;

	do {
		ZSTD_outBuffer to = { compressor->room, ROOM, 0 };

		left = ZSTD_compressStream2(compressor->zstd, &to, &in, how);
		if (ZSTD_isError(left))
			return false;
		out_put(out, (Text){ compressor->room, to.pos });
	} while (left);
	return true;
}

bool compressor_put(struct compressor *compressor, Text piece, struct out *out)
{
	return compressor->encoding == ENCODING_ZSTD
	    ? put_zstd(compressor, piece, out, ZSTD_e_flush)
	    : put_gzip(compressor, piece, out, Z_SYNC_FLUSH);
}

static bool finish(struct compressor *compressor, Text last, struct out *out)
{
	return compressor->encoding == ENCODING_ZSTD ? put_zstd(compressor, last, out, ZSTD_e_end)
						     : put_gzip(compressor, last, out, Z_FINISH);
}

bool compressor_finish(struct compressor *compressor, struct out *out)
{
	return finish(compressor, TEXT(""), out);
}

void compressor_close(struct compressor *compressor)
{
	if (!compressor)
		return;
	if (compressor->encoding == ENCODING_GZIP)
		deflateEnd(&compressor->gzip);
	ZSTD_freeCCtx(compressor->zstd);
	free(compressor);
}

bool compress_whole(enum encoding encoding, Text bytes, struct out *out)
{
	struct compressor *compressor = begin(encoding);
	bool well = compressor && finish(compressor, bytes, out) && out->fault == FAULT_NONE;

	compressor_close(compressor);
	return well;
}
