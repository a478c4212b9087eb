#include "cli/decide.h"

const struct option_row command_release_options[] = {
	{ "all-approved", NULL, "every record that is approved" },
	{ "at", "TIME",
	    "release date: 2011-08-26 or 2011-08-26T12:00Z; ahead of now it is scheduled" },
	{ "reason", "TEXT", "kept with the decision; shown beside the version" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ 0 },
};

const char command_release_help[] =
    "Lets the latest revision of each record go public, from now on or from --at on. It is seen when the archive is\n"
    "published next after that time. A release is a decision of its own and is never changed, only followed by\n"
    "another one: release a corrected revision, or withdraw.\n\n"
    "examples: chancery release archive 08RIGA61 --at 2011-08-26\n"
    "          chancery release archive --all-approved --simulate\n";

enum fault command_release(struct call *call, struct error *err)
{
	const enum state approved = STATE_APPROVED;
	const char *at = call_option(call, "at");
	struct decision decision = {
		.verdict = VERDICT_RELEASE,
		.effective = clock_now(),
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	if (at && !moment_read(text_of(at), &decision.effective))
		return fail(err, FAULT_USAGE,
		    "--at %s is no time; write 2011-08-26 or 2011-08-26T12:00Z", at);
	return decide(
	    call, &decision, call_option(call, "all-approved") ? &approved : NULL, "released", err);
}
