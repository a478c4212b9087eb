/* What is kept, what is found again, what goes; from many threads. */
#include "http/cache.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/form.h"

#define LIMIT ((size_t)256 << 10)

static struct http_request request_to(struct arena *arena, Text path, enum encoding best)
{
	return (struct http_request){ .path = path,
		.query = TEXT_INIT(""),
		.if_none_match = TEXT_INIT(""),
		.encodings = { best, true },
		.arena = arena };
}

/* A page of `len` bytes, kept, and its form given back. */
static void keep(
    struct http_cache *cache, const struct http_request *request, size_t len, int status)
{
	struct http_answer answer = { .status = status,
		.content_type = TEXT_INIT("text/plain"),
		.etag = TEXT_INIT("\"e\"") };

	out_begin(&answer.body, HTTP_PAGE_LIMIT);
	while (answer.body.len < len)
		out_char(&answer.body, (char)('a' + answer.body.len % 26));
	http_cache_keep(cache, request, &answer);
	if (answer.form)
		assert_null(answer.body.bytes);
	form_release(answer.form);
	out_end(&answer.body);
}

static bool found(struct http_cache *cache, const struct http_request *request, const char *etag)
{
	struct http_answer answer = { 0 };
	struct http_making making;
	bool is = http_cache_find(cache, request, &making, &answer);

	if (!is)
		http_cache_made(cache, &making);
	assert_true(is == (answer.form != NULL));
	if (is && etag)
		assert_string_equal(answer.form->etag, etag);
	form_release(answer.form);
	return is;
}

static void test_keys(void **state)
{
	struct http_cache *cache = http_cache_open(LIMIT);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	struct http_request plain = request_to(&arena, TEXT("/a"), ENCODING_IDENTITY);
	struct http_request gzip = request_to(&arena, TEXT("/a"), ENCODING_GZIP);
	struct http_request zstd = request_to(&arena, TEXT("/a"), ENCODING_ZSTD);
	struct http_request query = plain, refusing = plain, form = plain;

	query.path = TEXT("/");
	query.query = TEXT("a");
	form.path = TEXT("/");
	form.form = TEXT("a");
	refusing.encodings.identity = false;
	assert_false(found(cache, &plain, NULL));
	keep(cache, &plain, 1000, 200);
	assert_true(found(cache, &plain, "\"e\""));
	assert_false(found(cache, &gzip, NULL));
	assert_false(found(cache, &query, NULL));
	assert_false(found(cache, &form, NULL));
	assert_false(found(cache, &refusing, NULL));
	keep(cache, &form, 1000, 200);
	assert_true(found(cache, &form, "\"e\""));
	assert_false(found(cache, &query, NULL));
	keep(cache, &gzip, 1000, 200);
	keep(cache, &zstd, 100, 200);
	assert_true(found(cache, &gzip, "\"e-gzip\""));
	assert_true(found(cache, &zstd, "\"e\"")); /* too short to be compressed */
	http_cache_close(cache);
	arena_end(&arena);
}

static void test_not_kept(void **state)
{
	struct http_cache *cache = http_cache_open(LIMIT);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	struct http_request request = request_to(&arena, TEXT("/a"), ENCODING_IDENTITY);

	keep(cache, &request, 1000, 404);
	assert_false(found(cache, &request, NULL));
	keep(cache, &request, LIMIT / 4, 200); /* a large part of all */
	assert_false(found(cache, &request, NULL));
	assert_int_equal(http_cache_size(cache), 0);
	http_cache_close(cache);
	http_cache_close(NULL);
	arena_end(&arena);
}

/* Never over its limit; what is asked for stays, what is not goes. */
static void test_order(void **state)
{
	struct http_cache *cache = http_cache_open(LIMIT);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	struct http_request loved = request_to(&arena, TEXT("/loved"), ENCODING_IDENTITY);

	keep(cache, &loved, 5000, 200);
	for (int i = 0; i < 500; i++) {
		struct http_request other =
		    request_to(&arena, text_format(&arena, "/other/%d", i), ENCODING_IDENTITY);

		keep(cache, &other, 4000, 200);
		assert_true(found(cache, &other, NULL));
		assert_true(found(cache, &loved, NULL));
		assert_true(http_cache_size(cache) <= LIMIT);
	}
	assert_true(http_cache_size(cache) > LIMIT / 2);
	struct http_request first = request_to(&arena, TEXT("/other/0"), ENCODING_IDENTITY);
	struct http_request last = request_to(&arena, TEXT("/other/490"), ENCODING_IDENTITY);

	assert_false(found(cache, &first, NULL));
	assert_true(found(cache, &last, NULL));
	http_cache_close(cache);
	arena_end(&arena);
}

/* A form that somebody sends outlives its place, and the cache. */
static void test_outlives(void **state)
{
	struct http_cache *cache = http_cache_open(LIMIT);
	struct http_answer answer = { 0 };
	struct http_making making;
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	struct http_request request = request_to(&arena, TEXT("/a"), ENCODING_GZIP);

	keep(cache, &request, 1000, 200);
	keep(cache, &request, 1000, 200);
	assert_true(http_cache_find(cache, &request, &making, &answer));
	http_cache_close(cache);
	assert_string_equal(answer.form->etag, "\"e-gzip\"");
	assert_non_null(answer.form->whole);
	assert_non_null(answer.form->unchanged);
	form_release(answer.form);
	arena_end(&arena);
}

static void *use(void *cache)
{
	uintptr_t wrong = 0;

	for (int i = 0; i < 2000; i++) {
		struct http_answer answer = { .status = 200,
			.content_type = TEXT_INIT("text/plain"),
			.etag = TEXT_INIT("\"e\"") };
		struct http_making making;
		struct arena arena;

		arena_begin(&arena, 0);
		struct http_request request =
		    request_to(&arena, text_format(&arena, "/%d", i * 7 % 97),
			i % 2 ? ENCODING_GZIP : ENCODING_IDENTITY);

		out_begin(&answer.body, HTTP_PAGE_LIMIT);
		if (!http_cache_find(cache, &request, &making, &answer)) {
			while (answer.body.len < 8000)
				out_put(&answer.body, request.path);
			http_cache_keep(cache, &request, &answer);
			http_cache_made(cache, &making);
		}
		wrong += !answer.form || answer.form->len == 0;
		form_release(answer.form);
		out_end(&answer.body);
		arena_end(&arena);
	}
	return (void *)wrong;
}

static void test_threads(void **state)
{
	struct http_cache *cache = http_cache_open(LIMIT);
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, use, cache), 0);
	for (size_t i = 0; i < 4; i++) {
		void *wrong;

		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
	assert_true(http_cache_size(cache) <= LIMIT);
	http_cache_close(cache);
}

/* ---- many ask for what one is making ---- */

#define ASKING 6

struct crowd {
	struct http_cache *cache;
	struct http_request request;
	_Atomic unsigned answered, refused;
};

static void *ask(void *context)
{
	struct crowd *crowd = context;

	if (found(crowd->cache, &crowd->request, NULL))
		crowd->answered++;
	else
		crowd->refused++;
	return NULL;
}

/* One makes the page; ASKING others wait until it is made, and have it if it was `status` 200. */
static void gather(int status, struct crowd *crowd)
{
	struct http_answer answer = { 0 };
	struct http_making making;
	pthread_t threads[ASKING];
	struct arena arena;

	arena_begin(&arena, 0);
	*crowd = (struct crowd){ .cache = http_cache_open(LIMIT),
		.request = request_to(&arena, TEXT("/a"), ENCODING_GZIP) };
	struct http_request other = request_to(&arena, TEXT("/b"), ENCODING_GZIP);

	assert_false(http_cache_find(crowd->cache, &crowd->request, &making, &answer));
	for (size_t i = 0; i < ASKING; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask, crowd), 0);
	while (http_cache_waiting(crowd->cache) + crowd->answered + crowd->refused < ASKING)
		sched_yield();
	assert_int_equal(http_cache_waiting(crowd->cache), ASKING);
	assert_false(found(crowd->cache, &other, NULL)); /* nobody waits for another page */
	assert_int_equal(http_cache_waiting(crowd->cache), ASKING);
	keep(crowd->cache, &crowd->request, 1000, status);
	http_cache_made(crowd->cache, &making);
	for (size_t i = 0; i < ASKING; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(http_cache_waiting(crowd->cache), 0);
	http_cache_close(crowd->cache);
	arena_end(&arena);
}

static void test_made_once(void **state)
{
	struct crowd crowd;

	(void)state;
	gather(200, &crowd);
	assert_int_equal(crowd.answered, ASKING);
	gather(404, &crowd);
	assert_int_equal(crowd.refused, ASKING);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_not_kept),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_outlives),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_made_once),
	};

	return cmocka_run_group_tests_name("http/cache", tests, NULL, NULL);
}
