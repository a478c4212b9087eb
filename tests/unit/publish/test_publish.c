/* The door: what goes out, what stays in (I4, over all bytes of all files), what is kept from
 * edition to edition. */
#include "publish/publish.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
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
#include "search/check.h"
#include "search/segment.h"

static char folder[64];
static const char *archive, *public_folder;
static struct arena arena;
static struct vault *vault;
static struct catalog *catalog;
static struct publish_settings settings; /* zeroed but for the catalog before each test */

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
	catalog = catalog_open(&err);
	settings = (struct publish_settings){ .catalog = catalog };
	return vault && catalog ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	vault_close(vault);
	catalog_close(catalog);
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
		.flagging = &(struct flagging){ .rules = TEXT_INIT("zqrules") },
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

/* Holds by its hashes, and each record is where its index says. */
static void check_edition(void)
{
	struct error err = { 0 };
	struct edition *edition;

	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	must(index_check(edition, NULL, NULL, &err), &err);
	edition_close(edition);
}

static struct publish_result must_publish(int day)
{
	struct publish_result result = { 0 };
	struct error err = { 0 };

	must(publish(vault, public_folder, DAY(day), &settings, &result, &err), &err);
	check_edition();
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

extern const Text embedded_structure_dict;

/* As edition.md says it: the structure with the dictionary, the text alone, the source against it.
 */
static Text unpacked(Text frame, Text dictionary, Text against)
{
	unsigned long long size = ZSTD_getFrameContentSize(frame.at, frame.len);
	char *bytes = arena_take(&arena, (size_t)size + 1);
	ZSTD_DCtx *context = ZSTD_createDCtx();

	assert_true(size < 1 << 20);
	if (dictionary.len)
		ZSTD_DCtx_loadDictionary(context, dictionary.at, dictionary.len);
	if (against.len)
		ZSTD_DCtx_refPrefix(context, against.at, against.len);
	assert_true(ZSTD_decompressDCtx(context, bytes, (size_t)size, frame.at, frame.len) == size);
	ZSTD_freeDCtx(context);
	return (Text){ bytes, (size_t)size };
}

static Text blob_of(sqlite3_stmt *rows, int column)
{
	return (
	    Text){ sqlite3_column_blob(rows, column), (size_t)sqlite3_column_bytes(rows, column) };
}

static void hunt_in_row(struct hunt *hunt, const char *where, sqlite3_stmt *rows)
{
	const Text none = { NULL, 0 };
	Text text = unpacked(blob_of(rows, 1), none, none);

	hunt_in(hunt, where, unpacked(blob_of(rows, 0), embedded_structure_dict, none));
	hunt_in(hunt, where, text);
	hunt->texts += 2;
	if (sqlite3_column_type(rows, 2) != SQLITE_NULL) {
		hunt_in(hunt, where, unpacked(blob_of(rows, 2), none, text));
		hunt->texts++;
	}
	hunt_in(hunt, where, blob_of(rows, 3));
}

/* Every blob of every row of the records, unpacked. */
static void hunt_in_database(struct hunt *hunt, const char *path)
{
	sqlite3 *handle;
	sqlite3_stmt *rows;

	assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(
		handle, "SELECT structure, text, source, passages FROM record", -1, &rows, NULL),
	    SQLITE_OK);
	while (sqlite3_step(rows) == SQLITE_ROW)
		hunt_in_row(hunt, path, rows);
	sqlite3_finalize(rows);
	sqlite3_close(handle);
}

static bool hunt_in_term(void *context, Text key, const struct list *list)
{
	(void)list;
	hunt_in(context, "the index", key);
	return true;
}

/* Every term of the index, whole: in the file a term leaves out what the one before begins with. */
static void hunt_in_index(const struct hunt *hunt, const char *path)
{
#define SPACE_ROW(name, byte) SPACE_##name,
	static const enum space spaces[] = { SPACES(SPACE_ROW) };
#undef SPACE_ROW
	struct segment segment;
	struct error err = { 0 };
	struct stat about;
	int fd = open(path, O_RDONLY);

	assert_int_equal(fstat(fd, &about), 0);
	must(segment_open(&segment, fd, (uint64_t)about.st_size, path, &err), &err);
	for (size_t i = 0; i < COUNT(spaces); i++)
		segment_walk(&segment, spaces[i], TEXT(""), hunt_in_term, (void *)(uintptr_t)hunt);
	segment_close(&segment);
	close(fd);
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
		if (text_ends(names.items[i], TEXT(".seg")))
			hunt_in_index(hunt, inner);
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
	/* 40 = 32 + 8, two files each, the two that say so, and the log. */
	assert_int_equal(names.count, 7);
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
	/* What the newer copy lost is not told. */
	must(edition_version_text(edition, TEXT("08RIGA1"), 1, &arena, &source, &err), &err);
	assert_true(text_equal(source, TEXT("[removed] copy \n")));
	assert_int_equal(edition_version_text(edition, TEXT("08RIGA1"), 2, &arena, &source, &err),
	    FAULT_NOT_FOUND);
	edition_close(edition);
}

/* The key of a record as it stands in the edition. */
static const char *key_of(const char *id)
{
	const char *path = path_join(&arena, public_folder, "current/records-000001.db");
	const char *key = NULL;
	sqlite3 *handle;
	sqlite3_stmt *rows;

	assert_int_equal(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(handle, "SELECT key FROM record WHERE id = ?", -1, &rows, NULL),
	    SQLITE_OK);
	sqlite3_bind_text(rows, 1, id, -1, SQLITE_STATIC);
	if (sqlite3_step(rows) == SQLITE_ROW)
		key = text_string(&arena, text_of((const char *)sqlite3_column_text(rows, 0)));
	sqlite3_finalize(rows);
	sqlite3_close(handle);
	assert_non_null(key);
	return key;
}

/* Nobody can prove a guess at words that a newer copy lost. */
static void test_key_tells_nothing_of_earlier_words(void **state)
{
	static const char *const first[] = { "told by Ann", "told by Bea" };
	const char *keys[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct error err = { 0 };

		add("08RIGA1", first[i]);
		decide("08RIGA1", VERDICT_RELEASE, 3, "");
		add("08RIGA1", "told by a friend");
		decide("08RIGA1", VERDICT_RELEASE, 8, "a name was left out");
		must_publish(9);
		keys[i] = key_of("08RIGA1");
		if (i == 1)
			break;
		/* The same once more, with another name. */
		vault_close(vault);
		must(folder_remove(archive, &err), &err);
		must(folder_remove(public_folder, &err), &err);
		must(vault_init(archive, &err), &err);
		vault = vault_open(archive, VAULT_WRITE, &err);
		assert_non_null(vault);
	}
	assert_string_equal(keys[0], keys[1]);
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
	must(publish(vault, public_folder, DAY(3), &settings, &result, &err), &err);
	must(publish(vault, second, DAY(3), &settings, &result, &err), &err);
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
	assert_int_equal(
	    publish(vault, public_folder, DAY(3), &settings, &result, &err), FAULT_CORRUPT);
	assert_string_equal(result.name, "");
	err = (struct error){ 0 };
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	must(folder_list(path_join(&arena, public_folder, "editions"), &arena, &names, &err), &err);
	assert_int_equal(names.count, 1);
}

/* --- segments --- */

/* No segment that is full is written again, whatever comes; small ones are merged. */
static void test_full_segments(void **state)
{
	(void)state;
	settings.segment_records = 8;
	add_released("RIGA", 11, 20, 2);
	assert_result(must_publish(2), "000001", true, 20, 20, 0, 0, 0);
	assert_true(file_exists(path_join(&arena, public_folder, "current/index-000003.seg")));
	/* 8, 8, 4: a half-full one is full. */
	add_released("OSLO", 11, 8, 3);
	assert_result(must_publish(3), "000002", true, 28, 8, 0, 0, 3);
	add_released("SUVA", 11, 2, 4);
	assert_result(must_publish(4), "000003", true, 30, 2, 0, 0, 4);
	add_released("SUVA", 21, 2, 5);
	assert_result(must_publish(5), "000004", true, 32, 2, 0, 0, 4);
	assert_true(file_exists(path_join(&arena, public_folder, "current/index-000006.seg")));
	decide("08RIGA11", VERDICT_WITHDRAW, 6, "a reason");
	assert_result(must_publish(6), "000005", true, 31, 0, 0, 1, 4);
	assert_false(file_exists(path_join(&arena, public_folder, "current/index-000001.seg")));
	assert_true(file_exists(path_join(&arena, public_folder, "current/index-000007.seg")));
}

/* Two index files of the same size, exchanged: each sound in itself. */
static void test_exchanged(void **state)
{
	struct error err = { 0 };
	struct edition *edition;
	const char *one, *other, *aside = path_join(&arena, folder, "aside");

	(void)state;
	settings.segment_records = 4;
	add_released("RIGA", 11, 8, 2);
	must_publish(2);
	one = path_join(&arena, public_folder, "current/index-000001.seg");
	other = path_join(&arena, public_folder, "current/index-000002.seg");
	assert_int_equal(rename(one, aside), 0);
	assert_int_equal(rename(other, one), 0);
	assert_int_equal(rename(aside, other), 0);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	assert_int_equal(index_check(edition, NULL, NULL, &err), FAULT_CORRUPT);
	edition_close(edition);
}

static void assert_same_as(const char *other_folder)
{
	struct error err = { 0 };
	Sha256 one, other;
	uint64_t size;

	must(file_hash(path_join(&arena, public_folder, "current/SHA256SUMS"), &one, &size, &err),
	    &err);
	must(file_hash(path_join(&arena, other_folder, "current/SHA256SUMS"), &other, &size, &err),
	    &err);
	assert_true(sha256_equal(one, other));
}

static void must_publish_beside(const char *name, int day)
{
	const char *beside = path_join(&arena, folder, name);
	struct publish_result result;
	struct error err = { 0 };

	must(publish(vault, beside, DAY(day), &settings, &result, &err), &err);
	assert_int_equal(result.resumed_segments, 0);
	assert_same_as(beside);
}

/* How many threads there are changes no byte. Enough for several batches in several segments. */
static void test_threads(void **state)
{
	(void)state;
	settings.segment_records = 150;
	settings.threads = 1;
	add_released("RIGA", 1000, 400, 2);
	must_publish(3);
	settings.threads = 4;
	must_publish_beside("second", 3);
}

/* Breaks or mends the bytes of the last record that was added, behind the vault's back. */
static void change_last_source(const char *change)
{
	struct error err = { 0 };
	sqlite3 *handle;

	vault_close(vault);
	assert_int_equal(sqlite3_open(path_join(&arena, archive, "vault.db"), &handle), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(handle,
		text_format(&arena,
		    "DROP TRIGGER IF EXISTS source_never_changes; UPDATE source SET bytes = %s"
		    " WHERE id = (SELECT max(id) FROM source)",
		    change)
		    .at,
		NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(handle);
	vault = vault_open(archive, VAULT_WRITE, &err);
	must(err.fault, &err);
}

/* A publish of 10 records, 4 a segment, that fails at the last one: two segments are finished. */
static void fail_publish(void)
{
	struct publish_result result = { 0 };
	struct error err = { 0 };

	settings.segment_records = 4;
	add_released("RIGA", 11, 10, 2);
	change_last_source("CAST(x'00' || bytes AS BLOB)");
	assert_int_equal(
	    publish(vault, public_folder, DAY(3), &settings, &result, &err), FAULT_CORRUPT);
	assert_true(file_exists(
	    path_join(&arena, public_folder, "editions/.draft-000001/.finished-000002")));
	assert_false(file_exists(
	    path_join(&arena, public_folder, "editions/.draft-000001/records-000003.db")));
	change_last_source("substr(bytes, 2)");
}

static uint32_t names_in(const char *name)
{
	struct error err = { 0 };
	TextList names = { 0 };

	must(folder_list(path_join(&arena, public_folder, name), &arena, &names, &err), &err);
	return names.count;
}

static void test_resumed(void **state)
{
	struct stat before, after;

	(void)state;
	fail_publish();
	assert_int_equal(
	    stat(path_join(&arena, public_folder, "editions/.draft-000001/index-000001.seg"),
		&before),
	    0);
	assert_int_equal(must_publish(3).resumed_segments, 2);
	assert_int_equal(
	    stat(path_join(&arena, public_folder, "current/index-000001.seg"), &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(names_in("editions"), 1);
	assert_int_equal(names_in("current"), 9);
	must_publish_beside("second", 3);
}

/* What is taken back meanwhile does not go out with a segment that was finished before. */
static void test_resumed_in_part(void **state)
{
	static const char *const gone[] = { "08RIGA16" };
	struct publish_result result;

	(void)state;
	fail_publish();
	decide("08RIGA16", VERDICT_WITHDRAW, 3, "a reason");
	result = must_publish(3);
	assert_int_equal(result.resumed_segments, 1);
	assert_int_equal(result.records, 9);
	assert_int_equal(names_in("editions"), 1);
	must_publish_beside("second", 3);
	/* The manifest and the log name it as withdrawn; nothing else does. */
	assert_int_equal(unlink(path_join(&arena, public_folder, "current/manifest.json")), 0);
	assert_int_equal(unlink(path_join(&arena, public_folder, "current/log.jsonl")), 0);
	assert_absent(gone, 1, 9 * 3);
}

/* Another segment size, other records in front: nothing fits. */
static void test_not_resumed(void **state)
{
	(void)state;
	fail_publish();
	settings.segment_records = 5;
	assert_int_equal(must_publish(3).resumed_segments, 0);
	assert_int_equal(names_in("current"), 7);
	must_publish_beside("second", 3);
}

/* When there is nothing to publish any more, nothing stays. */
static void test_resumed_never(void **state)
{
	(void)state;
	must_publish(1);
	settings.segment_records = 4;
	add_released("RIGA", 11, 10, 2);
	change_last_source("CAST(x'00' || bytes AS BLOB)");
	{
		struct publish_result result = { 0 };
		struct error err = { 0 };

		assert_int_equal(
		    publish(vault, public_folder, DAY(3), &settings, &result, &err), FAULT_CORRUPT);
	}
	assert_int_equal(names_in("editions"), 2);
	assert_true(must_publish(1).changed); /* the total */
	assert_int_equal(names_in("editions"), 2);
	assert_false(must_publish(1).changed);
	assert_int_equal(names_in("editions"), 2);
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
	assert_int_equal(
	    publish(vault, public_folder, DAY(3), &settings, &result, &err), FAULT_INTERRUPTED);
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
		cmocka_unit_test_setup_teardown(
		    test_key_tells_nothing_of_earlier_words, begin, end),
		cmocka_unit_test_setup_teardown(test_times, begin, end),
		cmocka_unit_test_setup_teardown(test_same_bytes, begin, end),
		cmocka_unit_test_setup_teardown(test_failure, begin, end),
		cmocka_unit_test_setup_teardown(test_full_segments, begin, end),
		cmocka_unit_test_setup_teardown(test_exchanged, begin, end),
		cmocka_unit_test_setup_teardown(test_threads, begin, end),
		cmocka_unit_test_setup_teardown(test_resumed, begin, end),
		cmocka_unit_test_setup_teardown(test_resumed_in_part, begin, end),
		cmocka_unit_test_setup_teardown(test_not_resumed, begin, end),
		cmocka_unit_test_setup_teardown(test_resumed_never, begin, end),
		/* The last one: the signal stays. */
		cmocka_unit_test_setup_teardown(test_interrupted, begin, end),
	};

	return cmocka_run_group_tests_name("publish/publish", tests, NULL, NULL);
}
