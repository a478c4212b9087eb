#include "flags/settle.h"

static int compare_flags(const void *a, const void *b)
{
	const struct flag *x = a, *y = b;
	int by_rule = text_compare(x->rule, y->rule);

	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	if (by_rule)
		return by_rule;
	return x->span.length > y->span.length ? -1 : x->span.length < y->span.length;
}

static int compare_by_rule(const void *a, const void *b)
{
	const struct flag *x = a, *y = b;
	int by_rule = text_compare(x->rule, y->rule);

	return by_rule ? by_rule : compare_flags(a, b);
}

/* Flags of one rule that overlap become one. */
static void join_flags(FlagList *found)
{
	uint32_t kept = 0;

	if (found->count > 1)
		qsort(found->items, found->count, sizeof *found->items, compare_by_rule);
	for (uint32_t i = 0; i < found->count; i++) {
		struct flag *last = kept ? &found->items[kept - 1] : NULL;
		const struct flag *flag = &found->items[i];

		if (!last || !text_equal(last->rule, flag->rule) ||
		    flag->span.start >= last->span.start + last->span.length) {
			found->items[kept++] = *flag;
			continue;
		}
		uint32_t end = flag->span.start + flag->span.length;
		if (end > last->span.start + last->span.length)
			last->span.length = end - last->span.start;
		if (!last->subject.length)
			last->subject = flag->subject;
	}
	found->count = kept;
	if (kept > 1)
		qsort(found->items, kept, sizeof *found->items, compare_flags);
}

/* Takes the length from the flags of `rule` that overlap one of `better`. */
static void mark_yielding(FlagList *found, Text rule, Text better, bool backwards)
{
	const struct flag *last = NULL;

	for (uint32_t i = 0; i < found->count; i++) {
		struct flag *flag = &found->items[backwards ? found->count - 1 - i : i];

		if (text_equal(flag->rule, better))
			last = flag;
		else if (last && flag->span.length && text_equal(flag->rule, rule) &&
		    flag->span.start < last->span.start + last->span.length &&
		    last->span.start < flag->span.start + flag->span.length)
			flag->span.length = 0;
	}
}

/* Both lists are in order and without overlaps, so the nearest on either side is enough. */
static void yield_flags(const struct rules *rules, FlagList *found)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; found->count > 1 && i < rules->rules.count; i++) {
		const struct rule *rule = &rules->rules.items[i];
		if (!rule->yields.len)
			continue;
		mark_yielding(found, rule->about.name, rule->yields, false);
		mark_yielding(found, rule->about.name, rule->yields, true);
	}
	for (uint32_t i = 0; i < found->count; i++)
		if (found->items[i].span.length)
			found->items[kept++] = found->items[i];
	found->count = kept;
}

void flags_settle(FlagList *found, const struct rules *rules)
{
	join_flags(found);
	yield_flags(rules, found);
}

static bool is_taken_out(const struct record *record, Span name)
{
	for (uint32_t i = 0; i < record->cable->redactions.count; i++) {
		Span gone = record->cable->redactions.items[i].span;

		if (gone.start <= name.start &&
		    gone.start + gone.length >= name.start + name.length)
			return true;
	}
	return false;
}

void flags_soften(FlagList *found, const struct record *record)
{
	for (uint32_t i = 0; record->cable && i < found->count; i++)
		if (found->items[i].subject.length && is_taken_out(record, found->items[i].subject))
			found->items[i].severity = FLAG_NOTICE;
}
