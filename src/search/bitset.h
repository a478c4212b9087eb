/* Bitset: a set of documents of one segment, a bit each. The few loops that touch every word are
 * compiled twice, plainly and for processors with popcnt and AVX2, and chosen when the program
 * starts; results are the same. */
#ifndef SEARCH_BITSET_H
#define SEARCH_BITSET_H

#include <stdbool.h>
#include <stdint.h>

/* `words` is the length in 64-bit words throughout; bits behind the last document are zero. */
void bitset_and(uint64_t *set, const uint64_t *other, uint32_t words);
void bitset_or(uint64_t *set, const uint64_t *other, uint32_t words);
void bitset_and_not(uint64_t *set, const uint64_t *other, uint32_t words);
uint32_t bitset_count(const uint64_t *set, uint32_t words);
uint32_t bitset_count_both(const uint64_t *a, const uint64_t *b, uint32_t words);
/* Bits `first` to `end` - 1: how many are set; set them all; is one set? */
uint32_t bitset_count_range(const uint64_t *set, uint32_t first, uint32_t end);
void bitset_fill(uint64_t *set, uint32_t first, uint32_t end);
bool bitset_any(const uint64_t *set, uint32_t first, uint32_t end);

static inline void bitset_add(uint64_t *set, uint32_t number)
{
	set[number / 64] |= (uint64_t)1 << (number % 64);
}
static inline bool bitset_has(const uint64_t *set, uint32_t number)
{
	return set[number / 64] >> (number % 64) & 1;
}
/* The first set bit from `number` on, or `end`; loops as
 * for (d = bitset_next(set, 0, end); d < end; d = bitset_next(set, d + 1, end)) */
uint32_t bitset_next(const uint64_t *set, uint32_t number, uint32_t end);

#endif
