/* One reference as it is written: year, post, number. Inside telegram/ only. */
#ifndef TELEGRAM_REFERENCE_ITEM_H
#define TELEGRAM_REFERENCE_ITEM_H

#include "telegram/reader.h"

struct reference_item {
	Text raw;
	int year; /* stated, 0 none */
	const struct post *post;
	uint64_t number;
};

/* "05 ROME 2196", "ROME 2196 (2002)": takes it with its year, if the post is known. */
bool reference_take_item(const struct reader *reader, Text *rest, struct reference_item *item);
/* A number that no letter and no digit follows. */
bool reference_take_number(Text *rest, uint64_t *number);
/* Eats a line end and the page frame that may lie behind it. */
void reference_pass_line_end(const struct reader *reader, Text *rest);
/* Eats blanks, line ends and page frames. */
void reference_skip_space(const struct reader *reader, Text *rest);

#endif
