/* The level is fixed: the same content must give the same bytes (I5). */
#include "edition/pack.h"

#define LEVEL 6

ZSTD_CCtx *pack_begin(void)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();

	if (context &&
	    (ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL)) ||
		ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)))) {
		ZSTD_freeCCtx(context);
		return NULL;
	}
	return context;
}

enum fault pack(ZSTD_CCtx *context, Text bytes, struct arena *arena, Text *frame, struct error *err)
{
	size_t room = ZSTD_compressBound(bytes.len), len;
	char *packed = arena_take(arena, room);

	if (!packed)
		return fail(err, FAULT_NO_MEMORY, "no memory left to compress a record");
	len = ZSTD_compress2(context, packed, room, bytes.at, bytes.len);
	if (ZSTD_isError(len))
		return fail(
		    err, FAULT_NO_MEMORY, "cannot compress a record: %s", ZSTD_getErrorName(len));
	*frame = (Text){ packed, len };
	return FAULT_NONE;
}

enum fault unpack(ZSTD_DCtx *context, Text frame, size_t limit, const char *what,
    struct arena *arena, Text *bytes, struct error *err)
{
	unsigned long long size = ZSTD_getFrameContentSize(frame.at, frame.len);
	char *room;
	size_t len;

	if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
		return fail(err, FAULT_CORRUPT, "%s is no zstd frame with its size", what);
	if (size > limit)
		return fail(err, FAULT_CORRUPT, "%s claims %llu bytes, more than the limit of %zu",
		    what, size, limit);
	room = arena_take(arena, size ? (size_t)size : 1);
	if (!room)
		return fail(err, FAULT_NO_MEMORY, "no memory left for %s", what);
	len = ZSTD_decompressDCtx(context, room, (size_t)size, frame.at, frame.len);
	if (ZSTD_isError(len) || len != size)
		return fail(err, FAULT_CORRUPT, "%s does not decompress: %s", what,
		    ZSTD_isError(len) ? ZSTD_getErrorName(len) : "too short");
	*bytes = (Text){ room, len };
	return FAULT_NONE;
}
