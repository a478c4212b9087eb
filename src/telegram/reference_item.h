/* One reference as it is written: year, post, number. Inside telegram/ only. */
#ifndef TELEGRAM_REFERENCE_ITEM_H
#define TELEGRAM_REFERENCE_ITEM_H

#include "catalog/station.h"
#include "telegram/reference_token.h"

struct reference_item {
	Station station;
	int year;        /* stated, 0 none */
	bool year_first; /* before the post: holds for all numbers that follow */
	int other_year;  /* a slip leaves two years possible */
	uint64_t number;
};

/* How many names of a block are searched among all posts; further ones must be known as they
 * stand. Keeps a hostile block linear. */
#define REFERENCE_REPAIRS_LIMIT 256

/* "05 ROME 2196", "ROME 2196 (2002)", "PRAGUE, 1228": how many tokens, 0 when this is no reference.
 * `repairs` counts down. */
uint32_t reference_item(const struct catalog *catalog, const struct token *tokens, int *repairs,
    struct reference_item *item);
/* "870 Ulaanbaatar" */
uint32_t reference_reversed(
    const struct catalog *catalog, const struct token *tokens, struct reference_item *item);
/* A number alone, with perhaps a year behind it: "44603", "1973-91". `stated`: the year before it,
 * which leaves no room for another. */
uint32_t reference_number(const struct token *tokens, int stated, uint64_t *number, int *year);
/* Nothing but a list goes on here: the end, a separator, a line end, a bracket, a remark. */
bool reference_ends(const struct token *tokens);
bool reference_is_date(const struct token *tokens); /* "10/15/07": five tokens */
bool reference_is_remark(const struct token *token);
/* From the first byte of one token to the last of another. */
Text reference_stretch(const struct token *first, const struct token *last);

#endif
