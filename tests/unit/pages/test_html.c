/* Escaping: hostile text in every context comes out as text. */
#include "pages/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define REPLACEMENT "\xEF\xBF\xBD"

typedef void putter(struct out *out, Text text);

static void assert_put(putter *put, Text given, Text expected);

/* Spoken in words, shown as it stands where styles and roles are not known. */
static void marks_are_bars(void **state)
{
	(void)state;
	assert_put(html_words, TEXT("a <b [redacted: b(6), phrase] & c"),
	    TEXT("a &lt;b <span class=\"redaction mark\" role=\"img\" "
		 "aria-label=\"redacted: personal privacy, a phrase\">"
		 "[redacted: b(6), phrase]</span> &amp; c"));
	assert_put(html_words, TEXT("[redacted: own:source-2, whole][redacted: b(99), word]"),
	    TEXT("<span class=\"redaction mark\" role=\"img\" "
		 "aria-label=\"redacted: source-2, the whole text\">"
		 "[redacted: own:source-2, whole]</span>[redacted: b(99), word]"));
	assert_put(html_redacted, TEXT("XXXX"),
	    TEXT("<span class=\"redaction\" role=\"img\" aria-label=\"redacted\">XXXX</span>"));
}

static void assert_put(putter *put, Text given, Text expected)
{
	struct out out;

	out_begin(&out, 1000);
	put(&out, given);
	if (!text_equal(out_text(&out), expected))
		fail_msg("'%.*s' gave '%.*s', expected '%.*s'", TEXT_ARG(given),
		    TEXT_ARG(out_text(&out)), TEXT_ARG(expected));
	out_end(&out);
}

static const struct {
	Text given, text, attr, path, query;
} cases[] = {
	{ TEXT_INIT(""), TEXT_INIT(""), TEXT_INIT(""), TEXT_INIT(""), TEXT_INIT("") },
	{ TEXT_INIT("a b"), TEXT_INIT("a b"), TEXT_INIT("a b"), TEXT_INIT("a%20b"),
	    TEXT_INIT("a+b") },
	{ TEXT_INIT("<script>alert(1)</script>"),
	    TEXT_INIT("&lt;script&gt;alert(1)&lt;/script&gt;"),
	    TEXT_INIT("&lt;script&gt;alert(1)&lt;/script&gt;"),
	    TEXT_INIT("%3Cscript%3Ealert%281%29%3C%2Fscript%3E"),
	    TEXT_INIT("%3Cscript%3Ealert%281%29%3C%2Fscript%3E") },
	{ TEXT_INIT("\" onload='x'"), TEXT_INIT("\" onload='x'"),
	    TEXT_INIT("&quot; onload=&#39;x&#39;"), TEXT_INIT("%22%20onload%3D%27x%27"),
	    TEXT_INIT("%22+onload%3D%27x%27") },
	{ TEXT_INIT("&amp;&"), TEXT_INIT("&amp;amp;&amp;"), TEXT_INIT("&amp;amp;&amp;"),
	    TEXT_INIT("%26amp%3B%26"), TEXT_INIT("%26amp%3B%26") },
	{ TEXT_INIT("../../etc?x#y"), TEXT_INIT("../../etc?x#y"), TEXT_INIT("../../etc?x#y"),
	    TEXT_INIT("..%2F..%2Fetc%3Fx%23y"), TEXT_INIT("..%2F..%2Fetc%3Fx%23y") },
	{ TEXT_INIT("javascript:1"), TEXT_INIT("javascript:1"), TEXT_INIT("javascript:1"),
	    TEXT_INIT("javascript%3A1"), TEXT_INIT("javascript:1") },
	{ TEXT_INIT("a\0b"), TEXT_INIT("a" REPLACEMENT "b"), TEXT_INIT("a" REPLACEMENT "b"),
	    TEXT_INIT("a%00b"), TEXT_INIT("a%00b") },
	{ TEXT_INIT("\xC3\xA9\xFFz"), TEXT_INIT("\xC3\xA9" REPLACEMENT "z"),
	    TEXT_INIT("\xC3\xA9" REPLACEMENT "z"), TEXT_INIT("%C3%A9%FFz"),
	    TEXT_INIT("%C3%A9%FFz") },
	{ TEXT_INIT("cut \xE2\x82"), TEXT_INIT("cut " REPLACEMENT REPLACEMENT),
	    TEXT_INIT("cut " REPLACEMENT REPLACEMENT), TEXT_INIT("cut%20%E2%82"),
	    TEXT_INIT("cut+%E2%82") },
	{ TEXT_INIT("\x1B[2J\x7F\xC2\x85"), TEXT_INIT(REPLACEMENT "[2J" REPLACEMENT REPLACEMENT),
	    TEXT_INIT(REPLACEMENT "[2J" REPLACEMENT REPLACEMENT), TEXT_INIT("%1B%5B2J%7F%C2%85"),
	    TEXT_INIT("%1B%5B2J%7F%C2%85") },
	{ TEXT_INIT("\xEF\xBF\xBE\xEF\xB7\x90"), TEXT_INIT(REPLACEMENT REPLACEMENT),
	    TEXT_INIT(REPLACEMENT REPLACEMENT), TEXT_INIT("%EF%BF%BE%EF%B7%90"),
	    TEXT_INIT("%EF%BF%BE%EF%B7%90") },
	{ TEXT_INIT("tab\tline\n"), TEXT_INIT("tab\tline\n"), TEXT_INIT("tab\tline\n"),
	    TEXT_INIT("tab%09line%0A"), TEXT_INIT("tab%09line%0A") },
	{ TEXT_INIT("tag:KTIP, a*"), TEXT_INIT("tag:KTIP, a*"), TEXT_INIT("tag:KTIP, a*"),
	    TEXT_INIT("tag%3AKTIP%2C%20a%2A"), TEXT_INIT("tag:KTIP,+a*") },
};

static void test_contexts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_put(html_text, cases[i].given, cases[i].text);
		assert_put(html_attr, cases[i].given, cases[i].attr);
		assert_put(html_path, cases[i].given, cases[i].path);
		assert_put(html_query, cases[i].given, cases[i].query);
	}
}

/* Every single byte, in every context: nothing comes out that could end it. */
static void test_every_byte(void **state)
{
	static putter *const putters[] = { html_text, html_attr, html_path, html_query };
	struct out out;

	(void)state;
	out_begin(&out, 1000);
	for (int byte = 0; byte < 256; byte++) {
		char c = (char)byte;

		for (size_t i = 0; i < 4; i++) {
			Text got;

			out_reset(&out);
			putters[i](&out, (Text){ &c, 1 });
			got = out_text(&out);
			assert_true(got.len > 0);
			assert_int_equal(text_find_char(got, '<'), TEXT_NONE);
			assert_int_equal(text_find_char(got, '>'), TEXT_NONE);
			if (i > 0)
				assert_int_equal(text_find_char(got, '"'), TEXT_NONE);
			if (i > 0)
				assert_int_equal(text_find_char(got, '\''), TEXT_NONE);
		}
	}
	out_end(&out);
}

static void test_moments(void **state)
{
	static const struct {
		const char *moment, *full, *day;
	} rows[] = {
		{ "2008-02-29T11:38Z",
		    "<time datetime=\"2008-02-29T11:38Z\">29 February 2008, 11:38 UTC</time>",
		    "<time>2008-02-29</time>" },
		{ "2008-02-29T00:00Z",
		    "<time datetime=\"2008-02-29T00:00Z\">29 February 2008, 00:00 UTC</time>",
		    "<time>2008-02-29</time>" },
		{ "1976-03-09", "<time datetime=\"1976-03-09\">9 March 1976</time>",
		    "<time>1976-03-09</time>" },
		{ "1976-03", "<time datetime=\"1976-03\">March 1976</time>",
		    "<time>1976-03</time>" },
		{ "1976", "<time datetime=\"1976\">1976</time>", "<time>1976</time>" },
		{ "", "date unknown", "undated" },
	};
	struct out out;

	(void)state;
	out_begin(&out, 1000);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Moment moment = MOMENT_UNKNOWN;

		moment_read(text_of(rows[i].moment), &moment);
		out_reset(&out);
		html_moment(&out, moment);
		assert_true(text_equal(out_text(&out), text_of(rows[i].full)));
		out_reset(&out);
		html_day(&out, moment);
		assert_true(text_equal(out_text(&out), text_of(rows[i].day)));
	}
	out_end(&out);
}

/* Nothing in a data block may end it or be no text. */
static void test_json(void **state)
{
	(void)state;
	assert_put(html_json, TEXT("{\"a\":\"</script><!--&\"}"),
	    TEXT("{\"a\":\"\\u003C/script\\u003E\\u003C!--\\u0026\"}"));
	assert_put(
	    html_json, TEXT("\x7F\xEF\xBF\xBF\xFF"), TEXT(REPLACEMENT REPLACEMENT REPLACEMENT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_bars),
		cmocka_unit_test(test_contexts),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
