/* One decision about many records: first what it would change and which gates refuse, then the same
 * for good. Both make the decision; the first takes it back. */
#include <inttypes.h>

#include "curate/pages.h"

#define SHOWN_MOST 500 /* rows of each list that are shown */

static const struct set_verdict verdicts[] = {
	{ TEXT_INIT("review"), TEXT_INIT("say that I have looked through them"),
	    TEXT_INIT("looked through"), VERDICT_REVIEW },
	{ TEXT_INIT("approve"), TEXT_INIT("approve"), TEXT_INIT("approved"), VERDICT_APPROVE },
	{ TEXT_INIT("release"), TEXT_INIT("release"), TEXT_INIT("released"), VERDICT_RELEASE },
	{ TEXT_INIT("withhold"), TEXT_INIT("withhold"), TEXT_INIT("withheld"), VERDICT_WITHHOLD },
};

const struct set_verdict *set_verdict_at(unsigned number)
{
	return number < sizeof verdicts / sizeof *verdicts ? &verdicts[number] : NULL;
}

const struct set_verdict *set_verdict_find(Text name)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (text_equal(name, verdicts[i].name))
			return &verdicts[i];
	return NULL;
}

/* --- the records --- */

static enum fault add_id(struct sheet *sheet, TextList *ids, Text id, struct error *err)
{
	Text *place = ids->count < SET_LIMIT ? array_add(ids, sheet->arena) : NULL;

	if (!place)
		return ids->count < SET_LIMIT
		    ? fail(err, FAULT_NO_MEMORY, "no memory left for so many records")
		    : fail(err, FAULT_TOO_LARGE, "more than %d records at once", SET_LIMIT);
	*place = text_copy(sheet->arena, id);
	return FAULT_NONE;
}

/* Those that are checked, or the list that was kept. */
static enum fault read_ids(struct sheet *sheet, TextList *ids, struct error *err)
{
	Text list = sheet_recall(sheet, TEXT("list"));

	if (sheet_number(sheet, TEXT("list")) && !list.at)
		return fail(err, FAULT_CONFLICT, "the list is forgotten: choose again");
	if (!list.at &&
	    form_fields(sheet->request->posted, TEXT("id"), sheet->arena, ids, err) != FAULT_NONE)
		return err->fault;
	while (list.len)
		if (add_id(sheet, ids, text_cut(&list, '\n'), err) != FAULT_NONE)
			return err->fault;
	if (!ids->count)
		return fail(err, FAULT_BAD_INPUT, "no record is chosen");
	return FAULT_NONE;
}

/* --- deciding --- */

struct refused {
	Text id, why;
};

struct outcome_of_set {
	const struct set_verdict *verdict;
	TextList ids, changed;
	ARRAY(struct refused) refused;
};

static enum fault decide_one(struct sheet *sheet, struct outcome_of_set *set, Text id,
    const struct decision *decision, struct error *err)
{
	struct error refusal = { 0 };
	enum fault fault = vault_decide(sheet->desk->vault, id, decision, &refusal);
	struct refused *refused;
	Text *changed;

	if (fault == FAULT_NONE) {
		changed = array_add(&set->changed, sheet->arena);
		if (changed)
			*changed = id;
	} else if (fault == FAULT_CONFLICT || fault == FAULT_NOT_FOUND) {
		refused = array_add(&set->refused, sheet->arena);
		if (refused)
			*refused =
			    (struct refused){ id, text_copy(sheet->arena, text_of(refusal.text)) };
	} else {
		return fail(err, fault, "%s", refusal.text);
	}
	return sheet->arena->failed
	    ? fail(err, FAULT_NO_MEMORY, "no memory left for so many records")
	    : FAULT_NONE;
}

static enum fault read_decision(
    struct sheet *sheet, enum verdict verdict, struct decision *decision, struct error *err)
{
	Text at = sheet_field(sheet, TEXT("at"));

	*decision = (struct decision){
		.verdict = verdict,
		.reason = sheet_field(sheet, TEXT("reason")),
		.curator = sheet->desk->curator,
		.decided = sheet->now,
		.effective = sheet->now,
	};
	if (verdict == VERDICT_RELEASE && at.len && !moment_read(at, &decision->effective))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' is no date; write 2011-08-26",
		    TEXT_ARG(text_slice(at, 0, 40)));
	return FAULT_NONE;
}

/* Within a transaction. */
static enum fault decide_all(struct sheet *sheet, struct outcome_of_set *set, struct error *err)
{
	struct decision decision;
	enum fault fault = read_decision(sheet, set->verdict->verdict, &decision, err);

	for (uint32_t i = 0; i < set->ids.count && fault == FAULT_NONE; i++)
		fault = decide_one(sheet, set, set->ids.items[i], &decision, err);
	return fault;
}

static enum fault begin(struct sheet *sheet, struct outcome_of_set *set, struct error *err)
{
	*set = (struct outcome_of_set){
		.verdict = set_verdict_find(sheet_field(sheet, TEXT("verdict"))),
	};
	if (!set->verdict)
		return fail(err, FAULT_BAD_INPUT, "there is no such decision");
	if (read_ids(sheet, &set->ids, err) != FAULT_NONE)
		return err->fault;
	return vault_begin(sheet->desk->vault, err);
}

/* --- the dry run --- */

static void put_more(struct out *out, uint32_t count)
{
	if (count <= SHOWN_MOST)
		return;
	html_raw(out, "<li>and ");
	html_number(out, count - SHOWN_MOST);
	html_raw(out, " more</li>\n");
}

static void put_id(struct out *out, Text id)
{
	html_raw(out, "<li><a ");
	put_record_address(out, id);
	html_raw(out, ">");
	html_text(out, id);
	html_raw(out, "</a>");
}

static void put_outcome(struct out *out, const struct outcome_of_set *set)
{
	html_raw(out, "<h2>Would change: ");
	put_count(out, set->changed.count, "record", "records");
	html_raw(out, "</h2>\n<ul class=\"ids\">\n");
	for (uint32_t i = 0; i < set->changed.count && i < SHOWN_MOST; i++) {
		put_id(out, set->changed.items[i]);
		html_raw(out, "</li>\n");
	}
	put_more(out, set->changed.count);
	html_raw(out, "</ul>\n<h2>Refused, or nothing to change: ");
	put_count(out, set->refused.count, "record", "records");
	html_raw(out, "</h2>\n<ul class=\"ids\">\n");
	for (uint32_t i = 0; i < set->refused.count && i < SHOWN_MOST; i++) {
		put_id(out, set->refused.items[i].id);
		html_raw(out, ": ");
		html_text(out, set->refused.items[i].why);
		html_raw(out, "</li>\n");
	}
	put_more(out, set->refused.count);
	html_raw(out, "</ul>\n");
}

/* Exactly these, whatever is true when the form comes back. */
static enum fault put_confirming(
    struct sheet *sheet, const struct outcome_of_set *set, struct error *err)
{
	struct out *out = sheet->out, ids;
	uint64_t list = 0;

	out_begin(&ids, HTTP_PAGE_LIMIT);
	for (uint32_t i = 0; i < set->changed.count; i++)
		out_printf(&ids, "%.*s\n", TEXT_ARG(set->changed.items[i]));
	if (ids.fault == FAULT_NONE)
		list = memory_keep(&sheet->desk->memory, out_text(&ids));
	out_end(&ids);
	if (!list)
		return fail(err, FAULT_NO_MEMORY, "no memory left for so many records");
	form_begin(sheet, TEXT("/decide"));
	form_hidden(sheet, TEXT("verdict"), set->verdict->name);
	form_hidden_number(sheet, TEXT("list"), list);
	html_raw(out, "<fieldset>\n<legend>Do it</legend>\n");
	if (set->verdict->verdict == VERDICT_RELEASE)
		html_raw(out,
		    "<p><label>From (UTC; empty: from now on) <input type=\"date\" name=\"at\">"
		    "</label></p>\n");
	html_raw(out,
	    "<p><label>Reason, which the public may see <input name=\"reason\" maxlength=\"2000\">"
	    "</label></p>\n<p><button>Decide about ");
	put_count(out, set->changed.count, "record", "records");
	html_raw(out, "</button></p>\n</fieldset>\n</form>\n");
	return FAULT_NONE;
}

enum fault page_set(struct sheet *sheet, struct error *err)
{
	struct outcome_of_set set;
	enum fault fault = begin(sheet, &set, err);

	if (fault != FAULT_NONE)
		return fault;
	fault = decide_all(sheet, &set, err);
	vault_rollback(sheet->desk->vault);
	if (fault != FAULT_NONE)
		return fault;
	sheet_begin(sheet, TEXT("What would change"), TEXT(""));
	html_raw(sheet->out, "<h1>What would change: ");
	html_text(sheet->out, set.verdict->asks);
	html_raw(sheet->out, "</h1>\n<p>Nothing is decided yet.</p>\n");
	put_outcome(sheet->out, &set);
	if (set.changed.count && put_confirming(sheet, &set, err) != FAULT_NONE)
		return err->fault;
	sheet_end(sheet);
	return FAULT_NONE;
}

enum fault act_decide(struct sheet *sheet, struct error *err)
{
	struct outcome_of_set set;
	enum fault fault = begin(sheet, &set, err);

	if (fault != FAULT_NONE)
		return fault;
	fault = set.verdict->verdict == VERDICT_WITHHOLD && !sheet_field(sheet, TEXT("reason")).len
	    ? fail(err, FAULT_BAD_INPUT, "withholding needs a reason")
	    : decide_all(sheet, &set, err);
	if (fault == FAULT_NONE)
		fault = vault_commit(sheet->desk->vault, err);
	if (fault != FAULT_NONE) {
		vault_rollback(sheet->desk->vault);
		return fault;
	}
	return sheet_go(sheet, TEXT("/"),
	    text_format(sheet->arena, "%.*s: %" PRIu32 " of %" PRIu32 " records",
		TEXT_ARG(set.verdict->done), set.changed.count, set.ids.count),
	    err);
}
