#include "cli/decide.h"

const struct option_row command_approve_options[] = {
	{ "all-held", NULL, "every record that is held" },
	{ "reason", "TEXT", "kept with the decision" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ 0 },
};

const char command_approve_help[] =
    "Says of the latest revision of each record that it was looked at and may be released. Nothing becomes public\n"
    "by it: that takes 'chancery release' and then 'chancery publish'.\n\n"
    "examples: chancery approve archive 08RIGA61 09MAPUTO233\n"
    "          chancery approve archive --all-held --simulate\n";

enum fault command_approve(struct call *call, struct error *err)
{
	const enum state held = STATE_HELD;
	const struct decision decision = {
		.verdict = VERDICT_APPROVE,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	return decide(
	    call, &decision, call_option(call, "all-held") ? &held : NULL, "approved", err);
}
