/* Laws, penalties, lengths of sentences, plans, and estimates of how many victims there are. */
#include "narrative/facts.h"

static bool has(const struct sentence *sentence, uint32_t from, uint32_t to, const char *list)
{
	return token_find(sentence, from, to, list) != NOWHERE;
}

static void add(struct reading *reading, const struct sentence *sentence, enum metric metric,
    uint32_t at, int year, Text qualifier)
{
	struct figure figure = { .at = at, .first = at, .noun = NOWHERE, .qualifier = qualifier };
	struct narrative_fact *fact = fact_add(reading, sentence, metric, &figure);

	if (!fact)
		return;
	if (year >= 0) {
		fact->year = year;
		fact->year_rule = (Text){ 0 };
	}
}

/* ---- laws and plans ---- */

static const char law_words[] = "law act code statute decree ordinance";
static const char ruling[] =
    "criminalizes criminalize prohibits prohibit prescribes prescribe outlaws "
    "criminalized prohibited prescribed prescribing prohibiting "
    "criminalizing";

static void read_law(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	bool law = false;

	if (!has(sentence, at, sentence->count, ruling))
		return;
	if (at && token_is(sentence, at - 1, "the its a an"))
		for (uint32_t i = at + 1; i < at + 7 && !law; i++) {
			const struct token *token = token_at(sentence, i);
			law = token_is(sentence, i, law_words);
			if (!law && token->meaning != MEANS_MODIFIER && !token->capital &&
			    !token_is(sentence, i, "penal comprehensive in persons"))
				break;
		}
	law |= at > 1 && token_is(sentence, at - 1, "since") &&
	    token_is(sentence, at - 2, "force") && has(sentence, 0, at, law_words);
	law |= at > 1 && token_is(sentence, at - 1, "of") && token_is(sentence, at - 2, law_words);
	if (law)
		add(reading, sentence, METRIC_LAW_YEAR, at, (int)token_at(sentence, at)->value,
		    (Text){ 0 });
}

static void read_plan(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	uint32_t from = at > 10 ? at - 10 : 0;

	if (has(sentence, from, at + 8, "plan strategy") &&
	    has(sentence, from, at + 8, "action national anti-trafficking trafficking") &&
	    !has(sentence, from, at, "draft drafted drafting"))
		add(reading, sentence, METRIC_ACTION_PLAN, at, 0, (Text){ 0 });
}

/* ---- years of prison ---- */

static const struct length {
	const char *context;
	enum metric one, least, most;
} lengths[] = {
	{ "penalties penalty prescribes prescribe prescribed punishable punishments punishment "
	  "prescribing",
	    METRIC_COUNT, METRIC_PENALTY_YEARS_MIN, METRIC_PENALTY_YEARS_MAX },
	{ "sentenced sentences sentence terms", METRIC_SENTENCE_YEARS, METRIC_SENTENCE_YEARS_MIN,
	    METRIC_SENTENCE_YEARS_MAX },
};

static const struct length *length_of(const struct sentence *sentence, uint32_t at)
{
	uint32_t from = at > 16 ? at - 16 : 0;

	for (uint32_t i = at; i-- > from && !token_is_mark(sentence, i, ";");)
		for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
			if (token_is(sentence, i, lengths[k].context))
				return has(sentence, i > 2 ? i - 2 : 0, at, "suspended probation")
				    ? NULL
				    : &lengths[k];
	return NULL;
}

static bool bounded(
    const struct sentence *sentence, uint32_t at, const char *first, const char *second)
{
	return at > 1 && token_is(sentence, at - 1, second) && token_is(sentence, at - 2, first);
}

/* "three to 20 years", "between two and six years", "up to 14 years", "10 years" */
static void read_length(struct reading *reading, const struct sentence *sentence, uint32_t at)
{
	const struct length *length = length_of(sentence, at);
	const struct token *join = token_at(sentence, at - 1),
			   *low = at > 1 ? token_at(sentence, at - 2) : join;
	int year = length == lengths ? 0 : -1;

	if (!length || token_is(sentence, at + 2, "old ago later") ||
	    (token_is(sentence, at + 2, "of") && token_is(sentence, at + 3, "age")))
		return;
	bool range = at > 1 && low->kind == TOKEN_NUMBER && !low->bare &&
	    (word_in(join->word, "to") ||
		(word_in(join->word, "and") && at > 2 && token_is(sentence, at - 3, "between")));
	if (range) {
		add(reading, sentence, length->least, at - 2, year, (Text){ 0 });
		add(reading, sentence, length->most, at, year, (Text){ 0 });
	} else if (bounded(sentence, at, "up", "to")) {
		add(reading, sentence, length->most, at, year, TEXT("up to"));
	} else if (has(sentence, at > 4 ? at - 4 : 0, at, "maximum")) {
		add(reading, sentence, length->most, at, year, (Text){ 0 });
	} else if (bounded(sentence, at, "at", "least") ||
	    has(sentence, at > 4 ? at - 4 : 0, at, "minimum")) {
		add(reading, sentence, length->least, at, year, (Text){ 0 });
	} else if (low->meaning == NOUN_MONTH && word_in(join->word, "to")) {
		add(reading, sentence, length->most, at, year, (Text){ 0 });
	} else if (length->one != METRIC_COUNT && token_is(sentence, at - 1, "to of and") &&
	    !(at > 1 && low->kind == TOKEN_NUMBER)) {
		add(reading, sentence, length->one, at, year, (Text){ 0 });
	}
}

void facts_years(struct reading *reading, const struct sentence *sentence)
{
	for (uint32_t at = 1; at < sentence->count; at++) {
		const struct token *token = &sentence->tokens[at];

		if (token->kind == TOKEN_YEAR)
			read_law(reading, sentence, at);
		else if (token->kind == TOKEN_PERIOD)
			read_plan(reading, sentence, at);
		else if (token->kind == TOKEN_NUMBER && !token->bare &&
		    token_at(sentence, at + 1)->meaning == NOUN_YEAR)
			read_length(reading, sentence, at);
	}
}

/* ---- estimates ---- */

static bool counts_victims(const struct sentence *sentence, uint32_t at)
{
	uint32_t to = at + 14;

	if (has(sentence, at, to, "vulnerable risk"))
		return false;
	for (uint32_t i = at; i < to; i++)
		if (token_at(sentence, i)->meaning == NOUN_VICTIM ||
		    (token_is(sentence, i, "forced") &&
			token_is(sentence, i + 1, "labor labour prostitution")) ||
		    token_is(sentence, i, "servitude trafficked bondage slavery"))
			return true;
	return false;
}

void facts_estimates(struct reading *reading, const struct sentence *sentence)
{
	uint32_t said =
	    token_find(sentence, 0, sentence->count, "estimated estimates estimate estimating");

	for (uint32_t at = said == NOWHERE ? sentence->count : said + 1; at < sentence->count;
	     at++) {
		struct figure figure;
		bool range = token_is(sentence, at - 1, "between from") &&
		    token_is(sentence, at + 1, "and to") &&
		    token_at(sentence, at + 2)->kind == TOKEN_NUMBER;

		if (at > said + 8 || token_is_mark(sentence, at, ";"))
			return;
		if (!figure_read(sentence, at, &figure) || token_at(sentence, at)->bare)
			continue;
		if (!counts_victims(sentence, at))
			return;
		if (!range &&
		    (figure.noun == NOWHERE || figure.kind == NOUN_YEAR || figure.unknown))
			return;
		struct narrative_fact *fact = fact_add(reading, sentence,
		    range ? METRIC_VICTIMS_ESTIMATED_MIN : METRIC_VICTIMS_ESTIMATED, &figure);
		uint32_t study =
		    token_find(sentence, 0, said, "study report ngo ngos iom unicef ilo");
		if (fact && study != NOWHERE) {
			const struct token *first = token_at(sentence, study),
					   *last = token_at(sentence, study + 1);
			fact->actor = first->text;
			if (token_is(sentence, study + 1, "study report"))
				fact->actor.len =
				    (size_t)(last->text.at + last->text.len - first->text.at);
		}
		if (range && figure_read(sentence, at + 2, &figure))
			fact_add(reading, sentence, METRIC_VICTIMS_ESTIMATED_MAX, &figure);
		return;
	}
}
