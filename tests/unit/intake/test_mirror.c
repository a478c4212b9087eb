/* Pages of a mirror: the box, entities and tags with their way back, the slip of the minutes, and
 * what has run into a page. */
#include "intake/taken.h"

#define LF "&#x000A;"
#define BOX(created, released) \
	"<html><title>Cable Viewer</title>\n<h3>Viewing cable 08ROME9, X</h3>\n<table class='cable'>\n<tr><th>Reference ID</th></tr>\n<tr>" \
	"<td>\n<a href='/cable/x.html'>08ROME9</a>\n</td><td><a href='/d'>" created \
	"</a></td><td><a href='/r'>" released \
	"</a></td><td><a href='/c' title='secret'>CONFIDENTIAL</a></td><td><a href='/o'>Embassy Rome</a></td></tr>\n"
#define GROUP \
	"<code><pre>VZCZCXRO1" LF "DE RUEHRO #0009/01 0321544" LF "R 011544Z FEB 08" LF \
	"FM AMEMBASSY ROME</pre></code>\n"
#define TEXT_BLOCK \
	"<code><pre>C O N F I D E N T I A L ROME 000009 \\" LF " \\" LF \
	"TAGS: <a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/IT_0.html'>IT</a>" LF \
	"SUBJECT: A &amp; B&#8217;S " LF LF \
	"<a id='par1' href='#par1'>\xC2\xB6</a>1. (C) Y &lt;z&gt;." LF LF "OSGODBY"
#define END "</pre></code></html>\n"
#define OWN_ROW \
	"<code><pre>2008-02-01 15:44:00\t08ROME9\tEmbassy Rome\tCONFIDENTIAL\t08STATE1|08ROME9\tVZCZCXRO1\\" LF \
	"DE RUEHRO #0009/01 0321544\\" LF "R 011544Z FEB 08\\" LF \
	"FM AMEMBASSY ROME\tC O N F I D E N T I A L ROME 000009 \\" LF LF \
	"TAGS: <a href='/tag/PREL_0.html'>PREL</a>" LF "SUBJECT: A" LF LF "1. Y." LF "OSGODBY" LF
#define OTHER_ROW \
	"121\t2008-02-02 12:50:00\t08OSLO2\tEmbassy Oslo\tUNCLASSIFIED\t\tVZCZCXRO2\\" LF \
	"DE RUEHNY #0002/01 0331250\\" LF "R 021250Z FEB 08\\" LF \
	"FM AMEMBASSY OSLO\tUNCLAS OSLO 000002 \\" LF \
	"TAGS: <a href='/tag/SCUL_0.html'>SCUL</a>" LF "SUBJECT: B &amp; C" LF LF "1. Z." LF
#define OTHER_MESSAGE \
	"VZCZCXRO3" LF "DE RUEHNY #0004/01 0331250" LF "R 021250Z FEB 08" LF \
	"FM AMEMBASSY OSLO" LF LF "UNCLAS OSLO 000004" LF "SUBJECT: D" LF LF "1. W."

static void reads_a_page(void **state)
{
	static const char page[] = BOX("2008-02-01 15:44",
	    "2011-08-26 01:00") "<tr><td colspan='5'>Appears in these articles:<br /><a href=\"http://a/?x=1&amp;y\">It</a><br /><a href=\"http://b\">http://b</a></td></tr></table>" GROUP
	    TEXT_BLOCK END;
	struct takings takings;
	const struct taken *taken = takings.items;

	(void)state;
	take_bytes(NULL, text_of(page), &takings);
	assert_int_equal(takings.count, 1);
	assert_string_equal(taken->reason, "");
	assert_string_equal(taken->format, "mirror-page");
	assert_string_equal(taken->source.at, page);
	assert_string_equal(taken->id, "08ROME9");
	assert_int_equal(taken->classification, classification_read(TEXT("CONFIDENTIAL")));
	assert_string_equal(taken->released, "2011-08-26T01:00Z");
	assert_int_equal(taken->articles, 2);
	assert_true(taken->note[NOTE_BACKSLASH_LINES]);
	assert_string_equal(taken->text,
	    "08ROME9\t2008-02-01 15:44\t2011-08-26 01:00\tCONFIDENTIAL\tEmbassy Rome\n"
	    "http://a/?x=1&y\tIt\nhttp://b\n\n"
	    "VZCZCXRO1\nDE RUEHRO #0009/01 0321544\nR 011544Z FEB 08\nFM AMEMBASSY ROME\n\n"
	    "C O N F I D E N T I A L ROME 000009 \n \nTAGS: PREL IT\nSUBJECT: A & B\xE2\x80\x99S \n\n"
	    "1. (C) Y <z>.\n\nOSGODBY");
	takings_end(&takings);
}

static void corrects_minutes(void **state)
{
	static const struct {
		const char *page, *created, *released;
		bool minutes, disagrees;
	} rows[] = {
		/* the slip, with a group */
		{ BOX("2008-02-01 15:03", "2011-02-18 21:09") "</table>" GROUP TEXT_BLOCK END,
		    "2008-02-01T15:44Z", "2011-02-18", true, false },
		/* right */
		{ BOX("2008-02-01 15:44", "2011-08-26 21:09") "</table>" GROUP TEXT_BLOCK END,
		    "2008-02-01T15:44Z", "2011-08-26T21:09Z", false, false },
		/* another hour: no slip of minutes, a disagreement */
		{ BOX("2008-02-01 16:04", "2011-08-26 01:00") "</table>" GROUP TEXT_BLOCK END,
		    "2008-02-01T15:44Z", "2011-08-26T01:00Z", false, true },
		/* the slip without a group */
		{ BOX("2008-02-01 15:03", "2011-02-18 00:12") "</table>" TEXT_BLOCK END,
		    "2008-02-01", "2011-02-18", true, false },
		/* one that fits by chance, without a group */
		{ BOX("2008-02-01 15:03", "2011-08-26 01:00") "</table>" TEXT_BLOCK END,
		    "2008-02-01T15:03Z", "2011-08-26T01:00Z", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;

		take_bytes(NULL, text_of(rows[i].page), &takings);
		assert_int_equal(takings.records, 1);
		assert_string_equal(takings.items[0].created, rows[i].created);
		assert_string_equal(takings.items[0].released, rows[i].released);
		assert_int_equal(takings.items[0].note[NOTE_CREATED_MINUTES], rows[i].minutes);
		assert_int_equal(takings.items[0].note[NOTE_CREATED_DISAGREES], rows[i].disagrees);
		takings_end(&takings);
	}
}

static void cuts_what_has_run_in(void **state)
{
	static const char page[] = BOX("2008-02-01 15:44",
	    "2011-08-26 01:00") "</table>" GROUP OWN_ROW OTHER_ROW OTHER_MESSAGE END;
	struct takings takings;
	const struct taken *taken = takings.items;

	(void)state;
	take_bytes(NULL, text_of(page), &takings);
	assert_int_equal(takings.count, 3);
	assert_int_equal(takings.records, 3);
	assert_string_equal(taken[0].id, "08ROME9");
	assert_int_equal(taken[0].source.len, strstr(page, OTHER_ROW) - page);
	assert_memory_equal(taken[0].source.at, page, taken[0].source.len);
	assert_string_equal(taken[0].references, "08STATE1 ");
	assert_true(taken[0].note[NOTE_DUMP_ROW] && taken[0].note[NOTE_SPLICED]);
	assert_null(strstr(taken[0].text, "OSLO"));
	assert_null(strchr(strstr(taken[0].text, "VZCZ"), '\t'));
	assert_non_null(strstr(taken[0].text, "FM AMEMBASSY ROME\n\nC O N F"));
	assert_string_equal(taken[1].format, "dump-row");
	assert_string_equal(taken[1].id, "08OSLO2");
	assert_string_equal(taken[1].source.at, OTHER_ROW);
	assert_non_null(strstr(taken[1].text, "TAGS: SCUL\nSUBJECT: B & C\n"));
	assert_int_equal(taken[1].line, 9);
	assert_string_equal(taken[2].id, "08OSLO4");
	assert_string_equal(taken[2].source.at, OTHER_MESSAGE);
	assert_true(taken[1].note[NOTE_SPLICED] && taken[2].note[NOTE_SPLICED]);
	takings_end(&takings);
}

/* Nothing is left out in silence. */
static void rejects_what_stands_behind(void **state)
{
	static const char page[] =
	    BOX("2008-02-01 15:44", "2011-08-26 01:00") "</table>" GROUP OWN_ROW OTHER_ROW
							"</pre></code>\n<code><pre>More." END;
	struct takings takings;

	(void)state;
	take_bytes(NULL, text_of(page), &takings);
	assert_int_equal(takings.records, 2);
	assert_int_equal(takings.rejections, 1);
	assert_int_equal(takings.items[2].line, 10);
	assert_string_equal(takings.items[2].reason,
	    "a text behind another record that has run into the page, left out");
	takings_end(&takings);
}

static void decodes_signs(void **state)
{
	static const struct {
		const char *html, *text;
	} rows[] = {
		{ "a&#xd;&#xa;b&#13;c\r\nd\re", "a\nb\nc\nd\ne" },
		{ "&AMP; &bogus; &#; &#x; &; &amp", "&AMP; &bogus; &#; &#x; &; &amp" },
		{ "&eacute;&mdash;&#150;&#39;&apos;", "\xC3\xA9\xE2\x80\x94\xE2\x80\x93''" },
		{ "a < b <c@d.e> <b>f</B> <!-- g -->h <i", "a < b <c@d.e> f h <i" },
		{ "<a id=p href='#p'>&para;</a>1. <A HREF=\"x'y\">z</A> \xC2\xB6",
		    "1. z \xC2\xB6" },
		{ "x<br/>y<BR />z", "x\ny\nz" },
		{ "C:\\X \\\ny\\&#10;z\\", "C:\\X \ny\nz\\" },
		{ "&#0;\xFF&#xD800;&#x110000;&#99999999999;",
		    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;
		struct out out;

		out_begin(&out, 100000);
		out_printf(&out,
		    "<table class=cable><td>08ROME9</td></table><pre>UNCLAS ROME 000009\n[%s",
		    rows[i].html);
		take_bytes("mirror-page", out_text(&out), &takings);
		assert_int_equal(takings.records, 1);
		assert_string_equal(strchr(takings.items[0].text, '[') + 1, rows[i].text);
		takings_end(&takings);
		out_end(&out);
	}
}

static void is_tolerant(void **state)
{
	static const struct {
		const char *page, *id, *says;
	} rows[] = {
		{ "<H3>Viewing cable 08ROME9, X</H3><PRE>UNCLAS ROME 000009\n1. Y.", "08ROME9",
		    "" },
		{ "<TABLE BORDER=1 CLASS=\"big cable\"><TR><TD>08ROME9<TD></TABLE><PRE>1. Y.</PRE>",
		    "08ROME9", "" },
		{ "<table class='cable'><td>08ROME9</td></table>", "",
		    "no message: a cable's page has it between <pre> and </pre>" },
		{ "<html></html>", "",
		    "no message: a cable's page has it between <pre> and </pre>" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct takings takings;

		take_bytes("mirror-page", text_of(rows[i].page), &takings);
		assert_int_equal(takings.count, 1);
		assert_string_equal(takings.items[0].reason, rows[i].says);
		assert_string_equal(takings.items[0].id, rows[i].id);
		takings_end(&takings);
	}
}

/* Broken markup without end costs time in proportion to its length. */
static void is_linear(void **state)
{
	static const char *const parts[] = { "<a '", "<!--", "<td>", "<a>", "&#", "\\", "<pre>",
		"<table class=cable>", "\n1\t2008-02-02 12:50:00\t08OSLO2\t", "\nVZCZ" };

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct takings takings;
		struct out out;

		out_begin(&out, 8u << 20);
		out_printf(&out, "<table class=cable><td>08ROME9</td></table><pre>");
		while (out.len < 1u << 20)
			out_printf(&out, "%s", parts[i]);
		take_bytes("mirror-page", out_text(&out), &takings);
		assert_true(takings.count >= 1);
		takings_end(&takings);
		out_end(&out);
	}
}

static void survives_mutations(void **state)
{
	static const char page[] = BOX("2008-02-01 15:03",
	    "2011-02-26 01:01") "<tr><td colspan=5><a href='http://a'>b</a></td></tr></table>" GROUP
	    OWN_ROW OTHER_ROW OTHER_MESSAGE END;
	static const char plain[] =
	    BOX("2008-02-01 15:44", "2011-08-26 01:00") "</table>" GROUP TEXT_BLOCK END;

	(void)state;
	take_spoilt(take_bytes, "mirror-page", text_of(page));
	take_spoilt(take_bytes, "mirror-page", text_of(plain));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_page),
		cmocka_unit_test(corrects_minutes),
		cmocka_unit_test(cuts_what_has_run_in),
		cmocka_unit_test(rejects_what_stands_behind),
		cmocka_unit_test(decodes_signs),
		cmocka_unit_test(is_tolerant),
		cmocka_unit_test(is_linear),
		cmocka_unit_test(survives_mutations),
	};

	taken_also = check_letters;
	return cmocka_run_group_tests(tests, open_catalog, close_catalog);
}
