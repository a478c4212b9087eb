/* Bitset: a set of documents of one segment, a bit each. The few loops that touch every word are
 * compiled twice, plainly and for processors with popcnt and AVX2, and chosen when the program
 * starts; results are the same. */
#ifndef SEARCH_BITSET_H
#define SEARCH_BITSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

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
/* All numbers of a set, ascending; how many there are. The room is for BITSET_SPARE more. */
#define BITSET_SPARE 4
uint32_t bitset_list(const uint64_t *set, uint32_t words, uint16_t *numbers);
/* The same into new memory, of a set of `count`. NULL when the arena refused. */
uint16_t *bitset_list_take(
    const uint64_t *set, uint32_t words, uint32_t count, struct arena *arena);
/* For bitset_places: how many numbers lie before each word; and how many there are in all. */
uint32_t bitset_ranks(const uint64_t *set, uint32_t words, uint32_t *ranks);
/* Which of `count` numbers are in the set, and how many of the set are below each of those; returns
 * how many. */
uint32_t bitset_places(const uint64_t *set, const uint32_t *ranks, const uint16_t *numbers,
    uint32_t count, uint32_t *which, uint32_t *places);

#endif
