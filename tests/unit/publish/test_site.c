/* The site as a curator writes it: read, refused with file and line, published once per change. */
#include "publish/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"
#include "publish/publish.h"

static char archive[64];
static struct arena arena;

static void must(enum fault fault, const struct error *err)
{
	if (fault != FAULT_NONE)
		fail_msg("%s: %s", fault_name(fault), err->text);
}

static int begin(void **state)
{
	(void)state;
	arena_begin(&arena, 0);
	snprintf(archive, sizeof archive, "/tmp/test_site.XXXXXX");
	return mkdtemp(archive) ? 0 : -1;
}

static int end(void **state)
{
	struct error err = { 0 };

	(void)state;
	arena_end(&arena);
	return folder_remove(archive, &err) == FAULT_NONE ? 0 : -1;
}

static void put(const char *in, const char *name, const char *text)
{
	const char *folder = text_format(&arena, "%s/site%s", archive, in).at;
	struct error err = { 0 };

	must(folder_make(folder, &err), &err);
	must(file_write(folder, name, text_of(text), &err), &err);
}

static struct site must_compose(void)
{
	struct error err = { 0 };
	struct site site;

	must(site_compose(archive, &arena, &site, &err), &err);
	return site;
}

static void test_absent(void **state)
{
	struct site site = must_compose();

	(void)state;
	assert_true(text_equal(site.settings[SITE_NAME], TEXT("Chancery")));
	assert_int_equal(site.articles.count, 0);
}

static void test_read(void **state)
{
	struct site site;
	const struct site_article *article;
	uint32_t count;

	(void)state;
	put("", "settings.txt",
	    "\xEF\xBB\xBF# a comment\r\n\r\n  name =  Port  \r\nnotice =\nscheduled=show\n"
	    "accent = #174a84");
	put("", "about.md", "About *us*.\n");
	put("/articles", "one.md", "title: One: a title\ndate: 2011-09-01\n\nOn 08RIGA61.\n");
	put("/articles", "two.md", "author: A. Writer\ndate: 2011-10-01\ntitle: Two\n\n");
	put("/articles", "two.md~", "not read");
	put("/articles", ".two.md.swp", "not read");
	site = must_compose();
	assert_true(text_equal(site.settings[SITE_NAME], TEXT("Port")));
	assert_true(text_equal(site.settings[SITE_ACCENT], TEXT("#174a84")));
	assert_int_equal(site.settings[SITE_NOTICE].len, 0);
	assert_true(site_shows_scheduled(&site));
	assert_true(text_equal(site.about, TEXT("About *us*.\n")));
	assert_int_equal(site.articles.count, 2);
	assert_true(text_equal(site.articles.items[0].author, TEXT("A. Writer")));
	article = site_article(&site, TEXT("one"));
	assert_true(text_equal(article->title, TEXT("One: a title")));
	assert_true(text_equal(article->text, TEXT("On 08RIGA61.\n")));
	assert_non_null(site_citing(&site, TEXT("08RIGA61"), &count));
}

static void test_refused(void **state)
{
	static const struct {
		const char *in, *name, *text, *said; /* behind the archive's path */
	} cases[] = {
		{ "", "settings.txt", "name = x\nnmae = y\n",
		    "/settings.txt', line 2: there is no setting 'nmae'" },
		{ "", "settings.txt", "name = x\nname = y\n",
		    "/settings.txt', line 2: this is set a second time" },
		{ "", "settings.txt", "\nname\n",
		    "/settings.txt', line 2: a setting reads: key = value" },
		{ "", "settings.txt", "accent = #fff\n",
		    "/settings.txt', line 1: 'accent' must be a colour like #174a84" },
		{ "", "settings.txt", "name = x\n\nnotice = \xff\n",
		    "/settings.txt', line 3: this is not UTF-8 text" },
		{ "", "about.md", "a\nb\n\xc3(\n", "/about.md', line 3: this is not UTF-8 text" },
		{ "/articles", "a.md", "title: x\ndate: 2011-09\n\n",
		    "/articles/a.md', line 2: 'date' must be a day like 2011-09-01" },
		{ "/articles", "a.md", "title: x\n\n",
		    "/articles/a.md', line 2: its 'date' must be a day like 2011-09-01" },
		{ "/articles", "a.md", "date: 2011-09-01\n\n",
		    "/articles/a.md', line 2: its 'title' must be a line of text, at most 320 bytes" },
		{ "/articles", "a.md", "title: x\ntitle: y\n",
		    "/articles/a.md', line 2: this is said a second time" },
		{ "/articles", "a.md", "title: x\ndate: 2011-09-01\nText.\n",
		    "/articles/a.md', line 3: an article starts with lines" },
		{ "/articles", "A b.md", "title: x\ndate: 2011-09-01\n\n",
		    "/articles/A b.md', line 3: its name must be of a-z, 0-9 and '-', at most 80 of them" },
		{ "/articles", "a.txt", "",
		    "/articles/a.txt' is no article: the name of one ends in .md" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = { 0 };
		struct site site;
		const char *file =
		    text_format(&arena, "%s/site%s/%s", archive, cases[i].in, cases[i].name).at;

		put(cases[i].in, cases[i].name, cases[i].text);
		assert_int_equal(site_compose(archive, &arena, &site, &err), FAULT_BAD_INPUT);
		assert_non_null(strstr(err.text, cases[i].said));
		assert_int_equal(unlink(file), 0);
	}
}

/* What init writes sets nothing, stays when it is there, and every example in it is right. */
static void test_made(void **state)
{
	const char *path = text_format(&arena, "%s/site/settings.txt", archive).at;
	struct error err = { 0 };
	struct out out;
	struct site site;
	Text text, rest;
	unsigned set = 0;

	(void)state;
	must(site_make(archive, &err), &err);
	site = must_compose();
	out_begin(&out, 1 << 16);
	site_put(&out, &site);
	assert_int_equal(out.len, 0);
	must(file_read(path, 1 << 16, &arena, &text, &err), &err);
	for (rest = text; rest.len;) {
		Text line = text_cut(&rest, '\n');

		assert_true(line.len <= 120);
		if (text_find(line, TEXT(" = ")) != TEXT_NONE &&
		    text_find(line, TEXT(": key")) == TEXT_NONE)
			text_take(&line, TEXT("# "));
		set += line.len && line.at[0] != '#';
		out_put(&out, line);
		out_char(&out, '\n');
	}
	put("", "settings.txt", text_string(&arena, out_text(&out)));
	out_end(&out);
	assert_int_equal(set, SITE_SETTING_COUNT);
	site = must_compose();
	for (int i = 0; i < SITE_SETTING_COUNT; i++)
		assert_true(site.settings[i].len);
	must(site_make(archive, &err), &err);
	assert_true(must_compose().settings[SITE_TAGLINE].len);
}

static struct publish_result must_publish(struct vault *vault, const char *to)
{
	struct publish_settings settings = { .archive = archive };
	struct publish_result result = { 0 };
	struct error err = { 0 };

	must(publish(vault, to, (Moment){ 86400, PRECISION_DAY }, &settings, &result, &err), &err);
	return result;
}

static void test_published(void **state)
{
	const char *to = text_format(&arena, "%s/public", archive).at;
	const char *own = text_format(&arena, "%s/vault", archive).at;
	struct error err = { 0 };
	struct vault *vault;
	struct edition *edition;

	(void)state;
	must(vault_init(own, &err), &err);
	vault = vault_open(own, VAULT_WRITE, &err);
	must(err.fault, &err);
	put("", "settings.txt", "name = Port\n");
	assert_true(must_publish(vault, to).changed);
	assert_false(must_publish(vault, to).changed);
	put("", "settings.txt", "# another comment\nname = Port\n");
	assert_false(must_publish(vault, to).changed);
	put("", "settings.txt", "name = Fort\n");
	assert_true(must_publish(vault, to).changed);
	edition = edition_open(to, &err);
	must(err.fault, &err);
	assert_true(text_equal(edition_site(edition)->settings[SITE_NAME], TEXT("Fort")));
	edition_close(edition);
	vault_close(vault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_absent, begin, end),
		cmocka_unit_test_setup_teardown(test_read, begin, end),
		cmocka_unit_test_setup_teardown(test_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_made, begin, end),
		cmocka_unit_test_setup_teardown(test_published, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
