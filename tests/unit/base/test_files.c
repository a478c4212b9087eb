/* Bounded reading, atomic replacing, folders made, listed and removed; all in a folder of our own.
 */
#include "base/files.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

struct place {
	char folder[64];
	struct arena arena;
};

static void assert_text(Text got, Text expected)
{
	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static const char *in(struct place *place, const char *name)
{
	return path_join(&place->arena, place->folder, name);
}

static void write_file(struct place *place, const char *name, Text bytes)
{
	struct error err = { 0 };

	if (file_write(place->folder, name, bytes, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
}

static void test_read(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	Text bytes = TEXT("untouched");

	write_file(place, "f", TEXT("a\0bc\n"));
	assert_int_equal(file_read(in(place, "f"), 5, &place->arena, &bytes, &err), FAULT_NONE);
	assert_text(bytes, TEXT("a\0bc\n"));
	bytes = TEXT("untouched");
	assert_int_equal(
	    file_read(in(place, "f"), 4, &place->arena, &bytes, &err), FAULT_TOO_LARGE);
	assert_non_null(
	    strstr(err.text, "/f' is 5 bytes, more than the 4 bytes that are read at once"));
	assert_text(bytes, TEXT("untouched"));
	write_file(place, "empty", (Text){ NULL, 0 });
	assert_int_equal(file_read(in(place, "empty"), 4, &place->arena, &bytes, &err), FAULT_NONE);
	assert_text(bytes, TEXT(""));
}

static void test_read_faults(void **state)
{
	struct place *place = *state;
	struct error absent = { 0 }, folder = { 0 }, memory = { 0 };
	struct arena small;
	Text bytes = TEXT("untouched");

	assert_int_equal(
	    file_read(in(place, "nowhere"), 9, &place->arena, &bytes, &absent), FAULT_NOT_FOUND);
	assert_int_equal(
	    file_read(place->folder, 9, &place->arena, &bytes, &folder), FAULT_BAD_INPUT);
	assert_non_null(strstr(folder.text, "is a folder, not a file"));
	write_file(place, "f", TEXT("abcdef"));
	arena_begin(&small, 3);
	assert_int_equal(file_read(in(place, "f"), 9, &small, &bytes, &memory), FAULT_NO_MEMORY);
	arena_end(&small);
	assert_text(bytes, TEXT("untouched"));
}

/* A sparse file of 2 GiB must be refused before a byte of it is read. */
static void test_read_huge(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	Text bytes;

	write_file(place, "huge", TEXT("x"));
	assert_int_equal(truncate(in(place, "huge"), (off_t)2 << 30), 0);
	assert_int_equal(
	    file_read(in(place, "huge"), 16 << 20, &place->arena, &bytes, &err), FAULT_TOO_LARGE);
	assert_non_null(strstr(err.text, "is 2 GiB, more than the 16 MiB"));
}

/* The same bytes as standard input, through a pipe that may be non-blocking. */
static enum fault read_piped(
    struct place *place, Text bytes, size_t limit, int flags, Text *got, struct error *err)
{
	int ends[2], standard = dup(STDIN_FILENO);
	enum fault fault;

	assert_int_equal(pipe2(ends, flags), 0);
	assert_int_equal(write(ends[1], bytes.at, bytes.len), bytes.len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	fault = file_read("-", limit, &place->arena, got, err);
	dup2(standard, STDIN_FILENO);
	close(standard);
	return fault;
}

static void test_read_pipe(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	Text got = TEXT("untouched");

	assert_int_equal(read_piped(place, TEXT("12345"), 4, 0, &got, &err), FAULT_TOO_LARGE);
	assert_string_equal(
	    err.text, "'standard input' is more than the 4 bytes that are read at once");
	assert_text(got, TEXT("untouched"));
	err = (struct error){ 0 };
	assert_int_equal(read_piped(place, TEXT("12345"), 5, O_NONBLOCK, &got, &err), FAULT_NONE);
	assert_text(got, TEXT("12345"));
	assert_int_equal(read_piped(place, TEXT(""), 5, 0, &got, &err), FAULT_NONE);
	assert_int_equal(got.len, 0);
	assert_non_null(got.at);
}

/* Who had the old file open keeps it: the new one is another file under the same name. */
static void test_write_replaces(void **state)
{
	struct place *place = *state;
	char old[4] = { 0 };
	struct error err = { 0 };
	TextList names;
	Text bytes;
	int fd;

	write_file(place, "f", TEXT("old"));
	fd = open(in(place, "f"), O_RDONLY);
	write_file(place, "f", TEXT("newer"));
	assert_int_equal(read(fd, old, sizeof old), 3);
	close(fd);
	assert_string_equal(old, "old");
	assert_int_equal(file_read(in(place, "f"), 99, &place->arena, &bytes, &err), FAULT_NONE);
	assert_text(bytes, TEXT("newer"));
	assert_int_equal(folder_list(place->folder, &place->arena, &names, &err), FAULT_NONE);
	assert_int_equal(names.count, 1);
}

static void test_write_faults(void **state)
{
	struct place *place = *state;
	struct error absent = { 0 }, taken = { 0 }, full = { 0 }, err = { 0 };
	char name[300];
	TextList names;

	assert_int_equal(file_write(in(place, "no"), "f", TEXT("x"), &absent), FAULT_NOT_FOUND);
	assert_int_equal(folder_make(in(place, "f/g"), &err), FAULT_NONE);
	assert_int_not_equal(file_write(place->folder, "f", TEXT("x"), &taken), FAULT_NONE);
	memset(name, 'n', sizeof name);
	name[sizeof name - 1] = '\0';
	assert_int_equal(file_write(place->folder, name, TEXT("x"), &full), FAULT_IO);
	assert_int_equal(folder_list(place->folder, &place->arena, &names, &err), FAULT_NONE);
	assert_int_equal(names.count, 1);
	assert_text(names.items[0], TEXT("f"));
}

static void test_hash(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };
	char hex[SHA256_HEX_ROOM];
	uint64_t size = 0;
	Sha256 hash;

	write_file(place, "f", TEXT("abc"));
	assert_int_equal(file_hash(in(place, "f"), &hash, &size, &err), FAULT_NONE);
	assert_int_equal(size, 3);
	assert_text(sha256_hex(hash, hex),
	    TEXT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	assert_true(sha256_equal(hash, sha256_of(TEXT("abc"))));
	assert_false(sha256_equal(hash, sha256_of((Text){ NULL, 0 })));
	assert_int_equal(truncate(in(place, "f"), 1000000), 0);
	assert_int_equal(file_hash(in(place, "f"), &hash, &size, &err), FAULT_NONE);
	assert_int_equal(size, 1000000);
	assert_int_equal(file_hash(in(place, "no"), &hash, &size, &err), FAULT_NOT_FOUND);
}

static void test_list(void **state)
{
	struct place *place = *state;
	static const Text sorted[] = { TEXT_INIT(".z"), TEXT_INIT("B"), TEXT_INIT("a"),
		TEXT_INIT("a2"), TEXT_INIT("\xC3\xA9") };
	struct error err = { 0 };
	TextList names = { 0 };

	for (size_t i = 5; i-- > 0;)
		write_file(place, text_string(&place->arena, sorted[i]), TEXT("x"));
	assert_int_equal(folder_list(place->folder, &place->arena, &names, &err), FAULT_NONE);
	assert_int_equal(names.count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_text(names.items[i], sorted[i]);
	assert_int_equal(
	    folder_list(in(place, "no"), &place->arena, &names, &err), FAULT_NOT_FOUND);
	assert_int_equal(names.count, 5);
}

static void test_make(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };

	assert_int_equal(folder_make(in(place, "a/b//c/"), &err), FAULT_NONE);
	assert_int_equal(folder_make(in(place, "a/b/c"), &err), FAULT_NONE);
	assert_int_equal(folder_sync(in(place, "a/b/c"), &err), FAULT_NONE);
	assert_true(file_exists(in(place, "a/b/c")));
	assert_false(file_exists(in(place, "a/c")));
	write_file(place, "f", TEXT("x"));
	assert_int_equal(folder_make(in(place, "f"), &err), FAULT_CONFLICT);
}

static void test_remove(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };

	write_file(place, "kept", TEXT("x"));
	assert_int_equal(folder_make(in(place, "kept.d/in"), &err), FAULT_NONE);
	assert_int_equal(folder_make(in(place, "gone/a/b"), &err), FAULT_NONE);
	assert_int_equal(file_write(in(place, "gone/a"), ".f", TEXT("x"), &err), FAULT_NONE);
	assert_int_equal(symlink(in(place, "kept.d"), in(place, "gone/a/link")), 0);
	assert_int_equal(symlink("nowhere", in(place, "gone/dangling")), 0);
	assert_int_equal(folder_remove(in(place, "gone"), &err), FAULT_NONE);
	assert_false(file_exists(in(place, "gone")));
	assert_true(file_exists(in(place, "kept")));
	assert_true(file_exists(in(place, "kept.d/in")));
	assert_int_equal(folder_remove(in(place, "gone"), &err), FAULT_NONE);
}

static void test_join(void **state)
{
	struct place *place = *state;

	assert_string_equal(path_join(&place->arena, "a", "b"), "a/b");
	assert_string_equal(path_join(&place->arena, "/", "b"), "/b");
	assert_string_equal(path_join(&place->arena, "", "b"), "b");
}

static int set_up(void **state)
{
	static struct place place;

	place = (struct place){ .folder = "/tmp/chancery-files-XXXXXX" };
	arena_begin(&place.arena, 0);
	*state = &place;
	return mkdtemp(place.folder) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	struct error err = { 0 };

	arena_end(&place->arena);
	return folder_remove(place->folder, &err) == FAULT_NONE ? 0 : -1;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_FOLDER(test_read),
		IN_FOLDER(test_read_faults),
		IN_FOLDER(test_read_huge),
		IN_FOLDER(test_read_pipe),
		IN_FOLDER(test_write_replaces),
		IN_FOLDER(test_write_faults),
		IN_FOLDER(test_hash),
		IN_FOLDER(test_list),
		IN_FOLDER(test_make),
		IN_FOLDER(test_remove),
		IN_FOLDER(test_join),
	};

	return cmocka_run_group_tests_name("base/files", tests, NULL, NULL);
}
