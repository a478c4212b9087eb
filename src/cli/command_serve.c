#include "base/interrupt.h"
#include "cli/commands.h"
#include "serve/serve.h"

const struct option_row command_serve_options[] = {
	{ "listen", "ADDRESS:PORT",
	    "where to answer; otherwise 127.0.0.1:8080; port 0: any that is free" },
	{ "base", "URL",
	    "what whole addresses begin with; otherwise http:// and the address of --listen" },
	{ "threads", "N", "otherwise four for each core" },
	{ "timeout", "SECONDS", "of silence after which a connection is closed; otherwise 15" },
	{ "access-log", NULL,
	    "a line a request to standard error, without address, agent or query" },
	{ "confine", "WHEN", "always: or not serve; never; otherwise as far as the kernel can" },
	{ 0 },
};

const char command_serve_help[] =
    "Answers readers from the current edition of PUBLIC, and from a new one as soon as there is one. Knows nothing of\n"
    "the archive, writes nothing, sets no cookie and keeps no log of readers. It gives up all access but to read\n"
    "PUBLIC and to answer. Ctrl-C or SIGTERM ends it when the answers in flight are given.\n\n"
    "example: chancery serve public --listen 0.0.0.0:8080\n";

/* It is put before paths in feeds, sitemaps and robots.txt, so it may hold nothing that means more
 * there. */
static enum fault read_base(const struct call *call, Text *base, struct error *err)
{
	Text given = text_of(call_option(call, "base")), rest = given;
	bool good = text_take(&rest, TEXT("http://")) || text_take(&rest, TEXT("https://"));

	while (rest.len && rest.at[rest.len - 1] == '/')
		rest.len--;
	for (size_t i = 0; i < rest.len; i++)
		good = good &&
		    (ascii_is_letter(rest.at[i]) || ascii_is_digit(rest.at[i]) ||
			text_find_char(TEXT("-._~:/[]"), rest.at[i]) != TEXT_NONE);
	if (given.len && (!good || !rest.len || given.len > SERVE_BASE_LIMIT))
		return fail(err, FAULT_USAGE,
		    "--base %.60s is no address such as https://archive.example", given.at);
	*base = text_slice(given, 0, (size_t)(rest.at - given.at) + rest.len);
	return FAULT_NONE;
}

static enum fault read_confine(
    const struct call *call, enum serve_confining *confining, struct error *err)
{
	const char *given = call_option(call, "confine");

	if (!given)
		return FAULT_NONE;
	if (text_equal(text_of(given), TEXT("always")))
		*confining = SERVE_CONFINED_ALWAYS;
	else if (text_equal(text_of(given), TEXT("never")))
		*confining = SERVE_CONFINED_NEVER;
	else
		return fail(err, FAULT_USAGE, "--confine %.60s is neither always nor never", given);
	return FAULT_NONE;
}

enum fault command_serve(struct call *call, struct error *err)
{
	const char *listen = call_option(call, "listen");
	struct serve_settings settings = {
		.public_folder = call->operands[0],
		.access_log = call_option(call, "access-log") != NULL,
		.listen = listen ? text_of(listen) : TEXT("127.0.0.1:8080"),
	};

	if (call_count(call, "threads", 16, &settings.threads, err) ||
	    call_count(call, "timeout", 3600, &settings.timeout_seconds, err) ||
	    read_base(call, &settings.base, err) || read_confine(call, &settings.confining, err))
		return err->fault;
	struct service *service = serve_open(&settings, err);
	if (!service)
		return err->fault;
	if (serve_lacks(service))
		tell(text_format(
		    call->arena, "not confined: this kernel has %s", serve_lacks(service)));
	out_printf(call->out, "serving %s at http://%.*s/\n", call->operands[0],
	    TEXT_ARG(serve_address(service)));
	enum fault fault = call_flush(call, err);
	if (!fault)
		interrupt_wait();
	serve_close(service);
	return fault;
}
