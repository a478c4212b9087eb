/* Sums of popcounts do not depend on their order, so both forms of a loop give the same. */
#include "search/bitset.h"

#include <stddef.h>

#define INLINED static inline __attribute__((always_inline))

/* In steps of four words: at -O2 not every compiler takes more than one at a time by itself. */
typedef uint64_t Four __attribute__((vector_size(32), aligned(8)));

#define CHANGE_WORDS(name, operation) \
	INLINED void name##_words(uint64_t *set, const uint64_t *other, size_t words) \
	{ \
		size_t i = 0; \
\
		for (; i + 4 <= words; i += 4) \
			*(Four *)(set + i) operation *(const Four *)(other + i); \
		for (; i < words; i++) \
			set[i] operation other[i]; \
	}
CHANGE_WORDS(and, &=)
CHANGE_WORDS(or, |=)
CHANGE_WORDS(and_not, &= ~)

/* Four sums: one would wait for itself at every word. */
INLINED uint32_t count_words(const uint64_t *set, size_t words)
{
	uint64_t sums[4] = { 0 };
	size_t i = 0;

	for (; i + 4 <= words; i += 4) {
		sums[0] += (unsigned)__builtin_popcountll(set[i]);
		sums[1] += (unsigned)__builtin_popcountll(set[i + 1]);
		sums[2] += (unsigned)__builtin_popcountll(set[i + 2]);
		sums[3] += (unsigned)__builtin_popcountll(set[i + 3]);
	}
	for (; i < words; i++)
		sums[0] += (unsigned)__builtin_popcountll(set[i]);
	return (uint32_t)(sums[0] + sums[1] + sums[2] + sums[3]);
}

INLINED uint32_t count_both_words(const uint64_t *a, const uint64_t *b, size_t words)
{
	uint64_t sums[4] = { 0 };
	size_t i = 0;

	for (; i + 4 <= words; i += 4) {
		sums[0] += (unsigned)__builtin_popcountll(a[i] & b[i]);
		sums[1] += (unsigned)__builtin_popcountll(a[i + 1] & b[i + 1]);
		sums[2] += (unsigned)__builtin_popcountll(a[i + 2] & b[i + 2]);
		sums[3] += (unsigned)__builtin_popcountll(a[i + 3] & b[i + 3]);
	}
	for (; i < words; i++)
		sums[0] += (unsigned)__builtin_popcountll(a[i] & b[i]);
	return (uint32_t)(sums[0] + sums[1] + sums[2] + sums[3]);
}

#define CHANGES(X) X(and) X(or) X(and_not)
/* name, parameters, arguments */
#define COUNTS(X) \
	X(count, (const uint64_t *set, uint32_t words), (set, words)) \
	X(count_both, (const uint64_t *a, const uint64_t *b, uint32_t words), (a, b, words))

#ifdef __x86_64__
#define FAST __attribute__((target("avx2,popcnt"))) static
#define CHANGE_FAST(name) \
	FAST void name##_fast(uint64_t *set, const uint64_t *other, uint32_t words) \
	{ \
		name##_words(set, other, words); \
	}
CHANGES(CHANGE_FAST)
#define COUNT_FAST(name, parameters, arguments) \
	FAST uint32_t name##_fast parameters \
	{ \
		return name##_words arguments; \
	}
COUNTS(COUNT_FAST)

/* Two tests of a word that is filled before main. */
static bool is_fast(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#define CHOSEN(name, arguments) (is_fast() ? name##_fast arguments : name##_words arguments)
#else
#define CHOSEN(name, arguments) name##_words arguments
#endif

#define CHANGE(name) \
	void bitset_##name(uint64_t *set, const uint64_t *other, uint32_t words) \
	{ \
		CHOSEN(name, (set, other, words)); \
	}
CHANGES(CHANGE)
#define COUNT(name, parameters, arguments) \
	uint32_t bitset_##name parameters \
	{ \
		return CHOSEN(name, arguments); \
	}
COUNTS(COUNT)

/* The bits of word `word` that lie in first .. end - 1, of which it holds some. */
static uint64_t mask_of(uint32_t word, uint32_t first, uint32_t end)
{
	uint64_t mask = UINT64_MAX;

	if (word == first / 64)
		mask <<= first % 64;
	if (word == (end - 1) / 64)
		mask &= UINT64_MAX >> (63 - (end - 1) % 64);
	return mask;
}

uint32_t bitset_count_range(const uint64_t *set, uint32_t first, uint32_t end)
{
	if (first >= end)
		return 0;

	uint32_t low = first / 64, high = (end - 1) / 64;
	uint32_t count = (uint32_t)__builtin_popcountll(set[low] & mask_of(low, first, end));

	if (low == high)
		return count;
	count += (uint32_t)__builtin_popcountll(set[high] & mask_of(high, first, end));
	return count + bitset_count(set + low + 1, high - low - 1);
}

void bitset_fill(uint64_t *set, uint32_t first, uint32_t end)
{
	for (uint32_t w = first / 64; first < end && w <= (end - 1) / 64; w++)
		set[w] |= mask_of(w, first, end);
}

bool bitset_any(const uint64_t *set, uint32_t first, uint32_t end)
{
	return bitset_next(set, first, end) < end;
}

#define STRIDE 8 /* words that are passed over at once where few documents match */

static bool none_of(const uint64_t set[STRIDE])
{
	uint64_t any = 0;

	for (unsigned i = 0; i < STRIDE; i++)
		any |= set[i];
	return !any;
}

uint32_t bitset_next(const uint64_t *set, uint32_t number, uint32_t end)
{
	if (number >= end)
		return end;

	uint32_t word = number / 64, last = (end - 1) / 64;
	uint64_t bits = set[word] & UINT64_MAX << (number % 64);

	while (!bits) {
		while (word + STRIDE <= last && none_of(set + word + 1))
			word += STRIDE;
		if (++word > last)
			return end;
		bits = set[word];
	}
	number = word * 64 + (uint32_t)__builtin_ctzll(bits);
	return number < end ? number : end;
}
