/* One cut at a time: what the new text is, what the reader makes of it, and what is refused. */
#include "redact/cable.h"

#include "record/codec.h"

static struct record *redacted(const struct record *record, const CutList *cuts)
{
	struct error err = { 0 };
	struct record *made = NULL;
	enum fault fault = redact_record(record, cuts, catalog, &arena, &made, &err);

	if (fault != FAULT_NONE)
		print_error("%s\n", err.text);
	assert_int_equal(fault, FAULT_NONE);
	assert_true(text_equal(made->id, record->id));
	return made;
}

/* Of `words` only bytes [from, from + length). */
static struct record *without_part(const char *words, uint32_t from, uint32_t length)
{
	struct record *record = read_cable(CABLE);
	CutList cuts = { 0 };

	cut(&cuts, (Span){ place(record, words).start + from, length }, "b(6)");
	return redacted(record, &cuts);
}

static struct record *without(const char *words)
{
	return without_part(words, 0, (uint32_t)strlen(words));
}

static enum fault refused(const struct record *record, Span span, const char *reason)
{
	struct error err = { 0 };
	struct record *made = NULL;
	CutList cuts = { 0 };

	cut(&cuts, span, reason);
	enum fault fault = redact_record(record, &cuts, catalog, &arena, &made, &err);
	assert_null(made);
	assert_true(err.text[0] != '\0');
	return fault;
}

static void refuses_what_is_no_cut(void **state)
{
	struct record *record = read_cable(CABLE);
	uint32_t len = (uint32_t)record->transcript.text.len;
	Span accent = place(record, "\xC3\x89");
	CutList many = { 0 };
	struct error err = { 0 };
	struct record *made;

	(void)state;
	assert_int_equal(refused(record, (Span){ 0, 0 }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ len, 1 }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ 1, len }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ 1, UINT32_MAX }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ accent.start + 1, 1 }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ accent.start, 1 }, "b(6)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ 0, 1 }, "b(66)"), FAULT_BAD_INPUT);
	assert_int_equal(refused(record, (Span){ 0, 1 }, ""), FAULT_BAD_INPUT);
	for (uint32_t i = 0; i <= CUTS_LIMIT; i++)
		cut(&many, (Span){ 0, 1 }, "b(6)");
	assert_int_equal(
	    redact_record(record, &many, catalog, &arena, &made, &err), FAULT_TOO_LARGE);
}

static void refuses_to_hide_what_the_address_says(void **state)
{
	struct record *record = read_cable(CABLE);
	Span line = place(record, "RIGA 000061");

	(void)state;
	assert_int_equal(
	    refused(record, (Span){ 0, (uint32_t)record->transcript.text.len }, "b(1)"),
	    FAULT_CONFLICT);
	assert_int_equal(refused(record, line, "b(1)"), FAULT_CONFLICT);
	assert_int_equal(refused(record, (Span){ line.start, 4 }, "b(1)"), FAULT_CONFLICT);
	assert_int_equal(refused(record, (Span){ line.start + 9, 2 }, "b(1)"), FAULT_CONFLICT);
}

static void puts_marks(void **state)
{
	static const struct {
		struct {
			uint32_t start, length;
			const char *reason;
		} cuts[3];
		const char *text;
	} rows[] = {
		{ { { 0, 3, "b(6)" } }, "[redacted: b(6), word] two three\n" },
		{ { { 8, 5, "b(6)" } }, "one two [redacted: b(6), word]\n" },
		{ { { 8, 6, "b(6)" } }, "one two [redacted: b(6), word]\n" },
		{ { { 0, 14, "1.4(c)" } }, "[redacted: 1.4(c), phrase]\n" },
		{ { { 3, 5, "b(6)" } }, "one [redacted: b(6), word] three\n" },
		{ { { 4, 2, "b(6)" } }, "one [redacted: b(6), word]o three\n" },
		{ { { 3, 1, "b(6)" } }, "one[redacted: b(6), word]two three\n" },
		/* touching, overlapping, within, in any order */
		{ { { 4, 4, "b(1)" }, { 0, 4, "b(6)" } }, "[redacted: b(6), phrase] three\n" },
		{ { { 2, 4, "b(1)" }, { 0, 3, "b(6)" } }, "[redacted: b(6), phrase]o three\n" },
		{ { { 0, 7, "b(6)" }, { 2, 1, "b(1)" } }, "[redacted: b(6), phrase] three\n" },
		{ { { 0, 3, "b(6)" }, { 4, 3, "b(1)" } },
		    "[redacted: b(6), word] [redacted: b(1), word] three\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record *record = read_cable("one two three\n");
		CutList cuts = { 0 };

		record->id = TEXT("08RIGA1");
		for (int k = 0; k < 3 && rows[i].cuts[k].reason; k++)
			cut(&cuts, (Span){ rows[i].cuts[k].start, rows[i].cuts[k].length },
			    rows[i].cuts[k].reason);
		struct record *made = redacted(record, &cuts);
		if (!text_equal(made->transcript.text, text_of(rows[i].text)))
			print_error("%zu: %.*s\n", i, TEXT_ARG(made->transcript.text));
		assert_true(text_equal(made->transcript.text, text_of(rows[i].text)));
		assert_int_equal(made->transcript.shifts.count, 0);
	}
}

/* A mark is of no grammar: what stands around it is read as before. */
static void marks_are_read_as_nothing_else(void **state)
{
	struct record *record = without("TALLINN 14 B.");
	const struct cable *cable = record->cable;

	(void)state;
	assert_int_equal(record->references.count, 1);
	assert_true(text_equal(record->references.items[0], TEXT("07STATE1190")));
	assert_int_equal(cable->references.count, 1);

	record = without("TALLINN 14");
	assert_int_equal(record->references.count, 1);

	record = without_part("TALLINN 14", 0, 7);
	assert_int_equal(record->references.count, 1); /* not RIGA 14 */

	record = without_part("AMEMBASSY TALLINN", 10, 7);
	assert_int_equal(record->cable->header.info.items[0].post.len, 0);
	assert_true(text_equal(record->cable->header.info.items[0].plad.text,
	    TEXT("AMEMBASSY [redacted: b(6), word]")));

	record = without("OVIP");
	assert_int_equal(record->tags.count, 2);
	record = without("KALNINA, ILZE");
	assert_int_equal(record->tags.count, 3);
	for (uint32_t i = 0; i < record->cable->tags.count; i++)
		assert_int_equal(record->cable->tags.items[i].name.len, 0);
	record = without("PREL");
	assert_int_equal(record->tags.count, 2);

	record = without("RUEHTL/AMEMBASSY TALLINN PRIORITY 0102");
	assert_int_equal(record->cable->header.info.count, 0);
	assert_int_equal(record->cable->header.to.count, 1);

	record = without("Edgar Brandt");
	assert_int_equal(record->cable->reasons.count, 2);
	for (uint32_t i = 0; i < record->cable->classifiers.count; i++)
		assert_true(text_find(record->cable->classifiers.items[i].name.text,
				TEXT("redacted")) == TEXT_NONE);

	record = without("EUR");
	assert_int_equal(record->cable->offices.count, 2);

	record = without("BRANDT\n");
	assert_int_equal(record->cable->signers.count, 0);

	record = without("Minister Ilze");
	assert_int_equal(record->cable->blocks.count, 2);
	assert_true(text_equal(record->cable->blocks.items[0].label, TEXT("1.")));

	record = without("CCCCC");
	for (uint32_t i = 0; i < record->cable->header.signals.count; i++)
		assert_true(
		    text_find_char(record->cable->header.signals.items[i].text, '[') == TEXT_NONE);
}

/* A page may name ids that its text does not: they go when the words go that say the same. */
static void hidden_references_follow_the_words(void **state)
{
	static const char text[] = "UNCLAS RIGA 000061\n\nTAGS: PREL\nSUBJECT: PORTS\n\n"
				   "1. See 07 VILNIUS 88 and 08ROME12 of May.\n";
	static const struct {
		const char *cut;
		uint32_t left;
	} rows[] = { { "of May", 2 }, { "07 VILNIUS 88", 1 }, { "08ROME12", 1 },
		{ "07 VILNIUS 88 and 08ROME12", 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record *record = read_cable(text);
		CutList cuts = { 0 };

		record->id = TEXT("08RIGA61");
		record_cite(record, TEXT("07VILNIUS88|08ROME12"), &arena);
		assert_int_equal(record->references.count, 2);
		cut(&cuts, place(record, rows[i].cut), "b(6)");
		record = redacted(record, &cuts);
		assert_int_equal(record->references.count, rows[i].left);
	}
}

/* Another id that leads to the record is no secret unless it is cut. */
static void aliases_follow_the_words(void **state)
{
	struct record *record = read_cable("UNCLAS RIGA 000061\n\nSUBJECT: PORTS\n\n1. A B C\n");
	CutList cuts = { 0 };

	(void)state;
	record->id = TEXT("08RIGA61");
	*(struct alias *)array_add(&record->aliases, &arena) =
	    (struct alias){ TEXT("08RIGGA61"), TEXT("misspelt") };
	cut(&cuts, place(record, "A B C"), "b(6)");
	assert_int_equal(redacted(record, &cuts)->aliases.count, 1);
	*(struct alias *)array_add(&record->aliases, &arena) =
	    (struct alias){ TEXT("PORTS"), TEXT("misspelt") };
	cut(&cuts, place(record, "PORTS"), "b(6)");
	assert_int_equal(redacted(record, &cuts)->aliases.count, 1);
}

/* "1.4(c)" in a mark is no reason of the classification. */
static void a_reason_of_a_mark_is_no_class_reason(void **state)
{
	struct record *record = read_cable(CABLE);
	CutList cuts = { 0 };

	(void)state;
	cut(&cuts, place(record, "DCM Edgar Brandt"), "1.4(c)");
	record = redacted(record, &cuts);
	assert_int_equal(record->cable->reasons.count, 2);
	assert_true(text_equal(record->cable->reasons.items[0].letter, TEXT("b")));
	assert_true(text_equal(record->cable->reasons.items[1].letter, TEXT("d")));
}

static void title_shows_the_mark(void **state)
{
	struct record *record = without_part("MINISTER KALNINA ON", 9, 7);
	const struct redaction *redaction = NULL;

	(void)state;
	assert_true(text_equal(
	    record->title, TEXT("MINISTER [redacted: b(6), word] ON THE HARBOUR AT LIEPAJA")));
	assert_true(text_equal(telegram_title_case(record->title, catalog, &arena),
	    TEXT("Minister [redacted: b(6), word] on the Harbour at Liepaja")));
	/* Both kinds, in order, and back from JSON. */
	assert_int_equal(record->cable->redactions.count, 2);
	redaction = record->cable->redactions.items;
	assert_int_equal(redaction[0].kind, REDACTION_MARK);
	assert_true(text_equal(redaction[0].reason, TEXT("b(6)")));
	assert_true(text_equal(redaction[0].extent, TEXT("word")));
	assert_int_equal(redaction[1].kind, REDACTION_RUN);
	assert_int_equal(redaction[1].reason.len, 0);
}

/* Structures of before know kind and span. */
static void older_structures_read_back(void **state)
{
	struct record *record = without("Berzins");
	struct error err = { 0 };
	struct out out;

	(void)state;
	out_begin(&out, 1u << 20);
	record_put_structure(&out, record);
	Text now = out_text(&out);
	size_t at = text_find(now, TEXT("{\"kind\":\"run\""));
	assert_true(at != TEXT_NONE);
	Text run = text_from(now, at);
	size_t reason = text_find(run, TEXT(",\"reason\"")), end = text_find_char(run, '}');
	assert_true(reason < end);
	Text before = text_format(&arena, "%.*s%.*s%.*s", TEXT_ARG(text_slice(now, 0, at)),
	    TEXT_ARG(text_slice(run, 0, reason)), TEXT_ARG(text_from(run, end)));
	struct record *back = record_from_json(before, record->transcript.text, &arena, &err);
	assert_non_null(back);
	assert_int_equal(back->cable->redactions.count, 2);
	assert_int_equal(back->cable->redactions.items[0].kind, REDACTION_MARK);
	assert_int_equal(back->cable->redactions.items[1].kind, REDACTION_RUN);
	out_end(&out);
}

static void clean_leaves_marks_out(void **state)
{
	struct record *record = without("Janis Berzins");
	Text body = transcript_slice(&record->transcript, record->cable->message);
	Text clean = telegram_clean(body, catalog, &arena);

	(void)state;
	assert_true(text_find(clean, TEXT("redacted")) == TEXT_NONE);
	assert_true(text_find(clean, TEXT("said that , whom")) != TEXT_NONE);
}

/* Cuts in the lines that the reader steers by. */
static void reads_on_without_its_landmarks(void **state)
{
	struct record *record = without("131503Z");

	(void)state;
	assert_int_equal(record->created.precision, PRECISION_YEAR);
	assert_int_equal(clock_civil(record->created.seconds).year, 2008);
	assert_false(holds(record, "131503Z"));
	record = without("R 131503Z FEB 08");
	assert_int_equal(record->created.precision, PRECISION_YEAR);
	record = without("N T I A L");
	assert_int_equal(record->classification, CLASS_CONFIDENTIAL); /* FL4 says it, too */
	record = without("SUBJECT:");
	assert_int_equal(record->title.len, 0);
	record = without("SUBJECT: MINISTER KALNINA ON THE HARBOUR AT LIEPAJA");
	assert_int_equal(record->title.len, 0);
	record = without("TAGS: PREL, OVIP (KALNINA, ILZE), LG");
	assert_int_equal(record->tags.count, 0);
	record = without("RIGA 00000061  002");
	assert_int_equal(record->cable->markers.count, 1); /* a frame it stays */
	assert_int_equal(record->cable->blocks.count, 2);
}

static void leaves_only_metadata(void **state)
{
	struct record *record = read_cable(CABLE), *made;
	CutList cuts = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(redact_all_words(record, TEXT("own:no"), &arena, &cuts, &err), FAULT_NONE);
	assert_int_equal(
	    redact_all_words(record, TEXT("nothing"), &arena, &cuts, &err), FAULT_BAD_INPUT);
	assert_int_equal(redact_all_words(record, TEXT("b(1)"), &arena, &cuts, &err), FAULT_NONE);
	made = redacted(record, &cuts);
	for (size_t i = 0; i < 5; i++) {
		static const char *const gone[] = { "KALNINA", "BRANDT", "TALLINN", "LIEPAJA",
			"EUR" };
		assert_false(holds(made, gone[i]));
	}
	assert_int_equal(made->created.precision, PRECISION_MINUTE);
	assert_int_equal(made->created.seconds, record->created.seconds);
	assert_int_equal(made->classification, CLASS_CONFIDENTIAL);
	assert_true(text_equal(made->origin, TEXT("Embassy Riga")));
	assert_int_equal(made->tags.count, 3);
	assert_int_equal(made->references.count, 0);
	assert_int_equal(made->title.len, 0);
	for (uint32_t i = 0; i < made->cable->redactions.count; i++)
		assert_true(text_equal(made->cable->redactions.items[i].extent, TEXT("whole")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(refuses_what_is_no_cut),
		TEST(refuses_to_hide_what_the_address_says),
		TEST(puts_marks),
		TEST(marks_are_read_as_nothing_else),
		TEST(hidden_references_follow_the_words),
		TEST(aliases_follow_the_words),
		TEST(a_reason_of_a_mark_is_no_class_reason),
		TEST(title_shows_the_mark),
		TEST(older_structures_read_back),
		TEST(clean_leaves_marks_out),
		TEST(reads_on_without_its_landmarks),
		TEST(leaves_only_metadata),
	};

	return cmocka_run_group_tests_name("redact/redact", tests, open_catalog, close_catalog);
}
