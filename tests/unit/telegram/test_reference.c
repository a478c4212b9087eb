/* REF: years, carried numbers, bullets, what is no cable. */
#include "telegram/message.h"
#include "telegram/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
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
		{ "REF: A) 05 0TTAWA 3275 B) O4 OTTAWA 12", "05OTTAWA3275|04OTTAWA12" },
		{ "REF: A. STATE (01) 201265", "01STATE201265" },
		{ "REF: '07 RIGA 12; STATE: 73097", "07RIGA12|08STATE73097" },
		{ "REF: PRAGUE, 1228, LIMA l605, LIMA 16O6", "08PRAGUE1228|08LIMA1605|08LIMA1606" },
		{ "REF: 870 Ulaanbaatar", "08ULAANBAATAR870" },
		{ "REFS: A) 377 KATHMANDU, B) 01 KATHMANDU 23", "08KATHMANDU377|01KATHMANDU23" },
		{ "REF: RIGA 77 99, RIGA 59 00", "99RIGA77|00RIGA59" },
		{ "REF: RIGA 5049-01 AND 5050-02", "01RIGA5049|02RIGA5050" },
		{ "REF: Kabul 692/317/274", "08KABUL692|08KABUL317|08KABUL274" },
		{ "REF: A) 6307 B) 6308 AND 6309", "08ROME6307|08ROME6308|08ROME6309" },
		{ "REF: A. C) RIO\nDE JANEIRO 1291", "08RIODEJANEIRO1291" },
		{ "REF: A: Riga 31; C: 06 Lima 1059 D: \nBern 5; E: Riga  F: Rio 91",
		    "08RIGA31|06LIMA1059|08BERN5|08RIODEJANEIRO91" },
		{ "REF: A. SMITH/JONES EMAIL 02/16/2007\nJ. RIGA 214", "08RIGA214" },
		{ "REF: ST. PETERSBURG 5, UNVIE 3, N'DJAMENA 4, SECSTATE 7",
		    "08STPETERSBURG5|08UNVIEVIENNA3|08NDJAMENA4|08STATE7" },
		{ "REF: RIGA 1 AND PREVIOUS; REF: REF: PARIS 3", "08RIGA1|08PARIS3" },
		{ "REF: A. RIGA 12 (MEETING WITH NOBODY) B. RIGA 13", "08RIGA12|08RIGA13" },
		{ "REF: RIGA 199, LIMA 227 ROME 00000009 001.2 OF 003", "08RIGA199|08LIMA227" },
		{ "REF: BELRADE 4", "08BELGRADE4" },
		{ "REF: SECDEF R162245Z OCT 08", "" },
		{ "REF: STATE CA-3400", "" },
		{ "REF: TEHRAN'S A-077", "" },
		{ "REF: IIR 6 899 0149 10", "" },
		{ "REF: INCSR MEXICO 2006", "" },
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

static void types_what_it_reads(void **state)
{
	static const struct {
		const char *text;
		enum reference_kind kind;
	} rows[] = {
		{ "REF: RIGA 4", REFERENCE_CABLE },
		{ "REF: SMITH/JONES E-MAIL OF 04/15/2008", REFERENCE_EMAIL },
		{ "REF: Smith-Jones telcon", REFERENCE_TELCON },
		{ "REF: IIR 6 899 0149 10", REFERENCE_REPORT },
		{ "REF: 9 FAM Appendix K, 406 (6)", REFERENCE_BOOK },
		{ "REF: DIPLOMATIC NOTE OF MAY 3", REFERENCE_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct message message;
		ReferenceList list = { 0 };

		assert_true(message_read(&message, "UNCLAS ROME 000009\nSUBJECT: X\n\n1. Y.\n"));
		struct reference_context context = {
			.catalog = message.catalog, .arena = &message.arena, .year = 2008
		};
		reference_read_fragment(&context, text_of(rows[i].text), &list);
		assert_int_equal(list.count, 1);
		assert_int_equal(list.items[0].kind, rows[i].kind);
		message_close(&message);
	}
}

/* Two posts, or two years, fit: both are kept and none is chosen. */
static void chooses_none_of_two(void **state)
{
	struct message message;

	(void)state;
	assert_true(message_read(&message,
	    "R 010000Z FEB 10\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\nSUBJECT: X\n\n"
	    "REF: QANAMA 6; 094 RIGA 841\n\n1. Y.\n"));
	assert_int_equal(message.record.cable->references.count, 2);
	for (uint32_t i = 0; i < 2; i++) {
		const struct reference *reference = &message.record.cable->references.items[i];
		assert_int_equal(reference->target.len, 0);
		assert_int_equal(reference->candidates.count, 2);
	}
	assert_non_null(message_note(&message, NOTE_REFERENCE_AMBIGUOUS));
	assert_int_equal(message.record.references.count, 0);
	message_close(&message);
}

/* Hostile: many names that no catalog knows, many brackets. Only the end counts: that it comes. */
static void stays_linear(void **state)
{
	static const char *const units[] = { "XYLOPHON 12 ", "((((A. ", "A B C D E F ", "12, 13/ ",
		"(x y z " };
	struct message message;

	(void)state;
	assert_true(message_read(&message, "UNCLAS ROME 000009\nSUBJECT: X\n\n1. Y.\n"));
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct reference_context context = {
			.catalog = message.catalog, .arena = &message.arena, .year = 2008
		};
		ReferenceList list = { 0 };
		size_t len = strlen(units[i]);
		char *bytes = arena_take(&message.arena, 200000);

		for (size_t k = 0; k < 200000; k++)
			bytes[k] = units[i][k % len];
		reference_scan(&context, (Text){ bytes, 200000 }, &list);
	}
	message_close(&message);
}

static const char telegram[] =
    "R 010000Z FEB 08\nFM AMEMBASSY ROME\nUNCLAS ROME 000009\nSUBJECT: X\n\n1. Y.\n";

/* Reads the telegram as if it stood in a container with this id. */
static void read_with_id(struct message *message, const char *raw)
{
	struct error err = { 0 };
	struct record *record = &message->record;

	assert_true(message_read(message, telegram));
	*record = (struct record){ .transcript = record->transcript };
	record->top_box.id.text = text_of(raw);
	assert_int_equal(
	    telegram_read(record, record->transcript.text, message->catalog, &message->arena, &err),
	    FAULT_NONE);
}

/* What was received stays findable, and the note says that it was changed. */
static void repairs_the_id_aloud(void **state)
{
	struct message message;

	(void)state;
	read_with_id(&message, "08EFTOROME9");
	assert_true(text_equal(message.record.id, TEXT("08ROME9")));
	assert_int_equal(message.record.aliases.count, 1);
	assert_true(text_equal(message.record.aliases.items[0].id, TEXT("08EFTOROME9")));
	assert_true(message.record.aliases.items[0].reason.len > 0);
	assert_non_null(message_note(&message, NOTE_ID_REPAIRED));
	message_close(&message);

	read_with_id(&message, "08ROME9");
	assert_int_equal(message.record.aliases.count, 0);
	assert_null(message_note(&message, NOTE_ID_REPAIRED));
	message_close(&message);

	read_with_id(&message, "08QANAMA9");
	assert_true(text_equal(message.record.id, TEXT("08QANAMA9")));
	assert_int_equal(message.record.aliases.count, 0);
	assert_non_null(message_note(&message, NOTE_BAD_ID));
	message_close(&message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_references),
		cmocka_unit_test(keeps_what_is_no_cable),
		cmocka_unit_test(types_what_it_reads),
		cmocka_unit_test(chooses_none_of_two),
		cmocka_unit_test(stays_linear),
		cmocka_unit_test(repairs_the_id_aloud),
	};

	return cmocka_run_group_tests_name("telegram/reference", tests, NULL, NULL);
}
