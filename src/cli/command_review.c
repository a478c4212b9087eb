/* chancery review: the queue of what has to be looked at, and one record as its curators see it. */
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/decide.h"
#include "cli/review_text.h"
#include "cli/reviewing.h"

const struct option_row command_review_options[] = {
	{ "query", "Q", "of what a search in the archive finds, held records too" },
	{ "text", NULL, "the whole text, [[flag:words]] and {{cut:words}} marked in it" },
	{ "public", NULL, "the text as the public will see it" },
	{ "diff", NULL, "where the two differ: [-words taken out-] and {+what stands there+}" },
	{ "revision", "N", "another revision than the latest" },
	{ "pass", NULL, "say that you have looked through these records" },
	{ "renew", NULL, "look through what these rules have not looked through yet" },
	{ "curator", "NAME", "who passes; otherwise $CHANCERY_CURATOR or $USER" },
	{ "simulate", NULL, "with --pass: say what would change, change nothing" },
	{ "verbose", NULL, "with --pass: a line for each record, however many" },
	{ "json", NULL, "for machines" },
	{ 0 },
};

const char command_review_help[] =
    "Without an id: the records with open flags, severe ones first; with ids: their flags and cuts with their numbers, for\n"
    "'chancery dismiss', 'redact' and 'restore'. A record with severe flags goes out when each has an answer and two\n"
    "curators have looked through it.\n\n"
    "examples: chancery review archive\n"
    "          chancery review archive 08RIGA61 --diff\n"
    "          chancery review archive --query 'origin:riga' --pass --curator ann\n";

/* --- the queue --- */

struct queued {
	Text id;
	enum state state;
	uint32_t severe, flags, revision, reviews;
};

struct queue {
	struct call *call;
	const TextList *among; /* sorted; NULL: all */
	ARRAY(struct queued) list;
};

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static bool is_among(const TextList *among, Text id)
{
	return !among || bsearch(&id, among->items, among->count, sizeof id, by_text);
}

static enum fault enqueue(void *context, const struct holding *holding, struct error *err)
{
	struct queue *queue = context;
	struct queued *queued;

	if (!holding->open_flags || holding->state == STATE_WITHHELD ||
	    !is_among(queue->among, holding->id))
		return FAULT_NONE;
	queued = array_add(&queue->list, queue->call->arena);
	if (!queued)
		return fail(err, FAULT_NO_MEMORY, "no memory left for the queue");
	*queued = (struct queued){ text_copy(queue->call->arena, holding->id), holding->state,
		holding->open_severe, holding->open_flags, holding->revisions, holding->reviews };
	return FAULT_NONE;
}

static int by_severity(const void *a, const void *b)
{
	const struct queued *x = a, *y = b;

	return !x->severe != !y->severe ? (y->severe != 0) - (x->severe != 0)
					: text_compare(x->id, y->id);
}

struct rule_count {
	Text rule;
	bool severe;
	uint64_t flags;
};
typedef ARRAY(struct rule_count) RuleCounts;

/* Open flags by rule, severe rules first, else as they stand in the text. */
static void count_rules(const VaultFlagList *flags, struct arena *arena, RuleCounts *counts)
{
	for (int severe = 1; severe >= 0; severe--)
		for (uint32_t i = 0; i < flags->count; i++) {
			const struct vault_flag *flag = &flags->items[i];
			struct rule_count *count = NULL;

			if (flag->answer.len || flag->severe != severe)
				continue;
			for (uint32_t k = 0; k < counts->count && !count; k++)
				if (text_equal(counts->items[k].rule, flag->rule))
					count = &counts->items[k];
			if (!count && (count = array_add(counts, arena)))
				*count = (struct rule_count){ flag->rule, severe, 0 };
			if (count)
				count->flags++;
		}
}

static void put_queued(struct out *out, const struct queued *queued, const RuleCounts *counts)
{
	out_printf(
	    out, "%-24.*s %-10.*s", TEXT_ARG(queued->id), TEXT_ARG(state_name(queued->state)));
	for (uint32_t i = 0; i < counts->count; i++)
		out_printf(out, "%s%s%.*s %llu", i ? ", " : " ",
		    counts->items[i].severe ? "severe " : "", TEXT_ARG(counts->items[i].rule),
		    (unsigned long long)counts->items[i].flags);
	out_printf(out, "; %u review%s\n", queued->reviews, queued->reviews == 1 ? "" : "s");
}

static void put_queued_json(struct out *out, const struct queued *queued, const RuleCounts *counts)
{
	out_json_open(out, '{');
	out_json_key(out, "id");
	out_json_text(out, queued->id);
	out_json_key(out, "state");
	out_json_text(out, state_name(queued->state));
	out_json_key(out, "reviews");
	out_json_number(out, queued->reviews);
	out_json_key(out, "severe");
	out_json_number(out, queued->severe);
	out_json_key(out, "flags");
	out_json_open(out, '{');
	for (uint32_t i = 0; i < counts->count; i++) {
		const char *rule = counts->items[i].rule.at;

		out_json_key(out, rule);
		out_json_number(out, (int64_t)counts->items[i].flags);
	}
	out_json_close(out, '}');
	out_json_close(out, '}');
	out_char(out, '\n');
}

static enum fault show_queued(struct call *call, const struct queued *queued, struct error *err)
{
	struct arena arena;
	VaultFlagList flags;
	RuleCounts counts = { 0 };
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_flags(call->vault, queued->id, queued->revision, &arena, &flags, NULL, err);
	if (fault == FAULT_NONE) {
		count_rules(&flags, &arena, &counts);
		for (uint32_t i = 0; i < counts.count; i++)
			counts.items[i].rule = text_of(text_string(&arena, counts.items[i].rule));
		if (call_option(call, "json"))
			put_queued_json(call->out, queued, &counts);
		else
			put_queued(call->out, queued, &counts);
	}
	arena_end(&arena);
	return fault == FAULT_NONE ? call_flush(call, err) : fault;
}

static enum fault show_queue(struct call *call, struct error *err)
{
	struct queue queue = { .call = call };
	TextList found = { 0 };
	enum fault fault = FAULT_NONE;
	uint64_t severe = 0;

	if (call_option(call, "query")) {
		fault = find_by_query(call, &found, err);
		if (found.count)
			qsort(found.items, found.count, sizeof *found.items, by_text);
		queue.among = &found;
	}
	if (fault == FAULT_NONE)
		fault = vault_each(call->vault, clock_now(), enqueue, &queue, err);
	if (queue.list.count)
		qsort(queue.list.items, queue.list.count, sizeof *queue.list.items, by_severity);
	for (uint32_t i = 0; i < queue.list.count && fault == FAULT_NONE; i++) {
		severe += queue.list.items[i].severe > 0;
		fault = show_queued(call, &queue.list.items[i], err);
	}
	if (fault == FAULT_NONE && !call_option(call, "json"))
		out_printf(call->out, "%u record%s with open flags, %llu with severe ones\n",
		    queue.list.count, queue.list.count == 1 ? "" : "s", (unsigned long long)severe);
	return fault;
}

/* --- records --- */

/* A terminal must not obey what stands in a record. */
static void make_harmless(struct out *out)
{
	for (size_t i = 0; i < out->len; i++)
		if (((unsigned char)out->bytes[i] < ' ' && !ascii_is_space(out->bytes[i])) ||
		    out->bytes[i] == 0x7F)
			out->bytes[i] = '?';
}

static enum fault show_record(
    struct call *call, struct review *review, Text typed, struct error *err)
{
	struct review_record read;
	struct arena arena;
	uint32_t revision;
	enum fault fault = reviewing_revision(call, &revision, err);

	arena_begin(&arena, 0);
	if (fault == FAULT_NONE)
		fault = review_read(review, typed, revision, &arena, &read, err);
	if (fault == FAULT_NONE) {
		if (call_option(call, "text"))
			review_put_text(call->out, &read, &arena);
		else if (call_option(call, "public"))
			out_put(call->out, read.shown->transcript.text);
		else if (call_option(call, "diff"))
			fault = review_put_diff(call->out, &read, &arena, err);
		else if (call_option(call, "json"))
			review_put_json(call->out, &read);
		else
			review_put_record(call->out, &read, review_rules(review), &arena);
		if (isatty(STDOUT_FILENO) &&
		    (call_option(call, "text") || call_option(call, "public") ||
			call_option(call, "diff")))
			make_harmless(call->out);
	}
	if (fault == FAULT_NONE && arena.failed)
		fault = fail(err, FAULT_NO_MEMORY, "no memory left to show a record");
	arena_end(&arena);
	return fault == FAULT_NONE ? call_flush(call, err) : fault;
}

static enum fault show_records(struct call *call, struct error *err)
{
	struct review *review = reviewing_open(call, err);
	enum fault fault = review ? FAULT_NONE : err->fault;

	for (int i = 1; i < call->operand_count && fault == FAULT_NONE; i++)
		fault = show_record(call, review, text_of(call->operands[i]), err);
	review_close(review);
	return fault;
}

static enum fault renew(struct call *call, struct error *err)
{
	struct review *review = reviewing_open(call, err);
	uint64_t looked = 0;
	enum fault fault = review ? review_look_through(review, &looked, err) : err->fault;

	if (fault == FAULT_NONE)
		out_printf(call->out, "looked through %llu revision%s\n",
		    (unsigned long long)looked, looked == 1 ? "" : "s");
	review_close(review);
	return fault;
}

static enum fault pass(struct call *call, struct error *err)
{
	const struct decision decision = {
		.verdict = VERDICT_REVIEW,
		.effective = clock_now(),
		.curator = curator_of(call),
		.decided = clock_now(),
	};

	return decide(call, &decision, NULL, "reviewed", NULL, err);
}

enum fault command_review(struct call *call, struct error *err)
{
	static const char *const ways[] = { "text", "public", "diff", "pass", "renew" };
	int given = 0;

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		given += call_option(call, ways[i]) != NULL;
	if (given > 1)
		return fail(
		    err, FAULT_USAGE, "give one of --text, --public, --diff, --pass and --renew");
	if (call_option(call, "pass"))
		return pass(call, err);
	if (call_option(call, "renew"))
		return renew(call, err);
	if (call->operand_count > 1 && call_option(call, "query"))
		return fail(err, FAULT_USAGE, "give ids or --query, not both");
	if (call->operand_count > 1)
		return show_records(call, err);
	return given ? fail(err, FAULT_USAGE, "no id given; see 'chancery review --help'")
		     : show_queue(call, err);
}
