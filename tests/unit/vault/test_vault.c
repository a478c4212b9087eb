/* Making and opening, adding twice, revisions, what may not change, and a second writer. */
#include "vault/vault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"
#include "store/store.h"

static char folder[64];
static struct arena arena;

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static struct vault *must_open(enum vault_access access)
{
	struct error err = { 0 };
	struct vault *vault = vault_open(folder, access, &err);

	must(err.fault, &err);
	return vault;
}

static int begin(void **state)
{
	struct error err = { 0 };

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_vault.XXXXXX");
	arena_begin(&arena, 0);
	return mkdtemp(folder) && vault_init(folder, &err) == FAULT_NONE ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	arena_end(&arena);
	return folder_remove(folder, &err) == FAULT_NONE ? 0 : -1;
}

static const char *vault_file(void)
{
	return path_join(&arena, folder, "vault.db");
}

static struct arrival arrival_of(const char *id, const char *words)
{
	return (struct arrival){
		.id = text_of(id),
		.kind = RECORD_CABLE,
		.created = MOMENT_UNKNOWN,
		.stated_release = MOMENT_UNKNOWN,
		.source = text_of(words),
		.structure = TEXT_INIT("{\"schema\":\"chancery.record/1\"}"),
		.text = text_of(words),
		.path = TEXT_INIT("private/container.txt"),
		.line = 7,
		.format = TEXT_INIT("telegram"),
	};
}

static struct vault_counts count(struct vault *vault)
{
	struct vault_counts counts = { 0 };
	struct error err = { 0 };

	must(vault_count(vault, clock_now(), &counts, &err), &err);
	return counts;
}

static void test_add(void **state)
{
	static const struct {
		const char *id, *words;
		enum outcome outcome;
		uint32_t revision;
		uint64_t records, revisions, sources;
	} steps[] = {
		{ "08RIGA61", "first", OUTCOME_ACCEPTED, 1, 1, 1, 1 },
		{ "08RIGA61", "first", OUTCOME_IDENTICAL, 1, 1, 1, 1 },
		{ "08RIGA61", "second", OUTCOME_UPDATED, 2, 1, 2, 2 },
		{ "08RIGA61", "first", OUTCOME_IDENTICAL, 1, 1, 2, 2 },
		{ "08RIGA61", "second", OUTCOME_IDENTICAL, 2, 1, 2, 2 },
		{ "08OSLO1", "first", OUTCOME_ACCEPTED, 1, 2, 3,
		    2 }, /* bytes that another record has: kept once */
		{ "08OSLO2", "", OUTCOME_ACCEPTED, 1, 3, 4, 3 },
		{ "08OSLO2", "", OUTCOME_IDENTICAL, 1, 3, 4, 3 },
	};
	struct vault *vault = must_open(VAULT_WRITE);

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct arrival arrival = arrival_of(steps[i].id, steps[i].words);
		enum outcome outcome = OUTCOME_IDENTICAL;
		struct error err = { 0 };
		uint32_t revision = 0;
		struct vault_counts counts;

		must(vault_add(vault, &arrival, &outcome, &revision, &err), &err);
		counts = count(vault);
		assert_int_equal(outcome, steps[i].outcome);
		assert_int_equal(revision, steps[i].revision);
		assert_int_equal(counts.records, steps[i].records);
		assert_int_equal(counts.revisions, steps[i].revisions);
		assert_int_equal(counts.sources, steps[i].sources);
		assert_int_equal(counts.states[STATE_HELD], steps[i].records);
	}
	vault_close(vault);
}

static enum fault content_of(struct vault *vault, Text id, uint32_t revision, Text *structure,
    Text *text, Text *source, struct error *err)
{
	struct packer *packer = packer_begin(err);
	struct packed_content packed;
	enum fault fault = vault_packed(vault, id, revision, &arena, &packed, err);

	assert_non_null(packer);
	if (fault == FAULT_NONE)
		fault = content_unpack(&packed, packer, &arena, structure, text, source, err);
	packer_end(packer);
	return fault;
}

static void test_content(void **state)
{
	struct vault *vault = must_open(VAULT_WRITE);
	struct arrival arrival = arrival_of("08RIGA61", "bytes \xff here");
	enum outcome outcome;
	struct error err = { 0 };
	struct holding holding;
	Text structure, text, source;

	(void)state;
	arrival.text = TEXT("bytes \xef\xbf\xbd here");
	arrival.kind = RECORD_NARRATIVE;
	arrival.created = (Moment){ 1204284480, PRECISION_MINUTE };
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	arrival = arrival_of("08RIGA61", "plain");
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	must(content_of(vault, TEXT("08RIGA61"), 1, &structure, &text, &source, &err), &err);
	assert_true(text_equal(source, TEXT("bytes \xff here")));
	assert_true(text_equal(text, TEXT("bytes \xef\xbf\xbd here")));
	assert_true(text_equal(structure, TEXT("{\"schema\":\"chancery.record/1\"}")));
	must(content_of(vault, TEXT("08RIGA61"), 2, &structure, &text, &source, &err), &err);
	assert_true(text_equal(source, TEXT("plain")));
	assert_true(text_equal(text, TEXT("plain")));
	must(vault_find(vault, TEXT("08RIGA61"), clock_now(), &arena, &holding, &err), &err);
	assert_int_equal(holding.kind, RECORD_CABLE);
	assert_int_equal(holding.revisions, 2);
	assert_int_equal(holding.created.precision, PRECISION_UNKNOWN);
	assert_true(text_equal(holding.path, TEXT("private/container.txt")));
	assert_int_equal(content_of(vault, TEXT("08RIGA61"), 3, &structure, &text, &source, &err),
	    FAULT_NOT_FOUND);
	err = (struct error){ 0 };
	assert_int_equal(vault_find(vault, TEXT("08NOWHERE1"), clock_now(), &arena, &holding, &err),
	    FAULT_NOT_FOUND);
	vault_close(vault);
}

static void test_bad_arrivals(void **state)
{
	static const char *const ids[] = {
		"", "a b", "../etc", "/x", "x/", "a'b",
		"0123456789012345678901234567890123456789012345678901234567890123456789012345678901"
	};
	struct vault *vault = must_open(VAULT_WRITE);

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct arrival arrival = arrival_of(ids[i], "x");
		enum outcome outcome;
		struct error err = { 0 };

		assert_int_equal(vault_add(vault, &arrival, &outcome, NULL, &err), FAULT_BAD_INPUT);
	}
	assert_int_equal(count(vault).records, 0);
	assert_int_equal(count(vault).sources, 0);
	vault_close(vault);
}

/* A refused addition has written nothing; the transaction around it stands. */
static void test_batch(void **state)
{
	struct vault *vault = must_open(VAULT_WRITE);
	struct arrival good = arrival_of("08RIGA61", "good"), bad = arrival_of("08RIGA62", "bad");
	enum outcome outcome;
	struct error err = { 0 };

	(void)state;
	bad.kind = (enum record_kind)7;
	bad.structure = (Text){ NULL, 0 };
	must(vault_begin(vault, &err), &err);
	must(vault_add(vault, &good, &outcome, NULL, &err), &err);
	assert_int_equal(vault_add(vault, &bad, &outcome, NULL, &err), FAULT_BAD_INPUT);
	err = (struct error){ 0 };
	must(vault_commit(vault, &err), &err);
	assert_int_equal(count(vault).records, 1);
	assert_int_equal(count(vault).sources, 1);
	must(vault_begin(vault, &err), &err);
	good = arrival_of("08RIGA63", "good too");
	must(vault_add(vault, &good, &outcome, NULL, &err), &err);
	vault_rollback(vault);
	assert_int_equal(count(vault).records, 1);
	must(vault_add(vault, &good, &outcome, NULL, &err), &err);
	assert_int_equal(outcome, OUTCOME_ACCEPTED);
	vault_close(vault);
}

static void change_layout(const char *sql);

/* A change that breaks off halfway cannot be committed. */
static void test_spoilt(void **state)
{
	struct arrival good = arrival_of("08RIGA61", "good"), bad = arrival_of("08RIGA62", "bad");
	struct vault *vault;
	enum outcome outcome;
	struct error err = { 0 };

	(void)state;
	change_layout("CREATE TRIGGER full BEFORE INSERT ON reading WHEN new.revision = 2"
		      " BEGIN SELECT RAISE(ABORT, 'no more'); END");
	vault = must_open(VAULT_WRITE);
	must(vault_begin(vault, &err), &err);
	must(vault_add(vault, &good, &outcome, NULL, &err), &err);
	assert_int_equal(vault_add(vault, &bad, &outcome, NULL, &err), FAULT_CONFLICT);
	err = (struct error){ 0 };
	assert_int_equal(vault_commit(vault, &err), FAULT_CONFLICT);
	vault_rollback(vault);
	assert_int_equal(count(vault).sources, 0);
	err = (struct error){ 0 };
	must(vault_add(vault, &good, &outcome, NULL, &err), &err);
	assert_int_equal(vault_add(vault, &bad, &outcome, NULL, &err), FAULT_CONFLICT);
	assert_int_equal(count(vault).sources, 1);
	vault_close(vault);
}

static void assert_content(struct vault *vault, const char *id, Text source, Text words)
{
	Text structure, text, bytes;
	struct error err = { 0 };

	must(content_of(vault, text_of(id), 1, &structure, &text, &bytes, &err), &err);
	assert_true(text_equal(bytes, source));
	assert_true(text_equal(text, words));
	assert_true(text_equal(structure, TEXT("{\"schema\":\"chancery.record/1\"}")));
}

/* Packed beforehand, by another thread for example, or by the vault: the same comes back. */
static void test_packed(void **state)
{
	struct arrival arrival = arrival_of("08RIGA61", "bytes \xff here");
	struct packer *packer = packer_begin(&(struct error){ 0 });
	struct vault *vault = must_open(VAULT_WRITE);
	Sha256 hash = sha256_of(arrival.source);
	struct packed_content packed, back;
	enum outcome outcome;
	struct error err = { 0 };
	Text structure, text, source, id;
	uint32_t revision = 0;

	(void)state;
	arrival.text = TEXT("bytes \xef\xbf\xbd here");
	must(content_pack(arrival.id, arrival.structure, arrival.text, arrival.source, &hash,
		 packer, &arena, &packed, &err),
	    &err);
	arrival.packed = &packed;
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	assert_content(vault, "08RIGA61", arrival.source, arrival.text);
	must(vault_packed(vault, arrival.id, 1, &arena, &back, &err), &err);
	assert_true(back.is_packed && back.is_source_packed);
	assert_true(text_equal(back.source, packed.source));
	assert_true(text_equal(back.text, packed.text));
	assert_true(text_equal(back.structure, packed.structure));
	must(content_unpack(&back, packer, &arena, &structure, &text, &source, &err), &err);
	assert_true(text_equal(source, arrival.source));
	must(vault_find_source(vault, &hash, TEXT("telegram"), &arena, &id, &revision, &err), &err);
	assert_true(text_equal(id, arrival.id));
	assert_int_equal(revision, 1);
	must(vault_find_source(vault, &hash, TEXT("nara"), &arena, &id, &revision, &err), &err);
	assert_int_equal(id.len, 0);
	back.text = packed.source;
	assert_int_equal(
	    content_unpack(&back, packer, &arena, &structure, &text, &source, &err), FAULT_CORRUPT);
	packer_end(packer);
	vault_close(vault);
}

static void test_append_only(void **state)
{
	static const struct {
		const char *sql, *sentence;
	} cases[] = {
		{ "UPDATE decision SET reason = 'x'", "a decision never changes; add a new one" },
		{ "DELETE FROM decision", "a decision is kept for ever" },
		{ "UPDATE source SET bytes = x'00'", "a source is kept exactly as received" },
		{ "DELETE FROM source", "a source is kept for ever" },
		{ "INSERT OR REPLACE INTO source SELECT id, sha256, x'00', 0 FROM source",
		    "a source is kept for ever" },
		{ "UPDATE revision SET path = ''", "a revision never changes; add a new one" },
		{ "DELETE FROM revision", "a revision is kept for ever" },
		{ "UPDATE record SET name = 'x'", "a record keeps its id" },
		{ "DELETE FROM record", "a record is kept for ever" },
	};
	struct vault *vault = must_open(VAULT_WRITE);
	struct arrival arrival = arrival_of("08RIGA61", "words");
	struct decision approve = { VERDICT_APPROVE, MOMENT_UNKNOWN, TEXT_INIT(""), TEXT_INIT("me"),
		MOMENT_UNKNOWN };
	enum outcome outcome;
	struct error err = { 0 };
	struct store *store;

	(void)state;
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	must(vault_decide(vault, arrival.id, &approve, &err), &err);
	vault_close(vault);
	store = store_open(vault_file(), STORE_WRITE, &err);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		err = (struct error){ 0 };
		assert_int_equal(store_run(store, text_of(cases[i].sql), &err), FAULT_CONFLICT);
		if (!text_ends(text_of(err.text), text_of(cases[i].sentence)))
			fail_msg("%s: %s", cases[i].sql, err.text);
	}
	store_close(store);
}

static void change_layout(const char *sql)
{
	struct error err = { 0 };
	struct store *store = store_open(vault_file(), STORE_WRITE, &err);

	must(err.fault, &err);
	must(store_run(store, text_of(sql), &err), &err);
	store_close(store);
}

extern const Text embedded_001_first_sql;

/* What layout 1 kept plain is read after the step to the newest, beside what came since. */
static void test_plain_rows(void **state)
{
	static const char words[] = "bytes \xff here", made[] = "bytes \xef\xbf\xbd here";
	const Text structure = TEXT("{\"schema\":\"chancery.record/1\"}");
	Sha256 source = sha256_of(text_of(words)),
	       both[2] = { sha256_of(structure), sha256_of(text_of(made)) };
	Sha256 reading = sha256_of((Text){ (const char *)both, sizeof both });
	char source_hex[SHA256_HEX_ROOM], reading_hex[SHA256_HEX_ROOM];
	struct arrival arrival = arrival_of("08OSLO1", words);
	struct error err = { 0 };
	struct vault *vault;
	struct store *store;
	enum outcome outcome;

	(void)state;
	assert_int_equal(unlink(vault_file()), 0);
	store = store_open(vault_file(), STORE_CREATE, &err);
	must(err.fault, &err);
	must(store_run(store, embedded_001_first_sql, &err), &err);
	sha256_hex(source, source_hex);
	sha256_hex(reading, reading_hex);
	must(store_run(store,
		 text_format(&arena,
		     "PRAGMA application_id = 0x43484e43; PRAGMA user_version = 1;"
		     "INSERT INTO source VALUES (1, x'%s', x'627974657320ff2068657265');"
		     "INSERT INTO record VALUES (1, '08RIGA61');"
		     "INSERT INTO revision VALUES (1, 1, 1, 1, 'x', 1, 'telegram', 0);"
		     "INSERT INTO reading VALUES (1, 'cable', NULL, 0, NULL, 0, x'%s', '%s', '%s')",
		     source_hex, reading_hex, structure.at, made),
		 &err),
	    &err);
	store_close(store);
	assert_null(vault_open(folder, VAULT_READ, &err));
	assert_int_equal(err.fault, FAULT_CONFLICT);
	err = (struct error){ 0 };
	vault = must_open(VAULT_WRITE);
	assert_content(vault, "08RIGA61", text_of(words), text_of(made));
	arrival.text = text_of(made);
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	assert_int_equal(outcome, OUTCOME_ACCEPTED);
	assert_int_equal(count(vault).sources, 1); /* a plain source, a packed reading */
	assert_content(vault, "08OSLO1", text_of(words), text_of(made));
	assert_content(vault, "08RIGA61", text_of(words), text_of(made));
	vault_close(vault);
}

static void test_layouts(void **state)
{
	static const struct {
		const char *sql;
		enum fault fault;
		const char *says;
	} cases[] = {
		{ "PRAGMA user_version = 7", FAULT_TOO_NEW,
		    "has layout 7; this program knows up to 3: use a newer Chancery" },
		{ "PRAGMA application_id = 5", FAULT_BAD_INPUT, "is not the vault of an archive" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int access = VAULT_READ; access <= VAULT_WRITE; access++) {
			struct error err = { 0 };

			change_layout(cases[i].sql);
			assert_null(vault_open(folder, (enum vault_access)access, &err));
			assert_int_equal(err.fault, cases[i].fault);
			assert_true(text_ends(text_of(err.text), text_of(cases[i].says)));
		}
	change_layout("PRAGMA application_id = 0x43484e43; PRAGMA user_version = 3");
	vault_close(must_open(VAULT_READ));
}

static void test_not_an_archive(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_int_equal(vault_init(folder, &err), FAULT_CONFLICT);
	assert_int_equal(unlink(vault_file()), 0);
	err = (struct error){ 0 };
	assert_null(vault_open(folder, VAULT_READ, &err));
	assert_int_equal(err.fault, FAULT_NOT_FOUND);
	err = (struct error){ 0 };
	must(file_write(folder, "vault.db",
		 TEXT("a letter, which is not a database at all, however long it may be; it "
		      "goes on for more than a hundred bytes"),
		 &err),
	    &err);
	assert_null(vault_open(folder, VAULT_WRITE, &err));
	assert_int_equal(err.fault, FAULT_BAD_INPUT);
	assert_int_equal(unlink(vault_file()), 0);
	err = (struct error){ 0 };
	must(file_write(folder, "letter.txt", TEXT("mine"), &err), &err);
	assert_int_equal(vault_init(folder, &err), FAULT_CONFLICT);
	err = (struct error){ 0 };
	assert_null(vault_open("/nonexistent/archive", VAULT_READ, &err));
	assert_int_equal(err.fault, FAULT_NOT_FOUND);
}

/* What a killed init leaves does not stand in the way of the next; the vault is for its owner
 * alone. */
static void test_init_again(void **state)
{
	const char *nested = path_join(&arena, folder, "a/b");
	struct error err = { 0 };
	struct stat about;

	(void)state;
	must(folder_make(nested, &err), &err);
	must(file_write(nested, "vault.db.new", TEXT("half"), &err), &err);
	must(file_write(nested, "vault.db.new-wal", TEXT(""), &err), &err);
	must(vault_init(nested, &err), &err);
	assert_false(file_exists(path_join(&arena, nested, "vault.db.new")));
	assert_int_equal(stat(path_join(&arena, nested, "vault.db"), &about), 0);
	assert_int_equal(about.st_mode & 077, 0);
	vault_close(vault_open(nested, VAULT_READ, &err));
	must(err.fault, &err);
}

static void test_second_writer(void **state)
{
	struct vault *one = must_open(VAULT_WRITE), *other = must_open(VAULT_WRITE),
		     *reader = must_open(VAULT_READ);
	struct arrival arrival = arrival_of("08RIGA61", "words");
	enum outcome outcome;
	struct error err = { 0 };

	(void)state;
	must(vault_begin(one, &err), &err);
	must(vault_add(one, &arrival, &outcome, NULL, &err), &err);
	assert_int_equal(count(reader).records, 0);
	assert_int_equal(vault_add(other, &arrival, &outcome, NULL, &err), FAULT_CONFLICT);
	assert_true(text_starts(text_of(err.text), TEXT("another command is writing to ")));
	err = (struct error){ 0 };
	/* A reader's transaction is one snapshot. */
	must(vault_begin(reader, &err), &err);
	assert_int_equal(count(reader).records, 0);
	must(vault_commit(one, &err), &err);
	assert_int_equal(count(reader).records, 0);
	vault_rollback(reader);
	assert_int_equal(count(reader).records, 1);
	must(vault_add(other, &arrival, &outcome, NULL, &err), &err);
	assert_int_equal(outcome, OUTCOME_IDENTICAL);
	vault_close(one);
	vault_close(other);
	vault_close(reader);
}

static void test_damaged_content(void **state)
{
	struct vault *vault = must_open(VAULT_WRITE);
	struct arrival arrival = arrival_of("08RIGA61", "words");
	enum outcome outcome;
	struct error err = { 0 };
	Text structure, text, source;

	(void)state;
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	vault_close(vault);
	change_layout("DROP TRIGGER source_never_changes; UPDATE source SET bytes = x'00'");
	vault = must_open(VAULT_READ);
	assert_int_equal(
	    content_of(vault, arrival.id, 1, &structure, &text, &source, &err), FAULT_CORRUPT);
	vault_close(vault);
	vault_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_add, begin, end),
		cmocka_unit_test_setup_teardown(test_content, begin, end),
		cmocka_unit_test_setup_teardown(test_bad_arrivals, begin, end),
		cmocka_unit_test_setup_teardown(test_batch, begin, end),
		cmocka_unit_test_setup_teardown(test_spoilt, begin, end),
		cmocka_unit_test_setup_teardown(test_packed, begin, end),
		cmocka_unit_test_setup_teardown(test_plain_rows, begin, end),
		cmocka_unit_test_setup_teardown(test_append_only, begin, end),
		cmocka_unit_test_setup_teardown(test_layouts, begin, end),
		cmocka_unit_test_setup_teardown(test_not_an_archive, begin, end),
		cmocka_unit_test_setup_teardown(test_init_again, begin, end),
		cmocka_unit_test_setup_teardown(test_second_writer, begin, end),
		cmocka_unit_test_setup_teardown(test_damaged_content, begin, end),
	};

	return cmocka_run_group_tests_name("vault/vault", tests, NULL, NULL);
}
