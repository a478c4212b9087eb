#include "cli/decide.h"
#include "cli/reviewing.h"

const struct option_row command_restore_options[] = {
	{ "reason", "TEXT", "kept with the decision; shown beside the version" },
	{ "revision", "N", "another revision than the latest" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ 0 },
};

const char command_restore_help[] =
    "Takes cuts of a record back, by their numbers as 'chancery review ARCHIVE ID' shows them. Readers see the words with\n"
    "the next publish, when the record is public; reviews count anew from then on.\n\n"
    "example: chancery restore archive 08RIGA61 4 --reason 'the name was printed in 2009'\n";

static enum fault restore(struct call *call, struct review *review, Text id, uint32_t revision,
    const NumberList *numbers, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_RESTORE,
		.reason = text_of(call_option(call, "reason")),
		.curator = curator_of(call),
	};
	struct holding holding;
	enum fault fault = vault_find(call->vault, id, clock_now(), call->arena, &holding, err);

	if (fault == FAULT_NONE)
		fault = vault_begin(call->vault, err);
	if (fault != FAULT_NONE)
		return fault;
	fault = review_restore(review, id, revision ? revision : holding.revisions, numbers->items,
	    numbers->count, &decision, err);
	if (fault == FAULT_NONE)
		return vault_commit(call->vault, err);
	vault_rollback(call->vault);
	return fault;
}

enum fault command_restore(struct call *call, struct error *err)
{
	NumberList numbers = { 0 };
	struct review *review;
	uint32_t revision;
	Text id;
	enum fault fault = reviewing_revision(call, &revision, err);

	if (fault == FAULT_NONE)
		fault = reviewing_numbers(call, 2, &numbers, err);
	if (fault == FAULT_NONE)
		fault = find_id(call, text_of(call->operands[1]), &id, err);
	if (fault != FAULT_NONE || !(review = reviewing_open(call, err)))
		return err->fault;
	fault = restore(call, review, id, revision, &numbers, err);
	if (fault == FAULT_NONE)
		out_printf(call->out, "restored %u cut%s of %.*s\n", numbers.count,
		    numbers.count == 1 ? "" : "s", TEXT_ARG(id));
	review_close(review);
	return fault;
}
