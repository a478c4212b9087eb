/* Bytes: a buffer that grows, for what the writer of a segment encodes. After the first refusal it
 * takes nothing more; `failed` says so. */
#ifndef SEARCH_BYTES_H
#define SEARCH_BYTES_H

#include "base/text.h"

struct bytes {
	uint8_t *at;
	size_t len, room;
	bool failed;
};

void bytes_end(struct bytes *bytes); /* a zeroed one is allowed */
/* NULL when memory is out. */
uint8_t *bytes_grow(struct bytes *bytes, size_t more);

/* Room for `more` bytes behind the last one; whoever fills it moves `len`. */
static inline uint8_t *bytes_room(struct bytes *bytes, size_t more)
{
	return bytes->room - bytes->len >= more ? bytes->at + bytes->len : bytes_grow(bytes, more);
}
void bytes_put(struct bytes *bytes, const void *from, size_t len);
/* Zeros up to the next multiple of `size`. */
void bytes_align(struct bytes *bytes, size_t size);
/* As varint_put of packing.h, also for 64 bits. */
void bytes_varint(struct bytes *bytes, uint64_t number);

#endif
