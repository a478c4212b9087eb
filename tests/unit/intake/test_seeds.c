/* The two real documents and their hand-checked parse. They live in ../shared (or CHANCERY_SHARED)
 * and never in this repository; where they are absent the tests are skipped. */
#include "intake/intake.h"

#include <setjmp.h>

#include "base/files.h"
#include "base/json.h"
#include "record/codec.h"

#include <cmocka.h> /* last: it calls something else fail */

struct seed {
	const char *key, *file;
	struct arena arena;
	json_t *expected, *got;
	Text json, text; /* of the record, and its transcript */
	struct catalog *catalog;
};

/* Keys of expected.json that are no values of a record. */
static const char *const left_out[] = {
	"source_file", "container", /* where the file came from: the vault's business */
	"page",        /* navigation and counters of the mirror page around the record */
	"note", "why", /* explanations of the checker */
	"effective_rule", "page_marker_join_rule", "paragraph_id_rule",
	"report_year_rule", /* rules in words */
	"contacts_pii", "named_persons_in_text", "not_pii_lookalikes",
	"other_facts", /* of the curator's review */
	"role", "trafficking_forms", "destinations_forced_labor",
	"destinations_forced_prostitution", "transit_from", "transit_to", "facts",
	"all_number_tokens_in_order", /* figures of the text: not read yet */
	"layout", "short_lines",      /* measurements of the file */
};

static bool is_left_out(const char *key)
{
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (text_equal(text_of(left_out[i]), text_of(key)))
			return true;
	return false;
}

static int compare(const json_t *expected, const json_t *got, const char *path);

static int compare_objects(const json_t *expected, const json_t *got, const char *path)
{
	const char *key;
	json_t *value;
	int wrong = 0;

	json_object_foreach((json_t *)(uintptr_t)expected, key, value)
	{
		char below[400];

		if (is_left_out(key))
			continue;
		snprintf(below, sizeof below, "%s.%s", path, key);
		wrong += compare(value, json_object_get(got, key), below);
	}
	return wrong;
}

static int compare_arrays(const json_t *expected, const json_t *got, const char *path)
{
	int wrong = 0;

	if (json_array_size(expected) != json_array_size(got)) {
		print_error("%s: %zu items expected, %zu read\n", path, json_array_size(expected),
		    json_array_size(got));
		wrong++;
	}
	for (size_t i = 0; i < json_array_size(expected); i++) {
		char below[400];

		snprintf(below, sizeof below, "%s[%zu]", path, i);
		wrong += compare(json_array_get(expected, i), json_array_get(got, i), below);
	}
	return wrong;
}

/* "starts" gives the first words of a paragraph, as many as the checker cared to write. */
static bool matches(const json_t *expected, const json_t *got, const char *path)
{
	Text want = { json_string_value(expected), json_string_length(expected) };
	Text have = { json_string_value(got), json_string_length(got) };

	if (json_is_string(expected) && json_is_string(got) &&
	    text_ends(text_of(path), TEXT(".starts")))
		return text_starts(have, want);
	return json_equal(expected, got);
}

static int compare(const json_t *expected, const json_t *got, const char *path)
{
	if (json_is_object(expected) && json_is_object(got))
		return compare_objects(expected, got, path);
	if (json_is_array(expected) && json_is_array(got))
		return compare_arrays(expected, got, path);
	if (got && matches(expected, got, path))
		return 0;
	char *want = json_dumps(expected, JSON_ENCODE_ANY),
	     *have = got ? json_dumps(got, JSON_ENCODE_ANY) : NULL;
	print_error("%s: expected %s, read %s\n", path, want ? want : "?", have ? have : "nothing");
	free(want);
	free(have);
	return 1;
}

static enum fault take(void *context, const struct received *received, struct error *err)
{
	struct seed *seed = context;
	struct out out;

	(void)err;
	if (!received->record) {
		print_error("rejected: %s\n", received->reason.text);
		return FAULT_NONE;
	}
	out_begin(&out, 64u << 20);
	out_json(&out, record_to_json(received->record), JSON_STYLE_LINE);
	seed->json = text_copy(&seed->arena, out_text(&out));
	seed->text = text_copy(&seed->arena, received->record->transcript.text);
	out_end(&out);
	return FAULT_NONE;
}

static const char *shared(struct arena *arena, const char *name)
{
	const char *folder = getenv("CHANCERY_SHARED");

	return path_join(arena, path_join(arena, folder ? folder : "../shared", "seeds"), name);
}

static int open_seed(void **state, const char *key, const char *file)
{
	struct seed *seed = calloc(1, sizeof *seed);
	struct error err = { 0 };
	Text expected;

	if (!seed)
		return -1;
	*state = seed;
	seed->key = key;
	seed->file = file;
	arena_begin(&seed->arena, 0);
	if (!file_exists(shared(&seed->arena, "expected.json")))
		return 0;
	seed->catalog = catalog_open(&err);
	if (!seed->catalog ||
	    file_read(
		shared(&seed->arena, "expected.json"), 1u << 20, &seed->arena, &expected, &err))
		return -1;
	seed->expected = json_read(expected, &err);
	struct intake *intake = intake_open(
	    &(struct intake_settings){ .catalog = seed->catalog, .take = take, .context = seed },
	    &err);
	if (!intake || intake_read(intake, shared(&seed->arena, file), &err) != FAULT_NONE ||
	    intake_close(intake, &err) != FAULT_NONE)
		print_error("%s\n", err.text);
	seed->got = json_read(seed->json, &err);
	return seed->expected && seed->got ? 0 : -1;
}

static int open_cable(void **state)
{
	return open_seed(state, "cable", "000_8b9b5a8614732f73.txt");
}

static int open_tip(void **state)
{
	return open_seed(state, "tip", "002_9ddc8a5ee537dd9b.txt");
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

static void reads_what_was_checked(void **state)
{
	struct seed *seed = *state;

	if (!seed->expected)
		skip();
	assert_int_equal(
	    compare(json_object_get(seed->expected, seed->key), seed->got, seed->key), 0);
}

static void codec_gives_the_same_record(void **state)
{
	struct seed *seed = *state;
	struct error err = { 0 };
	struct out out;

	if (!seed->expected)
		skip();
	struct record *record = record_from_json(seed->json, seed->text, &seed->arena, &err);
	if (!record)
		print_error("%s\n", err.text);
	assert_non_null(record);
	out_begin(&out, 64u << 20);
	out_json(&out, record_to_json(record), JSON_STYLE_LINE);
	assert_true(text_equal(out_text(&out), seed->json));
	out_end(&out);
}

/* Letters and digits only: blanks, line ends and joints do not count. */
static Text bare(struct arena *arena, Text text)
{
	char *bytes = arena_take(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; bytes && i < text.len; i++)
		if (!ascii_is_space(text.at[i]))
			bytes[len++] = ascii_upper(text.at[i]);
	return (Text){ bytes, len };
}

static int check_span(struct seed *seed, const json_t *value, const json_t *span, const char *key)
{
	size_t start = (size_t)json_integer_value(json_array_get(span, 0)),
	       length = (size_t)json_integer_value(json_array_get(span, 1));
	Text bytes = bare(&seed->arena, text_slice(seed->text, start, length));
	Text want =
	    bare(&seed->arena, (Text){ json_string_value(value), json_string_length(value) });

	if (!json_is_string(value) || text_find(bytes, want) != TEXT_NONE)
		return 0;
	print_error("%s: '%.*s' is not in its span '%.*s'\n", key, TEXT_ARG(want), TEXT_ARG(bytes));
	return 1;
}

/* Every field with a span, wherever it stands in the tree. */
static int check_spans(struct seed *seed, const json_t *tree, uint32_t *fields)
{
	const json_t *spans = json_object_get(tree, "spans");
	const char *key;
	json_t *value;
	size_t i;
	int wrong = 0;

	json_object_foreach((json_t *)(uintptr_t)spans, key, value)
	{
		const json_t *field = json_object_get(tree, key);
		for (i = 0; json_is_array(field) && i < json_array_size(field); i++, (*fields)++)
			wrong += check_span(
			    seed, json_array_get(field, i), json_array_get(value, i), key);
		if (json_is_string(field)) {
			wrong += check_span(seed, field, value, key);
			(*fields)++;
		}
	}
	json_object_foreach((json_t *)(uintptr_t)tree, key, value) wrong +=
	    check_spans(seed, value, fields);
	for (i = 0; i < json_array_size(tree); i++)
		wrong += check_spans(seed, json_array_get(tree, i), fields);
	return wrong;
}

static void every_field_has_its_place(void **state)
{
	struct seed *seed = *state;
	uint32_t fields = 0;

	if (!seed->expected)
		skip();
	assert_int_equal(check_spans(seed, seed->got, &fields), 0);
	assert_true(fields > 10);
}

static void block_ids_are_unique(void **state)
{
	struct seed *seed = *state;
	const json_t *blocks = json_object_get(json_object_get(seed->got, "message"), "blocks");
	json_t *seen = json_object();

	if (!seed->expected) {
		json_decref(seen);
		skip();
	}
	for (size_t i = 0; i < json_array_size(blocks); i++) {
		const char *id =
		    json_string_value(json_object_get(json_array_get(blocks, i), "id"));
		assert_non_null(id);
		if (json_object_get(seen, id))
			print_error("twice: %s\n", id);
		assert_null(json_object_get(seen, id));
		json_object_set_new(seen, id, json_true());
	}
	json_decref(seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_what_was_checked, open_cable, close_seed),
		cmocka_unit_test_setup_teardown(
		    codec_gives_the_same_record, open_cable, close_seed),
		cmocka_unit_test_setup_teardown(every_field_has_its_place, open_cable, close_seed),
		cmocka_unit_test_setup_teardown(block_ids_are_unique, open_cable, close_seed),
		cmocka_unit_test_setup_teardown(reads_what_was_checked, open_tip, close_seed),
		cmocka_unit_test_setup_teardown(codec_gives_the_same_record, open_tip, close_seed),
		cmocka_unit_test_setup_teardown(every_field_has_its_place, open_tip, close_seed),
	};

	return cmocka_run_group_tests_name("intake/seeds", tests, NULL, NULL);
}
