/* The door: what goes out, what stays in (I4, over all bytes of all files), what is kept from
 * edition to edition. */
#include "publish/publish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include <cmocka.h>

#include "base/files.h"
#include "base/interrupt.h"
#include "base/json.h"
#include "edition/edition.h"
#include "record/codec.h"

static char folder[64];
static const char *archive, *public_folder;
static struct arena arena;
static struct vault *vault;

#define DAY(n)       ((Moment){ (int64_t)(n)*86400, PRECISION_DAY })
#define COUNT(array) (sizeof(array) / sizeof *(array))

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	struct error err = { 0 };

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_publish.XXXXXX");
	arena_begin(&arena, 0);
	if (!mkdtemp(folder))
		return -1;
	archive = path_join(&arena, folder, "archive");
	public_folder = path_join(&arena, folder, "public");
	if (vault_init(archive, &err) != FAULT_NONE)
		return -1;
	vault = vault_open(archive, VAULT_WRITE, &err);
	return vault ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	vault_close(vault);
	arena_end(&arena);
	return folder_remove(folder, &err) == FAULT_NONE ? 0 : -1;
}

/* --- the archive --- */

static Text structure_of(Text id, Text words)
{
	struct record record = { .kind = RECORD_CABLE, .id = id, .title = words };
	struct out out;
	Text structure;

	record.cable = ARENA_NEW(&arena, struct cable);
	record.transcript.text = words;
	out_begin(&out, 1 << 20);
	out_json(&out, record_to_json(&record), JSON_STYLE_LINE);
	structure = text_copy(&arena, out_text(&out));
	out_end(&out);
	return structure;
}

static void add(const char *id, const char *words)
{
	struct arrival arrival = {
		.id = text_of(id),
		.source = text_format(&arena, "%s \r\n", words),
		.text = text_format(&arena, "%s \n", words),
		.path = TEXT_INIT("zqpath/box7/container.txt"),
		.line = 3,
		.format = TEXT_INIT("zqformat"),
	};
	enum outcome outcome;
	struct error err = { 0 };

	arrival.structure = structure_of(arrival.id, arrival.text);
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
}

static void decide(const char *id, enum verdict verdict, int day, const char *reason)
{
	struct decision decision = { verdict, DAY(day), text_of(reason), TEXT_INIT("zqcurator"),
		DAY(day) };
	struct error err = { 0 };

	must(vault_decide(vault, text_of(id), &decision, &err), &err);
}

static struct publish_result must_publish(int day)
{
	struct publish_result result = { 0 };
	struct error err = { 0 };

	must(publish(vault, public_folder, DAY(day), &result, &err), &err);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	return result;
}

static struct edition *must_open(void)
{
	struct error err = { 0 };
	struct edition *edition = edition_open(public_folder, &err);

	must(err.fault, &err);
	return edition;
}

/* --- all bytes --- */

struct hunt {
	const char *const *words;
	size_t count;
	int texts;
};

static void hunt_in(const struct hunt *hunt, const char *where, Text bytes)
{
	for (size_t i = 0; i < hunt->count; i++)
		if (text_find_nocase(bytes, text_of(hunt->words[i])) != TEXT_NONE)
			fail_msg("'%s' stands in %s", hunt->words[i], where);
}

static void hunt_in_blob(struct hunt *hunt, const char *where, Text frame)
{
	unsigned long long size = ZSTD_getFrameContentSize(frame.at, frame.len);
	char *bytes = arena_take(&arena, (size_t)size + 1);

	assert_true(size < 1 << 20);
	assert_true(ZSTD_decompress(bytes, (size_t)size, frame.at, frame.len) == size);
	hunt_in(hunt, where, (Text){ bytes, (size_t)size });
	hunt->texts++;
}

/* Every blob of every row of the records, unpacked. */
static void hunt_in_database(struct hunt *hunt, const char *path)
{
	sqlite3 *handle;
	sqlite3_stmt *rows;

	assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(
			     handle, "SELECT structure, text, source FROM record", -1, &rows, NULL),
	    SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW)
		for (int i = 0; i < 3; i++)
			if (sqlite3_column_type(rows, i) != SQLITE_NULL)
				hunt_in_blob(hunt, path,
				    (Text){ sqlite3_column_blob(rows, i),
					(size_t)sqlite3_column_bytes(rows, i) });
	sqlite3_finalize(rows);
	sqlite3_close(handle);
}

static void hunt_in_folder(struct hunt *hunt, const char *path)
{
	struct error err = { 0 };
	TextList names = { 0 };

	must(folder_list(path, &arena, &names, &err), &err);
	for (uint32_t i = 0; i < names.count; i++) {
		const char *inner = path_join(&arena, path, names.items[i].at);
		struct stat about;
		Text bytes;

		hunt_in(hunt, path, names.items[i]);
		assert_int_equal(lstat(inner, &about), 0);
		if (S_ISDIR(about.st_mode))
			hunt_in_folder(hunt, inner);
		if (!S_ISREG(about.st_mode))
			continue;
		must(file_read(inner, 1 << 24, &arena, &bytes, &err), &err);
		hunt_in(hunt, inner, bytes);
		if (text_ends(names.items[i], TEXT(".db")))
			hunt_in_database(hunt, inner);
	}
}

static void assert_absent(const char *const *words, size_t count, int texts)
{
	struct hunt hunt = { words, count, 0 };

	hunt_in_folder(&hunt, public_folder);
	assert_int_equal(hunt.texts, texts);
}

static const char *const never_public[] = { "zqheld", "zqapproved", "zqscheduled", "zqsecond",
	"zqrecalled", "07HELD1", "07APPROVED1", "07SCHEDULED1", "07RECALLED1", "zqcurator",
	"zqpath", "zqformat", "zqsilent" };

static void test_absent(void **state)
{
	static const char *const gone[] = { "zqwithdrawn", "zqfirstcopy" };

	(void)state;
	add("07PUBLIC1", "zqpublic words");
	add("07HELD1", "zqheld words");
	add("07APPROVED1", "zqapproved words");
	add("07SCHEDULED1", "zqscheduled words");
	add("07RECALLED1", "zqrecalled words");
	add("07WITHDRAWN1", "zqwithdrawn words");
	add("07REVISED1", "zqfirstcopy words");
	add("07REVISED2", "zqshown words");
	decide("07APPROVED1", VERDICT_APPROVE, 2, "zqsilent");
	decide("07SCHEDULED1", VERDICT_RELEASE, 90, "");
	decide("07RECALLED1", VERDICT_RELEASE, 90, "");
	decide("07RECALLED1", VERDICT_WITHDRAW, 3, "zqsilent");
	decide("07PUBLIC1", VERDICT_RELEASE, 2, "");
	decide("07WITHDRAWN1", VERDICT_RELEASE, 3, "");
	decide("07REVISED1", VERDICT_RELEASE, 3, "");
	decide("07REVISED2", VERDICT_RELEASE, 4, "");
	add("07REVISED2", "zqsecond words, held");
	must_publish(10);
	assert_absent(never_public, COUNT(never_public), 4 * 3);
	add("07PUBLIC2", "zqpublic words, too");
	decide("07PUBLIC2", VERDICT_RELEASE, 11, "");
	must_publish(11);
	/* The words that go now were there, and go from the old editions, too. */
	decide("07WITHDRAWN1", VERDICT_WITHDRAW, 12, "for a reason");
	add("07REVISED1", "words without the first copy's");
	decide("07REVISED1", VERDICT_RELEASE, 12, "a name redacted");
	must_publish(12);
	assert_absent(never_public, COUNT(never_public), 4 * 3);
	assert_absent(gone, COUNT(gone), 4 * 3);
}

/* --- from edition to edition --- */

static void assert_result(struct publish_result result, const char *name, bool changed,
    uint64_t records, uint64_t added, uint64_t replaced, uint64_t withdrawn, uint64_t kept)
{
	assert_string_equal(result.name, name);
	assert_int_equal(result.changed, changed);
	assert_int_equal(result.records, records);
	assert_int_equal(result.added, added);
	assert_int_equal(result.replaced, replaced);
	assert_int_equal(result.withdrawn, withdrawn);
	assert_int_equal(result.kept_segments, kept);
}

static void add_released(const char *head, int first, int count, int day)
{
	for (int i = first; i < first + count; i++) {
		const char *id = text_format(&arena, "08%s%d", head, i).at;

		add(id, text_format(&arena, "words of %s", id).at);
		decide(id, VERDICT_RELEASE, day, "");
	}
}

static void test_steps(void **state)
{
	struct edition *edition;

	(void)state;
	assert_result(must_publish(1), "000001", true, 0, 0, 0, 0, 0);
	assert_result(must_publish(1), "000001", false, 0, 0, 0, 0, 0);
	add_released("RIGA", 1, 10, 2);
	assert_result(must_publish(2), "000002", true, 10, 10, 0, 0, 0);
	assert_result(must_publish(3), "000002", false, 10, 0, 0, 0, 1);
	/* A few more: a segment of their own. */
	add_released("OSLO", 1, 3, 4);
	assert_result(must_publish(4), "000003", true, 13, 3, 0, 0, 1);
	/* As many again: they are merged, the large one stays. */
	add_released("OSLO", 4, 3, 5);
	assert_result(must_publish(5), "000004", true, 16, 3, 0, 0, 1);
	/* A held one changes only the total. */
	add("08HELD1", "held");
	assert_result(must_publish(5), "000005", true, 16, 0, 0, 0, 2);
	decide("08RIGA3", VERDICT_WITHDRAW, 6, "a reason");
	assert_result(must_publish(6), "000006", true, 15, 0, 0, 1, 0);
	add("08RIGA4", "other words");
	assert_result(must_publish(6), "000006", false, 15, 0, 0, 0, 1);
	decide("08RIGA4", VERDICT_RELEASE, 7, "a better copy");
	assert_result(must_publish(7), "000007", true, 15, 0, 1, 0, 0);
	edition = must_open();
	assert_int_equal(edition_facts(edition)->total, 17);
	assert_int_equal(edition_facts(edition)->released, 15);
	assert_int_equal(edition_facts(edition)->tombstones.count, 1);
	assert_int_equal(edition_facts(edition)->releases.count, 3);
	edition_close(edition);
}

static void test_many_segments(void **state)
{
	struct error err = { 0 };
	TextList names = { 0 };
	struct publish_result result;

	(void)state;
	for (int i = 0; i < 40; i++) {
		add_released("SUVA", i + 1, 1, 2);
		result = must_publish(2);
	}
	assert_int_equal(result.records, 40);
	must(folder_list(path_join(&arena, public_folder, "current"), &arena, &names, &err), &err);
	/* 40 = 32 + 8, and the two files that are not records. */
	assert_int_equal(names.count, 4);
}

static void test_content(void **state)
{
	struct edition *edition;
	struct published published;
	struct error err = { 0 };
	Text source;

	(void)state;
	add("08RIGA1", "first copy");
	decide("08RIGA1", VERDICT_RELEASE, 3, "");
	add("08RIGA1", "second copy");
	decide("08RIGA1", VERDICT_RELEASE, 8, "a page was found");
	must_publish(9);
	edition = must_open();
	must(edition_read(edition, TEXT("08RIGA1"), &arena, &published, &err), &err);
	assert_true(text_equal(published.record->transcript.text, TEXT("second copy \n")));
	assert_int_equal(published.released.seconds, DAY(3).seconds);
	assert_int_equal(published.versions.count, 2);
	assert_int_equal(published.versions.items[0].released.seconds, DAY(3).seconds);
	assert_int_equal(published.versions.items[1].released.seconds, DAY(8).seconds);
	assert_true(text_equal(published.versions.items[1].reason, TEXT("a page was found")));
	must(edition_source(edition, TEXT("08RIGA1"), &arena, &source, &err), &err);
	assert_true(text_equal(source, TEXT("second copy \r\n")));
	edition_close(edition);
}

/* A release ahead goes out with a later publish, a withdrawal leaves a stone, a new release lifts
 * it. */
static void test_times(void **state)
{
	struct edition *edition;

	(void)state;
	add_released("RIGA", 1, 1, 20);
	assert_int_equal(must_publish(19).records, 0);
	assert_result(must_publish(20), "000002", true, 1, 1, 0, 0, 0);
	decide("08RIGA1", VERDICT_WITHDRAW, 30, "by mistake");
	assert_result(must_publish(29), "000002", false, 1, 0, 0, 0, 1);
	assert_result(must_publish(30), "000003", true, 0, 0, 0, 1, 0);
	edition = must_open();
	assert_non_null(edition_tombstone(edition, TEXT("08RIGA1")));
	edition_close(edition);
	decide("08RIGA1", VERDICT_RELEASE, 40, "after all");
	assert_result(must_publish(40), "000004", true, 1, 1, 0, 0, 0);
	edition = must_open();
	assert_null(edition_tombstone(edition, TEXT("08RIGA1")));
	assert_true(edition_holds(edition, TEXT("08RIGA1")));
	edition_close(edition);
}

/* The same archive gives the same bytes, however often and in whatever steps it is asked (I5): here
 * in one. */
static void test_same_bytes(void **state)
{
	const char *second = path_join(&arena, folder, "second");
	struct publish_result result;
	struct error err = { 0 };
	Sha256 one, other;
	uint64_t size;

	(void)state;
	add_released("RIGA", 1, 50, 2);
	must(publish(vault, public_folder, DAY(3), &result, &err), &err);
	must(publish(vault, second, DAY(3), &result, &err), &err);
	must(file_hash(path_join(&arena, public_folder, "current/SHA256SUMS"), &one, &size, &err),
	    &err);
	must(file_hash(path_join(&arena, second, "current/SHA256SUMS"), &other, &size, &err), &err);
	assert_true(sha256_equal(one, other));
}

/* Content that the vault no longer vouches for is not published, and the edition before stays. */
static void test_failure(void **state)
{
	struct publish_result result = { 0 };
	struct error err = { 0 };
	TextList names = { 0 };
	sqlite3 *handle;

	(void)state;
	add_released("RIGA", 1, 3, 2);
	must_publish(2);
	add_released("OSLO", 1, 3, 3);
	vault_close(vault);
	assert_int_equal(sqlite3_open(path_join(&arena, archive, "vault.db"), &handle), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(handle,
		"DROP TRIGGER source_never_changes; UPDATE source SET bytes = x'00' WHERE id = 5",
		NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(handle);
	vault = vault_open(archive, VAULT_READ, &err);
	assert_int_equal(publish(vault, public_folder, DAY(3), &result, &err), FAULT_CORRUPT);
	assert_string_equal(result.name, "");
	err = (struct error){ 0 };
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	must(folder_list(path_join(&arena, public_folder, "editions"), &arena, &names, &err), &err);
	assert_int_equal(names.count, 1);
}

static void test_interrupted(void **state)
{
	struct publish_result result = { 0 };
	struct error err = { 0 };
	TextList names = { 0 };

	(void)state;
	add_released("RIGA", 1, 3, 2);
	interrupt_watch();
	raise(SIGTERM);
	assert_int_equal(publish(vault, public_folder, DAY(3), &result, &err), FAULT_INTERRUPTED);
	err = (struct error){ 0 };
	must(folder_list(path_join(&arena, public_folder, "editions"), &arena, &names, &err), &err);
	assert_int_equal(names.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_absent, begin, end),
		cmocka_unit_test_setup_teardown(test_steps, begin, end),
		cmocka_unit_test_setup_teardown(test_many_segments, begin, end),
		cmocka_unit_test_setup_teardown(test_content, begin, end),
		cmocka_unit_test_setup_teardown(test_times, begin, end),
		cmocka_unit_test_setup_teardown(test_same_bytes, begin, end),
		cmocka_unit_test_setup_teardown(test_failure, begin, end),
		/* The last one: the signal stays. */
		cmocka_unit_test_setup_teardown(test_interrupted, begin, end),
	};

	return cmocka_run_group_tests_name("publish/publish", tests, NULL, NULL);
}
