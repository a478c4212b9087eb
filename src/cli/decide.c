#include "cli/decide.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "cli/reviewing.h"
#include "record/reference_id.h"

#define LINES_MOST  20 /* records that are told one by one */
#define LINES_LIMIT ((size_t)1 << 30)

struct choice {
	TextList ids;
	enum state state;
	struct arena *arena;
};

Text curator_of(const struct call *call)
{
	const char *name = call_option(call, "curator");

	if (!name)
		name = getenv("CHANCERY_CURATOR");
	if (!name)
		name = getenv("USER");
	return name && *name ? text_of(name) : TEXT("unknown");
}

static void choose(struct choice *choice, Text id)
{
	Text *chosen = array_add(&choice->ids, choice->arena);

	if (chosen)
		*chosen = text_copy(choice->arena, id);
}

static enum fault choose_in_state(void *context, const struct holding *holding, struct error *err)
{
	struct choice *choice = context;

	(void)err;
	if (holding->state == choice->state)
		choose(choice, holding->id);
	return FAULT_NONE;
}

enum fault find_id(struct call *call, Text typed, Text *id, struct error *err)
{
	struct error first = { 0 }, second = { 0 };
	struct holding holding;
	enum fault fault =
	    vault_find(call->vault, typed, clock_now(), call->arena, &holding, &first);

	if (fault == FAULT_NOT_FOUND) {
		Text guess = reference_id_guess(typed, call->arena);
		if (guess.len &&
		    !vault_find(call->vault, guess, clock_now(), call->arena, &holding, &second))
			fault = FAULT_NONE;
	}
	if (fault)
		return fail(err, fault, "%s", first.text);
	*id = holding.id;
	return FAULT_NONE;
}

enum fault find_by_query(struct call *call, TextList *ids, struct error *err)
{
	struct review *review = reviewing_open(call, err);
	enum fault fault = review
	    ? review_search(review, text_of(call_option(call, "query")), call->arena, ids, err)
	    : err->fault;

	review_close(review);
	return fault;
}

static enum fault choose_operands(struct call *call, struct choice *choice, struct error *err)
{
	for (int i = 1; i < call->operand_count; i++) {
		Text id;
		enum fault fault = find_id(call, text_of(call->operands[i]), &id, err);
		if (fault)
			return fault;
		choose(choice, id);
	}
	return FAULT_NONE;
}

static enum fault choose_all(
    struct call *call, struct choice *choice, const enum state *every, struct error *err)
{
	bool query = call_option(call, "query") != NULL;

	if ((call->operand_count > 1) + query + (every != NULL) > 1)
		return fail(err, FAULT_USAGE, "give ids or an option for many of them, not both");
	if (query)
		return find_by_query(call, &choice->ids, err);
	if (!every && call->operand_count < 2)
		return fail(err, FAULT_USAGE, "no ids given; see 'chancery %s --help'",
		    call->command->name);
	if (!every)
		return choose_operands(call, choice, err);
	choice->state = *every;
	return vault_each(call->vault, clock_now(), choose_in_state, choice, err);
}

/* What is told of each record goes to `lines`. */
static enum fault decide_one(struct call *call, Text id, const struct decision *decision,
    const char *done, struct out *lines, uint64_t *changed, struct error *err)
{
	struct error refused = { 0 };
	enum fault fault = vault_decide(call->vault, id, decision, &refused);

	if (fault == FAULT_CONFLICT) {
		out_printf(lines, "unchanged %.*s: %s\n", TEXT_ARG(id), refused.text);
		return FAULT_NONE;
	}
	if (fault)
		return fail(err, fault, "%s", refused.text);
	out_printf(lines, "%s %.*s\n", done, TEXT_ARG(id));
	++*changed;
	return interrupt_check(err);
}

static void put_sum(
    struct call *call, const char *done, uint64_t changed, uint32_t count, const struct out *lines)
{
	bool brief = count > LINES_MOST && !call_option(call, "verbose");

	if (!brief)
		out_put(call->out, out_text(lines));
	out_printf(call->out, "%s%s %llu of %u record%s",
	    call_option(call, "simulate") ? "simulated, nothing kept: " : "", done,
	    (unsigned long long)changed, count, count == 1 ? "" : "s");
	if (brief && changed < count)
		out_put(call->out, TEXT("; --verbose says why not all of them"));
	out_char(call->out, '\n');
}

enum fault decide(struct call *call, const struct decision *decision, const enum state *every,
    const char *done, simulated_look *look, struct error *err)
{
	struct choice choice = { .arena = call->arena };
	bool simulate = call_option(call, "simulate") != NULL;
	uint64_t changed = 0;
	struct out lines;
	enum fault fault = choose_all(call, &choice, every, err);

	if (!fault)
		fault = vault_begin(call->vault, err);
	if (fault)
		return fault;
	out_begin(&lines, LINES_LIMIT);
	for (uint32_t i = 0; i < choice.ids.count && !fault; i++)
		fault =
		    decide_one(call, choice.ids.items[i], decision, done, &lines, &changed, err);
	if (!fault && call->arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "too many records for one call");
	if (!fault)
		put_sum(call, done, changed, choice.ids.count, &lines);
	if (!fault && simulate && look)
		fault = look(call, err);
	if (fault || simulate)
		vault_rollback(call->vault);
	else
		fault = vault_commit(call->vault, err);
	out_end(&lines);
	if (fault)
		out_reset(call->out);
	return fault;
}
