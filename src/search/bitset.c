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

#define UNROLLED BITSET_SPARE /* numbers of a word that are taken at a time */

/* Without a branch for each: how many a word has cannot be foretold. What is written beyond the
 * last is written over. */
INLINED uint32_t list_words(const uint64_t *set, uint32_t words, uint16_t *numbers)
{
	const uint64_t none = (uint64_t)1 << 63;
	uint32_t count = 0;

	for (uint32_t w = 0; w < words; w++) {
		uint64_t bits = set[w];
		uint32_t at = count;

		count += (uint32_t)__builtin_popcountll(bits);
		while (at < count) {
			for (uint32_t i = 0; i < UNROLLED; i++) {
				numbers[at + i] =
				    (uint16_t)(w * 64 + (uint32_t)__builtin_ctzll(bits | none));
				bits &= bits - 1;
			}
			at += UNROLLED;
		}
	}
	return count;
}

INLINED uint32_t ranks_words(const uint64_t *set, uint32_t words, uint32_t *ranks)
{
	uint32_t sum = 0;

	for (uint32_t w = 0; w < words; w++) {
		ranks[w] = sum;
		sum += (uint32_t)__builtin_popcountll(set[w]);
	}
	return sum;
}

/* Without a branch: which ones are in the set cannot be foretold. */
INLINED uint32_t places_words(const uint64_t *set, const uint32_t *ranks, const uint16_t *numbers,
    uint32_t count, uint32_t *which, uint32_t *places)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint64_t word = set[numbers[i] / 64], bit = (uint64_t)1 << numbers[i] % 64;

		which[kept] = i;
		places[kept] =
		    ranks[numbers[i] / 64] + (uint32_t)__builtin_popcountll(word & (bit - 1));
		kept += (word & bit) != 0;
	}
	return kept;
}

#define CHANGES(X) X(and) X(or) X(and_not)
/* name, parameters, arguments */
#define COUNTS(X) \
	X(count, (const uint64_t *set, uint32_t words), (set, words)) \
	X(count_both, (const uint64_t *a, const uint64_t *b, uint32_t words), (a, b, words)) \
	X(list, (const uint64_t *set, uint32_t words, uint16_t *numbers), (set, words, numbers)) \
	X(ranks, (const uint64_t *set, uint32_t words, uint32_t *ranks), (set, words, ranks)) \
	X(places, \
	    (const uint64_t *set, const uint32_t *ranks, const uint16_t *numbers, uint32_t count, \
		uint32_t *which, uint32_t *places), \
	    (set, ranks, numbers, count, which, places))

#ifdef __x86_64__
#define FAST __attribute__((target("avx2,bmi,popcnt"))) static
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

/* Tests of a word that is filled before main. */
static bool is_fast(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("popcnt");
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

uint16_t *bitset_list_take(const uint64_t *set, uint32_t words, uint32_t count, struct arena *arena)
{
	uint16_t *numbers = arena_take(arena, (count + UNROLLED) * sizeof *numbers);
	uint32_t end = words * 64, next = 0;

	if (numbers && count > words / 8) {
		bitset_list(set, words, numbers);
		return numbers;
	}
	for (uint32_t i = 0; numbers && i < count; i++) {
		numbers[i] = (uint16_t)(next = bitset_next(set, next, end));
		next++;
	}
	return numbers;
}

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
