/* Forms told by content, refusals in clear words, rejections handed over. */
#include "intake/intake.h"

#include "record/codec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#undef fail

#define TOP "Reference ID Created Released Classification Origin\n"
#define ROW \
	"08ROME9 2008-02-01 00:00 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy Rome\n"
#define MESSAGE \
	"R 010000Z FEB 08\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. Y.\n\nOSGODBY\n"

struct result {
	char id[RECORD_ID_LIMIT + 1], format[20], reason[400];
	enum classification classification;
	int records, rejections;
	enum fault fault;
	bool note[NOTE_KINDS];
};

static enum fault take(void *context, const struct received *received, struct error *err)
{
	struct result *result = context;
	Text name = received->format ? format_name(received->format) : TEXT("");

	(void)err;
	snprintf(result->format, sizeof result->format, "%.*s", TEXT_ARG(name));
	if (!received->record) {
		result->rejections++;
		result->fault = received->reason.fault;
		snprintf(result->reason, sizeof result->reason, "%s", received->reason.text);
		return FAULT_NONE;
	}
	result->records++;
	snprintf(result->id, sizeof result->id, "%.*s", TEXT_ARG(received->record->id));
	result->classification = received->record->classification;
	for (uint32_t i = 0; i < received->record->notes.count; i++)
		result->note[received->record->notes.items[i].kind] = true;
	return FAULT_NONE;
}

static void read(
    const char *text, size_t len, const char *format, const char *id, struct result *result)
{
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);
	struct intake *intake;

	assert_non_null(catalog);
	*result = (struct result){ 0 };
	intake = intake_open(
	    &(struct intake_settings){
		.catalog = catalog,
		.format = format ? format_find(text_of(format)) : NULL,
		.id = text_of(id),
		.take = take,
		.context = result,
	    },
	    &err);
	assert_non_null(intake);
	assert_int_equal(intake_read_bytes(intake, "x.txt", (Text){ text, len }, &err), FAULT_NONE);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
	catalog_close(catalog);
}

static void tells_the_form(void **state)
{
	static const struct {
		const char *text, *format, *id;
	} rows[] = {
		{ MESSAGE, "telegram", "08ROME9" },
		{ "Viewing cable 08ROME9, X\n\n" TOP ROW MESSAGE, "page-text", "08ROME9" },
		{ TOP ROW "UNCLAS ROME 000009\nSUBJECT: X\n\n1. Y.\n", "page-text", "08ROME9" },
		{ "FIJI (Tier 1)\n\nFiji is a place.\n\nNone in 2008.\n", "narrative",
		    "tip/2009/fiji" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result result;

		read(rows[i].text, strlen(rows[i].text), NULL, NULL, &result);
		assert_int_equal(result.records, 1);
		assert_string_equal(result.format, rows[i].format);
		assert_string_equal(result.id, rows[i].id);
	}
}

static void refuses_in_clear_words(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *says;
	} rows[] = {
		{ "", 0, "'x.txt' is empty" },
		{ "\x7F"
		  "ELF\0\0\0\0\0\0",
		    10, "'x.txt' looks like a binary file" },
		{ "\1\2\3\4\5\6 and", 10, "'x.txt' looks like a binary file" },
		{ "Dear diary\n", 11, "'x.txt' has no known form; --format forces one of: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result result;

		read(rows[i].text, rows[i].len, NULL, NULL, &result);
		assert_int_equal(result.records, 0);
		assert_int_equal(result.rejections, 1);
		assert_int_equal(result.fault, FAULT_BAD_INPUT);
		assert_memory_equal(result.reason, rows[i].says, strlen(rows[i].says));
	}
}

static void hands_rejections_over(void **state)
{
	static const struct {
		const char *text, *format, *says;
	} rows[] = {
		{ "UNCLAS\n\nSUBJECT: X\n\n1. Y.\n", "telegram",
		    "no reference id: neither the container nor the classification line gives post and number" },
		{ "UNCLAS ROME 000009\n\nSUBJECT: X\n\n1. Y.\n", "telegram",
		    "no reference id: post and number are there, but no date-time group gives the year" },
		{ "Viewing cable 08ROME9, X\n" TOP MESSAGE, "page-text",
		    "no value row: id, creation, release, classification and origin on one line, as a cable's page has it" },
		{ "Dear diary\n", "narrative",
		    "no title line with a tier, as in 'COUNTRY (Tier 2)', in the first 40 lines" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result result;

		read(rows[i].text, strlen(rows[i].text), rows[i].format, NULL, &result);
		assert_int_equal(result.rejections, 1);
		assert_string_equal(result.reason, rows[i].says);
	}
}

static void takes_a_forced_id(void **state)
{
	struct result result;
	const char *text = "UNCLAS\n\nSUBJECT: X\n\n1. Y.\n";

	(void)state;
	read(text, strlen(text), "telegram", "08ROME9", &result);
	assert_string_equal(result.id, "08ROME9");
	read(text, strlen(text), "telegram", "../ROME", &result);
	assert_int_equal(result.rejections, 1);
}

static void compares_container_and_message(void **state)
{
	static const struct {
		const char *row;
		enum note_kind note;
		enum classification classification;
	} rows[] = {
		{ "08ROME9 2008-02-01 00:01 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy Rome\n",
		    NOTE_CREATED_DISAGREES, CLASS_FOUO },
		{ "08ROME9 2008-02-01 00:00 2011-08-26 00:00 SECRET Embassy Rome\n",
		    NOTE_CLASS_DISAGREES, CLASS_SECRET },
		{ "08ROME8 2008-02-01 00:00 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy Rome\n",
		    NOTE_ID_DISAGREES, CLASS_FOUO },
		{ "08PARIS9 2008-02-01 00:00 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy Rome\n",
		    NOTE_ID_DISAGREES, CLASS_FOUO },
		{ "9ROME 2008-02-01 00:00 2011-08-26 00:00 UNCLASSIFIED//FOR OFFICIAL USE ONLY Embassy Rome\n",
		    NOTE_BAD_ID, CLASS_FOUO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result result;
		char text[1000];

		snprintf(text, sizeof text, TOP "%s" MESSAGE, rows[i].row);
		read(text, strlen(text), NULL, NULL, &result);
		assert_int_equal(result.records, 1);
		assert_true(result.note[rows[i].note]);
		assert_int_equal(result.classification, rows[i].classification);
	}
}

static void names_folders_and_absent_files(void **state)
{
	static const struct {
		const char *path;
		enum fault fault;
	} rows[] = { { "tests", FAULT_BAD_INPUT }, { "tests/no such file", FAULT_NOT_FOUND } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error err = { 0 };
		struct result result = { 0 };
		struct intake *intake = intake_open(
		    &(struct intake_settings){ .take = take, .context = &result }, &err);

		assert_int_equal(intake_read(intake, rows[i].path, &err), FAULT_NONE);
		assert_int_equal(intake_close(intake, &err), FAULT_NONE);
		assert_int_equal(result.fault, rows[i].fault);
		assert_non_null(strstr(result.reason, rows[i].path));
	}
}

/* A thousand messages through several threads come out in the order they went in. */
struct order {
	int seen;
	bool stop;
};

static enum fault take_in_order(void *context, const struct received *received, struct error *err)
{
	struct order *order = context;
	char path[20];

	snprintf(path, sizeof path, "%d.txt", order->seen);
	assert_string_equal(received->path, path);
	order->seen++;
	return order->stop && order->seen == 500 ? fail(err, FAULT_NO_SPACE, "full") : FAULT_NONE;
}

static enum fault read_thousand(struct order *order, unsigned threads, struct error *err)
{
	struct catalog *catalog = catalog_open(err);
	struct intake *intake = intake_open(
	    &(struct intake_settings){
		.catalog = catalog, .threads = threads, .take = take_in_order, .context = order },
	    err);
	enum fault fault = FAULT_NONE, end;

	for (int i = 0; i < 1000 && !fault; i++) {
		char path[20];

		snprintf(path, sizeof path, "%d.txt", i);
		fault = intake_read_bytes(intake, path, i % 7 ? TEXT(MESSAGE) : TEXT(""), err);
	}
	end = intake_close(intake, err);
	catalog_close(catalog);
	return fault ? fault : end;
}

static void keeps_the_order(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 8; threads *= 2) {
		struct error err = { 0 };
		struct order order = { 0 };

		assert_int_equal(read_thousand(&order, threads, &err), FAULT_NONE);
		assert_int_equal(order.seen, 1000);
	}
}

static void stops_with_the_taker(void **state)
{
	struct error err = { 0 };
	struct order order = { .stop = true };

	(void)state;
	assert_int_equal(read_thousand(&order, 4, &err), FAULT_NO_SPACE);
	assert_string_equal(err.text, "full");
	assert_int_equal(order.seen, 500);
}

/* --- what is done beforehand --- */

#define HOOK_ROW(number, id, mark) \
	"\"" number "\",\"2/1/2008 0:00\",\"" id \
	"\",\"Embassy Rome\",\"UNCLASSIFIED\",\"\",\"" mark \
	"\",\"UNCLAS ROME 000009\nSUBJECT: X\n\n1. Y.\n\"\n"

struct beforehand {
	int checked, prepared, skipped, records, rejections;
	Text seen; /* the mark of the one that was skipped */
};

static bool check(void *context, unsigned thread, struct received *received, struct arena *arena)
{
	struct beforehand *beforehand = context;
	int *mark = ARENA_NEW(arena, int);

	assert_int_equal(thread, 0);
	assert_null(received->record);
	assert_non_null(mark);
	*mark = ++beforehand->checked;
	received->prepared = mark;
	return text_find(received->source, TEXT("SKIP")) != TEXT_NONE;
}

static enum fault prepare(void *context, unsigned thread, struct received *received,
    struct arena *arena, struct error *reason)
{
	struct beforehand *beforehand = context;

	(void)arena;
	assert_int_equal(thread, 0);
	assert_non_null(received->record);
	assert_true(received->structure.len > 0);
	assert_int_equal(*(int *)received->prepared, ++beforehand->prepared + 1);
	return text_find(received->source, TEXT("REFUSE")) == TEXT_NONE
	    ? FAULT_NONE
	    : fail(reason, FAULT_TOO_LARGE, "refused");
}

static enum fault take_prepared(void *context, const struct received *received, struct error *err)
{
	struct beforehand *beforehand = context;

	(void)err;
	beforehand->skipped += received->skipped;
	beforehand->records += received->record != NULL;
	beforehand->rejections += received->reason.fault != FAULT_NONE;
	if (received->skipped) {
		assert_null(received->record);
		assert_int_equal(received->reason.fault, FAULT_NONE);
		assert_true(text_find(received->source, TEXT("SKIP")) != TEXT_NONE);
	}
	assert_int_equal(*(int *)received->prepared,
	    beforehand->skipped + beforehand->records + beforehand->rejections);
	return FAULT_NONE;
}

/* One thread, so that the order is known. */
static void does_work_beforehand(void **state)
{
	static const char rows[] = HOOK_ROW("1", "08ROME9", "SKIP") HOOK_ROW("2", "08ROME9", "KEEP")
	    HOOK_ROW("3", "08ROME9", "REFUSE") HOOK_ROW("4", "08ROME9", "KEEP");
	struct error err = { 0 };
	struct catalog *catalog = catalog_open(&err);
	struct beforehand beforehand = { 0 };
	struct intake *intake = intake_open(
	    &(struct intake_settings){
		.catalog = catalog,
		.threads = 1,
		.check = check,
		.prepare = prepare,
		.take = take_prepared,
		.context = &beforehand,
	    },
	    &err);

	(void)state;
	assert_non_null(intake);
	assert_int_equal(
	    intake_read_bytes(intake, "x.csv", (Text){ rows, sizeof rows - 1 }, &err), FAULT_NONE);
	assert_int_equal(intake_passed(intake), sizeof rows - 1);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
	assert_int_equal(beforehand.checked, 4);
	assert_int_equal(beforehand.prepared, 3);
	assert_int_equal(beforehand.skipped, 1);
	assert_int_equal(beforehand.records, 2);
	assert_int_equal(beforehand.rejections, 1);
	catalog_close(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_form),
		cmocka_unit_test(does_work_beforehand),
		cmocka_unit_test(refuses_in_clear_words),
		cmocka_unit_test(hands_rejections_over),
		cmocka_unit_test(takes_a_forced_id),
		cmocka_unit_test(compares_container_and_message),
		cmocka_unit_test(names_folders_and_absent_files),
		cmocka_unit_test(keeps_the_order),
		cmocka_unit_test(stops_with_the_taker),
	};

	return cmocka_run_group_tests_name("intake/intake", tests, NULL, NULL);
}
