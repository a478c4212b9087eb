/* Sentences and their tokens. */
#include "narrative/sentence.h"

#include "record/redaction.h"

#define WORD_LIMIT 40 /* a longer word means nothing to us */

/* ---- where a sentence ends ---- */

static bool is_abbreviation(Text before)
{
	static const char known[] = "mr mrs ms dr st no art sec vs e.g i.e u.s u.n u.k u.a.e etc";
	size_t from = before.len;
	char small[8];
	Text word;

	while (from && !ascii_is_space(before.at[from - 1]) && before.at[from - 1] != '(')
		from--;
	word = text_from(before, from);
	if (word.len == 1 && ascii_is_upper(word.at[0]))
		return true;
	if (!word.len || word.len > sizeof small)
		return false;
	for (size_t i = 0; i < word.len; i++)
		small[i] = ascii_lower(word.at[i]);
	return word_in((Text){ small, word.len }, known);
}

/* Length of the closing signs after a stop: quotes and brackets. */
static size_t closing(Text rest)
{
	size_t len = 0;

	while (len < rest.len) {
		Text sign = text_from(rest, len);
		if (sign.at[0] == '"' || sign.at[0] == ')' || sign.at[0] == '\'')
			len++;
		else if (text_starts(sign, TEXT("\xE2\x80\x9D")) ||
		    text_starts(sign, TEXT("\xE2\x80\x99")))
			len += 3;
		else
			break;
	}
	return len;
}

static bool opens_sentence(Text rest)
{
	while (rest.len && (ascii_is_space(rest.at[0]) || rest.at[0] == '"' || rest.at[0] == '('))
		rest = text_from(rest, 1);
	return !rest.len || !ascii_is_lower(rest.at[0]);
}

static Text cut_sentence(Text *rest)
{
	Text all = *rest;

	for (size_t at = 0; at < all.len; at++) {
		char c = all.at[at];
		size_t end;

		if (c != '.' && c != '?' && c != '!')
			continue;
		end = at + 1 + closing(text_from(all, at + 1));
		if (end < all.len && !ascii_is_space(all.at[end]))
			continue;
		size_t look = at > 16 ? at - 16 : 0;
		if (c == '.' && is_abbreviation(text_slice(all, look, at - look)))
			continue;
		if (!opens_sentence(text_slice(all, end, 64)))
			continue;
		*rest = text_from(all, end);
		return text_slice(all, 0, end);
	}
	*rest = text_from(all, all.len);
	return all;
}

/* ---- tokens ---- */

static struct token *add_token(struct sentence *sentence, enum token_kind kind, Text text)
{
	if (sentence->count == SENTENCE_TOKENS)
		return NULL;
	struct token *token = &sentence->tokens[sentence->count++];
	*token = (struct token){ .kind = kind, .text = text };
	return token;
}

/* Letters, digits, hyphens within, bytes of other scripts; a word broken at a line's end goes on.
 */
static size_t word_length(Text rest)
{
	size_t len = 0;

	while (len < rest.len) {
		char c = rest.at[len];
		Text after = text_from(rest, len);

		if (text_starts(after, TEXT("\xE2\x80")))
			break;
		if (c == '-' && len && len + 1 < rest.len) {
			size_t skip = len + 1;
			while (skip < rest.len && ascii_is_space(rest.at[skip]))
				skip++;
			bool broken = skip > len + 1;
			if (skip == rest.len || (broken && !ascii_is_lower(rest.at[skip])) ||
			    (broken &&
				text_find_char(text_slice(rest, len, skip - len), '\n') ==
				    TEXT_NONE) ||
			    !(ascii_is_letter(rest.at[skip]) || ascii_is_digit(rest.at[skip])))
				break;
			len = skip;
			continue;
		}
		if (!ascii_is_letter(c) && !ascii_is_digit(c) && !((unsigned char)c & 0x80))
			break;
		len++;
	}
	return len;
}

static void add_word(struct sentence *sentence, Text text)
{
	struct token *token = add_token(sentence, TOKEN_WORD, text);
	size_t start = sentence->used;
	bool broken = text_find_char(text, '\n') != TEXT_NONE;

	if (!token)
		return;
	token->capital = ascii_is_upper(text.at[0]);
	for (size_t i = 0; i < text.len && sentence->used < SENTENCE_BYTES; i++)
		if (!ascii_is_space(text.at[i]) && !(broken && text.at[i] == '-'))
			sentence->bytes[sentence->used++] = ascii_lower(text.at[i]);
	if (sentence->used - start > WORD_LIMIT)
		sentence->used = start;
	token->word = (Text){ sentence->bytes + start, sentence->used - start };
	token->meaning = word_meaning(token->word);
}

/* 60,000; 2.5 keeps its first digits and counts nothing unless "million" follows. */
static size_t add_digits(struct sentence *sentence, Text rest)
{
	uint64_t value = 0;
	size_t len = 0, digits = 0;
	struct token *token;

	for (; len < rest.len; len++) {
		char c = rest.at[len];
		bool group = c == ',' && len + 3 < rest.len && ascii_is_digit(rest.at[len + 1]) &&
		    ascii_is_digit(rest.at[len + 2]) && ascii_is_digit(rest.at[len + 3]);

		if (group && digits)
			continue;
		if (!ascii_is_digit(c))
			break;
		digits++;
		value = value > UINT32_MAX ? value : value * 10 + (uint64_t)(c - '0');
	}
	token = add_token(sentence, TOKEN_NUMBER, text_slice(rest, 0, len));
	if (!token)
		return len;
	token->value = token->high = (uint32_t)(value > UINT32_MAX ? UINT32_MAX : value);
	if (value > UINT32_MAX || len > 13)
		token->kind = TOKEN_AMOUNT;
	else if (len == 4 && digits == 4 && value >= 1900 && value <= 2100)
		token->kind = TOKEN_YEAR;
	return len;
}

/* "2.5": a number only together with the million behind it. */
static size_t take_fraction(struct sentence *sentence, Text rest)
{
	static const struct {
		Text word;
		uint64_t by;
	} scales[] = { { TEXT_INIT("million"), 1000000 }, { TEXT_INIT("thousand"), 1000 } };
	struct token *token = &sentence->tokens[sentence->count - 1];
	Text after = rest;
	uint64_t value = token->value, unit = 1;
	size_t digits = 0;

	if (!text_take_char(&after, '.') || !after.len || !ascii_is_digit(after.at[0]))
		return 0;
	for (; after.len && ascii_is_digit(after.at[0]) && digits < 6; digits++, unit *= 10) {
		value = value * 10 + (uint64_t)(after.at[0] - '0');
		after = text_from(after, 1);
	}
	token->kind = TOKEN_AMOUNT;
	while (after.len && ascii_is_space(after.at[0]))
		after = text_from(after, 1);
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (text_take_nocase(&after, scales[i].word) && token->value < 4000) {
			token->kind = TOKEN_NUMBER;
			token->value = token->high = (uint32_t)(value * scales[i].by / unit);
		}
	size_t len = (size_t)(after.at - rest.at);
	token->text.len += len;
	return len;
}

/* What stands behind the digits: a second number of a range, a letter, a percent sign. */
static size_t take_tail(struct sentence *sentence, Text rest)
{
	struct token *token = &sentence->tokens[sentence->count - 1];
	Text after = rest;
	size_t len = word_length(rest);

	if (text_take(&after, TEXT("\xE2\x80\x93")) || text_take_char(&after, '-')) {
		if (after.len && ascii_is_digit(after.at[0]) &&
		    sentence->count + 2 < SENTENCE_TOKENS) {
			uint32_t first = token->value;
			enum token_kind kind = token->kind;
			struct token *dash = add_token(sentence, TOKEN_WORD,
			    text_slice(rest, 0, (size_t)(after.at - rest.at)));
			if (!dash)
				return 0;
			dash->word = TEXT("to");
			size_t digits = add_digits(sentence, after);
			struct token *second = &sentence->tokens[sentence->count - 1];
			if (kind == TOKEN_YEAR) {
				uint32_t last = second->value;
				if (digits == 2)
					last += first / 100 * 100;
				sentence->count -= 2;
				token->kind =
				    last > first && last < first + 30 ? TOKEN_PERIOD : TOKEN_AMOUNT;
				token->high = last;
				token->text.len += (size_t)(after.at - rest.at) + digits;
			}
			return (size_t)(after.at - rest.at) + digits;
		}
		after = rest;
		if (text_take_char(&after, '-') && after.len && ascii_is_letter(after.at[0])) {
			token->kind = TOKEN_WORD; /* 10-year, 1990-based */
			len = 1 + word_length(after);
		}
	}
	if (len) {
		token->kind = TOKEN_WORD;
		token->text.len += len;
	} else if (rest.len && rest.at[0] == '%') {
		token->kind = TOKEN_AMOUNT;
	}
	return len;
}

static size_t take_token(struct sentence *sentence, Text rest)
{
	size_t len = redaction_mark_length(rest, NULL);
	char c = rest.at[0];

	if (len) { /* what stands around it does not belong together */
		struct token *mark = add_token(sentence, TOKEN_MARK, text_slice(rest, 0, len));
		if (mark)
			mark->sign = ';';
		return len;
	}
	len = word_length(rest);
	if (ascii_is_digit(c)) {
		uint32_t before = sentence->count;
		len = add_digits(sentence, rest);
		if (sentence->count == before)
			return len;
		size_t more = take_fraction(sentence, text_from(rest, len));
		return len + (more ? more : take_tail(sentence, text_from(rest, len)));
	}
	if (text_starts(rest, TEXT("\xE2\x80\x93")) || text_starts(rest, TEXT("\xE2\x80\x94")) ||
	    text_starts(rest, TEXT("\xE2\x80\x92"))) {
		struct token *dash = add_token(sentence, TOKEN_MARK, text_slice(rest, 0, 3));
		if (dash)
			dash->sign = '-';
		return 3;
	}
	if (text_starts(rest, TEXT("\xE2\x80\x99s")))
		return 4;
	if (text_starts(rest, TEXT("'s")))
		return 2;
	if (text_starts(rest, TEXT("\xE2\x80")))
		return rest.len < 3 ? rest.len : 3;
	if (len) {
		add_word(sentence, text_slice(rest, 0, len));
		return len;
	}
	if (text_find_char(TEXT(",;:()-$%.[]"), c) != TEXT_NONE) {
		struct token *mark = add_token(sentence, TOKEN_MARK, text_slice(rest, 0, 1));
		if (mark)
			mark->sign = c;
	}
	return 1;
}

/* The running head or page number that begins at `at`: its length. */
static size_t frame_at(const struct reading *reading, const char *at)
{
	const struct narrative *narrative = reading->narrative;
	uint32_t offset = (uint32_t)(at - reading->transcript->text.at);
	uint32_t low = 0, high = narrative->frames.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (narrative->frames.items[middle].span.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < narrative->frames.count && narrative->frames.items[low].span.start == offset
	    ? narrative->frames.items[low].span.length
	    : 0;
}

bool sentence_take(const struct reading *reading, Text *rest, struct sentence *sentence)
{
	bool line_start = false;

	while (rest->len && ascii_is_space(rest->at[0]))
		*rest = text_from(*rest, 1);
	if (!rest->len)
		return false;
	sentence->text = text_trim(cut_sentence(rest));
	sentence->count = 0;
	sentence->used = 0;
	for (Text left = sentence->text; left.len;) {
		size_t len = line_start ? frame_at(reading, left.at) : 0;
		if (!len && ascii_is_space(left.at[0]))
			len = 1;
		else if (!len)
			len = take_token(sentence, left);
		line_start = left.at[0] == '\n' || (line_start && ascii_is_space(left.at[0]));
		left = text_from(left, len);
	}
	sentence_read_numbers(sentence);
	sentence_mark_parts(sentence);
	return true;
}
