#include "cli/decide.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "record/reference_id.h"

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

/* As typed, or as the id that the typed words mean. */
static enum fault choose_typed(
    struct call *call, struct choice *choice, Text typed, struct error *err)
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
	choose(choice, holding.id);
	return FAULT_NONE;
}

static enum fault choose_all(
    struct call *call, struct choice *choice, const enum state *every, struct error *err)
{
	if (every) {
		choice->state = *every;
		if (call->operand_count > 1)
			return fail(
			    err, FAULT_USAGE, "give ids or the option for all of them, not both");
		return vault_each(call->vault, clock_now(), choose_in_state, choice, err);
	}
	if (call->operand_count < 2)
		return fail(err, FAULT_USAGE, "no ids given; see 'chancery %s --help'",
		    call->command->name);
	for (int i = 1; i < call->operand_count; i++) {
		enum fault fault = choose_typed(call, choice, text_of(call->operands[i]), err);
		if (fault)
			return fault;
	}
	return FAULT_NONE;
}

static enum fault decide_one(struct call *call, Text id, const struct decision *decision,
    const char *done, uint64_t *changed, struct error *err)
{
	struct error refused = { 0 };
	enum fault fault = vault_decide(call->vault, id, decision, &refused);

	if (fault == FAULT_CONFLICT) {
		out_printf(call->out, "unchanged %.*s: %s\n", TEXT_ARG(id), refused.text);
		return FAULT_NONE;
	}
	if (fault)
		return fail(err, fault, "%s", refused.text);
	out_printf(call->out, "%s %.*s\n", done, TEXT_ARG(id));
	++*changed;
	return interrupt_check(err);
}

enum fault decide(struct call *call, const struct decision *decision, const enum state *every,
    const char *done, struct error *err)
{
	struct choice choice = { .arena = call->arena };
	bool simulate = call_option(call, "simulate") != NULL;
	uint64_t changed = 0;
	enum fault fault = choose_all(call, &choice, every, err);

	if (!fault)
		fault = vault_begin(call->vault, err);
	if (fault)
		return fault;
	for (uint32_t i = 0; i < choice.ids.count && !fault; i++)
		fault = decide_one(call, choice.ids.items[i], decision, done, &changed, err);
	if (!fault && call->arena->failed)
		fault = fail(err, FAULT_NO_MEMORY, "too many records for one call");
	if (fault || simulate)
		vault_rollback(call->vault);
	else
		fault = vault_commit(call->vault, err);
	if (fault) {
		out_reset(call->out);
		return fault;
	}
	out_printf(call->out, "%s%s %llu of %u record%s\n",
	    simulate ? "simulated, nothing kept: " : "", done, (unsigned long long)changed,
	    choice.ids.count, choice.ids.count == 1 ? "" : "s");
	return FAULT_NONE;
}
