/* Citations: the four styles with parts missing, and entries that stay entries whatever a subject
 * holds. */
#include "pages/citation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"

static struct citation cable(void)
{
	struct citation c = { .kind = RECORD_CABLE,
		.id = TEXT_INIT("08RIGA61"),
		.author = TEXT_INIT("Embassy Riga"),
		.title = TEXT_INIT("A door on the second floor"),
		.number = TEXT_INIT("08RIGA61"),
		.classification = TEXT_INIT("CONFIDENTIAL"),
		.archive = TEXT_INIT("Chancery, edition 000002 (4c3fa1b20d9e)"),
		.path = TEXT_INIT("/cable/08RIGA61") };

	moment_read(TEXT("2008-09-13T14:24Z"), &c.created);
	return c;
}

static struct citation report(void)
{
	struct citation c = { .kind = RECORD_NARRATIVE,
		.id = TEXT_INIT("tip/2011/uruguay"),
		.author = TEXT_INIT("U.S. Department of State"),
		.title = TEXT_INIT("Uruguay"),
		.container = TEXT_INIT("Trafficking in Persons Report 2011"),
		.archive = TEXT_INIT("Chancery, edition 000002 (4c3fa1b20d9e)"),
		.path = TEXT_INIT("/report/tip/2011/uruguay") };

	moment_read(TEXT("2011"), &c.created);
	return c;
}

static struct citation document(void)
{
	struct citation c = { .kind = RECORD_DOCUMENT,
		.id = TEXT_INIT("frus/frus1969-76v24/d176"),
		.title = TEXT_INIT("Telegram From the Embassy in Jordan"),
		.number = TEXT_INIT("176"),
		.container = TEXT_INIT("Foreign Relations of the United States, 1969\xE2\x80\x93"
				       "1976, vol. 24"),
		.archive = TEXT_INIT("Chancery, edition 000002 (4c3fa1b20d9e)"),
		.path = TEXT_INIT("/document/frus/frus1969-76v24/d176") };

	moment_read(TEXT("1970-09-08"), &c.created);
	return c;
}

#define LQ "\xE2\x80\x9C"
#define RQ "\xE2\x80\x9D"
#define AT "Chancery, edition 000002 (4c3fa1b20d9e), "

static void check_styles(const struct citation *c, const char *const lines[CITATION_STYLE_COUNT])
{
	struct out out;

	out_begin(&out, 1 << 16);
	for (int style = 0; style < CITATION_STYLE_COUNT; style++) {
		out_reset(&out);
		citation_put(&out, c, (enum citation_style)style);
		out_char(&out, '\0');
		assert_string_equal(out.bytes, lines[style]);
	}
	out_end(&out);
}

static void test_cable(void **state)
{
	static const char *const lines[] = {
		"Embassy Riga, " LQ "A door on the second floor," RQ
		" telegram 08RIGA61, September 13, 2008, CONFIDENTIAL, " AT "/cable/08RIGA61.",
		"Embassy Riga. " LQ "A door on the second floor." RQ
		" Telegram 08RIGA61, 13 Sept. 2008. " AT "/cable/08RIGA61.",
		"Embassy Riga. (2008, September 13). A door on the second floor (Telegram 08RIGA61) "
		"[CONFIDENTIAL]. " AT "/cable/08RIGA61",
		"Telegram No. 08RIGA61 from Embassy Riga, A door on the second floor (Sept. 13, 2008), " AT
		"/cable/08RIGA61.",
	};
	struct citation c = cable();

	(void)state;
	check_styles(&c, lines);
}

/* No subject, no date, no origin, no level; an address of the whole web. */
static void test_bare_cable(void **state)
{
	static const char *const lines[] = {
		"telegram 08RIGA61, " AT "https://a.example/cable/08RIGA61.",
		"Telegram 08RIGA61, " AT "https://a.example/cable/08RIGA61.",
		"(Telegram 08RIGA61). (n.d.). " AT "https://a.example/cable/08RIGA61",
		"Telegram No. 08RIGA61, " AT "https://a.example/cable/08RIGA61.",
	};
	struct citation c = cable();

	(void)state;
	c.author = c.title = c.classification = (Text){ 0 };
	c.created = MOMENT_UNKNOWN;
	c.base = TEXT("https://a.example");
	check_styles(&c, lines);
}

static void test_month_and_question(void **state)
{
	static const char *const lines[] = {
		"Embassy Riga, " LQ "Who pays?" RQ " telegram 08RIGA61, May 1976, " AT
		"/cable/08RIGA61.",
		"Embassy Riga. " LQ "Who pays?" RQ " Telegram 08RIGA61, May 1976. " AT
		"/cable/08RIGA61.",
		"Embassy Riga. (1976, May). Who pays? (Telegram 08RIGA61). " AT "/cable/08RIGA61",
		"Telegram No. 08RIGA61 from Embassy Riga, Who pays? (May 1976), " AT
		"/cable/08RIGA61.",
	};
	struct citation c = cable();

	(void)state;
	c.title = TEXT("Who pays?");
	c.classification = (Text){ 0 };
	moment_read(TEXT("1976-05"), &c.created);
	check_styles(&c, lines);
}

static void test_report(void **state)
{
	static const char *const lines[] = {
		"U.S. Department of State, " LQ "Uruguay," RQ
		" in Trafficking in Persons Report 2011, " AT "/report/tip/2011/uruguay.",
		"U.S. Department of State. " LQ "Uruguay." RQ
		" Trafficking in Persons Report 2011, " AT "/report/tip/2011/uruguay.",
		"U.S. Department of State. (2011). Uruguay. In Trafficking in Persons Report 2011. " AT
		"/report/tip/2011/uruguay",
		"U.S. Department of State, Uruguay, in Trafficking in Persons Report 2011, " AT
		"/report/tip/2011/uruguay.",
	};
	struct citation c = report();

	(void)state;
	check_styles(&c, lines);
}

#define VOLUME \
	"Foreign Relations of the United States, 1969\xE2\x80\x93" \
	"1976, vol. 24"
#define D176 "/document/frus/frus1969-76v24/d176"

static void test_document(void **state)
{
	static const char *const lines[] = {
		LQ "Telegram From the Embassy in Jordan," RQ " September 8, 1970, in " VOLUME
		   ", document 176, " AT D176 ".",
		LQ "Telegram From the Embassy in Jordan." RQ " " VOLUME
		   ", document 176, 8 Sept. 1970. " AT D176 ".",
		"Telegram From the Embassy in Jordan (Document 176). (1970, September 8). In " VOLUME
		". " AT D176,
		"Telegram From the Embassy in Jordan (Sept. 8, 1970), in " VOLUME
		", Doc. 176, " AT D176 ".",
	};
	struct citation c = document();

	(void)state;
	check_styles(&c, lines);
}

/* Braces outside of the escapes' own are those of the entry: every prefix is balanced or deeper. */
static void test_bibtex_is_balanced(void **state)
{
	struct citation c = cable();
	struct out out;
	int depth = 0;

	(void)state;
	c.title = TEXT("} 5% & #1 {a_b} $~^\\ \"q\" @misc{x,\ny");
	out_begin(&out, 1 << 16);
	citation_put_bibtex(&out, &c);
	for (size_t i = 0; i < out.len; i++) {
		depth += out.bytes[i] == '{';
		depth -= out.bytes[i] == '}';
		assert_true(depth >= 0);
		assert_true(depth > 0 || i == 0 || i + 2 >= out.len || i < 5);
	}
	assert_int_equal(depth, 0);
	assert_int_not_equal(
	    text_find(out_text(&out),
		TEXT("title = {{\\textbraceright{} 5\\% \\& \\#1 "
		     "\\textbraceleft{}a\\_b\\textbraceright{} \\$"
		     "\\textasciitilde{}\\textasciicircum{}\\textbackslash{} \"q\" "
		     "@misc\\textbraceleft{}x, y}}")),
	    TEXT_NONE);
	out_end(&out);
}

static void test_bibtex(void **state)
{
	struct citation c = report();
	struct out out;

	(void)state;
	c.base = TEXT("https://a.example");
	out_begin(&out, 1 << 16);
	citation_put_bibtex(&out, &c);
	out_char(&out, '\0');
	assert_string_equal(out.bytes,
	    "@incollection{tip-2011-uruguay,\n  author = {{U.S. Department of State}},\n"
	    "  title = {{Uruguay}},\n  booktitle = {{Trafficking in Persons Report 2011}},\n"
	    "  publisher = {{U.S. Department of State}},\n  year = {2011},\n"
	    "  note = {{Chancery, edition 000002 (4c3fa1b20d9e)}},\n"
	    "  url = {https://a.example/report/tip/2011/uruguay}\n}\n");
	out_end(&out);
}

/* Each line is a tag of two signs, two blanks, a dash, a blank, a value. */
static void test_ris_grammar(void **state)
{
	struct citation all[] = { cable(), report(), document(), cable() };
	struct out out;

	(void)state;
	all[3].title = TEXT("one\r\nER  - \r\nTY  - two");
	all[3].author = (Text){ 0 };
	all[3].created = MOMENT_UNKNOWN;
	out_begin(&out, 1 << 16);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		Text rest;
		unsigned lines = 0, types = 0, ends = 0;

		out_reset(&out);
		citation_put_ris(&out, &all[i]);
		for (rest = out_text(&out); rest.len; lines++) {
			Text line = text_cut(&rest, '\n');

			assert_true(line.len >= 7 && line.at[line.len - 1] == '\r');
			assert_true(ascii_is_upper(line.at[0]));
			assert_true(ascii_is_upper(line.at[1]) || ascii_is_digit(line.at[1]));
			assert_true(text_equal(text_slice(line, 2, 4), TEXT("  - ")));
			types += text_starts(line, TEXT("TY"));
			ends += text_starts(line, TEXT("ER"));
		}
		assert_true(lines > 5 && types == 1 && ends == 1);
	}
	out_end(&out);
}

static void test_csl(void **state)
{
	struct citation all[] = { cable(), document(), cable() };
	struct error err = { 0 };
	struct out out;
	json_t *list, *item, *parts;

	(void)state;
	all[2].title = all[2].author = (Text){ 0 };
	all[2].created = MOMENT_UNKNOWN;
	out_begin(&out, 1 << 16);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		out_reset(&out);
		citation_put_csl(&out, &all[i]);
		list = json_read(out_text(&out), &err);
		assert_non_null(list);
		assert_int_equal(json_array_size(list), 1);
		item = json_array_get(list, 0);
		assert_true(text_equal(json_get_text(item, "id"), all[i].id));
		assert_true(json_get_text(item, "title").len > 0);
		parts = json_array_get(
		    json_object_get(json_object_get(item, "issued"), "date-parts"), 0);
		assert_int_equal(json_array_size(parts), i == 2 ? 0 : 3);
		assert_true((json_object_get(item, "author") != NULL) == (all[i].author.len > 0));
		json_decref(list);
	}
	assert_int_not_equal(
	    text_find(out_text(&out), TEXT("\"title\": \"Telegram 08RIGA61\"")), TEXT_NONE);
	out_end(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cable),
		cmocka_unit_test(test_bare_cable),
		cmocka_unit_test(test_month_and_question),
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_bibtex_is_balanced),
		cmocka_unit_test(test_bibtex),
		cmocka_unit_test(test_ris_grammar),
		cmocka_unit_test(test_csl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
