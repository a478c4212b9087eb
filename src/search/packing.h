/* Packing: 128 small numbers in as many bits as most of them need, the few larger ones beside
 * (patched frame of reference; Zukowski et al., ICDE 2006). The numbers lie in four lanes, so that
 * both compilers unpack them with the vectors every amd64 and arm64 has. */
#ifndef SEARCH_PACKING_H
#define SEARCH_PACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PACK_BLOCK 128
#define PACK_ROOM  (2 + 16 * 32 + PACK_BLOCK * 6) /* bytes a block may take */

/* Bytes written. */
size_t packing_put(const uint32_t numbers[PACK_BLOCK], uint8_t out[PACK_ROOM]);
/* Bytes read; 0 when the block is damaged or does not end within `len`. Reads no byte behind. */
size_t packing_take(const uint8_t *at, size_t len, uint32_t numbers[PACK_BLOCK]);
/* The same without unpacking: how long the block is. */
size_t packing_length(const uint8_t *at, size_t len);
/* The same for numbers that are differences less one: unpacks, then sums up from `before`. One of
 * 2^24 and more counts as damage, so that sums rise. */
size_t packing_take_sums(
    const uint8_t *at, size_t len, uint32_t before, uint32_t numbers[PACK_BLOCK]);

/* Base 128, low bits first, the high bit says that more follows. `put` returns bytes written (at
 * most 5); `take` moves *at, false when the number does not end before `end` or is over 32 bits. */
size_t varint_put(uint32_t number, uint8_t out[5]);
bool varint_take_long(const uint8_t **at, const uint8_t *end, uint32_t *number);
static inline bool varint_take(const uint8_t **at, const uint8_t *end, uint32_t *number)
{
	/* Most are one byte. */
	if (*at == end || **at >= 0x80)
		return varint_take_long(at, end, number);
	*number = *(*at)++;
	return true;
}

#endif
