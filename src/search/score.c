/* Only + - * / and comparisons, each correctly rounded by IEEE 754: log2 of a C library may differ
 * from machine to machine in its last bit. */
#include "search/score.h"

#include <float.h>

_Static_assert(FLT_EVAL_METHOD == 0, "every step is rounded to its own type");

#define K1 1.2
#define B  0.75
/* Steps in an octave of lengths; below it each length has its own code. */
#define STEPS     16u
#define STEP_BITS 4u

uint8_t length_code(uint32_t length)
{
	if (length < STEPS)
		return (uint8_t)length;

	/* Shifted until one bit stands before the four that are kept. */
	unsigned octave = 31 - STEP_BITS - (unsigned)__builtin_clz(length);
	unsigned code = STEPS * octave + (length >> octave);

	return (uint8_t)(code < 255 ? code : 255);
}

/* The middle of the step. */
uint32_t length_of_code(uint8_t code)
{
	if (code < 2 * STEPS)
		return code;

	unsigned octave = code / STEPS - 1;

	return ((STEPS + code % STEPS) << octave) + (1u << octave) / 2;
}

void score_norms(uint64_t words, uint64_t documents, float norms[256])
{
	double average = words && documents ? (double)words / (double)documents : 1.0;

	for (unsigned code = 0; code < 256; code++) {
		double length = (double)length_of_code((uint8_t)code);

		norms[code] = (float)(K1 * ((1.0 - B) + B * length / average));
	}
}

/* log2 of x >= 1: halved into 1 .. 2, then 2 / ln 2 * artanh((m - 1) / (m + 1)) as its series; what
 * is left out is below 1e-12. */
static double log2_of(double x)
{
	double whole = 0.0, sum = 0.0;

	for (; x >= 2.0; x *= 0.5)
		whole += 1.0;

	double t = (x - 1.0) / (x + 1.0), square = t * t;

	for (int k = 25; k > 0; k -= 2)
		sum = sum * square + 1.0 / k;
	return whole + 2.0 / 0.69314718055994530942 * (t * sum);
}

float score_weight(uint64_t documents, uint64_t with_word)
{
	uint64_t n = with_word < documents ? with_word : documents;

	return (float)log2_of(1.0 + ((double)(documents - n) + 0.5) / ((double)n + 0.5));
}
