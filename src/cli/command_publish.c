#include <stdio.h>

#include "base/files.h"
#include "base/json.h"
#include "cli/commands.h"
#include "publish/publish.h"
#include "search/segment_layout.h"

const struct option_row command_publish_options[] = {
	{ "jobs", "N", "threads that pack and index; otherwise as many as there are cores" },
	{ "segment", "N", "most records of one segment; otherwise, and at most, 65536" },
	{ "json", NULL, "for machines" },
	{ 0 },
};

const char command_publish_help[] =
    "Seals what is released by now into the next edition in PUBLIC and makes it current. What is not released is not\n"
    "in it: no word, no id, no count but the total. Editions never change; killed at any moment, PUBLIC holds the\n"
    "edition before or the new one, and publish, called again, goes on behind the last segment that was finished.\n"
    "Servers take an edition up by themselves.\n\n"
    "example: chancery publish archive public\n";

static void put_json(struct out *out, const struct publish_result *result)
{
	out_json(out,
	    json_pack("{sb ss sI sI sI sI sI sI}", "changed", (int)result->changed, "edition",
		result->name, "records", (json_int_t)result->records, "added",
		(json_int_t)result->added, "replaced", (json_int_t)result->replaced, "withdrawn",
		(json_int_t)result->withdrawn, "kept_segments", (json_int_t)result->kept_segments,
		"resumed_segments", (json_int_t)result->resumed_segments),
	    JSON_STYLE_LINE);
	out_char(out, '\n');
}

static void put_text(struct out *out, const struct publish_result *result)
{
	if (!result->changed) {
		out_printf(out, "nothing new since edition %s (%llu record%s)\n", result->name,
		    (unsigned long long)result->records, result->records == 1 ? "" : "s");
		return;
	}
	out_printf(out, "edition %s: %llu record%s, %llu added, %llu replaced, %llu withdrawn\n",
	    result->name, (unsigned long long)result->records, result->records == 1 ? "" : "s",
	    (unsigned long long)result->added, (unsigned long long)result->replaced,
	    (unsigned long long)result->withdrawn);
	if (result->resumed_segments)
		out_printf(out, "%llu segment%s taken over from a publish that did not end\n",
		    (unsigned long long)result->resumed_segments,
		    result->resumed_segments == 1 ? " was" : "s were");
}

/* Each on standard error; the sentence that sums them up is the command's. */
static enum fault tell_hindrance(
    void *context, const struct hindrance *hindrance, struct error *err)
{
	char line[300];

	(void)context, (void)err;
	if (hindrance->rule.len)
		snprintf(line, sizeof line, "%.*s, revision %u: %llu open of rule %.*s",
		    TEXT_ARG(hindrance->id), hindrance->revision,
		    (unsigned long long)hindrance->flags, TEXT_ARG(hindrance->rule));
	else
		snprintf(line, sizeof line, "%.*s, revision %u: no rules looked through it",
		    TEXT_ARG(hindrance->id), hindrance->revision);
	tell(text_of(line));
	return FAULT_NONE;
}

enum fault command_publish(struct call *call, struct error *err)
{
	struct publish_settings settings = {
		.catalog = call->catalog,
		.archive = call->operands[0],
		.hindered = tell_hindrance,
	};
	struct publish_result result = { 0 };

	/* What is copied to anyone must not lie beside what is for nobody (I3). */
	if (file_exists(path_join(call->arena, call->operands[1], "vault.db")))
		return fail(err, FAULT_BAD_INPUT,
		    "'%s' holds an archive; publish to a folder of its own", call->operands[1]);
	if (call_count(call, "jobs", PUBLISH_THREADS_MOST, &settings.threads, err) ||
	    call_count(call, "segment", SEGMENT_DOCUMENTS, &settings.segment_records, err))
		return err->fault;
	enum fault fault =
	    publish(call->vault, call->operands[1], clock_now(), &settings, &result, err);

	if (fault)
		return fault;
	if (call_option(call, "json"))
		put_json(call->out, &result);
	else
		put_text(call->out, &result);
	return FAULT_NONE;
}
