#include "base/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#undef fail /* ours is meant */

struct count {
	unsigned at, most, fails_at, ended;
	size_t len; /* of a piece */
};

static enum fault next(void *context, struct out *piece, struct error *err)
{
	struct count *count = context;

	assert_int_equal(piece->len, 0);
	if (count->at == count->most)
		return FAULT_NONE;
	if (++count->at == count->fails_at)
		return fail(err, FAULT_IO, "the disk is gone");
	for (size_t i = 0; i < count->len; i++)
		out_char(piece, (char)('a' + count->at % 26));
	return FAULT_NONE;
}

static void end(void *context)
{
	((struct count *)context)->ended++;
}

/* All pieces behind what is in `out`, the way of every taker. */
static enum fault take_all(struct stream *stream, struct out *out, struct error *err)
{
	struct out piece;
	enum fault fault;

	out_begin(&piece, STREAM_PIECE_LIMIT);
	while ((fault = stream_next(stream, &piece, err)) == FAULT_NONE && piece.len) {
		out_put(out, out_text(&piece));
		if ((fault = out_check(out, "the whole of a stream", err)) != FAULT_NONE)
			break;
	}
	out_end(&piece);
	stream_end(stream);
	return fault;
}

static enum fault run(struct count *count, size_t limit, struct out *out)
{
	struct stream stream = { next, end, count };
	struct error err = { 0 };
	enum fault fault;

	out_begin(out, limit);
	out_put(out, TEXT(">"));
	fault = take_all(&stream, out, &err);
	assert_int_equal(fault, err.fault);
	assert_int_equal(count->ended, 1);
	assert_null(stream.next);
	stream_end(&stream);
	assert_int_equal(count->ended, 1);
	return fault;
}

static void test_run(void **state)
{
	static const struct {
		struct count count;
		size_t limit, len;
		enum fault fault;
	} cases[] = {
		{ { .most = 0, .len = 1 }, 100, 1, FAULT_NONE },
		{ { .most = 3, .len = 2 }, 100, 7, FAULT_NONE },
		{ { .most = 9, .len = 1 << 16 }, 1 << 20, 9 * (1 << 16) + 1, FAULT_NONE },
		{ { .most = 3, .len = 2, .fails_at = 2 }, 100, 3, FAULT_IO },
		{ { .most = 3, .len = 50 }, 100, 51, FAULT_TOO_LARGE },
		{ { .most = 3, .len = STREAM_PIECE_LIMIT + 1 }, 1 << 24, 1, FAULT_TOO_LARGE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct count count = cases[i].count;
		struct out out;

		assert_int_equal(run(&count, cases[i].limit, &out), cases[i].fault);
		assert_int_equal(out.len, cases[i].len);
		out_end(&out);
	}
}

static void test_nothing(void **state)
{
	struct stream stream = { 0 };

	(void)state;
	stream_end(&stream);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("base/stream", tests, NULL, NULL);
}
