/* jansson's memory is its own; trees are small and short-lived, and the texts they came from are
 * bounded, so no arena is asked for. */
#include "base/json.h"

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
