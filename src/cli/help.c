/* --help: made from the rows of the tables, so that it cannot fall behind them. */
#include "cli/commands.h"
#include "intake/intake.h"

void help_put_all(struct out *out)
{
	out_put(out,
	    TEXT("chancery: a public archive of diplomatic cables and official reports\n\n"
		 "usage: chancery COMMAND ARGUMENTS...      chancery COMMAND --help\n\n"));
	for (const struct command *command = command_list(); command->name; command++)
		out_printf(out, "  %-9s %s\n", command->name, command->summary);
	out_put(out,
	    TEXT(
		"\nARCHIVE is a private folder: everything received and every decision about it.\n"
		"PUBLIC is a folder for anyone: sealed editions of what was released, and nothing else.\n\n"
		"A first walk:\n"
		"  chancery init archive\n"
		"  chancery ingest archive tests/sample\n"
		"  chancery release archive 09RIGA488\n"
		"  chancery publish archive public\n"
		"  chancery serve public\n\n"
		"Exit codes: 0 done"));
#define FAULT_LINE(name, exit_code, status) out_printf(out, ", %d %s", exit_code, #name);
#define FAULT_SKIP_NONE(name, exit_code, status) \
	if (FAULT_##name != FAULT_NONE) \
	FAULT_LINE(name, exit_code, status)
	FAULTS(FAULT_SKIP_NONE)
#undef FAULT_SKIP_NONE
#undef FAULT_LINE
	out_put(out, TEXT(".\n"));
}

/* A command that reads containers says which. */
static void put_formats(struct out *out, const struct command *command)
{
	bool reads = false;

	for (const struct option_row *row = command->options; row->name; row++)
		reads = reads || text_equal(text_of(row->name), TEXT("format"));
	if (!reads)
		return;
	out_put(out, TEXT("\nFormats, also inside zip, tar and 7z:\n"));
	for (const struct format *const *format = format_list(); *format; format++)
		out_printf(out, "  %-14.*s %.*s\n", TEXT_ARG(format_name(*format)),
		    TEXT_ARG(format_summary(*format)));
}

void help_put(struct out *out, const struct command *command)
{
	out_printf(out, "chancery %s: %s\n\nusage: chancery %s %s%s\n", command->name,
	    command->summary, command->name, command->operands,
	    command->options[0].name ? " [OPTIONS]" : "");
	if (command->options[0].name)
		out_char(out, '\n');
	for (const struct option_row *row = command->options; row->name; row++) {
		int width = 20 - (int)text_of(row->name).len;
		out_printf(out, "  --%s %-*s %s\n", row->name, width > 0 ? width : 0,
		    row->value ? row->value : "", row->help);
	}
	put_formats(out, command);
	out_printf(out, "\n%s", command->help);
}
