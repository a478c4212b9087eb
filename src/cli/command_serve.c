#include "base/interrupt.h"
#include "cli/commands.h"
#include "serve/serve.h"

const struct option_row command_serve_options[] = {
	{ "listen", "ADDRESS:PORT",
	    "where to answer; otherwise 127.0.0.1:8080; port 0: any that is free" },
	{ "threads", "N", "otherwise as many as there are cores" },
	{ "timeout", "SECONDS", "of silence after which a connection is closed; otherwise 15" },
	{ 0 },
};

const char command_serve_help[] =
    "Answers readers from the current edition of PUBLIC, and from a new one as soon as there is one. Knows nothing of\n"
    "the archive, writes nothing, sets no cookie and keeps no log of readers. Ctrl-C or SIGTERM ends it when the\n"
    "answers in flight are given.\n\n"
    "example: chancery serve public --listen 0.0.0.0:8080\n";

enum fault command_serve(struct call *call, struct error *err)
{
	const char *listen = call_option(call, "listen");
	struct serve_settings settings = {
		.public_folder = call->operands[0],
		.listen = listen ? text_of(listen) : TEXT("127.0.0.1:8080"),
	};

	if (call_count(call, "threads", 16, &settings.threads, err) ||
	    call_count(call, "timeout", 3600, &settings.timeout_seconds, err))
		return err->fault;
	struct service *service = serve_open(&settings, err);
	if (!service)
		return err->fault;
	out_printf(call->out, "serving %s at http://%.*s/\n", call->operands[0],
	    TEXT_ARG(serve_address(service)));
	enum fault fault = call_flush(call, err);
	if (!fault)
		interrupt_wait();
	serve_close(service);
	return fault;
}
