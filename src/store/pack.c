#include "store/pack.h"

#include <stdlib.h>
#include <zstd.h>

#define LEVEL 1 /* 3 takes half as long again and saves three bytes in a hundred */

extern const Text embedded_structure_dict;

struct packer {
	ZSTD_CCtx *in;
	ZSTD_DCtx *out;
	ZSTD_CDict *in_structure;
	ZSTD_DDict *out_structure;
	char *bytes; /* room for a frame before its size is known */
	size_t room;
};

struct packer *packer_begin(struct error *err)
{
	struct packer *packer = calloc(1, sizeof *packer);
	Text dictionary = embedded_structure_dict;

	if (packer) {
		packer->in = ZSTD_createCCtx();
		packer->out = ZSTD_createDCtx();
		packer->in_structure = ZSTD_createCDict(dictionary.at, dictionary.len, LEVEL);
		packer->out_structure = ZSTD_createDDict(dictionary.at, dictionary.len);
	}
	if (packer && packer->in && packer->out && packer->in_structure && packer->out_structure &&
	    !ZSTD_isError(ZSTD_CCtx_setParameter(packer->in, ZSTD_c_compressionLevel, LEVEL)) &&
	    !ZSTD_isError(ZSTD_CCtx_setParameter(packer->in, ZSTD_c_checksumFlag, 1)))
		return packer;
	packer_end(packer);
	fail(err, FAULT_NO_MEMORY, "no memory left to compress records");
	return NULL;
}

void packer_end(struct packer *packer)
{
	if (!packer)
		return;
	ZSTD_freeCCtx(packer->in);
	ZSTD_freeDCtx(packer->out);
	ZSTD_freeCDict(packer->in_structure);
	ZSTD_freeDDict(packer->out_structure);
	free(packer->bytes);
	free(packer);
}

static bool make_room(struct packer *packer, size_t room)
{
	char *bytes;

	if (room <= packer->room)
		return true;
	bytes = realloc(packer->bytes, room);
	if (!bytes)
		return false;
	packer->bytes = bytes;
	packer->room = room;
	return true;
}

/* The arena gets what the frame needs, not what it could have needed. */
static enum fault compress(
    struct packer *packer, Text bytes, struct arena *arena, Text *frame, struct error *err)
{
	size_t len;

	if (!make_room(packer, ZSTD_compressBound(bytes.len)))
		return fail(err, FAULT_NO_MEMORY, "no memory left to compress a record");
	len = ZSTD_compress2(packer->in, packer->bytes, packer->room, bytes.at, bytes.len);
	if (ZSTD_isError(len))
		return fail(
		    err, FAULT_NO_MEMORY, "cannot compress a record: %s", ZSTD_getErrorName(len));
	*frame = text_copy(arena, (Text){ packer->bytes, len });
	return frame->at ? FAULT_NONE
			 : fail(err, FAULT_NO_MEMORY, "no memory left to compress a record");
}

enum fault pack(struct packer *packer, Text bytes, Text against, struct arena *arena, Text *frame,
    struct error *err)
{
	ZSTD_CCtx_refCDict(packer->in, NULL);
	ZSTD_CCtx_refPrefix(packer->in, against.at, against.len);
	return compress(packer, bytes, arena, frame, err);
}

enum fault pack_structure(
    struct packer *packer, Text bytes, struct arena *arena, Text *frame, struct error *err)
{
	ZSTD_CCtx_refCDict(packer->in, packer->in_structure);
	return compress(packer, bytes, arena, frame, err);
}

uint64_t packed_size(Text frame)
{
	unsigned long long size = ZSTD_getFrameContentSize(frame.at, frame.len);

	return size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ? 0 : size;
}

static enum fault decompress(struct packer *packer, Text frame, size_t limit, const char *what,
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
	len = ZSTD_decompressDCtx(packer->out, room, (size_t)size, frame.at, frame.len);
	if (ZSTD_isError(len) || len != size)
		return fail(err, FAULT_CORRUPT, "%s does not decompress: %s", what,
		    ZSTD_isError(len) ? ZSTD_getErrorName(len) : "too short");
	*bytes = (Text){ room, len };
	return FAULT_NONE;
}

enum fault unpack(struct packer *packer, Text frame, Text against, size_t limit, const char *what,
    struct arena *arena, Text *bytes, struct error *err)
{
	ZSTD_DCtx_refDDict(packer->out, NULL);
	ZSTD_DCtx_refPrefix(packer->out, against.at, against.len);
	return decompress(packer, frame, limit, what, arena, bytes, err);
}

enum fault unpack_structure(struct packer *packer, Text frame, size_t limit, struct arena *arena,
    Text *bytes, struct error *err)
{
	ZSTD_DCtx_refDDict(packer->out, packer->out_structure);
	return decompress(packer, frame, limit, "the structure", arena, bytes, err);
}
