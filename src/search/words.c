/* The one tokeniser. Index and query must cut alike, or a word that is there is not found. */
#include "search/words.h"

#include "base/utf8.h"

/* Length of the head of `text` whose code points are all word signs, or all not. */
static size_t run(Text text, bool of_words)
{
	Text rest = text;
	int32_t point;

	while (rest.len) {
		Text before = rest;

		utf8_take(&rest, &point);
		if (utf8_is_word(point) != of_words)
			return text.len - before.len;
	}
	return text.len;
}

bool word_take(Text text, uint32_t *at, struct arena *arena, struct word *word)
{
	while (*at < text.len) {
		size_t start = *at + run(text_from(text, *at), false);
		size_t length = run(text_from(text, start), true);
		Text folded = utf8_fold(arena, text_slice(text, start, length));

		*at = (uint32_t)(start + length);
		if (folded.len) {
			word->span = (Span){ (uint32_t)start, (uint32_t)length };
			word->folded = folded;
			return true;
		}
	}
	return false;
}
