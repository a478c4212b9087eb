/* site.json: its rules, its order, what a hostile one is refused for; record ids in running text.
 */
#include "edition/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#undef fail

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_begin(&arena, 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static const struct {
	enum site_setting setting;
	const char *value, *said; /* NULL: right */
} values[] = {
	{ SITE_NAME, "Archive of the port", NULL },
	{ SITE_NAME, "", "'name' must be one line of text" },
	{ SITE_NAME, "a\tb", "'name' must be one line of text" },
	{ SITE_NAME, "\xff", "'name' must be one line of text" },
	{ SITE_NAME, "0123456789012345678901234567890123456789012345678901234567890",
	    "'name' has 61 bytes, the most is 60" },
	{ SITE_ACCENT, "#174a84", NULL },
	{ SITE_ACCENT, "#174A84", NULL },
	{ SITE_ACCENT, "#6b6b6b", NULL },
	{ SITE_ACCENT, "174a84", "'accent' must be a colour like #174a84" },
	{ SITE_ACCENT, "#174a8", "'accent' must be a colour like #174a84" },
	{ SITE_ACCENT, "#17 a84", "'accent' must be a colour like #174a84" },
	{ SITE_ACCENT, "#174a84;}", "'accent' must be a colour like #174a84" },
	{ SITE_ACCENT, "#ffffff",
	    "'accent' has a contrast of 1.0 to 1 with the page, 4.5 is the least that all can read" },
	/* 4.9 to 1 with the page itself, but less on its panels. */
	{ SITE_ACCENT, "#717171",
	    "'accent' has a contrast of 4.3 to 1 with the page, 4.5 is the least that all can read" },
	{ SITE_ACCENT, "#9cc2f2",
	    "'accent' has a contrast of 1.6 to 1 with the page, 4.5 is the least that all can read" },
	{ SITE_ACCENT_DARK, "#9cc2f2", NULL },
	{ SITE_ACCENT_DARK, "#174a84",
	    "'accent-dark' has a contrast of 1.8 to 1 with the page, 4.5 is the least that all can read" },
	{ SITE_CONTACT, "desk@archive.example", NULL },
	{ SITE_CONTACT, "https://archive.example/desk", NULL },
	{ SITE_CONTACT, "javascript:alert(1)",
	    "'contact' must be an address for mail or one that starts with https://" },
	{ SITE_CONTACT, "javascript:a@b",
	    "'contact' must be an address for mail or one that starts with https://" },
	{ SITE_CONTACT, "two words@archive.example",
	    "'contact' must be an address for mail or one that starts with https://" },
	{ SITE_CONTACT, "https://",
	    "'contact' must be an address for mail or one that starts with https://" },
	{ SITE_SCHEDULED, "show", NULL },
	{ SITE_SCHEDULED, "yes", "'scheduled' must be show or hide" },
};

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct error err = { 0 };

		site_check(values[i].setting, text_of(values[i].value), &err);
		if (values[i].said)
			assert_string_equal(err.text, values[i].said);
		else
			assert_string_equal(err.text, "");
		assert_int_equal(err.fault, values[i].said ? FAULT_BAD_INPUT : FAULT_NONE);
	}
}

static Moment day(int n)
{
	return (Moment){ (int64_t)n * 86400, PRECISION_DAY };
}

/* Three articles, out of order. */
static struct site example(void)
{
	static const struct site_article articles[] = {
		{ TEXT_INIT("older"), TEXT_INIT("The older one"), TEXT_INIT("A. Writer"),
		    { 5 * 86400, PRECISION_DAY },
		    TEXT_INIT("On 08RIGA61, on 08riga61 again, and [[tip/2011/malta#pp.1]].") },
		{ TEXT_INIT("b-new"), TEXT_INIT("New"), { NULL, 0 }, { 9 * 86400, PRECISION_DAY },
		    TEXT_INIT("") },
		{ TEXT_INIT("a-new"), TEXT_INIT("New, too"), { NULL, 0 },
		    { 9 * 86400, PRECISION_DAY }, TEXT_INIT("See 08RIGA61.") },
	};
	struct site
	    site = { .settings = {
			 [SITE_NAME] = TEXT_INIT("Port"), [SITE_SCHEDULED] = TEXT_INIT("show") } };
	struct error err = { 0 };

	site.about = TEXT("About *it*.");
	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
		*(struct site_article *)array_add(&site.articles, &arena) = articles[i];
	assert_int_equal(site_finish(&site, &arena, &err), FAULT_NONE);
	return site;
}

static Text bytes_of(const struct site *site)
{
	struct out out;
	Text bytes;

	out_begin(&out, 1 << 20);
	site_put(&out, site);
	assert_int_equal(out.fault, FAULT_NONE);
	bytes = text_copy(&arena, out_text(&out));
	out_end(&out);
	return bytes;
}

static void test_round(void **state)
{
	struct site site = example(), again;
	struct error err = { 0 };
	const struct site_citing *citing;
	uint32_t count;

	(void)state;
	assert_int_equal(site_read(bytes_of(&site), &arena, &again, &err), FAULT_NONE);
	assert_true(text_equal(bytes_of(&again), bytes_of(&site)));
	assert_true(text_equal(again.about, TEXT("About *it*.")));
	assert_true(site_shows_scheduled(&again));
	assert_int_equal(again.articles.count, 3);
	assert_true(text_equal(again.articles.items[0].name, TEXT("a-new")));
	assert_true(text_equal(again.articles.items[2].name, TEXT("older")));
	assert_int_equal(again.articles.items[2].date.seconds, day(5).seconds);
	assert_ptr_equal(site_article(&again, TEXT("b-new")), &again.articles.items[1]);
	assert_null(site_article(&again, TEXT("c-new")));
	citing = site_citing(&again, TEXT("08RIGA61"), &count);
	assert_int_equal(count, 2);
	assert_int_equal(citing[0].article, 0);
	assert_int_equal(citing[1].article, 2);
	assert_non_null(site_citing(&again, TEXT("tip/2011/malta"), &count));
	assert_null(site_citing(&again, TEXT("08RIGA6"), &count));
	assert_int_equal(count, 0);
}

/* A site that sets nothing has no bytes, so that an untouched archive has no site.json. */
static void test_default(void **state)
{
	struct site site = { 0 };
	struct error err = { 0 };

	(void)state;
	assert_int_equal(bytes_of(site_default()).len, 0);
	assert_int_equal(site_finish(&site, &arena, &err), FAULT_NONE);
	assert_int_equal(bytes_of(&site).len, 0);
	assert_true(text_equal(site.settings[SITE_NAME], TEXT("Chancery")));
	assert_false(site_shows_scheduled(&site));
	site.about = TEXT("x");
	assert_true(bytes_of(&site).len);
}

static void test_twice(void **state)
{
	struct site site = example();
	struct error err = { 0 };
	struct site_article *article = array_add(&site.articles, &arena);

	(void)state;
	*article = site.articles.items[0];
	article->date = day(1);
	assert_int_equal(site_finish(&site, &arena, &err), FAULT_BAD_INPUT);
	assert_string_equal(err.text, "article 'a-new' stands twice");
}

static Text replace(Text text, Text from, Text to)
{
	size_t at = text_find(text, from);

	assert_int_not_equal(at, TEXT_NONE);
	return text_format(&arena, "%.*s%.*s%.*s", TEXT_ARG(text_slice(text, 0, at)), TEXT_ARG(to),
	    TEXT_ARG(text_from(text, at + from.len)));
}

static void test_hostile(void **state)
{
	static const struct {
		Text from, to;
		enum fault fault;
		const char *said;
	} cases[] = {
		{ TEXT_INIT("site/1"), TEXT_INIT("site/2"), FAULT_TOO_NEW, "newer Chancery" },
		{ TEXT_INIT("chancery.site/1"), TEXT_INIT("chancery.edition/1"), FAULT_CORRUPT,
		    "does not describe a site" },
		{ TEXT_INIT("\"name\": \"Port\""), TEXT_INIT("\"nane\": \"Port\""), FAULT_CORRUPT,
		    "not known" },
		{ TEXT_INIT("\"Port\""), TEXT_INIT("\"Po\\u0001rt\""), FAULT_CORRUPT, "one line" },
		{ TEXT_INIT("\"Port\""), TEXT_INIT("17"), FAULT_CORRUPT, "one line" },
		{ TEXT_INIT("\"show\""), TEXT_INIT("\"maybe\""), FAULT_CORRUPT, "show or hide" },
		{ TEXT_INIT("a-new"), TEXT_INIT("../new"), FAULT_CORRUPT, "a-z" },
		{ TEXT_INIT("a-new"), TEXT_INIT("b-new"), FAULT_CORRUPT, "order" },
		{ TEXT_INIT("a-new"), TEXT_INIT("c-new"), FAULT_CORRUPT, "order" },
		{ TEXT_INIT("New, too"), TEXT_INIT(""), FAULT_CORRUPT, "title" },
		{ TEXT_INIT("1970-01-06"), TEXT_INIT("1970-01"), FAULT_CORRUPT, "'date'" },
		{ TEXT_INIT("\"articles\": ["), TEXT_INIT("\"articles\": 3, \"x\": ["),
		    FAULT_CORRUPT, "no list of articles" },
		{ TEXT_INIT("\"settings\": {"), TEXT_INIT("\"set\": {"), FAULT_CORRUPT,
		    "no settings" },
		{ TEXT_INIT("}"), TEXT_INIT(""), FAULT_CORRUPT, "" },
	};
	struct site site = example(), read;
	Text bytes = bytes_of(&site);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };

		assert_int_equal(
		    site_read(replace(bytes, cases[i].from, cases[i].to), &arena, &read, &err),
		    cases[i].fault);
		assert_non_null(strstr(err.text, cases[i].said));
	}
}

static void test_mentions(void **state)
{
	static const struct {
		const char *text, *found; /* id#part=shown, in their order */
	} cases[] = {
		{ "", "" },
		{ "nothing here, 08 RIGA 61 neither", "" },
		{ "08RIGA61", "08RIGA61#=08RIGA61 " },
		{ "(08riga0061), 76OSLO913's", "08RIGA61#=08riga0061 76OSLO913#=76OSLO913 " },
		{ "x08RIGA61 08RIGA61x 08RIGA61_a \xc3\xa9"
		  "08RIGA61",
		    "" },
		{ "[a](/cable/08RIGA61#p2)", "08RIGA61#=08RIGA61 " },
		{ "[[08RIGA61]] [[08riga61#p2.3.B]]",
		    "08RIGA61#=08RIGA61 08RIGA61#p2.3.B=08riga61#p2.3.B " },
		{ "[[tip/2011/malta]]", "tip/2011/malta#=tip/2011/malta " },
		{ "[[08RIGA61#\"><b>]]", "08RIGA61#=08RIGA61 " },
		{ "[[08RIGA61#]]", "08RIGA61#=08RIGA61 " },
		{ "[[../vault]] [[no id]] [[]] [[", "" },
		{ "[[[08RIGA61]]]", "08RIGA61#=08RIGA61 " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text text = text_of(cases[i].text), found = TEXT("");
		struct mention mention;
		size_t at = 0;

		while (mention_find(text, at, &arena, &mention)) {
			assert_true(mention.at >= at && mention.len > 0);
			at = mention.at + mention.len;
			assert_true(at <= text.len);
			found = text_format(&arena, "%.*s%.*s#%.*s=%.*s ", TEXT_ARG(found),
			    TEXT_ARG(mention.id), TEXT_ARG(mention.part), TEXT_ARG(mention.shown));
		}
		assert_string_equal(text_string(&arena, found), cases[i].found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values, begin, end),
		cmocka_unit_test_setup_teardown(test_round, begin, end),
		cmocka_unit_test_setup_teardown(test_default, begin, end),
		cmocka_unit_test_setup_teardown(test_twice, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile, begin, end),
		cmocka_unit_test_setup_teardown(test_mentions, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
