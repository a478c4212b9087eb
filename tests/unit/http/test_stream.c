/* Answers of any length: whole, compressed, not run, broken off, and never held in memory. */
#include "http/http.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <sys/resource.h>
#include <zlib.h>
#include <zstd.h>
#include <cmocka.h>

#include "http/reader.h"

#undef fail /* ours is meant */

/* A stream of numbered lines; what becomes of it is counted. */
struct lines {
	struct site *site;
	Text word; /* in the request's arena */
	unsigned at, count, fails_at, in_piece;
};

struct site {
	_Atomic unsigned begun, run, ended;
	_Atomic unsigned logged, bytes;
	_Atomic int status;
	bool idle; /* pieces take their time */
};

static enum fault next_lines(void *context, struct out *piece, struct error *err)
{
	struct lines *lines = context;

	lines->site->run++;
	if (lines->site->idle)
		nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
	for (unsigned i = 0; i < lines->in_piece && lines->at < lines->count; i++) {
		if (++lines->at == lines->fails_at)
			return fail(err, FAULT_IO, "the disk is gone");
		out_printf(piece, "%s%u,a line of a list\n", "line ", lines->at);
	}
	return FAULT_NONE;
}

static void end_lines(void *context)
{
	struct lines *lines = context;

	/* What lies in the arena is still there. */
	assert_true(text_equal(lines->word, TEXT("kept")));
	lines->site->ended++;
}

/* /COUNT/IN_PIECE/FAILS_AT, with a head when there is a query */
static void answer(void *context, const struct http_request *request, struct http_answer *answer)
{
	struct lines *lines = ARENA_NEW(request->arena, struct lines);
	Text path = text_from(request->path, 1);
	uint64_t numbers[3] = { 0 };

	for (size_t i = 0; i < 3; i++) {
		Text number = text_cut(&path, '/');

		text_take_digits(&number, 9, &numbers[i]);
	}
	*lines = (struct lines){ .site = context,
		.word = text_copy(request->arena, TEXT("kept")),
		.count = (unsigned)numbers[0],
		.in_piece = (unsigned)numbers[1],
		.fails_at = (unsigned)numbers[2] };
	lines->site->begun++;
	if (request->query.len)
		out_put(&answer->body, TEXT("number,text\n"));
	answer->content_type = TEXT("text/csv; charset=utf-8");
	answer->etag = TEXT("\"s1\"");
	answer->label = TEXT("/{count}");
	answer->stream = (struct stream){ next_lines, end_lines, lines };
}

static void fault_page(void *context, int status, Text sentence, struct http_answer *answer)
{
	(void)context;
	out_printf(&answer->body, "%d %.*s", status, TEXT_ARG(sentence));
}

static void count_logged(void *context, const struct http_logged *logged)
{
	struct site *site = context;

	site->status = logged->status;
	site->bytes = (unsigned)logged->bytes;
	site->logged++;
}

static struct http_server *open_site(struct site *site, unsigned timeout)
{
	struct error err = { 0 };

	return http_open(
	    &(struct http_settings){
		.listen = TEXT_INIT("127.0.0.1:0"),
		.threads = 2,
		.timeout_seconds = timeout,
		.handler = answer,
		.fault_page = fault_page,
		.log = count_logged,
		.context = site,
	    },
	    &err);
}

static void put_expected(struct out *out, unsigned count)
{
	out_begin(out, 64 << 20);
	for (unsigned i = 1; i <= count; i++)
		out_printf(out, "line %u,a line of a list\n", i);
}

/* The chunks of a body, joined. True when the last one came. */
static bool join_chunks(Text body, struct out *out)
{
	out_begin(out, 64 << 20);
	while (body.len) {
		Text line = text_cut(&body, '\n');
		size_t len = 0;

		for (; line.len && line.at[0] != '\r'; line = text_from(line, 1))
			len = len * 16 +
			    (size_t)(ascii_is_digit(line.at[0])
				    ? line.at[0] - '0'
				    : ascii_upper(line.at[0]) - 'A' + 10);
		if (len == 0)
			return true;
		out_put(out, text_slice(body, 0, len));
		body = text_from(body, len + 2);
	}
	return false;
}

/* Until all that was begun has ended: the server notes it after the reader has the last byte. */
static void await_ended(struct site *site, unsigned logged)
{
	while (site->ended < site->begun || site->logged < logged)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	assert_int_equal(site->ended, site->begun);
}

static void begin_site(struct site *site, struct http_server **server)
{
	*site = (struct site){ 0 };
	*server = open_site(site, 10);
	assert_non_null(*server);
}

static void test_whole(void **state)
{
	static const unsigned counts[][2] = { { 0, 1 }, { 1, 1 }, { 1000, 1 }, { 200000, 1000 } };
	struct http_server *server;
	struct site site;

	(void)state;
	begin_site(&site, &server);
	for (size_t i = 0; i < 4; i++) {
		struct out out, body, expected;
		struct arena arena;

		arena_begin(&arena, 0);
		Text got = ask(
		    server, text_format(&arena, GET("/%u/%u"), counts[i][0], counts[i][1]), &out);

		put_expected(&expected, counts[i][0]);
		assert_int_equal(status_of(got), 200);
		assert_true(holds(got, "\r\nTransfer-Encoding: chunked\r\n"));
		assert_false(holds(got, "\r\nContent-Length:"));
		assert_true(holds(got, "\r\nETag: \"s1\"\r\n"));
		assert_true(holds(got, "\r\nVary: Accept-Encoding\r\n"));
		assert_true(join_chunks(body_of(got), &body));
		assert_true(text_equal(out_text(&body), out_text(&expected)));
		await_ended(&site, (unsigned)i + 1);
		assert_int_equal(site.bytes, expected.len);
		assert_int_equal(site.status, 200);
		out_end(&out);
		out_end(&body);
		out_end(&expected);
		arena_end(&arena);
	}
	http_close(server);
}

static void test_head_of_body(void **state)
{
	struct http_server *server;
	struct site site;
	struct out out, body;

	(void)state;
	begin_site(&site, &server);
	Text got = ask(server, TEXT(GET("/1/1?x")), &out);
	assert_true(join_chunks(body_of(got), &body));
	assert_true(text_equal(out_text(&body), TEXT("number,text\nline 1,a line of a list\n")));
	out_end(&out);
	out_end(&body);
	http_close(server);
}

static size_t unpack(bool zstd, Text packed, char *room, size_t size)
{
	z_stream gzip = { .next_in = (Bytef *)(uintptr_t)packed.at,
		.avail_in = (uInt)packed.len,
		.next_out = (Bytef *)room,
		.avail_out = (uInt)size };

	if (zstd) {
		ZSTD_DCtx *reader = ZSTD_createDCtx();
		ZSTD_inBuffer in = { packed.at, packed.len, 0 };
		ZSTD_outBuffer to = { room, size, 0 };

		assert_int_equal(ZSTD_decompressStream(reader, &to, &in), 0);
		ZSTD_freeDCtx(reader);
		return to.pos;
	}
	assert_int_equal(inflateInit2(&gzip, 15 + 16), Z_OK);
	assert_int_equal(inflate(&gzip, Z_FINISH), Z_STREAM_END);
	inflateEnd(&gzip);
	return size - gzip.avail_out;
}

static void test_compressed(void **state)
{
	static const Text requests[] = { TEXT_INIT(
					     "GET /50000/700 HTTP/1.1\r\nHost: a\r\n"
					     "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"),
		TEXT_INIT("GET /50000/700 HTTP/1.1\r\nHost: a\r\n"
			  "Accept-Encoding: zstd\r\nConnection: close\r\n\r\n") };
	static char room[4 << 20];
	struct http_server *server;
	struct site site;
	struct out expected;

	(void)state;
	begin_site(&site, &server);
	put_expected(&expected, 50000);
	for (size_t i = 0; i < 2; i++) {
		struct out out, body;
		Text got = ask(server, requests[i], &out);

		assert_true(holds(
		    got, i ? "\r\nContent-Encoding: zstd\r\n" : "\r\nContent-Encoding: gzip\r\n"));
		assert_true(
		    holds(got, i ? "\r\nETag: \"s1-zstd\"\r\n" : "\r\nETag: \"s1-gzip\"\r\n"));
		assert_true(join_chunks(body_of(got), &body));
		assert_true(body.len < expected.len / 3);
		assert_true(
		    text_equal((Text){ room, unpack(i, out_text(&body), room, sizeof room) },
			out_text(&expected)));
		out_end(&out);
		out_end(&body);
	}
	out_end(&expected);
	http_close(server);
}

/* What comes behind the head of a stream would be taken for the next answer: the connection ends
 * there, says so, and the reader asks again. */
static void test_head_closes(void **state)
{
	struct http_server *server;
	struct site site;
	struct out out;

	(void)state;
	begin_site(&site, &server);
	Text got = ask(server, TEXT("HEAD /10/1 HTTP/1.1\r\nHost: a\r\n\r\n" GET("/10/1")), &out);
	assert_int_equal(status_of(got), 200);
	assert_true(holds(got, "\r\nConnection: close\r\n"));
	assert_int_equal(body_of(got).len, 0);
	out_end(&out);
	await_ended(&site, 1);
	http_close(server);
}

/* HEAD and 304: ended without having been run. The head is that of GET, but for its date. */
static void test_not_run(void **state)
{
	struct http_server *server;
	struct site site;
	struct out get_out, out;

	(void)state;
	begin_site(&site, &server);
	Text get = ask(server, TEXT(GET("/10/1")), &get_out);
	await_ended(&site, 1);
	site.run = 0;
	Text got =
	    ask(server, TEXT("HEAD /10/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), &out);
	assert_int_equal(status_of(got), 200);
	assert_int_equal(body_of(got).len, 0);
	for (Text lines = got; lines.len;) {
		Text line = text_cut(&lines, '\n');

		if (!text_starts_nocase(line, TEXT("Date:")))
			assert_int_not_equal(text_find(get, line), TEXT_NONE);
	}
	for (Text lines = text_slice(get, 0, text_find(get, TEXT("\r\n\r\n"))); lines.len;) {
		Text line = text_cut(&lines, '\n');

		/* HEAD may leave out what is known only in sending. */
		if (!text_starts_nocase(line, TEXT("Date:")) &&
		    !text_starts_nocase(line, TEXT("Transfer-Encoding:")))
			assert_int_not_equal(text_find(got, line), TEXT_NONE);
	}
	out_end(&out);
	got = ask(server,
	    TEXT(
		"GET /10/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"s1\"\r\nConnection: close\r\n\r\n"),
	    &out);
	assert_int_equal(status_of(got), 304);
	assert_true(holds(got, "\r\nETag: \"s1\"\r\n"));
	assert_true(holds(got, "\r\nVary: Accept-Encoding\r\n"));
	out_end(&out);
	await_ended(&site, 3);
	assert_int_equal(site.status, 304);
	assert_int_equal(site.bytes, 0);
	/* The tag of another coding is another tag. */
	got = ask(server,
	    TEXT("GET /10/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"s1\"\r\n"
		 "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"),
	    &out);
	assert_int_equal(status_of(got), 200);
	out_end(&out);
	await_ended(&site, 4);
	out_end(&get_out);
	http_close(server);
}

/* A failure is no end: the last chunk does not come, and the connection closes. */
static void test_failure(void **state)
{
	static const Text requests[] = { TEXT_INIT(KEEP("/1000/10/500") KEEP("/1/1")),
		TEXT_INIT("GET /1000/10/500 HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"),
		TEXT_INIT(KEEP("/5/1/1")), TEXT_INIT(KEEP("/100000/100000")) };
	struct http_server *server;
	struct site site;

	(void)state;
	begin_site(&site, &server);
	for (size_t i = 0; i < 4; i++) {
		struct out out, body;
		Text got = ask(server, requests[i], &out);

		assert_false(join_chunks(body_of(got), &body));
		assert_true(count_of(got, TEXT("HTTP/1.1 ")) <= 1);
		await_ended(&site, (unsigned)i + 1);
		out_end(&out);
		out_end(&body);
	}
	http_close(server);
}

static void test_old_and_kept_alive(void **state)
{
	struct http_server *server;
	struct site site;
	struct out out, expected;

	(void)state;
	begin_site(&site, &server);
	Text got = ask(server, TEXT("GET /1000/10 HTTP/1.0\r\n\r\n"), &out);
	put_expected(&expected, 1000);
	assert_false(holds(got, "Transfer-Encoding"));
	assert_true(text_equal(body_of(got), out_text(&expected)));
	out_end(&out);
	got = ask(server, TEXT(KEEP("/3/1") KEEP("/2/1") GET("/1/1")), &out);
	assert_int_equal(count_of(got, TEXT("HTTP/1.1 200 ")), 3);
	assert_int_equal(count_of(got, TEXT("line 3,")), 1);
	assert_int_equal(count_of(got, TEXT("line 2,")), 2);
	assert_int_equal(count_of(got, TEXT("line 1,")), 3);
	await_ended(&site, 4);
	out_end(&out);
	out_end(&expected);
	http_close(server);
}

/* Readers who go in the middle. */
static void test_leavers(void **state)
{
	struct http_server *server;
	struct site site;
	struct out out;

	(void)state;
	begin_site(&site, &server);
	for (unsigned i = 0; i < 20; i++) {
		int fd = dial(server);

		out_begin(&out, 1 << 20);
		say(fd, TEXT(KEEP("/999999999/1000")));
		hear(fd, &out, 1 + i * 100);
		close(fd);
		out_end(&out);
	}
	await_ended(&site, 20);
	http_close(server);
}

/* 180 MB, while the memory of all of this program grows by less than 16. */
static void test_memory(void **state)
{
	struct http_server *server;
	struct site site;
	struct rusage before, after;
	char chunk[65536];
	size_t all = 0;
	ssize_t len;

	(void)state;
	begin_site(&site, &server);
	int fd = dial(server);
	getrusage(RUSAGE_SELF, &before);
	say(fd, TEXT(GET("/6000000/1000")));
	while ((len = recv(fd, chunk, sizeof chunk, 0)) > 0)
		all += (size_t)len;
	getrusage(RUSAGE_SELF, &after);
	assert_true(all > 170000000);
	assert_true(after.ru_maxrss - before.ru_maxrss < 16 * 1024);
	close(fd);
	http_close(server);
}

static void *close_site(void *server)
{
	http_close(server);
	return NULL;
}

/* Closing lets a stream end. */
static void test_close(void **state)
{
	struct http_server *server;
	struct site site;
	struct out out, body, expected;
	pthread_t closer;

	(void)state;
	begin_site(&site, &server);
	site.idle = true;
	int fd = dial(server);
	out_begin(&out, 16 << 20);
	assert_true(say(fd, TEXT(GET("/1000/10"))));
	hear(fd, &out, 1);
	assert_int_equal(pthread_create(&closer, NULL, close_site, server), 0);
	assert_true(join_chunks(body_of(hear(fd, &out, SIZE_MAX)), &body));
	put_expected(&expected, 1000);
	assert_true(text_equal(out_text(&body), out_text(&expected)));
	pthread_join(closer, NULL);
	assert_int_equal(site.ended, 1);
	close(fd);
	out_end(&out);
	out_end(&body);
	out_end(&expected);
}

/* ... but not for ever: one without end is broken off after the time-out. */
static void test_close_endless(void **state)
{
	struct site site = { 0 };
	struct http_server *server = open_site(&site, 1);
	struct out out;
	int fd;

	(void)state;
	assert_non_null(server);
	fd = dial(server);
	out_begin(&out, 1 << 20);
	say(fd, TEXT(KEEP("/999999999/1000")));
	hear(fd, &out, 1);
	http_close(server);
	assert_int_equal(site.ended, 1);
	close(fd);
	out_end(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_head_of_body),
		cmocka_unit_test(test_compressed),
		cmocka_unit_test(test_not_run),
		cmocka_unit_test(test_head_closes),
		cmocka_unit_test(test_failure),
		cmocka_unit_test(test_old_and_kept_alive),
		cmocka_unit_test(test_leavers),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_close),
		cmocka_unit_test(test_close_endless),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("http/stream", tests, NULL, NULL);
}
