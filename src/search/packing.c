/* A block: width w, count of exceptions, then 16 * w bytes: number i stands in lane i % 4 of row
 * i / 4, each lane 32 numbers of w bits in 32-bit words, low bits first, the words of the four
 * lanes side by side. Then for each exception its place (a byte) and a varint: its bits above w.
 *
 * Every width has its own straight code, so that shifts are constants and rows are vectors. */
#include "search/packing.h"

#include <string.h>

#define HEAD_BYTES 2
#define WIDTHS     33
/* Numbers below it sum to less than 32 bits. */
#define SUM_LIMIT ((UINT32_MAX / 2 + 1) / PACK_BLOCK)

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are read where they lie");

typedef uint32_t Row __attribute__((vector_size(16)));
#define INLINED static inline __attribute__((always_inline))

/* X(0) to X(31): rows, and widths less one. */
#define ROWS_8(X, n) \
	X((n)) X((n) + 1) X((n) + 2) X((n) + 3) X((n) + 4) X((n) + 5) X((n) + 6) X((n) + 7)
#define ROWS(X) ROWS_8(X, 0) ROWS_8(X, 8) ROWS_8(X, 16) ROWS_8(X, 24)

INLINED Row row_load(const void *at)
{
	Row row;

	memcpy(&row, at, sizeof row);
	return row;
}

INLINED void row_store(void *at, Row row)
{
	memcpy(at, &row, sizeof row);
}

INLINED uint32_t mask_of(unsigned width)
{
	return width == 32 ? UINT32_MAX : ((uint32_t)1 << width) - 1;
}

INLINED Row row_take(const uint8_t *in, unsigned row, unsigned width)
{
	unsigned word = row * width / 32, shift = row * width % 32;
	Row got = row_load(in + (size_t)16 * word) >> shift;

	if (shift + width > 32)
		got |= row_load(in + (size_t)16 * (word + 1)) << (32 - shift);
	return shift + width == 32 ? got : got & mask_of(width);
}

INLINED void unpack_width(const uint8_t *restrict in, uint32_t *restrict numbers, unsigned width)
{
#define TAKE(r) row_store(numbers + (size_t)4 * (r), row_take(in, (r), width));
	ROWS(TAKE)
#undef TAKE
}

static void unpack(const uint8_t *in, unsigned width, uint32_t numbers[PACK_BLOCK])
{
	switch (width) {
#define CASE(less) \
	case (less) + 1: \
		unpack_width(in, numbers, (less) + 1); \
		break;
		ROWS(CASE)
#undef CASE
	default:
		memset(numbers, 0, PACK_BLOCK * sizeof *numbers);
	}
}

/* The row's bits into the word at hand; what does not fit begins the next one. */
INLINED void row_put(uint8_t *out, const uint32_t *numbers, unsigned row, unsigned width, Row *word)
{
	unsigned number = row * width / 32, shift = row * width % 32;
	Row bits = row_load(numbers + (size_t)4 * row) & mask_of(width);

	*word = shift ? *word | bits << shift : bits;
	if (shift + width < 32)
		return;
	row_store(out + (size_t)16 * number, *word);
	if (shift + width > 32)
		*word = bits >> (32 - shift);
}

INLINED void pack_width(const uint32_t *restrict numbers, uint8_t *restrict out, unsigned width)
{
	Row word = { 0 };

#define PUT(r) row_put(out, numbers, (r), width, &word);
	ROWS(PUT)
#undef PUT
}

static void pack(const uint32_t numbers[PACK_BLOCK], unsigned width, uint8_t *out)
{
	switch (width) {
#define CASE(less) \
	case (less) + 1: \
		pack_width(numbers, out, (less) + 1); \
		break;
		ROWS(CASE)
#undef CASE
	default:
		break;
	}
}

static unsigned bits_of(uint32_t number)
{
	return number ? 32 - (unsigned)__builtin_clz(number) : 0;
}

/* The width of the fewest bytes; of equal ones the largest, which has fewer exceptions. above[w] is
 * how many numbers have more than w bits. */
static unsigned best_width(const uint32_t numbers[PACK_BLOCK], uint8_t above[WIDTHS + 28])
{
	uint8_t of[2][WIDTHS] = { { 0 } };
	unsigned best = 32, best_cost = 16 * 32;

	for (unsigned i = 0; i < PACK_BLOCK; i += 2) {
		of[0][bits_of(numbers[i])]++;
		of[1][bits_of(numbers[i + 1])]++;
	}
	memset(above, 0, WIDTHS + 28);
	for (unsigned w = 32; w-- > 0;) {
		above[w] = (uint8_t)(above[w + 1] + of[0][w + 1] + of[1][w + 1]);
		/* A place, and a byte for each 7 bits begun. */
		unsigned cost = 16 * w + 2 * above[w] + above[w + 7] + above[w + 14] +
		    above[w + 21] + above[w + 28];
		if (cost < best_cost)
			best = w, best_cost = cost;
	}
	return best;
}

size_t packing_put(const uint32_t numbers[PACK_BLOCK], uint8_t out[PACK_ROOM])
{
	uint8_t above[WIDTHS + 28];
	unsigned width = best_width(numbers, above);
	uint8_t *at = out + HEAD_BYTES + (size_t)16 * width;

	out[0] = (uint8_t)width;
	out[1] = above[width];
	pack(numbers, width, out + HEAD_BYTES);
	if (!above[width])
		return (size_t)(at - out);

	uint8_t places[PACK_BLOCK];
	uint32_t most = mask_of(width), count = 0;

	/* Without a branch: which ones are exceptions cannot be foretold. */
	for (unsigned i = 0; i < PACK_BLOCK && count < above[width]; i++) {
		places[count] = (uint8_t)i;
		count += numbers[i] > most;
	}
	for (unsigned i = 0; i < count; i++) {
		*at++ = places[i];
		at += varint_put(numbers[places[i]] >> width, at);
	}
	return (size_t)(at - out);
}

/* Where the exceptions begin, or NULL. */
static const uint8_t *exceptions_of(const uint8_t *at, size_t len)
{
	if (len < HEAD_BYTES || at[0] > 32 || at[1] > (at[0] == 32 ? 0 : PACK_BLOCK) ||
	    len - HEAD_BYTES < (size_t)16 * at[0])
		return NULL;
	return at + HEAD_BYTES + (size_t)16 * at[0];
}

/* Puts the high bits in; the end, or NULL. */
static const uint8_t *patch(const uint8_t *at, const uint8_t *end, unsigned count, unsigned width,
    uint32_t numbers[PACK_BLOCK])
{
	while (count-- > 0) {
		uint32_t high;

		if (end - at < 2 || *at >= PACK_BLOCK)
			return NULL;
		uint32_t *number = &numbers[*at++];
		if (*at < 0x80)
			high = *at++;
		else if (!varint_take(&at, end, &high))
			return NULL;
		if ((uint64_t)high << width > UINT32_MAX)
			return NULL;
		*number |= high << width;
	}
	return at;
}

size_t packing_take(const uint8_t *at, size_t len, uint32_t numbers[PACK_BLOCK])
{
	const uint8_t *rest = exceptions_of(at, len);

	if (!rest)
		return 0;
	unpack(at + HEAD_BYTES, at[0], numbers);
	if (at[1] && !(rest = patch(rest, at + len, at[1], at[0], numbers)))
		return 0;
	return (size_t)(rest - at);
}

size_t packing_length(const uint8_t *at, size_t len)
{
	const uint8_t *rest = exceptions_of(at, len), *end = at + len;
	uint32_t high;

	for (unsigned left = rest ? at[1] : 0; left > 0; left--) {
		if (end - rest < 2 || *rest++ >= PACK_BLOCK || !varint_take(&rest, end, &high))
			return 0;
	}
	return rest ? (size_t)(rest - at) : 0;
}

#ifdef __clang__
#define SHUFFLED(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define SHUFFLED(a, b, i, j, k, l) __builtin_shuffle(a, b, (Row){ i, j, k, l })
#endif

size_t packing_take_sums(
    const uint8_t *at, size_t len, uint32_t before, uint32_t numbers[PACK_BLOCK])
{
	size_t bytes = packing_take(at, len, numbers);
	Row sum = { before, before, before, before }, all = { 0 }, zero = { 0 };

	if (!bytes)
		return 0;
	for (unsigned i = 0; i < PACK_BLOCK; i += 4) {
		Row row = row_load(numbers + i);

		all |= row;
		row += 1;
		row += SHUFFLED(zero, row, 0, 4, 5, 6);
		row += SHUFFLED(zero, row, 0, 1, 4, 5);
		row_store(numbers + i, row + sum);
		sum += SHUFFLED(row, row, 3, 3, 3, 3);
	}
	return (all[0] | all[1] | all[2] | all[3]) < SUM_LIMIT ? bytes : 0;
}

size_t varint_put(uint32_t number, uint8_t out[5])
{
	size_t count = 0;

	for (; number >= 0x80; number >>= 7)
		out[count++] = (uint8_t)(number | 0x80);
	out[count++] = (uint8_t)number;
	return count;
}

bool varint_take_long(const uint8_t **at, const uint8_t *end, uint32_t *number)
{
	uint64_t value = 0;
	const uint8_t *p = *at;

	for (unsigned shift = 0; p < end && shift < 35; shift += 7) {
		value |= (uint64_t)(*p & 0x7f) << shift;
		if (*p++ >= 0x80)
			continue;
		if (value > UINT32_MAX)
			return false;
		*number = (uint32_t)value;
		*at = p;
		return true;
	}
	return false;
}
