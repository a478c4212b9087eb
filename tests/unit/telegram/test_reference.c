/* REF: years, carried numbers, bullets, what is no cable. */
#include "telegram/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void reads_references(void **state)
{
	static const char *const rows[][2] = {
		{ "REF: STATE 12", "08STATE12" },
		{ "REF: LA PAZ 2974", "08LAPAZ2974" },
		{ "REF: A. 05 PARIS 5459 \nB. 06 PARIS 5733", "05PARIS5459|06PARIS5733" },
		{ "REF: (A)STATE 071143, (B)BEIJING \n5361", "08STATE71143|08BEIJING5361" },
		{ "REF: (1) 2005 ROME 77; (2) ROME 78", "05ROME77|08ROME78" },
		{ "REFS: A) STATE 1; B) MINISTRY E-MAIL 10/15/07; C) TRIPOLI 797",
		    "08STATE1|08TRIPOLI797" },
		{ "REF: STATE 41252 AND 44603, 7743", "08STATE41252|08STATE44603|08STATE7743" },
		{ "REF: 06 KABUL 5353/5194", "06KABUL5353|06KABUL5194" },
		{ "REF: (99) ROME 2196", "99ROME2196" },
		{ "REF: ROME 02259 (2002)", "02ROME2259" },
		{ "REF: ROME 5049-01", "01ROME5049" },
		{ "REF: 10-OTTAWA-57", "10OTTAWA57" },
		{ "REF: 2005PANAMA2342", "05PANAMA2342" },
		{ "REF: A. A) BERN 1253 B. (B) BERN 1254", "08BERN1253|08BERN1254" },
		{ "REF: A. REF A STATE 122214", "08STATE122214" },
		{ "REF: BAGHDAD #3565", "08BAGHDAD3565" },
		{ "REF: TEHRAN 1091: TEHRAN 263", "08TEHRAN1091|08TEHRAN263" },
		{ "REF: A Montreal 365, B Ottawa 406", "08MONTREAL365|08OTTAWA406" },
		{ "REF: A. 6307", "08ROME6307" },
		{ "REF: ROME 9, STATE 4", "08STATE4" },
		{ "REF: PARIS POINTS JULY 15", "" },
		{ "REF: UNHEARDOF 12", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		char text[400];

		snprintf(text, sizeof text,
		    "R 010000Z FEB 08\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\nSUBJECT: X\n\n%s\n\n1. Y.\n",
		    rows[i][0]);
		assert_true(message_read(&message, text));
		Text got = message_join(&message, &message.record.references);
		if (!text_equal(got, text_of(rows[i][1])))
			print_error("%s: %.*s\n", rows[i][0], TEXT_ARG(got));
		assert_true(text_equal(got, text_of(rows[i][1])));
		message_close(&message);
	}
}

static void keeps_what_is_no_cable(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message,
	    "UNCLAS ROME 000009\nSUBJECT: X\n\nREF: A. LETTER OF MAY 3\nB. ROME 12 (NOTAL)\n\n1. Y.\n"));
	assert_int_equal(message.record.cable->references.count, 2);
	const struct reference *references = message.record.cable->references.items;
	assert_true(text_equal(references[0].raw.text, TEXT("LETTER OF MAY 3")));
	assert_int_equal(references[0].target.len, 0);
	assert_true(text_equal(references[0].bullet, TEXT("A")));
	assert_true(references[1].notal);
	assert_non_null(message_note(&message, NOTE_REFERENCE_UNREAD));
	message_close(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_references),
		cmocka_unit_test(keeps_what_is_no_cable),
	};

	return cmocka_run_group_tests_name("telegram/reference", tests, NULL, NULL);
}
