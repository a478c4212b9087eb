/* The public log: what is put is read, and a log that was changed is told. */
#include "edition/public_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "edition/edition.h"

#define DAY(n) ((Moment){ 1300000000 / 86400 * 86400 + (n)*86400, PRECISION_DAY })

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_begin(&arena, 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

/* `blocks` blocks of two lines each. */
static Text make(int blocks)
{
	struct out out;
	Text log;

	out_begin(&out, 1 << 20);
	for (int i = 0; i < blocks; i++) {
		const struct log_line lines[] = {
			{ text_format(&arena, "08RIGA%d", i), NEWS_RELEASED, 1, DAY(i),
			    TEXT_INIT("") },
			{ TEXT_INIT("08OSLO1"), NEWS_REDACTED, 2, DAY(i), TEXT_INIT("\"why\"") },
		};

		log = text_copy(&arena, out_text(&out));
		public_log_put_head(&out, log, DAY(i));
		public_log_put_line(&out, &lines[0], &arena);
		public_log_put_line(&out, &lines[1], &arena);
	}
	log = text_copy(&arena, out_text(&out));
	out_end(&out);
	return log;
}

static enum fault count_line(void *context, const struct log_line *line, struct error *err)
{
	(void)err;
	assert_true(line->id.len > 0);
	if (line->what == NEWS_REDACTED)
		assert_true(text_equal(line->reason, TEXT("\"why\"")));
	++*(int *)context;
	return FAULT_NONE;
}

static void test_read(void **state)
{
	struct error err = { 0 };
	int lines = 0;

	(void)state;
	assert_int_equal(public_log_read(TEXT(""), count_line, &lines, &err), FAULT_NONE);
	assert_int_equal(public_log_read(make(3), count_line, &lines, &err), FAULT_NONE);
	assert_int_equal(lines, 6);
	assert_true(text_starts(make(3), make(2))); /* it only grows */
}

/* Any byte of any block but the last: nobody vouches for that one yet but the manifest. */
static void test_changed(void **state)
{
	Text log = make(3);
	size_t last = log.len;

	(void)state;
	while (!text_starts(text_from(log, last), TEXT("{\"sealed\"")))
		last--;
	for (size_t i = 0; i < last; i++) {
		char *bytes = arena_take(&arena, log.len);
		struct error err = { 0 };

		memcpy(bytes, log.at, log.len);
		bytes[i] ^= 1;
		assert_int_equal(
		    public_log_read((Text){ bytes, log.len }, NULL, NULL, &err), FAULT_CORRUPT);
	}
}

static void test_refused(void **state)
{
	static const char *const logs[] = {
		"{\"id\":\"08RIGA1\",\"what\":\"released\",\"version\":1,\"at\":\"2011-01-01\",\"reason\":\"\"}\n",
		"x\n",
		"{}\n",
		"{\"sealed\":\"2011-01-01T00:00:00Z\"}\n",
		"{\"sealed\":\"2011-01-01T00:00:00Z\",\"before\":\"00\"}\n",
		"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		struct error err = { 0 };

		assert_int_equal(
		    public_log_read(text_of(logs[i]), NULL, NULL, &err), FAULT_CORRUPT);
	}
	{
		struct error err = { 0 };
		Text log = make(1);

		assert_int_equal(public_log_read(text_slice(log, 0, log.len - 1), NULL, NULL, &err),
		    FAULT_CORRUPT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_read, begin, end),
		cmocka_unit_test_setup_teardown(test_changed, begin, end),
		cmocka_unit_test_setup_teardown(test_refused, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
