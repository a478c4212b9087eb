/* Articles over an edition with one record: what becomes a link, what hostile Markdown becomes, and
 * what of the settings stands on a page. */
#include "pages/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/files.h"
#include "pages/articles.h"
#include "pages/embedded.h"
#include "search/pair.h"

#define DAY "2011-08-26"

static const char article[] =
    "See 08RIGA61, 08riga0061, [[08RIGA61#p2]], [[08RIGA62]] and 08RIGA62.\n\n"
    "`08RIGA61` [of 08RIGA61](/tag) <script>alert(1)</script> <b>bold</b>\n\n"
    "[bad](javascript:alert(1)) ![alt](https://elsewhere.example/a.png) "
    "[![x](/b.png)](/c) ![](d.png)\n\n"
    "# Top *one*\n\n### Deep & \"quoted\"\n\n# Top one\n\n## Main\n";

struct world {
	struct arena arena;
	char folder[40];
	struct edition *edition;
	struct index *index;
	struct catalog *catalog;
	struct out out;
};

static void put_site(struct draft *draft, struct arena *arena)
{
	struct site site = { 0 };
	struct site_article *added = array_add(&site.articles, arena);
	struct error err = { 0 };
	struct out out;

	*added = (struct site_article){ .name = TEXT_INIT("on-riga"),
		.title = TEXT_INIT("On <Riga>"),
		.author = TEXT_INIT("A & B"),
		.text = { article, sizeof article - 1 } };
	moment_read(TEXT("2011-09-01"), &added->date);
	site.settings[SITE_NAME] = TEXT("Port & <Archive>");
	site.settings[SITE_NOTICE] = TEXT("Closed <today>");
	site.settings[SITE_ACCENT] = TEXT("#174a84");
	site.settings[SITE_CONTACT] = TEXT("desk@archive.example");
	site.about = TEXT("Kept by *us*, see 08RIGA61.");
	assert_int_equal(site_finish(&site, arena, &err), FAULT_NONE);
	out_begin(&out, 1 << 20);
	site_put(&out, &site);
	assert_int_equal(draft_put_extra(draft, EXTRA_SITE, out_text(&out), &err), FAULT_NONE);
	out_end(&out);
}

static void put_record(struct draft *draft, struct world *world)
{
	struct record record = { .kind = RECORD_CABLE, .id = TEXT_INIT("08RIGA61") };
	struct version version = { .number = 1, .reason = TEXT_INIT("") };
	struct pair pair;

	record.cable = ARENA_NEW(&world->arena, struct cable);
	record.transcript.text = TEXT("words");
	moment_read(TEXT(DAY), &version.released);
	pair_begin(&pair, draft, world->catalog);
	pair_add(&pair, &record, &version, &world->arena);
	pair_end(&pair);
}

static int begin(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	struct release_day day = { .records = 1 };
	struct draft_totals totals = { .total = 1, .releases = &day, .release_count = 1 };
	struct error err = { 0 };
	struct draft *draft;
	const char *public_folder;

	arena_begin(&world->arena, 0);
	out_begin(&world->out, 1 << 20);
	memcpy(
	    world->folder, "/tmp/chancery-article.XXXXXX", sizeof "/tmp/chancery-article.XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	public_folder = path_join(&world->arena, world->folder, "public");
	world->catalog = catalog_open(&err);
	draft = draft_begin(public_folder, &err);
	assert_non_null(draft);
	put_record(draft, world);
	put_site(draft, &world->arena);
	moment_read(TEXT(DAY), &day.day);
	totals.sealed = day.day;
	assert_int_equal(draft_seal(draft, &totals, NULL, &err), FAULT_NONE);
	draft_close(draft);
	world->edition = edition_open(public_folder, &err);
	assert_non_null(world->edition);
	world->index = index_open(world->edition, world->catalog, &err);
	assert_non_null(world->index);
	*state = world;
	return 0;
}

static int end(void **state)
{
	struct world *world = *state;
	struct error err = { 0 };

	index_close(world->index);
	edition_close(world->edition);
	catalog_close(world->catalog);
	folder_remove(world->folder, &err);
	out_end(&world->out);
	arena_end(&world->arena);
	free(world);
	return 0;
}

static struct visit visit_of(struct world *world, const char *hole)
{
	out_reset(&world->out);
	return (struct visit){ .edition = world->edition,
		.index = world->index,
		.catalog = world->catalog,
		.arena = &world->arena,
		.out = &world->out,
		.holes = { text_of(hole) },
		.status = 200 };
}

static void must(struct world *world, page *make, const char *hole)
{
	struct visit visit = visit_of(world, hole);
	struct error err = { 0 };

	if (make(&visit, &err) != FAULT_NONE)
		fail_msg("%s", err.text);
}

static void assert_holds(const struct world *world, const char *what)
{
	if (text_find(out_text(&world->out), text_of(what)) == TEXT_NONE)
		fail_msg("no '%s' in:\n%.*s", what, TEXT_ARG(out_text(&world->out)));
}

static void assert_lacks(const struct world *world, const char *what)
{
	if (text_find(out_text(&world->out), text_of(what)) != TEXT_NONE)
		fail_msg("'%s' in:\n%.*s", what, TEXT_ARG(out_text(&world->out)));
}

static void test_links(void **state)
{
	struct world *world = *state;

	must(world, page_article, "on-riga");
	assert_holds(world,
	    "<p>See <a href=\"/cable/08RIGA61\">08RIGA61</a>, <a href=\"/cable/08RIGA61\">08riga0061</a>, "
	    "<a href=\"/cable/08RIGA61#p2\">08RIGA61#p2</a>, 08RIGA62 and 08RIGA62.</p>");
	assert_holds(world, "<code>08RIGA61</code> <a href=\"/tag\">of 08RIGA61</a>");
	assert_holds(world, "<h1>On &lt;Riga&gt;</h1>");
	assert_holds(world, "by A &amp; B");
}

static void test_hostile(void **state)
{
	struct world *world = *state;

	must(world, page_article, "on-riga");
	assert_lacks(world, "<script");
	assert_lacks(world, "<b>bold");
	assert_lacks(world, "javascript:");
	assert_lacks(world, "<img");
	assert_holds(world, "<a href=\"https://elsewhere.example/a.png\">alt</a>");
	assert_holds(world, "<a href=\"/c\">x</a>");
	assert_holds(world, "<a href=\"d.png\">d.png</a>");
}

/* Below the page's own heading, without gaps, and no id twice or that of the page. */
static void test_headings(void **state)
{
	struct world *world = *state;

	must(world, page_article, "on-riga");
	assert_holds(world, "<h2><span id=\"top-one\">Top <em>one</em></span></h2>");
	assert_holds(
	    world, "<h3><span id=\"deep-quoted\">Deep &amp; &quot;quoted&quot;</span></h3>");
	assert_holds(world, "<h2>Top one</h2>");
	assert_holds(world, "<h3>Main</h3>");
}

static void test_absent(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "on-oslo");
	struct error err = { 0 };

	assert_int_equal(page_article(&visit, &err), FAULT_NOT_FOUND);
}

static void test_citing(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "");

	articles_put_citing(&visit, TEXT("08RIGA61"));
	assert_holds(world, "<a href=\"/articles/on-riga\">On &lt;Riga&gt;</a>");
	visit = visit_of(world, "");
	articles_put_citing(&visit, TEXT("08RIGA63"));
	assert_int_equal(world->out.len, 0);
}

static void test_settings(void **state)
{
	struct world *world = *state;

	must(world, page_about, "");
	assert_holds(world, "<title>About this archive - Port &amp; &lt;Archive&gt;</title>");
	assert_holds(world, "<p class=\"notice\">Closed &lt;today&gt;</p>");
	assert_holds(world, "href=\"/site.css?v=174a84-\"");
	assert_holds(world, "<a href=\"/articles\"");
	assert_holds(world, "href=\"mailto:desk@archive.example\"");
	assert_holds(
	    world, "<p>Kept by <em>us</em>, see <a href=\"/cable/08RIGA61\">08RIGA61</a>.</p>");
	must(world, page_colours, "");
	assert_holds(world, "(prefers-color-scheme: light) { :root { --link: #174a84;");
	assert_lacks(world, "dark");
	must(world, page_articles_feed, "");
	assert_holds(world, "<title>Port &amp; &lt;Archive&gt;: articles</title>");
}

/* The papers that accents are held against (edition/site_check.c) are those of the stylesheet. */
static void test_papers(void **state)
{
	static const char *const tokens[] = { "--paper: #fcfcf9;", "--panel: #f2f2ec;",
		"--paper: #14171a;", "--panel: #1d2125;" };

	(void)state;
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		assert_int_not_equal(text_find(embedded_style_css, text_of(tokens[i])), TEXT_NONE);
}

static void test_glossary(void **state)
{
	struct world *world = *state;

	must(world, page_glossary, "");
	assert_holds(world, "<dt id=\"caption-sipdis\">SIPDIS</dt>");
	assert_holds(world, "<dt id=\"precedence-flash\">FLASH <code>Z</code></dt>");
	assert_holds(world, "<dt id=\"class-secret\">");
	assert_holds(
	    world, "<dt id=\"reason-1-4-b\">1.4 (b)</dt><dd>foreign government information");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_links, begin, end),
		cmocka_unit_test_setup_teardown(test_hostile, begin, end),
		cmocka_unit_test_setup_teardown(test_headings, begin, end),
		cmocka_unit_test_setup_teardown(test_absent, begin, end),
		cmocka_unit_test_setup_teardown(test_citing, begin, end),
		cmocka_unit_test_setup_teardown(test_settings, begin, end),
		cmocka_unit_test_setup_teardown(test_papers, begin, end),
		cmocka_unit_test_setup_teardown(test_glossary, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
