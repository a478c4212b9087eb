/* The description of what programs may ask for and the table of routes: neither knows more than the
 * other. */
#include "site/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "pages/embedded.h"

static json_t *describe(void)
{
	struct error err = { 0 };
	json_t *tree = json_read(embedded_openapi_json, &err);

	if (!tree)
		fail_msg("%s", err.text);
	return tree;
}

static const struct route *route_of(const char *pattern)
{
	uint32_t count;
	const struct route *routes = site_routes(&count);

	for (uint32_t i = 0; i < count; i++)
		if (text_equal(text_of(routes[i].pattern), text_of(pattern)))
			return &routes[i];
	return NULL;
}

static void test_every_route(void **state)
{
	json_t *tree = describe(), *paths = json_object_get(tree, "paths");
	uint32_t count, api = 0;
	const struct route *routes = site_routes(&count);

	(void)state;
	for (uint32_t i = 0; i < count; i++) {
		Text pattern = text_of(routes[i].pattern);
		bool described = json_object_get(paths, routes[i].pattern);

		if (described != !!(routes[i].use & ROUTE_API))
			fail_msg("%s", routes[i].pattern);
		if (text_starts(pattern, TEXT("/api/v")))
			assert_true(routes[i].use & ROUTE_API);
		api += described;
	}
	assert_int_equal(api, json_object_size(paths));
	json_decref(tree);
}

static bool declares(const json_t *get, Text name, Text where)
{
	const json_t *parameters = json_object_get(get, "parameters");

	for (size_t i = 0; i < json_array_size(parameters); i++) {
		const json_t *parameter = json_array_get(parameters, i);

		if (text_equal(json_get_text(parameter, "name"), name) &&
		    text_equal(json_get_text(parameter, "in"), where))
			return true;
	}
	return false;
}

static size_t count_path_parameters(const json_t *get)
{
	const json_t *parameters = json_object_get(get, "parameters");
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(parameters); i++)
		count +=
		    text_equal(json_get_text(json_array_get(parameters, i), "in"), TEXT("path"));
	return count;
}

/* Holes are its path parameters; parameters of the query only where answers depend on them; the
 * type is the one sent. */
static void test_parameters_and_types(void **state)
{
	json_t *tree = describe(), *path;
	const char *pattern;

	(void)state;
	json_object_foreach(json_object_get(tree, "paths"), pattern, path)
	{
		const struct route *route = route_of(pattern);
		const json_t *get = json_object_get(path, "get");
		const json_t *content = json_object_get(
		    json_object_get(json_object_get(get, "responses"), "200"), "content");
		Text rest = text_of(pattern), type;
		size_t holes = 0;

		assert_non_null(route);
		for (text_cut(&rest, '{'); rest.len; text_cut(&rest, '{'), holes++)
			if (!declares(get, text_cut(&rest, '}'), TEXT("path")))
				fail_msg("%s: a hole is not described", pattern);
		assert_int_equal(holes, count_path_parameters(get));
		assert_int_equal(json_array_size(json_object_get(get, "parameters")) > holes,
		    (route->use & ROUTE_QUERY) != 0);
		rest = text_of(route->content_type);
		type = text_cut(&rest, ';');
		assert_non_null(json_object_getn(content, type.at, type.len));
	}
	json_decref(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_route),
		cmocka_unit_test(test_parameters_and_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
