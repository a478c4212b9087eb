/* One loop decodes both kinds; they differ in '+' and in what a broken escape means. */
#include "base/url.h"

#include "base/utf8.h"

static bool is_unreserved(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void url_put(struct out *out, Text segment)
{
	for (size_t i = 0; i < segment.len; i++) {
		if (is_unreserved(segment.at[i]))
			out_char(out, segment.at[i]);
		else
			out_printf(out, "%%%02X", (unsigned)(unsigned char)segment.at[i]);
	}
}

static int hex_value(char c)
{
	c = ascii_lower(c);
	if (ascii_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%XX" at the head of *rest. */
static bool take_escape(Text *rest, char *byte)
{
	int high, low;

	if (rest->len < 3 || rest->at[0] != '%')
		return false;
	high = hex_value(rest->at[1]);
	low = hex_value(rest->at[2]);
	if (high < 0 || low < 0)
		return false;
	*byte = (char)(high * 16 + low);
	*rest = text_from(*rest, 3);
	return true;
}

bool url_decode(Text encoded, struct arena *arena, Text *decoded)
{
	char *bytes = arena_take(arena, encoded.len);
	size_t len = 0;

	if (!bytes)
		return false;
	while (encoded.len) {
		if (take_escape(&encoded, &bytes[len++]))
			continue;
		if (encoded.at[0] == '%')
			return false;
		bytes[len - 1] = encoded.at[0];
		encoded = text_from(encoded, 1);
	}
	*decoded = (Text){ bytes, len };
	return true;
}

static Text decode_loosely(Text encoded, struct arena *arena)
{
	char *bytes = encoded.len ? arena_take(arena, encoded.len) : NULL;
	size_t len = 0;

	if (!bytes)
		return TEXT("");
	while (encoded.len) {
		if (take_escape(&encoded, &bytes[len++]))
			continue;
		bytes[len - 1] = encoded.at[0] == '+' ? ' ' : encoded.at[0];
		encoded = text_from(encoded, 1);
	}
	return utf8_repair(arena, (Text){ bytes, len });
}

bool query_take(Text *rest, struct arena *arena, Text *key, Text *value)
{
	while (rest->len) {
		Text pair = text_cut(rest, '&');

		if (pair.len == 0)
			continue;
		*key = decode_loosely(text_cut(&pair, '='), arena);
		*value = decode_loosely(pair, arena);
		return true;
	}
	return false;
}
