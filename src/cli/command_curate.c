#include "base/interrupt.h"
#include "cli/decide.h"
#include "curate/curate.h"

const struct option_row command_curate_options[] = {
	{ "listen", "ADDRESS:PORT",
	    "127.0.0.1 or [::1] with a port; otherwise 127.0.0.1 and any port that is free" },
	{ "curator", "NAME", "who decides; otherwise $CHANCERY_CURATOR or $USER" },
	{ 0 },
};

const char command_curate_help[] =
    "Opens the desk of a curator in a browser on this machine: the queue, each record with what was flagged and cut in\n"
    "its text, what the public will see of it, the releases ahead, the log. Prints one address, whose token opens one\n"
    "session and is useless afterwards. Every decision is kept at once, as by the other commands. Ctrl-C or SIGTERM\n"
    "ends it.\n\n"
    "example: chancery curate archive --curator ann\n";

enum fault command_curate(struct call *call, struct error *err)
{
	const char *listen = call_option(call, "listen");
	const struct curate_settings settings = {
		.archive = call->operands[0],
		.vault = call->vault,
		.catalog = call->catalog,
		.listen = listen ? text_of(listen) : TEXT("127.0.0.1:0"),
		.curator = curator_of(call),
	};
	struct curate *curate = curate_open(&settings, err);
	enum fault fault;

	if (!curate)
		return err->fault;
	out_printf(call->out, "curating %s at %.*s\n", call->operands[0],
	    TEXT_ARG(curate_address(curate)));
	fault = call_flush(call, err);
	if (fault == FAULT_NONE)
		interrupt_wait();
	curate_close(curate);
	return fault;
}
