/* The rules: what decisions come to at a time, by tables of decisions and expectations. */
#include "vault/public.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/files.h"

/* A step of a story; days count from an arbitrary one. */
struct step {
	char what;
	int decided, effective;
	enum fault fault;
};

/* What must hold on a day. Versions are written "1:3 2:9": number and day of release. */
struct expected {
	int day;
	enum state state;
	bool is_public;
	int revision, released; /* released: day; both only when public */
	const char *versions;
	int withdrawn; /* day, 0: no tombstone */
};

#define DAY(n) ((Moment){ 1300000000 / 86400 * 86400 + (n)*86400, PRECISION_DAY })
#define STEPS  10
#define CHECKS 8

#define ARRIVES \
	{ \
		'+', 0, 0, FAULT_NONE \
	}
#define APPROVE(decided, effective) \
	{ \
		'a', decided, effective, FAULT_NONE \
	}
#define RELEASE(decided, effective) \
	{ \
		'r', decided, effective, FAULT_NONE \
	}
#define WITHDRAW(decided, effective) \
	{ \
		'w', decided, effective, FAULT_NONE \
	}
#define REFUSED(what, decided, effective) \
	{ \
		what, decided, effective, FAULT_CONFLICT \
	}

#define ABSENT(day, state) \
	{ \
		day, state, false, 0, 0, NULL, 0 \
	}
#define BURIED(day, state, withdrawn) \
	{ \
		day, state, false, 0, 0, NULL, withdrawn \
	}
#define SHOWN(day, state, revision, released, versions) \
	{ \
		day, state, true, revision, released, versions, 0 \
	}

static const struct story {
	const char *name;
	struct step steps[STEPS];
	struct expected expected[CHECKS];
} stories[] = {
	{ "held", { ARRIVES }, { ABSENT(1, STATE_HELD) } },
	{ "approved", { ARRIVES, APPROVE(2, 2), REFUSED('a', 3, 3) },
	    { ABSENT(9, STATE_APPROVED) } },
	{ "released", { ARRIVES, RELEASE(3, 3), REFUSED('a', 4, 4) },
	    { ABSENT(2, STATE_SCHEDULED), SHOWN(3, STATE_RELEASED, 1, 3, "1:3") } },
	{ "scheduled", { ARRIVES, RELEASE(3, 7) },
	    { ABSENT(3, STATE_SCHEDULED), ABSENT(6, STATE_SCHEDULED),
		SHOWN(7, STATE_RELEASED, 1, 7, "1:7") } },
	{ "released twice since the same day", { ARRIVES, RELEASE(3, 3), REFUSED('r', 4, 3) },
	    { SHOWN(5, STATE_RELEASED, 1, 3, "1:3") } },
	{ "date corrected", { ARRIVES, RELEASE(5, 5), RELEASE(6, 2) },
	    { SHOWN(6, STATE_RELEASED, 1, 2, "1:2") } },
	{ "withdrawn", { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), REFUSED('w', 6, 6) },
	    { SHOWN(4, STATE_RELEASED, 1, 3, "1:3"), BURIED(5, STATE_WITHDRAWN, 5) } },
	{ "withdrawn on the day of its release", { ARRIVES, RELEASE(3, 3), WITHDRAW(3, 3) },
	    { BURIED(3, STATE_WITHDRAWN, 3) } },
	{ "released as of long ago, then withdrawn", { ARRIVES, RELEASE(10, 1), WITHDRAW(11, 11) },
	    { SHOWN(10, STATE_RELEASED, 1, 1, "1:1"), BURIED(11, STATE_WITHDRAWN, 11) } },
	{ "never released", { ARRIVES, REFUSED('w', 3, 3) }, { ABSENT(9, STATE_HELD) } },
	{ "recalled before it took effect", { ARRIVES, RELEASE(3, 9), WITHDRAW(5, 5) },
	    { ABSENT(4, STATE_SCHEDULED), ABSENT(6, STATE_HELD), ABSENT(12, STATE_HELD) } },
	{ "withdrawn from its release on", { ARRIVES, RELEASE(3, 9), WITHDRAW(5, 9) },
	    { ABSENT(8, STATE_SCHEDULED), ABSENT(12, STATE_HELD) } },
	{ "withdrawal ahead", { ARRIVES, RELEASE(3, 3), WITHDRAW(4, 8) },
	    { SHOWN(7, STATE_RELEASED, 1, 3, "1:3"), BURIED(8, STATE_WITHDRAWN, 8) } },
	{ "released again", { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), RELEASE(7, 7) },
	    { BURIED(6, STATE_SCHEDULED, 5), SHOWN(7, STATE_RELEASED, 1, 7, "1:7") } },
	{ "a new revision is held, the old one stays", { ARRIVES, RELEASE(3, 3), ARRIVES },
	    { SHOWN(4, STATE_HELD, 1, 3, "1:3") } },
	{ "both revisions released", { ARRIVES, RELEASE(3, 3), ARRIVES, RELEASE(6, 6) },
	    { SHOWN(6, STATE_RELEASED, 2, 3, "1:3 2:6") } },
	{ "second revision ahead",
	    { ARRIVES, RELEASE(3, 3), ARRIVES, APPROVE(4, 4), RELEASE(5, 9) },
	    { SHOWN(5, STATE_SCHEDULED, 1, 3, "1:3"), SHOWN(9, STATE_RELEASED, 2, 3, "1:3 2:9") } },
	{ "a held revision's record is withdrawn",
	    { ARRIVES, RELEASE(3, 3), ARRIVES, WITHDRAW(5, 5) },
	    { BURIED(5, STATE_WITHDRAWN, 5) } },
	{ "a new revision after the withdrawal",
	    { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), ARRIVES, RELEASE(8, 8) },
	    { BURIED(5, STATE_SCHEDULED, 5), SHOWN(8, STATE_RELEASED, 2, 8, "1:3 2:8") } },
	{ "a new revision after the withdrawal, held",
	    { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), ARRIVES }, { BURIED(9, STATE_HELD, 5) } },
	{ "a new revision after the withdrawal, recalled",
	    { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), ARRIVES, RELEASE(6, 12), WITHDRAW(8, 8) },
	    { BURIED(7, STATE_SCHEDULED, 5), BURIED(9, STATE_WITHDRAWN, 5),
		BURIED(14, STATE_WITHDRAWN, 5) } },
	{ "approved after the withdrawal",
	    { ARRIVES, RELEASE(3, 3), WITHDRAW(5, 5), APPROVE(6, 6) },
	    { BURIED(7, STATE_APPROVED, 5) } },
	{ "a revision that was never public has no number",
	    { ARRIVES, RELEASE(3, 3), ARRIVES, RELEASE(4, 20), WITHDRAW(5, 5), ARRIVES,
		RELEASE(9, 9) },
	    { SHOWN(9, STATE_RELEASED, 3, 9, "1:3 2:9"),
		SHOWN(25, STATE_RELEASED, 3, 9, "1:3 2:9") } },
};

static char folder[64];
static struct arena arena;
static struct vault *vault;

static int begin(void **state)
{
	struct error err = { 0 };

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/test_standing.XXXXXX");
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

static void must(enum fault fault, const struct error *err, const char *name)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s: %s", name, fault_name(fault), err->text);
}

static Text id_of(size_t story)
{
	return text_format(&arena, "08RIGA%zu", story + 1);
}

static void add_revision(size_t story, int number)
{
	Text words = text_format(&arena, "story %zu revision %d", story, number);
	struct arrival arrival = {
		.id = id_of(story),
		.source = words,
		.text = words,
		.structure = TEXT_INIT("{}"),
		.created = { (int64_t)(story % 3) * 1000 + number,
		    story % 3 ? PRECISION_SECOND : PRECISION_UNKNOWN },
	};
	enum outcome outcome;
	struct error err = { 0 };

	must(vault_add(vault, &arrival, &outcome, NULL, &err), &err, stories[story].name);
}

static void decide(size_t story, const struct step *step)
{
	struct decision decision = {
		.verdict = step->what == 'r' ? VERDICT_RELEASE
		    : step->what == 'w'      ? VERDICT_WITHDRAW
					     : VERDICT_APPROVE,
		.effective = DAY(step->effective),
		.reason = text_format(&arena, "why %d", step->effective),
		.curator = TEXT_INIT("curator"),
		.decided = DAY(step->decided),
	};
	struct error err = { 0 };
	enum fault fault = vault_decide(vault, id_of(story), &decision, &err);

	if (fault != step->fault)
		fail_msg("%s: %c on day %d: %s: %s", stories[story].name, step->what, step->decided,
		    fault_name(fault), err.text);
}

static void tell(size_t story)
{
	int revisions = 0;

	for (const struct step *step = stories[story].steps; step->what; step++)
		if (step->what == '+')
			add_revision(story, ++revisions);
		else
			decide(story, step);
}

struct view {
	Text id;
	bool is_public;
	uint32_t revision;
	Moment released;
	Text versions;
	Moment withdrawn;
	Moment last; /* to check the order */
	Text last_id;
	uint64_t count;
};

static enum fault see_public(void *context, const struct public_record *record, struct error *err)
{
	struct view *view = context;
	bool dated = record->created.precision != PRECISION_UNKNOWN,
	     was = view->last.precision != PRECISION_UNKNOWN;

	(void)err;
	assert_true(view->count++ == 0 || was < dated ||
	    (was == dated &&
		(view->last.seconds < record->created.seconds ||
		    (view->last.seconds == record->created.seconds &&
			text_compare(view->last_id, record->id) < 0))));
	view->last = record->created;
	view->last_id = text_copy(&arena, record->id);
	if (!text_equal(record->id, view->id))
		return FAULT_NONE;
	view->is_public = true;
	view->revision = record->revision;
	view->released = record->released;
	view->versions = TEXT("");
	assert_int_equal(record->content_sha256.len, 64);
	for (uint32_t i = 0; i < record->version_count; i++) {
		const struct public_version *version = &record->versions[i];

		view->versions = text_format(&arena, "%.*s%s%u:%d", TEXT_ARG(view->versions),
		    i ? " " : "", version->number,
		    (int)((version->released.seconds - DAY(0).seconds) / 86400));
		assert_true(text_starts(version->reason, TEXT("why ")));
	}
	return FAULT_NONE;
}

static enum fault see_withdrawn(
    void *context, const struct withdrawal *withdrawal, struct error *err)
{
	struct view *view = context;

	(void)err;
	if (text_equal(withdrawal->id, view->id))
		view->withdrawn = withdrawal->withdrawn;
	return FAULT_NONE;
}

static void check(size_t story, const struct expected *expected)
{
	const char *name = text_format(&arena, "%s, day %d", stories[story].name, expected->day).at;
	struct view view = { .id = id_of(story) };
	struct holding holding;
	struct error err = { 0 };

	must(vault_find(vault, view.id, DAY(expected->day), &arena, &holding, &err), &err, name);
	must(vault_each_public(vault, DAY(expected->day), see_public, &view, &err), &err, name);
	must(vault_each_withdrawn(vault, DAY(expected->day), see_withdrawn, &view, &err), &err,
	    name);
	if (holding.state != expected->state)
		fail_msg("%s: it is %.*s", name, TEXT_ARG(state_name(holding.state)));
	if (view.is_public != expected->is_public)
		fail_msg("%s: it is %spublic", name, view.is_public ? "" : "not ");
	if ((view.withdrawn.precision != PRECISION_UNKNOWN) != (expected->withdrawn != 0) ||
	    (expected->withdrawn && view.withdrawn.seconds != DAY(expected->withdrawn).seconds))
		fail_msg("%s: tombstone", name);
	if (!expected->is_public)
		return;
	if (view.revision != (uint32_t)expected->revision ||
	    view.released.seconds != DAY(expected->released).seconds ||
	    !text_equal(view.versions, text_of(expected->versions)))
		fail_msg(
		    "%s: revision %u, versions %.*s", name, view.revision, TEXT_ARG(view.versions));
}

static void test_stories(void **state)
{
	size_t count = sizeof stories / sizeof *stories;

	(void)state;
	for (size_t i = 0; i < count; i++)
		tell(i);
	for (size_t i = 0; i < count; i++)
		for (const struct expected *expected = stories[i].expected; expected->day;
		     expected++)
			check(i, expected);
}

/* The counts of a day are the sums of what each record says. */
static enum fault add_up(void *context, const struct holding *holding, struct error *err)
{
	struct vault_counts *counts = context;

	(void)err;
	counts->records++;
	counts->states[holding->state]++;
	counts->revisions += holding->revisions;
	return FAULT_NONE;
}

static void test_counts(void **state)
{
	struct error err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof stories / sizeof *stories; i++)
		tell(i);
	for (int day = 1; day < 30; day++) {
		struct vault_counts counts = { 0 }, sums = { 0 };
		struct view view = { .id = TEXT_INIT("-") };

		must(vault_count(vault, DAY(day), &counts, &err), &err, "count");
		must(vault_each(vault, DAY(day), add_up, &sums, &err), &err, "each");
		must(vault_each_public(vault, DAY(day), see_public, &view, &err), &err, "public");
		assert_int_equal(counts.records, sizeof stories / sizeof *stories);
		assert_int_equal(sums.records, counts.records);
		assert_int_equal(sums.revisions, counts.revisions);
		assert_int_equal(view.count, counts.public_records);
		assert_memory_equal(sums.states, counts.states, sizeof sums.states);
	}
}

static void test_words(void **state)
{
	static const struct {
		enum verdict verdict;
		Text reason, id;
		enum fault fault;
	} cases[] = {
		{ VERDICT_RELEASE, TEXT_INIT(""), TEXT_INIT("08NOWHERE1"), FAULT_NOT_FOUND },
		{ VERDICT_WITHDRAW, TEXT_INIT(" "), TEXT_INIT("08RIGA1"), FAULT_BAD_INPUT },
		{ VERDICT_RELEASE, TEXT_INIT("\xff"), TEXT_INIT("08RIGA1"), FAULT_BAD_INPUT },
		{ VERDICT_RELEASE, TEXT_INIT(""), TEXT_INIT("08RIGA1"), FAULT_NONE },
	};

	(void)state;
	add_revision(0, 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decision decision = { cases[i].verdict, MOMENT_UNKNOWN, cases[i].reason,
			TEXT_INIT(""), MOMENT_UNKNOWN };
		struct error err = { 0 };

		assert_int_equal(vault_decide(vault, cases[i].id, &decision, &err), cases[i].fault);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_stories, begin, end),
		cmocka_unit_test_setup_teardown(test_counts, begin, end),
		cmocka_unit_test_setup_teardown(test_words, begin, end),
	};

	return cmocka_run_group_tests_name("vault/standing", tests, NULL, NULL);
}
