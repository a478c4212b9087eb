#include "cli/commands.h"
#include "intake/intake.h"
#include "record/codec.h"

const struct option_row command_parse_options[] = {
	{ "id", "ID", "of the record, where neither the file nor the message gives one" },
	{ "format", "F", "telegram, page-text or narrative; otherwise told by the content" },
	{ 0 },
};

const char command_parse_help[] =
    "Reads one file and prints what was understood, as JSON: every field, where it stood, and the reader's notes.\n"
    "Needs no archive and keeps nothing.\n\n"
    "example: chancery parse tests/sample/08RIGA61.txt\n";

static enum fault print_record(void *context, const struct received *received, struct error *err)
{
	struct call *call = context;

	if (!received->record && !received->line)
		return fail(err, received->reason.fault, "%s", received->reason.text);
	if (!received->record)
		return fail(err, received->reason.fault, "%s:%u: %s", received->path,
		    received->line, received->reason.text);
	out_json(call->out, record_to_json(received->record), JSON_STYLE_PRETTY);
	out_char(call->out, '\n');
	return call_flush(call, err);
}

enum fault command_parse(struct call *call, struct error *err)
{
	const char *name = call_option(call, "format");
	const struct format *format = name ? format_find(text_of(name)) : NULL;

	if (name && !format)
		return fail(err, FAULT_USAGE, "no format '%s'; see 'chancery parse --help'", name);
	struct intake *intake = intake_open(
	    &(struct intake_settings){
		.catalog = call->catalog,
		.format = format,
		.id = text_of(call_option(call, "id")),
		.threads = 1,
		.take = print_record,
		.context = call,
	    },
	    err);
	if (!intake)
		return err->fault;
	enum fault fault = intake_read(intake, call->operands[0], err);
	enum fault end = intake_close(intake, err);
	return fault ? fault : end;
}
