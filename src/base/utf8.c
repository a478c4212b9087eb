/* One decoder for all: utf8proc_iterate, which refuses overlong forms, surrogates and what lies
 * beyond U+10FFFF. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD

static utf8proc_ssize_t decode(Text text, utf8proc_int32_t *point)
{
	utf8proc_ssize_t most = text.len < 4 ? (utf8proc_ssize_t)text.len : 4;

	return utf8proc_iterate((const utf8proc_uint8_t *)text.at, most, point);
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* Eight bytes of ASCII and no NUL among them. */
static bool is_plain(const char *at)
{
	uint64_t eight;

	memcpy(&eight, at, sizeof eight);
	/* With no high bit set, taking 1 of each byte borrows only where one is zero. */
	return !((eight | (eight - 0x0101010101010101u)) & 0x8080808080808080u);
}

size_t utf8_find_bad(Text text)
{
	utf8proc_int32_t point;

	for (size_t i = 0; i < text.len;) {
		while (text.len - i >= 8 && is_plain(text.at + i))
			i += 8;
		if (i == text.len)
			break;
		utf8proc_ssize_t len =
		    is_ascii(text.at[i]) ? 1 : decode(text_from(text, i), &point);

		if (len <= 0 || text.at[i] == '\0')
			return i;
		i += (size_t)len;
	}
	return TEXT_NONE;
}

bool utf8_take(Text *rest, int32_t *point)
{
	utf8proc_ssize_t len;

	if (rest->len == 0)
		return false;
	len = decode(*rest, point);
	if (len <= 0) {
		*point = REPLACEMENT;
		len = 1;
	}
	*rest = text_from(*rest, (size_t)len);
	return true;
}

size_t utf8_write(int32_t point, char *bytes)
{
	bool good = utf8proc_codepoint_valid(point);

	return (size_t)utf8proc_encode_char(good ? point : REPLACEMENT, (utf8proc_uint8_t *)bytes);
}

void utf8_put(struct out *out, int32_t point)
{
	char bytes[4];
	size_t len = utf8_write(point, bytes);

	out_put(out, (Text){ bytes, len });
}

bool utf8_is_word(int32_t point)
{
	if (point >= 0 && point < 0x80)
		return ascii_is_letter((char)point) || ascii_is_digit((char)point);
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

size_t utf8_length(Text text)
{
	size_t length = 0;
	int32_t point;

	while (utf8_take(&text, &point))
		length++;
	return length;
}

Text utf8_head(Text text, size_t most)
{
	size_t end = most;

	if (text.len <= most)
		return text;
	/* No code point has more than three bytes after its first. */
	while (end && most - end < 3 && ((unsigned char)text.at[end] & 0xC0) == 0x80)
		end--;
	return text_slice(text, 0, end);
}

/* The bytes of an out that lives shorter than the arena. */
static Text keep(struct arena *arena, struct out *out)
{
	Text kept = out->fault == FAULT_NONE ? text_copy(arena, out_text(out)) : (Text){ NULL, 0 };

	if (out->fault != FAULT_NONE)
		arena->failed = true;
	out_end(out);
	return kept;
}

Text utf8_repair(struct arena *arena, Text text)
{
	struct out out;
	int32_t point;

	if (utf8_find_bad(text) == TEXT_NONE)
		return text_copy(arena, text);
	out_begin(&out, text.len * 3);
	while (utf8_take(&text, &point))
		utf8_put(&out, point ? point : REPLACEMENT);
	return keep(arena, &out);
}

static size_t ascii_run(Text text)
{
	size_t len = 0;

	while (len < text.len && is_ascii(text.at[len]))
		len++;
	return len;
}

static Text fold_ascii(struct arena *arena, Text text)
{
	char *folded = text.len ? arena_take(arena, text.len) : NULL;

	if (!folded)
		return (Text){ NULL, 0 };
	for (size_t i = 0; i < text.len; i++)
		folded[i] = ascii_lower(text.at[i]);
	return (Text){ folded, text.len };
}

/* By combining class: accents above, below and across, Hebrew and Arabic points. The vowels of
 * Thai or Devanagari are marks too, but part of the word. */
static bool is_accent(int32_t point)
{
	int class;

	if (utf8proc_category(point) != UTF8PROC_CATEGORY_MN)
		return false;
	class = utf8proc_get_property(point)->combining_class;
	return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

/* Unicode holds these to be letters of their own; who types on another keyboard does not. */
static int32_t without_stroke(int32_t point)
{
	switch (point) {
	case 0x0111:
		return 'd';
	case 0x0127:
		return 'h';
	case 0x0131:
		return 'i';
	case 0x0142:
		return 'l';
	case 0x00F8:
		return 'o';
	case 0x0167:
		return 't';
	default:
		return point;
	}
}

static void fold_point(struct out *out, int32_t point)
{
	utf8proc_int32_t parts[32];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(
	    point, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);

	for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
		if (!is_accent(parts[i]))
			utf8_put(out, without_stroke(parts[i]));
}

Text utf8_fold(struct arena *arena, Text text)
{
	struct out out;

	if (ascii_run(text) == text.len)
		return fold_ascii(arena, text);
	/* No code point folds to more than six times its bytes; a bad byte to three. */
	out_begin(&out, text.len * 6);
	while (text.len) {
		size_t run = ascii_run(text);
		int32_t point;

		for (size_t i = 0; i < run; i++)
			out_char(&out, ascii_lower(text.at[i]));
		text = text_from(text, run);
		if (utf8_take(&text, &point))
			fold_point(&out, point);
	}
	return keep(arena, &out);
}
