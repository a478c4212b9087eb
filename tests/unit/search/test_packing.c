/* Packed blocks: every width, exceptions of every size, sums, and bytes that are none. */
#include "search/packing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static uint64_t state_of_random = 88172645463325252u;

static uint32_t random_number(void)
{
	state_of_random ^= state_of_random << 13;
	state_of_random ^= state_of_random >> 7;
	state_of_random ^= state_of_random << 17;
	return (uint32_t)(state_of_random >> 16);
}

static uint32_t of_bits(unsigned bits)
{
	return bits ? random_number() >> (32 - bits) : 0;
}

/* What was packed lies in memory of just its size, so that ASan sees a read behind it. */
static uint8_t *pack(const uint32_t numbers[PACK_BLOCK], size_t *len)
{
	uint8_t out[PACK_ROOM];

	*len = packing_put(numbers, out);
	assert_in_range(*len, 2, PACK_ROOM);
	uint8_t *exact = malloc(*len);
	assert_non_null(exact);
	memcpy(exact, out, *len);
	return exact;
}

static void round_trip(const uint32_t numbers[PACK_BLOCK])
{
	uint32_t back[PACK_BLOCK], sum = 7;
	bool small = true;
	size_t len;
	uint8_t *bytes = pack(numbers, &len);

	memset(back, 0xa5, sizeof back);
	assert_int_equal(packing_take(bytes, len, back), len);
	assert_memory_equal(back, numbers, sizeof back);
	assert_int_equal(packing_length(bytes, len), len);
	for (unsigned i = 0; i < PACK_BLOCK; i++)
		small = small && numbers[i] < 1u << 24;
	assert_int_equal(packing_take_sums(bytes, len, sum, back), small ? len : 0);
	for (unsigned i = 0; small && i < PACK_BLOCK; i++)
		assert_int_equal(back[i], sum += numbers[i] + 1);
	for (size_t cut = 0; cut < len; cut++) {
		assert_int_equal(packing_length(bytes, cut), 0);
		uint8_t *part = malloc(cut ? cut : 1);
		assert_non_null(part);
		memcpy(part, bytes, cut);
		assert_int_equal(packing_take(part, cut, back), 0);
		free(part);
	}
	free(bytes);
}

static void test_widths(void **state)
{
	uint32_t numbers[PACK_BLOCK];

	(void)state;
	for (unsigned bits = 0; bits <= 32; bits++) {
		for (unsigned i = 0; i < PACK_BLOCK; i++)
			numbers[i] = bits ? UINT32_MAX >> (32 - bits) : 0;
		round_trip(numbers);
		for (unsigned i = 0; i < PACK_BLOCK; i++)
			numbers[i] = of_bits(bits);
		round_trip(numbers);
	}
}

static void test_exceptions(void **state)
{
	uint32_t numbers[PACK_BLOCK];

	(void)state;
	for (unsigned bits = 0; bits <= 32; bits++) {
		for (unsigned more = bits; more <= 32; more++) {
			for (unsigned i = 0; i < PACK_BLOCK; i++)
				numbers[i] = of_bits(random_number() % 23 ? bits : more);
			numbers[random_number() % PACK_BLOCK] =
			    more ? UINT32_MAX >> (32 - more) : 0;
			round_trip(numbers);
		}
	}
}

static void test_random(void **state)
{
	uint32_t numbers[PACK_BLOCK];

	(void)state;
	for (unsigned round = 0; round < 500; round++) {
		for (unsigned i = 0; i < PACK_BLOCK; i++)
			numbers[i] = of_bits(random_number() % 33);
		round_trip(numbers);
	}
}

/* The size is that of the best width, counted the slow way. */
static void test_least_bytes(void **state)
{
	uint32_t numbers[PACK_BLOCK];
	size_t len, least = SIZE_MAX;
	uint8_t out[PACK_ROOM], number[5];

	(void)state;
	for (unsigned round = 0; round < 300; round++, least = SIZE_MAX) {
		unsigned bits = random_number() % 33, more = random_number() % 33;

		for (unsigned i = 0; i < PACK_BLOCK; i++)
			numbers[i] = of_bits(random_number() % 9 ? bits : more);
		for (unsigned width = 0; width <= 32; width++) {
			len = 2 + (size_t)16 * width;
			for (unsigned i = 0; i < PACK_BLOCK; i++) {
				uint64_t high = (uint64_t)numbers[i] >> width;
				len += high ? 1 + varint_put((uint32_t)high, number) : 0;
			}
			least = len < least ? len : least;
		}
		assert_int_equal(packing_put(numbers, out), least);
	}
}

static void test_sums_before(void **state)
{
	uint32_t numbers[PACK_BLOCK] = { 0 }, back[PACK_BLOCK];
	size_t len;
	uint8_t *bytes;

	(void)state;
	numbers[0] = 5;
	bytes = pack(numbers, &len);
	assert_int_equal(packing_take_sums(bytes, len, UINT32_MAX, back), len);
	assert_int_equal(back[0], 5);
	assert_int_equal(back[127], 132);
	free(bytes);
}

/* Whatever the bytes: no read behind them, no write behind the numbers. */
static void test_damaged(void **state)
{
	uint32_t numbers[PACK_BLOCK], back[PACK_BLOCK];
	size_t len;

	(void)state;
	for (unsigned round = 0; round < 2000; round++) {
		unsigned bits = random_number() % 33;

		for (unsigned i = 0; i < PACK_BLOCK; i++)
			numbers[i] = of_bits(random_number() % 5 ? bits / 2 : bits);
		uint8_t *bytes = pack(numbers, &len);
		for (unsigned flips = random_number() % 4 + 1; flips > 0; flips--)
			bytes[round % 2 ? random_number() % len : random_number() % 2] ^=
			    (uint8_t)(1u << random_number() % 8);
		size_t length = packing_length(bytes, len), taken = packing_take(bytes, len, back);
		assert_in_range(length, 0, len);
		if (taken)
			assert_int_equal(taken, length);
		taken = packing_take_sums(bytes, len, 3, back);
		for (unsigned i = 1; taken && i < PACK_BLOCK; i++)
			assert_true(back[i - 1] < back[i]);
		free(bytes);
	}
}

static void test_damaged_by_hand(void **state)
{
	static const uint8_t widths[] = { 33, 0 }, places[] = { 0, 1, 128, 1 },
			     counts[] = { 0, 129 };
	uint8_t full[2 + 16 * 32 + 2] = { 32, 1 }, over[2 + 16 * 30 + 2] = { 30, 1 };
	uint32_t back[PACK_BLOCK];

	(void)state;
	assert_int_equal(packing_take(NULL, 0, back), 0);
	assert_int_equal(packing_take(widths, sizeof widths, back), 0);
	assert_int_equal(packing_take(places, sizeof places, back), 0);
	assert_int_equal(packing_take(counts, sizeof counts, back), 0);
	assert_int_equal(packing_take(full, sizeof full, back), 0);
	over[2 + 16 * 30 + 1] = 4;
	assert_int_equal(packing_take(over, sizeof over, back), 0);
	over[2 + 16 * 30 + 1] = 3;
	assert_int_equal(packing_take(over, sizeof over, back), sizeof over);
	assert_int_equal(back[0], 3u << 30);
}

static void test_varint(void **state)
{
	static const uint32_t numbers[] = { 0, 1, 127, 128, 16383, 16384, 1u << 28, UINT32_MAX };
	static const uint8_t over[] = { 0xff, 0xff, 0xff, 0xff, 0x10 },
			     endless[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 };
	uint8_t out[5];
	uint32_t back;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		size_t len = varint_put(numbers[i], out);
		const uint8_t *at = out;

		assert_true(varint_take(&at, out + len, &back));
		assert_int_equal(back, numbers[i]);
		assert_ptr_equal(at, out + len);
		at = out;
		assert_false(varint_take(&at, out + len - 1, &back));
		assert_ptr_equal(at, out);
	}
	const uint8_t *at = over;
	assert_false(varint_take(&at, over + sizeof over, &back));
	at = endless;
	assert_false(varint_take(&at, endless + sizeof endless, &back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_exceptions),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_least_bytes),
		cmocka_unit_test(test_sums_before),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_damaged_by_hand),
		cmocka_unit_test(test_varint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
