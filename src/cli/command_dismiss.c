/* chancery dismiss: what was flagged may stay. Of one record by number, of many by rule. */
#include "base/interrupt.h"
#include "cli/decide.h"
#include "cli/reviewing.h"

const struct option_row command_dismiss_options[] = {
	{ "reason", "TEXT", "why the words may stay (required)" },
	{ "rule", "R", "every open flag of this rule" },
	{ "query", "Q", "of every record that a search in the archive finds; with --rule" },
	{ "revision", "N", "another revision than the latest" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ 0 },
};

const char command_dismiss_help[] =
    "Answers open flags of a record: their words may be published. N is the number of a flag as 'chancery review ARCHIVE\n"
    "ID' shows it. The answer stays with the place, also when the flags are found anew.\n\n"
    "examples: chancery dismiss archive 08RIGA61 12 13 --reason 'the address of an office'\n"
    "          chancery dismiss archive --query 'created:..1979' --rule phone --reason 'out of service' --simulate\n";

/* Open flags of the rule. */
static enum fault find_numbers(struct call *call, Text id, uint32_t revision, Text rule,
    NumberList *numbers, struct error *err)
{
	VaultFlagList flags;
	enum fault fault = vault_flags(call->vault, id, revision, call->arena, &flags, NULL, err);

	for (uint32_t i = 0; i < flags.count && fault == FAULT_NONE; i++) {
		const struct vault_flag *flag = &flags.items[i];
		int64_t *number = !flag->answer.len && text_equal(flag->rule, rule)
		    ? array_add(numbers, call->arena)
		    : NULL;

		if (number)
			*number = flag->number;
	}
	return fault;
}

static enum fault dismiss(struct call *call, Text id, uint32_t revision,
    const struct decision *decision, struct error *err)
{
	const char *rule = call_option(call, "rule");
	NumberList numbers = { 0 };
	struct holding holding;
	enum fault fault = vault_find(call->vault, id, clock_now(), call->arena, &holding, err);

	if (!revision)
		revision = holding.revisions;
	if (fault == FAULT_NONE)
		fault = rule ? find_numbers(call, id, revision, text_of(rule), &numbers, err)
			     : reviewing_numbers(call, 2, &numbers, err);
	if (fault == FAULT_NONE && call->arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "too many flags for one call");
	if (fault != FAULT_NONE || (rule && !numbers.count))
		return fault;
	fault =
	    vault_dismiss(call->vault, id, revision, decision, numbers.items, numbers.count, err);
	if (fault == FAULT_NONE)
		out_printf(call->out, "dismissed %u flag%s of %.*s\n", numbers.count,
		    numbers.count == 1 ? "" : "s", TEXT_ARG(id));
	return fault == FAULT_NONE ? interrupt_check(err) : fault;
}

static enum fault check_words(const struct call *call, Text reason, struct error *err)
{
	bool query = call_option(call, "query") != NULL, rule = call_option(call, "rule") != NULL;

	if (query ? call->operand_count > 1 || !rule
		  : call->operand_count < 2 || (call->operand_count > 2) == rule)
		return fail(err, FAULT_USAGE,
		    "give an id and numbers of flags, an id and --rule, or --query and --rule");
	if (query && call_option(call, "revision"))
		return fail(err, FAULT_USAGE, "--query is about latest revisions: no --revision");
	return text_trim(reason).len ? FAULT_NONE
				     : fail(err, FAULT_USAGE, "dismiss needs --reason TEXT");
}

/* All of them or nothing. */
static enum fault dismiss_all(struct call *call, const TextList *ids, uint32_t revision,
    const struct decision *decision, struct error *err)
{
	bool simulate = call_option(call, "simulate") != NULL;
	enum fault fault = vault_begin(call->vault, err);

	if (fault != FAULT_NONE)
		return fault;
	if (simulate)
		out_put(call->out, TEXT("simulated, nothing kept:\n"));
	for (uint32_t i = 0; i < ids->count && fault == FAULT_NONE; i++)
		fault = dismiss(call, ids->items[i], revision, decision, err);
	if (fault != FAULT_NONE || simulate)
		vault_rollback(call->vault);
	else
		fault = vault_commit(call->vault, err);
	if (fault != FAULT_NONE)
		out_reset(call->out);
	return fault;
}

enum fault command_dismiss(struct call *call, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_DISMISS,
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
	};
	TextList ids = { 0 };
	uint32_t revision;
	enum fault fault = check_words(call, decision.reason, err);

	if (fault == FAULT_NONE)
		fault = reviewing_revision(call, &revision, err);
	if (fault == FAULT_NONE && call_option(call, "query"))
		fault = find_by_query(call, &ids, err);
	else if (fault == FAULT_NONE) {
		Text *id = array_add(&ids, call->arena);

		fault = id ? find_id(call, text_of(call->operands[1]), id, err)
			   : fail(err, FAULT_NO_MEMORY, "no memory left for an id");
	}
	return fault == FAULT_NONE ? dismiss_all(call, &ids, revision, &decision, err) : fault;
}
