/* Archival telegrams: cut where a document ends, furniture out of the sentences, attributes read.
 */
#include "intake/taken.h"

#include "record/reflow.h"

#define HEAD(number) \
	"LIMITED OFFICIAL USE\n\nPAGE 01  STATE " number " TOSEC 340058\nORIGIN L-03\n\n" \
	"INFO OCT-01 ISO-00 /019 R\n\nDRAFTED BY L:JDOE:BE\nAPPROVED BY: L:RROE\n" \
	"DESIRED DISTRIBUTION\nL ONLY\n------------------281618Z 011536 /44\n" \
	"Z 281605Z DEC 76 ZFF4\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n" \
	"LIMITED OFFICIAL USE STATE " number "\nE.O. 11652: N/A\nTAGS: PFOR, IT\n" \
	"SUBJECT: THE FOUNTAIN\n\n"
#define STAMP \
	"Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\n"
#define BODY(number) \
	"1. THE FOUNTAIN DRIPS ON\nLIMITED OFFICIAL USE\n" STAMP \
	"\f\nLIMITED OFFICIAL USE\nPAGE 02  STATE " number " TOSEC 340058\n\nTHE CONSUL.\n" \
	"OSGODBY\n\nLIMITED OFFICIAL USE\nNNNN\n"
#define ATTRIBUTES(number) \
	"Message Attributes\n\nDraft Date: 28 DEC 1976\nDocument Number: 1976STATE" number \
	"\nPrevious Classification: LIMITED OFFICIAL USE\nReview Markings: \n Margaret P. Grafeld\n" \
	" Declassified/Released\n EO Systematic Review\n 04 MAY 2006\nSubject: THE FOUNTAIN\nTAGS: PFOR, IT\n"

static void cuts_documents(void **state)
{
	static const struct {
		const char *text;
		int records;
		const char *ids[3];
	} rows[] = {
		{ HEAD("311722") BODY("311722"), 1, { "76STATE311722" } },
		{ HEAD("311722") BODY("311722") ATTRIBUTES("311722"), 1, { "76STATE311722" } },
		{ ATTRIBUTES("311722") "\n" HEAD("311722") BODY("311722"), 1, { "76STATE311722" } },
		{ "Message Text\n\n" HEAD("1") BODY("1") ATTRIBUTES("00001") "Message Text\n" HEAD(
		      "2") BODY("2") ATTRIBUTES("00002"),
		    2, { "76STATE1", "76STATE2" } },
		{ HEAD("1") BODY("1") ATTRIBUTES("00001") HEAD("1") BODY("1") ATTRIBUTES("00001"),
		    2, { "76STATE1", "76STATE1" } },
		{ HEAD("1") BODY("1") "\f" HEAD("2") BODY("2") HEAD("3") BODY("3"), 3,
		    { "76STATE1", "76STATE2", "76STATE3" } },
		{ ATTRIBUTES("00001") HEAD("1") BODY("1") ATTRIBUTES("00002") HEAD("2") BODY("2"),
		    2, { "76STATE1", "76STATE2" } },
		{ ATTRIBUTES("00001") "\n" ATTRIBUTES("00002"), 2, { "76STATE1", "76STATE2" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;
		size_t size = 0;

		take_bytes(NULL, text_of(rows[i].text), &takings);
		if (takings.records != rows[i].records)
			print_message("row %zu: %d records, %s\n", i, takings.records,
			    takings.items[0].reason);
		assert_int_equal(takings.records, rows[i].records);
		for (int j = 0; j < takings.count; j++) {
			assert_string_equal(takings.items[j].format, "nara");
			assert_string_equal(takings.items[j].id, rows[i].ids[j]);
			size += takings.items[j].source.len;
		}
		assert_int_equal(size, strlen(rows[i].text));
		takings_end(&takings);
	}
}

static json_t *read_one(const char *text, struct takings *takings)
{
	struct error err = { 0 };

	take_bytes(NULL, text_of(text), takings);
	assert_int_equal(takings->records, 1);
	return json_read(text_of(takings->items[0].structure), &err);
}

static void reads_attributes(void **state)
{
	struct takings takings;
	json_t *tree = read_one(HEAD("311722") BODY("311722") ATTRIBUTES("311722"), &takings),
	       *message;

	(void)state;
	message = json_object_get(tree, "message");
	assert_true(text_equal(json_get_text(tree, "released_stated"), TEXT("2006-05-04")));
	assert_true(text_equal(json_get_text(tree, "created"), TEXT("1976-12-28T16:05Z")));
	assert_true(text_equal(json_get_text(message, "drafted_by"), TEXT("L:JDOE:BE")));
	assert_true(text_equal(json_get_text(message, "approved_by"), TEXT("L:RROE")));
	json_t *alias = json_array_get(json_object_get(tree, "aliases"), 0);
	assert_true(text_equal(json_get_text(alias, "id"), TEXT("1976STATE311722")));
	json_t *box = json_object_get(tree, "top_box");
	assert_true(text_equal(json_get_text(box, "created"), TEXT("1976-12-28")));
	assert_true(text_equal(
	    json_get_text(box, "classification"), TEXT("UNCLASSIFIED//FOR OFFICIAL USE ONLY")));
	json_decref(tree);
	takings_end(&takings);
}

/* The sentence runs over foot, stamp, form feed and top of the next page. */
static void furniture_is_no_text(void **state)
{
	struct takings takings;
	struct error err = { 0 };
	struct arena arena;

	(void)state;
	take_bytes(NULL, TEXT(HEAD("1") BODY("1") ATTRIBUTES("00001")), &takings);
	arena_begin(&arena, 0);
	struct record *record = record_from_json(
	    text_of(takings.items[0].structure), text_of(takings.items[0].text), &arena, &err);
	assert_non_null(record);
	assert_int_equal(record->cable->blocks.count, 1);
	Text words = block_flow(record, &record->cable->blocks.items[0], &arena);
	assert_true(text_equal(words, TEXT("THE FOUNTAIN DRIPS ON THE CONSUL.")));
	assert_true(text_equal(record->cable->signature.text, TEXT("OSGODBY")));
	assert_int_equal(record->cable->header.first_line, 1);
	assert_int_equal(record->cable->markers.items[0].page, 2);
	arena_end(&arena);
	takings_end(&takings);
}

/* The archives cut a post's name at six letters. */
static void completes_a_cut_station(void **state)
{
	struct takings takings;

	(void)state;
	take_bytes(
	    "nara", TEXT("Message Attributes\nDocument Number: 1976REYKJA00511\n"), &takings);
	assert_int_equal(takings.records, 1);
	assert_string_equal(takings.items[0].id, "76REYKJAVIK511");
	takings_end(&takings);
}

/* A telegram of these years that another archive has is none of this form. */
static void leaves_other_telegrams_alone(void **state)
{
	struct takings takings;

	(void)state;
	take_bytes(NULL,
	    TEXT(
		"R 171410Z SEP 76\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC 4410\nUNCLAS BERN 4321\n\n"
		"E.O. 11652: N/A\nTAGS: PFOR\nSUBJ: HOLES\n\n1. NO.\n\nPAGE 02        BERN  04321  171410Z\n\nYES.\n"),
	    &takings);
	assert_int_equal(takings.records, 1);
	assert_string_equal(takings.items[0].format, "telegram");
	takings_end(&takings);
}

static void survives_spoiling(void **state)
{
	(void)state;
	take_spoilt(take_bytes, "nara",
	    TEXT(HEAD("1") BODY("1") ATTRIBUTES("00001") "\fMessage Text\n" HEAD("2") BODY("2")
		    ATTRIBUTES("00002")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_documents),
		cmocka_unit_test(reads_attributes),
		cmocka_unit_test(furniture_is_no_text),
		cmocka_unit_test(completes_a_cut_station),
		cmocka_unit_test(leaves_other_telegrams_alone),
		cmocka_unit_test(survives_spoiling),
	};

	return cmocka_run_group_tests_name("intake/nara", tests, open_catalog, close_catalog);
}
