/* cables.csv and rows of the dump: columns, escapes, damaged rows and where reading goes on. */
#include "intake/taken.h"

#define HEAD "\"1\",\"3/4/2009 9:15\",\"09ROME9\",\"Embassy Rome\",\"UNCLASSIFIED\",\"\","
#define BODY "UNCLAS ROME 000009\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n\n1. Y.\n\nOSGODBY"
#define ROW  HEAD "\"\",\"" BODY "\""
#define NEXT \
	"\"2\",\"12/28/2009 18:48\",\"09ROME77\",\"Embassy Rome\",\"UNCLASSIFIED\",\"\",\"\",\"UNCLAS ROME 000077\n\nSUBJECT: Z\n\n1. Z.\""

static void tells_rows(void **state)
{
	static const struct {
		const char *text;
		unsigned records, rejections;
		uint32_t line; /* of the first rejection */
		const char *says;
	} rows[] = {
		{ ROW, 1, 0, 0, NULL },
		{ ROW "\n", 1, 0, 0, NULL },
		{ "\xEF\xBB\xBF" ROW "\r\n" NEXT "\r\n", 2, 0, 0, NULL },
		{ ROW "\n\n\n" NEXT, 2, 0, 0, NULL },
		{ HEAD "\"\",\"" BODY "\n" NEXT, 1, 1, 1,
		    "column 8 is not closed by a quotation mark" },
		{ HEAD "\"" BODY "\"\n" NEXT, 1, 1, 1, "7 columns instead of 8" },
		{ ROW ",\"more\"\n" NEXT, 1, 1, 1, "9 columns instead of 8" },
		{ "\"id\",\"created\"\n" ROW "\n" NEXT, 2, 1, 1,
		    "no row of cables.csv begins here; left out to the next one" },
		{ ROW "\n1\",\"3/4/2009 9:15\",\"09ROME8\",\"a\",\"b\",\"\",\"\",\"\n\nx\"\n" NEXT,
		    2, 1, 10, "no row of cables.csv begins here; left out to the next one" },
		{ "\"1\",\"13/40/2009 9:15\",\"09ROME9\",\"\",\"\",\"\",\"\",\"x\"\n" NEXT, 2, 0, 0,
		    NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;

		take_bytes(NULL, text_of(rows[i].text), &takings);
		assert_int_equal(takings.records, rows[i].records);
		assert_int_equal(takings.rejections, rows[i].rejections);
		for (int k = 0; k < takings.count; k++) {
			assert_string_equal(takings.items[k].format, "cables-csv");
			if (!takings.items[k].reason[0])
				continue;
			assert_string_equal(takings.items[k].reason, rows[i].says);
			assert_int_equal(takings.items[k].line, rows[i].line);
		}
		takings_end(&takings);
	}
}

static void keeps_source_and_columns(void **state)
{
	static const char text[] =
	    "\"1\",\"3/4/2009 9:15\",\"09rome9\",\"Embassy Rome\",\"CONFIDENTIAL//NOFORN\",\"09ROME9|08STATE1|08state1| 07RIGA3\",\"\",\"UNCLAS ROME 000009\n\nREF: 08 STATE 1\n\n1. Said \\\"no\\\" at C:\\\\HUT\\A.\"";
	struct takings takings;
	const struct taken *taken = takings.items;

	(void)state;
	take_bytes(NULL, text_of(text), &takings);
	assert_int_equal(takings.records, 1);
	assert_string_equal(taken->source.at, text);
	assert_string_equal(taken->id, "09ROME9");
	assert_string_equal(taken->created, "2009-03-04T09:15Z");
	assert_string_equal(taken->references, "08STATE1 07RIGA3 ");
	assert_int_equal(taken->classification, classification_read(TEXT("CONFIDENTIAL//NOFORN")));
	assert_non_null(strstr(taken->text, "Said \"no\" at C:\\HUT\\A."));
	assert_false(taken->note[NOTE_STRAY_QUOTE]);
	takings_end(&takings);

	take_bytes(NULL, text_of(HEAD "\"\",\"1. A \"stray\"\n one.\"\n" NEXT), &takings);
	assert_int_equal(takings.records, 2);
	assert_true(taken->note[NOTE_STRAY_QUOTE]);
	assert_false(takings.items[1].note[NOTE_STRAY_QUOTE]);
	takings_end(&takings);

	take_bytes(NULL, text_of(HEAD "\"\",\"1. It was \xE9 here and ...\"\n"), &takings);
	assert_true(taken->note[NOTE_CUT_TEXT] && taken->note[NOTE_NOT_UTF8]);
	takings_end(&takings);
}

/* A body beyond 64 KiB, one beyond a record's limit, and the rows around them. */
static void reads_on_behind_large_rows(void **state)
{
	size_t sizes[] = { 100u << 10, RECORD_LIMIT + (1u << 20) };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct takings takings;
		struct out out;

		out_begin(&out, 64u << 20);
		out_printf(&out, "%s\n%s\"\",\"", ROW, HEAD);
		for (size_t k = 0; k < sizes[i]; k++)
			out_char(&out, k % 70 == 69 ? '\n' : 'a');
		out_printf(&out, "\"\n%s", NEXT);
		take_bytes(NULL, out_text(&out), &takings);
		assert_int_equal(takings.records, i ? 2 : 3);
		assert_int_equal(takings.rejections, i);
		assert_string_equal(takings.items[2].id, "09ROME77");
		if (i) {
			assert_int_equal(takings.items[1].line, 10);
			assert_string_equal(takings.items[1].reason,
			    "a row of cables.csv of more than 16777216 bytes");
		} else {
			assert_true(strlen(takings.items[1].text) > sizes[i]);
		}
		takings_end(&takings);
		out_end(&out);
	}
}

static void reads_rows_of_the_dump(void **state)
{
	static const char text[] =
	    "12\t2009-03-04 09:15:00\t09ROME9\tEmbassy Rome\tUNCLASSIFIED\t08STATE1\tR 040915Z MAR 09\\\nFM AMEMBASSY ROME\tUNCLAS ROME 000009\\\n\\\n1. A tab\\tand C:\\\\x.\n"
	    "2009-03-04 10:15:00\t09ROME10\tEmbassy Rome\tUNCLASSIFIED\t\\N\t\\N\tUNCLAS ROME 000010\\\n\\\n1. Y.\n"
	    "2009-03-04 10:15:00\t09ROME11\tEmbassy Rome\n";
	struct takings takings;

	(void)state;
	take_bytes(NULL, text_of(text), &takings);
	assert_int_equal(takings.records, 2);
	assert_int_equal(takings.rejections, 1);
	assert_string_equal(takings.items[0].format, "dump-row");
	assert_string_equal(takings.items[0].references, "08STATE1 ");
	assert_non_null(
	    strstr(takings.items[0].text, "\n\nUNCLAS ROME 000009\n\n1. A tab\tand C:\\x."));
	assert_true(takings.items[0].note[NOTE_BACKSLASH_LINES]);
	assert_false(takings.items[0].note[NOTE_SPLICED]);
	assert_string_equal(takings.items[1].id, "09ROME10");
	assert_string_equal(takings.items[1].references, "");
	assert_int_equal(takings.items[1].line, 5);
	takings_end(&takings);
}

static void survives_mutations(void **state)
{
	static const char text[] =
	    ROW "\n" HEAD "\"R 040915Z MAR 09\nFM AMEMBASSY ROME\",\"UNCLAS \\\"ROME\\\" 000009 "
		"\xC3\xA9 \\\\ \\\n\n1. (C) Y.\"\n" NEXT;
	static const char dump[] =
	    "12\t2009-03-04 09:15:00\t09ROME9\tEmbassy Rome\tUNCLASSIFIED\t08STATE1\tR 040915Z MAR 09\\\nFM AMEMBASSY ROME\tUNCLAS ROME 000009\\\n\\\n1. A C:\\\\x.\n"
	    "2009-03-04 10:15:00\t09ROME10\tEmbassy Rome\tUNCLASSIFIED\t\\N\t\\N\tUNCLAS ROME 000010\\\n\\\n1. Y.\n";

	(void)state;
	take_spoilt(take_bytes, "cables-csv", text_of(text));
	take_spoilt(take_bytes, "dump-row", text_of(dump));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_rows),
		cmocka_unit_test(keeps_source_and_columns),
		cmocka_unit_test(reads_on_behind_large_rows),
		cmocka_unit_test(reads_rows_of_the_dump),
		cmocka_unit_test(survives_mutations),
	};

	taken_also = check_letters;
	return cmocka_run_group_tests(tests, open_catalog, close_catalog);
}
