/* One pass over the bytes, after one that counts what there can be of nodes, so that they lie in
 * one piece in the order of the text. */
#include "base/json_tree.h"

#include <string.h>

#include "base/utf8.h"

struct reading {
	Text text;
	size_t at;
	struct arena *arena;
	struct json_node *nodes;
	uint32_t count;
	unsigned depth;
	const char *wrong; /* what is the matter at `at` */
};

static bool refuse(struct reading *reading, const char *wrong)
{
	reading->wrong = wrong;
	return false;
}

/* The byte at hand; 0, which stands nowhere in UTF-8 that was checked, at the end. */
static char peek(const struct reading *reading)
{
	return reading->at < reading->text.len ? reading->text.at[reading->at] : '\0';
}

static char peek_behind_blanks(struct reading *reading)
{
	char c;

	while ((c = peek(reading)) == ' ' || c == '\n' || c == '\t' || c == '\r')
		reading->at++;
	return c;
}

/* There is room: each node but the first has a sign of its own before it. */
static struct json_node *add_node(struct reading *reading, enum json_kind kind)
{
	struct json_node *node = &reading->nodes[reading->count++];

	*node = (struct json_node){ .kind = kind, .size = 1 };
	return node;
}

/* --- texts --- */

static bool take_hex(struct reading *reading, uint32_t *number)
{
	*number = 0;
	for (unsigned i = 0; i < 4; i++, reading->at++) {
		char c = peek(reading), small = ascii_lower(c);

		if (c >= '0' && c <= '9')
			*number = *number * 16 + (uint32_t)(c - '0');
		else if (small >= 'a' && small <= 'f')
			*number = *number * 16 + (uint32_t)(small - 'a') + 10;
		else
			return refuse(reading, "bad escape");
	}
	return true;
}

static size_t put_point(char *to, uint32_t point)
{
	size_t more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
	static const unsigned char heads[] = { 0, 0xc0, 0xe0, 0xf0 };

	to[0] = (char)(heads[more] | point >> (6 * more));
	for (size_t i = 1; i <= more; i++)
		to[i] = (char)(0x80 | (point >> (6 * (more - i)) & 0x3f));
	return more + 1;
}

/* Behind "\u". */
static size_t take_point(struct reading *reading, char *to)
{
	uint32_t point, low;

	if (!take_hex(reading, &point))
		return 0;
	if (point >= 0xd800 && point < 0xdc00) {
		if (peek(reading) != '\\' || (reading->at++, peek(reading)) != 'u')
			return refuse(reading, "half a surrogate pair");
		reading->at++;
		if (!take_hex(reading, &low))
			return 0;
		if (low < 0xdc00 || low > 0xdfff)
			return refuse(reading, "half a surrogate pair");
		point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
	} else if (point >= 0xdc00 && point < 0xe000)
		return refuse(reading, "half a surrogate pair");
	if (!point)
		return refuse(reading, "a NUL in a text");
	return put_point(to, point);
}

/* Behind a backslash; at most as many bytes as were read. 0: it is none. */
static size_t take_escape(struct reading *reading, char *to)
{
	static const char letters[] = "bfnrt\"\\/", meant[] = "\b\f\n\r\t\"\\/";
	char c = peek(reading);
	const char *found = c ? strchr(letters, c) : NULL;

	reading->at += c != '\0';
	if (c == 'u')
		return take_point(reading, to);
	if (!found)
		return refuse(reading, "bad escape");
	*to = meant[found - letters];
	return 1;
}

static bool is_inner(char c)
{
	return c != '"' && c != '\\' && (unsigned char)c >= ' ';
}

/* The rest of a text that has escapes, into a copy. */
static bool take_escaped(struct reading *reading, size_t start, struct json_node *node)
{
	const char *text = reading->text.at;
	size_t len = reading->at - start, end = reading->at, size;
	char *copy;

	while (end < reading->text.len && text[end] != '"')
		end += text[end] == '\\' ? 2 : 1;
	copy = arena_take(reading->arena, end - start);
	if (!copy)
		return refuse(reading, NULL);
	memcpy(copy, text + start, len);
	for (char c; (c = peek(reading)) != '"';) {
		if (c == '\\') {
			reading->at++;
			size = take_escape(reading, copy + len);
			if (!size)
				return false;
			len += size;
		} else if (is_inner(c)) {
			copy[len++] = c;
			reading->at++;
		} else
			return refuse(reading, "a text without its end");
	}
	reading->at++;
	node->text = copy;
	node->count = (uint32_t)len;
	return true;
}

static bool take_text(struct reading *reading)
{
	struct json_node *node = add_node(reading, JSON_NODE_TEXT);
	const char *text = reading->text.at;
	size_t start = ++reading->at, at = start, len = reading->text.len;

	while (at < len && is_inner(text[at]))
		at++;
	reading->at = at;
	if (at < len && text[at] == '\\')
		return take_escaped(reading, start, node);
	if (at == len || text[at] != '"')
		return refuse(reading, "a text without its end");
	reading->at++;
	node->text = text + start;
	node->count = (uint32_t)(at - start);
	return true;
}

/* --- numbers and words --- */

static bool take_digits(struct reading *reading)
{
	size_t start = reading->at;

	while (peek(reading) >= '0' && peek(reading) <= '9')
		reading->at++;
	return reading->at > start || refuse(reading, "bad number");
}

static bool take_fraction(struct reading *reading)
{
	if (peek(reading) == '.' && (reading->at++, !take_digits(reading)))
		return false;
	if (peek(reading) != 'e' && peek(reading) != 'E')
		return true;
	reading->at++;
	reading->at += peek(reading) == '+' || peek(reading) == '-';
	return take_digits(reading);
}

static bool take_number(struct reading *reading)
{
	struct json_node *node = add_node(reading, JSON_NODE_INTEGER);
	bool negative = peek(reading) == '-', fits = true;
	int64_t number = 0;
	size_t start = reading->at += negative;

	if (!take_digits(reading))
		return false;
	if (reading->text.at[start] == '0' && reading->at > start + 1)
		return refuse(reading, "bad number");
	/* Downwards, where there is one more. */
	for (size_t i = start; i < reading->at; i++)
		fits = fits && !__builtin_mul_overflow(number, 10, &number) &&
		    !__builtin_sub_overflow(number, reading->text.at[i] - '0', &number);
	if (peek(reading) == '.' || peek(reading) == 'e' || peek(reading) == 'E') {
		node->kind = JSON_NODE_REAL;
		return take_fraction(reading);
	}
	if (!fits || (!negative && number == INT64_MIN))
		return refuse(reading, "too large a number");
	node->integer = negative ? number : -number;
	return true;
}

static bool take_word(struct reading *reading, Text word, enum json_kind kind)
{
	if (!text_starts(text_from(reading->text, reading->at), word))
		return refuse(reading, "no value");
	add_node(reading, kind);
	reading->at += word.len;
	return true;
}

/* --- arrays and objects --- */

static bool take_value(struct reading *reading);

/* `next` is what comes behind a value; *more: another one. */
static bool take_comma(struct reading *reading, char end, bool *more)
{
	char c = peek_behind_blanks(reading);

	*more = c == ',';
	if (c != ',' && c != end)
		return refuse(reading, "no comma and no end");
	reading->at++;
	return true;
}

static bool take_array(struct reading *reading)
{
	uint32_t number = reading->count, count = 0;
	bool more;

	add_node(reading, JSON_NODE_ARRAY);
	reading->at++;
	more = peek_behind_blanks(reading) != ']';
	reading->at += !more;
	while (more) {
		if (!take_value(reading) || !take_comma(reading, ']', &more))
			return false;
		count++;
	}
	reading->nodes[number].count = count;
	reading->nodes[number].size = reading->count - number;
	return true;
}

static bool has_key(const struct json_node *object, uint32_t count, Text key)
{
	const struct json_node *node = object + 1;

	for (; count; count--, node = json_node_next(node + 1))
		if (text_equal(json_node_text(node), key))
			return true;
	return false;
}

/* `seen`: a bit for each key before, so that they are hardly ever gone through. */
static bool take_key(
    struct reading *reading, const struct json_node *object, uint32_t count, uint64_t *seen)
{
	const struct json_node *node = &reading->nodes[reading->count];
	unsigned char first, last;
	uint64_t bit;
	Text key;

	if (count == JSON_MEMBER_LIMIT)
		return refuse(reading, "too many members");
	if (peek_behind_blanks(reading) != '"')
		return refuse(reading, "no key");
	if (!take_text(reading))
		return false;
	key = json_node_text(node);
	first = key.len ? (unsigned char)key.at[0] : 0;
	last = key.len ? (unsigned char)key.at[key.len - 1] : 0;
	bit = (uint64_t)1 << ((first * 5u + last * 11u + (unsigned)key.len * 3u) & 63);
	if ((*seen & bit) && has_key(object, count, key))
		return refuse(reading, "a key twice");
	*seen |= bit;
	if (peek_behind_blanks(reading) != ':')
		return refuse(reading, "no colon");
	reading->at++;
	return true;
}

static bool take_object(struct reading *reading)
{
	uint32_t number = reading->count, count = 0;
	struct json_node *object = add_node(reading, JSON_NODE_OBJECT);
	uint64_t seen = 0;
	bool more;

	reading->at++;
	more = peek_behind_blanks(reading) != '}';
	reading->at += !more;
	while (more) {
		if (!take_key(reading, object, count, &seen) || !take_value(reading) ||
		    !take_comma(reading, '}', &more))
			return false;
		count++;
	}
	object->count = count;
	object->size = reading->count - number;
	return true;
}

static bool take_value(struct reading *reading)
{
	bool taken;
	char c = peek_behind_blanks(reading);

	switch (c) {
	case '"':
		return take_text(reading);
	case 't':
		return take_word(reading, TEXT("true"), JSON_NODE_TRUE);
	case 'f':
		return take_word(reading, TEXT("false"), JSON_NODE_FALSE);
	case 'n':
		return take_word(reading, TEXT("null"), JSON_NODE_NULL);
	case '[':
	case '{':
		if (++reading->depth > JSON_DEPTH_LIMIT)
			return refuse(reading, "too deep");
		taken = c == '[' ? take_array(reading) : take_object(reading);
		reading->depth--;
		return taken;
	default:
		return c == '-' || (c >= '0' && c <= '9') ? take_number(reading)
							  : refuse(reading, "no value");
	}
}

static bool take_document(struct reading *reading)
{
	size_t bad = utf8_find_bad(reading->text);

	if (bad != TEXT_NONE) {
		reading->at = bad;
		return refuse(reading, "no UTF-8");
	}
	if (!take_value(reading))
		return false;
	peek_behind_blanks(reading);
	return reading->at == reading->text.len || refuse(reading, "more behind the end");
}

/* At least as many as there are. */
static size_t count_nodes(Text text)
{
	size_t count = 2;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		count += (c == ',') + (c == ':') + (c == '[') + (c == '{');
	}
	return count;
}

static void tell(const struct reading *reading, struct error *err)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < reading->at && i < reading->text.len; i++) {
		column = reading->text.at[i] == '\n' ? 1 : column + 1;
		line += reading->text.at[i] == '\n';
	}
	if (reading->wrong)
		fail(err, FAULT_BAD_INPUT, "bad JSON at line %zu, column %zu: %s", line, column,
		    reading->wrong);
	else
		fail(err, FAULT_NO_MEMORY, "no memory left to read JSON");
}

const struct json_node *json_tree_read(Text text, struct arena *arena, struct error *err)
{
	struct reading reading = { .text = text, .arena = arena };

	if (text.len <= UINT32_MAX)
		reading.nodes = arena_take(arena, count_nodes(text) * sizeof *reading.nodes);
	if (reading.nodes && take_document(&reading))
		return reading.nodes;
	tell(&reading, err);
	return NULL;
}

/* --- walking --- */

const struct json_node *json_node_member(const struct json_node *object, const char *key)
{
	Text wanted = text_of(key);
	const struct json_node *node;

	if (!json_node_is(object, JSON_NODE_OBJECT))
		return NULL;
	node = object + 1;
	for (uint32_t left = object->count; left; left--, node = json_node_next(node + 1))
		if (node->count == wanted.len && memcmp(node->text, wanted.at, wanted.len) == 0)
			return node + 1;
	return NULL;
}

const struct json_node *json_node_first(const struct json_node *array)
{
	return json_node_is(array, JSON_NODE_ARRAY) && array->count ? array + 1 : NULL;
}
