/* Which coding a reader gets, and that what was compressed comes back. */
#include "http/compress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>
#include <cmocka.h>

#define PLAIN ENCODING_IDENTITY
#define GZIP  ENCODING_GZIP
#define ZSTD  ENCODING_ZSTD

static void test_read(void **state)
{
	static const struct {
		const char *header;
		enum encoding best;
		bool identity;
	} cases[] = {
		{ "", PLAIN, true },
		{ "gzip", GZIP, true },
		{ "GZip", GZIP, true },
		{ "x-gzip", GZIP, true },
		{ "zstd", ZSTD, true },
		{ "gzip, deflate, br, zstd", ZSTD, true },
		{ "gzip;q=1.0, zstd;q=0.9", GZIP, true },
		{ "gzip;q=0.501,zstd;q=0.502", ZSTD, true },
		{ "gzip ; Q = 0.5 , zstd ; q=0", GZIP, true },
		{ "br", PLAIN, true },
		{ "*", GZIP, true },
		{ "*;q=0.1, gzip;q=0", PLAIN, true },
		{ "gzip;q=0", PLAIN, true },
		{ "identity", PLAIN, true },
		{ "identity;q=0", PLAIN, false },
		{ "*;q=0", PLAIN, false },
		{ "*;q=0, identity;q=0.1", PLAIN, true },
		{ "gzip, *;q=0", GZIP, false },
		{ "identity;q=0, gzip;q=0.1", GZIP, false },
		{ "identity;q=1, gzip;q=0.5", PLAIN, true },
		{ "identity;q=0.5, gzip;q=0.5", GZIP, true },
		{ "identity;q=0.5, *;q=0.9", GZIP, true },
		/* no weights, and no codings */
		{ "gzip;q=2", PLAIN, true },
		{ "gzip;q=1.001", PLAIN, true },
		{ "gzip;q=0.1234", PLAIN, true },
		{ "gzip;q=x", PLAIN, true },
		{ "gzip;q", PLAIN, true },
		{ "gzip;q=", PLAIN, true },
		{ "gzip;level=9;q=0.5", GZIP, true },
		{ ",,;,=,gzip,", GZIP, true },
		{ "gzipped, zstdx", PLAIN, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Encodings got = encoding_read(text_of(cases[i].header));

		if (got.best != cases[i].best || got.identity != cases[i].identity)
			fail_msg("'%s': %d %d", cases[i].header, got.best, got.identity);
	}
	assert_int_equal(encoding_read((Text){ 0 }).best, PLAIN);
	assert_true(encoding_read((Text){ 0 }).identity);
}

static void test_choose(void **state)
{
	static const struct {
		const char *type;
		size_t len;
		Encodings accepted;
		enum encoding chosen;
	} cases[] = {
		{ "text/html; charset=utf-8", 600, { ZSTD, true }, ZSTD },
		{ "text/html; charset=utf-8", 599, { ZSTD, true }, PLAIN },
		{ "text/html; charset=utf-8", 599, { ZSTD, false }, ZSTD },
		{ "text/csv", SIZE_MAX, { GZIP, true }, GZIP },
		{ "application/json", 9999, { GZIP, true }, GZIP },
		{ "application/problem+json", 9999, { GZIP, true }, GZIP },
		{ "application/atom+xml", 9999, { GZIP, true }, GZIP },
		{ "image/svg+xml", 9999, { GZIP, true }, GZIP },
		{ "application/octet-stream", 9999, { GZIP, true }, PLAIN },
		{ "image/png", 9999, { GZIP, true }, PLAIN },
		{ "image/png", 9999, { GZIP, false }, GZIP },
		{ "text/html", 9999, { PLAIN, false }, PLAIN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (encoding_choose(cases[i].accepted, text_of(cases[i].type), cases[i].len) !=
		    cases[i].chosen)
			fail_msg("case %zu, %s", i, cases[i].type);
}

/* All that can be read of `packed`, from the beginning. */
static Text unpack(enum encoding encoding, Text packed, struct out *out)
{
	static char room[1 << 22];
	size_t len = 0;

	if (encoding == ZSTD) {
		ZSTD_DCtx *zstd = ZSTD_createDCtx();
		ZSTD_inBuffer in = { packed.at, packed.len, 0 };
		ZSTD_outBuffer to = { room, sizeof room, 0 };

		while (in.pos < in.size)
			assert_false(ZSTD_isError(ZSTD_decompressStream(zstd, &to, &in)));
		len = to.pos;
		ZSTD_freeDCtx(zstd);
	} else {
		z_stream gzip = { .next_in = (Bytef *)(uintptr_t)packed.at,
			.avail_in = (uInt)packed.len,
			.next_out = (Bytef *)room,
			.avail_out = sizeof room };
		int code;

		assert_int_equal(inflateInit2(&gzip, 15 + 16), Z_OK);
		code = inflate(&gzip, Z_SYNC_FLUSH);
		assert_true(code == Z_OK || code == Z_STREAM_END);
		len = sizeof room - gzip.avail_out;
		inflateEnd(&gzip);
	}
	out_reset(out);
	out_put(out, (Text){ room, len });
	return out_text(out);
}

/* Words, then noise that gets no shorter. */
static void put_sample(struct out *out, size_t len)
{
	uint32_t noise = 1;

	while (out->len < len / 2)
		out_printf(out, "paragraph %zu of the same words; ", out->len);
	while (out->len < len) {
		noise = noise * 1664525 + 1013904223;
		out_char(out, (char)(noise >> 24));
	}
}

static void test_whole(void **state)
{
	static const size_t sizes[] = { 0, 1, 600, 70000, 1 << 21 };

	(void)state;
	for (enum encoding encoding = GZIP; encoding <= ZSTD; encoding++) {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			struct out bytes, packed, again;

			out_begin(&bytes, 1 << 22);
			out_begin(&packed, 1 << 22);
			out_begin(&again, 1 << 22);
			put_sample(&bytes, sizes[i]);
			assert_true(compress_whole(encoding, out_text(&bytes), &packed));
			assert_true(text_equal(
			    unpack(encoding, out_text(&packed), &again), out_text(&bytes)));
			out_end(&bytes);
			out_end(&packed);
			out_end(&again);
		}
	}
}

static void test_full(void **state)
{
	struct out bytes, packed;

	(void)state;
	out_begin(&bytes, 1 << 20);
	out_begin(&packed, 1000);
	put_sample(&bytes, 1 << 19);
	assert_false(compress_whole(GZIP, out_text(&bytes), &packed));
	out_reset(&packed);
	assert_false(compress_whole(ZSTD, out_text(&bytes), &packed));
	out_end(&bytes);
	out_end(&packed);
}

/* After each piece the reader can read all that was put. */
static void test_pieces(void **state)
{
	(void)state;
	for (enum encoding encoding = GZIP; encoding <= ZSTD; encoding++) {
		struct compressor *compressor = compressor_open(encoding);
		struct out all, packed, again;

		out_begin(&all, 1 << 22);
		out_begin(&packed, 1 << 22);
		out_begin(&again, 1 << 22);
		for (size_t i = 0; i < 20; i++) {
			size_t from = all.len;

			put_sample(&all, from + i * 5000 + 1);
			assert_true(
			    compressor_put(compressor, text_from(out_text(&all), from), &packed));
			assert_true(text_equal(
			    unpack(encoding, out_text(&packed), &again), out_text(&all)));
		}
		assert_true(compressor_finish(compressor, &packed));
		assert_true(
		    text_equal(unpack(encoding, out_text(&packed), &again), out_text(&all)));
		compressor_close(compressor);
		out_end(&all);
		out_end(&packed);
		out_end(&again);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests_name("http/encoding", tests, NULL, NULL);
}
