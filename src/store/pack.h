/* Packing: bytes as one zstd frame with its size and checksum. The level is fixed, so the same
 * bytes give the same frame (I5). Three ways: alone; against other bytes that the reader has at
 * hand (a source against its text costs next to nothing); and a structure (chancery.record/1) with
 * the dictionary that is built in, which knows its keys and no record. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "base/arena.h"
#include "base/error.h"

struct packer; /* contexts for many frames; one thread at a time */

/* NULL when out of memory. */
struct packer *packer_begin(struct error *err);
void packer_end(struct packer *packer); /* NULL is allowed */

/* The frame, in the arena. `against` may be empty. FAULT_NO_MEMORY. */
enum fault pack(struct packer *packer, Text bytes, Text against, struct arena *arena, Text *frame,
    struct error *err);
enum fault pack_structure(
    struct packer *packer, Text bytes, struct arena *arena, Text *frame, struct error *err);

/* How many bytes a frame says it holds; 0 when it is none. */
uint64_t packed_size(Text frame);
/* The bytes of a frame from outside, in the arena: never more than `limit`. FAULT_CORRUPT, `what`
 * names it. `against` must be the same bytes. */
enum fault unpack(struct packer *packer, Text frame, Text against, size_t limit, const char *what,
    struct arena *arena, Text *bytes, struct error *err);
enum fault unpack_structure(struct packer *packer, Text frame, size_t limit, struct arena *arena,
    Text *bytes, struct error *err);

#endif
