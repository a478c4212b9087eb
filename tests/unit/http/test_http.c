/* The server as a stranger meets it: raw sockets, whole requests, broken ones, and many at once. */
#include "http/http.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "http/etag.h"
#include "http/reader.h"

/* --- a site of a few pages --- */

static void put_page(struct http_answer *answer, Text text)
{
	answer->content_type = TEXT("text/plain; charset=utf-8");
	out_put(&answer->body, text);
}

static void answer_echo(const struct http_request *request, struct http_answer *answer)
{
	put_page(answer, TEXT("path="));
	out_put(&answer->body, request->path);
	out_put(&answer->body, TEXT(" query="));
	out_put(&answer->body, request->query);
	out_put(&answer->body, TEXT(" accept="));
	out_put(&answer->body, request->accept);
}

static void answer_all_headers(const struct http_request *request, struct http_answer *answer)
{
	put_page(answer, TEXT("all"));
	answer->etag = text_format(request->arena, "\"%s\"", "e1");
	answer->cache_control = TEXT("max-age=60");
	answer->link_canonical = TEXT("/cable/1>x");
	answer->filename = TEXT("\xC3\xA9 \"1\".txt");
}

static void put_many(struct http_answer *answer, size_t pieces)
{
	char piece[1024];

	memset(piece, 'x', sizeof piece);
	while (pieces--)
		out_put(&answer->body, (Text){ piece, sizeof piece });
}

static void answer(void *context, const struct http_request *request, struct http_answer *answer)
{
	(void)context;
	if (text_equal(request->path, TEXT("/all"))) {
		answer_all_headers(request, answer);
	} else if (text_equal(request->path, TEXT("/moved"))) {
		answer->status = 301;
		answer->location = TEXT("/else where\r\nX: y");
	} else if (text_equal(request->path, TEXT("/big"))) {
		put_many(answer, HTTP_PAGE_LIMIT / 1024);
	} else if (text_equal(request->path, TEXT("/huge"))) {
		put_many(answer, HTTP_PAGE_LIMIT / 1024 + 1);
	} else if (text_equal(request->path, TEXT("/empty"))) {
		answer->status = 404;
	} else {
		answer_echo(request, answer);
	}
}

static void fault_page(void *context, int status, Text sentence, struct http_answer *answer)
{
	(void)context;
	answer->content_type = TEXT("text/plain; charset=utf-8");
	out_printf(&answer->body, "%d %.*s", status, TEXT_ARG(sentence));
}

static struct http_server *open_site(Text listen, unsigned timeout, struct error *err)
{
	return http_open(
	    &(struct http_settings){
		.listen = listen,
		.threads = 4,
		.timeout_seconds = timeout,
		.handler = answer,
		.fault_page = fault_page,
	    },
	    err);
}

/* --- tests --- */

static void test_get(void **state)
{
	struct out out;
	Text got = ask(*state,
	    TEXT("GET /c%C3%A9/a%2Bb+c?q=a%20b&&x HTTP/1.1\r\nHost: a\r\n"
		 "Accept: text/html\r\nConnection: close\r\n\r\n"),
	    &out);

	assert_int_equal(status_of(got), 200);
	assert_true(holds(got, "\r\nContent-Type: text/plain; charset=utf-8\r\n"));
	assert_true(holds(got, "\r\nContent-Length: 49\r\n"));
	assert_true(holds(got, "\r\nCache-Control: no-cache\r\n"));
	assert_true(
	    holds(got, "\r\nContent-Security-Policy: default-src 'none'; style-src 'self'; "));
	assert_true(holds(got, "\r\nX-Content-Type-Options: nosniff\r\n"));
	assert_true(holds(got, "\r\nReferrer-Policy: no-referrer\r\n"));
	assert_true(holds(got, "\r\nCross-Origin-Opener-Policy: same-origin\r\n"));
	assert_false(holds(got, "\r\nServer:"));
	assert_true(text_equal(
	    body_of(got), TEXT("path=/c\xC3\xA9/a+b+c query=q=a%20b&&x accept=text/html")));
	out_end(&out);
}

static void test_headers(void **state)
{
	struct out out;
	Text got = ask(*state, TEXT(GET("/all")), &out);

	assert_true(holds(got, "\r\nETag: \"e1\"\r\n"));
	assert_true(holds(got, "\r\nCache-Control: max-age=60\r\n"));
	assert_true(holds(got, "\r\nLink: </cable/1%3Ex>; rel=\"canonical\"\r\n"));
	assert_true(holds(got,
	    "\r\nContent-Disposition: inline; filename=\"____1_.txt\"; "
	    "filename*=UTF-8''%C3%A9%20%221%22.txt\r\n"));
	out_end(&out);
	got = ask(*state, TEXT(GET("/moved")), &out);
	assert_int_equal(status_of(got), 301);
	assert_true(holds(got, "\r\nLocation: /else%20where%0D%0AX:%20y\r\n"));
	out_end(&out);
	got = ask(*state, TEXT(GET("/empty")), &out);
	assert_int_equal(status_of(got), 404);
	assert_int_equal(body_of(got).len, 0);
	out_end(&out);
}

/* HEAD: the same head, but for its date, and nothing behind it. */
static void test_head(void **state)
{
	struct out get_out, head_out;
	Text get = ask(*state, TEXT(GET("/all")), &get_out);
	Text head = ask(
	    *state, TEXT("HEAD /all HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), &head_out);

	assert_int_equal(status_of(head), 200);
	assert_int_equal(body_of(head).len, 0);
	assert_true(holds(head, "\r\nContent-Length: 3\r\n"));
	for (Text lines = head; lines.len;) {
		Text line = text_cut(&lines, '\n');

		if (!text_starts_nocase(line, TEXT("Date:")))
			assert_int_not_equal(text_find(get, line), TEXT_NONE);
	}
	out_end(&get_out);
	out_end(&head_out);
}

static void test_not_modified(void **state)
{
	static const struct {
		const char *header;
		int status;
	} cases[] = {
		{ "\"e1\"", 304 },
		{ "W/\"e1\"", 304 },
		{ "*", 304 },
		{ "\"x,\\\", W/\"y\" ,\"e1\"", 304 },
		{ "\"e2\"", 200 },
		{ "e1", 200 },
		{ "", 200 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena;
		struct out out;
		Text got;

		arena_begin(&arena, 0);
		got = ask(*state,
		    text_format(&arena,
			"GET /all HTTP/1.1\r\nHost: a\r\n"
			"If-None-Match: %s\r\nConnection: close\r\n\r\n",
			cases[i].header),
		    &out);
		assert_int_equal(status_of(got), cases[i].status);
		assert_true(holds(got, "\r\nETag: \"e1\"\r\n"));
		assert_int_equal(body_of(got).len, cases[i].status == 304 ? 0 : 3);
		out_end(&out);
		arena_end(&arena);
	}
}

static void test_etag_matches(void **state)
{
	(void)state;
	assert_true(etag_matches(TEXT(" , \"a\""), TEXT("W/\"a\"")));
	assert_false(etag_matches(TEXT("\"a"), TEXT("\"a\"")));
	assert_false(etag_matches(TEXT("*"), TEXT("")));
	assert_false(etag_matches(TEXT(""), TEXT("\"a\"")));
	assert_false(etag_matches(TEXT("\"b\" junk, \"a\""), TEXT("\"a\"")));
}

static void test_refusals(void **state)
{
	static const struct {
		Text request;
		int status;
	} cases[] = {
		{ TEXT_INIT(GET("/%zz")), 400 },
		{ TEXT_INIT(GET("/%4")), 400 },
		{ TEXT_INIT(GET("/a%00b")), 400 },
		{ TEXT_INIT(GET("/%FF")), 400 },
		{ TEXT_INIT(GET("/%C0%AF")), 400 },
		{ TEXT_INIT(GET("x")), 400 },
		{ TEXT_INIT(GET("http://a/x")), 400 },
		{ TEXT_INIT(GET("/a/../b")), 400 },
		{ TEXT_INIT(GET("/a/%2e%2E")), 400 },
		{ TEXT_INIT(GET("/a%2f..%2fb")), 400 },
		{ TEXT_INIT(GET("/a/..b/...")), 200 },
		{ TEXT_INIT(GET("/?q=%zz/../%00")), 200 },
		{ TEXT_INIT("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 413 },
		{ TEXT_INIT(
		      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
		    413 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct out out;
		Text got = ask(*state, cases[i].request, &out), body = body_of(got);
		int told;

		if (status_of(got) != cases[i].status)
			fail_msg("case %zu: %d", i, status_of(got));
		if (cases[i].status != 200) {
			assert_true(text_take_number(&body, 3, 400, 599, &told));
			assert_int_equal(told, cases[i].status);
		}
		assert_true(holds(got, "\r\nX-Content-Type-Options: nosniff\r\n"));
		out_end(&out);
	}
}

/* What follows a refused method may be its body, and must not be answered as a request. */
static void test_methods(void **state)
{
	static const char *const methods[] = { "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH",
		"get", "BREW" };

	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		struct arena arena;
		struct out out;
		Text got;

		arena_begin(&arena, 0);
		got = ask(*state,
		    text_format(&arena,
			"%s / HTTP/1.1\r\nHost: a\r\n"
			"Content-Length: 9999999\r\n\r\n%s",
			methods[i], GET("/inner")),
		    &out);
		assert_int_equal(status_of(got), 405);
		assert_true(holds(got, "\r\nAllow: GET, HEAD\r\n"));
		assert_false(holds(got, "/inner"));
		out_end(&out);
		arena_end(&arena);
	}
}

static int ask_length(const struct http_server *server, size_t path, size_t query)
{
	struct out request, out;
	int status;

	out_begin(&request, 4 << 20);
	out_put(&request, TEXT("GET /"));
	for (size_t i = 1; i < path; i++)
		out_char(&request, 'p');
	for (size_t i = 0; i <= query && query; i++)
		out_char(&request, i ? 'q' : '?');
	out_put(&request, TEXT(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
	status = status_of(ask(server, out_text(&request), &out));
	out_end(&request);
	out_end(&out);
	return status;
}

static void test_lengths(void **state)
{
	assert_int_equal(ask_length(*state, HTTP_PATH_LIMIT, 0), 200);
	assert_int_equal(ask_length(*state, HTTP_PATH_LIMIT + 1, 0), 414);
	assert_int_equal(ask_length(*state, 1, HTTP_QUERY_LIMIT), 200);
	assert_int_equal(ask_length(*state, 1, HTTP_QUERY_LIMIT + 1), 414);
	assert_int_equal(ask_length(*state, 1 << 20, 0), 414);
}

/* A head of 1 MiB: libmicrohttpd's own 431, or a closed connection; never an answer. */
static void test_large_header(void **state)
{
	struct out request, out;
	int status;

	out_begin(&request, 4 << 20);
	out_put(&request, TEXT("GET / HTTP/1.1\r\nHost: a\r\nX: "));
	for (size_t i = 0; i < 1 << 20; i++)
		out_char(&request, 'x');
	out_put(&request, TEXT("\r\n\r\n"));
	status = status_of(ask(*state, out_text(&request), &out));
	if (status != 431 && status != 413 && status != 0)
		fail_msg("%d", status);
	out_end(&request);
	out_end(&out);
}

static void test_bodies(void **state)
{
	struct out out;
	Text got = ask(*state, TEXT(GET("/big")), &out);

	assert_int_equal(status_of(got), 200);
	assert_int_equal(body_of(got).len, HTTP_PAGE_LIMIT);
	out_end(&out);
	got = ask(*state, TEXT(GET("/huge")), &out);
	assert_int_equal(status_of(got), 500);
	assert_true(holds(got, "500 the page is larger than one answer may be"));
	out_end(&out);
}

static void test_keep_alive(void **state)
{
	int fd = dial(*state);
	struct out out;

	out_begin(&out, 1 << 20);
	assert_true(say(fd, TEXT(KEEP("/first"))));
	while (!holds(out_text(&out), "path=/first query= accept="))
		hear(fd, &out, out.len + 1);
	out_reset(&out);
	assert_true(say(fd, TEXT(GET("/second"))));
	assert_true(holds(hear(fd, &out, SIZE_MAX), "path=/second"));
	close(fd);
	out_end(&out);
}

static void test_pipeline(void **state)
{
	struct out out;
	Text got = ask(*state, TEXT(KEEP("/one") KEEP("/%zz") KEEP("/two") GET("/three")), &out);
	size_t one = text_find(got, TEXT("path=/one")), two = text_find(got, TEXT("path=/two"));

	assert_int_equal(count_of(got, TEXT("HTTP/1.1 200 ")), 3);
	assert_int_equal(count_of(got, TEXT("HTTP/1.1 400 ")), 1);
	assert_true(one < two && two < text_find(got, TEXT("path=/three")));
	out_end(&out);
}

static void await_dropped(int fd)
{
	struct pollfd closed = { .fd = fd, .events = POLLIN };
	struct out out;

	out_begin(&out, 1 << 20);
	assert_int_equal(poll(&closed, 1, 60 * 1000), 1);
	assert_int_not_equal(status_of(hear(fd, &out, SIZE_MAX)), 200);
	out_end(&out);
	close(fd);
}

/* Three who send half a request and no more: dropped after the time-out, others answered meanwhile.
 */
static void test_slow(void **state)
{
	static const Text halves[] = { TEXT_INIT(""), TEXT_INIT("GET / HT"),
		TEXT_INIT("GET / HTTP/1.1\r\nHost: a\r\nX: ") };
	struct error err = { 0 };
	struct http_server *server = open_site(TEXT("127.0.0.1:0"), 1, &err);
	struct out out;
	int fds[3];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		fds[i] = dial(server);
		assert_true(say(fds[i], halves[i]));
	}
	assert_int_equal(status_of(ask(server, TEXT(GET("/")), &out)), 200);
	out_end(&out);
	for (size_t i = 0; i < 3; i++)
		await_dropped(fds[i]);
	http_close(server);
}

/* One who is never silent for as long as the time-out, and never comes to the end of the head; at
 * once, and on a connection that got an answer before. */
static void test_drip(void **state)
{
	static const Text starts[] = { TEXT_INIT("GET / HTTP/1.1\r\nX: "),
		TEXT_INIT(KEEP("/") "GET / HTTP/1.1\r\nX: ") };
	struct error err = { 0 };
	struct http_server *server = open_site(TEXT("127.0.0.1:0"), 1, &err);

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		int fd = dial(server), drops = 0;

		assert_true(say(fd, starts[i]));
		/* Every 100 ms a byte, until nobody listens any more; 30 s would be far too late.
		 */
		while (say(fd, TEXT("x")) && drops++ < 300)
			nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
		assert_true(drops >= 10);
		assert_true(drops < 300);
		close(fd);
	}
	http_close(server);
}

/* Readers who leave: in the head, behind it, and in the middle of a large answer. */
static void test_leavers(void **state)
{
	static const Text starts[] = { TEXT_INIT("G"), TEXT_INIT("GET / HTTP/1.1\r\nHost: a\r\n"),
		TEXT_INIT(KEEP("/")), TEXT_INIT(KEEP("/big") KEEP("/big")),
		TEXT_INIT("\r\n\r\n\0\0\xFF\r\n\r\n") };
	struct out out;

	for (size_t i = 0; i < 50; i++) {
		int fd = dial(*state);

		say(fd, starts[i % 5]);
		close(fd);
	}
	assert_int_equal(status_of(ask(*state, TEXT(GET("/")), &out)), 200);
	out_end(&out);
}

static void *ask_often(void *server)
{
	size_t wrong = 0;

	for (int i = 0; i < 100; i++) {
		struct out out;
		Text got = ask(server, i % 10 ? TEXT(GET("/x")) : TEXT(GET("/all")), &out);

		wrong += status_of(got) != 200 ||
		    !text_equal(
			body_of(got), i % 10 ? TEXT("path=/x query= accept=") : TEXT("all"));
		out_end(&out);
	}
	return (void *)(uintptr_t)wrong;
}

static void test_parallel(void **state)
{
	pthread_t threads[8];

	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, *state), 0);
	for (size_t i = 0; i < 8; i++) {
		void *wrong;

		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
}

static void test_listen(void **state)
{
	struct error taken = { 0 }, err = { 0 };
	struct arena arena;
	struct http_server *v6;

	arena_begin(&arena, 0);
	assert_null(open_site(http_address(*state), 0, &taken));
	assert_int_equal(taken.fault, FAULT_CONFLICT);
	assert_string_equal(taken.text,
	    text_format(&arena,
		"address %.*s is in use; choose another "
		"with --listen",
		TEXT_ARG(http_address(*state)))
		.at);
	arena_end(&arena);
	v6 = open_site(TEXT("[::1]:0"), 0, &err);
	if (v6)
		assert_true(text_starts(http_address(v6), TEXT("[::1]:")));
	http_close(v6);
}

static void test_bad_addresses(void **state)
{
	static const char *const bad[] = { "", ":", ":80", "80", "127.0.0.1",
		"127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:80x", "::1:80", "[::1]",
		"[::1:80", "::1]:80", "[]:80", "[:80", "256.0.0.1:80", "nowhere.example:80",
		"203.0.113.7:80", "[1111:1111:1111:1111:1111:1111:1111:1111:1111:1111]:80" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct error err = { 0 };

		assert_null(open_site(text_of(bad[i]), 0, &err));
		if (err.fault != FAULT_USAGE)
			fail_msg("%s: %s", bad[i], err.text);
	}
}

/* Closing waits for an answer in flight: a reader who is slow to take it still gets all of it. */
static void *close_site(void *server)
{
	http_close(server);
	return NULL;
}

static void test_close(void **state)
{
	struct error err = { 0 };
	struct http_server *server = open_site(TEXT("127.0.0.1:0"), 10, &err);
	int fd = dial(server), idle = dial(server);
	struct out out;
	pthread_t closer;

	(void)state;
	out_begin(&out, 16 << 20);
	assert_true(say(idle, TEXT(KEEP("/"))));
	hear(idle, &out, 1);
	out_reset(&out);
	assert_true(say(fd, TEXT(GET("/big"))));
	hear(fd, &out, 1);
	assert_int_equal(pthread_create(&closer, NULL, close_site, server), 0);
	assert_int_equal(body_of(hear(fd, &out, SIZE_MAX)).len, HTTP_PAGE_LIMIT);
	pthread_join(closer, NULL);
	close(fd);
	close(idle);
	out_end(&out);
	http_close(NULL);
}

static int set_up(void **state)
{
	struct error err = { 0 };

	signal(SIGPIPE, SIG_IGN);
	*state = open_site(TEXT("127.0.0.1:0"), 0, &err);
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	http_close(*state);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_not_modified),
		cmocka_unit_test(test_etag_matches),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_large_header),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_keep_alive),
		cmocka_unit_test(test_pipeline),
		cmocka_unit_test(test_slow),
		cmocka_unit_test(test_drip),
		cmocka_unit_test(test_leavers),
		cmocka_unit_test(test_parallel),
		cmocka_unit_test(test_listen),
		cmocka_unit_test(test_bad_addresses),
		cmocka_unit_test(test_close),
	};

	return cmocka_run_group_tests_name("http/http", tests, set_up, tear_down);
}
