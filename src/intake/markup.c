/* One pass, forward. A tag never holds a '<', so that a broken one costs no more than its length.
 */
#include "intake/markup.h"

#include <libxml/HTMLparser.h>

#define ENTITY_MOST  12 /* bytes between '&' and ';' */
#define COMMENT_MOST 1024
#define PILCROW      0xB6

/* --- tags --- */

static size_t tag_end(Text source, size_t at)
{
	char quote = '\0';

	for (; at < source.len && source.at[at] != '<'; at++) {
		char c = source.at[at];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at;
	}
	return TEXT_NONE;
}

bool markup_tag_read(Text source, size_t at, struct markup_tag *tag)
{
	Text rest = text_from(source, at);
	size_t len = 0;

	if (!text_take_char(&rest, '<'))
		return false;
	bool closing = text_take_char(&rest, '/');
	while (len < rest.len && (ascii_is_letter(rest.at[len]) || ascii_is_digit(rest.at[len])))
		len++;
	if (!len || !ascii_is_letter(rest.at[0]))
		return false;
	size_t inside = (size_t)(rest.at - source.at) + len, end = tag_end(source, inside);
	if (end == TEXT_NONE) {
		/* An apostrophe too many: the first '>' ends it all the same. */
		end = inside;
		while (end < source.len && source.at[end] != '<' && source.at[end] != '>')
			end++;
		if (end == source.len || source.at[end] == '<')
			return false;
	}
	*tag = (struct markup_tag){ .name = text_slice(rest, 0, len),
		.attributes = text_slice(source, inside, end - inside),
		.from = at,
		.to = end + 1,
		.closing = closing };
	return true;
}

bool markup_tag_find(Text source, size_t at, Text name, struct markup_tag *tag)
{
	Text wanted = name;
	bool closing = text_take_char(&wanted, '/');

	while (at < source.len) {
		size_t next = text_find_char(text_from(source, at), '<');

		if (next == TEXT_NONE)
			return false;
		at += next;
		Text head = text_from(source, at + 1);
		if (text_starts_nocase(head, name) && markup_tag_read(source, at, tag) &&
		    tag->closing == closing && text_equal_nocase(tag->name, wanted))
			return true;
		at++;
	}
	return false;
}

static Text take_value(Text *rest)
{
	if (rest->len && (rest->at[0] == '"' || rest->at[0] == '\'')) {
		char quote = rest->at[0];

		*rest = text_from(*rest, 1);
		return text_cut(rest, quote);
	}
	return text_cut_word(rest);
}

Text markup_attribute(const struct markup_tag *tag, Text name)
{
	Text rest = tag->attributes;

	while ((rest = text_trim(rest)).len) {
		size_t len = 0;

		while (len < rest.len && rest.at[len] != '=' && !ascii_is_space(rest.at[len]))
			len++;
		Text found = text_slice(rest, 0, len);
		rest = text_trim(text_from(rest, len));
		Text value = { 0 };
		if (text_take_char(&rest, '=')) {
			rest = text_trim(rest);
			value = take_value(&rest);
		}
		if (text_equal_nocase(found, name))
			return value;
	}
	return (Text){ 0 };
}

/* Elements that may stand in a text. Anything else in angle brackets is the author's. */
static bool is_element(Text name)
{
	static const char *const names[] = { "a", "b", "big", "blockquote", "br", "center", "code",
		"dd", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
		"i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup",
		"table", "tbody", "td", "th", "tr", "tt", "u", "ul", NULL };

	for (size_t i = 0; names[i]; i++)
		if (text_equal_nocase(name, text_of(names[i])))
			return true;
	return false;
}

/* --- entities --- */

/* What the numbers of the C1 controls mean in pages: Windows-1252. */
static int32_t from_windows(int32_t point)
{
	static const uint16_t points[] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019,
		0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
		0x017E, 0x0178 };
	int32_t mapped = point >= 0x80 && point <= 0x9F ? points[point - 0x80] : 0;

	return mapped ? mapped : point;
}

static bool read_digits(Text digits, unsigned base, int32_t *point)
{
	uint32_t value = 0;

	for (size_t i = 0; i < digits.len; i++) {
		char c = ascii_lower(digits.at[i]);
		unsigned digit = ascii_is_digit(c) ? (unsigned)(c - '0')
		    : c >= 'a' && c <= 'f'         ? (unsigned)(c - 'a') + 10
						   : 99;
		if (digit >= base)
			return false;
		value = value > 0x10FFFF ? value : value * base + digit;
	}
	*point = from_windows(value > 0x10FFFF ? 0xD800 : (int32_t)value);
	return digits.len > 0;
}

static bool read_name(Text name, int32_t *point)
{
	char word[ENTITY_MOST + 1] = { 0 };
	const htmlEntityDesc *entity;

	if (text_equal(name, TEXT("apos"))) {
		*point = '\'';
		return true;
	}
	for (size_t i = 0; i < name.len; i++)
		word[i] = name.at[i];
	entity = htmlEntityLookup((const xmlChar *)word);
	if (entity)
		*point = (int32_t)entity->value;
	return entity != NULL;
}

/* The entity at the beginning of `text`; its bytes in *len. */
static bool entity_read(Text text, int32_t *point, size_t *len)
{
	size_t end = text_find_char(text_slice(text, 0, ENTITY_MOST + 2), ';');

	if (!text.len || text.at[0] != '&' || end == TEXT_NONE)
		return false;
	Text name = text_slice(text, 1, end - 1);
	*len = end + 1;
	if (!text_take_char(&name, '#'))
		return read_name(name, point);
	if (text_take_char(&name, 'x') || text_take_char(&name, 'X'))
		return read_digits(name, 16, point);
	return read_digits(name, 10, point);
}

/* Bytes of the line end at the beginning of `text`, or 0. */
static size_t line_end(Text text)
{
	int32_t point;
	size_t len;

	if (text_starts(text, TEXT("\n")))
		return 1;
	if (text_starts(text, TEXT("\r")))
		return text_starts(text, TEXT("\r\n")) ? 2 : 1;
	if (!entity_read(text, &point, &len))
		return 0;
	if (point == '\r')
		return len + text_starts(text_from(text, len), TEXT("\n"));
	return point == '\n' ? len : 0;
}

/* --- decoding --- */

/* "<a id='par1' href='#par1'>", a pilcrow, "</a>": an address of the site, no word of the text. */
static size_t pilcrow_anchor(Text source, const struct markup_tag *tag)
{
	Text rest = text_from(source, tag->to);
	struct markup_tag end;
	int32_t point;
	size_t len;

	if (tag->closing || !text_equal_nocase(tag->name, TEXT("a")))
		return 0;
	if (!text_take(&rest, TEXT("\xC2\xB6"))) {
		if (!entity_read(rest, &point, &len) || point != PILCROW)
			return 0;
		rest = text_from(rest, len);
	}
	if (!markup_tag_read(source, (size_t)(rest.at - source.at), &end) || !end.closing)
		return 0;
	return end.to;
}

/* What stands at source[at], a '<'; returns where to go on. */
static size_t decode_tag(struct decoder *decoder, Text source, size_t at)
{
	struct markup_tag tag;

	if (text_starts(text_from(source, at), TEXT("<!--"))) {
		size_t end = text_find(text_slice(source, at, COMMENT_MOST), TEXT("-->"));
		if (end != TEXT_NONE)
			return at + end + 3;
	}
	if (!markup_tag_read(source, at, &tag) || !is_element(tag.name)) {
		decoder_copy(decoder, at, at + 1);
		return at + 1;
	}
	size_t anchor = pilcrow_anchor(source, &tag);
	if (anchor)
		return anchor;
	if (text_equal_nocase(tag.name, TEXT("br")))
		decoder_point(decoder, '\n', at);
	return tag.to;
}

static size_t decode_entity(struct decoder *decoder, Text source, size_t at)
{
	int32_t point;
	size_t len;

	if (!entity_read(text_from(source, at), &point, &len)) {
		decoder_copy(decoder, at, at + 1);
		return at + 1;
	}
	if (point == '\r') {
		/* CR LF is one line end however each of the two is written. */
		if (line_end(text_from(source, at + len)))
			return at + len;
		point = '\n';
	}
	decoder_point(decoder, point, at);
	return at + len;
}

static size_t decode_backslash(struct decoder *decoder, Text source, size_t at)
{
	if (line_end(text_from(source, at + 1)))
		decoder_backslash(decoder);
	else
		decoder_copy(decoder, at, at + 1);
	return at + 1;
}

void markup_decode(struct decoder *decoder, size_t from, size_t to)
{
	Text source = text_slice(decoder->source, 0, to);

	while (from < source.len) {
		size_t end = from;

		while (end < source.len && source.at[end] != '<' && source.at[end] != '&' &&
		    source.at[end] != '\\')
			end++;
		decoder_copy(decoder, from, end);
		from = end;
		if (from == source.len)
			return;
		from = source.at[from] == '<' ? decode_tag(decoder, source, from)
		    : source.at[from] == '&'  ? decode_entity(decoder, source, from)
					      : decode_backslash(decoder, source, from);
	}
}
