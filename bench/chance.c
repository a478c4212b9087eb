/* Chance by splitmix64; fixed-point logarithm and power; Vose's making of the alias table. */
#include "bench/chance.h"

#define ONE 65536

int32_t chance_normal(struct chance *chance)
{
	int32_t sum = 0;

	for (int i = 0; i < 12; i++)
		sum += (int32_t)(chance_next(chance) >> 48);
	return sum - 6 * ONE;
}

int32_t fixed_log2(uint64_t x)
{
	int whole = 63 - __builtin_clzll(x);
	/* x as 1.f with 31 bits behind the point; squared, its next bit of the log falls out. */
	uint64_t part = whole > 31 ? x >> (whole - 31) : x << (31 - whole);
	int32_t log = whole * ONE;

	for (int32_t bit = ONE / 2; bit; bit /= 2) {
		part = part * part >> 31;
		if (part >> 32) {
			part >>= 1;
			log += bit;
		}
	}
	return log;
}

/* 2 to the power 1/2, 1/4, 1/8 ... with 31 bits behind the point. */
static const uint32_t roots[16] = { 3037000500, 2553802834, 2341847524, 2242560872, 2194507417,
	2170868212, 2159144272, 2153306067, 2150392887, 2148937775, 2148210589, 2147847087,
	2147665360, 2147574502, 2147529075, 2147506361 };

uint64_t fixed_exp2(int32_t x)
{
	int32_t whole = x >> 16;
	uint32_t fraction = (uint32_t)x & 0xFFFF;
	uint64_t result = (uint64_t)1 << 31;
	int shift;

	for (int i = 0; i < 16; i++)
		if (fraction & (0x8000u >> i))
			result = result * roots[i] >> 31;
	shift = whole - 15;
	return shift >= 0 ? result << shift : shift > -64 ? result >> -shift : 0;
}

struct odds odds_of(const uint64_t *weights, uint32_t count, struct arena *arena)
{
	struct odds odds = { count, arena_take(arena, count * sizeof *odds.rows) };
	uint64_t *left = arena_take(arena, count * sizeof *left);
	uint32_t *stack = arena_take(arena, count * sizeof *stack);
	uint32_t poor = 0, rich = count;
	uint64_t total = 0;

	if (!odds.rows || !left || !stack)
		return (struct odds){ 0 };
	for (uint32_t i = 0; i < count; i++)
		total += weights[i];
	/* Scaled so that the mean is 2^32. */
	for (uint32_t i = 0; i < count; i++) {
		uint64_t share = weights[i] * count;

		left[i] = (share / total << 32) + ((share % total << 20) / total << 12);
		if (left[i] >> 32)
			stack[--rich] = i;
		else
			stack[poor++] = i;
		odds.rows[i] = (struct odd){ UINT32_MAX, i };
	}
	while (poor && rich < count) {
		uint32_t low = stack[--poor], high = stack[rich];

		odds.rows[low] = (struct odd){ (uint32_t)left[low], high };
		left[high] -= ((uint64_t)1 << 32) - left[low];
		if (!(left[high] >> 32)) {
			rich++;
			stack[poor++] = high;
		}
	}
	return odds;
}
