/* What goes out comes back; what is not strict JSON is refused with its place. */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_out(const struct out *out, Text expected)
{
	Text got = out_text(out);

	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static json_t *sample(void)
{
	json_t *tree = json_object();

	json_object_set_new(tree, "z", json_text(TEXT("\xC3\xA9\"")));
	json_object_set_new(tree, "a", json_text((Text){ NULL, 0 }));
	json_object_set_new(tree, "n", json_integer(7));
	json_object_set_new(tree, "e", json_text(TEXT("")));
	return tree;
}

static void test_print(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 1000);
	out_json(&out, sample(), JSON_STYLE_LINE);
	assert_out(&out, TEXT("{\"z\":\"\xC3\xA9\\\"\",\"a\":null,\"n\":7,\"e\":\"\"}"));
	out_reset(&out);
	out_json(&out, json_pack("{s:[i]}", "a", 1), JSON_STYLE_PRETTY);
	assert_out(&out, TEXT("{\n  \"a\": [\n    1\n  ]\n}"));
	out_reset(&out);
	out_json(&out, json_text(TEXT("alone")), JSON_STYLE_LINE);
	assert_out(&out, TEXT("\"alone\""));
	out_end(&out);
}

/* Written straight: the same bytes as by way of a tree. */
static void test_straight(void **state)
{
	static const char text[] = "q\"b\\s/ \b\t\n\v\f\r\x01\x1f\x7f \xC3\xA9 \xF0\x9F\x98\x80";
	static const int64_t numbers[] = { 0, 7, -7, 1234567890123, INT64_MAX, INT64_MIN };
	const Text whole = { text, sizeof text - 1 };
	json_t *tree = json_array();
	struct out straight, out;

	(void)state;
	out_begin(&straight, 1000);
	out_begin(&out, 1000);
	out_json_open(&straight, '[');
	json_array_append_new(tree, json_object());
	out_json_open(&straight, '{');
	out_json_close(&straight, '}');
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		out_json_number(&straight, numbers[i]);
		json_array_append_new(tree, json_integer(numbers[i]));
	}
	for (size_t len = 0; (unsigned char)text[len] < 0x80; len++) {
		out_json_text(&straight, text_slice(whole, 0, len));
		json_array_append_new(tree, json_text(text_slice(whole, 0, len)));
	}
	out_json_text(&straight, whole);
	json_array_append_new(tree, json_text(whole));
	out_json_text(&straight, (Text){ 0 });
	out_json_text(&straight, TEXT("cut \xC3"));
	json_array_append_new(tree, json_null());
	json_array_append_new(tree, json_null());
	out_json_open(&straight, '{');
	out_json_key(&straight, "a");
	out_json_pair(&straight, 1, -2);
	out_json_key(&straight, "b");
	out_json_word(&straight, TEXT("true"));
	out_json_close(&straight, '}');
	json_array_append_new(tree, json_pack("{s:[i,i], s:b}", "a", 1, -2, "b", 1));
	out_json_close(&straight, ']');
	out_json(&out, tree, JSON_STYLE_LINE);
	assert_out(&straight, out_text(&out));
	out_end(&out);
	out_end(&straight);
}

static void test_print_faults(void **state)
{
	struct out out;

	(void)state;
	out_begin(&out, 5);
	out_json(&out, sample(), JSON_STYLE_LINE);
	assert_int_equal(out.fault, FAULT_TOO_LARGE);
	out_json(&out, NULL, JSON_STYLE_LINE);
	assert_int_equal(out.fault, FAULT_TOO_LARGE);
	out_reset(&out);
	out_json(&out, NULL, JSON_STYLE_LINE);
	assert_int_equal(out.fault, FAULT_NO_MEMORY);
	out_end(&out);
}

static void test_get(void **state)
{
	json_t *tree = sample();

	(void)state;
	assert_true(text_equal(json_get_text(tree, "z"), TEXT("\xC3\xA9\"")));
	assert_null(json_get_text(tree, "a").at);
	assert_null(json_get_text(tree, "n").at);
	assert_null(json_get_text(tree, "nowhere").at);
	assert_null(json_get_text(NULL, "z").at);
	assert_non_null(json_get_text(tree, "e").at);
	assert_int_equal(json_get_number(tree, "n", -1), 7);
	assert_int_equal(json_get_number(tree, "z", -1), -1);
	json_decref(tree);
}

static void test_read(void **state)
{
	static const Text bad[] = {
		TEXT_INIT(""),
		TEXT_INIT("{\"a\":1,\"a\":2}"),
		TEXT_INIT("{} x"),
		TEXT_INIT("[1,]"),
		TEXT_INIT("\"\xFF\""),
		TEXT_INIT("\"\\ud800\""),
		TEXT_INIT("[NaN]"),
	};
	struct error err = { 0 };
	json_t *tree = json_read(TEXT("{\"a\": [1, \"x\"]}"), &err);

	(void)state;
	assert_non_null(tree);
	json_decref(tree);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct error why = { 0 };

		assert_null(json_read(bad[i], &why));
		assert_int_equal(why.fault, FAULT_BAD_INPUT);
		assert_int_equal(strncmp(why.text, "bad JSON at line ", 17), 0);
	}
	assert_null(json_read(TEXT("{\n \"a\": x}"), &err));
	assert_non_null(strstr(err.text, "line 2, column "));
}

static void test_depth(void **state)
{
	static char deep[100000];
	struct error err = { 0 };

	(void)state;
	memset(deep, '[', sizeof deep);
	assert_null(json_read((Text){ deep, sizeof deep }, &err));
	assert_int_equal(err.fault, FAULT_BAD_INPUT);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_straight),
		cmocka_unit_test(test_print_faults),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
