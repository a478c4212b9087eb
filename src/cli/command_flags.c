#include "base/json.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/flags_measure.h"
#include "flags/flags.h"
#include "intake/intake.h"

#define CONTEXT 40 /* bytes shown on either side of a flag */

const struct option_row command_flags_options[] = {
	{ "rules", "FOLDER", "also those of the files *.rules in this folder" },
	{ "json", NULL, "one JSON object for each record" },
	{ "measure", NULL, "FOLDER holds labelled texts: print precision and recall by rule" },
	{ "id", "ID", "of the record, where neither the file nor the message gives one" },
	{ "format", "F", "one of the formats below; otherwise told by the content" },
	{ 0 },
};

const char command_flags_help[] =
    "Shows what in a record could harm people when it is published: each flag with its place (line:column), severity,\n"
    "rule and context, the flagged words between [ and ]. Keeps nothing; an archive's own rules lie in ARCHIVE/rules.\n\n"
    "example: chancery flags tests/sample/08RIGA61.txt\n"
    "         chancery flags --rules archive/rules --json message.txt\n"
    "         chancery flags --measure tests/flags/labelled\n";

struct flagging {
	struct call *call;
	struct rules *rules;
	struct flagger *flagger;
};

/* One line, whatever stands in it: control characters as blanks. */
static void put_line(struct out *out, Text text)
{
	for (size_t i = 0; i < text.len; i++)
		out_char(
		    out, (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F ? ' ' : text.at[i]);
}

static Text context_before(Text text, uint32_t start)
{
	uint32_t from = start > CONTEXT ? start - CONTEXT : 0;

	while (from < start && ((unsigned char)text.at[from] & 0xC0) == 0x80)
		from++;
	return text_slice(text, from, start - from);
}

static void put_flag(struct out *out, const struct transcript *transcript, const struct flag *flag)
{
	Text text = transcript->text;

	out_printf(out, "  %u:%u  %.*s  %.*s  ", transcript_line(transcript, flag->span.start),
	    transcript_column(transcript, flag->span.start),
	    TEXT_ARG(flag_severity_name(flag->severity)), TEXT_ARG(flag->rule));
	put_line(out, context_before(text, flag->span.start));
	out_char(out, '[');
	put_line(out, transcript_slice(transcript, flag->span));
	out_char(out, ']');
	put_line(out, utf8_head(text_from(text, flag->span.start + flag->span.length), CONTEXT));
	if (flag->subject.length) {
		out_put(out, TEXT("  (name: "));
		put_line(out, transcript_slice(transcript, flag->subject));
		out_char(out, ')');
	}
	out_char(out, '\n');
}

static void put_text(struct out *out, const struct record *record, const FlagList *flags)
{
	out_printf(out, "%.*s: %u flag%s\n", TEXT_ARG(record->id), flags->count,
	    flags->count == 1 ? "" : "s");
	for (uint32_t i = 0; i < flags->count; i++)
		put_flag(out, &record->transcript, &flags->items[i]);
}

static void put_json_flag(
    struct out *out, const struct transcript *transcript, const struct flag *flag)
{
	out_json_open(out, '{');
	out_json_key(out, "rule");
	out_json_text(out, flag->rule);
	out_json_key(out, "severity");
	out_json_text(out, flag_severity_name(flag->severity));
	out_json_key(out, "line");
	out_json_number(out, transcript_line(transcript, flag->span.start));
	out_json_key(out, "column");
	out_json_number(out, transcript_column(transcript, flag->span.start));
	out_json_key(out, "span");
	out_json_pair(out, flag->span.start, flag->span.length);
	out_json_key(out, "text");
	out_json_text(out, transcript_slice(transcript, flag->span));
	if (flag->subject.length) {
		out_json_key(out, "subject");
		out_json_pair(out, flag->subject.start, flag->subject.length);
		out_json_key(out, "name");
		out_json_text(out, transcript_slice(transcript, flag->subject));
	}
	out_json_close(out, '}');
}

static void put_json(
    struct out *out, const struct rules *rules, const struct record *record, const FlagList *flags)
{
	out_json_open(out, '{');
	out_json_key(out, "id");
	out_json_text(out, record->id);
	out_json_key(out, "rules");
	out_json_text(out, rules_version(rules));
	out_json_key(out, "flags");
	out_json_open(out, '[');
	for (uint32_t i = 0; i < flags->count; i++)
		put_json_flag(out, &record->transcript, &flags->items[i]);
	out_json_close(out, ']');
	out_json_close(out, '}');
	out_char(out, '\n');
}

static enum fault show_flags(void *context, const struct received *received, struct error *err)
{
	const struct flagging *flagging = context;
	struct call *call = flagging->call;
	const struct record *record = received->record;
	FlagList flags = { 0 };
	struct arena arena;

	if (!record)
		return fail(err, received->reason.fault, "%s", received->reason.text);
	arena_begin(&arena, INTAKE_ARENA_LIMIT);
	enum fault fault = flags_find(flagging->flagger, record, &arena, &flags, err);
	if (!fault && call_option(call, "json"))
		put_json(call->out, flagging->rules, record, &flags);
	else if (!fault)
		put_text(call->out, record, &flags);
	arena_end(&arena);
	return fault ? fault : call_flush(call, err);
}

static enum fault flag_file(
    struct flagging *flagging, const struct format *format, struct error *err)
{
	struct call *call = flagging->call;

	flagging->flagger = flagger_open(flagging->rules, err);
	struct intake *intake = !flagging->flagger ? NULL
						   : intake_open(
							 &(struct intake_settings){
							     .catalog = call->catalog,
							     .format = format,
							     .id = text_of(call_option(call, "id")),
							     .threads = 1,
							     .take = show_flags,
							     .context = flagging,
							 },
							 err);
	enum fault fault = intake ? intake_read(intake, call->operands[0], err) : err->fault;
	enum fault end = intake ? intake_close(intake, err) : FAULT_NONE;
	flagger_close(flagging->flagger);
	return fault ? fault : end;
}

enum fault command_flags(struct call *call, struct error *err)
{
	const char *name = call_option(call, "format");
	const struct format *format = name ? format_find(text_of(name)) : NULL;
	struct flagging flagging = { .call = call };

	if (name && !format)
		return fail(err, FAULT_USAGE, "no format '%s'; see 'chancery flags --help'", name);
	flagging.rules = rules_open(call_option(call, "rules"), err);
	if (!flagging.rules)
		return err->fault;
	enum fault fault = call_option(call, "measure")
	    ? flags_measure(call->operands[0], flagging.rules, call->catalog, call->out, err)
	    : flag_file(&flagging, format, err);
	rules_close(flagging.rules);
	return fault;
}
