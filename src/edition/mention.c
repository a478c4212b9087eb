/* Record ids in running text. One scan serves the links of an article and the list of articles on
 * a record's page, so that neither names what the other does not. */
#include <string.h>

#include "edition/site.h"
#include "record/reference_id.h"

#define MENTION_LIMIT (RECORD_ID_LIMIT + 64) /* bytes between the brackets */

static bool is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '_';
}

/* The canonical id that `text` is; empty when it is none. */
static Text canonical(Text text, struct arena *arena)
{
	ReferenceId id;

	if (!reference_id_read(text, &id))
		return (Text){ 0 };
	return text_upper(arena, reference_id_text(&id, arena));
}

static bool is_part(Text part)
{
	for (size_t i = 0; i < part.len; i++)
		if (!ascii_is_letter(part.at[i]) && !ascii_is_digit(part.at[i]) &&
		    text_find_char(TEXT(".-_"), part.at[i]) == TEXT_NONE)
			return false;
	return part.len > 0;
}

/* `text` opens with "[[". */
static bool take_bracketed(Text text, struct arena *arena, struct mention *mention)
{
	Text inner = text_slice(text, 2, MENTION_LIMIT), id;
	size_t end = text_find(inner, TEXT("]]"));
	bool whole;

	if (end == TEXT_NONE)
		return false;
	inner.len = end;
	mention->len = end + 4;
	mention->shown = inner;
	whole = text_find_char(inner, '#') == TEXT_NONE;
	id = text_cut(&inner, '#');
	mention->part = whole ? (Text){ 0 } : inner;
	mention->id = canonical(id, arena);
	if (!mention->id.len && record_id_is_valid(id))
		mention->id = id;
	return mention->id.len && (whole || is_part(mention->part));
}

static size_t word_length(Text text)
{
	size_t len = 0;

	while (len < text.len && is_word(text.at[len]))
		len++;
	return len;
}

bool mention_find(Text text, size_t from, struct arena *arena, struct mention *mention)
{
	for (size_t at = from; at < text.len;) {
		Text rest = text_from(text, at);
		size_t len = word_length(rest);

		*mention = (struct mention){ .at = at, .len = len };
		mention->shown = text_slice(rest, 0, len);
		/* A word that no id is as long as is not copied. */
		if (len && ascii_is_digit(rest.at[0]) && len <= RECORD_ID_LIMIT)
			mention->id = canonical(mention->shown, arena);
		if (mention->id.len)
			return true;
		if (text_starts(rest, TEXT("[[")) && take_bracketed(rest, arena, mention))
			return true;
		at += len ? len : 1;
	}
	return false;
}
