/* Tags by their bytes. What is no markup is text: nothing is refused here. */
#include "intake/tei.h"

#define LOOKAHEAD 9 /* "<![CDATA[" */

static size_t find_stop(Text text, Text stop, size_t from, struct tei_look *look)
{
	if (look->at < from)
		look->at = from;
	size_t at = text_find(text_from(text, look->at), stop);
	if (at != TEXT_NONE)
		return look->at + at + stop.len;
	if (text.len > look->at + stop.len)
		look->at = text.len - stop.len;
	return TEXT_NONE;
}

/* A document type may hold declarations in brackets; look->quote is then '['. */
static size_t find_declaration_end(Text text, struct tei_look *look)
{
	for (; look->at < text.len; look->at++) {
		char c = text.at[look->at];

		if (c == '[' || c == ']')
			look->quote = c == '[' ? '[' : '\0';
		else if (c == '>' && !look->quote)
			return look->at + 1;
	}
	return TEXT_NONE;
}

static size_t find_tag_end(Text text, struct tei_look *look)
{
	if (!look->at)
		look->at = 1;
	for (; look->at < text.len; look->at++) {
		char c = text.at[look->at];

		if (c == '<')
			return look->at;
		if (look->quote)
			look->quote = c == look->quote ? '\0' : look->quote;
		else if (c == '"' || c == '\'')
			look->quote = c;
		else if (c == '>')
			return look->at + 1;
	}
	return TEXT_NONE;
}

static bool begins_name(char c)
{
	return ascii_is_letter(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

size_t tei_markup_length(Text text, struct tei_look *look)
{
	if (text_starts(text, TEXT("<!--")))
		return find_stop(text, TEXT("-->"), 4, look);
	if (text_starts(text, TEXT("<![CDATA[")))
		return find_stop(text, TEXT("]]>"), LOOKAHEAD, look);
	if (text_starts(text, TEXT("<?")))
		return find_stop(text, TEXT("?>"), 2, look);
	if (text_starts(text, TEXT("<!")))
		return find_declaration_end(text, look);
	if (text.len > 1 && (text.at[1] == '/' || begins_name(text.at[1])))
		return find_tag_end(text, look);
	return 1;
}

static Text take_name(Text *rest)
{
	size_t len = 0;

	while (len < rest->len && !ascii_is_space(rest->at[len]) && rest->at[len] != '=' &&
	    rest->at[len] != '/' && rest->at[len] != '>')
		len++;
	Text name = text_slice(*rest, 0, len);
	*rest = text_from(*rest, len);
	size_t colon = text_find_char(name, ':');
	return colon == TEXT_NONE ? name : text_from(name, colon + 1);
}

struct tei_token tei_token_of(Text whole, size_t at)
{
	struct tei_token token = { .kind = TEI_OTHER, .at = at, .whole = whole };

	if (text_starts(whole, TEXT("<![CDATA[")))
		token.kind = TEI_CDATA;
	else if (whole.len && (whole.at[0] != '<' || whole.len == 1))
		token.kind = TEI_TEXT;
	if (token.kind != TEI_OTHER || text_starts(whole, TEXT("<!")) ||
	    text_starts(whole, TEXT("<?")))
		return token;
	Text rest = text_from(whole, 1);
	if (text_take_char(&rest, '/'))
		token.kind = TEI_END;
	else
		token.kind = text_ends(whole, TEXT("/>")) ? TEI_EMPTY : TEI_START;
	token.name = take_name(&rest);
	return token;
}

bool tei_next(Text text, size_t *at, struct tei_token *token)
{
	Text rest = text_from(text, *at);
	struct tei_look look = { 0 };
	size_t len;

	if (!rest.len)
		return false;
	if (rest.at[0] == '<') {
		len = tei_markup_length(rest, &look);
	} else {
		len = text_find_char(rest, '<');
	}
	*token = tei_token_of(text_slice(rest, 0, len), *at);
	*at += token->whole.len;
	return true;
}

Text tei_attribute(const struct tei_token *tag, Text name)
{
	Text rest = text_from(tag->whole, 1);

	take_name(&rest);
	for (;;) {
		rest = text_trim(rest);
		Text found = take_name(&rest);
		if (!found.len)
			return (Text){ 0 };
		rest = text_trim(rest);
		if (!text_take_char(&rest, '='))
			continue;
		rest = text_trim(rest);
		char quote = rest.len ? rest.at[0] : '\0';
		if (quote != '"' && quote != '\'')
			return (Text){ 0 };
		rest = text_from(rest, 1);
		size_t end = text_find_char(rest, quote);
		Text value = text_slice(rest, 0, end);
		rest = text_from(rest, end == TEXT_NONE ? rest.len : end + 1);
		if (text_equal(found, name))
			return value;
	}
}
