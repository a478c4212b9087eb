/* Compressing: gzip by zlib, zstd by libzstd; whole answers, and streams piece by piece. */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "base/out.h"
#include "http/encoding.h"

struct compressor;

/* `encoding` is not identity. NULL when memory is out. At most 1 MiB each. */
struct compressor *compressor_open(enum encoding encoding);
/* Puts the form of `piece` behind what is in `out`, flushed: the reader can read all of it. What
 * `out` could not hold shows there. False when memory is out. */
bool compressor_put(struct compressor *compressor, Text piece, struct out *out);
/* The last bytes. */
bool compressor_finish(struct compressor *compressor, struct out *out);
void compressor_close(struct compressor *compressor);

/* All of `bytes` into `out`. False when memory is out or `out` is full. */
bool compress_whole(enum encoding encoding, Text bytes, struct out *out);

#endif
