/* A number, its noun, and the verb that governs it. Every walk is short and stops at a word it does
 * not know. */
#include "narrative/facts.h"

#define WALK 9

/* ---- qualifier ---- */

static const struct {
	const char *first, *second; /* second: the token before the number; first before that */
	Text shown;
} qualifiers[] = {
	{ "at", "least", TEXT_INIT("at least") },
	{ "more", "than", TEXT_INIT("more than") },
	{ "fewer", "than", TEXT_INIT("fewer than") },
	{ "less", "than", TEXT_INIT("less than") },
	{ "up", "to", TEXT_INIT("up to") },
	{ "many", "as", TEXT_INIT("as many as") },
	{ "just", "over", TEXT_INIT("over") },
	{ NULL, "over", TEXT_INIT("over") },
	{ NULL, "approximately", TEXT_INIT("approximately") },
	{ NULL, "about", TEXT_INIT("about") },
	{ NULL, "around", TEXT_INIT("around") },
	{ NULL, "roughly", TEXT_INIT("roughly") },
	{ NULL, "nearly", TEXT_INIT("nearly") },
	{ NULL, "almost", TEXT_INIT("almost") },
	{ NULL, "some", TEXT_INIT("some") },
	{ NULL, "only", TEXT_INIT("only") },
	{ NULL, "just", TEXT_INIT("only") },
	{ NULL, "estimated", TEXT_INIT("an estimated") },
};

static void read_qualifier(const struct sentence *sentence, struct figure *figure)
{
	uint32_t at = figure->at;

	for (size_t i = 0; at && i < sizeof qualifiers / sizeof *qualifiers; i++) {
		if (!token_is(sentence, at - 1, qualifiers[i].second))
			continue;
		if (qualifiers[i].first &&
		    (at < 2 || !token_is(sentence, at - 2, qualifiers[i].first)))
			continue;
		figure->qualifier = qualifiers[i].shown;
		figure->first = at - (qualifiers[i].first ? 2 : 1);
		break;
	}
	at = figure->first;
	if (at &&
	    (token_at(sentence, at - 1)->meaning == MEANS_DETERMINER ||
		token_at(sentence, at - 1)->meaning == MEANS_NOT))
		figure->repeated = true;
}

/* ---- noun ---- */

static bool is_modifier(const struct sentence *sentence, uint32_t at)
{
	const struct token *token = token_at(sentence, at);

	if (token->kind != TOKEN_WORD)
		return false;
	if (token->meaning == MEANS_MODIFIER || token->meaning == VERB_CONVICT ||
	    token->meaning == VERB_IDENTIFY)
		return token->meaning == MEANS_MODIFIER || !text_ends(token->word, TEXT("ing"));
	if (token->capital && token->meaning == MEANS_NOTHING)
		return true;
	return token_is(sentence, at, "and or") && is_modifier(sentence, at - 1) &&
	    is_modifier(sentence, at + 1) && !token_is(sentence, at + 1, "and or");
}

static bool ends_without_noun(const struct sentence *sentence, uint32_t at)
{
	const struct token *token = token_at(sentence, at);

	return token->kind == TOKEN_MARK || token->kind == TOKEN_NUMBER ||
	    token->meaning == MEANS_AUXILIARY || token->meaning == MEANS_NOT ||
	    token_is_verb(token) ||
	    token_is(sentence, at,
		"and or but in for to from with during of on at by under while who that compared as "
		"up down") ||
	    token_is(sentence, at + 1, "compared");
}

static bool has_word(const struct sentence *sentence, uint32_t from, uint32_t to, const char *list)
{
	return token_find(sentence, from, to, list) != NOWHERE;
}

static enum variant variant_of(const struct sentence *sentence, uint32_t from, uint32_t to)
{
	static const char labor[] = "labor labour bonded servitude bondage",
			  sex[] = "sex sexual prostitution";
	bool is_labor = has_word(sentence, from, to, labor),
	     is_sex = has_word(sentence, from, to, sex);

	if (is_labor != is_sex)
		return is_labor ? LABOR : SEX;
	if (!is_labor && has_word(sentence, from, to, "foreign"))
		return FOREIGN;
	if (!is_labor && has_word(sentence, from, to, "child children girls boys"))
		return CHILDREN;
	return PLAIN;
}

/* Behind a preposition, the words that say what kind of trafficking; `to` ends them. */
static uint32_t kind_end(const struct sentence *sentence, uint32_t from)
{
	uint32_t to = from;

	while (to < from + 6 &&
	    (is_modifier(sentence, to) || token_is(sentence, to, "bondage slavery debt") ||
		token_is_noun(token_at(sentence, to)) || token_is(sentence, to, "and or in")))
		to++;
	return to;
}

/* "of forced labor", "for sex trafficking" */
static void read_kind(const struct sentence *sentence, struct figure *figure)
{
	if (!token_is(sentence, figure->end, "of for involving into on"))
		return;
	uint32_t from = figure->end + 1, to = kind_end(sentence, from);
	uint32_t in = token_find(sentence, from, to, "in and");
	bool both = in != NOWHERE && token_is(sentence, in, "and");
	enum variant variant = variant_of(sentence, from, in == NOWHERE || both ? to : in);

	if (figure->variant == PLAIN && (variant == LABOR || variant == SEX))
		figure->variant = variant;
}

/* From `at` over the words before the noun; the last of several nouns counts ("child victims"). */
static bool read_noun(const struct sentence *sentence, uint32_t at, struct figure *figure)
{
	uint32_t from = at, limit = at + WALK;

	for (; at < limit; at++) {
		const struct token *token = token_at(sentence, at);
		bool persons = token_is(sentence, at, "in") && at > from &&
		    token_is(sentence, at - 1, "trafficking") &&
		    token_is(sentence, at + 1, "persons");

		if (persons) {
			at++;
			if (token_is_noun(token_at(sentence, at + 1)))
				continue;
			break;
		}
		if (token_is_noun(token)) {
			figure->noun = at;
			figure->kind = token->meaning;
			if (token_is(sentence, at + 1, "sex labor trafficking forced") &&
			    !token_is(sentence, at, "victims"))
				continue;
			if (!token_is_noun(token_at(sentence, at + 1)))
				break;
		} else if (!is_modifier(sentence, at)) {
			break;
		}
	}
	if (figure->noun == NOWHERE)
		return false;
	figure->end = figure->noun + 1;
	figure->variant = variant_of(sentence, from, figure->end);
	figure->potential =
	    has_word(sentence, from, figure->end, "potential possible presumed suspected");
	if (has_word(sentence, from, figure->noun, "government police complicit official") &&
	    (figure->kind == NOUN_PERSON || figure->kind == NOUN_OFFICIAL))
		figure->kind = NOUN_OFFICIAL;
	return true;
}

bool figure_read(const struct sentence *sentence, uint32_t at, struct figure *figure)
{
	const struct token *number = token_at(sentence, at);
	uint32_t next = at + 1;

	*figure = (struct figure){ .at = at, .first = at, .end = at + 1, .noun = NOWHERE };
	if (number->kind != TOKEN_NUMBER)
		return false;
	read_qualifier(sentence, figure);
	if (token_is(sentence, next, "of") &&
	    token_is(sentence, next + 1, "the these those them whom which its")) {
		next += 2;
		figure->partial = true;
		if (token_at(sentence, next)->kind == TOKEN_NUMBER)
			next++;
		figure->end = next;
		if (!read_noun(sentence, next, figure))
			figure->unknown = !ends_without_noun(sentence, next);
	} else if (!read_noun(sentence, next, figure)) {
		figure->unknown = !ends_without_noun(sentence, next);
	}
	if (figure->noun == NOWHERE && number->bare && token_is(sentence, at, "no"))
		figure->unknown = true;
	read_kind(sentence, figure);
	return true;
}

/* ---- verbs ---- */

static void add_verb(struct verbs *verbs, enum meaning meaning, uint32_t at)
{
	if (verbs->count == VERBS_LIMIT)
		return;
	if (!verbs->count || at < verbs->at)
		verbs->at = at;
	if (at + 1 > verbs->end)
		verbs->end = at + 1;
	verbs->items[verbs->count++] = meaning;
}

static bool joins(const struct sentence *sentence, uint32_t at)
{
	return token_is(sentence, at, "and or nor") ||
	    (token_is_mark(sentence, at, ",") && token_at(sentence, at)->sign);
}

/* Whether the verb at `at` is denied: "did not convict". */
static bool is_denied(const struct sentence *sentence, uint32_t at)
{
	uint32_t from = at > 4 ? at - 4 : 0;

	for (uint32_t i = at; i > from; i--) {
		const struct token *token = token_at(sentence, i - 1);
		if (token->meaning == MEANS_NOT)
			return true;
		if (token->kind == TOKEN_MARK || (token->kind == TOKEN_NUMBER && !token->bare))
			return false;
	}
	return false;
}

bool verbs_before(const struct sentence *sentence, const struct figure *figure, struct verbs *verbs)
{
	static const char help[] = "assistance shelter services care support protection aid help "
				   "counseling medical legal psychological to for financial";
	uint32_t at = figure->first, from = at > WALK ? at - WALK : 0;

	*verbs = (struct verbs){ 0 };
	while (at > from) {
		const struct token *token = token_at(sentence, --at);

		if (token_is_verb(token)) {
			add_verb(verbs, token->meaning, at);
			break;
		}
		if (token->meaning != MEANS_FILLER && !word_in(token->word, help) &&
		    token->meaning != NOUN_SHELTER && !token_is(sentence, at, "and"))
			return false;
	}
	if (!verbs->count)
		return false;
	for (int i = 0; i < 3 && at >= 2 && joins(sentence, at - 1); i++) {
		uint32_t other = at - 2;
		if (joins(sentence, other) && other)
			other--;
		if (!token_is_verb(token_at(sentence, other)))
			break;
		add_verb(verbs, token_at(sentence, other)->meaning, other);
		at = other;
	}
	/* "funds to assist 90 victims": meant, not done */
	if (verbs->at > 1 && token_is(sentence, verbs->at - 1, "to") &&
	    !token_is(sentence, verbs->at - 2, "continued began managed able"))
		return false;
	return !is_denied(sentence, verbs->at);
}

/* Behind "victims": "of trafficking", "in the country", "of whom". */
static uint32_t behind_kind(const struct sentence *sentence, uint32_t at)
{
	if (!token_is(sentence, at, "of for in"))
		return at;
	uint32_t to = kind_end(sentence, at + 1);

	while (to > at + 1 && token_is(sentence, to - 1, "and or in"))
		to--;
	return to > at + 1 ? to : at;
}

bool verbs_behind(const struct sentence *sentence, const struct figure *figure, struct verbs *verbs)
{
	uint32_t at = behind_kind(sentence, figure->end), to;
	bool passive = false,
	     comma = token_is_mark(sentence, at, ",") && token_at(sentence, at)->sign;

	*verbs = (struct verbs){ 0 };
	if (comma)
		at++;
	for (to = at + 5; at < to; at++) {
		const struct token *token = token_at(sentence, at);

		if (token->meaning == MEANS_AUXILIARY)
			passive = true;
		else if (!token_is(sentence, at, "also later reportedly officially formally"))
			break;
	}
	const struct token *token = token_at(sentence, at);
	if (!token_is_verb(token))
		return false;
	bool reduced = !passive && token_is(sentence, at + 1, "in by during to for as under") &&
	    text_ends(token->word, TEXT("ed"));
	bool active = token->meaning == VERB_COOPERATE || token->meaning == VERB_RECEIVE ||
	    (token->meaning == VERB_ASSIST && !passive);
	if (!passive && !reduced && !active)
		return false;
	/* "40 of the 112 victims identified": the 112 were */
	if (reduced && figure->partial)
		return false;
	if (comma && !(reduced && !active))
		return false;
	if (reduced && !figure->unknown && figure->noun == NOWHERE && !active)
		return false; /* "three sentenced to": kept for a stated noun */
	add_verb(verbs, token->meaning, at);
	for (int i = 0; i < 3 && joins(sentence, at + 1); i++) {
		uint32_t other = joins(sentence, at + 2) ? at + 3 : at + 2;
		if (!token_is_verb(token_at(sentence, other)))
			break;
		add_verb(verbs, token_at(sentence, other)->meaning, other);
		at = other;
	}
	return true;
}
