/* The words that the rules of facts know. One row a meaning; a word that stands in no row stops a
 * rule, so that an unknown sentence gives nothing rather than something wrong. */
#include "narrative/sentence.h"

static const struct {
	enum meaning meaning;
	const char *words;
} vocabulary[] = {
	{ MEANS_DETERMINER, "the these those that this both its their his her each every" },
	{ MEANS_NOT, "not never nor neither without failed" },
	{ MEANS_AUXILIARY, "was were is are been being be has have had" },
	{ MEANS_FILLER,
	    "a an total of another also as many more than at least most over about approximately "
	    "nearly almost roughly around only just some up to all fewer less under estimated "
	    "record and or additional further newly any" },
	{ MEANS_MODIFIER,
	    "trafficking human sex sexual labor labour forced bonded suspected alleged "
	    "potential possible presumed new foreign domestic adult female male minor separate "
	    "government police law enforcement complicit criminal confirmed internal "
	    "transnational local national public accused known registered official ngo-run state-run "
	    "government-run government-funded trafficking-related anti-trafficking prison suspended "
	    "exploitation prostitution servitude underage cross-border formal successful preliminary "
	    "consular state senior low-level high-level active" },
	{ NOUN_INVESTIGATION, "investigation investigations" },
	{ NOUN_PROSECUTION, "prosecution prosecutions" },
	{ NOUN_CONVICTION, "conviction convictions" },
	{ NOUN_CASE, "case cases" },
	{ NOUN_PERSON,
	    "offender offenders trafficker traffickers suspect suspects defendant defendants person "
	    "persons people individual individuals perpetrator perpetrators man men woman women "
	    "national nationals citizen citizens foreigner foreigners" },
	{ NOUN_CHILD, "child children girl girls boy boys minors" },
	{ NOUN_VICTIM, "victim victims survivor survivors" },
	{ NOUN_OFFICIAL,
	    "officials officer officers employee employees policeman policemen diplomat diplomats "
	    "soldier soldiers politician politicians" },
	{ NOUN_SHELTER, "shelter shelters" },
	{ NOUN_YEAR, "year years" },
	{ NOUN_MONTH, "month months" },
	{ VERB_INVESTIGATE, "investigated investigate investigating" },
	{ VERB_PROSECUTE, "prosecuted prosecute prosecuting tried" },
	{ VERB_CONVICT, "convicted convict convicting" },
	{ VERB_ARREST, "arrested arresting arrest" },
	{ VERB_SENTENCE, "sentenced sentencing" },
	{ VERB_IDENTIFY, "identified identify identifying detected certified" },
	{ VERB_REFER, "referred refer referring" },
	{ VERB_ASSIST, "assisted assisting assist helped sheltered housed accommodated" },
	{ VERB_PENALIZE,
	    "penalized penalised punished fined jailed detained deported incarcerated imprisoned "
	    "removed" },
	{ VERB_COOPERATE, "cooperated participated testified cooperate participate testify took" },
	{ VERB_PROVIDE, "provided provide providing offered gave giving cared" },
	{ VERB_CONDUCT,
	    "conducted conducting conduct opened initiated launched began started pursued undertook "
	    "carried reported recorded obtained secured achieved completed made won concluded" },
	{ VERB_BRING, "brought bringing" },
	{ VERB_RECEIVE, "received receive given" },
};

/* Asked for every token by every rule: no call within. */
bool word_in(Text word, const char *list)
{
	if (!word.len)
		return false;
	while (*list) {
		size_t i = 0;

		while (i < word.len && list[i] == word.at[i] && list[i])
			i++;
		if (i == word.len && (!list[i] || list[i] == ' '))
			return true;
		while (list[i] && list[i] != ' ')
			i++;
		list += i + (list[i] == ' ');
	}
	return false;
}

enum meaning word_meaning(Text word)
{
	if (!word.len)
		return MEANS_NOTHING;
	for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
		if (word_in(word, vocabulary[i].words))
			return vocabulary[i].meaning;
	return MEANS_NOTHING;
}

const struct token *token_at(const struct sentence *sentence, uint32_t at)
{
	static const struct token end = { .kind = TOKEN_MARK };

	return at < sentence->count ? &sentence->tokens[at] : &end;
}

bool token_is(const struct sentence *sentence, uint32_t at, const char *list)
{
	const struct token *token = token_at(sentence, at);

	return token->word.len && word_in(token->word, list);
}

bool token_is_mark(const struct sentence *sentence, uint32_t at, const char *signs)
{
	const struct token *token = token_at(sentence, at);

	return token->kind == TOKEN_MARK &&
	    (!token->sign || text_find_char(text_of(signs), token->sign) != TEXT_NONE);
}

bool token_is_noun(const struct token *token)
{
	return token->meaning >= NOUN_INVESTIGATION && token->meaning <= NOUN_LAST;
}

bool token_is_verb(const struct token *token)
{
	return token->meaning >= VERB_INVESTIGATE && token->meaning <= VERB_LAST;
}

uint32_t token_find(const struct sentence *sentence, uint32_t from, uint32_t to, const char *list)
{
	for (uint32_t i = from; i < to && i < sentence->count; i++)
		if (token_is(sentence, i, list))
			return i;
	return NOWHERE;
}
