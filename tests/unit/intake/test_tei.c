/* Volumes cut, however their bytes arrive; dates; text that leads back to its bytes. */
#include "intake/taken.h"

#include "intake/tei.h"

#define ROOT(body) \
	"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1971-99v7\"><text><body>" body \
	"</body></text></TEI>\n"
#define DOCUMENT(id, body) \
	"<div type=\"document\" subtype=\"historical-document\" n=\"4\" xml:id=\"" id "\">" body \
	"</div>"
#define WHOLE \
	ROOT("<div type='chapter'><head>Not a document</head><!-- <div type=\"document\"> -->" \
	     "<![CDATA[<div type=\"document\">]]>" DOCUMENT("d4", \
		 "<head>4. Letter<note type=\"source\">Source: A Box. Secret.</note></head>" \
		 "<p>One &amp;\n two<note n=\"*\">A &#233;.</note>.</p><div type=\"attachment\">" \
		 "<p a=\">\">Three</p></div>") "\n\n" DOCUMENT("d5", "<p>Four</p>") "</div>")

struct trickle {
	Text rest;
	size_t step;
};

static enum fault trickle(void *context, char *bytes, size_t room, size_t *got, struct error *err)
{
	struct trickle *from = context;
	Text part = text_slice(from->rest, 0, from->step < room ? from->step : room);

	(void)err;
	if (part.len)
		memcpy(bytes, part.at, part.len);
	from->rest = text_from(from->rest, part.len);
	*got = part.len;
	return FAULT_NONE;
}

static void read_steps(Text bytes, size_t step, struct takings *takings)
{
	struct error err = { 0 };
	struct trickle from = { bytes, step };
	struct intake *intake = takings_open(takings, "tei");
	struct feed feed;

	feed_begin(&feed, "volumes/frus-x.xml", trickle, &from);
	assert_int_equal(intake_read_member(intake, "volumes/frus-x.xml", &feed, &err), FAULT_NONE);
	feed_close(&feed);
	assert_int_equal(intake_close(intake, &err), FAULT_NONE);
}

static void assert_ids(const struct takings *takings, const char *ids)
{
	struct out out;

	out_begin(&out, 10000);
	for (int i = 0; i < takings->count; i++)
		if (takings->items[i].id[0])
			out_printf(&out, "%s%s", out.len ? " " : "", takings->items[i].id);
	char *got = taken_copy(out_text(&out));
	assert_string_equal(got, ids);
	free(got);
	out_end(&out);
}

static void cuts_volumes(void **state)
{
	static const size_t steps[] = { 1, 7, 100000 };

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct takings takings;
		const struct taken *first = takings.items;

		read_steps(TEXT(WHOLE), steps[i], &takings);
		assert_ids(&takings, "frus/frus1971-99v7/d4 frus/frus1971-99v7/d5");
		assert_int_equal(takings.rejections, 0);
		assert_int_equal(first->line, 1);
		assert_true(text_starts(first->source, TEXT("<div type=\"document\"")));
		assert_true(text_ends(first->source, TEXT("Three</p></div></div>")));
		assert_string_equal(first->text,
		    "4. Letter\n\nSource: A Box. Secret.\n\nOne & two[*].\n\nThree\n\n[*] A \xC3\xA9.\n");
		assert_int_equal(first->classification, CLASS_SECRET);
		assert_false(first->note[NOTE_BAD_MARKUP]);
		takings_end(&takings);
	}
}

static void reads_what_is_broken(void **state)
{
	static const struct {
		const char *text, *ids, *reason;
		bool bad_markup;
	} rows[] = {
		{ ROOT("<p>Nothing</p>"), "",
		    "'volumes/frus-x.xml' holds no document: no div of type \"document\"", false },
		{ "<div type=\"document\" xml:id=\"d1\"><p>A</p></div>", "frus/frus-x/d1", "",
		    false },
		{ "<div type=\"document\" n=\"9\"><p>A</p></div>", "frus/frus-x/d9", "", false },
		{ "<div type=\"document\"><p>A</p></div>", "",
		    "a document with neither xml:id nor n: no id", false },
		{ "<div type=\"document\" xml:id=\"d1\"><p>A</p>", "",
		    "the file ends within a document: its div is not closed", false },
		{ "<div type=\"document\" xml:id=\"d1\"><p>A" DOCUMENT("d2", "B"),
		    "frus/frus-x/d1 frus/frus-x/d2", "", true },
		{ "<div type=\"document\" xml:id=\"d_1\"><p>A &b; < c</p></div>", "frus/frus-x/d-1",
		    "", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;

		read_steps(text_of(rows[i].text), 100000, &takings);
		assert_ids(&takings, rows[i].ids);
		assert_string_equal(takings_rejected(&takings)->reason, rows[i].reason);
		assert_int_equal(takings.items[0].note[NOTE_BAD_MARKUP], rows[i].bad_markup);
		takings_end(&takings);
	}
}

static void refuses_depth(void **state)
{
	struct takings takings;
	struct out out;

	(void)state;
	out_begin(&out, 10000);
	out_put(&out, TEXT("<div type=\"document\" xml:id=\"d1\">"));
	for (int i = 0; i < TEI_DEPTH; i++)
		out_put(&out, TEXT("<hi>"));
	for (int i = 0; i < TEI_DEPTH; i++)
		out_put(&out, TEXT("</hi>"));
	out_put(&out, TEXT("</div>"));
	read_steps(out_text(&out), 100000, &takings);
	assert_string_equal(
	    takings_rejected(&takings)->reason, "markup is nested more than 64 elements deep");
	takings_end(&takings);
	out_end(&out);
}

static void reads_dates(void **state)
{
	static const struct {
		const char *tag, *text;
	} rows[] = {
		{ "<date when=\"1970-09-08\">", "1970-09-08" },
		{ "<date when='1970-09'>", "1970-09" },
		{ "<date when=\"1970\"/>", "1970" },
		{ "<date when=\"1970-09-08T22:30:00-05:00\">", "1970-09-09T03:30:00Z" },
		{ "<date when=\"1970-09-08T22:30:00\">", "1970-09-08" },
		{ "<date when=\"1970-02-30\">", "" },
		{ "<date when=\"undated\">", "" },
		{ "<date from=\"1970-09-08\" to=\"1970-09-12\">", "1970-09" },
		{ "<date from=\"1970-09-08\" to=\"1970-11-12\">", "1970" },
		{ "<date from=\"1970-09-08\" to=\"1971-01-12\">", "" },
		{ "<date from=\"1970-09-08\">", "" },
		{ "<date notBefore=\"1970-09\" notAfter=\"1970-09-30\">", "1970-09" },
		{ "<div frus:doc-dateTime-min=\"1970-09-08T00:00:00-05:00\" "
		  "frus:doc-dateTime-max=\"1970-09-08T23:59:59-05:00\">",
		    "1970-09-08" },
		{ "<div frus:doc-dateTime-min=\"1970-09-08T10:30:00-05:00\" "
		  "frus:doc-dateTime-max=\"1970-09-08T10:30:59-05:00\">",
		    "1970-09-08T15:30Z" },
		{ "<date>", "" },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tei_token tag = tei_token_of(text_of(rows[i].tag), 0);
		Text got = moment_text(&arena, tei_date(&tag));

		if (!text_equal(got, text_of(rows[i].text)))
			print_error("%s: %.*s\n", rows[i].tag, TEXT_ARG(got));
		assert_true(text_equal(got, text_of(rows[i].text)));
	}
	arena_end(&arena);
}

/* As many bytes at a time as the dice say. */
static void read_some_steps(const char *format, Text bytes, struct takings *takings)
{
	(void)format;
	read_steps(bytes, 1 + dice(64), takings);
}

static void survives_mutations(void **state)
{
	(void)state;
	take_spoilt(read_some_steps, "tei", TEXT(WHOLE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_volumes),
		cmocka_unit_test(reads_what_is_broken),
		cmocka_unit_test(refuses_depth),
		cmocka_unit_test(reads_dates),
		cmocka_unit_test(survives_mutations),
	};

	return cmocka_run_group_tests(tests, open_catalog, close_catalog);
}
