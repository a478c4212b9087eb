/* The guard and what the session remembers. */
#include "curate/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "curate/memory.h"

#define HERE "127.0.0.1:4000"

static struct guard open_guard(void)
{
	struct guard guard;
	struct error err = { 0 };

	assert_int_equal(guard_begin(&guard, TEXT(HERE), &err), FAULT_NONE);
	return guard;
}

static void test_secrets(void **state)
{
	struct guard one = open_guard(), other = open_guard();

	(void)state;
	assert_int_equal(strlen(one.token), 32);
	assert_int_equal(strlen(one.form), 32);
	assert_string_not_equal(one.token, one.form);
	assert_string_not_equal(one.token, other.token);
	assert_string_equal(one.cookie, "chancery-curate-4000");
	assert_string_equal(one.session, "");
}

static void test_token(void **state)
{
	struct guard guard = open_guard();
	struct arena arena;
	char token[SECRET_ROOM], old[SECRET_ROOM];
	Text cookie = { 0 };

	(void)state;
	arena_begin(&arena, 0);
	memcpy(token, guard.token, sizeof token);
	/* Without a session the empty secret is none, and a token that is nearly right is wrong. */
	assert_false(guard_knows(
	    &guard, &(struct http_request){ .cookie = TEXT_INIT("chancery-curate-4000=") }));
	assert_false(guard_enter(&guard, TEXT(""), &arena, &cookie));
	assert_false(guard_enter(&guard, text_slice(text_of(token), 0, 31), &arena, &cookie));
	token[31] ^= 1;
	assert_false(guard_enter(&guard, text_of(token), &arena, &cookie));
	token[31] ^= 1;
	assert_true(guard_enter(&guard, text_of(token), &arena, &cookie));
	assert_true(text_starts(cookie, TEXT("chancery-curate-4000=")));
	assert_true(text_ends(cookie, TEXT("; Path=/; HttpOnly; SameSite=Strict")));
	memcpy(old, guard.session, sizeof old);
	assert_false(guard_enter(&guard, text_of(token), &arena, &cookie));
	assert_string_equal(guard.session, old);
	arena_end(&arena);
}

static void test_cookie(void **state)
{
	struct guard guard = open_guard();
	struct http_request request = { 0 };
	struct arena arena;
	Text cookie;

	(void)state;
	arena_begin(&arena, 0);
	assert_true(guard_enter(&guard, text_of(guard.token), &arena, &cookie));
	request.cookie = text_format(&arena, "a=b; chancery-curate-4000=%s; c", guard.session);
	assert_true(guard_knows(&guard, &request));
	request.cookie = text_format(&arena, "chancery-curate-4001=%s", guard.session);
	assert_false(guard_knows(&guard, &request));
	request.cookie = text_format(&arena, "chancery-curate-4000=%s0", guard.session);
	assert_false(guard_knows(&guard, &request));
	request.cookie = TEXT("");
	assert_false(guard_knows(&guard, &request));
	assert_true(guard_made(&guard, text_of(guard.form)));
	assert_false(guard_made(&guard, text_of(guard.session)));
	assert_false(guard_made(&guard, (Text){ 0 }));
	arena_end(&arena);
}

static void test_refusal(void **state)
{
	static const struct {
		enum http_method method;
		Text host, origin, site;
		bool refused;
	} cases[] = {
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT(""), false },
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT("none"), false },
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT("same-origin"), false },
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT("same-site"), true },
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT("cross-site"), true },
		{ HTTP_GET, TEXT_INIT(HERE), TEXT_INIT("http://a"), TEXT_INIT(""), true },
		{ HTTP_GET, TEXT_INIT("127.0.0.1"), TEXT_INIT(""), TEXT_INIT(""), true },
		{ HTTP_GET, TEXT_INIT("localhost:4000"), TEXT_INIT(""), TEXT_INIT(""), true },
		{ HTTP_GET, TEXT_INIT(""), TEXT_INIT(""), TEXT_INIT(""), true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT(""), true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("null"), TEXT_INIT(""), true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("http://" HERE), TEXT_INIT(""), false },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("https://" HERE), TEXT_INIT(""), true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("null"), TEXT_INIT("same-origin"), false },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("http://a"), TEXT_INIT("same-origin"),
		    true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT(""), TEXT_INIT("none"), true },
		{ HTTP_POST, TEXT_INIT(HERE), TEXT_INIT("http://" HERE), TEXT_INIT("same-site"),
		    true },
	};
	struct guard guard = open_guard();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct http_request request = {
			.method = cases[i].method,
			.host = cases[i].host,
			.origin = cases[i].origin,
			.fetch_site = cases[i].site,
		};

		if ((guard_refusal(&guard, &request).len > 0) != cases[i].refused)
			fail_msg("case %zu", i);
	}
}

static void test_loopback(void **state)
{
	(void)state;
	assert_true(guard_is_loopback(TEXT("127.0.0.1:0")));
	assert_true(guard_is_loopback(TEXT("[::1]:8090")));
	assert_false(guard_is_loopback(TEXT("0.0.0.0:0")));
	assert_false(guard_is_loopback(TEXT("[::]:0")));
	assert_false(guard_is_loopback(TEXT("127.0.0.10:0")));
	assert_false(guard_is_loopback(TEXT("localhost:0")));
}

static void test_memory(void **state)
{
	struct memory memory = { 0 };

	(void)state;
	assert_null(memory_recall(&memory, 0).at);
	assert_null(memory_recall(&memory, 1).at);
	assert_int_equal(memory_keep(&memory, TEXT("one")), 1);
	assert_int_equal(memory_keep(&memory, (Text){ 0 }), 2);
	assert_true(text_equal(memory_recall(&memory, 1), TEXT("one")));
	assert_int_equal(memory_recall(&memory, 2).len, 0);
	assert_non_null(memory_recall(&memory, 2).at);
	for (int i = 0; i < MEMORY_ENTRIES - 1; i++)
		memory_keep(&memory, TEXT("more"));
	assert_null(memory_recall(&memory, 1).at);
	assert_non_null(memory_recall(&memory, 2).at);
	assert_null(memory_recall(&memory, UINT64_MAX).at);
	memory_end(&memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_cookie),
		cmocka_unit_test(test_refusal),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests_name("curate/guard", tests, NULL, NULL);
}
