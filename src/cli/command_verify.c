#include "cli/commands.h"
#include "search/check.h"

const struct option_row command_verify_options[] = { { 0 } };

const char command_verify_help[] =
    "Reads every file of the current edition again, recomputes its hash, opens every record, reads every index through\n"
    "and counts. Prints one line for everything that does not hold and exits with 6; without a finding it says so and\n"
    "exits with 0.\n"
    "Needs nothing but the public folder: run it on a mirror, too.\n\n"
    "example: chancery verify public\n";

static void put_finding(void *context, Text file, Text finding)
{
	out_printf(context, "%.*s: %.*s\n", TEXT_ARG(file), TEXT_ARG(finding));
}

enum fault command_verify(struct call *call, struct error *err)
{
	enum fault fault = edition_verify(call->operands[0], put_finding, call->out, err);
	struct edition *edition = fault ? NULL : edition_open(call->operands[0], err);

	if (!edition)
		return err->fault;
	fault = index_check(edition, put_finding, call->out, err);
	if (fault) {
		edition_close(edition);
		return fault;
	}
	const struct edition_facts *facts = edition_facts(edition);
	out_printf(call->out, "edition %.*s holds: %llu records, manifest sha256 %.*s\n",
	    TEXT_ARG(facts->name), (unsigned long long)facts->released, TEXT_ARG(facts->hash));
	edition_close(edition);
	return FAULT_NONE;
}
