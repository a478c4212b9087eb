/* What the forms about a record do: each one decision, in one transaction, about what the curator
 * has seen. Whoever decided about the record meanwhile has changed that, so the form is refused. */
#include <inttypes.h>

#include "curate/entries.h"
#include "curate/pages.h"
#include "curate/wanted.h"

struct act {
	struct sheet *sheet;
	Text id; /* as the vault has it */
	uint32_t revision;
	struct decision decision;
	Text said;
};
typedef enum fault act_run(struct act *act, struct error *err);

/* --- the acts --- */

static enum fault read_numbers(
    struct act *act, Text name, int64_t **numbers, uint32_t *count, struct error *err)
{
	TextList values = { 0 };

	if (form_fields(act->sheet->request->posted, name, act->sheet->arena, &values, err) !=
	    FAULT_NONE)
		return err->fault;
	if (!values.count)
		return fail(err, FAULT_BAD_INPUT, "nothing is checked");
	*numbers = arena_take(act->sheet->arena, values.count * sizeof **numbers);
	if (!*numbers)
		return fail(err, FAULT_NO_MEMORY, "no memory left for what was checked");
	for (*count = 0; *count < values.count; ++*count) {
		uint64_t number;

		if (!text_take_digits(&values.items[*count], 18, &number))
			return fail(err, FAULT_BAD_INPUT, "what was checked is no number");
		(*numbers)[*count] = (int64_t)number;
	}
	return FAULT_NONE;
}

static enum fault dismiss(struct act *act, struct error *err)
{
	int64_t *numbers;
	uint32_t count;

	if (!act->decision.reason.len)
		return fail(err, FAULT_BAD_INPUT, "a dismissal needs a reason");
	if (read_numbers(act, TEXT("flag"), &numbers, &count, err) != FAULT_NONE)
		return err->fault;
	act->decision.verdict = VERDICT_DISMISS;
	act->said = text_format(
	    act->sheet->arena, "dismissed %" PRIu32 " flag%s", count, count == 1 ? "" : "s");
	return vault_dismiss(
	    act->sheet->desk->vault, act->id, act->revision, &act->decision, numbers, count, err);
}

static uint32_t new_places(const PlaceList *places)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < places->count; i++)
		count += !places->items[i].is_cut;
	return count;
}

static enum fault take_out(struct act *act, const PlaceList *places, struct error *err)
{
	uint64_t records;
	uint32_t count = new_places(places);

	if (!count)
		return fail(err, FAULT_CONFLICT, "the words are taken out already");
	act->decision.verdict = VERDICT_REDACT;
	if (review_redact(act->sheet->desk->review, places, sheet_field(act->sheet, TEXT("code")),
		&act->decision, &records, err) != FAULT_NONE)
		return err->fault;
	act->said =
	    text_format(act->sheet->arena, "taken out: %" PRIu32 " place%s in %" PRIu64 " record%s",
		count, count == 1 ? "" : "s", records, records == 1 ? "" : "s");
	return FAULT_NONE;
}

static enum fault redact(struct act *act, struct error *err)
{
	PlaceList places;

	if (wanted_find(act->sheet, act->sheet->request->posted, WANTED_IN_RECORD, &places, err) !=
	    FAULT_NONE)
		return err->fault;
	return take_out(act, &places, err);
}

static enum fault restore(struct act *act, struct error *err)
{
	int64_t *numbers;
	uint32_t count;

	if (read_numbers(act, TEXT("cut"), &numbers, &count, err) != FAULT_NONE)
		return err->fault;
	act->decision.verdict = VERDICT_RESTORE;
	act->said = text_format(
	    act->sheet->arena, "put back %" PRIu32 " cut%s", count, count == 1 ? "" : "s");
	return review_restore(
	    act->sheet->desk->review, act->id, act->revision, numbers, count, &act->decision, err);
}

static enum fault empty(struct act *act, struct error *err)
{
	act->decision.verdict = VERDICT_REDACT;
	act->said = TEXT("only metadata is left");
	return review_redact_all(act->sheet->desk->review, act->id,
	    sheet_field(act->sheet, TEXT("code")), &act->decision, err);
}

static enum fault decide(struct act *act, enum verdict verdict, Text said, struct error *err)
{
	act->decision.verdict = verdict;
	act->said = said;
	return vault_decide(act->sheet->desk->vault, act->id, &act->decision, err);
}

static enum fault look_through(struct act *act, struct error *err)
{
	return decide(act, VERDICT_REVIEW, TEXT("looked through"), err);
}

static enum fault approve(struct act *act, struct error *err)
{
	return decide(act, VERDICT_APPROVE, TEXT("approved"), err);
}

static enum fault release(struct act *act, struct error *err)
{
	Text at = sheet_field(act->sheet, TEXT("at"));

	if (at.len && !moment_read(at, &act->decision.effective))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no date; write 2011-08-26",
		    TEXT_ARG(text_slice(at, 0, 40)));
	return decide(act, VERDICT_RELEASE,
	    act->decision.effective.seconds > act->sheet->now.seconds ? TEXT("scheduled")
								      : TEXT("released"),
	    err);
}

static enum fault withdraw(struct act *act, struct error *err)
{
	return decide(act, VERDICT_WITHDRAW, TEXT("withdrawn"), err);
}

static enum fault withhold(struct act *act, struct error *err)
{
	if (!act->decision.reason.len)
		return fail(err, FAULT_BAD_INPUT, "withholding needs a reason");
	return decide(act, VERDICT_WITHHOLD, TEXT("withheld"), err);
}

static enum fault admit(struct act *act, struct error *err)
{
	return decide(act, VERDICT_ADMIT, TEXT("no longer withheld"), err);
}

static const struct {
	Text name;
	act_run *run;
	bool latest; /* about the latest revision, whichever was read */
} acts[] = {
	{ TEXT_INIT("dismiss"), dismiss, false },
	{ TEXT_INIT("redact"), redact, false },
	{ TEXT_INIT("restore"), restore, false },
	{ TEXT_INIT("metadata"), empty, false },
	{ TEXT_INIT("review"), look_through, true },
	{ TEXT_INIT("approve"), approve, true },
	{ TEXT_INIT("release"), release, true },
	{ TEXT_INIT("withhold"), withhold, true },
	{ TEXT_INIT("admit"), admit, true },
	{ TEXT_INIT("withdraw"), withdraw, true },
};

/* --- one of them --- */

static struct decision decision_of(struct sheet *sheet)
{
	return (struct decision){
		.reason = sheet_field(sheet, TEXT("reason")),
		.curator = sheet->desk->curator,
		.decided = sheet->now,
		.effective = sheet->now,
	};
}

static enum fault check_seen(struct act *act, bool latest, struct error *err)
{
	struct sheet *sheet = act->sheet;
	struct holding holding;
	struct entries entries;

	if (vault_find(sheet->desk->vault, sheet_field(sheet, TEXT("id")), sheet->now, sheet->arena,
		&holding, err) != FAULT_NONE)
		return err->fault;
	act->id = holding.id;
	act->revision = (uint32_t)sheet_number(sheet, TEXT("revision"));
	if (latest && act->revision != holding.revisions)
		return fail(err, FAULT_CONFLICT,
		    "'%.*s' has a later revision than the one you have read", TEXT_ARG(act->id));
	if (entries_count(sheet, act->id, &entries, err) != FAULT_NONE)
		return err->fault;
	if ((uint64_t)entries.last != sheet_number(sheet, TEXT("seen")))
		return fail(err, FAULT_CONFLICT,
		    "something was decided about '%.*s' since you have read it: look again",
		    TEXT_ARG(act->id));
	return FAULT_NONE;
}

static enum fault end_transaction(struct sheet *sheet, enum fault fault, struct error *err)
{
	if (fault == FAULT_NONE)
		fault = vault_commit(sheet->desk->vault, err);
	if (fault != FAULT_NONE)
		vault_rollback(sheet->desk->vault);
	return fault;
}

/* The form is kept; the page behind the address looks for its words. */
static enum fault go_find(struct sheet *sheet, struct error *err)
{
	uint64_t number = memory_keep(&sheet->desk->memory, sheet->request->posted);

	return sheet_go(
	    sheet, text_format(sheet->arena, "/places?of=%" PRIu64, number), TEXT(""), err);
}

enum fault act_record(struct sheet *sheet, struct error *err)
{
	Text name = sheet_field(sheet, TEXT("do"));
	struct act act = { .sheet = sheet, .decision = decision_of(sheet) };
	size_t number = 0;
	enum fault fault;

	if (text_equal(name, TEXT("find")))
		return go_find(sheet, err);
	while (number < sizeof acts / sizeof *acts && !text_equal(name, acts[number].name))
		number++;
	if (number == sizeof acts / sizeof *acts)
		return fail(err, FAULT_BAD_INPUT, "there is no such decision");
	if (vault_begin(sheet->desk->vault, err) != FAULT_NONE)
		return err->fault;
	fault = check_seen(&act, acts[number].latest, err);
	if (fault == FAULT_NONE)
		fault = acts[number].run(&act, err);
	if (end_transaction(sheet, fault, err) != FAULT_NONE)
		return err->fault;
	return sheet_go(sheet,
	    text_format(sheet->arena, "%.*s&revision=%" PRIu32,
		TEXT_ARG(record_address(sheet->arena, act.id)), act.revision),
	    act.said, err);
}

enum fault act_cut(struct sheet *sheet, struct error *err)
{
	struct act act = { .sheet = sheet, .decision = decision_of(sheet) };
	PlaceList places = { 0 };
	enum fault fault = vault_begin(sheet->desk->vault, err);

	if (fault != FAULT_NONE)
		return fault;
	fault = wanted_read(sheet, &places, err);
	if (fault == FAULT_NONE)
		fault = take_out(&act, &places, err);
	if (end_transaction(sheet, fault, err) != FAULT_NONE)
		return err->fault;
	return sheet_go(
	    sheet, record_address(sheet->arena, sheet_field(sheet, TEXT("id"))), act.said, err);
}
