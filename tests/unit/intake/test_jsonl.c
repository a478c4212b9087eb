/* Our own export comes back as it went out; what is no record of ours is refused by name. */
#include "intake/taken.h"

#include <dirent.h>
#include <stdio.h>

#include "base/files.h"

#define MESSAGE \
	"R 010000Z FEB 08\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\nUNCLAS ROME 000009\n\n" \
	"E.O. 12958: N/A\nTAGS: PREL\nSUBJECT: THE \"LITTLE\" FOUNTAIN\n\n" \
	"1. (U) It drips.\r\n\r\nROME 00000009  002 OF 002\n\n\n2. (U) S\xEDlent.\n\nOSGODBY\n"

static int seen; /* exported and read back */

static char *export_of(Text bytes, size_t flags)
{
	struct takings takings;

	take_bytes(NULL, bytes, &takings);
	assert_int_equal(takings.records, 1);
	char *line = export_line(&takings.items[0], flags);
	takings_end(&takings);
	return line;
}

static void put_exports(struct out *file, const struct takings *takings, size_t flags)
{
	for (int i = 0; i < takings->count; i++) {
		char *line = export_line(&takings->items[i], flags);

		out_printf(file, "\n%s\n", line);
		free(line);
	}
}

static void returns_the_same_structure(Text bytes, size_t flags)
{
	struct takings first, second;
	struct out file;

	take_bytes(NULL, bytes, &first);
	if (!first.records) { /* one sample has its year from its file's name alone */
		takings_end(&first);
		return;
	}
	assert_int_equal(first.rejections, 0);
	out_begin(&file, 64u << 20);
	put_exports(&file, &first, flags);
	take_bytes(NULL, out_text(&file), &second);
	if (second.rejections)
		print_message("%s\n", second.items[0].reason);
	assert_int_equal(second.records, first.records);
	for (int i = 0; i < first.count; i++) {
		assert_string_equal(second.items[i].format, "jsonl");
		assert_string_equal(second.items[i].structure, first.items[i].structure);
		assert_string_equal(second.items[i].text, first.items[i].text);
		char *line = export_line(&first.items[i], flags);
		assert_true(text_equal(text_trim(second.items[i].source), text_of(line)));
		free(line);
	}
	seen += first.records;
	out_end(&file);
	takings_end(&first);
	takings_end(&second);
}

static void comes_back(void **state)
{
	(void)state;
	returns_the_same_structure(TEXT(MESSAGE), JSON_COMPACT);
	returns_the_same_structure(TEXT(MESSAGE), JSON_INDENT(2));
	returns_the_same_structure(
	    TEXT("FIJI (Tier 1)\n\nFiji is a place.\n\nNone in 2008.\n"), JSON_COMPACT);
}

static void file_comes_back(struct arena *arena, Text path)
{
	struct error err = { 0 };
	Text bytes;

	assert_int_equal(
	    file_read(text_string(arena, path), RECORD_LIMIT, arena, &bytes, &err), FAULT_NONE);
	returns_the_same_structure(bytes, JSON_COMPACT);
}

/* Every sample, and one of each other container. */
static void samples_come_back(void **state)
{
	static const Text others[] = { TEXT_INIT("tests/golden/tei-volume.xml"),
		TEXT_INIT("tests/golden/plusd-lamp.txt"),
		TEXT_INIT("tests/golden/nara-two-documents.txt") };
	DIR *folder = opendir("tests/sample");
	struct dirent *entry;
	struct arena arena;

	(void)state;
	assert_non_null(folder);
	arena_begin(&arena, 0);
	while ((entry = readdir(folder)) != NULL)
		if (text_ends(text_of(entry->d_name), TEXT(".txt")))
			file_comes_back(
			    &arena, text_format(&arena, "tests/sample/%s", entry->d_name));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		file_comes_back(&arena, others[i]);
	closedir(folder);
	assert_true(seen > 50);
	arena_end(&arena);
}

static void reads_many_lines(void **state)
{
	char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);
	char *shown = export_of(TEXT(MESSAGE), JSON_INDENT(2));
	struct takings takings;
	struct out file;

	(void)state;
	out_begin(&file, 1u << 20);
	out_printf(&file, "%s\r\n\nnonsense\n%s\n{\n\n%s", line, shown, line);
	take_bytes(NULL, out_text(&file), &takings);
	assert_int_equal(takings.count, 4);
	assert_int_equal(takings.items[0].line, 1);
	assert_string_equal(takings.items[0].id, "08ROME9");
	assert_int_equal(takings.items[1].line, 3);
	assert_non_null(strstr(takings.items[1].reason, "bad JSON at line 1"));
	assert_string_equal(takings.items[2].id, "08ROME9");
	/* "{" begins a record of several lines, here up to the end. */
	assert_int_equal(takings.records, 2);
	takings_end(&takings);
	out_end(&file);
	free(line);
	free(shown);
}

static void refuses_by_name(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "{\"schema\":\"chancery.record/2\",\"transcript\":\"\"}",
		    "schema 'chancery.record/2' is not known here; this Chancery reads 'chancery.record/1'" },
		{ "{\"schema\":\"x\"}",
		    "schema 'x' is not known here; this Chancery reads 'chancery.record/1'" },
		{ "{\"id\":\"08ROME9\"}", "no \"schema\": this is no record of an export" },
		{ "[]", "no \"schema\": this is no record of an export" },
		{ "{\"schema\":\"chancery.record/1\"}",
		    "no \"transcript\": the record's text is missing" },
		{ "{\"schema\":\"chancery.record/1\",\"transcript\":\"x\"}",
		    "record: it does not say of what kind it is" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;

		take_bytes("jsonl", text_of(rows[i].line), &takings);
		assert_int_equal(takings.rejections, 1);
		assert_string_equal(takings.items[0].reason, rows[i].says);
		takings_end(&takings);
	}
}

/* A record whose places would make others work without end. */
static void refuses_what_is_not_in_order(void **state)
{
	static const struct {
		const char *was, *is, *says;
	} rows[] = {
		{ "\"shifts\":[[", "\"shifts\":[[0,-1],[", "record: 'shifts'" },
		{ "\"shifts\":[[", "\"shifts\":[[900000,1],[", "record: 'shifts'" },
		{ "\"span\":[1", "\"span\":[999999", "record: 'span' has" },
		{ "\"id\":\"08ROME9\"", "\"id\":8", "record: 'id' has" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);
		char *at = strstr(line, rows[i].was);
		struct takings takings;
		struct out file;

		assert_non_null(at);
		out_begin(&file, 1u << 20);
		out_put(&file, (Text){ line, (size_t)(at - line) });
		out_printf(&file, "%s%s", rows[i].is, at + strlen(rows[i].was));
		take_bytes(NULL, out_text(&file), &takings);
		if (!takings.rejections || !strstr(takings.items[0].reason, rows[i].says))
			print_message("%s: %s\n", rows[i].is, takings.items[0].reason);
		assert_int_equal(takings.rejections, 1);
		assert_non_null(strstr(takings.items[0].reason, rows[i].says));
		takings_end(&takings);
		out_end(&file);
		free(line);
	}
}

static void refuses_blocks_one_in_another(void **state)
{
	struct error err = { 0 };
	char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);
	json_t *tree = json_read(text_of(line), &err);
	json_t *blocks = json_object_get(json_object_get(tree, "message"), "blocks");
	struct takings takings;

	(void)state;
	assert_true(json_array_size(blocks) >= 2);
	json_array_append(blocks, json_array_get(blocks, 0));
	char *spoilt = json_dumps(tree, JSON_COMPACT);
	take_bytes(NULL, text_of(spoilt), &takings);
	assert_int_equal(takings.rejections, 1);
	assert_string_equal(takings.items[0].reason, "record: 'blocks' are not in order");
	takings_end(&takings);
	json_decref(tree);
	free(spoilt);
	free(line);
}

/* A line beyond the limit is one rejection; the next line is read. */
static void skips_a_line_too_long(void **state)
{
	char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);
	size_t most = RECORD_LIMIT + 600000;
	struct takings takings;
	struct out file;

	(void)state;
	out_begin(&file, most + (1u << 20));
	out_printf(&file, "%s\n", line);
	for (size_t i = 0; i < most; i++)
		out_char(&file, 'x');
	out_printf(&file, "\n%s\n", line);
	take_bytes(NULL, out_text(&file), &takings);
	assert_int_equal(takings.records, 2);
	assert_int_equal(takings.rejections, 1);
	assert_int_equal(takings.items[1].line, 2);
	assert_int_equal(takings.items[2].line, 3);
	takings_end(&takings);
	out_end(&file);
	free(line);
}

static void survives_spoiling(void **state)
{
	char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);

	(void)state;
	take_spoilt(take_bytes, "jsonl", text_of(line));
	free(line);
}

/* Well-formed, with other numbers: places that lead elsewhere. */
static void survives_other_numbers(void **state)
{
	char *line = export_of(TEXT(MESSAGE), JSON_COMPACT);
	size_t len = strlen(line);
	int records = 0;

	(void)state;
	for (unsigned run = 0; run < spoil_runs(); run++) {
		char *copy = taken_copy(text_of(line));
		struct takings takings;

		dice_state = run * 2654435761u + 7;
		for (uint32_t turns = 1 + dice(4); turns;) {
			size_t at = dice((uint32_t)len);

			if (!ascii_is_digit(copy[at]))
				continue;
			copy[at] = (char)('1' + dice(9));
			turns--;
		}
		take_bytes("jsonl", text_of(copy), &takings);
		records += takings.records;
		takings_end(&takings);
		free(copy);
	}
	assert_true(records > 0);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(samples_come_back),
		cmocka_unit_test(reads_many_lines),
		cmocka_unit_test(refuses_by_name),
		cmocka_unit_test(refuses_what_is_not_in_order),
		cmocka_unit_test(refuses_blocks_one_in_another),
		cmocka_unit_test(skips_a_line_too_long),
		cmocka_unit_test(survives_spoiling),
		cmocka_unit_test(survives_other_numbers),
	};

	return cmocka_run_group_tests_name("intake/jsonl", tests, open_catalog, close_catalog);
}
