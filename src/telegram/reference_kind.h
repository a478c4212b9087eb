/* What is cited besides cables. Inside telegram/ only. */
#ifndef TELEGRAM_REFERENCE_KIND_H
#define TELEGRAM_REFERENCE_KIND_H

#include "telegram/reference_token.h"

/* By the words of the tokens from `first` to `last`; never REFERENCE_CABLE. */
enum reference_kind reference_kind_of(const struct token *first, const struct token *last);

#endif
