/* Packing: bytes as one zstd frame with its size and checksum. */
#ifndef EDITION_PACK_H
#define EDITION_PACK_H

#include <zstd.h>

#include "base/arena.h"
#include "base/error.h"

/* A context for many frames. NULL when out of memory. */
ZSTD_CCtx *pack_begin(void);
/* The frame, in the arena. FAULT_NO_MEMORY. */
enum fault pack(
    ZSTD_CCtx *context, Text bytes, struct arena *arena, Text *frame, struct error *err);

/* The bytes of a frame from outside, in the arena: never more than `limit`. FAULT_CORRUPT, `what`
 * names it. */
enum fault unpack(ZSTD_DCtx *context, Text frame, size_t limit, const char *what,
    struct arena *arena, Text *bytes, struct error *err);

#endif
