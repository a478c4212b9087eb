/* The same as json_read reads: on good and bad input, cut everywhere and changed everywhere. */
#include "base/json_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"

static bool same(const struct json_node *node, const json_t *tree)
{
	const struct json_node *inner = node + 1;

	switch (node->kind) {
	case JSON_NODE_TEXT:
		return json_is_string(tree) &&
		    text_equal(json_node_text(node),
			(Text){ json_string_value(tree), json_string_length(tree) });
	case JSON_NODE_INTEGER:
		return json_is_integer(tree) && json_integer_value(tree) == node->integer;
	case JSON_NODE_REAL:
		return json_is_real(tree);
	case JSON_NODE_ARRAY:
		for (uint32_t i = 0; i < node->count; i++, inner = json_node_next(inner))
			if (!same(inner, json_array_get(tree, i)))
				return false;
		return json_is_array(tree) && json_array_size(tree) == node->count;
	case JSON_NODE_OBJECT:
		for (uint32_t i = 0; i < node->count; i++, inner = json_node_next(inner + 1))
			if (!same(inner + 1, json_object_getn(tree, inner->text, inner->count)))
				return false;
		return json_is_object(tree) && json_object_size(tree) == node->count;
	default:
		return node->kind == JSON_NODE_NULL
		    ? json_is_null(tree)
		    : json_is_boolean(tree) && json_is_true(tree) == (node->kind == JSON_NODE_TRUE);
	}
}

/* Both read it, and the same out of it; or neither does. */
static bool check(Text text)
{
	struct arena arena;
	struct error mine = { 0 }, theirs = { 0 };
	const struct json_node *node;
	json_t *expected = json_read(text, &theirs);

	arena_begin(&arena, 0);
	node = json_tree_read(text, &arena, &mine);
	/* We do not look at the values of reals. */
	if (node && strstr(theirs.text, "real number overflow")) {
		arena_end(&arena);
		return true;
	}
	if (!node != !expected)
		print_error("%.*s\nmine: %s\ntheirs: %s\n", TEXT_ARG(text), mine.text, theirs.text);
	assert_int_equal(!node, !expected);
	if (node)
		assert_true(same(node, expected));
	else
		assert_int_equal(mine.fault, FAULT_BAD_INPUT);
	json_decref(expected);
	arena_end(&arena);
	return node != NULL;
}

static const char sample[] =
    " {\"a\":[1,-2,0,9223372036854775807,-9223372036854775808],\"b\":{\"c\":null,\"d\":true},"
    "\"\":false , \"e\":[ ],\"f\":{},\"g\":\"x\\n\\\"\\\\\\/\\u00e9\\ud83d\\ude00\xc3\xa9\","
    "\"h\":[[0,1],[2,3]],\"i\":0.5}\n";

static void test_same_as_jansson(void **state)
{
	static const char *const bad[] = { "", " ", "{", "[", "[1,]", "{\"a\"}", "{\"a\":}",
		"{\"a\":1,}", "{\"a\":1,\"a\":2}", "{a:1}", "01", "-", "1.", "1e", ".5", "+1",
		"9223372036854775808", "-9223372036854775809", "\"", "\"\\", "\"\\x\"", "\"\\u12\"",
		"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u0000\"", "\"\x01\"",
		"\"\xff\"", "nul", "nulll", "[1 2]", "1 2", "[1}", "\"a\"b", "'a'", "\"\t\"" };
	static const char *const good[] = { "0", "-0", "\"\"", "null", "[]", "{}", "\"\\u007f\"",
		"\"\\uFFFF\"", "[true,false]", "{\"a\":{\"a\":1}}" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(check(text_of(bad[i])));
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(check(text_of(good[i])));
	assert_true(check(text_of(sample)));
}

static void test_every_cut_and_change(void **state)
{
	static const char signs[] = "{}[]\",:\\u0a1-.e \x80";
	char bytes[sizeof sample];

	(void)state;
	for (size_t len = 0; len < sizeof sample - 1; len++) {
		char *cut = malloc(len + 1); /* to the byte, for who watches bounds */

		memcpy(cut, sample, len);
		check((Text){ cut, len });
		free(cut);
	}
	for (size_t at = 0; at < sizeof sample - 1; at++)
		for (size_t i = 0; i < sizeof signs - 1; i++) {
			memcpy(bytes, sample, sizeof sample);
			bytes[at] = signs[i];
			check((Text){ bytes, sizeof sample - 1 });
		}
}

static void test_limits(void **state)
{
	struct arena arena;
	struct error err = { 0 };
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	out_begin(&out, 1 << 20);
	for (unsigned i = 0; i < JSON_DEPTH_LIMIT + 1; i++)
		out_char(&out, '[');
	assert_null(json_tree_read(out_text(&out), &arena, &err));
	assert_non_null(strstr(err.text, "too deep"));
	out_end(&out);
	out_begin(&out, 1 << 20);
	out_char(&out, '{');
	for (unsigned i = 0; i <= JSON_MEMBER_LIMIT; i++)
		out_put(&out, text_format(&arena, "%s\"%u\":%u", i ? "," : "", i, i));
	out_char(&out, '}');
	assert_null(json_tree_read(out_text(&out), &arena, &err));
	assert_non_null(strstr(err.text, "line 1"));
	out_end(&out);
	arena_end(&arena);
}

static void test_members(void **state)
{
	struct arena arena;
	struct error err = { 0 };
	const struct json_node *tree;

	(void)state;
	arena_begin(&arena, 0);
	tree = json_tree_read(text_of(sample), &arena, &err);
	assert_int_equal(json_node_member(tree, "a")->count, 5);
	assert_true(
	    json_node_is(json_node_member(json_node_member(tree, "b"), "d"), JSON_NODE_TRUE));
	assert_null(json_node_member(tree, "nothing"));
	assert_null(json_node_member(NULL, "a"));
	assert_null(json_node_member(json_node_member(tree, "a"), "a"));
	assert_null(json_node_first(json_node_member(tree, "e")));
	assert_null(json_node_text(json_node_member(tree, "a")).at);
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_jansson),
		cmocka_unit_test(test_every_cut_and_change),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
