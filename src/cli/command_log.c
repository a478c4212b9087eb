/* chancery log: what was decided, in order. The chain tells whether anybody changed it since. */
#include <inttypes.h>

#include "base/json.h"
#include "cli/decide.h"
#include "cli/reviewing.h"
#include "vault/log.h"

const struct option_row command_log_options[] = {
	{ "verify", NULL, "recompute the chain of hashes; print its length and its last hash" },
	{ "json", NULL, "one JSON object for each decision" },
	{ 0 },
};

const char command_log_help[] =
    "Prints every decision of an archive, or those about one record: number, when, who, what, about which revision, why,\n"
    "and what was cut, restored or dismissed. Each carries a hash over itself and the hash of the one before; --verify\n"
    "computes them anew, and exits with 6 when one does not hold. Note the last hash elsewhere: it proves all before it.\n"
    "'chancery log verify ARCHIVE' is the same as 'chancery log ARCHIVE --verify'.\n\n"
    "examples: chancery log archive 08RIGA61\n"
    "          chancery log archive --verify\n";

static void put_details(struct out *out, Text details)
{
	while (details.len) {
		Text line = text_cut(&details, '\n');

		out_printf(out, "    %.*s\n", TEXT_ARG(line));
	}
}

static void put_entry(struct out *out, const struct log_entry *entry, struct arena *arena)
{
	Moment decided = { entry->decided, PRECISION_SECOND };

	out_printf(
	    out, "%" PRId64 "  %.*s  ", entry->number, TEXT_ARG(moment_text(arena, decided)));
	put_plain(out, entry->curator);
	out_printf(out, "  %.*s %.*s, revision %u", TEXT_ARG(verdict_name(entry->verdict)),
	    TEXT_ARG(entry->id), entry->revision);
	if (entry->effective.seconds != entry->decided)
		out_printf(out, ", from %.*s", TEXT_ARG(moment_text(arena, entry->effective)));
	if (entry->reason.len) {
		out_put(out, TEXT(": "));
		put_plain(out, entry->reason);
	}
	out_char(out, '\n');
	put_details(out, entry->details);
}

static void put_json(struct out *out, const struct log_entry *entry, struct arena *arena)
{
	Moment decided = { entry->decided, PRECISION_SECOND };
	Text details = entry->details;

	out_json_open(out, '{');
	out_json_key(out, "number");
	out_json_number(out, entry->number);
	out_json_key(out, "decided");
	out_json_text(out, moment_text(arena, decided));
	out_json_key(out, "curator");
	out_json_text(out, entry->curator);
	out_json_key(out, "verdict");
	out_json_text(out, verdict_name(entry->verdict));
	out_json_key(out, "id");
	out_json_text(out, entry->id);
	out_json_key(out, "revision");
	out_json_number(out, entry->revision);
	out_json_key(out, "effective");
	out_json_text(out, moment_text(arena, entry->effective));
	out_json_key(out, "reason");
	out_json_text(out, entry->reason);
	out_json_key(out, "details");
	out_json_open(out, '[');
	while (details.len)
		out_json_text(out, text_cut(&details, '\n'));
	out_json_close(out, ']');
	out_json_key(out, "hash");
	out_json_text(out, entry->hash);
	out_json_close(out, '}');
	out_char(out, '\n');
}

static enum fault take_entry(void *context, const struct log_entry *entry, struct error *err)
{
	struct call *call = context;
	struct arena arena;

	arena_begin(&arena, 0);
	if (call_option(call, "json"))
		put_json(call->out, entry, &arena);
	else
		put_entry(call->out, entry, &arena);
	arena_end(&arena);
	return call_flush(call, err);
}

static enum fault verify(struct call *call, struct error *err)
{
	struct log_state log;
	enum fault fault = vault_log_verify(call->vault, &log, err);

	if (fault != FAULT_NONE)
		return fault;
	if (call_option(call, "json"))
		out_json(call->out,
		    json_pack("{sI ss}", "entries", (json_int_t)log.entries, "head", log.head),
		    JSON_STYLE_LINE);
	else
		out_printf(call->out, "the log holds: %" PRIu64 " entr%s, the last hash is\n%s",
		    log.entries, log.entries == 1 ? "y" : "ies", log.head);
	out_char(call->out, '\n');
	return FAULT_NONE;
}

enum fault command_log(struct call *call, struct error *err)
{
	bool word =
	    call->operand_count == 2 && text_equal(text_of(call->operands[0]), TEXT("verify"));
	bool verifies = word || call_option(call, "verify");
	Text id = { 0 };
	enum fault fault = FAULT_NONE;

	if (verifies && !word && call->operand_count == 2)
		return fail(err, FAULT_USAGE, "the log is verified as a whole: no id");
	call->vault = vault_open(call->operands[word ? 1 : 0], VAULT_READ, err);
	if (!call->vault)
		return err->fault;
	if (verifies)
		return verify(call, err);
	if (call->operand_count == 2)
		fault = find_id(call, text_of(call->operands[1]), &id, err);
	return fault == FAULT_NONE ? vault_each_entry(call->vault, id, take_entry, call, err)
				   : fault;
}
