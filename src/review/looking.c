/* Looking through records by rules. What rules find is derived: it may be found anew at any time,
 * and what curators answered stays with the place. */
#include "base/interrupt.h"
#include "base/progress.h"
#include "review/internal.h"

#define BATCH           500 /* revisions of one transaction */
#define REDACTED_BEFORE "redacted-before"

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the flags of a record");
}

enum fault review_flag(const struct rules *rules, struct flagger *flagger,
    const struct record *record, struct arena *arena, struct flagging *flagging, struct error *err)
{
	FlagList found = { 0 };
	enum fault fault = flags_find(flagger, record, arena, &found, err);

	*flagging = (struct flagging){ .rules = rules_version(rules) };
	for (uint32_t i = 0; fault == FAULT_NONE && i < found.count; i++) {
		struct vault_flag *flag = array_add(&flagging->flags, arena);

		if (!flag)
			return no_memory(err);
		*flag = (struct vault_flag){
			.rule = found.items[i].rule,
			.severe = found.items[i].severity == FLAG_SEVERE,
			.span = found.items[i].span,
			.subject = found.items[i].subject,
		};
	}
	return fault;
}

/* --- words cut before --- */

static enum fault flag_words(const struct record *record, Text words, struct arena *arena,
    struct flagging *flagging, struct error *err)
{
	SpanList spans = { 0 };
	enum fault fault = redact_find_words(record, words, arena, &spans, err);

	for (uint32_t i = 0; fault == FAULT_NONE && i < spans.count; i++) {
		struct vault_flag *flag = array_add(&flagging->flags, arena);

		if (!flag)
			return no_memory(err);
		*flag = (struct vault_flag){
			.rule = TEXT_INIT(REDACTED_BEFORE), .severe = true, .span = spans.items[i]
		};
	}
	return fault;
}

/* Words that another revision lost. */
static enum fault flag_cut_words(struct review *review, Text id, uint32_t other,
    const struct record *record, struct arena *arena, struct flagging *flagging, struct error *err)
{
	struct record *before;
	CutList cuts;

	if (review_read_cuts(review, id, other, arena, &cuts, err) != FAULT_NONE)
		return err->fault;
	if (!cuts.count)
		return FAULT_NONE;
	if (review_read_revision(review, id, other, arena, &before, err) != FAULT_NONE)
		return err->fault;
	for (uint32_t i = 0; i < cuts.count; i++) {
		Text words = transcript_slice(&before->transcript, cuts.items[i].span);

		if (!cuts.items[i].whole &&
		    flag_words(record, words, arena, flagging, err) != FAULT_NONE)
			return err->fault;
	}
	return FAULT_NONE;
}

/* --- one revision --- */

static enum fault look(
    struct review *review, Text id, uint32_t revision, struct arena *arena, struct error *err)
{
	struct flagging flagging;
	struct holding holding;
	struct record *record;

	if (vault_find(review->vault, id, clock_now(), arena, &holding, err) != FAULT_NONE ||
	    review_read_revision(review, id, revision, arena, &record, err) != FAULT_NONE ||
	    review_flag(review->rules, review->flagger, record, arena, &flagging, err) !=
		FAULT_NONE)
		return err->fault;
	for (uint32_t other = 1; other <= holding.revisions; other++)
		if (other != revision &&
		    flag_cut_words(review, id, other, record, arena, &flagging, err) != FAULT_NONE)
			return err->fault;
	return vault_flags_renew(review->vault, id, revision, &flagging, err);
}

enum fault review_look(struct review *review, Text id, uint32_t revision, struct error *err)
{
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = look(review, id, revision, &arena, err);
	arena_end(&arena);
	return fault;
}

/* --- all of them --- */

struct stale {
	Text id;
	uint32_t revision;
};

struct round {
	struct arena arena;
	ARRAY(struct stale) list;
};

static enum fault remember(void *context, Text id, uint32_t revision, struct error *err)
{
	struct round *round = context;
	struct stale *stale = array_add(&round->list, &round->arena);

	if (stale)
		*stale = (struct stale){ text_copy(&round->arena, id), revision };
	return round->arena.failed ? no_memory(err) : FAULT_NONE;
}

static enum fault look_at_batch(struct review *review, const struct round *round, uint32_t *next,
    struct progress *progress, struct error *err)
{
	enum fault fault = vault_begin(review->vault, err);

	for (uint32_t i = 0; i < BATCH && *next < round->list.count && fault == FAULT_NONE; i++) {
		const struct stale *stale = &round->list.items[(*next)++];

		fault = review_look(review, stale->id, stale->revision, err);
		progress_step(progress, 1);
	}
	if (fault != FAULT_NONE) {
		vault_rollback(review->vault);
		return fault;
	}
	fault = vault_commit(review->vault, err);
	return fault == FAULT_NONE ? interrupt_check(err) : fault;
}

enum fault review_look_through(struct review *review, uint64_t *looked, struct error *err)
{
	struct round round = { 0 };
	struct progress progress;
	uint32_t next = 0;
	enum fault fault;

	arena_begin(&round.arena, 0);
	fault =
	    vault_each_stale(review->vault, rules_version(review->rules), remember, &round, err);
	progress_begin(&progress, "looking through", round.list.count);
	while (fault == FAULT_NONE && next < round.list.count)
		fault = look_at_batch(review, &round, &next, &progress, err);
	progress_end(&progress);
	*looked = next;
	arena_end(&round.arena);
	return fault;
}
