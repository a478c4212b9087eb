/* Slices: comparing, finding, cutting, taking. No function here allocates or looks at the locale.
 */
#include "base/text.h"

#include <string.h>

Text text_of(const char *string)
{
	return (Text){ string, string ? strlen(string) : 0 };
}

static size_t shorter(Text a, Text b)
{
	return a.len < b.len ? a.len : b.len;
}

/* memcmp may not be given NULL, which an empty slice may hold. */
static int compare_bytes(const char *a, const char *b, size_t len)
{
	return len ? memcmp(a, b, len) : 0;
}

static int compare_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char x = (unsigned char)ascii_upper(a[i]),
			      y = (unsigned char)ascii_upper(b[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

bool text_equal(Text a, Text b)
{
	return a.len == b.len && compare_bytes(a.at, b.at, a.len) == 0;
}

bool text_equal_nocase(Text a, Text b)
{
	return a.len == b.len && compare_nocase(a.at, b.at, a.len) == 0;
}

bool text_starts(Text text, Text head)
{
	return text.len >= head.len && compare_bytes(text.at, head.at, head.len) == 0;
}

bool text_starts_nocase(Text text, Text head)
{
	return text.len >= head.len && compare_nocase(text.at, head.at, head.len) == 0;
}

bool text_ends(Text text, Text tail)
{
	return text.len >= tail.len && text_equal(text_from(text, text.len - tail.len), tail);
}

static int compare_lengths(Text a, Text b)
{
	return (a.len > b.len) - (a.len < b.len);
}

int text_compare(Text a, Text b)
{
	int order = compare_bytes(a.at, b.at, shorter(a, b));

	return order ? order : compare_lengths(a, b);
}

int text_compare_nocase(Text a, Text b)
{
	int order = compare_nocase(a.at, b.at, shorter(a, b));

	return order ? order : compare_lengths(a, b);
}

size_t text_find(Text text, Text what)
{
	const char *found;

	if (what.len == 0)
		return 0;
	if (text.len < what.len)
		return TEXT_NONE;
	found = memmem(text.at, text.len, what.at, what.len);
	return found ? (size_t)(found - text.at) : TEXT_NONE;
}

size_t text_find_char(Text text, char what)
{
	const char *found = text.len ? memchr(text.at, what, text.len) : NULL;

	return found ? (size_t)(found - text.at) : TEXT_NONE;
}

/* From `from` on, or text.len. */
static size_t find_from(Text text, size_t from, char what)
{
	const char *found = from < text.len ? memchr(text.at + from, what, text.len - from) : NULL;

	return found ? (size_t)(found - text.at) : text.len;
}

size_t text_find_nocase(Text text, Text what)
{
	size_t low, up;
	char first, other;

	if (what.len == 0)
		return 0;
	first = ascii_lower(what.at[0]);
	other = ascii_upper(what.at[0]);
	low = find_from(text, 0, first);
	up = first == other ? text.len : find_from(text, 0, other);
	/* The next place of either case; memchr is much faster than looking at each byte. */
	for (size_t at; (at = low < up ? low : up) < text.len && what.len <= text.len - at;) {
		if (compare_nocase(text.at + at, what.at, what.len) == 0)
			return at;
		if (at == low)
			low = find_from(text, at + 1, first);
		else
			up = find_from(text, at + 1, other);
	}
	return TEXT_NONE;
}

Text text_trim_end(Text text)
{
	while (text.len && ascii_is_space(text.at[text.len - 1]))
		text.len--;
	return text;
}

Text text_trim(Text text)
{
	size_t from = 0;

	while (from < text.len && ascii_is_space(text.at[from]))
		from++;
	return text_trim_end(text_from(text, from));
}

Text text_cut(Text *rest, char stop)
{
	size_t end = text_find_char(*rest, stop);
	Text head = text_slice(*rest, 0, end);

	*rest = text_from(*rest, end == TEXT_NONE ? rest->len : end + 1);
	return head;
}

Text text_cut_word(Text *rest)
{
	size_t from = 0, end;
	Text word;

	while (from < rest->len && ascii_is_space(rest->at[from]))
		from++;
	for (end = from; end < rest->len && !ascii_is_space(rest->at[end]);)
		end++;
	word = text_slice(*rest, from, end - from);
	*rest = text_from(*rest, end);
	return word;
}

bool text_take(Text *rest, Text literal)
{
	if (!text_starts(*rest, literal))
		return false;
	*rest = text_from(*rest, literal.len);
	return true;
}

bool text_take_nocase(Text *rest, Text literal)
{
	if (!text_starts_nocase(*rest, literal))
		return false;
	*rest = text_from(*rest, literal.len);
	return true;
}

bool text_take_char(Text *rest, char c)
{
	if (rest->len == 0 || rest->at[0] != c)
		return false;
	*rest = text_from(*rest, 1);
	return true;
}

bool text_take_number(Text *rest, unsigned digits, int low, int high, int *value)
{
	int64_t number = 0;

	/* Nine digits fit an int whatever they are. */
	if (digits == 0 || digits > 9 || rest->len < digits)
		return false;
	for (unsigned i = 0; i < digits; i++) {
		if (!ascii_is_digit(rest->at[i]))
			return false;
		number = number * 10 + (rest->at[i] - '0');
	}
	if (number < low || number > high)
		return false;
	*value = (int)number;
	*rest = text_from(*rest, digits);
	return true;
}

bool text_take_digits(Text *rest, unsigned most, uint64_t *value)
{
	uint64_t number = 0;
	size_t len = 0;

	for (; len < most && len < rest->len && ascii_is_digit(rest->at[len]); len++) {
		unsigned digit = (unsigned)(rest->at[len] - '0');

		if (number > (UINT64_MAX - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	if (len == 0)
		return false;
	*value = number;
	*rest = text_from(*rest, len);
	return true;
}

size_t text_take_blanks(Text *rest)
{
	size_t len = 0;

	while (len < rest->len && (rest->at[len] == ' ' || rest->at[len] == '\t'))
		len++;
	*rest = text_from(*rest, len);
	return len;
}
