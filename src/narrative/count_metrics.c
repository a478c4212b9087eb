/* What a number counts: its noun, its verb, who did it, of what. Anything not known is
 * METRIC_COUNT. */
#include "narrative/facts.h"

static const char trafficking_words[] = "trafficking trafficked labor labour forced sex sexual "
					"prostitution servitude bondage slavery trafficker "
					"traffickers offender offenders offense offenses suspect "
					"suspects suspected";
static const char official_words[] =
    "official officials employees officers complicit complicity corruption";

static bool has(const struct counting *counting, uint32_t from, uint32_t count, const char *list)
{
	return token_find(counting->sentence, from, from + count, list) != NOWHERE;
}

/* First token of the clause that `at` stands in: behind a stop, a dash, "that". */
uint32_t count_clause(const struct counting *counting, uint32_t at, uint32_t most)
{
	uint32_t from = at > most ? at - most : 0;

	while (at > from && !token_is_mark(counting->sentence, at - 1, ",;:-") &&
	    !token_is(counting->sentence, at - 1, "that while"))
		at--;
	return at;
}

/* ---- who ---- */

static const char ngo_words[] = "ngo ngos iom organization organizations church churches";
static const char state_words[] = "government governments police authorities officials ministry "
				  "ministries inspectors officers it they courts court "
				  "prosecutors prosecutor office";

/* The actor before `at` in its clause, nearest first. */
Text count_actor(const struct counting *counting, uint32_t at, uint32_t start)
{
	while (at > start) {
		at--;
		if (token_is(counting->sentence, at, ngo_words) ||
		    (token_is(counting->sentence, at, state_words) &&
			!token_is(counting->sentence, at, "it they office")))
			return token_at(counting->sentence, at)->text;
	}
	return (Text){ 0 };
}

static enum metric referred_by(const struct counting *counting, uint32_t from, uint32_t count)
{
	if (has(counting, from, count, "consular consulate consulates embassy embassies"))
		return METRIC_VICTIMS_REFERRED_CONSULAR;
	if (has(counting, from, count, ngo_words))
		return METRIC_VICTIMS_REFERRED_NGOS;
	return has(counting, from, count, state_words) ? METRIC_VICTIMS_REFERRED_OFFICIALS
						       : METRIC_VICTIMS_REFERRED;
}

/* ---- one verb and one noun ---- */

enum metric count_variant(enum metric base, enum variant variant, enum variant last)
{
	return variant > last ? base : (enum metric)((unsigned)base + (unsigned)variant);
}

/* "sentenced to time in prison", "received suspended sentences" */
static enum metric of_sentence(const struct counting *counting, uint32_t at)
{
	uint32_t limit = at + 8;

	for (; at < limit && !token_is_mark(counting->sentence, at, ";,"); at++) {
		if (token_is(counting->sentence, at, "suspended"))
			return METRIC_SUSPENDED_SENTENCES;
		if (token_is(counting->sentence, at, "fine fines probation community"))
			return METRIC_COUNT;
		if (token_is(counting->sentence, at,
			"prison imprisonment jail years months year terms term"))
			return METRIC_PRISON_SENTENCES;
	}
	return METRIC_COUNT;
}

static enum metric of_person(const struct counting *counting, const struct counted *counted,
    const struct verbs *verbs, enum meaning verb)
{
	const struct figure *figure = &counted->figure;
	bool official = figure->kind == NOUN_OFFICIAL;
	uint32_t behind = figure->end > verbs->end ? figure->end : verbs->end;

	switch (verb) {
	case VERB_INVESTIGATE:
		if (official)
			return METRIC_OFFICIALS_INVESTIGATED;
		if (figure->kind == NOUN_CASE)
			return count_variant(METRIC_INVESTIGATIONS, figure->variant, SEX);
		return figure->noun == NOWHERE ? METRIC_COUNT : METRIC_SUSPECTS_INVESTIGATED;
	case VERB_PROSECUTE:
		return official ? METRIC_OFFICIALS_PROSECUTED
				: count_variant(METRIC_PROSECUTIONS, figure->variant, SEX);
	case VERB_CONVICT:
		return official ? METRIC_OFFICIALS_CONVICTED
				: count_variant(METRIC_CONVICTIONS, figure->variant, SEX);
	case VERB_ARREST:
		return official || figure->noun == NOWHERE || figure->kind == NOUN_CASE
		    ? METRIC_COUNT
		    : METRIC_SUSPECTS_ARRESTED;
	case VERB_BRING:
		return !official && has(counting, behind, 6, "trial court justice")
		    ? count_variant(METRIC_PROSECUTIONS, figure->variant, SEX)
		    : METRIC_COUNT;
	case VERB_SENTENCE:
	case VERB_RECEIVE:
		return official ? METRIC_COUNT : of_sentence(counting, behind);
	default:
		return METRIC_COUNT;
	}
}

static enum metric of_victim(const struct counting *counting, const struct figure *figure,
    const struct verbs *verbs, enum meaning verb)
{
	const struct sentence *sentence = counting->sentence;
	uint32_t start = count_clause(counting, figure->first, 24);
	bool before = verbs->at < figure->at;
	uint32_t by = token_find(sentence, verbs->end, verbs->end + 8, "by");

	switch (verb) {
	case VERB_IDENTIFY:
		/* "screened 500 women and identified none" */
		if (figure->noun == NOWHERE && token_at(sentence, figure->at)->bare)
			return METRIC_COUNT;
		return figure->potential
		    ? METRIC_VICTIMS_POTENTIAL
		    : count_variant(METRIC_VICTIMS_IDENTIFIED, figure->variant, CHILDREN);
	case VERB_REFER:
		if (before)
			return referred_by(counting, start, verbs->at - start);
		return by == verbs->end ? referred_by(counting, by, 6) : METRIC_VICTIMS_REFERRED;
	case VERB_COOPERATE:
		return has(counting, verbs->end, 6,
			   "law police investigation investigations prosecution prosecutions "
			   "prosecutors trial trials court")
		    ? METRIC_VICTIMS_ASSISTING
		    : METRIC_COUNT;
	case VERB_PROVIDE:
		if (!before || !has(counting, verbs->end, figure->first - verbs->end, "to for"))
			return METRIC_COUNT;
		if (has(counting, verbs->end, figure->first - verbs->end, "shelter"))
			return METRIC_VICTIMS_IN_SHELTERS;
		break;
	case VERB_ASSIST:
		if (!before &&
		    has(counting, verbs->end, 4,
			"law police prosecutors investigators authorities investigation investigations"))
			return METRIC_VICTIMS_ASSISTING;
		break;
	case VERB_PENALIZE:
		return METRIC_VICTIMS_PENALIZED;
	default:
		return METRIC_COUNT;
	}
	if (has(counting, figure->end, 5, "shelter shelters") ||
	    (before && has(counting, start, verbs->at - start, "shelter shelters")))
		return METRIC_VICTIMS_IN_SHELTERS;
	return METRIC_VICTIMS_ASSISTED;
}

/* "12 persons of fraud": of something else than trafficking, told by the words at `at`. */
static bool is_of_something_else(const struct counting *counting, uint32_t at, const char *ours)
{
	if (token_is(counting->sentence, at, "in during") &&
	    token_at(counting->sentence, at + 1)->kind == TOKEN_YEAR)
		at += 2;
	if (token_is(counting->sentence, at, "related connected linked with"))
		return true;
	return token_is(counting->sentence, at, "of for into on against involving") &&
	    !has(counting, at + 1, 6, trafficking_words) && !has(counting, at + 1, 6, ours);
}

enum metric count_of_verb(const struct counting *counting, const struct counted *counted,
    const struct verbs *verbs, uint32_t i)
{
	const struct figure *figure = &counted->figure;
	bool victim = figure->kind == NOUN_VICTIM ||
	    (figure->noun == NOWHERE && counting->victims &&
		(verbs->at > figure->at || verbs->items[i] == VERB_IDENTIFY));

	if (victim)
		return of_victim(counting, figure, verbs, verbs->items[i]);
	if (figure->noun != NOWHERE && figure->kind != NOUN_PERSON &&
	    figure->kind != NOUN_OFFICIAL && figure->kind != NOUN_CASE &&
	    figure->kind != NOUN_CHILD)
		return METRIC_COUNT;
	const char *ours = figure->kind == NOUN_OFFICIAL ? official_words : "";
	if (is_of_something_else(counting, figure->end, ours) ||
	    (verbs->at >= figure->end && is_of_something_else(counting, verbs->end, ours)))
		return METRIC_COUNT;
	return of_person(counting, counted, verbs, verbs->items[i]);
}

/* ---- a noun that says itself what is counted ---- */

static enum metric metric_of_noun(const struct figure *figure, bool official)
{
	switch (figure->kind) {
	case NOUN_INVESTIGATION:
		return official ? METRIC_OFFICIALS_INVESTIGATED
				: count_variant(METRIC_INVESTIGATIONS, figure->variant, SEX);
	case NOUN_PROSECUTION:
		return official ? METRIC_OFFICIALS_PROSECUTED
				: count_variant(METRIC_PROSECUTIONS, figure->variant, SEX);
	case NOUN_CONVICTION:
		return official ? METRIC_OFFICIALS_CONVICTED
				: count_variant(METRIC_CONVICTIONS, figure->variant, SEX);
	default:
		return METRIC_COUNT;
	}
}

static bool noun_is_governed(const struct counting *counting, const struct figure *figure)
{
	const struct sentence *sentence = counting->sentence;
	const struct token *number = token_at(sentence, figure->at);
	struct verbs verbs;
	uint32_t at = figure->first;

	if (number->compared)
		return true;
	if (verbs_before(sentence, figure, &verbs))
		return verbs.items[0] == VERB_CONDUCT;
	if (verbs_behind(sentence, figure, &verbs))
		return verbs.items[0] == VERB_CONDUCT;
	if (at && token_is(sentence, at - 1, "were was") && at > 1 &&
	    token_is(sentence, at - 2, "there"))
		return true;
	if (at > 1 && token_is(sentence, at - 1, "in to") &&
	    token_is(sentence, at - 2, "resulted resulting led leading"))
		return true;
	/* goes on with a list: "12 prosecutions and five convictions" */
	return at > 1 &&
	    (token_is(sentence, at - 1, "and") || token_is_mark(sentence, at - 1, ",")) &&
	    counting->mains && counting->main[counting->mains - 1].figure.end + 2 >= at &&
	    counting->main[counting->mains - 1].metric != METRIC_COUNT &&
	    counting->main[counting->mains - 1].figure.kind >= NOUN_INVESTIGATION &&
	    counting->main[counting->mains - 1].figure.kind <= NOUN_CONVICTION;
}

enum metric count_of_event(const struct counting *counting, const struct figure *figure)
{
	const struct sentence *sentence = counting->sentence;
	bool official = token_is(sentence, figure->end, "of into against involving for") &&
	    has(counting, figure->end + 1, 7, official_words);
	const struct token *next = token_at(sentence, figure->end);

	if (!noun_is_governed(counting, figure))
		return METRIC_COUNT;
	if (!official && is_of_something_else(counting, figure->end, ""))
		return METRIC_COUNT;
	/* none under one law is not none */
	if (token_at(sentence, figure->at)->bare && has(counting, figure->end, 6, "under"))
		return METRIC_COUNT;
	if (next->kind == TOKEN_WORD && next->meaning != MEANS_AUXILIARY && !token_is_verb(next) &&
	    !token_is(sentence, figure->end,
		"of into against involving for in during and or while compared as that which with an a "
		"up down under from throughout since nationwide resulting"))
		return METRIC_COUNT;
	return metric_of_noun(figure, official);
}

/* "support for two shelters": the state's help, not denied. */
enum metric count_of_shelter(const struct counting *counting, const struct figure *figure)
{
	static const char helps[] =
	    "provided funded supported operated financed maintained ran paid "
	    "subsidized operate fund support provide maintain";
	const struct sentence *sentence = counting->sentence;
	uint32_t at = figure->first, from = at > 24 ? at - 24 : 0;

	while (at > from && !token_is(sentence, at - 1, helps) &&
	    !token_is_mark(sentence, at - 1, ";"))
		at--;
	if (at == from || !token_is(sentence, at - 1, helps) || at < 2)
		return METRIC_COUNT;
	from = at > 8 ? at - 8 : 0;
	for (uint32_t i = from; i < at; i++)
		if (token_at(sentence, i)->meaning == MEANS_NOT || token_is(sentence, i, ngo_words))
			return METRIC_COUNT;
	return has(counting, from, at - from, "government ministry authorities it state")
	    ? METRIC_SHELTERS_SUPPORTED
	    : METRIC_COUNT;
}
