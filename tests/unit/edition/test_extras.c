/* Extras of an edition: written and linked, read back, refused, verified. The records are somebody
 * else's test: these editions have none. */
#include "edition/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"

#define SITE_OF(name) \
	TEXT("{\"schema\": \"chancery.site/1\", \"settings\": {\"name\": \"" name \
	     "\"}, \"articles\": []}\n")
#define SITE SITE_OF("Archive of the port")
#define LOG \
	TEXT("{\"sealed\":\"2011-01-01T00:00:00Z\",\"before\":" \
	     "\"0000000000000000000000000000000000000000000000000000000000000000\"}\n")

static char folder[64];
static const char *public_folder;
static struct arena arena;

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_extras.XXXXXX");
	arena_begin(&arena, 0);
	if (!mkdtemp(folder))
		return -1;
	public_folder = path_join(&arena, folder, "public");
	return 0;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	arena_end(&arena);
	return folder_remove(folder, &err) == FAULT_NONE ? 0 : -1;
}

static void make(Text site, Text log)
{
	const struct draft_totals totals = { .sealed = { 86400, PRECISION_DAY } };
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);

	must(err.fault, &err);
	/* The order of putting is not that of the manifest. */
	must(draft_put_extra(draft, EXTRA_LOG, log, &err), &err);
	must(draft_put_extra(draft, EXTRA_SITE, site, &err), &err);
	must(draft_seal(draft, &totals, NULL, &err), &err);
	draft_close(draft);
}

static const char *in_edition(const char *name, const char *file)
{
	return text_format(&arena, "%s/editions/%s/%s", public_folder, name, file).at;
}

static ino_t inode(const char *name, const char *file)
{
	struct stat about = { 0 };

	assert_int_equal(stat(in_edition(name, file), &about), 0);
	return about.st_ino;
}

static void assert_extra(const struct edition *edition, enum edition_extra extra, Text expected)
{
	const struct edition_extra_file *file = edition_extra_file(edition, extra);
	struct error err = { 0 };
	char hex[SHA256_HEX_ROOM], first;
	Text bytes;

	must(edition_extra(edition, extra, &arena, &bytes, &err), &err);
	assert_true(text_equal(bytes, expected));
	if (!expected.len) {
		assert_int_equal(file->fd, -1);
		return;
	}
	assert_int_equal(file->size, expected.len);
	assert_true(text_equal(file->sha256, sha256_hex(sha256_of(expected), hex)));
	assert_int_equal(pread(file->fd, &first, 1, 0), 1);
	assert_int_equal(first, expected.at[0]);
}

static void test_read(void **state)
{
	struct error err = { 0 };
	struct edition *edition;

	(void)state;
	make(SITE, LOG);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	/* Its words stay, whatever becomes of the folder. */
	must(folder_remove(public_folder, &err), &err);
	assert_extra(edition, EXTRA_SITE, SITE);
	assert_extra(edition, EXTRA_LOG, LOG);
	edition_close(edition);
}

static void test_absent(void **state)
{
	struct error err = { 0 };
	struct edition *edition;

	(void)state;
	make((Text){ 0 }, LOG);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	assert_extra(edition, EXTRA_SITE, (Text){ 0 });
	assert_extra(edition, EXTRA_LOG, LOG);
	assert_false(file_exists(in_edition("000001", "site.json")));
	edition_close(edition);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
}

static void test_changes(void **state)
{
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);
	Text bytes;

	(void)state;
	must(err.fault, &err);
	assert_true(draft_extra_changes(draft, EXTRA_SITE, SITE));
	assert_false(draft_extra_changes(draft, EXTRA_SITE, (Text){ 0 }));
	must(draft_before_extra(draft, EXTRA_SITE, &arena, &bytes, &err), &err);
	assert_int_equal(bytes.len, 0);
	draft_close(draft);
	make(SITE, (Text){ 0 });
	draft = draft_begin(public_folder, &err);
	must(err.fault, &err);
	assert_false(draft_extra_changes(draft, EXTRA_SITE, SITE));
	assert_true(draft_extra_changes(draft, EXTRA_SITE, LOG));
	assert_true(draft_extra_changes(draft, EXTRA_SITE, (Text){ 0 }));
	assert_true(draft_extra_changes(draft, EXTRA_LOG, LOG));
	must(draft_before_extra(draft, EXTRA_SITE, &arena, &bytes, &err), &err);
	assert_true(text_equal(bytes, SITE));
	draft_close(draft);
}

/* An unchanged extra is a link; another site takes the older edition away, a longer log does not.
 */
static void test_sharing(void **state)
{
	(void)state;
	make(SITE, LOG);
	make(SITE, TEXT("{\"edition\": 1}\n{\"edition\": 2}\n"));
	assert_int_equal(inode("000001", "site.json"), inode("000002", "site.json"));
	assert_int_not_equal(inode("000001", "log.jsonl"), inode("000002", "log.jsonl"));
	make(SITE_OF("Another"), LOG);
	assert_false(file_exists(in_edition("000001", "site.json")));
	assert_false(file_exists(in_edition("000002", "site.json")));
	make((Text){ 0 }, LOG);
	assert_false(file_exists(in_edition("000003", "site.json")));
}

static void test_too_large(void **state)
{
	const Text beyond = { "", (size_t)extra_limit(EXTRA_SITE) + 1 };
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);

	(void)state;
	must(err.fault, &err);
	assert_int_equal(draft_put_extra(draft, EXTRA_SITE, beyond, &err), FAULT_TOO_LARGE);
	assert_string_equal(err.text, "site.json would have 67108865 bytes, the most is 67108864");
	draft_close(draft);
}

static void note(void *context, Text file, Text finding)
{
	Text *list = context;

	*list = text_format(&arena, "%.*s%.*s: %.*s\n", TEXT_ARG(*list), TEXT_ARG(file),
	    TEXT_ARG(text_slice(finding, 0, 13)));
}

static void test_verify(void **state)
{
	const char *at;
	struct error err = { 0 };
	Text found = TEXT("");

	(void)state;
	make(SITE, LOG);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	at = in_edition("000001", "");
	must(file_write(at, "site.json", SITE_OF("Archive of the fort"), &err), &err);
	assert_int_equal(edition_verify(public_folder, note, &found, &err), FAULT_CORRUPT);
	assert_string_equal(text_string(&arena, found), "site.json: its sha256 is\n");
	err = (struct error){ 0 };
	assert_int_equal(unlink(in_edition("000001", "log.jsonl")), 0);
	assert_null(edition_open(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
}

static Text replace(Text text, Text from, Text to)
{
	size_t at = text_find(text, from);

	assert_int_not_equal(at, TEXT_NONE);
	return text_format(&arena, "%.*s%.*s%.*s", TEXT_ARG(text_slice(text, 0, at)), TEXT_ARG(to),
	    TEXT_ARG(text_from(text, at + from.len)));
}

static void test_hostile(void **state)
{
	static const struct {
		Text from, to;
		const char *what;
	} cases[] = {
		{ TEXT_INIT("site.json"), TEXT_INIT("../vault.db"), "not one" },
		{ TEXT_INIT("site.json"), TEXT_INIT("log.jsonl"), "not one" }, /* twice */
		{ TEXT_INIT("\"size\": 91"), TEXT_INIT("\"size\": 0"), "not one" },
		{ TEXT_INIT("\"size\": 91"), TEXT_INIT("\"size\": 67108865"), "not one" },
		{ TEXT_INIT("\"size\": 91"), TEXT_INIT("\"size\": 92"), "has 91 bytes" },
		{ TEXT_INIT("\"extras\": ["), TEXT_INIT("\"extras\": 4, \"more\": ["), "no list" },
	};
	struct error err = { 0 };
	Text manifest;
	struct edition *edition;

	(void)state;
	make(SITE, LOG);
	must(file_read(in_edition("000001", "manifest.json"), 1 << 20, &arena, &manifest, &err),
	    &err);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		must(file_write(in_edition("000001", ""), "manifest.json",
			 replace(manifest, cases[i].from, cases[i].to), &err),
		    &err);
		assert_null(edition_open(public_folder, &err));
		assert_int_equal(err.fault, FAULT_CORRUPT);
		assert_non_null(strstr(err.text, cases[i].what));
		err = (struct error){ 0 };
	}
	/* Without the list: an edition from before there were extras. */
	must(file_write(in_edition("000001", ""), "manifest.json",
		 replace(manifest, TEXT("\"extras\""), TEXT("\"unknown\"")), &err),
	    &err);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	assert_extra(edition, EXTRA_SITE, (Text){ 0 });
	edition_close(edition);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_read, begin, end),
		cmocka_unit_test_setup_teardown(test_absent, begin, end),
		cmocka_unit_test_setup_teardown(test_changes, begin, end),
		cmocka_unit_test_setup_teardown(test_sharing, begin, end),
		cmocka_unit_test_setup_teardown(test_too_large, begin, end),
		cmocka_unit_test_setup_teardown(test_verify, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
