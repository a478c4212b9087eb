/* The one program: finds the command, opens what its row says it needs, calls it, prints the one
 * error. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "cli/commands.h"

#define OUTPUT_LIMIT (1u << 30)

static enum fault open_needs(struct call *call, struct error *err)
{
	unsigned needs = call->command->needs;

	if (needs & (READS_VAULT | WRITES_VAULT)) {
		enum vault_access access = needs & WRITES_VAULT ? VAULT_WRITE : VAULT_READ;
		if (!(call->vault = vault_open(call->operands[0], access, err)))
			return err->fault;
	}
	if (needs & READS_EDITION && !(call->edition = edition_open(call->operands[0], err)))
		return err->fault;
	if (needs & NEEDS_CATALOG && !(call->catalog = catalog_open(err)))
		return err->fault;
	return FAULT_NONE;
}

static enum fault run_call(struct call *call, char **arguments, struct error *err)
{
	for (char **word = arguments; *word && !text_equal(text_of(*word), TEXT("--")); word++)
		if (text_equal(text_of(*word), TEXT("--help"))) {
			help_put(call->out, call->command);
			return call_flush(call, err);
		}
	enum fault fault = call_read(call, arguments, err);
	if (!fault)
		fault = open_needs(call, err);
	if (!fault)
		fault = call->command->run(call, err);
	/* What was found out before a failure is worth printing; the first failure is the one told.
	 */
	enum fault flush = call_flush(call, err);
	edition_close(call->edition);
	vault_close(call->vault);
	catalog_close(call->catalog);
	return fault ? fault : flush;
}

static enum fault run(char **words, struct call *call, struct error *err)
{
	Text name = text_of(words[1]);

	if (!name.len || text_equal(name, TEXT("help")) || text_equal(name, TEXT("--help"))) {
		help_put_all(call->out);
		enum fault fault = call_flush(call, err);
		return name.len || fault ? fault : FAULT_USAGE;
	}
	if (text_equal(name, TEXT("--version"))) {
		out_put(call->out, TEXT("chancery " CHANCERY_VERSION "\n"));
		return call_flush(call, err);
	}
	call->command = command_find(name);
	if (!call->command)
		return fail(err, FAULT_USAGE, "no command '%.*s'; 'chancery --help' lists them",
		    TEXT_ARG(name));
	return run_call(call, words + 2, err);
}

/* A standard stream that came closed must not become the number of a file that we open and then be
 * written to. What stands in for it fails as a closed one does. */
static void hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(fault_exit_code(FAULT_IO));
}

int main(int count, char **words)
{
	struct error err = { 0 };
	struct arena arena;
	struct out out;
	struct call call = { .arena = &arena, .out = &out };

	(void)count;
	hold_streams();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(), told as one */
	interrupt_watch();
	arena_begin(&arena, 0);
	out_begin(&out, OUTPUT_LIMIT);
	enum fault fault = run(words, &call, &err);
	if (fault && err.fault)
		tell(text_of(err.text));
	out_end(&out);
	arena_end(&arena);
	return fault_exit_code(fault);
}
