/* Cutting REF into tokens. Digits that stand for letters and letters that stand for digits are
 * decided here, by what they touch. */
#include "telegram/reference_token.h"

#include "record/redaction.h"
#include "record/reference_id.h"
#include "telegram/reference_frame.h"

#define TOKENS_BEHIND 8

struct cutter {
	Text rest;
	struct arena *arena;
	TokenList *tokens;
	bool space, line;
};

static void add(struct cutter *cutter, enum token_kind kind, size_t len)
{
	struct token *token = array_add(cutter->tokens, cutter->arena);

	if (token)
		*token = (struct token){ kind, cutter->space, cutter->line,
			text_slice(cutter->rest, 0, len) };
	cutter->rest = text_from(cutter->rest, len);
	cutter->space = cutter->line = false;
}

static bool is_name_byte(Text rest, size_t at)
{
	unsigned char c = (unsigned char)rest.at[at];

	/* U+00C0 to U+00FF, one byte and the one behind it. */
	return ascii_is_letter((char)c) || c == 0xC3 ||
	    (at && c >= 0x80 && (unsigned char)rest.at[at - 1] == 0xC3);
}

static bool is_digit_like(char c)
{
	return ascii_is_digit(c) || c == 'O' || c == 'o' || c == 'l';
}

static size_t digits_from(Text run, size_t at)
{
	size_t len = 0;

	while (at + len < run.len && ascii_is_digit(run.at[at + len]))
		len++;
	return len;
}

static size_t letters_from(Text run, size_t at)
{
	size_t len = 0;

	while (at + len < run.len && !ascii_is_digit(run.at[at + len]))
		len++;
	return len;
}

/* "O4", "16O5", "l234": a number with letters in it. */
static bool is_number(Text run)
{
	size_t digits = 0;

	for (size_t i = 0; i < run.len; i++) {
		if (!is_digit_like(run.at[i]))
			return false;
		digits += ascii_is_digit(run.at[i]);
	}
	return digits && digits + 1 >= run.len && (digits > 1 || run.at[0] == 'O');
}

/* How many bytes the first token of a run of letters and digits takes. */
static size_t first_part(Text run, enum token_kind *kind)
{
	size_t digits = digits_from(run, 0), letters = letters_from(run, digits), next;

	*kind = TOKEN_NUMBER;
	if (is_number(run))
		return run.len;
	/* "O5OTTAWA" */
	if (run.at[0] == 'O' && digits_from(run, 1) == 1 && letters_from(run, 2) > 2)
		return 2;
	/* "0TTAWA" */
	if (digits && !(digits == 1 && run.at[0] == '0' && letters > 2))
		return digits;
	*kind = TOKEN_WORD;
	next = digits + letters;
	/* "SANTIAG0", "B0GOTA" */
	while (next < run.len && (run.at[next] == '0' || run.at[next] == '1') &&
	    digits_from(run, next) == 1 && next >= 2 &&
	    (next + 1 == run.len || letters_from(run, next + 1) > 1))
		next += 1 + letters_from(run, next + 1);
	return next;
}

static void cut_run(struct cutter *cutter)
{
	size_t len = 0;

	while (len < cutter->rest.len &&
	    (ascii_is_digit(cutter->rest.at[len]) || is_name_byte(cutter->rest, len)))
		len++;
	while (len) {
		enum token_kind kind;
		size_t part = first_part(text_slice(cutter->rest, 0, len), &kind);

		add(cutter, kind, part);
		len -= part;
	}
}

/* Signs of several bytes, and the backslash that some dumps put at a line's end. */
static void cut_sign(struct cutter *cutter)
{
	Text *rest = &cutter->rest;
	size_t mark = redaction_mark_length(*rest, NULL);

	if (mark) {
		add(cutter, TOKEN_SIGN, mark);
		cutter->space = true;
	} else if (text_take(rest, TEXT("\xC2\xB6"))) {
		cutter->space = cutter->line = true;
	} else if (text_starts(*rest, TEXT("\xE2\x80\x98")) ||
	    text_starts(*rest, TEXT("\xE2\x80\x99")) || text_starts(*rest, TEXT("\xE2\x80\x93")) ||
	    text_starts(*rest, TEXT("\xE2\x80\x94"))) {
		add(cutter, TOKEN_SIGN, 3);
	} else if (text_take_char(rest, '\\')) {
		if (rest->len > 1 && rest->at[0] == 'n' && !ascii_is_lower(rest->at[1]))
			*rest = text_from(*rest, 1);
		cutter->space = cutter->line = true;
	} else if ((unsigned char)rest->at[0] >= 0x80) {
		*rest = text_from(*rest, 1);
		cutter->space = true;
	} else {
		add(cutter, TOKEN_SIGN, 1);
	}
}

bool reference_tokens(Text stretch, struct arena *arena, TokenList *tokens)
{
	struct cutter cutter = {
		.rest = stretch, .arena = arena, .tokens = tokens, .space = true, .line = true
	};

	while (cutter.rest.len && !arena->failed) {
		char c = cutter.rest.at[0];

		if (ascii_is_space(c)) {
			cutter.line |= c == '\n';
			cutter.space = true;
			cutter.rest = text_from(cutter.rest, 1);
		} else if (ascii_is_digit(c) || is_name_byte(cutter.rest, 0)) {
			cut_run(&cutter);
		} else {
			cut_sign(&cutter);
		}
	}
	cutter.space = cutter.line = true;
	for (int i = 0; i < TOKENS_BEHIND; i++)
		add(&cutter, TOKEN_END, 0);
	if (arena->failed)
		return false;
	reference_drop_frames(tokens);
	reference_cut_end(tokens);
	return true;
}

bool token_number(const struct token *token, unsigned most, uint64_t *value)
{
	char bytes[20];
	Text digits = { bytes, token->text.len };

	if (token->kind != TOKEN_NUMBER || digits.len > most || digits.len > sizeof bytes)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		char c = token->text.at[i];

		bytes[i] = ascii_is_digit(c) ? c : c == 'l' ? '1' : '0';
	}
	return text_take_digits(&digits, most, value);
}

bool token_year(const struct token *token, int *year)
{
	uint64_t value;
	int read;

	if ((token->text.len != 2 && token->text.len != 4) || !token_number(token, 4, &value))
		return false;
	read = token->text.len == 2 ? reference_century((int)value) : (int)value;
	if (read < 1966 || read > 2010)
		return false;
	*year = read;
	return true;
}

bool token_is_redaction(const struct token *token)
{
	return token->kind == TOKEN_SIGN && token->text.len > 3;
}

bool token_is_sign(const struct token *token, char sign)
{
	if (token->kind != TOKEN_SIGN || token_is_redaction(token))
		return false;
	if (token->text.len == 3)
		return sign == ((unsigned char)token->text.at[2] < 0x95 ? '-' : '\'');
	return token->text.at[0] == sign;
}

bool token_is_word(const struct token *token, Text word)
{
	return token->kind == TOKEN_WORD && text_equal_nocase(token->text, word);
}
