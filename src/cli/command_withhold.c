#include "cli/decide.h"

const struct option_row command_withhold_options[] = {
	{ "query", "Q", "every record that a search in the archive finds, held ones too" },
	{ "reason", "TEXT", "kept with the decision (required)" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ "verbose", NULL, "a line for each record, however many" },
	{ 0 },
};

const char command_withhold_help[] =
    "Keeps whole records in: neither this revision nor one that comes later is approved, released or published until\n"
    "'chancery admit' ends it. What is public or scheduled is withdrawn first.\n\n"
    "example: chancery withhold archive 08RIGA61 --reason 'would identify a source'\n";

enum fault command_withhold(struct call *call, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_WITHHOLD,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	if (!text_trim(decision.reason).len)
		return fail(err, FAULT_USAGE, "withhold needs --reason TEXT");
	return decide(call, &decision, NULL, "withheld", NULL, err);
}
