/* Every sample and every golden text, cut off behind each line and with each line doubled: always
 * records that keep the rules, or a rejection with its reason. */
#include "intake/invariants.h"

#include "base/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#undef fail

static struct catalog *catalog;

static enum fault take(void *context, const struct received *received, struct error *err)
{
	const char *wrong = check_received(received);
	unsigned *count = context;

	(void)err;
	if (wrong)
		print_error("%s: %s\n", received->path, wrong);
	assert_null(wrong);
	++*count;
	return FAULT_NONE;
}

/* `format` may be NULL: told by the content. */
static void read_as(const struct format *format, const char *name, Text bytes)
{
	struct error err = { 0 };
	unsigned count = 0;
	struct intake *intake = intake_open(&(struct intake_settings){ .catalog = catalog,
						.format = format,
						.threads = 1,
						.take = take,
						.context = &count },
	    &err);

	assert_non_null(intake);
	assert_int_equal(intake_read_bytes(intake, name, bytes, &err), FAULT_NONE);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
	assert_true(count > 0);
}

static void read_bytes(const char *name, Text bytes)
{
	read_as(NULL, name, bytes);
}

static void double_line(const char *name, Text text, size_t from, size_t to, struct out *out)
{
	out_reset(out);
	out_put(out, text_slice(text, 0, to));
	out_put(out, text_slice(text, from, text.len));
	read_bytes(name, out_text(out));
}

/* Long texts at every few lines: the time of a test is not free. */
static void mutate(const char *name, Text text, struct out *out)
{
	size_t step = 1 + text.len / 6000, line = 0;

	for (size_t from = 0, to; from < text.len; from = to) {
		size_t end = text_find_char(text_from(text, from), '\n');

		to = end == TEXT_NONE ? text.len : from + end + 1;
		if (line++ % step)
			continue;
		read_bytes(name, text_slice(text, 0, to));
		double_line(name, text, from, to, out);
	}
}

static void mutate_folder(const char *folder)
{
	struct error err = { 0 };
	struct arena arena;
	TextList names = { 0 };
	struct out out;

	arena_begin(&arena, 0);
	out_begin(&out, 64u << 20);
	assert_int_equal(folder_list(folder, &arena, &names, &err), FAULT_NONE);
	for (uint32_t i = 0; i < names.count; i++) {
		const char *path = path_join(&arena, folder, text_string(&arena, names.items[i]));
		Text text;

		if (text_ends(names.items[i], TEXT(".json")) ||
		    text_find_char(names.items[i], '.') == TEXT_NONE)
			continue;
		assert_int_equal(file_read(path, RECORD_LIMIT, &arena, &text, &err), FAULT_NONE);
		mutate(path, text, &out);
	}
	out_end(&out);
	arena_end(&arena);
}

static void the_sample(void **state)
{
	(void)state;
	mutate_folder("tests/sample");
}

static void the_golden_texts(void **state)
{
	(void)state;
	mutate_folder("tests/golden");
}

/* What a fuzzer broke something with, once, as every format. */
static void what_crashed(void **state)
{
	struct error err = { 0 };
	struct arena arena;
	TextList names = { 0 };

	(void)state;
	arena_begin(&arena, 0);
	assert_int_equal(folder_list("tests/fuzz/crashes", &arena, &names, &err), FAULT_NONE);
	assert_true(names.count > 0);
	for (uint32_t i = 0; i < names.count; i++) {
		const char *path =
		    path_join(&arena, "tests/fuzz/crashes", text_string(&arena, names.items[i]));
		Text bytes;

		assert_int_equal(file_read(path, RECORD_LIMIT, &arena, &bytes, &err), FAULT_NONE);
		read_as(NULL, path, bytes);
		for (const struct format *const *format = format_list(); *format; format++)
			read_as(*format, path, bytes);
	}
	arena_end(&arena);
}

static int open_all(void **state)
{
	struct error err = { 0 };

	(void)state;
	return (catalog = catalog_open(&err)) ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	catalog_close(catalog);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample),
		cmocka_unit_test(the_golden_texts),
		cmocka_unit_test(what_crashed),
	};

	return cmocka_run_group_tests_name("intake/mutations", tests, open_all, close_all);
}
