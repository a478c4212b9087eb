/* Limits, alignment, zeroes, growth, and what a refusal leaves. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_text(Text got, Text expected)
{
	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static void test_take(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 17, 4095, 4096, 4097, 300000, 1 };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *bytes = arena_take(&arena, sizes[i]);

		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < sizes[i]; j++)
			assert_int_equal(bytes[j], 0);
		memset(bytes, 0xAA, sizes[i]);
	}
	assert_false(arena.failed);
	arena_end(&arena);
	assert_null(arena.blocks);
}

static void test_limit(void **state)
{
	struct arena arena;

	(void)state;
	arena_begin(&arena, 100);
	assert_null(arena_take(&arena, 101));
	assert_true(arena.failed);
	assert_non_null(arena_take(&arena, 64));
	assert_non_null(arena_take(&arena, 36));
	assert_null(arena_take(&arena, 1));
	assert_true(arena.failed);
	arena_end(&arena);
	arena_begin(&arena, 0);
	assert_false(arena.failed);
	assert_null(arena_take(&arena, SIZE_MAX));
	assert_null(arena_take(&arena, SIZE_MAX - 8));
	assert_true(arena.failed);
	arena_end(&arena);
	arena_end(&arena);
}

static void test_array(void **state)
{
	ARRAY(uint64_t) numbers = { 0 };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (uint64_t i = 0; i < 10000; i++) {
		uint64_t *number = array_add(&numbers, &arena);

		assert_non_null(number);
		assert_int_equal(*number, 0);
		*number = i;
	}
	for (uint64_t i = 0; i < 10000; i++)
		assert_int_equal(numbers.items[i], i);
	numbers.count--;
	assert_non_null(array_add(&numbers, &arena));
	assert_int_equal(numbers.items[9999], 0);
	arena_end(&arena);
}

static void test_array_refused(void **state)
{
	TextList list = { 0 };
	struct arena arena;

	(void)state;
	arena_begin(&arena, 300);
	while (array_add(&list, &arena))
		;
	assert_int_equal(list.count, 8);
	assert_true(arena.failed);
	arena_end(&arena);
}

static void test_copies(void **state)
{
	struct arena arena;
	Text source = TEXT("a\0b"), copy;

	(void)state;
	arena_begin(&arena, 0);
	copy = text_copy(&arena, source);
	assert_text(copy, source);
	assert_ptr_not_equal(copy.at, source.at);
	assert_int_equal(text_copy(&arena, (Text){ NULL, 0 }).len, 0);
	assert_null(text_copy(&arena, (Text){ NULL, 0 }).at);
	assert_non_null(text_copy(&arena, TEXT("")).at);
	assert_string_equal(text_string(&arena, text_slice(TEXT("abcdef"), 0, 3)), "abc");
	assert_string_equal(text_string(&arena, (Text){ NULL, 0 }), "");
	assert_text(text_format(&arena, "%d-%s", 7, "x"), TEXT("7-x"));
	assert_text(text_format(&arena, "%s", ""), TEXT(""));
	assert_text(text_upper(&arena, TEXT("ab\xC3\xA9z9")), TEXT("AB\xC3\xA9Z9"));
	arena_end(&arena);
}

static void test_copies_refused(void **state)
{
	struct arena arena;

	(void)state;
	arena_begin(&arena, 4);
	assert_int_equal(text_copy(&arena, TEXT("abcde")).len, 0);
	assert_null(text_string(&arena, TEXT("abcd")));
	assert_int_equal(text_format(&arena, "%s", "abcd").len, 0);
	assert_int_equal(text_upper(&arena, TEXT("abcde")).len, 0);
	assert_int_equal(text_slug(&arena, TEXT("abcde")).len, 0);
	assert_true(arena.failed);
	arena_end(&arena);
}

static void test_slug(void **state)
{
	static const struct {
		Text text, slug;
	} cases[] = {
		{ TEXT_INIT("C\xC3\xB4te d'Ivoire"), TEXT_INIT("cote-d-ivoire") },
		{ TEXT_INIT("  Kyrgyz  Republic. "), TEXT_INIT("kyrgyz-republic") },
		{ TEXT_INIT("SECRET//NOFORN"), TEXT_INIT("secret-noforn") },
		{ TEXT_INIT("..."), TEXT_INIT("") },
		{ TEXT_INIT(""), TEXT_INIT("") },
		{ TEXT_INIT("a\xFF"
			    "b"),
		    TEXT_INIT("a-b") },
		{ TEXT_INIT("\xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2"),
		    TEXT_INIT("\xD0\xBA\xD0\xB8\xD0\xB5\xD0\xB2") },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(text_slug(&arena, cases[i].text), cases[i].slug);
	arena_end(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_array_refused),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_copies_refused),
		cmocka_unit_test(test_slug),
	};

	return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
