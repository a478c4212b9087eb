/* Codes of lengths, and the figures of the formula, to the bit: they are the same everywhere. */
#include "search/score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

static void test_lengths(void **state)
{
	uint8_t before = 0;

	(void)state;
	for (uint32_t length = 0; length < 700000; length++) {
		uint8_t code = length_code(length);
		double of = length_of_code(code);

		assert_true(code == before || code == before + 1);
		before = code;
		if (length < 32)
			assert_int_equal(of, length);
		else if (length < 500000)
			assert_true(fabs(of - length) <= 0.032 * length);
	}
	assert_int_equal(before, 255);
	assert_int_equal(length_code(UINT32_MAX), 255);
	for (unsigned code = 0; code < 256; code++) {
		assert_int_equal(length_code(length_of_code((uint8_t)code)), code);
		if (code)
			assert_true(
			    length_of_code((uint8_t)code) > length_of_code((uint8_t)(code - 1)));
	}
}

static void test_norms(void **state)
{
	float norms[256];

	(void)state;
	score_norms(1000, 10, norms);
	assert_true(fabsf(norms[0] - 0.3f) < 1e-6f);
	for (unsigned code = 0; code < 256; code++) {
		double length = length_of_code((uint8_t)code);
		double expected = 1.2 * (0.25 + 0.75 * length / 100.0);

		assert_true(fabs(norms[code] - expected) <= expected * 1e-6);
		if (code)
			assert_true(norms[code] > norms[code - 1]);
	}
	score_norms(0, 10, norms);
	assert_true(fabsf(norms[1] - 1.2f) < 1e-6f);
	score_norms(10, 0, norms);
	assert_true(fabsf(norms[1] - 1.2f) < 1e-6f);
}

/* The slow way: a square doubles the logarithm, which shows one bit of it after the other. */
static double log2_by_squares(double x)
{
	double whole = 0.0, bit = 1.0;

	for (; x >= 2.0; x /= 2.0)
		whole += 1.0;
	for (unsigned i = 0; i < 40; i++) {
		x *= x;
		bit /= 2.0;
		if (x >= 2.0) {
			whole += bit;
			x /= 2.0;
		}
	}
	return whole;
}

static void test_weights(void **state)
{
	static const uint64_t sizes[] = { 1, 2, 3, 10, 1000, 251287, 1u << 24, 3000000000u };

	(void)state;
	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		uint64_t documents = sizes[i];

		for (uint64_t n = 0; n <= documents; n = n * 3 + 1) {
			double expected = log2_by_squares(
			    1.0 + ((double)(documents - n) + 0.5) / ((double)n + 0.5));
			float weight = score_weight(documents, n);

			assert_true(weight > 0.0f);
			assert_true(fabs(weight - expected) <= expected * 1e-7 + 1e-11);
		}
	}
	assert_true(score_weight(10, 11) == score_weight(10, 10));
	assert_true(score_weight(0, 0) == 1.0f);
}

/* Another machine, compiler or library must not move a bit. */
static void test_bits(void **state)
{
	float norms[256], share;
	uint32_t bits;

	(void)state;
	score_norms(261000000, 251287, norms);
	share = score_weight(251287, 1234) * score_share(7, norms[length_code(900)]);
	memcpy(&bits, &share, sizeof bits);
	assert_int_equal(bits, 0x40d4580fu);
}

static void test_share(void **state)
{
	(void)state;
	assert_true(score_share(0, 1.2f) == 0.0f);
	assert_true(score_share(1, 1.0f) == 0.5f);
	assert_true(score_share(9, 0.5f) > score_share(8, 0.5f));
	assert_true(score_share(UINT32_MAX, 0.3f) <= 1.0f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_norms),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_bits),
		cmocka_unit_test(test_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
