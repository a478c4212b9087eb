#include "base/files.h"
#include "cli/commands.h"
#include "cli/field.h"
#include "intake/intake.h"
#include "record/codec.h"
#include "telegram/telegram.h"

const struct option_row command_parse_options[] = {
	{ "id", "ID", "of the record, where neither the file nor the message gives one" },
	{ "format", "F", "one of the formats below; otherwise told by the content" },
	{ "field", "NAME", "print the value of this field alone" },
	{ "fragment", NULL, "the file is a piece of a message; with --field" },
	{ "year", "YYYY", "of the message that the piece is from, for its references" },
	{ "normalize", NULL, "print names and subjects in mixed case" },
	{ "as-written", NULL, "print TAGS as they are spelt" },
	{ 0 },
};

const char command_parse_help[] =
    "Reads one file and prints what was understood, as JSON: every field, where it stood, and the reader's notes.\n"
    "Needs no archive and keeps nothing.\n\n"
    "example: chancery parse tests/sample/08RIGA61.txt\n"
    "         echo 'TAGS: PREL PGOV LG' | chancery parse --fragment --field tags -\n";

struct parsing {
	struct call *call;
	const struct field *field; /* NULL: the whole record */
	int year;
};

static enum fault put_field(
    const struct parsing *parsing, const struct record *record, struct error *err)
{
	struct call *call = parsing->call;
	const struct field_source source = { .record = record,
		.catalog = call->catalog,
		.arena = call->arena,
		.text = record->transcript.text,
		.year = parsing->year,
		.fragment = call_option(call, "fragment") != NULL,
		.as_written = call_option(call, "as-written") != NULL,
		.normalized = call_option(call, "normalize") != NULL };

	out_json(call->out, field_value(parsing->field, &source), JSON_STYLE_LINE);
	out_char(call->out, '\n');
	return call_flush(call, err);
}

static enum fault print_record(void *context, const struct received *received, struct error *err)
{
	const struct parsing *parsing = context;
	struct call *call = parsing->call;

	if (!received->record)
		return received->line
		    ? fail(err, received->reason.fault, "%s:%u: %s", received->path, received->line,
			  received->reason.text)
		    : fail(err, received->reason.fault, "%s", received->reason.text);
	if (parsing->field)
		return put_field(parsing, received->record, err);
	out_json(call->out, record_to_json(received->record), JSON_STYLE_PRETTY);
	out_char(call->out, '\n');
	return call_flush(call, err);
}

/* A piece of a message has no container, no id of its own and perhaps no year. */
static enum fault parse_fragment(const struct parsing *parsing, struct error *err)
{
	struct call *call = parsing->call;
	struct record record = { .kind = RECORD_CABLE };
	struct repairs repairs;
	const char *id = call_option(call, "id"), *year = call_option(call, "year");
	Text bytes;
	enum fault fault = file_read(call->operands[0], RECORD_LIMIT, call->arena, &bytes, err);

	if (fault == FAULT_NONE)
		fault = transcript_of(bytes, call->arena, &record.transcript, &repairs, err);
	record.id = text_of(id);
	record.top_box.created.text = text_of(year);
	if (fault == FAULT_NONE)
		fault =
		    telegram_read(&record, record.transcript.text, call->catalog, call->arena, err);
	return fault == FAULT_NONE ? put_field(parsing, &record, err) : fault;
}

static enum fault read_options(struct parsing *parsing, struct error *err)
{
	const struct call *call = parsing->call;
	const char *field = call_option(call, "field"), *year = call_option(call, "year");
	Text digits = text_of(year);

	parsing->field = field ? field_find(text_of(field)) : NULL;
	if (field && !parsing->field)
		return fail(err, FAULT_USAGE, "no field '%s'; there are %.*s", field,
		    TEXT_ARG(field_names(call->arena)));
	if (call_option(call, "fragment") && !field)
		return fail(err, FAULT_USAGE, "--fragment needs --field");
	if (year && (!text_take_number(&digits, 4, 1900, 2099, &parsing->year) || digits.len))
		return fail(err, FAULT_USAGE, "'%s' is no year of four digits", year);
	return FAULT_NONE;
}

static enum fault parse_file(
    struct parsing *parsing, const struct format *format, struct error *err)
{
	struct call *call = parsing->call;
	struct intake *intake = intake_open(
	    &(struct intake_settings){
		.catalog = call->catalog,
		.format = format,
		.id = text_of(call_option(call, "id")),
		.threads = 1,
		.take = print_record,
		.context = parsing,
	    },
	    err);

	if (!intake)
		return err->fault;
	enum fault fault = intake_read(intake, call->operands[0], err);
	enum fault end = intake_close(intake, err);
	return fault ? fault : end;
}

enum fault command_parse(struct call *call, struct error *err)
{
	const char *name = call_option(call, "format");
	const struct format *format = name ? format_find(text_of(name)) : NULL;
	struct parsing parsing = { .call = call };
	enum fault fault = read_options(&parsing, err);

	if (fault != FAULT_NONE)
		return fault;
	if (name && !format)
		return fail(err, FAULT_USAGE, "no format '%s'; see 'chancery parse --help'", name);
	if (call_option(call, "fragment"))
		return parse_fragment(&parsing, err);
	return parse_file(&parsing, format, err);
}
