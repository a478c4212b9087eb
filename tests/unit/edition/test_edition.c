/* Sealing and reading back, what a draft keeps and shares, what a sealed edition refuses, what
 * verify finds. */
#include "edition/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"
#include "base/json.h"
#include "record/codec.h"
#include "store/store.h"

static char folder[64]; /* one per test; PUBLIC is folder/public */
static const char *public_folder;
static struct arena arena;

#define DAY(n) ((Moment){ (int64_t)(n)*86400, PRECISION_DAY })

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_edition.XXXXXX");
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

/* --- making --- */

struct item {
	const char *id, *words, *source; /* source NULL: the words */
	int created, released;           /* days; created -1: unknown */
};

static Moment created_of(const struct item *item)
{
	return item->created < 0 ? MOMENT_UNKNOWN : DAY(item->created);
}

static Text structure_of(const struct item *item)
{
	struct record record = {
		.kind = RECORD_CABLE, .id = text_of(item->id), .created = created_of(item)
	};
	struct out out;
	Text structure;

	record.title = text_slice(text_of(item->words), 0, 5);
	record.cable = ARENA_NEW(&arena, struct cable);
	record.transcript.text = text_of(item->words);
	out_begin(&out, 1 << 20);
	out_json(&out, record_to_json(&record), JSON_STYLE_LINE);
	structure = text_copy(&arena, out_text(&out));
	assert_int_equal(out.fault, FAULT_NONE);
	out_end(&out);
	return structure;
}

static enum fault add(struct draft *draft, const struct item *item, struct error *err)
{
	const struct version versions[] = {
		{ 1, DAY(item->released), TEXT_INIT(""), false },
		{ 2, DAY(item->released + 1), TEXT_INIT("a better copy"), false },
	};
	struct draft_record record = {
		.id = text_of(item->id),
		.key = text_format(&arena, "key of %s %s", item->id, item->words),
		.kind = RECORD_CABLE,
		.created = created_of(item),
		.released = DAY(item->released),
		.title = text_slice(text_of(item->words), 0, 5),
		.passages = text_format(&arena, "passages of %s", item->id),
		.versions = versions,
		.version_count = 2,
	};
	struct packer *packer = draft_packer(err);

	must(draft_pack(packer, structure_of(item), text_of(item->words),
		 text_of(item->source ? item->source : item->words), &arena, &record, err),
	    err);
	draft_packer_end(packer);
	return draft_add(draft, &record, err);
}

/* An edition does not look into index files: any bytes will do. */
static void add_pair(
    struct draft *draft, const struct item *items, uint32_t count, enum pair_end end)
{
	struct error err = { 0 };
	const char *index_path;
	Text bytes;

	must(draft_pair_begin(draft, TEXT("by hand"), &index_path, &err), &err);
	for (uint32_t i = 0; i < count; i++)
		must(add(draft, &items[i], &err), &err);
	bytes = text_format(&arena, "index of %u from %s on", count, items[0].id);
	must(file_write(text_string(&arena,
			    text_slice(text_of(index_path), 0,
				strlen(index_path) - strlen(strrchr(index_path, '/')))),
		 strrchr(index_path, '/') + 1, bytes, &err),
	    &err);
	must(draft_pair_end(draft, end, &err), &err);
}

static const struct item first_items[] = {
	{ "08RIGA3", "words of an undated one", NULL, -1, 10 },
	{ "08OSLO1", "words of oslo, with a replaced \xef\xbf\xbd byte",
	    "words of oslo, with a replaced \xff byte", 3, 10 },
	{ "08RIGA1", "words of riga", NULL, 3, 12 },
	{ "08SUVA1", "words of suva", NULL, 5, 12 },
};
static const struct item second_items[] = {
	{ "08BERN1", "words of bern, undated too", NULL, -1, 20 },
	{ "08BERN2", "words of bern", NULL, 4, 20 },
};

#define COUNT(array) (uint32_t)(sizeof(array) / sizeof *(array))

/* Keeps the segments whose bit is set, adds the items, seals. Days as the items say. */
static void make(const struct item *items, uint32_t count, unsigned keep,
    const struct release_day *days, uint32_t day_count, const struct tombstone *stones,
    uint32_t stone_count, const char *expected)
{
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);
	struct draft_totals totals = {
		.total = 100,
		.sealed = DAY(30),
		.releases = days,
		.release_count = day_count,
		.tombstones = stones,
		.tombstone_count = stone_count,
	};
	Text name;

	must(err.fault, &err);
	for (uint32_t i = 0; i < draft_segment_count(draft); i++)
		if (keep & 1u << i)
			must(draft_keep(draft, i, &err), &err);
	if (count)
		add_pair(draft, items, count, PAIR_LAST);
	must(draft_seal(draft, &totals, &name, &err), &err);
	assert_true(text_equal(name, text_of(expected)));
	draft_close(draft);
}

static void make_first(void)
{
	const struct release_day days[] = { { DAY(12), 2 }, { DAY(10), 2 } };

	make(first_items, COUNT(first_items), 0, days, 2, NULL, 0, "000001");
}

static void make_second(void)
{
	const struct release_day days[] = { { DAY(20), 2 }, { DAY(12), 2 }, { DAY(10), 2 } };

	make(second_items, COUNT(second_items), 1, days, 3, NULL, 0, "000002");
}

/* The third lacks the first segment: two of its records are withdrawn. */
static void make_third(void)
{
	const struct release_day days[] = { { DAY(20), 2 }, { DAY(12), 2 } };
	const struct tombstone stones[] = {
		{ TEXT_INIT("08OSLO1"), DAY(25), TEXT_INIT("a name") },
		{ TEXT_INIT("08RIGA3"), DAY(26), TEXT_INIT("another") },
	};

	make(&first_items[2], 2, 2, days, 2, stones, 2, "000003");
}

static struct edition *must_open(void)
{
	struct error err = { 0 };
	struct edition *edition = edition_open(public_folder, &err);

	must(err.fault, &err);
	return edition;
}

static const char *in_edition(const char *name, const char *file)
{
	return text_format(&arena, "%s/editions/%s/%s", public_folder, name, file).at;
}

/* --- reading --- */

static void test_read(void **state)
{
	struct edition *edition;
	struct published published;
	struct error err = { 0 };
	Text source;

	(void)state;
	make_first();
	edition = must_open();
	for (uint32_t i = 0; i < COUNT(first_items); i++) {
		const struct item *item = &first_items[i];
		char hex[SHA256_HEX_ROOM];

		assert_true(edition_holds(edition, text_of(item->id)));
		must(edition_read(edition, text_of(item->id), &arena, &published, &err), &err);
		assert_true(text_equal(published.record->id, text_of(item->id)));
		assert_true(text_equal(published.record->transcript.text, text_of(item->words)));
		assert_true(
		    text_equal(published.record->title, text_slice(text_of(item->words), 0, 5)));
		assert_int_equal(published.released.seconds, DAY(item->released).seconds);
		assert_int_equal(published.released.precision, PRECISION_DAY);
		assert_int_equal(published.versions.count, 2);
		assert_true(text_equal(published.versions.items[1].reason, TEXT("a better copy")));
		must(edition_source(edition, text_of(item->id), &arena, &source, &err), &err);
		assert_true(text_equal(source, text_of(item->source ? item->source : item->words)));
		assert_true(
		    text_equal(published.source_sha256, sha256_hex(sha256_of(source), hex)));
		assert_int_equal(published.source_size, source.len);
	}
	assert_false(edition_holds(edition, TEXT("08NOWHERE1")));
	assert_int_equal(
	    edition_read(edition, TEXT("08NOWHERE1"), &arena, &published, &err), FAULT_NOT_FOUND);
	assert_string_equal(err.text, "no record '08NOWHERE1' in this edition");
	err = (struct error){ 0 };
	assert_int_equal(
	    edition_read(edition, TEXT("' OR 1"), &arena, &published, &err), FAULT_NOT_FOUND);
	edition_close(edition);
}

static void test_facts(void **state)
{
	struct edition *edition;
	const struct edition_facts *facts;
	struct published published;
	struct error err = { 0 };
	Text name, source;

	(void)state;
	make_first();
	make_second();
	make_third();
	edition = must_open();
	facts = edition_facts(edition);
	assert_true(text_equal(facts->name, TEXT("000003")));
	assert_int_equal(facts->number, 3);
	assert_int_equal(facts->released, 4);
	assert_int_equal(facts->total, 100);
	assert_int_equal(facts->hash.len, 64);
	assert_int_equal(facts->releases.count, 2);
	assert_int_equal(facts->releases.items[0].day.seconds, DAY(20).seconds);
	assert_int_equal(facts->tombstones.count, 2);
	assert_non_null(edition_tombstone(edition, TEXT("08RIGA3")));
	assert_null(edition_tombstone(edition, TEXT("08RIGA1")));
	assert_int_equal(
	    edition_read(edition, TEXT("08OSLO1"), &arena, &published, &err), FAULT_GONE);
	assert_string_equal(err.text, "'08OSLO1' was withdrawn on 1970-01-26: a name");
	err = (struct error){ 0 };
	assert_int_equal(
	    edition_source(edition, TEXT("08OSLO1"), &arena, &source, &err), FAULT_GONE);
	err = (struct error){ 0 };
	must(edition_current(public_folder, &arena, &name, &err), &err);
	assert_true(text_equal(name, TEXT("000003")));
	edition_close(edition);
	edition_close(NULL);
}

static enum fault write_down(void *context, const struct published *published, struct error *err)
{
	Text *list = context;

	(void)err;
	*list = text_format(&arena, "%.*s %.*s", TEXT_ARG(*list), TEXT_ARG(published->record->id));
	return FAULT_NONE;
}

static enum fault stop_at_once(void *context, const struct published *published, struct error *err)
{
	(void)context;
	(void)published;
	return (fail)(err, FAULT_INTERRUPTED, "enough");
}

static void test_each(void **state)
{
	struct edition *edition;
	struct error err = { 0 };
	Text list = TEXT("");

	(void)state;
	make_first();
	make_second();
	edition = must_open();
	must(edition_each(edition, write_down, &list, &err), &err);
	assert_true(text_equal(list, TEXT(" 08BERN1 08RIGA3 08OSLO1 08RIGA1 08BERN2 08SUVA1")));
	assert_int_equal(edition_each(edition, stop_at_once, NULL, &err), FAULT_INTERRUPTED);
	edition_close(edition);
}

static enum fault count_up(void *context, const struct published *published, struct error *err)
{
	(void)published;
	(void)err;
	++*(int *)context;
	return FAULT_NONE;
}

/* Counts what it could not read: cmocka's asserts are for the main thread. */
static void *read_along(void *context)
{
	const struct edition *edition = context;
	intptr_t bad = 0;

	for (int i = 0; i < 100; i++) {
		const struct item *item = &first_items[i % COUNT(first_items)];
		struct published published;
		struct error err = { 0 };
		struct arena own;
		int all = 0;

		arena_begin(&own, 0);
		if (edition_read(edition, text_of(item->id), &own, &published, &err) !=
			FAULT_NONE ||
		    !text_equal(published.record->transcript.text, text_of(item->words)))
			bad++;
		bad += edition_holds(edition, TEXT("08NOWHERE1"));
		if (edition_each(edition, count_up, &all, &err) != FAULT_NONE || all != 6)
			bad++;
		arena_end(&own);
	}
	return (void *)bad;
}

static void test_threads(void **state)
{
	pthread_t threads[4];
	struct edition *edition;

	(void)state;
	make_first();
	make_second();
	edition = must_open();
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_along, edition), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *bad = NULL;

		assert_int_equal(pthread_join(threads[i], &bad), 0);
		assert_null(bad);
	}
	edition_close(edition);
}

/* --- drafts --- */

static void test_sharing(void **state)
{
	struct error err = { 0 };
	struct draft *draft;
	struct stat before, after;

	(void)state;
	make_first();
	make_second();
	assert_int_equal(stat(in_edition("000001", "records-000001.db"), &before), 0);
	assert_int_equal(stat(in_edition("000002", "records-000001.db"), &after), 0);
	assert_true(before.st_ino == after.st_ino);
	draft = draft_begin(public_folder, &err);
	must(err.fault, &err);
	assert_int_equal(draft_segment_count(draft), 2);
	assert_true(text_equal(draft_segment(draft, 0)->name, TEXT("records-000001.db")));
	assert_int_equal(draft_segment(draft, 0)->entries.count, 4);
	assert_true(text_equal(draft_segment(draft, 0)->entries.items[0].id, TEXT("08OSLO1")));
	assert_true(text_equal(draft_segment(draft, 1)->entries.items[0].key,
	    TEXT("key of 08BERN1 words of bern, undated too")));
	assert_int_equal(draft_before(draft)->number, 2);
	draft_close(draft);
	assert_int_equal(rmdir(in_edition(".draft-000003", "")), -1);
	/* The third lacks a file that the first and the second hold: they go. */
	make_third();
	assert_int_equal(stat(in_edition("000001", "manifest.json"), &before), -1);
	assert_int_equal(stat(in_edition("000002", "manifest.json"), &before), -1);
	assert_int_equal(stat(in_edition("000003", "records-000002.db"), &before), 0);
	assert_int_equal(stat(in_edition("000003", "index-000002.seg"), &before), 0);
	assert_int_equal(stat(in_edition("000003", "index-000003.seg"), &before), 0);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
}

/* An edition that is open stays readable when its folder goes. */
static void test_open_while_removed(void **state)
{
	struct edition *edition;
	struct published published;
	struct error err = { 0 };
	Text list = TEXT("");

	(void)state;
	make_first();
	make_second();
	edition = must_open();
	make_third();
	must(edition_read(edition, TEXT("08SUVA1"), &arena, &published, &err), &err);
	must(edition_each(edition, write_down, &list, &err), &err);
	edition_close(edition);
}

static void test_same_bytes(void **state)
{
	Sha256 hashes[2][3];
	uint64_t size;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct error err = { 0 };

		make_first();
		must(file_hash(
			 in_edition("000001", "records-000001.db"), &hashes[i][0], &size, &err),
		    &err);
		must(file_hash(in_edition("000001", "manifest.json"), &hashes[i][1], &size, &err),
		    &err);
		must(file_hash(in_edition("000001", "SHA256SUMS"), &hashes[i][2], &size, &err),
		    &err);
		must(folder_remove(public_folder, &err), &err);
	}
	assert_memory_equal(hashes[0], hashes[1], sizeof hashes[0]);
}

static void test_lock(void **state)
{
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);

	(void)state;
	must(err.fault, &err);
	assert_null(draft_begin(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CONFLICT);
	draft_close(draft);
	make_first();
}

static void test_folders(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_null(edition_open(public_folder, &err));
	assert_int_equal(err.fault, FAULT_NOT_FOUND);
	err = (struct error){ 0 };
	must(folder_make(public_folder, &err), &err);
	must(file_write(public_folder, "letter.txt", TEXT("mine"), &err), &err);
	assert_null(draft_begin(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CONFLICT);
	assert_int_equal(unlink(path_join(&arena, public_folder, "letter.txt")), 0);
	make_first();
	/* Beside editions/ other things are none of our business. */
	err = (struct error){ 0 };
	must(file_write(public_folder, "letter.txt", TEXT("mine"), &err), &err);
	make_second();
	assert_true(file_exists(path_join(&arena, public_folder, "letter.txt")));
	/* A lost link is not taken for a first publish. */
	assert_int_equal(unlink(path_join(&arena, public_folder, "current")), 0);
	assert_null(draft_begin(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
	assert_true(file_exists(in_edition("000002", "manifest.json")));
}

static void make_folder_with_file(const char *path)
{
	struct error err = { 0 };

	must(folder_make(path, &err), &err);
	must(file_write(path, "records-000009.db", TEXT("half"), &err), &err);
}

static void test_leftovers(void **state)
{
	struct error err = { 0 };

	(void)state;
	make_folder_with_file(in_edition("000001", "")); /* killed before the first link */
	make_first();
	make_folder_with_file(in_edition(".draft-000007", ""));
	make_folder_with_file(in_edition(".gone-000000", ""));
	make_folder_with_file(in_edition("000002", "")); /* killed between the renames */
	assert_int_equal(
	    symlink("editions/000002", path_join(&arena, public_folder, "current.new")), 0);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	make_second();
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	assert_false(file_exists(in_edition(".draft-000007", "")));
	assert_false(file_exists(in_edition(".gone-000000", "")));
	assert_true(file_exists(in_edition("000001", "manifest.json")));
	assert_false(file_exists(in_edition("000002", "records-000009.db")));
}

static void test_empty(void **state)
{
	struct edition *edition;
	struct error err = { 0 };
	Text list = TEXT("");

	(void)state;
	make(NULL, 0, 0, NULL, 0, NULL, 0, "000001");
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	edition = must_open();
	must(edition_each(edition, write_down, &list, &err), &err);
	assert_int_equal(list.len, 0);
	assert_int_equal(edition_facts(edition)->total, 100);
	edition_close(edition);
}

/* --- verify --- */

struct findings {
	int count;
	Text all;
};

static void note(void *context, Text file, Text finding)
{
	struct findings *findings = context;

	findings->count++;
	findings->all = text_format(
	    &arena, "%.*s%.*s: %.*s\n", TEXT_ARG(findings->all), TEXT_ARG(file), TEXT_ARG(finding));
}

static void flip(const char *path, size_t at)
{
	FILE *file = fopen(path, "r+b");
	int byte;

	assert_non_null(file);
	fseek(file, (long)at, SEEK_SET);
	byte = fgetc(file);
	fseek(file, (long)at, SEEK_SET);
	fputc(byte ^ 0x20, file);
	fclose(file);
}

/* Every byte of the small files, and of the database every so many: none may change unseen. */
static void test_flips(void **state)
{
	static const struct {
		const char *file;
		size_t step;
	} cases[] = { { "manifest.json", 1 }, { "SHA256SUMS", 1 }, { "records-000001.db", 499 },
		{ "index-000001.seg", 1 } };
	struct error err = { 0 };

	(void)state;
	make_first();
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = in_edition("000001", cases[i].file);
		struct stat about;

		assert_int_equal(stat(path, &about), 0);
		for (size_t at = 0; at < (size_t)about.st_size; at += cases[i].step) {
			struct findings findings = { 0 };
			struct edition *edition;

			flip(path, at);
			err = (struct error){ 0 };
			if (edition_verify(public_folder, note, &findings, &err) == FAULT_NONE ||
			    err.fault == FAULT_NONE)
				fail_msg("%s, byte %zu: not found", cases[i].file, at);
			if (err.fault != FAULT_TOO_NEW)
				assert_true(findings.count > 0);
			/* Reading may fail, and must not do worse. */
			err = (struct error){ 0 };
			if ((edition = edition_open(public_folder, &err))) {
				Text list = TEXT("");

				edition_each(edition, write_down, &list, &err);
				edition_close(edition);
			}
			flip(path, at);
		}
	}
	err = (struct error){ 0 };
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
}

static void test_findings(void **state)
{
	struct findings findings = { 0 };
	struct error err = { 0 };

	(void)state;
	make_first();
	make_second();
	must(file_write(in_edition("000002", ""), "notes.txt", TEXT("x"), &err), &err);
	flip(in_edition("000001", "manifest.json"), 30);
	assert_int_equal(truncate(in_edition("000002", "records-000002.db"), 100), 0);
	assert_int_equal(edition_verify(public_folder, note, &findings, &err), FAULT_CORRUPT);
	assert_true(
	    text_find(findings.all, TEXT("notes.txt: the manifest does not name it")) != TEXT_NONE);
	assert_true(
	    text_find(findings.all, TEXT("000001/manifest.json: its sha256 is")) != TEXT_NONE);
	assert_true(text_find(findings.all, TEXT("has 100 bytes, the manifest says")) != TEXT_NONE);
	assert_true(text_find(findings.all, TEXT("records-000002.db: its sha256 is")) != TEXT_NONE);
	err = (struct error){ 0 };
	assert_null(edition_open(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
	assert_int_equal(unlink(in_edition("000002", "records-000002.db")), 0);
	err = (struct error){ 0 };
	assert_null(edition_open(public_folder, &err));
	assert_int_equal(err.fault, FAULT_CORRUPT);
}

/* --- from outside --- */

static void change_manifest_of(const char *edition, const char *from, const char *to)
{
	const char *name = in_edition(edition, "manifest.json");
	struct error err = { 0 };
	Text bytes, changed;
	size_t at;

	must(file_read(name, 1 << 20, &arena, &bytes, &err), &err);
	at = text_find(bytes, text_of(from));
	assert_true(at != TEXT_NONE);
	changed = text_format(&arena, "%.*s%s%.*s", (int)at, bytes.at, to,
	    TEXT_ARG(text_from(bytes, at + strlen(from))));
	must(file_write(in_edition(edition, ""), "manifest.json", changed, &err), &err);
}

static void change_manifest(const char *from, const char *to)
{
	change_manifest_of("000001", from, to);
}

static void test_hostile_manifest(void **state)
{
	static const struct {
		const char *from, *to;
		enum fault fault;
	} cases[] = {
		{ "chancery.edition/3", "chancery.edition/4", FAULT_TOO_NEW },
		{ "chancery.edition/3", "chancery.edition/1", FAULT_BAD_INPUT },
		{ "chancery.edition/3", "something", FAULT_CORRUPT },
		{ "\"number\": 1", "\"number\": 2", FAULT_CORRUPT },
		{ "records-000001.db", "../../../etc/passwd", FAULT_CORRUPT },
		{ "records-000001.db", "records-000001/x.db", FAULT_CORRUPT },
		{ "records-000001.db", "records-1.db", FAULT_CORRUPT },
		{ "records-000001.db", "records-000002.db", FAULT_CORRUPT },
		{ "index-000001.seg", "index-000002.seg", FAULT_CORRUPT },
		{ "index-000001.seg", "records-000000.db", FAULT_CORRUPT },
		{ "index-000001.seg", "records-000002.db", FAULT_CORRUPT },
		{ "index-000001.seg", "index-000001.db", FAULT_CORRUPT },
		{ "\"size\": ", "\"size\": -", FAULT_CORRUPT },
		{ "\"records\": 4", "\"records\": 18446744073709551615", FAULT_CORRUPT },
		{ "\"records\": 4", "\"records\": 5", FAULT_CORRUPT },
		{ "\"released\": 4", "\"released\": 9223372036854775807", FAULT_CORRUPT },
		{ "\"total\": 100", "\"total\": 3", FAULT_CORRUPT },
		{ "\"withdrawn\": 0", "\"withdrawn\": 1", FAULT_CORRUPT },
		{ "\"withdrawn\": []",
		    "\"withdrawn\": [{\"id\": \"../x\", \"date\": \"2011\", \"reason\": \"\"}]",
		    FAULT_CORRUPT },
		{ "\"before\": null", "\"before\": {\"name\": \"..\", \"sha256\": \"\"}",
		    FAULT_CORRUPT },
		{ "1970-01-13", "1970-01-01", FAULT_CORRUPT },
		{ "\"files\": [", "\"files\": [7, ", FAULT_CORRUPT },
		{ "{", "[", FAULT_CORRUPT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct error err = { 0 };

		make_first();
		change_manifest(cases[i].from, cases[i].to);
		assert_null(edition_open(public_folder, &err));
		if (err.fault != cases[i].fault)
			fail_msg("%s: %s: %s", cases[i].to, fault_name(err.fault), err.text);
		err = (struct error){ 0 };
		must(folder_remove(public_folder, &err), &err);
	}
}

static void test_hostile_link(void **state)
{
	static const char *const targets[] = { "../archive", "editions/..", "editions/1",
		"editions/000001/..", "/etc", "editions/000000", "editions/0000000001" };
	const char *link = path_join(&arena, public_folder, "current");

	(void)state;
	make_first();
	for (size_t i = 0; i < COUNT(targets); i++) {
		struct error err = { 0 };

		unlink(link);
		assert_int_equal(symlink(targets[i], link), 0);
		assert_null(edition_open(public_folder, &err));
		assert_int_equal(err.fault, FAULT_CORRUPT);
	}
}

/* Databases that are sound for SQLite and hold nonsense: found as a record that does not decode. */
static void test_hostile_rows(void **state)
{
	static const char *const changes[] = {
		"UPDATE record SET text = x'00'",
		"UPDATE record SET text = x'28b52ffd'",
		/* A frame that claims 2^62 bytes. */
		"UPDATE record SET text = x'28b52ffde4000000000000004000010000'",
		"UPDATE record SET structure = text",
		"UPDATE record SET structure = (SELECT structure FROM record WHERE number = 2)",
		"UPDATE record SET source = structure",
		"UPDATE record SET source_size = -1",
		"UPDATE record SET source_sha256 = 'x'",
		"UPDATE record SET released = 'yesterday'",
		"UPDATE record SET created = 'yesterday'",
		"UPDATE record SET created = '1970-01-09' WHERE number = 1",
		"UPDATE record SET kind = 'letter'",
		"UPDATE record SET id = id || '/../x'",
		"UPDATE record SET id = x'ff' || id",
		"DELETE FROM version",
		"UPDATE version SET number = number + 1 WHERE number = 2",
		"UPDATE version SET reason = CAST(x'ff' AS TEXT)",
		"DELETE FROM record WHERE number = 4",
		"DROP TABLE version",
		"DROP TABLE record; CREATE TABLE record (a)",
		"DROP TABLE version; CREATE VIEW version AS SELECT number AS record, 1 AS number, '2011' AS released, '' AS reason FROM record",
		"PRAGMA application_id = 1",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct findings findings = { 0 };
		struct error err = { 0 };
		struct store *store;
		struct edition *edition;
		Text list = TEXT("");

		make_first();
		store = store_open(in_edition("000001", "records-000001.db"), STORE_WRITE, &err);
		must(err.fault, &err);
		must(store_run(store,
			 TEXT("PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF"), &err),
		    &err);
		must(store_run(store, text_of(changes[i]), &err), &err);
		store_close(store);
		assert_int_equal(
		    edition_verify(public_folder, note, &findings, &err), FAULT_CORRUPT);
		err = (struct error){ 0 };
		/* More than the hash and the size: the content itself. */
		if (findings.count < 2)
			fail_msg("%s: %.*s", changes[i], TEXT_ARG(findings.all));
		if ((edition = edition_open(public_folder, &err)))
			edition_each(edition, write_down, &list, &err);
		if (err.fault != FAULT_CORRUPT && err.fault != FAULT_NONE)
			fail_msg("%s: %s: %s", changes[i], fault_name(err.fault), err.text);
		edition_close(edition);
		err = (struct error){ 0 };
		must(folder_remove(public_folder, &err), &err);
	}
}

/* --- pairs --- */

static void test_index_files(void **state)
{
	const struct edition_index_file *files;
	struct edition *edition;
	char bytes[64] = { 0 };
	uint32_t count;

	(void)state;
	make_first();
	make_second();
	edition = must_open();
	files = edition_index_files(edition, &count);
	assert_int_equal(count, 2);
	assert_string_equal(strrchr(files[1].name, '/'), "/index-000002.seg");
	assert_int_equal(files[0].records, 4);
	assert_int_equal(files[1].records, 2);
	/* They stay open when the folder goes. */
	make_third();
	assert_int_equal(read(files[0].fd, bytes, sizeof bytes - 1), files[0].size);
	assert_string_equal(bytes, "index of 4 from 08RIGA3 on");
	edition_close(edition);
}

static void test_passages(void **state)
{
	struct edition *edition;
	struct error err = { 0 };
	Text packed, title, text;

	(void)state;
	make_first();
	make_second();
	make_third();
	edition = must_open();
	must(
	    edition_passages(edition, TEXT("08BERN2"), &arena, &packed, &title, &text, &err), &err);
	assert_true(text_equal(packed, TEXT("passages of 08BERN2")));
	assert_true(text_equal(title, TEXT("words")));
	assert_true(text_equal(text, TEXT("words of bern")));
	assert_int_equal(
	    edition_passages(edition, TEXT("08OSLO1"), &arena, &packed, &title, &text, &err),
	    FAULT_GONE);
	err = (struct error){ 0 };
	assert_int_equal(
	    edition_passages(edition, TEXT("08NO1"), &arena, &packed, &title, &text, &err),
	    FAULT_NOT_FOUND);
	edition_close(edition);
}

/* An edition of the form before this one is told apart, and the next publish takes its place. */
static void test_old_form(void **state)
{
	const struct release_day days[] = { { DAY(12), 2 }, { DAY(10), 2 } };
	struct error err = { 0 };
	struct draft *draft;
	struct edition *edition;

	(void)state;
	make_first();
	make_second();
	assert_int_equal(unlink(in_edition("000002", "index-000002.seg")), 0);
	change_manifest_of("000002", "chancery.edition/3", "chancery.edition/1");
	assert_null(edition_open(public_folder, &err));
	assert_int_equal(err.fault, FAULT_BAD_INPUT);
	assert_non_null(strstr(err.text, "publish again"));
	err = (struct error){ 0 };
	assert_int_equal(edition_verify(public_folder, NULL, NULL, &err), FAULT_BAD_INPUT);
	err = (struct error){ 0 };
	draft = draft_begin(public_folder, &err);
	must(err.fault, &err);
	assert_null(draft_before(draft));
	assert_int_equal(draft_segment_count(draft), 0);
	draft_close(draft);
	make(first_items, COUNT(first_items), 0, days, 2, NULL, 0, "000003");
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
	assert_true(file_exists(in_edition("000003", "index-000003.seg")));
	assert_false(file_exists(in_edition("000002", "manifest.json")));
	edition = must_open();
	edition_close(edition);
}

/* A draft that was left behind with two finished pairs. */
static void leave_pairs(void)
{
	struct error err = { 0 };
	struct draft *draft = draft_begin(public_folder, &err);
	const char *index_path;

	must(err.fault, &err);
	add_pair(draft, first_items, 2, PAIR_FULL);
	add_pair(draft, first_items + 2, 2, PAIR_LAST);
	must(draft_pair_begin(draft, TEXT("by hand"), &index_path, &err), &err);
	must(file_write(in_edition(".draft-000001", ""), "index-000003.seg", TEXT("half"), &err),
	    &err);
	draft_close(draft);
}

static Sha256 list_of(const struct item *items, uint32_t count)
{
	Sha256 list = pair_list_begin(TEXT("by hand"));

	for (uint32_t i = 0; i < count; i++)
		list = pair_list_add(list, text_of(items[i].id),
		    text_format(&arena, "key of %s %s", items[i].id, items[i].words));
	return list;
}

static void seal_first(struct draft *draft)
{
	const struct release_day days[] = { { DAY(12), 2 }, { DAY(10), 2 } };
	const struct draft_totals totals = {
		.total = 100, .sealed = DAY(30), .releases = days, .release_count = 2
	};
	struct error err = { 0 };

	must(draft_seal(draft, &totals, NULL, &err), &err);
	draft_close(draft);
	must(edition_verify(public_folder, NULL, NULL, &err), &err);
}

static uint32_t file_count(const char *path)
{
	struct error err = { 0 };
	TextList names = { 0 };

	must(folder_list(path, &arena, &names, &err), &err);
	return names.count;
}

static void test_taken_over(void **state)
{
	struct draft_finished finished;
	struct error err = { 0 };
	struct draft *draft;
	struct stat before, after;
	bool taken;

	(void)state;
	leave_pairs();
	assert_int_equal(file_count(in_edition(".draft-000001", "")), 6);
	assert_int_equal(stat(in_edition(".draft-000001", "records-000001.db"), &before), 0);
	draft = draft_begin(public_folder, &err);
	must(err.fault, &err);
	assert_true(draft_finished(draft, &finished));
	assert_int_equal(finished.records, 2);
	assert_int_equal(finished.end, PAIR_FULL);
	assert_true(sha256_equal(finished.list, list_of(first_items, 2)));
	must(draft_take(draft, &taken, &err), &err);
	assert_true(taken);
	assert_true(draft_finished(draft, &finished));
	assert_int_equal(finished.end, PAIR_LAST);
	assert_true(sha256_equal(finished.list, list_of(first_items + 2, 2)));
	must(draft_take(draft, &taken, &err), &err);
	assert_true(taken);
	assert_false(draft_finished(draft, &finished));
	seal_first(draft);
	assert_int_equal(stat(in_edition("000001", "records-000001.db"), &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(file_count(in_edition("000001", "")), 6);
	assert_int_equal(file_count(in_edition("", "")), 1);
}

/* What does not hold any more, or is not wanted, is made again; nothing of it stays. */
static void test_not_taken_over(void **state)
{
	struct draft_finished finished;
	struct error err = { 0 };
	struct draft *draft;
	bool taken;

	(void)state;
	leave_pairs();
	flip(in_edition(".draft-000001", "index-000001.seg"), 3);
	draft = draft_begin(public_folder, &err);
	must(err.fault, &err);
	must(draft_take(draft, &taken, &err), &err);
	assert_false(taken);
	add_pair(draft, first_items, COUNT(first_items), PAIR_LAST);
	assert_true(draft_finished(draft, &finished));
	seal_first(draft);
	assert_int_equal(file_count(in_edition("000001", "")), 4);
	assert_int_equal(file_count(in_edition("", "")), 1);
}

/* Any note about a pair that is not one is none, and the pair goes. */
static void test_hostile_notes(void **state)
{
	static const char *const notes[] = { "", "\n\n\n\n\n", "chancery.finished/1 0.1.0\n",
		"chancery.finished/2\n2 full\n",
		"chancery.finished/1 0.1.0\n2 full\nabc\nabc 1\nabc 1\n",
		"chancery.finished/1 0.1.0\n99999999999999999999 full\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct draft_finished finished;
		struct error err = { 0 };
		struct draft *draft;

		leave_pairs();
		must(file_write(in_edition(".draft-000001", ""), ".finished-000001",
			 text_of(notes[i]), &err),
		    &err);
		draft = draft_begin(public_folder, &err);
		must(err.fault, &err);
		assert_false(draft_finished(draft, &finished));
		assert_int_equal(file_count(in_edition(".draft-000001", "")), 3);
		draft_discard(draft);
		draft_close(draft);
		assert_int_equal(file_count(in_edition("", "")), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_read, begin, end),
		cmocka_unit_test_setup_teardown(test_facts, begin, end),
		cmocka_unit_test_setup_teardown(test_each, begin, end),
		cmocka_unit_test_setup_teardown(test_threads, begin, end),
		cmocka_unit_test_setup_teardown(test_sharing, begin, end),
		cmocka_unit_test_setup_teardown(test_open_while_removed, begin, end),
		cmocka_unit_test_setup_teardown(test_same_bytes, begin, end),
		cmocka_unit_test_setup_teardown(test_lock, begin, end),
		cmocka_unit_test_setup_teardown(test_folders, begin, end),
		cmocka_unit_test_setup_teardown(test_leftovers, begin, end),
		cmocka_unit_test_setup_teardown(test_empty, begin, end),
		cmocka_unit_test_setup_teardown(test_flips, begin, end),
		cmocka_unit_test_setup_teardown(test_findings, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile_manifest, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile_link, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile_rows, begin, end),
		cmocka_unit_test_setup_teardown(test_index_files, begin, end),
		cmocka_unit_test_setup_teardown(test_passages, begin, end),
		cmocka_unit_test_setup_teardown(test_old_form, begin, end),
		cmocka_unit_test_setup_teardown(test_taken_over, begin, end),
		cmocka_unit_test_setup_teardown(test_not_taken_over, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile_notes, begin, end),
	};

	return cmocka_run_group_tests_name("edition/edition", tests, NULL, NULL);
}
