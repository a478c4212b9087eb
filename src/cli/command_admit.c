#include "cli/decide.h"

const struct option_row command_admit_options[] = {
	{ "query", "Q", "every record that a search in the archive finds, held ones too" },
	{ "reason", "TEXT", "kept with the decision" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ "verbose", NULL, "a line for each record, however many" },
	{ 0 },
};

const char command_admit_help[] =
    "Ends 'chancery withhold': the records are held again, and may be reviewed, approved and released.\n\n"
    "example: chancery admit archive 08RIGA61 --reason 'the source has agreed'\n";

enum fault command_admit(struct call *call, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_ADMIT,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	return decide(call, &decision, NULL, "admitted", NULL, err);
}
