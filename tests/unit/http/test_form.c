/* Forms that are posted: taken whole where a server takes forms, refused unread otherwise. */
#include "http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "http/reader.h"

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static void answer(void *context, const struct http_request *request, struct http_answer *answer)
{
	(void)context;
	answer->content_type = TEXT("text/plain; charset=utf-8");
	answer->set_cookie = text_format(request->arena, "c=1; HttpOnly");
	out_printf(&answer->body, "%d %.*s|%zu|%.*s|%.*s|%.*s|%.*s|", request->method,
	    TEXT_ARG(request->path), request->posted.len, TEXT_ARG(request->host),
	    TEXT_ARG(request->cookie), TEXT_ARG(request->origin), TEXT_ARG(request->fetch_site));
	out_put(&answer->body, text_slice(request->posted, 0, 100));
}

static void fault_page(void *context, int status, Text sentence, struct http_answer *answer)
{
	(void)context;
	answer->content_type = TEXT("text/plain; charset=utf-8");
	out_printf(&answer->body, "%d %.*s", status, TEXT_ARG(sentence));
}

static int open_site(void **state)
{
	struct error err = { 0 };

	*state = http_open(
	    &(struct http_settings){
		.listen = TEXT_INIT("127.0.0.1:0"),
		.posts = true,
		.handler = answer,
		.fault_page = fault_page,
	    },
	    &err);
	return *state ? 0 : -1;
}

static int close_site(void **state)
{
	http_close(*state);
	return 0;
}

static void test_taken(void **state)
{
	struct out out;
	Text got = ask(*state,
	    TEXT("POST /do HTTP/1.1\r\nHost: a:1\r\nCookie: s=2; t=3\r\nOrigin: http://a:1\r\n"
		 "Sec-Fetch-Site: same-origin\r\nConnection: close\r\n" FORM
		 "Content-Length: 9\r\n\r\na=1&b=%41"),
	    &out);

	assert_int_equal(status_of(got), 200);
	assert_true(holds(got, "\r\nSet-Cookie: c=1; HttpOnly\r\n"));
	assert_true(text_equal(
	    body_of(got), TEXT("2 /do|9|a:1|s=2; t=3|http://a:1|same-origin|a=1&b=%41")));
	out_end(&out);
	/* What is a form may say its signs, and may be empty; what is absent is empty. */
	got = ask(*state,
	    TEXT("POST /do HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
		 "application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: 0\r\n\r\n"),
	    &out);
	assert_true(text_equal(body_of(got), TEXT("2 /do|0|a||||")));
	out_end(&out);
}

/* A form of this length, and what is answered. */
static int post_length(const struct http_server *server, size_t len, struct out *out)
{
	struct out request;
	int status;

	out_begin(&request, 4 << 20);
	out_printf(&request,
	    "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" FORM
	    "Content-Length: %zu\r\n\r\n",
	    len);
	for (size_t i = 0; i < len; i++)
		out_char(&request, 'x');
	status = status_of(ask(server, out_text(&request), out));
	out_end(&request);
	return status;
}

static void test_lengths(void **state)
{
	struct out out;

	assert_int_equal(post_length(*state, HTTP_FORM_LIMIT, &out), 200);
	assert_true(holds(out_text(&out), "2 /|262144|"));
	out_end(&out);
	assert_int_equal(post_length(*state, HTTP_FORM_LIMIT + 1, &out), 413);
	out_end(&out);
}

static void test_refused(void **state)
{
	static const struct {
		Text request;
		int status;
	} cases[] = {
		{ TEXT_INIT("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
			    "Content-Length: 3\r\n\r\nabc"),
		    415 },
		{ TEXT_INIT("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 415 },
		{ TEXT_INIT("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; "
			    "boundary=x\r\nContent-Length: 3\r\n\r\nabc"),
		    415 },
		{ TEXT_INIT("POST / HTTP/1.1\r\nHost: a\r\n" FORM "\r\n"), 411 },
		{ TEXT_INIT("POST / HTTP/1.1\r\nHost: a\r\n" FORM
			    "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
		    411 },
		{ TEXT_INIT("POST /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" FORM
			    "Content-Length: 3\r\n\r\nabc"),
		    400 },
		{ TEXT_INIT("PUT / HTTP/1.1\r\nHost: a\r\n" FORM "Content-Length: 3\r\n\r\nabc"),
		    405 },
		{ TEXT_INIT("GET / HTTP/1.1\r\nHost: a\r\n" FORM "Content-Length: 3\r\n\r\nabc"),
		    413 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct out out;
		Text got = ask(*state, cases[i].request, &out);

		if (status_of(got) != cases[i].status)
			fail_msg("case %zu: %d", i, status_of(got));
		out_end(&out);
	}
}

/* In pieces, and with the next request right behind it. */
static void test_pieces(void **state)
{
	struct out out;
	int fd = dial(*state);

	out_begin(&out, 1 << 20);
	assert_true(say(fd, TEXT("POST /one HTTP/1.1\r\nHost: a\r\n" FORM)));
	assert_true(say(fd, TEXT("Content-Length: 5\r\n\r\na=")));
	assert_true(say(fd, TEXT("123" GET("/two"))));
	hear(fd, &out, SIZE_MAX);
	assert_true(holds(out_text(&out), "2 /one|5|a||||a=123"));
	assert_true(holds(out_text(&out), "0 /two|0|a||||"));
	close(fd);
	out_end(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests_name("http/form", tests, open_site, close_site);
}
