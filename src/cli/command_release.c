/* chancery release; simulated, it shows what the public would get. */
#include <stdio.h>

#include "cli/decide.h"
#include "cli/reviewing.h"

const struct option_row command_release_options[] = {
	{ "all-approved", NULL, "every record that is approved" },
	{ "query", "Q", "every record that a search in the archive finds, held ones too" },
	{ "at", "TIME",
	    "release date: 2011-08-26 or 2011-08-26T12:00Z; ahead of now it is scheduled" },
	{ "reason", "TEXT", "kept with the decision; shown beside the version" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "say what would change, change nothing" },
	{ "public", "PUBLIC", "with --simulate: what readers of PUBLIC would see, then" },
	{ "verbose", NULL, "a line for each record, however many" },
	{ 0 },
};

const char command_release_help[] =
    "Lets the latest revision of each record go public, from now on or from --at on. It is seen when the archive is\n"
    "published next after that time. A release is a decision of its own and is never changed, only followed by\n"
    "another one: release a corrected revision, or withdraw. What has severe flags goes out when they have answers and\n"
    "two curators have looked through it.\n\n"
    "examples: chancery release archive 08RIGA61 --at 2011-08-26\n"
    "          chancery release archive --all-approved --simulate --public public\n";

static enum fault read_effective(const struct call *call, Moment *effective, struct error *err)
{
	const char *at = call_option(call, "at");

	*effective = clock_now();
	if (at && !moment_read(text_of(at), effective))
		return fail(err, FAULT_USAGE,
		    "--at %s is no time; write 2011-08-26 or 2011-08-26T12:00Z", at);
	return FAULT_NONE;
}

/* --- what would be seen --- */

static void put_list(struct out *out, const char *what, const TextList *list)
{
	if (!list->count)
		return;
	out_printf(out, "%s (%u):", what, list->count);
	for (uint32_t i = 0; i < list->count; i++) {
		out_put(out, i ? TEXT(", ") : TEXT(" "));
		put_plain(out, list->items[i]);
	}
	out_char(out, '\n');
}

static void put_foresight(struct out *out, const struct foresight *foresight)
{
	char what[80];

	put_list(out, "new records", &foresight->added);
	put_list(out, "changed records", &foresight->changed);
	put_list(out, "records that go", &foresight->gone);
	put_list(out, "new words", &foresight->words);
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		snprintf(what, sizeof what, "new under %.*s", TEXT_ARG(facet_heading(facet)));
		put_list(out, what, &foresight->values[facet]);
	}
	out_printf(out, "%llu record%s public then\n", (unsigned long long)foresight->records,
	    foresight->records == 1 ? "" : "s");
}

struct gate {
	struct out *out;
	uint64_t failing;
};

static enum fault put_hindrance(void *context, const struct hindrance *hindrance, struct error *err)
{
	struct gate *gate = context;

	(void)err;
	gate->failing++;
	if (hindrance->rule.len)
		out_printf(gate->out, "gate: %.*s, revision %u: %llu open of rule %.*s\n",
		    TEXT_ARG(hindrance->id), hindrance->revision,
		    (unsigned long long)hindrance->flags, TEXT_ARG(hindrance->rule));
	else
		out_printf(gate->out, "gate: %.*s, revision %u: no rules looked through it\n",
		    TEXT_ARG(hindrance->id), hindrance->revision);
	return FAULT_NONE;
}

static enum fault put_gates(struct call *call, Moment then, struct error *err)
{
	struct gate gate = { call->out, 0 };
	enum fault fault = vault_each_hindrance(call->vault, then, put_hindrance, &gate, err);

	if (fault == FAULT_NONE && gate.failing)
		out_put(call->out, TEXT("publish would refuse\n"));
	else if (fault == FAULT_NONE)
		out_put(call->out, TEXT("no gate fails\n"));
	return fault;
}

/* At the time of the release, when it lies ahead. */
static enum fault look_ahead(struct call *call, struct error *err)
{
	struct foresight foresight;
	struct review *review;
	Moment then, now = clock_now();
	enum fault fault = read_effective(call, &then, err);

	if (fault != FAULT_NONE || !(review = reviewing_open(call, err)))
		return err->fault;
	if (then.seconds < now.seconds)
		then = now;
	fault =
	    review_foresee(review, call_option(call, "public"), then, call->arena, &foresight, err);
	review_close(review);
	if (fault != FAULT_NONE)
		return fault;
	put_foresight(call->out, &foresight);
	return put_gates(call, then, err);
}

enum fault command_release(struct call *call, struct error *err)
{
	const enum state approved = STATE_APPROVED;
	bool ahead = call_option(call, "public") != NULL;
	struct decision decision = {
		.verdict = VERDICT_RELEASE,
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	if (ahead && !call_option(call, "simulate"))
		return fail(err, FAULT_USAGE, "--public is about --simulate");
	if (read_effective(call, &decision.effective, err) != FAULT_NONE)
		return err->fault;
	return decide(call, &decision, call_option(call, "all-approved") ? &approved : NULL,
	    "released", ahead ? look_ahead : NULL, err);
}
