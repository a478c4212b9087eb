/* Finding. Hints say where a rule has a chance; there its patterns are tried, each match must begin
 * in that place and pass the rule's check, its exceptions and the words that must stand near. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "flags/rules.h"
#include "flags/settle.h"
#include "flags/words.h"

#define CUT_LIMIT  3  /* words that a check may leave away at the end */
#define WORD_BYTES 12 /* what a word takes on average, for how far a near word reaches */

/* Where a match may begin: text[start..last]. */
struct place {
	uint32_t start, last;
};
typedef ARRAY(struct place) PlaceList;

struct flagger {
	const struct rules *rules;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

/* One pass over text[from..to). */
struct search {
	struct flagger *flagger;
	struct arena *arena;
	Text text;
	char *blanked; /* the text, page frames blanked; NULL when it has none */
	uint32_t from, to;
	PlaceList *places; /* by rule */
	FlagList found;    /* of the rule in work, then of all */
	uint32_t first;    /* of the rule in work */
	uint16_t rule;
};

struct flagger *flagger_open(const struct rules *rules, struct error *err)
{
	struct flagger *flagger = calloc(1, sizeof *flagger);

	if (flagger) {
		flagger->rules = rules;
		flagger->data = pcre2_match_data_create(GROUPS_LIMIT + 1, NULL);
		flagger->context = pcre2_match_context_create(NULL);
		flagger->stack = pcre2_jit_stack_create(32u << 10, JIT_STACK, NULL);
	}
	if (!flagger || !flagger->data || !flagger->context || !flagger->stack) {
		flagger_close(flagger);
		fail(err, FAULT_NO_MEMORY, "no memory to look for flags");
		return NULL;
	}
	pcre2_set_match_limit(flagger->context, MATCH_LIMIT);
	pcre2_set_depth_limit(flagger->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(flagger->context, HEAP_LIMIT_KB);
	pcre2_jit_stack_assign(flagger->context, NULL, flagger->stack);
	return flagger;
}

void flagger_close(struct flagger *flagger)
{
	if (!flagger)
		return;
	pcre2_jit_stack_free(flagger->stack);
	pcre2_match_context_free(flagger->context);
	pcre2_match_data_free(flagger->data);
	free(flagger);
}

static void add_place(struct search *search, uint16_t rule, uint32_t start, uint32_t last)
{
	PlaceList *places = &search->places[rule];
	struct place *before = places->count ? &places->items[places->count - 1] : NULL;

	/* Hints of one kind come in order, so most places join the one before. */
	if (before && start >= before->start && start <= before->last + 1) {
		before->last = last > before->last ? last : before->last;
		return;
	}
	struct place *place = array_add(places, search->arena);
	if (place)
		*place = (struct place){ start, last };
}

static void hint_seen(void *context, uint16_t index, uint32_t start, uint32_t length)
{
	struct search *search = context;
	const struct rule *rule = &search->flagger->rules->rules.items[index];
	uint32_t before = rule->reach, behind = 0;

	if (!rule->hints.count)
		before = behind = length + rule->near.within * WORD_BYTES;
	start = start - search->from > before ? start - before : search->from;
	add_place(search, index, start, start + before + behind);
}

static void digits_seen(void *context, uint32_t start, uint32_t length, uint32_t digits)
{
	struct search *search = context;
	const struct rules *rules = search->flagger->rules;

	for (uint32_t i = 0; i < rules->rules.count; i++) {
		uint32_t reach = rules->rules.items[i].reach, least = rules->rules.items[i].digits;
		if (least && digits >= least)
			add_place(search, (uint16_t)i,
			    start - search->from > reach ? start - reach : search->from,
			    start + length);
	}
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* In order and apart: different kinds of hints come one after the other. */
static void join_places(PlaceList *places)
{
	uint32_t kept = 0;

	if (places->count > 1)
		qsort(places->items, places->count, sizeof *places->items, compare_places);
	for (uint32_t i = 0; i < places->count; i++) {
		struct place *last = kept ? &places->items[kept - 1] : NULL;

		if (!last || places->items[i].start > last->last + 1)
			places->items[kept++] = places->items[i];
		else if (places->items[i].last > last->last)
			last->last = places->items[i].last;
	}
	places->count = kept;
}

/* A flag of the rule in work, joined to one of its own that it overlaps. */
static void add_flag(
    struct search *search, Text rule, enum flag_severity severity, Span span, Span subject)
{
	if (search->found.count - search->first > FLAGS_LIMIT)
		return;
	struct flag *flag = array_add(&search->found, search->arena);
	if (flag)
		*flag = (struct flag){ rule, severity, span, subject };
}

static void give_up(struct search *search, uint32_t start)
{
	struct flag *flag = array_add(&search->found, search->arena);

	if (flag)
		*flag = (struct flag){ TEXT("rule-gave-up"), FLAG_SEVERE,
			{ start, search->to - start }, { 0 } };
}

static bool is_border(Text text, uint32_t at)
{
	return at >= text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

/* Whether what was found is an exception of the rule. */
static bool is_excepted(struct search *search, const struct rule *rule, Span span)
{
	Text found = text_slice(search->text, span.start, span.length);

	if (!rule->unless)
		return false;
	pcre2_set_offset_limit(search->flagger->context, PCRE2_UNSET);
	return pcre2_match(rule->unless, (PCRE2_SPTR)found.at, found.len, 0, PCRE2_NO_UTF_CHECK,
		   search->flagger->data, search->flagger->context) > 0;
}

/* Whether the check holds, perhaps without the last words: a pattern takes what could belong to a
 * number, and "AND" behind an IBAN among capitals could. */
static bool holds_check(const struct search *search, const struct rule *rule, Span *span)
{
	Text found = text_slice(search->text, span->start, span->length);

	for (int cut = 0; rule->check && !rule->check(found); cut++) {
		size_t len = found.len;

		while (len && !ascii_is_space(found.at[len - 1]))
			len--;
		found = text_trim_end(text_slice(found, 0, len));
		if (!found.len || cut == CUT_LIMIT)
			return false;
	}
	span->length = (uint32_t)found.len;
	return true;
}

/* Takes or refuses a match; returns where to go on. */
static uint32_t judge(struct search *search, const struct rule *rule, const struct pattern *pattern,
    Span span, uint32_t begin)
{
	uint32_t next = begin + 1;
	Span subject = { 0 };

	while (!is_border(search->text, next))
		next++;
	if (!span.length || !holds_check(search, rule, &span) ||
	    (rule->near.words.count && !near_find(search->text, span, &rule->near)))
		return next;
	uint32_t end = span.start + span.length;
	if (is_excepted(search, rule, span))
		return end > next ? end : next;
	if (pattern->subject)
		subject =
		    subject_find(text_slice(search->text, 0, search->to), span, pattern->subject);
	add_flag(search, rule->about.name, rule->about.severity, span, subject);
	return end > next ? end : next;
}

/* All matches of one pattern that begin in the place. False when the pattern gave up. */
static bool match_place(struct search *search, const struct rule *rule,
    const struct pattern *pattern, struct place place)
{
	const PCRE2_SIZE *group = pcre2_get_ovector_pointer(search->flagger->data);
	uint32_t at = place.start;

	while (!is_border(search->text, at))
		at++;
	while (at <= place.last && at < search->to) {
		pcre2_set_offset_limit(search->flagger->context, place.last);
		int count = pcre2_match(pattern->code, (PCRE2_SPTR)search->text.at, search->to, at,
		    PCRE2_NO_UTF_CHECK, search->flagger->data, search->flagger->context);
		if (count == PCRE2_ERROR_NOMATCH)
			return true;
		if (count < 0) {
			give_up(search, at);
			return false;
		}
		const PCRE2_SIZE *flag = group + 2 * pattern->flag_group;
		if (flag[0] == PCRE2_UNSET)
			flag = group;
		/* \K in a lookaround can turn a match round; it is then none. */
		Span span = { (uint32_t)flag[0],
			flag[1] > flag[0] ? (uint32_t)(flag[1] - flag[0]) : 0 };
		uint32_t begin = (uint32_t)group[0];
		at = judge(search, rule, pattern, span, begin > at ? begin : at);
	}
	return true;
}

static void name_seen(void *context, uint32_t start, uint32_t length)
{
	struct search *search = context;
	const struct rule *rule = &search->flagger->rules->rules.items[search->rule];

	add_flag(
	    search, rule->about.name, rule->about.severity, (Span){ start, length }, (Span){ 0 });
}

static void search_rule(struct search *search, uint16_t index)
{
	const struct rule *rule = &search->flagger->rules->rules.items[index];
	PlaceList *places = &search->places[index];

	search->rule = index;
	search->first = search->found.count;
	if (rule->names)
		names_find(rule->names, search->text, search->from, search->to, search->arena,
		    name_seen, search);
	if (!rule->hints.count && !rule->digits && !rule->near.words.count)
		add_place(search, index, search->from, search->to);
	join_places(places);
	for (uint32_t k = 0; k < rule->patterns.count; k++)
		for (uint32_t i = 0; i < places->count; i++)
			if (!match_place(search, rule, &rule->patterns.items[k], places->items[i]))
				break;
	places->count = 0;
}

/* Looks for all rules in text[from..to). */
static void search_part(struct search *search, uint32_t from, uint32_t to)
{
	const struct rules *rules = search->flagger->rules;

	search->from = from;
	search->to = to;
	hints_find(&rules->hints, search->text, from, to, hint_seen, search);
	if (rules->hints.digits)
		digits_find(search->text, from, to, digits_seen, search);
	for (uint32_t i = 0; i < rules->rules.count; i++)
		search_rule(search, (uint16_t)i);
}

/* Calls for each span that a page frame takes. */
static void each_frame(
    const struct record *record, struct search *search, void (*frame)(struct search *, Span))
{
	if (record->cable)
		for (uint32_t i = 0; i < record->cable->markers.count; i++)
			frame(search, record->cable->markers.items[i].furniture);
	if (record->narrative)
		for (uint32_t i = 0; i < record->narrative->frames.count; i++)
			frame(search, record->narrative->frames.items[i].span);
}

static void search_frame(struct search *search, Span span)
{
	if (span.start < search->text.len && span.length <= search->text.len - span.start)
		search_part(search, span.start, span.start + span.length);
}

static void blank_frame(struct search *search, Span span)
{
	for (uint32_t i = 0; i < span.length && span.start + i < search->text.len; i++)
		search->blanked[span.start + i] = ' ';
}

/* Hands over what was found, at most FLAGS_LIMIT and one more. */
static enum fault deliver(struct search *search, size_t length, FlagList *flags, struct error *err)
{
	const FlagList *found = &search->found;

	for (uint32_t i = 0; i < found->count && i <= FLAGS_LIMIT; i++) {
		struct flag *flag = array_add(flags, search->arena);
		if (!flag)
			break;
		*flag = found->items[i];
		if (i == FLAGS_LIMIT)
			*flag = (struct flag){ TEXT("too-many"), FLAG_SEVERE,
				{ flag->span.start, (uint32_t)length - flag->span.start }, { 0 } };
	}
	return search->arena->failed ? fail(err, FAULT_NO_MEMORY, "too many flags for the memory")
				     : FAULT_NONE;
}

enum fault flags_find(struct flagger *flagger, const struct record *record, struct arena *arena,
    FlagList *flags, struct error *err)
{
	Text text = record->transcript.text;
	struct search search = { .flagger = flagger, .arena = arena, .text = text };
	bool framed = (record->cable && record->cable->markers.count) ||
	    (record->narrative && record->narrative->frames.count);

	if (!text.len)
		return FAULT_NONE;
	if (text.len > RECORD_LIMIT || utf8_find_bad(text) != TEXT_NONE)
		return fail(err, FAULT_CORRUPT, "the transcript of '%.*s' is not UTF-8",
		    TEXT_ARG(record->id));
	search.places =
	    arena_take(arena, (flagger->rules->rules.count + 1) * sizeof *search.places);
	if (framed)
		search.blanked = arena_take(arena, text.len);
	if (!search.places || (framed && !search.blanked))
		return fail(err, FAULT_NO_MEMORY, "no memory to look for flags");
	if (framed) {
		memcpy(search.blanked, text.at, text.len);
		each_frame(record, &search, blank_frame);
		search.text.at = search.blanked;
	}
	search_part(&search, 0, (uint32_t)text.len);
	search.text = text;
	each_frame(record, &search, search_frame);
	flags_settle(&search.found, flagger->rules);
	flags_soften(&search.found, record);
	return deliver(&search, text.len, flags, err);
}
