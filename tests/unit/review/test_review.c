/* Review: words are found wherever they stand, what is taken out is gone from what is shown, and
 * what only curators may search stays in the archive. */
#include "review/review.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "base/files.h"
#include "edition/edition.h"
#include "publish/publish.h"
#include "record/codec.h"

static char folder[64];
static const char *archive, *public_folder;
static struct arena arena;
static struct vault *vault;
static struct catalog *catalog;
static struct review *review;

#define DAY(n) ((Moment){ (int64_t)(n)*86400, PRECISION_DAY })

#define HEAD \
	"R 131503Z FEB 08\nFM AMEMBASSY RIGA\nTO SECSTATE WASHDC\n\n" \
	"C O N F I D E N T I A L RIGA 0000%s\n\nTAGS: PREL, LG\nSUBJECT: %s\n\nREF: %s\n\n1. (C) %s\nSPARE\n"

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	struct error err = { 0 };

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_review_room.XXXXXX");
	arena_begin(&arena, 0);
	if (!mkdtemp(folder))
		return -1;
	archive = path_join(&arena, folder, "archive");
	public_folder = path_join(&arena, folder, "public");
	if (vault_init(archive, &err) != FAULT_NONE)
		return -1;
	vault = vault_open(archive, VAULT_WRITE, &err);
	catalog = catalog_open(&err);
	review = vault && catalog ? review_open(archive, vault, catalog, &err) : NULL;
	return review ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	review_close(review);
	vault_close(vault);
	catalog_close(catalog);
	arena_end(&arena);
	return folder_remove(folder, &err) == FAULT_NONE ? 0 : -1;
}

/* --- what arrives --- */

/* A telegram of RIGA, read: by cutting its last word, since what is cut is read again. */
static struct record *read_telegram(
    const char *number, const char *subject, const char *reference, const char *body)
{
	struct record draft = { .kind = RECORD_CABLE };
	struct record *record = NULL;
	struct cut spare = { .reason = TEXT_INIT("own:spare") };
	const CutList cuts = { &spare, 1, 1 };
	struct error err = { 0 };

	draft.id = text_format(&arena, "08RIGA%s", number);
	draft.cable = ARENA_NEW(&arena, struct cable);
	draft.transcript.text = text_format(&arena, HEAD, number, subject, reference, body);
	must(transcript_index(&draft.transcript, &arena, &err), &err);
	draft.cable->message = (Span){ 0, (uint32_t)draft.transcript.text.len };
	spare.span = (Span){ (uint32_t)draft.transcript.text.len - 6, 5 };
	must(redact_record(&draft, &cuts, catalog, &arena, &record, &err), &err);
	return record;
}

enum looked { LOOKED, NOT_LOOKED };

static void add(const char *number, const char *subject, const char *reference, const char *body,
    enum looked looked)
{
	const struct record *record = read_telegram(number, subject, reference, body);
	struct flagger *flagger;
	struct flagging flagging;
	enum outcome outcome;
	struct error err = { 0 };
	struct out out;

	flagger = flagger_open(review_rules(review), &err);
	must(review_flag(review_rules(review), flagger, record, &arena, &flagging, &err), &err);
	out_begin(&out, 1 << 20);
	record_put_structure(&out, record);
	const struct arrival arrival = {
		.id = record->id,
		.kind = record->kind,
		.created = record->created,
		.source = record->transcript.text,
		.text = record->transcript.text,
		.structure = out_text(&out),
		.flagging = looked == LOOKED ? &flagging : NULL,
	};
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	out_end(&out);
	flagger_close(flagger);
}

static struct decision why(const char *reason)
{
	return (struct decision){ .reason = text_of(reason), .curator = TEXT_INIT("ann") };
}

static void release(const char *id)
{
	struct decision decision = why("");
	struct error err = { 0 };

	decision.verdict = VERDICT_RELEASE;
	must(vault_decide(vault, text_of(id), &decision, &err), &err);
}

static PlaceList find(const char *words)
{
	PlaceList places = { 0 };
	struct error err = { 0 };

	must(review_find(review, text_of(words), &arena, &places, &err), &err);
	return places;
}

static uint64_t redact(const PlaceList *places, const char *reason, enum fault wanted)
{
	struct decision decision = why(reason);
	struct error err = { 0 };
	uint64_t records = 0;
	enum fault fault;

	must(vault_begin(vault, &err), &err);
	fault = review_redact(review, places, TEXT("b(6)"), &decision, &records, &err);
	if (fault != wanted)
		fail_msg("%s: %s", fault_name(fault), err.text);
	if (fault == FAULT_NONE)
		must(vault_commit(vault, &err), &err);
	else
		vault_rollback(vault);
	return records;
}

static struct review_record look_at(const char *id, uint32_t revision)
{
	struct review_record read;
	struct error err = { 0 };

	must(review_read(review, text_of(id), revision, &arena, &read, &err), &err);
	return read;
}

/* --- finding --- */

static void test_find_everywhere_in_a_record(void **state)
{
	PlaceList places;

	(void)state;
	add("61", "VISIT OF ILZE KALNINA", "ILZE KALNINA LETTER", "Ilze\nKalnina said no.", LOOKED);
	add("62", "OTHER", "KALNIN", "Nothing of ilzekalnina.", LOOKED);
	places = find("ilze  kalniņa");
	assert_int_equal(places.count, 3);
	for (uint32_t i = 0; i < places.count; i++) {
		assert_true(text_equal(places.items[i].id, TEXT("08RIGA61")));
		assert_true(text_starts_nocase(
		    text_from(places.items[i].context, places.items[i].at), TEXT("ilze")));
	}
	assert_int_equal(places.items[2].line - places.items[0].line, 4);
}

/* Readers cannot ask for the words of a reference; who protects people must. */
static void test_find_where_readers_do_not_search(void **state)
{
	(void)state;
	add("61", "ONE", "LETTER OF JANIS BERZINS", "Nothing.", LOOKED);
	assert_int_equal(find("janis berzins").count, 1);
}

static void test_find_in_older_revisions(void **state)
{
	PlaceList places;

	(void)state;
	add("61", "ONE", "NONE", "Janis Berzins said no.", LOOKED);
	add("61", "ONE", "NONE", "A person said no.", LOOKED);
	places = find("janis berzins");
	assert_int_equal(places.count, 1);
	assert_int_equal(places.items[0].revision, 1);
	assert_int_equal(redact(&places, "", FAULT_NONE), 1);
	assert_int_equal(look_at("08RIGA61", 1).cuts.count, 1);
	assert_int_equal(look_at("08RIGA61", 2).cuts.count, 0);
}

/* Longer than a query may be. */
static void test_find_a_paragraph(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 1 << 20);
	for (int i = 0; i < 400; i++)
		out_printf(&out, i % 10 == 9 ? "word%d\n" : "word%d ", i);
	out_put(&out, TEXT("end"));
	Text words = out_text(&out);
	add("61", "ONE", "NONE", text_string(&arena, words), LOOKED);
	add("62", "ONE", "NONE", text_string(&arena, text_slice(words, 0, words.len - 3)), LOOKED);
	assert_int_equal(find(text_string(&arena, words)).count, 1);
	out_end(&out);
}

static void test_search_sees_what_came_last(void **state)
{
	struct error err = { 0 };
	TextList ids = { 0 };

	(void)state;
	add("61", "ONE", "NONE", "A walnut.", LOOKED);
	must(review_search(review, TEXT("walnut"), &arena, &ids, &err), &err);
	assert_int_equal(ids.count, 1);
	add("62", "TWO", "NONE", "Another walnut.", LOOKED);
	ids = (TextList){ 0 };
	must(review_search(review, TEXT("walnut"), &arena, &ids, &err), &err);
	assert_int_equal(ids.count, 2);
	ids = (TextList){ 0 };
	assert_int_equal(
	    review_search(review, TEXT("\"walnut"), &arena, &ids, &err), FAULT_BAD_INPUT);
}

/* --- redacting --- */

static void test_redact_takes_all_of_them(void **state)
{
	PlaceList places, again;
	struct review_record read;

	(void)state;
	add("61", "VISIT OF ILZE KALNINA", "NONE", "Ilze Kalnina said no.", LOOKED);
	add("62", "ANSWER", "NONE", "We told Ilze Kalnina.", LOOKED);
	places = find("Ilze Kalnina");
	assert_int_equal(redact(&places, "", FAULT_NONE), 2);
	read = look_at("08RIGA61", 0);
	assert_int_equal(read.cuts.count, 2);
	assert_true(text_find_nocase(read.shown->transcript.text, TEXT("kalnina")) == TEXT_NONE);
	assert_true(text_find_nocase(read.shown->title, TEXT("kalnina")) == TEXT_NONE);
	assert_true(text_find(read.record->title, TEXT("KALNINA")) != TEXT_NONE);
	again = find("Ilze Kalnina");
	assert_int_equal(again.count, places.count);
	for (uint32_t i = 0; i < again.count; i++)
		assert_true(again.items[i].is_cut);
	assert_int_equal(redact(&again, "", FAULT_NONE), 0);
	assert_int_equal(look_at("08RIGA61", 0).cuts.count, 2);
}

static void test_reason_must_not_tell(void **state)
{
	PlaceList places;

	(void)state;
	add("61", "ONE", "NONE", "Ilze Kalnina said no.", LOOKED);
	places = find("Ilze Kalnina");
	redact(&places, "ILZE KALNINA asked for it", FAULT_BAD_INPUT);
	assert_int_equal(look_at("08RIGA61", 0).cuts.count, 0);
	assert_int_equal(redact(&places, "a person asked for it", FAULT_NONE), 1);
}

static void test_shown_is_what_goes_out(void **state)
{
	struct publish_settings settings = { .catalog = catalog };
	struct publish_result result;
	struct error err = { 0 };
	struct edition *edition;
	PlaceList places;
	Text source;

	(void)state;
	add("61", "ONE", "NONE", "Ilze Kalnina said no.", LOOKED);
	places = find("Ilze Kalnina");
	redact(&places, "", FAULT_NONE);
	release("08RIGA61");
	must(publish(vault, public_folder, clock_now(), &settings, &result, &err), &err);
	edition = edition_open(public_folder, &err);
	must(err.fault, &err);
	must(edition_source(edition, TEXT("08RIGA61"), &arena, &source, &err), &err);
	assert_true(text_equal(source, look_at("08RIGA61", 0).shown->transcript.text));
	edition_close(edition);
}

static void test_restore(void **state)
{
	struct decision decision = why("printed elsewhere");
	struct error err = { 0 };
	struct review_record read;
	PlaceList places;

	(void)state;
	add("61", "ONE", "NONE", "Ilze Kalnina said no.", LOOKED);
	places = find("Ilze Kalnina");
	redact(&places, "", FAULT_NONE);
	read = look_at("08RIGA61", 0);
	must(vault_begin(vault, &err), &err);
	must(review_restore(
		 review, TEXT("08RIGA61"), 1, &read.cuts.items[0].number, 1, &decision, &err),
	    &err);
	must(vault_commit(vault, &err), &err);
	read = look_at("08RIGA61", 0);
	assert_int_equal(read.cuts.count, 0);
	assert_ptr_equal(read.shown, read.record);
}

static void test_all_words(void **state)
{
	struct decision decision = why("");
	struct error err = { 0 };
	Text text;

	(void)state;
	add("61", "VISIT OF ILZE KALNINA", "LETTER", "A walnut.", LOOKED);
	must(vault_begin(vault, &err), &err);
	must(review_redact_all(review, TEXT("08RIGA61"), TEXT("1.4(d)"), &decision, &err), &err);
	must(vault_commit(vault, &err), &err);
	text = look_at("08RIGA61", 0).shown->transcript.text;
	assert_true(text_find(text, TEXT("walnut")) == TEXT_NONE);
	assert_true(text_find(text, TEXT("KALNINA")) == TEXT_NONE);
	assert_true(text_find(text, TEXT("[redacted: 1.4(d), whole]")) != TEXT_NONE);
	assert_true(text_find(text, TEXT("PREL")) != TEXT_NONE);
}

/* --- flags --- */

static void test_look_through(void **state)
{
	struct error err = { 0 };
	struct review_record read;
	uint64_t looked = 0;

	(void)state;
	add("61", "ONE", "NONE", "Ilze Kalnina (strictly protect) said no.", NOT_LOOKED);
	assert_int_equal(look_at("08RIGA61", 0).flags.count, 0);
	must(review_look_through(review, &looked, &err), &err);
	assert_int_equal(looked, 1);
	read = look_at("08RIGA61", 0);
	assert_int_equal(read.flags.count, 1);
	assert_true(text_equal(read.flags.items[0].rule, TEXT("protect")));
	assert_true(read.flags.items[0].severe);
	assert_true(text_equal(read.rules, rules_version(review_rules(review))));
	must(review_look_through(review, &looked, &err), &err);
	assert_int_equal(looked, 0);
}

static void test_what_was_cut_comes_again(void **state)
{
	struct error err = { 0 };
	struct review_record read;
	PlaceList places;

	(void)state;
	add("61", "ONE", "NONE", "Ilze Kalnina said no.", LOOKED);
	places = find("Ilze Kalnina");
	redact(&places, "", FAULT_NONE);
	add("61", "ONE", "NONE", "It was ILZE KALNINA who said no.", LOOKED);
	must(review_look(review, TEXT("08RIGA61"), 2, &err), &err);
	read = look_at("08RIGA61", 2);
	assert_int_equal(read.flags.count, 1);
	assert_true(text_equal(read.flags.items[0].rule, TEXT("redacted-before")));
	assert_true(read.flags.items[0].severe);
}

/* --- what is private --- */

static void test_index_is_private(void **state)
{
	struct publish_settings settings = { .catalog = catalog };
	struct publish_result result;
	struct error err = { 0 };
	struct stat about;
	const char *index = path_join(&arena, archive, "index");

	(void)state;
	add("61", "ONE", "NONE", "A walnut.", LOOKED);
	find("walnut");
	assert_int_equal(stat(index, &about), 0);
	assert_int_equal(about.st_mode & 077, 0);
	assert_null(edition_open(index, &err));
	assert_int_equal(err.fault, FAULT_DENIED);
	err = (struct error){ 0 };
	assert_int_equal(
	    publish(vault, index, clock_now(), &settings, &result, &err), FAULT_DENIED);
	err = (struct error){ 0 };
	must(publish(vault, public_folder, clock_now(), &settings, &result, &err), &err);
	settings.what = PUBLISH_EVERYTHING;
	assert_int_equal(
	    publish(vault, public_folder, clock_now(), &settings, &result, &err), FAULT_DENIED);
}

/* --- foreseeing --- */

static bool has(const TextList *list, const char *item)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (text_equal(list->items[i], text_of(item)))
			return true;
	return false;
}

static struct foresight foresee(void)
{
	struct foresight foresight;
	struct error err = { 0 };

	must(review_foresee(review, public_folder, clock_now(), &arena, &foresight, &err), &err);
	assert_false(file_exists(path_join(&arena, archive, "foreseen.seg")));
	return foresight;
}

static void test_foresee(void **state)
{
	struct publish_settings settings = { .catalog = catalog };
	struct publish_result result;
	struct foresight foresight;
	struct error err = { 0 };
	PlaceList places;

	(void)state;
	add("61", "ONE", "NONE", "A walnut.", LOOKED);
	add("62", "TWO", "NONE", "A chestnut of Ilze Kalnina.", LOOKED);
	assert_int_equal(foresee().added.count, 0);
	release("08RIGA61");
	foresight = foresee();
	assert_true(has(&foresight.added, "08RIGA61"));
	assert_true(has(&foresight.words, "walnut"));
	assert_true(has(&foresight.values[FACET_ORIGIN], "Embassy Riga"));
	must(publish(vault, public_folder, clock_now(), &settings, &result, &err), &err);
	assert_int_equal(foresee().words.count, 0);
	places = find("Ilze Kalnina");
	redact(&places, "", FAULT_NONE);
	release("08RIGA62");
	foresight = foresee();
	assert_int_equal(foresight.added.count, 1);
	assert_true(has(&foresight.words, "chestnut"));
	assert_false(has(&foresight.words, "walnut"));
	assert_false(has(&foresight.words, "kalnina"));
	assert_int_equal(foresight.values[FACET_ORIGIN].count, 0);
	assert_int_equal(foresight.changed.count, 0);
}

static void test_foresee_changes(void **state)
{
	struct publish_settings settings = { .catalog = catalog };
	struct decision withdrawal = why("a mistake");
	struct publish_result result;
	struct foresight foresight;
	struct error err = { 0 };
	PlaceList places;

	(void)state;
	withdrawal.verdict = VERDICT_WITHDRAW;
	add("61", "ONE", "NONE", "Ilze Kalnina said no.", LOOKED);
	add("62", "TWO", "NONE", "A chestnut.", LOOKED);
	release("08RIGA61");
	release("08RIGA62");
	must(publish(vault, public_folder, clock_now(), &settings, &result, &err), &err);
	places = find("Ilze Kalnina");
	redact(&places, "", FAULT_NONE);
	must(vault_decide(vault, TEXT("08RIGA62"), &withdrawal, &err), &err);
	foresight = foresee();
	assert_int_equal(foresight.added.count, 0);
	assert_true(has(&foresight.changed, "08RIGA61"));
	assert_true(has(&foresight.gone, "08RIGA62"));
	assert_int_equal(foresight.records, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(test_find_everywhere_in_a_record),
		TEST(test_find_where_readers_do_not_search),
		TEST(test_find_in_older_revisions),
		TEST(test_find_a_paragraph),
		TEST(test_search_sees_what_came_last),
		TEST(test_redact_takes_all_of_them),
		TEST(test_reason_must_not_tell),
		TEST(test_shown_is_what_goes_out),
		TEST(test_restore),
		TEST(test_all_words),
		TEST(test_look_through),
		TEST(test_what_was_cut_comes_again),
		TEST(test_index_is_private),
		TEST(test_foresee),
		TEST(test_foresee_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
