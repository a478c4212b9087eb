#include "cli/decide.h"

const struct option_row command_approve_options[] = {
	{ "all-held", NULL, "every record that is held, without open flags" },
	{ "all-reviewed", NULL, "every record that a curator has looked through" },
	{ "query", "Q", "every record that a search in the archive finds, held ones too" },
	{ "reason", "TEXT", "kept with the decision" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ "verbose", NULL, "a line for each record, however many" },
	{ 0 },
};

const char command_approve_help[] =
    "Says of the latest revision of each record that it was looked at and may be released. Nothing becomes public\n"
    "by it: that takes 'chancery release' and then 'chancery publish'. A record with severe flags needs an answer to each\n"
    "and two curators; the one who approves may be the second.\n\n"
    "examples: chancery approve archive 08RIGA61 09MAPUTO233\n"
    "          chancery approve archive --all-held --simulate\n";

enum fault command_approve(struct call *call, struct error *err)
{
	const enum state held = STATE_HELD, reviewed = STATE_REVIEWED;
	const enum state *every = call_option(call, "all-held") ? &held : NULL;
	const struct decision decision = {
		.verdict = VERDICT_APPROVE,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	if (call_option(call, "all-reviewed")) {
		if (every)
			return fail(
			    err, FAULT_USAGE, "give --all-held or --all-reviewed, not both");
		every = &reviewed;
	}
	return decide(call, &decision, every, "approved", NULL, err);
}
