/* The words of a TAGS line, what is no part of it left out. Inside telegram/ only. */
#ifndef TELEGRAM_TAG_WORDS_H
#define TELEGRAM_TAG_WORDS_H

#include "telegram/reader.h"

#define TAG_WORDS_LIMIT 4096

struct tag_word {
	Text text;        /* slice of the transcript; of a bracket what is inside */
	bool bracket;     /* "(SURNAME, GIVEN)" */
	bool after_comma; /* a comma or semicolon stands before it */
};

typedef ARRAY(struct tag_word) TagWords;

/* Words of `stretch` without SIPDIS, classification words, page lines, numbers and what
 * transmission left behind a wide gap; at most TAG_WORDS_LIMIT. */
TagWords tag_words_of(struct reader *reader, Text stretch);

#endif
