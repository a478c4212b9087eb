#include "base/json.h"
#include "cli/commands.h"

const struct option_row command_status_options[] = {
	{ "list", "STATE", "the records in one of the states below" },
	{ "json", NULL, "for machines" },
	{ 0 },
};

const char command_status_help[] =
    "Counts the records of an archive by the state of their latest revision. A new revision of a released record\n"
    "is held itself; the released one stays public until the new one is released. flagged are held records with open\n"
    "flags, reviewed those that a curator has passed since.\n\n"
    "States: held, flagged, reviewed, withheld, approved, scheduled, released, withdrawn.\n\n"
    "example: chancery status archive --list held\n";

struct listing {
	struct call *call;
	Text state;
};

static enum fault list_one(void *context, const struct holding *holding, struct error *err)
{
	struct listing *listing = context;
	struct out *out = listing->call->out;
	struct arena arena;

	if (!text_equal(state_name(holding->state), listing->state))
		return FAULT_NONE;
	arena_begin(&arena, 0);
	Text created = moment_text(&arena, holding->created),
	     effective = moment_text(&arena, holding->effective);
	if (call_option(listing->call, "json"))
		out_json(out,
		    json_pack("{so so so so si}", "id", json_text(holding->id), "state",
			json_text(listing->state), "created", json_text(created), "effective",
			json_text(effective), "revisions", (int)holding->revisions),
		    JSON_STYLE_LINE);
	else
		out_printf(out, "%-24.*s %-18.*s %.*s", TEXT_ARG(holding->id), TEXT_ARG(created),
		    TEXT_ARG(effective));
	out_char(out, '\n');
	arena_end(&arena);
	return call_flush(listing->call, err);
}

static enum fault list(struct call *call, const char *state, struct error *err)
{
	struct listing listing = { call, text_of(state) };

	for (enum state known = 0; known < STATES; known++)
		if (text_equal(state_name(known), listing.state))
			return vault_each(call->vault, clock_now(), list_one, &listing, err);
	return fail(err, FAULT_USAGE,
	    "no state '%s'; there are held, flagged, reviewed, withheld, approved, scheduled, "
	    "released, withdrawn",
	    state);
}

static void put_json(struct out *out, const struct vault_counts *counts)
{
	json_t *tree = json_pack("{sI sI sI sI sI sI}", "records", (json_int_t)counts->records,
	    "revisions", (json_int_t)counts->revisions, "sources", (json_int_t)counts->sources,
	    "public", (json_int_t)counts->public_records, "open_flags", (json_int_t)counts->flags,
	    "open_severe", (json_int_t)counts->severe);

	for (enum state state = 0; state < STATES; state++)
		json_object_set_new(
		    tree, state_name(state).at, json_integer((json_int_t)counts->states[state]));
	out_json(out, tree, JSON_STYLE_LINE);
	out_char(out, '\n');
}

static void put_line(struct out *out, Text name, uint64_t number, const char *remark)
{
	struct out digits;

	out_begin(&digits, 64);
	out_grouped(&digits, (int64_t)number);
	out_printf(out, "%-10.*s %12.*s%s\n", TEXT_ARG(name), TEXT_ARG(out_text(&digits)), remark);
	out_end(&digits);
}

static void put_text(struct out *out, const struct vault_counts *counts)
{
	for (enum state state = 0; state < STATES; state++)
		put_line(out, state_name(state), counts->states[state], "");
	put_line(out, TEXT("records"), counts->records, "");
	put_line(out, TEXT("revisions"), counts->revisions, "");
	put_line(out, TEXT("public"), counts->public_records, "  at the next publish");
	put_line(out, TEXT("flags"), counts->flags, "  open");
	put_line(out, TEXT("severe"), counts->severe, "  of them");
}

enum fault command_status(struct call *call, struct error *err)
{
	const char *state = call_option(call, "list");
	struct vault_counts counts;

	if (state)
		return list(call, state, err);
	enum fault fault = vault_count(call->vault, clock_now(), &counts, err);
	if (fault)
		return fault;
	if (call_option(call, "json"))
		put_json(call->out, &counts);
	else
		put_text(call->out, &counts);
	return FAULT_NONE;
}
