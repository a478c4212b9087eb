/* The figures of the real narrative against the checked ones, which live in ../shared (or
 * CHANCERY_SHARED) and never in this repository; skipped where they are absent. */
#include "narrative/reader.h"

#include <setjmp.h>

#include "base/files.h"
#include "base/json.h"
#include "record/codec.h"

#include <cmocka.h> /* last: it calls something else fail */

#define ENOUGH 28 /* of 32 */

struct seed {
	struct arena arena;
	struct catalog *catalog;
	struct record record;
	json_t *expected, *got;
};

static const char *shared(struct arena *arena, const char *name)
{
	const char *folder = getenv("CHANCERY_SHARED");
	Text path = text_format(arena, "%s/seeds/%s", folder ? folder : "../shared", name);

	return text_string(arena, path);
}

static int open_seed(void **state)
{
	struct seed *seed = calloc(1, sizeof *seed);
	struct error err = { 0 };
	struct repairs repairs;
	Text expected, text;

	if (!seed)
		return -1;
	*state = seed;
	arena_begin(&seed->arena, 0);
	if (!file_exists(shared(&seed->arena, "expected.json")))
		return 0;
	seed->catalog = catalog_open(&err);
	if (!seed->catalog ||
	    file_read(
		shared(&seed->arena, "expected.json"), 1u << 20, &seed->arena, &expected, &err) ||
	    file_read(shared(&seed->arena, "002_9ddc8a5ee537dd9b.txt"), 1u << 20, &seed->arena,
		&text, &err) ||
	    transcript_of(text, &seed->arena, &seed->record.transcript, &repairs, &err) ||
	    narrative_read(&seed->record, seed->catalog, &seed->arena, &err))
		return -1;
	json_t *all = json_read(expected, &err);
	seed->expected = json_incref(json_object_get(all, "tip"));
	json_decref(all);
	seed->got = record_to_json(&seed->record);
	return seed->expected && seed->got ? 0 : -1;
}

static int close_seed(void **state)
{
	struct seed *seed = *state;

	json_decref(seed->expected);
	json_decref(seed->got);
	catalog_close(seed->catalog);
	arena_end(&seed->arena);
	free(seed);
	return 0;
}

static bool same(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "metric", "value", "year", "sentence" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!json_equal(json_object_get(a, keys[i]), json_object_get(b, keys[i])))
			return false;
	return true;
}

/* How many facts of `some` are in `all`; prints the others. */
static size_t count_in(const json_t *some, const json_t *all, const char *what)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(some); i++) {
		const json_t *fact = json_array_get(some, i);
		size_t k = 0;
		while (k < json_array_size(all) && !same(fact, json_array_get(all, k)))
			k++;
		if (k < json_array_size(all)) {
			count++;
			continue;
		}
		char *line = json_dumps(fact, JSON_COMPACT);
		print_error("%s: %s\n", what, line ? line : "?");
		free(line);
	}
	return count;
}

static void finds_the_facts_and_invents_none(void **state)
{
	struct seed *seed = *state;

	if (!seed->expected)
		skip();
	const json_t *expected = json_object_get(seed->expected, "facts"),
		     *got = json_object_get(seed->got, "facts");
	size_t found = count_in(expected, got, "missing");
	print_message("facts found: %zu of %zu\n", found, json_array_size(expected));
	assert_true(found >= ENOUGH);
	assert_int_equal(count_in(got, expected, "invented"), json_array_size(got));
}

static void reads_the_profile(void **state)
{
	static const char *const keys[] = { "role", "trafficking_forms",
		"destinations_forced_labor", "destinations_forced_prostitution", "transit_from",
		"transit_to" };
	struct seed *seed = *state;

	if (!seed->expected)
		skip();
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!json_equal(json_object_get(seed->expected, keys[i]),
			json_object_get(seed->got, keys[i])))
			fail_msg("%s differs", keys[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    finds_the_facts_and_invents_none, open_seed, close_seed),
		cmocka_unit_test_setup_teardown(reads_the_profile, open_seed, close_seed),
	};

	return cmocka_run_group_tests_name("narrative/facts_seed", tests, NULL, NULL);
}
