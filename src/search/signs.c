/* Taking signs from a query; nothing here knows the grammar. */
#include "search/signs.h"

#include "base/utf8.h"

int32_t peek(Text rest)
{
	int32_t point = 0;

	utf8_take(&rest, &point);
	return point;
}

bool is_blank(int32_t point)
{
	return (point >= 0 && point <= ' ') || point == 0x00A0 || point == 0x1680 ||
	    (point >= 0x2000 && point <= 0x200B) || point == 0x2028 || point == 0x2029 ||
	    point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

bool opens_quote(int32_t point)
{
	return point == '"' || point == 0x201C || point == 0x201E;
}

bool closes_quote(int32_t open, int32_t point)
{
	return open == '"' ? point == '"' : point == 0x201C || point == 0x201D;
}

bool ends_bare(Text rest)
{
	int32_t point = peek(rest);

	return !rest.len || is_blank(point) || point == '(' || point == ')' || opens_quote(point);
}

bool at_operator(Text rest, Text name)
{
	return text_take(&rest, name) && ends_bare(rest);
}

bool take_field_name(Text *rest, Text *name)
{
	size_t len = 0;

	while (len < rest->len && ascii_is_letter(rest->at[len]))
		len++;
	if (len == 0 || len == rest->len || rest->at[len] != ':')
		return false;
	*name = text_slice(*rest, 0, len);
	*rest = text_from(*rest, len + 1);
	return true;
}

bool take_minus(Text *rest)
{
	Text behind = text_from(*rest, 1);
	int32_t point = peek(behind);

	if (!text_starts(*rest, TEXT("-")) || !behind.len)
		return false;
	if (!utf8_is_word(point) && !opens_quote(point) && point != '(' && point != '~')
		return false;
	*rest = behind;
	return true;
}

static int32_t last_sign(Text text)
{
	size_t at = text.len;

	while (at && ((unsigned char)text.at[at - 1] & 0xC0) == 0x80)
		at--;
	return at ? peek(text_from(text, at - 1)) : ' ';
}

size_t find_stray_star(Text text)
{
	for (size_t i = 0; i < text.len; i++) {
		Text behind = text_from(text, i + 1);

		if (text.at[i] != '*')
			continue;
		if (!utf8_is_word(last_sign(text_slice(text, 0, i))) || utf8_is_word(peek(behind)))
			return i;
	}
	return TEXT_NONE;
}
