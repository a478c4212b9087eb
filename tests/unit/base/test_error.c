/* The first failure wins; the system's numbers map to faults; a cut sentence stays UTF-8. */
#include "base/error.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail /* cmocka has one too */

#include "base/utf8.h"

static void test_first_wins(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_int_equal(fail(&err, FAULT_NOT_FOUND, "no edition in '%s'", "x"), FAULT_NOT_FOUND);
	assert_int_equal(fail(&err, FAULT_IO, "later"), FAULT_NOT_FOUND);
	assert_int_equal(fail_errno(&err, ENOSPC, "later"), FAULT_NOT_FOUND);
	assert_string_equal(err.text, "no edition in 'x'");
	assert_int_equal(fail(NULL, FAULT_USAGE, "nobody listens"), FAULT_USAGE);
	assert_int_equal(fail_errno(NULL, ENOENT, "nobody listens"), FAULT_NOT_FOUND);
}

static void test_errno(void **state)
{
	static const struct {
		int number;
		enum fault fault;
	} cases[] = {
		{ ENOSPC, FAULT_NO_SPACE },
		{ EDQUOT, FAULT_NO_SPACE },
		{ EACCES, FAULT_DENIED },
		{ EPERM, FAULT_DENIED },
		{ EROFS, FAULT_DENIED },
		{ ENOENT, FAULT_NOT_FOUND },
		{ EEXIST, FAULT_CONFLICT },
		{ ENOTEMPTY, FAULT_CONFLICT },
		{ ENOMEM, FAULT_NO_MEMORY },
		{ EFBIG, FAULT_TOO_LARGE },
		{ EIO, FAULT_IO },
		{ 0, FAULT_IO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };

		assert_int_equal(fail_errno(&err, cases[i].number, "x"), cases[i].fault);
		assert_int_equal(err.fault, cases[i].fault);
	}
}

static void test_reason(void **state)
{
	struct error err = { 0 };

	(void)state;
	fail_errno(&err, ENOSPC, "cannot write '%s'", "a/b");
	assert_string_equal(err.text, "cannot write 'a/b': No space left on device");
}

static void test_table(void **state)
{
	(void)state;
	assert_string_equal(fault_name(FAULT_NOT_FOUND), "NOT_FOUND");
	assert_int_equal(fault_exit_code(FAULT_NONE), 0);
	assert_int_equal(fault_exit_code(FAULT_CORRUPT), 6);
	assert_int_equal(fault_exit_code(FAULT_INTERRUPTED), 130);
	assert_int_equal(fault_http_status(FAULT_GONE), 410);
	assert_int_equal(fault_http_status(FAULT_NONE), 200);
	assert_int_equal(fault_http_status((enum fault)1000), 500);
}

/* Whatever the offset of the two-byte letters, the cut falls between two of them. */
static void test_cut(void **state)
{
	char filler[600];

	(void)state;
	for (size_t i = 0; i + 1 < sizeof filler; i += 2)
		memcpy(filler + i, "\xC3\xA9", 2);
	filler[sizeof filler - 2] = '\0';
	for (int shift = 0; shift < 2; shift++) {
		struct error err = { 0 };

		fail(&err, FAULT_IO, "%s%s", shift ? "a" : "", filler);
		assert_int_equal(utf8_find_bad(text_of(err.text)), TEXT_NONE);
		assert_true(strlen(err.text) >= sizeof err.text - 3);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_wins),
		cmocka_unit_test(test_errno),
		cmocka_unit_test(test_reason),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
