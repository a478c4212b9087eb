/* REF as tokens: words, numbers, signs, without page frames. Inside telegram/ only. */
#ifndef TELEGRAM_REFERENCE_TOKEN_H
#define TELEGRAM_REFERENCE_TOKEN_H

#include "telegram/reference.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	bool space; /* blank or line end before it */
	bool line;  /* line end before it */
	Text text;
};
typedef ARRAY(struct token) TokenList;

/* Tokens of the stretch, page frames and what belongs to them left out, up to the end of the
 * references; behind the last stands one of TOKEN_END, so that looking ahead needs no care (at
 * least eight of them). False when memory is out. */
bool reference_tokens(Text stretch, struct arena *arena, TokenList *tokens);

/* The number, its letters O and l read as digits; false when it has more than `most` digits. */
bool token_number(const struct token *token, unsigned most, uint64_t *value);
/* A year of two or four digits. */
bool token_year(const struct token *token, int *year);
bool token_is_sign(const struct token *token, char sign);
bool token_is_redaction(const struct token *token); /* of a redaction: one sign */
bool token_is_word(const struct token *token, Text word); /* in any case */

#endif
