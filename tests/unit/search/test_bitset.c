/* Sets against loops over single bits, at all lengths around a word and at both ends of ranges. */
#include "search/bitset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define WORDS 21

static uint64_t state_of_random = 2463534242u;

static uint64_t random_word(void)
{
	state_of_random ^= state_of_random << 13;
	state_of_random ^= state_of_random >> 7;
	state_of_random ^= state_of_random << 17;
	return state_of_random;
}

/* Of just `words` words, every second time with few bits, some words empty. Off alignment by 8. */
static uint64_t *random_set(uint32_t words)
{
	uint64_t *set = calloc(words + 1, sizeof *set);
	bool few = random_word() % 2;

	assert_non_null(set);
	for (uint32_t i = 0; i < words; i++) {
		uint64_t word = random_word();

		if (few)
			word &= random_word() & random_word() & random_word() & random_word();
		set[i] = random_word() % 5 ? word : 0;
	}
	return set;
}

static bool bit(const uint64_t *set, uint32_t number)
{
	return set[number / 64] >> number % 64 & 1;
}

static void test_two(void **state)
{
	(void)state;
	for (uint32_t words = 0; words < WORDS; words++) {
		uint64_t *a = random_set(words), *b = random_set(words), *set = random_set(words);
		uint32_t count = 0, both = 0;

#define CHECK(name, expected) \
	memcpy(set, a, words * sizeof *set); \
	bitset_##name(set, b, words); \
	for (uint32_t i = 0; i < words * 64; i++) \
		assert_int_equal(bit(set, i), (expected));
		CHECK(and, bit(a, i) && bit(b, i))
		CHECK(or, bit(a, i) || bit(b, i))
		CHECK(and_not, bit(a, i) && !bit(b, i))
		for (uint32_t i = 0; i < words * 64; i++) {
			count += bit(a, i);
			both += bit(a, i) && bit(b, i);
		}
		assert_int_equal(bitset_count(a, words), count);
		assert_int_equal(bitset_count_both(a, b, words), both);
		/* From the second word on: no alignment beyond a word's is needed. */
		if (words) {
			count -= (uint32_t)__builtin_popcountll(a[0]);
			assert_int_equal(bitset_count(a + 1, words - 1), count);
		}
		free(a);
		free(b);
		free(set);
	}
}

static void check_range(const uint64_t *set, uint32_t words, uint32_t first, uint32_t end)
{
	uint64_t filled[WORDS];
	uint32_t count = 0, next = end;

	for (uint32_t i = first; i < end; i++)
		count += bit(set, i);
	for (uint32_t i = first; i < end && next == end; i++)
		next = bit(set, i) ? i : end;
	assert_int_equal(bitset_count_range(set, first, end), count);
	assert_int_equal(bitset_any(set, first, end), count > 0);
	assert_int_equal(bitset_next(set, first, end), first < end ? next : end);
	memcpy(filled, set, words * sizeof *set);
	bitset_fill(filled, first, end);
	for (uint32_t i = 0; i < words * 64; i++) {
		bool within = i >= first && i < end;

		assert_int_equal(bit(filled, i), within || bit(set, i));
	}
}

static void test_ranges(void **state)
{
	static const uint32_t ends[] = { 0, 1, 63, 64, 65, 127, 128, 200, 320, 639, 640 };
	enum { COUNT = sizeof ends / sizeof *ends };

	(void)state;
	for (unsigned round = 0; round < 8; round++) {
		uint64_t *set = random_set(10);

		for (unsigned i = 0; i < COUNT; i++) {
			for (unsigned j = 0; j < COUNT; j++)
				check_range(set, 10, ends[i], ends[j]);
		}
		for (unsigned i = 0; i < 50; i++)
			check_range(set, 10, (uint32_t)(random_word() % 641),
			    (uint32_t)(random_word() % 641));
		free(set);
	}
}

static void test_walk(void **state)
{
	uint64_t set[3] = { 0 };
	uint32_t expected[] = { 0, 63, 64, 130, 190 }, found = 0;

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		bitset_add(set, expected[i]);
	assert_true(bitset_has(set, 63));
	assert_false(bitset_has(set, 62));
	for (uint32_t d = bitset_next(set, 0, 190); d < 190; d = bitset_next(set, d + 1, 190))
		assert_int_equal(d, expected[found++]);
	assert_int_equal(found, 4);
	assert_int_equal(bitset_next(set, 131, 191), 190);
	assert_int_equal(bitset_next(set, 7, 7), 7);
}

static void check_list(const uint64_t *set, uint32_t words, struct arena *arena)
{
	uint32_t count = bitset_count(set, words), ranks[WORDS], number = 0;
	uint16_t *all = calloc(count + BITSET_SPARE, sizeof *all);
	uint16_t *taken = bitset_list_take(set, words, count, arena);

	assert_non_null(all);
	assert_non_null(taken);
	assert_int_equal(bitset_list(set, words, all), count);
	for (uint32_t i = 0; i < count; i++, number++) {
		number = bitset_next(set, number, words * 64);
		assert_int_equal(all[i], number);
		assert_int_equal(taken[i], number);
	}
	assert_int_equal(bitset_ranks(set, words, ranks), count);
	for (uint32_t w = 0; w < words; w++)
		assert_int_equal(ranks[w], bitset_count(set, w));
	free(all);
}

static void test_lists(void **state)
{
	(void)state;
	for (uint32_t words = 0; words < WORDS; words++) {
		for (uint32_t i = 0; i < 20; i++) {
			uint64_t *set = random_set(words);
			struct arena arena;

			arena_begin(&arena, 0);
			check_list(set, words, &arena);
			arena_end(&arena);
			free(set);
		}
	}
}

static void test_places(void **state)
{
	(void)state;
	for (uint32_t words = 1; words < WORDS; words++) {
		uint64_t *set = random_set(words), *asked = random_set(words);
		uint32_t count = bitset_count(asked, words), found = 0, ranks[WORDS];
		uint32_t which[WORDS * 64], places[WORDS * 64], kept;
		uint16_t numbers[WORDS * 64 + BITSET_SPARE];

		bitset_list(asked, words, numbers);
		bitset_ranks(set, words, ranks);
		kept = bitset_places(set, ranks, numbers, count, which, places);
		for (uint32_t i = 0; i < count; i++) {
			if (!bit(set, numbers[i]))
				continue;
			assert_true(found < kept);
			assert_int_equal(which[found], i);
			assert_int_equal(places[found], bitset_count_range(set, 0, numbers[i]));
			found++;
		}
		assert_int_equal(found, kept);
		free(set);
		free(asked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
