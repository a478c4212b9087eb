/* Zeros that are told without a number: "no efforts to investigate", "did not convict any". What
 * was not reported is not zero. */
#include "narrative/facts.h"

static enum metric of_verb(enum meaning verb, enum meaning noun)
{
	switch (verb) {
	case VERB_INVESTIGATE:
		return noun == NOUN_OFFICIAL ? METRIC_OFFICIALS_INVESTIGATED
		    : noun == NOUN_CASE      ? METRIC_INVESTIGATIONS
					     : METRIC_COUNT;
	case VERB_PROSECUTE:
		return noun == NOUN_OFFICIAL ? METRIC_OFFICIALS_PROSECUTED
		    : noun == NOUN_PERSON    ? METRIC_PROSECUTIONS
					     : METRIC_COUNT;
	case VERB_CONVICT:
		return noun == NOUN_OFFICIAL ? METRIC_OFFICIALS_CONVICTED
		    : noun == NOUN_PERSON    ? METRIC_CONVICTIONS
					     : METRIC_COUNT;
	case VERB_IDENTIFY:
		return noun == NOUN_VICTIM ? METRIC_VICTIMS_IDENTIFIED : METRIC_COUNT;
	default:
		return METRIC_COUNT;
	}
}

static void add_zero(
    struct reading *reading, const struct sentence *sentence, uint32_t at, enum metric metric)
{
	struct figure figure = { .at = at, .first = at, .noun = NOWHERE };
	struct narrative_fact *fact =
	    metric == METRIC_COUNT ? NULL : fact_add(reading, sentence, metric, &figure);

	if (fact) {
		fact->low = fact->high = 0;
		if (!fact->year_rule.len && !fact->year)
			fact->year_rule = TEXT("reporting period");
	}
}

/* The noun behind "any": its meaning; officials when the words before it say so. */
static enum meaning noun_behind(const struct sentence *sentence, uint32_t at)
{
	enum meaning noun = MEANS_NOTHING;
	bool official = false;

	for (uint32_t to = at + 6; at < to; at++) {
		const struct token *token = token_at(sentence, at);
		if (token_is_noun(token))
			noun = token->meaning;
		else if (token->meaning != MEANS_MODIFIER && !token_is(sentence, at, "of"))
			break;
		official |= token_is(sentence, at, "government complicit police");
	}
	return official && noun == NOUN_PERSON ? NOUN_OFFICIAL : noun;
}

/* "no efforts to investigate or prosecute any government officials": the first verb counts. */
static void read_no_efforts(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t any = token_find(sentence, at + 4, at + 9, "any");

	if (!token_is(sentence, at + 1, "efforts effort") || !token_is(sentence, at + 2, "to") ||
	    any == NOWHERE)
		return;
	add_zero(reading, sentence, at,
	    of_verb(token_at(sentence, at + 3)->meaning, noun_behind(sentence, any + 1)));
}

/* "There were no reports of identified victims penalized", "no reports that victims were jailed" */
static void read_no_reports(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t victims = NOWHERE, verb = NOWHERE;

	if (!token_is(sentence, at + 1, "reports report"))
		return;
	for (uint32_t i = at + 2; i < at + 10; i++) {
		enum meaning meaning = token_at(sentence, i)->meaning;
		if (meaning == NOUN_VICTIM)
			victims = i;
		if (meaning == VERB_PENALIZE && victims != NOWHERE) {
			verb = i;
			break;
		}
		if (token_at(sentence, i)->kind == TOKEN_MARK)
			return;
	}
	if (verb != NOWHERE && verb <= victims + 4)
		add_zero(reading, sentence, at, METRIC_VICTIMS_PENALIZED_REPORTS);
}

/* "did not prosecute or convict any traffickers" */
static void read_denied(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t any = token_find(sentence, at + 2, at + 7, "any");

	if (any == NOWHERE || !at || !token_is(sentence, at - 1, "did has") ||
	    token_find(sentence, any, any + 8, "among under") != NOWHERE)
		return;
	enum meaning noun = noun_behind(sentence, any + 1);
	for (uint32_t i = at + 1; i < any; i++)
		if (!token_is_verb(token_at(sentence, i)) && !token_is(sentence, i, "or and") &&
		    !(token_is_mark(sentence, i, ",") && token_at(sentence, i)->sign))
			return;
	for (uint32_t i = at + 1; i < any; i++)
		add_zero(reading, sentence, any, of_verb(token_at(sentence, i)->meaning, noun));
}

/* "no investigations, prosecutions, or convictions": the rest of the list is none, too. */
static void read_list(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	static const enum metric metrics[] = { METRIC_INVESTIGATIONS, METRIC_PROSECUTIONS,
		METRIC_CONVICTIONS },
				 officials[] = { METRIC_OFFICIALS_INVESTIGATED,
					 METRIC_OFFICIALS_PROSECUTED, METRIC_OFFICIALS_CONVICTED };
	bool events[3] = { false };
	uint32_t i, found = 0;

	for (i = at + 1; i < at + 12; i++) {
		const struct token *token = token_at(sentence, i);
		if (token->meaning >= NOUN_INVESTIGATION && token->meaning <= NOUN_CONVICTION) {
			events[token->meaning - NOUN_INVESTIGATION] = true;
			found++;
		} else if (token->meaning != MEANS_MODIFIER &&
		    !token_is(sentence, i, "or and nor new") &&
		    !(token_is_mark(sentence, i, ",") && token->sign)) {
			break;
		}
	}
	if (found < 2)
		return;
	bool official = token_is(sentence, i, "of into against involving for") &&
	    token_find(sentence, i + 1, i + 8,
		"official officials employees officers complicit complicity") != NOWHERE;
	if (!official && token_is(sentence, i, "of into against involving for related under") &&
	    token_find(sentence, i + 1, i + 7,
		"trafficking trafficked labor traffickers offenders suspects") == NOWHERE)
		return;
	for (unsigned k = 0; k < 3; k++)
		if (events[k])
			add_zero(reading, sentence, at, official ? officials[k] : metrics[k]);
}

/* "none was penalized", "no victim was detained" */
static void read_none_penalized(
    struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t was = token_find(sentence, at + 1, at + 5, "was were");
	bool victims = token_is(sentence, at, "none")
	    ? sentence->victims_before || token_find(sentence, 0, at, "victims victim") != NOWHERE
	    : token_find(sentence, at + 1, at + 4, "victim victims") != NOWHERE &&
		!token_is(sentence, at + 1, "reports report");

	if (victims && was != NOWHERE && token_at(sentence, was + 1)->meaning == VERB_PENALIZE &&
	    !token_is(sentence, was + 1, "removed"))
		add_zero(reading, sentence, at, METRIC_VICTIMS_PENALIZED);
}

void facts_zeros(struct reading *reading, const struct sentence *sentence)
{
	for (uint32_t at = 0; at < sentence->count; at++) {
		const struct token *token = &sentence->tokens[at];

		if (token->bare && token_is(sentence, at, "no")) {
			read_no_efforts(reading, sentence, at);
			read_no_reports(reading, sentence, at);
			read_list(reading, sentence, at);
		}
		if (token->bare)
			read_none_penalized(reading, sentence, at);
		if (token_is(sentence, at, "not"))
			read_denied(reading, sentence, at);
	}
}
