#include "cli/decide.h"

const struct option_row command_withdraw_options[] = {
	{ "query", "Q", "every record that a search in the archive finds, held ones too" },
	{ "reason", "TEXT", "shown to readers at the record's address (required)" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ "verbose", NULL, "a line for each record, however many" },
	{ 0 },
};

const char command_withdraw_help[] =
    "Takes records back from the public. With the next publish no word of them is left in the public folder; their\n"
    "addresses answer 410 with date and reason. The archive keeps them.\n\n"
    "example: chancery withdraw archive 08RIGA61 --reason 'names a person at risk'\n";

enum fault command_withdraw(struct call *call, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_WITHDRAW,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	if (!text_trim(decision.reason).len)
		return fail(err, FAULT_USAGE, "withdraw needs --reason TEXT; readers will see it");
	return decide(call, &decision, NULL, "withdrew", NULL, err);
}
