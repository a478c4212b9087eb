/* The references of a piece of text that nobody cut into lines yet. */
#include "telegram/reference.h"

/* "REF", "REFS", "Ref(s)", "REFTELS", "REFERENCES" and the sign behind it. */
static bool take_keyword(Text *rest, bool at_line)
{
	Text after = *rest;

	if (!text_take_nocase(&after, TEXT("REF")))
		return false;
	if (!text_take_nocase(&after, TEXT("ERENCE")))
		text_take_nocase(&after, TEXT("TEL"));
	if (!text_take_nocase(&after, TEXT("(S)")))
		text_take_nocase(&after, TEXT("S"));
	if (at_line && after.len && ascii_is_space(after.at[0])) {
		*rest = after;
		text_take_blanks(rest);
		text_take_char(rest, ':');
		return true;
	}
	text_take_blanks(&after);
	if (!text_take_char(&after, ':') && !text_take_char(&after, ';') &&
	    !text_take(&after, TEXT(". ")))
		return false;
	*rest = after;
	return true;
}

/* Where the line opens: behind blanks, and a bullet that a rewrap put before the keyword. */
static Text line_opening(Text line)
{
	Text rest = line;

	while (rest.len && ascii_is_space(rest.at[0]))
		rest = text_from(rest, 1);
	if (rest.len > 3 && ascii_is_letter(rest.at[0]) &&
	    (rest.at[1] == '.' || rest.at[1] == ')') && rest.at[2] == ' ')
		rest = text_from(rest, 3);
	return rest;
}

/* The text behind the keyword; a bullet before it stays. Empty when there is none. */
static Text find_block(Text input)
{
	Text opening = line_opening(input), start = input;
	bool at_line = true;

	for (Text rest = input; rest.len; rest = text_from(rest, 1)) {
		Text block = rest;

		if (rest.at[0] == '\n') {
			start = text_from(rest, 1);
			opening = line_opening(start);
			continue;
		}
		at_line = rest.at == opening.at;
		if (ascii_upper(rest.at[0]) != 'R' || !take_keyword(&block, at_line))
			continue;
		return at_line && ascii_is_letter(text_trim(start).at[0]) &&
			text_trim(start).at != rest.at
		    ? start
		    : block;
	}
	return (Text){ 0 };
}

static Text without_line_ends(Text text, struct arena *arena)
{
	char *bytes = arena_take(arena, text.len);
	size_t len = 0;

	for (size_t i = 0; bytes && i < text.len; i++) {
		bool space = ascii_is_space(text.at[i]);

		if (!space || (len && bytes[len - 1] != ' '))
			bytes[len++] = space ? ' ' : text.at[i];
	}
	return (Text){ bytes, len };
}

void reference_read_fragment(
    const struct reference_context *context, Text input, ReferenceList *references)
{
	Text block = find_block(input);

	if (!block.len)
		return;
	reference_scan(context, block, references);
	for (uint32_t i = 0; i < references->count; i++) {
		Text *raw = &references->items[i].raw.text;
		*raw = without_line_ends(*raw, context->arena);
	}
}
