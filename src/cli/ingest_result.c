/* A rejection is told when it happens, but the first only when there is a second: a single one is
 * the command's one sentence. */
#include "cli/ingest_result.h"

static const char *outcome_name(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ACCEPTED:
		return "accepted";
	case OUTCOME_UPDATED:
		return "updated";
	default:
		return "identical";
	}
}

enum fault result_record(struct ingest_result *result, const struct received *received,
    enum outcome outcome, struct error *err)
{
	result->outcomes[outcome]++;
	return report_put(result->report, received->path, received->line, outcome_name(outcome),
	    NULL, received->record, err);
}

enum fault result_reject(struct ingest_result *result, const char *path, uint32_t line,
    const struct error *reason, struct error *err)
{
	if (result->rejected++ == 0)
		result->first = *reason;
	else {
		struct progress going_on = result->progress;

		progress_end(&result->progress);
		result->progress = going_on;
		if (result->rejected == 2)
			tell(text_of(result->first.text));
		tell(text_of(reason->text));
	}
	return report_put(result->report, path, line, "rejected", reason->text, NULL, err);
}

enum fault result_tell(const struct ingest_result *result, const struct call *call,
    const struct stated *stated, struct error *err)
{
	out_printf(call->out, "%llu accepted, %llu updated, %llu identical, %llu rejected",
	    (unsigned long long)result->outcomes[OUTCOME_ACCEPTED],
	    (unsigned long long)result->outcomes[OUTCOME_UPDATED],
	    (unsigned long long)result->outcomes[OUTCOME_IDENTICAL],
	    (unsigned long long)result->rejected);
	if (result->flagged)
		out_printf(call->out, "; %llu flagged", (unsigned long long)result->flagged);
	if (call_option(call, "released"))
		out_printf(call->out, "; %llu released", (unsigned long long)stated->released);
	if (stated->held_back)
		out_printf(call->out, ", %llu held back by severe flags",
		    (unsigned long long)stated->held_back);
	out_char(call->out, '\n');
	if (err->fault)
		return err->fault;
	if (result->rejected == 1)
		return fail(err, result->first.fault, "%s", result->first.text);
	if (result->rejected)
		return fail(err, FAULT_BAD_INPUT, "%llu files or records were rejected, see above",
		    (unsigned long long)result->rejected);
	return FAULT_NONE;
}
