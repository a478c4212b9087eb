/* What is no reference though it stands in REF: page frames, and all that follows it. */
#include "telegram/reference_frame.h"

static bool is_any(const struct token *token, const Text *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (token_is_word(token, words[i]))
			return true;
	return false;
}

static bool is_class_word(const struct token *token)
{
	static const Text words[] = { TEXT_INIT("CONFIDENTIAL"), TEXT_INIT("SECRET"),
		TEXT_INIT("UNCLAS"), TEXT_INIT("UNCLASSIFIED"), TEXT_INIT("NOFORN"),
		TEXT_INIT("LIMITED"), TEXT_INIT("OFFICIAL"), TEXT_INIT("USE") };

	return is_any(token, words, sizeof words / sizeof *words);
}

static bool is_remark_word(const struct token *token)
{
	static const Text words[] = { TEXT_INIT("NOTAL"), TEXT_INIT("PREVIOUS"),
		TEXT_INIT("SERIES"), TEXT_INIT("EXDIS"), TEXT_INIT("NODIS"), TEXT_INIT("LIMDIS") };

	return is_any(token, words, sizeof words / sizeof *words);
}

/* "001.2 OF 003", "001 OF 003": how many tokens, 0 for none. */
static uint32_t page_length(const struct token *token)
{
	uint32_t at = 1;

	if (token->kind != TOKEN_NUMBER || token->text.len != 3)
		return 0;
	if (token_is_sign(&token[1], '.') && token[2].kind == TOKEN_NUMBER &&
	    token[2].text.len == 1)
		at = 3;
	return token_is_word(&token[at], TEXT("OF")) && token[at + 1].kind == TOKEN_NUMBER &&
		token[at + 1].text.len == 3
	    ? at + 2
	    : 0;
}

/* "PAGE 02 ROME 01196 01 OF 02 082030Z": to the time at its end, or to the line's end. */
static uint32_t old_page_length(const struct token *token)
{
	uint32_t at = 2;

	if (!token_is_word(token, TEXT("PAGE")) || token[1].kind != TOKEN_NUMBER)
		return 0;
	while (at < 14 && token[at].kind != TOKEN_END && !token[at].line) {
		bool time = token[at].kind == TOKEN_NUMBER && token[at].text.len == 6 &&
		    token_is_word(&token[at + 1], TEXT("Z"));

		at += time ? 2 : 1;
		if (time)
			break;
	}
	return at;
}

void reference_drop_frames(TokenList *tokens)
{
	struct token *all = tokens->items;
	uint32_t kept = 0, length;

	for (uint32_t i = 0; i < tokens->count;) {
		const struct token *token = &all[i];
		bool serial = token->kind == TOKEN_NUMBER && token->text.len == 8;

		if (token->kind == TOKEN_END) {
			all[kept++] = all[i++];
			continue;
		}
		if (serial || (length = page_length(token)) > 0) {
			for (int words = 0; serial && words < 4 && kept &&
			     all[kept - 1].kind == TOKEN_WORD && !is_remark_word(&all[kept - 1]);
			     words++)
				kept--;
			i += serial ? 1 + page_length(token + 1) : length;
		} else if ((length = old_page_length(token)) > 0) {
			while (kept && is_class_word(&all[kept - 1]))
				kept--;
			i += length;
		} else {
			all[kept++] = all[i++];
			continue;
		}
		all[i].space = all[i].line = true;
	}
	tokens->count = kept;
}

/* "C O R R E C T E D": five letters with blanks between them. */
static bool is_spaced_word(const struct token *token)
{
	for (int i = 0; i < 5; i++)
		if (token[i].kind != TOKEN_WORD || token[i].text.len != 1 || !token[i].space ||
		    (i && token[i].line))
			return false;
	return true;
}

static bool is_keyword(const struct token *token)
{
	static const Text keywords[] = { TEXT_INIT("SUBJECT"), TEXT_INIT("SUBJ"), TEXT_INIT("TAGS"),
		TEXT_INIT("REASON"), TEXT_INIT("REASONS"), TEXT_INIT("DECL"),
		TEXT_INIT("CLASSIFIED"), TEXT_INIT("SUMMARY"), TEXT_INIT("COMMENT"),
		TEXT_INIT("INTRODUCTION"), TEXT_INIT("DERIVED") };
	bool known = is_any(token, keywords, sizeof keywords / sizeof *keywords);

	return known &&
	    (token_is_sign(&token[1], ':') || token_is_sign(&token[1], ';') ||
		token_is_word(&token[1], TEXT("BY")) || token_is_word(&token[1], TEXT("FROM")) ||
		(token->line && (token[1].line || token_is_sign(&token[1], '.'))));
}

static bool is_end(const struct token *token)
{
	static const Text openings[] = { TEXT_INIT("SENSITIVE"), TEXT_INIT("SIPDIS"),
		TEXT_INIT("CONFIDENTIAL"), TEXT_INIT("SECRET"), TEXT_INIT("UNCLASSIFIED") };
	const struct token *t = token;

	if (is_keyword(t) || is_spaced_word(t))
		return true;
	if (token_is_word(t, TEXT("E")) && token_is_sign(&t[1], '.') &&
	    token_is_word(&t[2], TEXT("O")) && token_is_sign(&t[3], '.'))
		return true;
	if (token_is_word(t, TEXT("THIS")) &&
	    (token_is_word(&t[1], TEXT("MESSAGE")) || token_is_word(&t[1], TEXT("CABLE")) ||
		token_is_word(&t[1], TEXT("IS"))))
		return true;
	if (token_is_word(t, TEXT("BEGIN")) && token_is_word(&t[1], TEXT("SUMMARY")))
		return true;
	if (t->line && is_any(t, openings, sizeof openings / sizeof *openings))
		return true;
	for (int i = 0; i < 5; i++)
		if (!token_is_sign(&t[i], '-') || (i && t[i].space))
			return false;
	return true;
}

void reference_cut_end(TokenList *tokens)
{
	for (uint32_t i = 0; i < tokens->count && tokens->items[i].kind != TOKEN_END; i++)
		if (is_end(&tokens->items[i])) {
			for (uint32_t k = i; k < tokens->count && k < i + 8; k++)
				tokens->items[k].kind = TOKEN_END;
			return;
		}
}
