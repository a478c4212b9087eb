/* Numbers in words, and which numbers count nothing of ours. */
#include "narrative/sentence.h"

static const struct {
	const char *word;
	uint32_t value;
} numerals[] = { { "zero", 0 }, { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 },
	{ "five", 5 }, { "six", 6 }, { "seven", 7 }, { "eight", 8 }, { "nine", 9 }, { "ten", 10 },
	{ "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 },
	{ "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 },
	{ "nineteen", 19 }, { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fifty", 50 },
	{ "sixty", 60 }, { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 } };

static const struct {
	const char *word;
	uint32_t value;
} scales[] = { { "dozen", 12 }, { "hundred", 100 }, { "thousand", 1000 }, { "million", 1000000 } };

static bool simple_value(Text word, uint32_t *value)
{
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (text_equal(word, text_of(numerals[i].word))) {
			*value = numerals[i].value;
			return true;
		}
	return false;
}

/* "three", "twenty-one" */
static bool numeral_value(Text word, uint32_t *value)
{
	size_t hyphen = text_find_char(word, '-');
	uint32_t tens, ones;

	if (hyphen == TEXT_NONE)
		return simple_value(word, value);
	if (!simple_value(text_slice(word, 0, hyphen), &tens) ||
	    !simple_value(text_from(word, hyphen + 1), &ones) || tens < 20 || !ones || ones > 9)
		return false;
	*value = tens + ones;
	return true;
}

static uint32_t scale_value(Text word)
{
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (text_equal(word, text_of(scales[i].word)))
			return scales[i].value;
	return 0;
}

/* Reads the numeral at `at`; returns how many tokens it takes, 0 when there is none. */
static uint32_t read_numeral(const struct sentence *sentence, uint32_t at, uint32_t *value)
{
	uint64_t total = 0, group = 0;
	uint32_t used = 0, number;
	bool article =
	    token_is(sentence, at, "a an") && scale_value(token_at(sentence, at + 1)->word);

	if (article) {
		group = 1;
		used = 1;
	}
	for (;; used++) {
		const struct token *token = token_at(sentence, at + used);
		uint32_t scale = token->kind == TOKEN_WORD ? scale_value(token->word) : 0;

		if (scale && used) {
			group *= scale;
			if (scale >= 1000) {
				total += group;
				group = 0;
			}
		} else if (!used && token->kind == TOKEN_NUMBER) {
			group = token->value;
		} else if (token->kind == TOKEN_WORD && numeral_value(token->word, &number) &&
		    (!used || (group % 100 == 0 && (group || total)) ||
			(group % 10 == 0 && group % 100 >= 20 && number < 10))) {
			group += number;
		} else if (used && group >= 100 && token_is(sentence, at + used, "and") &&
		    token_at(sentence, at + used - 1)->kind == TOKEN_WORD &&
		    scale_value(token_at(sentence, at + used - 1)->word) &&
		    numeral_value(token_at(sentence, at + used + 1)->word, &number)) {
			continue;
		} else {
			break;
		}
		if (total + group > UINT32_MAX)
			return 0;
	}
	*value = (uint32_t)(total + group);
	return used;
}

static bool is_amount(const struct sentence *sentence, uint32_t at, uint32_t next)
{
	static const char before[] =
	    "article articles section sections chapter paragraph law no number decree act age aged "
	    "january february march april may june july august september october november december "
	    "phase part annex protocol resolution convention";
	static const char after[] =
	    "percent per dollars euros euro pounds rupees january february march april may june july "
	    "august september october november december";

	if (token_is_mark(sentence, next, "%") && token_at(sentence, next)->sign)
		return true;
	if (at && token_at(sentence, at - 1)->sign == '$')
		return true;
	return (at && token_is(sentence, at - 1, before)) || token_is(sentence, next, after);
}

void sentence_read_numbers(struct sentence *sentence)
{
	uint32_t kept = 0, used;

	for (uint32_t at = 0; at < sentence->count; at += used, kept++) {
		struct token token = sentence->tokens[at];
		uint32_t value = 0;

		used = 1;
		if (token.kind == TOKEN_WORD || token.kind == TOKEN_NUMBER)
			used = read_numeral(sentence, at, &value);
		if (used && (token.kind == TOKEN_WORD || token.kind == TOKEN_NUMBER)) {
			const struct token *last = &sentence->tokens[at + used - 1];
			token.text.len = (size_t)(last->text.at + last->text.len - token.text.at);
			token.kind =
			    is_amount(sentence, at, at + used) ? TOKEN_AMOUNT : TOKEN_NUMBER;
			token.meaning = MEANS_NOTHING;
			token.value = token.high = value;
		} else if (token.kind == TOKEN_WORD && word_in(token.word, "no none")) {
			token.kind = TOKEN_NUMBER;
			token.bare = true;
			token.meaning = MEANS_NOTHING;
			token.value = token.high = 0;
		}
		if (!used)
			used = 1;
		sentence->tokens[kept] = token;
	}
	sentence->count = kept;
}

/* ---- parts ---- */

/* "compared with", "an increase from", "up from": how many tokens it takes. */
static uint32_t comparison_at(const struct sentence *sentence, uint32_t at)
{
	if (token_is(sentence, at, "compared") && token_is(sentence, at + 1, "with to"))
		return 2;
	if (token_is(sentence, at, "comparison") && token_is(sentence, at + 1, "with to"))
		return 2;
	if (token_is(sentence, at,
		"increase decrease decline drop rise reduction up down increased decreased") &&
	    token_is(sentence, at + 1, "from"))
		return 2;
	if (token_is(sentence, at, "versus"))
		return 1;
	if (token_is(sentence, at, "same") && token_is(sentence, at + 1, "number") &&
	    token_is(sentence, at + 2, "as"))
		return 1;
	return 0;
}

/* Whether a number, after a few words at most, goes on with the list of a comparison. */
static bool goes_on(const struct sentence *sentence, uint32_t at)
{
	return token_is(sentence, at, "and") && token_at(sentence, at + 1)->kind == TOKEN_NUMBER &&
	    token_is_noun(token_at(sentence, at + 2));
}

static bool dates_comparison(const struct sentence *sentence, uint32_t at)
{
	return (token_at(sentence, at)->kind == TOKEN_YEAR && at &&
		   token_is(sentence, at - 1, "in during")) ||
	    (token_is(sentence, at, "year period") && at &&
		token_is(sentence, at - 1, "previous prior preceding last reporting"));
}

void sentence_mark_parts(struct sentence *sentence)
{
	bool compared = false, part = false, dated = false;

	for (uint32_t at = 0; at < sentence->count; at++) {
		struct token *token = &sentence->tokens[at];
		bool comma = token->kind == TOKEN_MARK && token->sign == ',';

		if (comparison_at(sentence, at)) {
			compared = true;
			part = dated = false;
		} else if (token->kind == TOKEN_MARK && token->sign == ';') {
			compared = part = false;
		} else if (compared && dated &&
		    (comma || token_is(sentence, at, "and") ||
			(token->kind == TOKEN_MARK && token->sign == '-'))) {
			compared = false;
		} else if (compared && !dated && comma && token_is(sentence, at + 1, "and") &&
		    !goes_on(sentence, at + 1)) {
			compared = false;
		} else if (token_is(sentence, at, "including comprising among") ||
		    (token_is(sentence, at, "of") && token_is(sentence, at + 1, "whom which"))) {
			part = true;
		}
		if (token->kind == TOKEN_MARK && (token->sign == '(' || token->sign == ')'))
			part = token->sign == '(';
		token->compared = compared;
		token->part = part;
		if (compared && dates_comparison(sentence, at))
			dated = true;
	}
}
