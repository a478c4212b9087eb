/* Faults from result codes, modes, latching, and paths that SQLite would read as something else. */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"

static char folder[64];
static struct arena arena;

static int begin(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_store.XXXXXX");
	arena_begin(&arena, 0);
	return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	arena_end(&arena);
	return folder_remove(folder, &err) == FAULT_NONE ? 0 : -1;
}

static const char *in_folder(const char *name)
{
	return path_join(&arena, folder, name);
}

static struct store *must_open(const char *path, enum store_mode mode)
{
	struct error err = { 0 };
	struct store *store = store_open(path, mode, &err);

	if (!store)
		fail_msg("%s", err.text);
	return store;
}

static void must_run(struct store *store, const char *sql)
{
	struct error err = { 0 };

	if (store_run(store, text_of(sql), &err) != FAULT_NONE)
		fail_msg("%s", err.text);
}

static void make_file(const char *path, const char *sql)
{
	struct store *store = must_open(path, STORE_CREATE);

	must_run(store, sql);
	store_close(store);
}

static void write_bytes(const char *name, Text bytes)
{
	struct error err = { 0 };

	assert_int_equal(file_write(folder, name, bytes, &err), FAULT_NONE);
}

static void test_open_faults(void **state)
{
	static const struct {
		const char *name;
		enum store_mode mode;
		enum fault fault;
	} cases[] = {
		{ "absent.db", STORE_WRITE, FAULT_NOT_FOUND },
		{ "absent.db", STORE_READ, FAULT_NOT_FOUND },
		{ "absent.db", STORE_SEALED, FAULT_NOT_FOUND },
		{ "absent/x.db", STORE_CREATE, FAULT_NOT_FOUND },
		{ "there.db", STORE_CREATE, FAULT_CONFLICT },
		{ "there.db", STORE_DRAFT, FAULT_CONFLICT },
		{ "text.db", STORE_WRITE, FAULT_BAD_INPUT },
		{ "text.db", STORE_READ, FAULT_BAD_INPUT },
		{ "text.db", STORE_SEALED, FAULT_BAD_INPUT },
		{ ".", STORE_READ, FAULT_BAD_INPUT },
	};

	(void)state;
	make_file(in_folder("there.db"), "CREATE TABLE t (a)");
	write_bytes("text.db",
	    TEXT(
		"this is no database, it is a text of more than a hundred bytes, which is as long as "
		"the header of a database has to be"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };

		assert_null(store_open(in_folder(cases[i].name), cases[i].mode, &err));
		if (err.fault != cases[i].fault)
			fail_msg("%s: %s: %s", cases[i].name, fault_name(err.fault), err.text);
		assert_true(text_find(text_of(err.text), text_of(cases[i].name)) != TEXT_NONE);
	}
}

/* Names that mean something in a URI or to SQLite. */
static void test_paths(void **state)
{
	static const char *const names[] = { "a b.db", "per%20cent.db", "what?mode=memory",
		"c#d.db", ":memory:", "file:x", "\xc3\xa9l\xc3\xa8ve.db" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *path = in_folder(names[i]);
		struct store *store;

		make_file(path, "CREATE TABLE t (a); INSERT INTO t VALUES (7)");
		assert_true(file_exists(path));
		store = must_open(path, STORE_SEALED);
		must_run(store, "SELECT a FROM t");
		store_close(store);
	}
}

static void test_values(void **state)
{
	struct store *store = must_open(in_folder("a.db"), STORE_CREATE);
	struct error err = { 0 };
	struct statement *add, *get;

	(void)state;
	must_run(store,
	    "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, bytes BLOB, number INTEGER) STRICT");
	add =
	    statement_open(store, "INSERT INTO t (name, bytes, number) VALUES (?1, ?2, ?3)", &err);
	bind_text(add, 1, TEXT("na\0me"));
	bind_blob(add, 2, TEXT(""));
	bind_number(add, 3, INT64_MIN);
	assert_int_equal(statement_run(add, &err), FAULT_NONE);
	assert_int_equal(store_last_id(store), 1);
	/* Unbound parameters of the next run are NULL: binds do not stay. */
	assert_int_equal(statement_run(add, &err), FAULT_NONE);
	get = statement_open(store, "SELECT name, bytes, number FROM t ORDER BY id", &err);
	assert_true(statement_step(get));
	assert_int_equal(row_text(get, 0).len, 5);
	assert_non_null(row_blob(get, 1).at);
	assert_int_equal(row_blob(get, 1).len, 0);
	assert_true(row_number(get, 2) == INT64_MIN);
	assert_true(statement_step(get));
	assert_true(row_is_null(get, 0));
	assert_null(row_text(get, 0).at);
	assert_null(row_blob(get, 1).at);
	assert_false(statement_step(get));
	assert_int_equal(statement_end(get, &err), FAULT_NONE);
	statement_close(add);
	statement_close(get);
	store_close(store);
}

static void test_latch(void **state)
{
	struct store *store = must_open(in_folder("b.db"), STORE_CREATE);
	struct error err = { 0 };
	struct statement *add;

	(void)state;
	must_run(store, "CREATE TABLE t (a INTEGER NOT NULL CHECK (a > 0)) STRICT");
	assert_null(statement_open(store, "SELECT nothing FROM nowhere", &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
	err = (struct error){ 0 };
	add = statement_open(store, "INSERT INTO t VALUES (?1)", &err);
	bind_number(add, 9, 1);
	bind_number(add, 1, 1);
	assert_false(statement_step(add));
	assert_int_not_equal(statement_end(add, &err), FAULT_NONE);
	err = (struct error){ 0 };
	bind_number(add, 1, -1);
	assert_int_equal(statement_run(add, &err), FAULT_CONFLICT);
	/* The failure ended with its run. */
	err = (struct error){ 0 };
	bind_number(add, 1, 1);
	assert_int_equal(statement_run(add, &err), FAULT_NONE);
	statement_close(add);
	store_close(store);
}

static void test_two_writers(void **state)
{
	const char *path = in_folder("c.db");
	struct store *one, *other;
	struct error err = { 0 };

	(void)state;
	make_file(path, "CREATE TABLE t (a)");
	one = must_open(path, STORE_WRITE);
	other = must_open(path, STORE_READ);
	assert_int_equal(store_begin(one, &err), FAULT_NONE);
	must_run(one, "INSERT INTO t VALUES (1)");
	/* A reader is not kept waiting, and has one snapshot. */
	assert_int_equal(store_begin(other, &err), FAULT_NONE);
	must_run(other, "SELECT a FROM t");
	assert_int_equal(store_commit(one, &err), FAULT_NONE);
	store_rollback(other);
	store_rollback(other);
	assert_int_equal(store_run(other, TEXT("INSERT INTO t VALUES (2)"), &err), FAULT_DENIED);
	store_close(other);
	store_close(one);
}

static void test_damage(void **state)
{
	const char *path = in_folder("d.db");
	struct store *store;
	struct error err = { 0 };
	Text bytes;
	char *changed;

	(void)state;
	store = must_open(path, STORE_DRAFT);
	must_run(store,
	    "CREATE TABLE t (a TEXT); INSERT INTO t SELECT hex(randomblob(5000)) FROM (SELECT 1 UNION SELECT 2)");
	assert_int_equal(store_check(store, &err), FAULT_NONE);
	store_close(store);
	assert_int_equal(file_read(path, 1 << 20, &arena, &bytes, &err), FAULT_NONE);
	changed = arena_take(&arena, bytes.len);
	memcpy(changed, bytes.at, bytes.len);
	memset(changed + 8192, 0xA5, 64); /* the head of the second page */
	write_bytes("e.db", (Text){ changed, bytes.len });
	store = must_open(in_folder("e.db"), STORE_SEALED);
	assert_int_equal(store_check(store, &err), FAULT_CORRUPT);
	store_close(store);
	err = (struct error){ 0 };
	write_bytes("f.db", (Text){ bytes.at, 20000 });
	assert_null(store_open(in_folder("f.db"), STORE_SEALED, &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
}

/* A schema from outside must not run anything. */
static void test_hostile_schema(void **state)
{
	const char *path = in_folder("g.db");
	struct store *store;
	struct error err = { 0 };

	(void)state;
	store = must_open(path, STORE_DRAFT);
	must_run(store, "CREATE TABLE t (a); CREATE VIEW record AS SELECT a FROM t");
	store_close(store);
	store = must_open(path, STORE_SEALED);
	assert_int_not_equal(store_run(store, TEXT("SELECT * FROM record"), &err), FAULT_NONE);
	err = (struct error){ 0 };
	assert_int_not_equal(store_run(store, TEXT("ATTACH '/tmp/x.db' AS x"), &err), FAULT_NONE);
	store_close(store);
}

static void test_marks(void **state)
{
	struct store *store = must_open(in_folder("h.db"), STORE_CREATE);
	struct error err = { 0 };
	int64_t version = -1, application = -1;

	(void)state;
	must_run(store, "PRAGMA user_version = 7; PRAGMA application_id = 11;");
	assert_int_equal(store_version(store, &version, &err), FAULT_NONE);
	assert_int_equal(store_application(store, &application, &err), FAULT_NONE);
	assert_int_equal(version, 7);
	assert_int_equal(application, 11);
	store_close(store);
	store_close(NULL);
	statement_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_open_faults, begin, end),
		cmocka_unit_test_setup_teardown(test_paths, begin, end),
		cmocka_unit_test_setup_teardown(test_values, begin, end),
		cmocka_unit_test_setup_teardown(test_latch, begin, end),
		cmocka_unit_test_setup_teardown(test_two_writers, begin, end),
		cmocka_unit_test_setup_teardown(test_damage, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile_schema, begin, end),
		cmocka_unit_test_setup_teardown(test_marks, begin, end),
	};

	return cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
}
