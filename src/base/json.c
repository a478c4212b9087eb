/* jansson's memory is its own; trees are small and short-lived, and the texts they came from are
 * bounded, so no arena is asked for. */
#include "base/json.h"

#include "base/utf8.h"

json_t *json_text(Text text)
{
	return text.at ? json_stringn(text.at, text.len) : json_null();
}

Text json_get_text(const json_t *object, const char *key)
{
	const json_t *member = json_object_get(object, key);

	return json_is_string(member)
	    ? (Text){ json_string_value(member), json_string_length(member) }
	    : (Text){ NULL, 0 };
}

int64_t json_get_number(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *member = json_object_get(object, key);

	return json_is_integer(member) ? (int64_t)json_integer_value(member) : otherwise;
}

static int put_bytes(const char *bytes, size_t len, void *out)
{
	out_put(out, (Text){ bytes, len });
	return ((struct out *)out)->fault == FAULT_NONE ? 0 : -1;
}

void out_json(struct out *out, json_t *tree, enum json_style style)
{
	size_t shape = style == JSON_STYLE_PRETTY ? JSON_INDENT(2) : JSON_COMPACT;

	if (out->fault == FAULT_NONE &&
	    (!tree || json_dump_callback(tree, put_bytes, out, shape | JSON_ENCODE_ANY) != 0) &&
	    out->fault == FAULT_NONE)
		out->fault = FAULT_NO_MEMORY;
	json_decref(tree);
}

/* --- straight into the out --- */

/* What was put last tells whether a comma is due: nothing opens an array, an object or a member's
 * value but these three signs, and a text ends in its quotation mark. */
static void put_comma(struct out *out)
{
	char last = out->len ? out->bytes[out->len - 1] : ':';

	if (last != '{' && last != '[' && last != ':')
		out_char(out, ',');
}

void out_json_open(struct out *out, char bracket)
{
	put_comma(out);
	out_char(out, bracket);
}

void out_json_close(struct out *out, char bracket)
{
	out_char(out, bracket);
}

void out_json_key(struct out *out, const char *key)
{
	put_comma(out);
	out_char(out, '"');
	out_put(out, text_of(key));
	out_put(out, TEXT("\":"));
}

void out_json_word(struct out *out, Text word)
{
	put_comma(out);
	out_put(out, word);
}

void out_json_number(struct out *out, int64_t number)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	put_comma(out);
	out_put(out, (Text){ at, (size_t)(digits + sizeof digits - at) });
}

void out_json_pair(struct out *out, int64_t a, int64_t b)
{
	out_json_open(out, '[');
	out_json_number(out, a);
	out_json_number(out, b);
	out_json_close(out, ']');
}

static void put_escape(struct out *out, unsigned char c)
{
	static const char letters[] = "btn?fr", digits[] = "0123456789ABCDEF";
	char sign[6] = { '\\', (char)c, '0', '0', digits[c >> 4], digits[c & 15] };
	bool has_letter = c >= '\b' && c <= '\r' && c != '\v';

	if (has_letter)
		sign[1] = letters[c - '\b'];
	else if (c < ' ')
		sign[1] = 'u';
	out_put(out, (Text){ sign, sign[1] == 'u' ? 6 : 2 });
}

static bool is_escaped(unsigned char c)
{
	return c < ' ' || c == '"' || c == '\\';
}

void out_json_text(struct out *out, Text text)
{
	size_t from = 0;

	if (!text.at || utf8_find_bad(text) != TEXT_NONE) {
		out_json_word(out, TEXT("null"));
		return;
	}
	put_comma(out);
	out_char(out, '"');
	for (size_t i = 0; i < text.len; i++)
		if (is_escaped((unsigned char)text.at[i])) {
			out_put(out, text_slice(text, from, i - from));
			put_escape(out, (unsigned char)text.at[i]);
			from = i + 1;
		}
	out_put(out, text_from(text, from));
	out_char(out, '"');
}

json_t *json_read(Text text, struct error *err)
{
	json_error_t place;
	json_t *tree = json_loadb(
	    text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &place);

	if (!tree)
		fail(err, FAULT_BAD_INPUT, "bad JSON at line %d, column %d: %s", place.line,
		    place.column, place.text);
	return tree;
}
