/* The subject as a title: what container and transmission put around its words is taken off. */
#include "telegram/reader.h"

/* "(SBU)", "(C/NF)", "(U)" behind the words. */
static Text without_mark_behind(const struct reader *reader, Text text)
{
	size_t open = text.len;
	Text marking;

	if (!text_ends(text, TEXT(")")))
		return text;
	while (open && text.len - open < 12 && text.at[open] != '(')
		open--;
	Text rest = text_from(text, open);
	if (!open || text.at[open] != '(' || !marking_take(reader->catalog, &rest, &marking) ||
	    rest.len)
		return text;
	return text_trim_end(text_slice(text, 0, open));
}

/* &#8217; &#x2019; and the few named ones. Returns 0 when it is none. */
static uint32_t take_entity(Text *rest)
{
	Text after = *rest;
	uint32_t code = 0;
	size_t digits = 0;

	if (text_take(rest, TEXT("&amp;")))
		return '&';
	if (text_take(rest, TEXT("&quot;")))
		return '"';
	if (!text_take(&after, TEXT("&#")))
		return 0;
	bool hex = text_take_char(&after, 'x') || text_take_char(&after, 'X');
	for (; after.len && digits < 6; digits++, after = text_from(after, 1)) {
		char c = ascii_lower(after.at[0]);

		if (ascii_is_digit(c))
			code = code * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			code = code * 16 + (uint32_t)(c - 'a' + 10);
		else
			break;
	}
	if (!digits || !text_take_char(&after, ';') || code < 0x20 || code > 0x10FFFF ||
	    (code >= 0xD800 && code < 0xE000))
		return 0;
	*rest = after;
	return code;
}

static size_t put_code(char *at, uint32_t code)
{
	if (code < 0x80)
		return at[0] = (char)code, 1;
	if (code < 0x800) {
		at[0] = (char)(0xC0 | code >> 6);
		at[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		at[0] = (char)(0xE0 | code >> 12);
		at[1] = (char)(0x80 | (code >> 6 & 0x3F));
		at[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	at[0] = (char)(0xF0 | code >> 18);
	at[1] = (char)(0x80 | (code >> 12 & 0x3F));
	at[2] = (char)(0x80 | (code >> 6 & 0x3F));
	at[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

static bool needs_work(Text text)
{
	return text_find(text, TEXT("  ")) != TEXT_NONE || text_find_char(text, '&') != TEXT_NONE ||
	    text_find_char(text, '\\') != TEXT_NONE;
}

Text subject_clean(const struct reader *reader, Text subject)
{
	Text mark;
	size_t len = 0;

	subject = text_trim(subject);
	if (subject.len && subject.at[0] == '(')
		marking_take(reader->catalog, &subject, &mark);
	subject = without_mark_behind(reader, subject);
	if (!needs_work(subject))
		return subject;
	char *at = arena_take(reader->arena, subject.len);
	if (!at)
		return subject;
	for (Text rest = subject; rest.len;) {
		uint32_t code = rest.at[0] == '&' ? take_entity(&rest) : 0;

		if (code) {
			len += put_code(at + len, code);
			continue;
		}
		char c = rest.at[0];
		rest = text_from(rest, 1);
		if (c == '\\' && (!rest.len || ascii_is_blank(rest.at[0])))
			continue; /* the mirror's mark of a line end */
		if (!(ascii_is_blank(c) && (!len || ascii_is_blank(at[len - 1]))))
			at[len++] = c;
	}
	return text_trim((Text){ at, len });
}
