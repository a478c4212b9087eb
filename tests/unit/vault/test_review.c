/* Flags and their answers, the gates before anything goes out, cuts and what is shown instead, and
 * the chain over all of it. */
#include "vault/flags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/files.h"
#include "store/store.h"
#include "vault/log.h"
#include "vault/public.h"
#include "vault/redactions.h"

#define ID     TEXT("08RIGA61")
#define DAY(n) ((Moment){ 1300000000 / 86400 * 86400 + (n)*86400, PRECISION_DAY })
#define NOW    DAY(1000)
#define WORDS  "told by JANE DOE (protect) of a plan"
#define NAME   8, 8  /* JANE DOE */
#define MARK   17, 9 /* (protect) */

static char folder[64];
static struct arena arena;
static struct vault *vault;

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	struct error err = { 0 };

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_review.XXXXXX");
	arena_begin(&arena, 0);
	if (!mkdtemp(folder) || vault_init(folder, &err) != FAULT_NONE)
		return -1;
	vault = vault_open(folder, VAULT_WRITE, &err);
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

/* --- what arrives, what is decided --- */

static void add_flagged(const char *words, bool severe)
{
	struct vault_flag flag = { .rule = TEXT_INIT("protect"),
		.severe = severe,
		.span = { MARK },
		.subject = { NAME } };
	struct flagging flagging = { .rules = TEXT_INIT("rules-1"), .flags = { &flag, 1, 1 } };
	struct arrival arrival = {
		.id = ID,
		.source = text_of(words),
		.text = text_of(words),
		.structure = TEXT_INIT("{}"),
		.created = DAY(1),
		.flagging = &flagging,
	};
	enum outcome outcome;
	struct error err = { 0 };

	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
}

static struct decision decision_of(enum verdict verdict, const char *curator, int day)
{
	return (struct decision){ verdict, DAY(day), TEXT_INIT("why"), text_of(curator), DAY(day) };
}

/* The fault of a decision; its sentence is compared where one is given. */
static void decide(
    enum verdict verdict, const char *curator, int day, enum fault fault, const char *says)
{
	struct decision decision = decision_of(verdict, curator, day);
	struct error err = { 0 };
	enum fault found = vault_decide(vault, ID, &decision, &err);

	if (found != fault || (says && text_find(text_of(err.text), text_of(says)) == TEXT_NONE))
		fail_msg(
		    "verdict %d on day %d: %s: %s", (int)verdict, day, fault_name(found), err.text);
}

static void decide_ahead(enum verdict verdict, int day, int effective)
{
	struct decision decision = decision_of(verdict, "ann", day);
	struct error err = { 0 };

	decision.effective = DAY(effective);
	must(vault_decide(vault, ID, &decision, &err), &err);
}

static struct holding holding_now(void)
{
	struct holding holding = { 0 };
	struct error err = { 0 };

	must(vault_find(vault, ID, NOW, &arena, &holding, &err), &err);
	return holding;
}

static struct vault_flag first_flag(void)
{
	VaultFlagList flags;
	struct error err = { 0 };

	must(vault_flags(vault, ID, 1, &arena, &flags, NULL, &err), &err);
	assert_int_equal(flags.count, 1);
	return flags.items[0];
}

static void cut(uint32_t start, uint32_t length, int day)
{
	struct vault_cut words = { .span = { start, length }, .code = TEXT_INIT("b(6)") };
	struct decision decision = decision_of(VERDICT_REDACT, "ann", day);
	struct error err = { 0 };

	must(vault_redact(vault, ID, 1, &decision, &words, 1, &err), &err);
}

static void show(const char *text)
{
	struct shown shown = { TEXT_INIT("{\"redacted\":1}"), text_of(text), DAY(2) };
	struct error err = { 0 };

	must(vault_show(vault, ID, 1, &shown, &err), &err);
}

static int64_t first_cut(void)
{
	VaultCutList cuts;
	struct error err = { 0 };

	must(vault_cuts(vault, ID, 1, &arena, &cuts, &err), &err);
	assert_true(cuts.count > 0);
	return cuts.items[0].number;
}

/* --- tests --- */

static void test_flag_answers(void **state)
{
	struct decision dismissal = decision_of(VERDICT_DISMISS, "ann", 2);
	struct flagging anew = { .rules = TEXT_INIT("rules-2") };
	struct vault_flag flag;
	struct error err = { 0 };

	(void)state;
	add_flagged(WORDS, true);
	assert_int_equal(holding_now().state, STATE_FLAGGED);
	assert_int_equal(holding_now().open_severe, 1);
	cut(MARK, 2); /* the mark alone protects nobody */
	assert_int_equal(first_flag().answer.len, 0);
	cut(NAME, 2);
	assert_true(text_equal(first_flag().answer, TEXT("cut")));
	assert_true(holding_now().is_redacted);
	flag = first_flag();
	assert_int_equal(vault_dismiss(vault, ID, 1, &dismissal, &flag.number, 1, &err),
	    FAULT_NOT_FOUND); /* it has an answer */
	err = (struct error){ 0 };
	anew.flags.items = &flag;
	anew.flags.count = 1;
	must(vault_flags_renew(vault, ID, 1, &anew, &err), &err);
	assert_true(text_equal(first_flag().answer, TEXT("cut")));
}

static void test_dismissal_stays(void **state)
{
	struct decision dismissal = decision_of(VERDICT_DISMISS, "ann", 2);
	struct vault_flag flag, other;
	struct flagging anew = { .rules = TEXT_INIT("rules-2") };
	struct error err = { 0 };

	(void)state;
	add_flagged(WORDS, true);
	flag = other = first_flag();
	must(vault_dismiss(vault, ID, 1, &dismissal, &flag.number, 1, &err), &err);
	assert_int_equal(holding_now().state, STATE_HELD);
	anew.flags.items = &flag;
	anew.flags.count = 1;
	must(vault_flags_renew(vault, ID, 1, &anew, &err), &err);
	assert_true(text_equal(first_flag().answer, TEXT("dismissed")));
	other.span.start = 0;
	anew.flags.items = &other;
	must(vault_flags_renew(vault, ID, 1, &anew, &err), &err);
	assert_int_equal(first_flag().answer.len, 0); /* another place, another question */
}

static void test_gates(void **state)
{
	(void)state;
	add_flagged(WORDS, true);
	decide(VERDICT_APPROVE, "ann", 2, FAULT_CONFLICT, "1 severe flag without an answer");
	decide(VERDICT_RELEASE, "ann", 2, FAULT_CONFLICT, "1 severe flag without an answer");
	cut(NAME, 3);
	decide(VERDICT_APPROVE, "ann", 4, FAULT_CONFLICT, "another curator");
	decide(VERDICT_REVIEW, "ann", 4, FAULT_NONE, NULL);
	decide(VERDICT_REVIEW, "ann", 4, FAULT_CONFLICT, "looked through by ann already");
	assert_int_equal(holding_now().state, STATE_REVIEWED);
	decide(VERDICT_APPROVE, "ann", 5, FAULT_CONFLICT, "another curator");
	decide(VERDICT_APPROVE, "ben", 5, FAULT_NONE, NULL);
	decide(VERDICT_RELEASE, "ann", 6, FAULT_NONE, NULL);
	assert_int_equal(holding_now().state, STATE_RELEASED);
}

static void test_notice_needs_one(void **state)
{
	(void)state;
	add_flagged(WORDS, false);
	assert_int_equal(holding_now().state, STATE_FLAGGED);
	decide(VERDICT_APPROVE, "ann", 2, FAULT_NONE, NULL);
}

static void test_restore_voids_reviews(void **state)
{
	struct decision restoration = decision_of(VERDICT_RESTORE, "ann", 4);
	struct error err = { 0 };
	int64_t number;

	(void)state;
	add_flagged(WORDS, true);
	cut(NAME, 2);
	decide(VERDICT_REVIEW, "ann", 3, FAULT_NONE, NULL);
	decide(VERDICT_REVIEW, "ben", 3, FAULT_NONE, NULL);
	assert_int_equal(holding_now().reviews, 2);
	number = first_cut();
	must(vault_restore(vault, ID, 1, &restoration, &number, 1, &err), &err);
	assert_int_equal(holding_now().reviews, 0);
	assert_int_equal(holding_now().state, STATE_FLAGGED);
	assert_int_equal(
	    vault_restore(vault, ID, 1, &restoration, &number, 1, &err), FAULT_NOT_FOUND);
}

static void test_withhold(void **state)
{
	(void)state;
	add_flagged(WORDS, false);
	decide(VERDICT_ADMIT, "ann", 2, FAULT_CONFLICT, "is not withheld");
	decide(VERDICT_WITHHOLD, "ann", 2, FAULT_NONE, NULL);
	assert_int_equal(holding_now().state, STATE_WITHHELD);
	decide(VERDICT_WITHHOLD, "ann", 2, FAULT_CONFLICT, "withheld already");
	decide(VERDICT_APPROVE, "ann", 3, FAULT_CONFLICT, "is withheld");
	decide(VERDICT_RELEASE, "ann", 3, FAULT_CONFLICT, "is withheld");
	add_flagged(WORDS " and more", false); /* a new revision is no way out */
	assert_int_equal(holding_now().state, STATE_WITHHELD);
	decide(VERDICT_ADMIT, "ann", 4, FAULT_NONE, NULL);
	decide(VERDICT_RELEASE, "ann", 5, FAULT_NONE, NULL);
	decide(VERDICT_WITHHOLD, "ann", 6, FAULT_CONFLICT, "is public: withdraw it first");
	decide(VERDICT_WITHDRAW, "ann", 7, FAULT_NONE, NULL);
	decide(VERDICT_WITHHOLD, "ann", 8, FAULT_NONE, NULL);
}

/* Whichever revision it is that would go out by itself. */
static void test_withhold_before_release_ahead(void **state)
{
	(void)state;
	add_flagged(WORDS, false);
	decide_ahead(VERDICT_RELEASE, 4, 20);
	add_flagged(WORDS " and more", false);
	decide(VERDICT_WITHHOLD, "ann", 5, FAULT_CONFLICT, "is scheduled: withdraw it first");
}

/* --- what goes out --- */

struct view {
	uint32_t records, versions, revision;
	Text hash;
	Moment created;
};

static enum fault see(void *context, const struct public_record *record, struct error *err)
{
	struct view *view = context;

	(void)err;
	view->records++;
	view->versions = record->version_count;
	view->revision = record->revision;
	view->hash = text_copy(&arena, record->content_sha256);
	view->created = record->created;
	return FAULT_NONE;
}

static struct view look(enum fault fault)
{
	struct view view = { 0 };
	struct error err = { 0 };

	assert_int_equal(vault_each_public(vault, NOW, see, &view, &err), fault);
	return view;
}

static Text public_text(void)
{
	struct error err = { 0 };
	struct packer *packer = packer_begin(&err);
	struct packed_content packed;
	Text structure, text, source;

	must(vault_public_content(vault, ID, 1, &arena, &packed, &err), &err);
	must(content_unpack(&packed, packer, &arena, &structure, &text, &source, &err), &err);
	assert_true(text_equal(text, source));
	packer_end(packer);
	return text;
}

static void test_shown(void **state)
{
	struct packed_content packed;
	struct error err = { 0 };
	struct view before, after;

	(void)state;
	add_flagged(WORDS, false);
	decide(VERDICT_RELEASE, "ann", 2, FAULT_NONE, NULL);
	before = look(FAULT_NONE);
	assert_true(text_equal(public_text(), TEXT(WORDS)));
	cut(NAME, 3);
	look(FAULT_CONFLICT); /* nothing was made to show: it stays in */
	assert_int_equal(vault_public_content(vault, ID, 1, &arena, &packed, &err), FAULT_CONFLICT);
	show("told by [redacted: b(6), phrase] of a plan");
	after = look(FAULT_NONE);
	assert_int_equal(after.versions, before.versions + 1);
	assert_false(text_equal(after.hash, before.hash));
	assert_int_equal(after.created.seconds, DAY(2).seconds);
	assert_true(text_equal(public_text(), TEXT("told by [redacted: b(6), phrase] of a plan")));
	cut(0, 4, 4);
	look(FAULT_CONFLICT); /* what was shown was made for other cuts */
}

static void test_cut_before_release_is_no_version(void **state)
{
	(void)state;
	add_flagged(WORDS, false);
	cut(NAME, 2);
	show("told by [redacted: b(6), phrase] of a plan");
	decide(VERDICT_RELEASE, "ann", 3, FAULT_NONE, NULL);
	assert_int_equal(look(FAULT_NONE).versions, 1);
}

/* The version of the cut stands before that of the release, which took effect later. */
static void test_cut_while_release_is_ahead(void **state)
{
	struct view view;

	(void)state;
	add_flagged(WORDS, false);
	decide(VERDICT_RELEASE, "ann", 2, FAULT_NONE, NULL);
	add_flagged(WORDS " and more", false);
	decide_ahead(VERDICT_RELEASE, 3, 6);
	cut(NAME, 4);
	show("told by [redacted: b(6), phrase] of a plan");
	view = look(FAULT_NONE);
	assert_int_equal(view.versions, 3);
	assert_int_equal(view.revision, 2);
}

static enum fault count_one(void *context, const struct hindrance *hindrance, struct error *err)
{
	(void)err;
	assert_true(text_equal(hindrance->id, ID));
	++*(uint32_t *)context;
	return FAULT_NONE;
}

static uint32_t hindrances(void)
{
	struct error err = { 0 };
	uint32_t count = 0;

	must(vault_each_hindrance(vault, NOW, count_one, &count, &err), &err);
	return count;
}

/* Rules that come later find what nobody saw. */
static void test_hindrance(void **state)
{
	struct vault_flag flag;
	struct flagging anew = { .rules = TEXT_INIT("rules-2") };
	struct error err = { 0 };

	(void)state;
	add_flagged(WORDS, false);
	assert_int_equal(hindrances(), 0); /* held */
	decide(VERDICT_RELEASE, "ann", 2, FAULT_NONE, NULL);
	assert_int_equal(hindrances(), 0);
	flag = first_flag();
	flag.severe = true;
	anew.flags.items = &flag;
	anew.flags.count = 1;
	must(vault_flags_renew(vault, ID, 1, &anew, &err), &err);
	assert_int_equal(hindrances(), 1);
	cut(NAME, 3);
	assert_int_equal(hindrances(), 0);
}

static void test_never_looked_through(void **state)
{
	struct arrival arrival = { .id = ID,
		.source = TEXT_INIT("words"),
		.text = TEXT_INIT("words"),
		.structure = TEXT_INIT("{}") };
	struct flagging flagging = { .rules = TEXT_INIT("rules-1") };
	enum outcome outcome;
	struct error err = { 0 };

	(void)state;
	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err);
	decide(VERDICT_RELEASE, "ann", 2, FAULT_NONE, NULL);
	assert_int_equal(hindrances(), 1);
	must(vault_flags_renew(vault, ID, 1, &flagging, &err), &err);
	assert_int_equal(hindrances(), 0);
}

/* --- the chain --- */

static void make_log(void)
{
	struct decision dismissal = decision_of(VERDICT_DISMISS, "ann", 2);
	struct error err = { 0 };
	struct vault_flag flag;

	add_flagged(WORDS, true);
	flag = first_flag();
	must(vault_dismiss(vault, ID, 1, &dismissal, &flag.number, 1, &err), &err);
	cut(NAME, 3);
	cut(0, 4, 3);
	decide(VERDICT_REVIEW, "ben", 4, FAULT_NONE, NULL);
	decide(VERDICT_APPROVE, "ann", 5, FAULT_NONE, NULL);
}

static void test_chain_holds(void **state)
{
	struct log_state log = { 0 }, later = { 0 };
	struct error err = { 0 };

	(void)state;
	make_log();
	must(vault_log_verify(vault, &log, &err), &err);
	assert_int_equal(log.entries, 5);
	must(vault_log_verify(vault, &later, &err), &err);
	assert_string_equal(log.head, later.head);
	decide(VERDICT_RELEASE, "ann", 6, FAULT_NONE, NULL);
	must(vault_log_verify(vault, &later, &err), &err);
	assert_string_not_equal(log.head, later.head);
}

/* Whoever has the file can take the triggers off; the chain tells. */
static void test_chain_tells(void **state)
{
	static const struct {
		const char *sql;
		int entry;
	} cases[] = {
		{ "UPDATE decision SET reason = 'other' WHERE id = 4", 4 },
		{ "UPDATE decision SET curator = 'eve' WHERE id = 5", 5 },
		{ "UPDATE decision SET decided = decided + 1 WHERE id = 1", 1 },
		{ "UPDATE decision SET verdict = 'approve' WHERE id = 4", 4 },
		{ "UPDATE cut SET start = start + 1 WHERE decision = 2", 2 },
		{ "UPDATE cut SET code = 'b(1)' WHERE decision = 3", 3 },
		{ "DELETE FROM cut WHERE decision = 3", 3 },
		{ "UPDATE dismissed SET rule = 'other'", 1 },
		{ "DELETE FROM chain WHERE decision = 3; DELETE FROM cut WHERE decision = 3;"
		  "DELETE FROM decision WHERE id = 3",
		    3 },
		{ "UPDATE decision SET id = 9 WHERE id = 4; UPDATE decision SET id = 4 WHERE id = 5;"
		  "UPDATE decision SET id = 5 WHERE id = 9",
		    4 },
	};

	(void)state;
	make_log();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };
		struct log_state log;
		struct store *store =
		    store_open(path_join(&arena, folder, "vault.db"), STORE_WRITE, &err);
		Text undo = text_format(&arena, "entry %d of the log", cases[i].entry);

		must(
		    store_run(store,
			text_format(&arena,
			    "PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS decision_never_changes;"
			    "DROP TRIGGER IF EXISTS decision_never_goes;"
			    "DROP TRIGGER IF EXISTS cut_never_changes;"
			    "DROP TRIGGER IF EXISTS cut_never_goes;"
			    "DROP TRIGGER IF EXISTS dismissed_never_changes;"
			    "DROP TRIGGER IF EXISTS chain_never_goes; BEGIN; %s",
			    cases[i].sql),
			&err),
		    &err);
		must(store_run(store, TEXT("COMMIT"), &err), &err);
		if (vault_log_verify(vault, &log, &err) != FAULT_CORRUPT ||
		    text_find(text_of(err.text), undo) == TEXT_NONE)
			fail_msg("%s: %s", cases[i].sql, err.text);
		store_close(store);
		end(NULL);
		begin(NULL);
		make_log();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_flag_answers, begin, end),
		cmocka_unit_test_setup_teardown(test_dismissal_stays, begin, end),
		cmocka_unit_test_setup_teardown(test_gates, begin, end),
		cmocka_unit_test_setup_teardown(test_notice_needs_one, begin, end),
		cmocka_unit_test_setup_teardown(test_restore_voids_reviews, begin, end),
		cmocka_unit_test_setup_teardown(test_withhold, begin, end),
		cmocka_unit_test_setup_teardown(test_withhold_before_release_ahead, begin, end),
		cmocka_unit_test_setup_teardown(test_shown, begin, end),
		cmocka_unit_test_setup_teardown(test_cut_before_release_is_no_version, begin, end),
		cmocka_unit_test_setup_teardown(test_cut_while_release_is_ahead, begin, end),
		cmocka_unit_test_setup_teardown(test_hindrance, begin, end),
		cmocka_unit_test_setup_teardown(test_never_looked_through, begin, end),
		cmocka_unit_test_setup_teardown(test_chain_holds, begin, end),
		cmocka_unit_test_setup_teardown(test_chain_tells, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
