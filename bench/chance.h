/* Chance: a small generator of random numbers, and drawing by weight. Integers only, so that one
 * seed gives the same bytes on every machine (no libm, no floating point). */
#ifndef BENCH_CHANCE_H
#define BENCH_CHANCE_H

#include "base/arena.h"

struct chance {
	uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t chance_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}
static inline uint64_t chance_next(struct chance *chance)
{
	return chance_mix(chance->state += 0x9E3779B97F4A7C15u);
}
/* 0 to below - 1. */
static inline uint32_t chance_below(struct chance *chance, uint32_t below)
{
	return (uint32_t)(((chance_next(chance) >> 32) * below) >> 32);
}
static inline bool chance_per_mille(struct chance *chance, uint32_t of_thousand)
{
	return chance_below(chance, 1000) < of_thousand;
}
/* Normal, mean 0, deviation 1, as a multiple of 1/65536 (twelve uniforms: to 6 deviations). */
int32_t chance_normal(struct chance *chance);

/* log2 of x > 0, and 2 to the power x, in 1/65536. */
int32_t fixed_log2(uint64_t x);
uint64_t fixed_exp2(int32_t x); /* result in 1/65536; x from -16 to 40 */

/* Walker's alias method: a draw costs one random number and one look. */
struct odds {
	uint32_t count;
	struct odd {
		uint32_t keep, other; /* below `keep` of 2^32 the row itself, else `other` */
	} * rows;
};

/* From `count` weights, each below 2^40, not all zero. NULL rows when memory is out. */
struct odds odds_of(const uint64_t *weights, uint32_t count, struct arena *arena);

static inline uint32_t odds_draw(const struct odds *odds, struct chance *chance)
{
	uint64_t random = chance_next(chance);
	uint32_t row = (uint32_t)(((random >> 32) * odds->count) >> 32);

	return (uint32_t)random < odds->rows[row].keep ? row : odds->rows[row].other;
}

#endif
