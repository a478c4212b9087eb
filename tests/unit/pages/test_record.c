/* The pages of records over a small edition that is drafted here: what is escaped, linked, marked,
 * redirected, refused. */
#include "pages/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/files.h"
#include "search/pair.h"
#include "pages/marks.h"

#define DAY "2011-08-26"

static const char message[] =
    "UNCLAS RIGA 000061\n\nSUBJECT: A <b> & \"c\"\n\n1. (SBU) One XXXXXX two\n"
    "\nRIGA 00000061  002 OF 002\n\n\nthree.\n\n-- item <i>\n\nHOLLISTER\n";

struct world {
	struct arena arena;
	char folder[40];
	struct edition *edition;
	struct index *index;
	struct catalog *catalog;
	struct out out;
};

static Span span_of(const char *part)
{
	size_t at = text_find(text_of(message), text_of(part));

	assert_int_not_equal(at, TEXT_NONE);
	return (Span){ (uint32_t)at, (uint32_t)text_of(part).len };
}

static void add_block(struct cable *cable, struct arena *arena, struct block block)
{
	struct block *added = array_add(&cable->blocks, arena);

	assert_non_null(added);
	*added = block;
}

static struct cable *make_cable(struct arena *arena)
{
	struct cable *cable = ARENA_NEW(arena, struct cable);
	struct page_marker *marker = array_add(&cable->markers, arena);
	struct redaction *redaction = array_add(&cable->redactions, arena);
	struct reference *held, *gone;
	Span paragraph =
	    span_of("1. (SBU) One XXXXXX two\n\nRIGA 00000061  002 OF 002\n\n\nthree.");

	cable->message = (Span){ 0, sizeof message - 1 };
	*marker = (struct page_marker){ .page = 2,
		.of = 2,
		.joins_sentence = true,
		.furniture = span_of("\nRIGA 00000061  002 OF 002\n\n\n") };
	redaction->span = span_of("XXXXXX");
	held = array_add(&cable->references, arena);
	*held =
	    (struct reference){ .target = TEXT_INIT("08RIGA60"), .raw.text = TEXT_INIT("RIGA 60") };
	gone = array_add(&cable->references, arena);
	*gone =
	    (struct reference){ .target = TEXT_INIT("08RIGA59"), .raw.text = TEXT_INIT("RIGA 59") };
	add_block(cable, arena,
	    (struct block){ .kind = BLOCK_PARAGRAPH,
		.id = TEXT_INIT("1"),
		.label = TEXT_INIT("1."),
		.number = TEXT_INIT("1"),
		.marking = TEXT_INIT("SBU"),
		.level = 1,
		.span = paragraph,
		.first_line = 5,
		.last_line = 10,
		.end_line = 12 });
	add_block(cable, arena,
	    (struct block){ .kind = BLOCK_ITEM,
		.id = TEXT_INIT("1.a1"),
		.label = TEXT_INIT("--"),
		.level = 1,
		.span = span_of("-- item <i>"),
		.first_line = 12,
		.last_line = 12 });
	return cable;
}

/* The record is published as its structure and text, as the vault's would be. */
static void publish(
    struct pair *pair, struct arena *arena, Text id, Text title, struct cable *cable)
{
	struct record record = { .kind = RECORD_CABLE,
		.id = id,
		.title = title,
		.cable = cable,
		.classification = CLASS_SECRET,
		.origin = TEXT_INIT("Embassy Riga") };
	struct version version = { .number = 1, .reason = TEXT_INIT("first") };
	struct error err = { 0 };
	struct repairs repairs;

	moment_read(TEXT("2008-02-13T14:24Z"), &record.created);
	moment_read(TEXT(DAY), &version.released);
	assert_int_equal(
	    transcript_of(text_of(message), arena, &record.transcript, &repairs, &err), 0);
	pair_add(pair, &record, &version, arena);
}

static void add_tag(struct record *record, struct arena *arena, Text raw, Text code)
{
	struct tag_use *use = array_add(&record->cable->tags, arena);

	assert_non_null(use);
	use->raw.text = raw;
	*(Text *)array_add(&use->codes, arena) = code;
	*(Text *)array_add(&record->tags, arena) = code;
}

/* Other words, and a tag that is not written as it is read. */
static void publish_other(struct pair *pair, struct arena *arena)
{
	static const char text[] = "SUBJECT: THE GLOBE\n\nThe globe has come to the library.\n"
				   "It came from [redacted: 1.4(d), phrase] in May.\n";
	struct record record = { .kind = RECORD_CABLE,
		.id = TEXT_INIT("08RIGA62"),
		.title = TEXT_INIT("THE GLOBE"),
		.cable = ARENA_NEW(arena, struct cable) };
	struct version version = { .number = 1, .reason = TEXT_INIT("first") };
	struct error err = { 0 };
	struct repairs repairs;

	record.cable->message = (Span){ 0, sizeof text - 1 };
	add_tag(&record, arena, TEXT("Kt\n<IP"), TEXT("KTIP"));
	add_tag(&record, arena, TEXT("PREL"), TEXT("PREL"));
	moment_read(TEXT("2008-02-14T14:24Z"), &record.created);
	moment_read(TEXT(DAY), &version.released);
	assert_int_equal(
	    transcript_of(text_of(text), arena, &record.transcript, &repairs, &err), 0);
	pair_add(pair, &record, &version, arena);
}

/* Of the same country in three years. */
static void publish_narratives(struct pair *pair, struct arena *arena)
{
	static const char *const ids[] = { "tip/2007/uruguay", "tip/2010/uruguay",
		"tip/2011/uruguay" };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct record record = { .kind = RECORD_NARRATIVE,
			.id = text_of(ids[i]),
			.title = TEXT_INIT("URUGUAY (Tier 2)"),
			.narrative = ARENA_NEW(arena, struct narrative) };
		struct version version = { .number = 1, .reason = TEXT_INIT("first") };

		record.narrative->country_iso2 = TEXT("UY");
		*(Text *)array_add(&record.countries, arena) = TEXT("UY");
		moment_read(TEXT(DAY), &version.released);
		pair_add(pair, &record, &version, arena);
	}
}

static void seal(struct draft *draft)
{
	struct release_day day = { .records = 6 };
	struct tombstone stone = { .id = TEXT_INIT("08RIGA59"),
		.reason = TEXT_INIT("it named <someone>") };
	struct draft_totals totals = { .total = 9,
		.releases = &day,
		.release_count = 1,
		.tombstones = &stone,
		.tombstone_count = 1 };
	struct error err = { 0 };

	moment_read(TEXT(DAY), &day.day);
	moment_read(TEXT("2011-09-01"), &stone.withdrawn);
	totals.sealed = stone.withdrawn;
	assert_int_equal(draft_seal(draft, &totals, NULL, &err), 0);
	draft_close(draft);
}

static int begin(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	struct error err = { 0 };
	struct draft *draft;
	struct pair pair;
	const char *public_folder;

	arena_begin(&world->arena, 0);
	out_begin(&world->out, 1 << 20);
	memcpy(world->folder, "/tmp/chancery-pages.XXXXXX", sizeof "/tmp/chancery-pages.XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	public_folder = path_join(&world->arena, world->folder, "public");
	draft = draft_begin(public_folder, &err);
	assert_non_null(draft);
	world->catalog = catalog_open(&err);
	assert_non_null(world->catalog);
	pair_begin(&pair, draft, world->catalog);
	publish_narratives(&pair, &world->arena);
	publish(&pair, &world->arena, TEXT("08RIGA60"), TEXT(""), make_cable(&world->arena));
	publish(&pair, &world->arena, TEXT("08RIGA61"), TEXT("A <b> & \"c\""),
	    make_cable(&world->arena));
	publish_other(&pair, &world->arena);
	pair_end(&pair);
	seal(draft);
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

static struct visit visit_of(
    struct world *world, const char *path, const char *query, const char *hole)
{
	out_reset(&world->out);
	return (struct visit){ .edition = world->edition,
		.index = world->index,
		.catalog = world->catalog,
		.arena = &world->arena,
		.out = &world->out,
		.path = text_of(path),
		.query = text_of(query),
		.holes = { text_of(hole) },
		.status = 200 };
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

static void test_reflowed(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, "</span> A &lt;b&gt; &amp; \"c\"</h1>");
	assert_holds(world, "<p id=\"p1\"><a id=\"par1\" href=\"#p1\">");
	assert_holds(world,
	    "(SBU)</abbr> One <span class=\"redaction\" role=\"img\" aria-label=\"redacted\">XXXXXX</span> two "
	    "<span class=\"pb\">[page 2]</span> three.</p>");
	assert_holds(world, "<li id=\"p1.a1\"><a href=\"#p1.a1\">");
	assert_holds(world, "</a> item &lt;i&gt;</li>");
	assert_holds(world, "<a href=\"/cable/08RIGA60\">08RIGA60</a>");
	assert_holds(world, "08RIGA59 <span class=\"note\">(withdrawn)</span>");
	assert_lacks(world, "href=\"/cable/08RIGA59\"");
	assert_lacks(world, "002 OF 002");
	assert_holds(world, "Released so far <b>6 / 9</b>");
	assert_true(text_equal(visit.canonical, TEXT("/cable/08RIGA61")));
}

/* Said in words, shown as it stands, and no word of it is marked or an acronym. */
static void test_redacted(void **state)
{
	static const char mark[] =
	    "It came from <span class=\"redaction mark\" role=\"img\" "
	    "aria-label=\"redacted: foreign relations or confidential sources, a phrase\">"
	    "[redacted: 1.4(d), phrase]</span> in";
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA62", "", "08RIGA62");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, mark);
	assert_holds(world, "href=\"/help/understanding-cables#redactions\"");
	visit = visit_of(world, "/cable/08RIGA62", "view=received", "08RIGA62");
	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, mark);
	visit = visit_of(world, "/cable/08RIGA62", "q=phrase+OR+may", "08RIGA62");
	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, mark);
	assert_holds(world, "<mark id=\"hit1\">May</mark>");
	visit = visit_of(world, "/cable/08RIGA61", "", "08RIGA61");
	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_lacks(world, "understanding-cables#redactions");
}

static void test_received(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "view=received", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world,
	    "SUBJECT: A &lt;b&gt; &amp; \"c\"\n\n<a id=\"p1\" href=\"#p1\" aria-label=\"paragraph 1\"></a>");
	assert_holds(world, "</span> two\n\nRIGA 00000061  002 OF 002\n\n\nthree.\n");
}

/* From a search: the way back, the words marked, each with its address, never inside other marks.
 */
static void test_from_a_search(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "q=two+OR+item", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(
	    world, "href=\"/search?q=two+OR+item&amp;sort=relevance\">Back to the list</a>");
	assert_holds(world, "<a href=\"#hit1\">2 hits in the text</a>");
	assert_holds(world,
	    "</span> <mark id=\"hit1\">two<a class=\"hop\" href=\"#hit2\" aria-label=\"next hit\">");
	assert_holds(world,
	    "<mark id=\"hit2\"><a class=\"hop\" href=\"#hit1\" aria-label=\"previous hit\">\xE2\x80\xB9</a>"
	    "item</mark> &lt;i&gt;");
	assert_holds(world, " of 2</span> ");
	assert_holds(world, "\" rel=\"nofollow\" href=\"/cable/08RIGA60?q=two+OR+item\">");
	assert_holds(world, "<a data-step=\"");
	assert_holds(world, "?view=received&amp;q=two+OR+item\">as received</a>");
	assert_true(text_equal(visit.canonical, TEXT("/cable/08RIGA61")));

	visit = visit_of(world, "/cable/08RIGA61", "q=two+OR+item&view=received", "08RIGA61");
	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, "<mark id=\"hit1\">two");
}

/* From a browse list: neighbours and the way back; nothing to mark. */
static void test_from_a_list(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "list=origin:riga", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, "href=\"/origin/riga?sort=newest\">Back to the list</a>");
	assert_holds(world, "href=\"/cable/08RIGA60?list=origin:riga\">");
	assert_lacks(world, "<mark");
	assert_lacks(world, "in the text");
}

/* Two of the records have the same message, the third other words. */
static void test_similar(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world,
	    "Similar records</h3>\n<ul class=\"similar\">\n<li><span class=\"id\">08RIGA60</span> "
	    "<a href=\"/cable/08RIGA60\">(no subject line)</a>, <time");
	assert_holds(world, " % of its wording</li>\n</ul>");
	assert_lacks(world, "<li><span class=\"id\">08RIGA61</span>");

	visit = visit_of(world, "/cable/08RIGA62", "", "08RIGA62");
	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_lacks(world, "Similar records");
}

/* The nearest years there are of the same country; the ends have one neighbour. */
static void test_other_years(void **state)
{
	static const struct {
		const char *year, *before, *after;
	} rows[] = { { "2007", "", "2010" }, { "2010", "2007", "2011" }, { "2011", "2010", "" } };
	struct world *world = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct visit visit = visit_of(world, "/report/tip/2010/uruguay", "", rows[i].year);
		struct arena *arena = &world->arena;
		struct error err = { 0 };
		const char *before, *after;

		visit.holes[1] = TEXT("uruguay");
		before = text_string(arena,
		    text_format(
			arena, "<a rel=\"prev\" href=\"/report/tip/%s/uruguay\">", rows[i].before));
		after = text_string(arena,
		    text_format(
			arena, "<a rel=\"next\" href=\"/report/tip/%s/uruguay\">", rows[i].after));
		assert_int_equal(page_narrative(&visit, &err), FAULT_NONE);
		if (*rows[i].before)
			assert_holds(world, before);
		else
			assert_lacks(world, "rel=\"prev\"");
		if (*rows[i].after)
			assert_holds(world, after);
		else
			assert_lacks(world, "rel=\"next\"");
	}
}

/* The script is a file of its own, on pages of records only. */
static void test_keys(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61", "", "08RIGA61");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, "<script src=\"/keys.js?v=");
	visit = visit_of(world, "/keys.js", "", "");
	assert_int_equal(page_keys(&visit, &err), FAULT_NONE);
	assert_holds(world, "addEventListener('keydown'");
	visit = visit_of(world, "/search", "q=two", "");
	assert_int_equal(page_search(&visit, &err), FAULT_NONE);
	assert_lacks(world, "keys.js");
}

static void test_spellings(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/tag/KTIP", "", "KTIP");
	struct error err = { 0 };

	assert_int_equal(page_tag_value(&visit, &err), FAULT_NONE);
	assert_holds(world,
	    "<li>written <a rel=\"nofollow\" href=\"/search?q=tag:KTIP+tagged:%22KT+%3CIP%22\">"
	    "<code>KT &lt;IP</code></a> in 1 record</li>");
	visit = visit_of(world, "/search", "q=tag:KTIP+tagged:%22kt+%3Cip%22", "");
	assert_int_equal(page_search(&visit, &err), FAULT_NONE);
	assert_holds(world, "08RIGA62");
	assert_lacks(world, "08RIGA61");
	visit = visit_of(world, "/tag/PREL", "", "PREL");
	assert_int_equal(page_tag_value(&visit, &err), FAULT_NONE);
	assert_lacks(world, "written");
}

/* What is typed into an address is no markup, and never a fault. */
static void test_odd_trails(void **state)
{
	static const char *const queries[] = { "q=%22open", "q=%3Cscript%3E", "list=%22%3E%3Cb%3E",
		"list=nofield:x", "q=riga&cursor=%FF", "q=riga&sort=sideways", "q=", "list=" };
	struct world *world = *state;

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct visit visit = visit_of(world, "/cable/08RIGA61", queries[i], "08RIGA61");
		struct error err = { 0 };

		assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
		assert_int_equal(visit.status, 200);
		assert_lacks(world, "<script>");
		assert_lacks(world, "\"><b>");
	}
}

static void test_acronyms(void **state)
{
	static const struct {
		const char *text, *page;
	} cases[] = {
		{ "NATO and NATO",
		    "<abbr title=\"North Atlantic Treaty Organization\">NATO</abbr> and NATO" },
		{ "xNATO NATOs NATO_ nato", "xNATO NATOs NATO_ nato" },
		{ "<NGO>", "&lt;<abbr title=\"non-governmental organization\">NGO</abbr>&gt;" },
		{ "WHO GOES TO MEND THE SOFA", "WHO GOES TO MEND THE SOFA" },
		{ "\xC3\x89NATO", "\xC3\x89NATO" },
		{ "", "" },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct marks marks = { .catalog = world->catalog, .arena = &world->arena };

		out_reset(&world->out);
		marks_put(&marks, &world->out, text_of(cases[i].text));
		if (!text_equal(out_text(&world->out), text_of(cases[i].page)))
			fail_msg("%s: %.*s", cases[i].text, TEXT_ARG(out_text(&world->out)));
	}
}

static void test_citation_forms(void **state)
{
	static page *const forms[] = { form_bibtex, form_ris, form_csl };
	static const char *const begins[] = { "@misc{cable-08RIGA61,\n", "TY  - GOVDOC\r\n",
		"[\n" };
	struct world *world = *state;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct visit visit = visit_of(world, "/cable/x", "", "08RIGA61");
		struct error err = { 0 };

		assert_int_equal(forms[i](&visit, &err), FAULT_NONE);
		assert_true(text_starts(out_text(&world->out), text_of(begins[i])));
		assert_holds(world, "A <b>");
		visit = visit_of(world, "/cable/x", "", "08riga61");
		assert_int_equal(forms[i](&visit, &err), FAULT_NONE);
		assert_int_equal(visit.status, 301);
		visit = visit_of(world, "/cable/x", "", "08RIGA59");
		assert_int_equal(forms[i](&visit, &err), FAULT_GONE);
	}
}

static void test_no_subject(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA60", "", "08RIGA60");
	struct error err = { 0 };

	assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
	assert_holds(world, "</span> (no subject line)</h1>");
}

static void test_addresses(void **state)
{
	static const struct {
		const char *typed, *location;
		int status;
	} cases[] = {
		{ "08riga61", "/cable/08RIGA61", 301 },
		{ "08RIGA000061", "/cable/08RIGA61", 301 },
		{ "2008RIGA61", "/cable/08RIGA61", 301 },
		{ "08RIGA63", "", 404 },
		{ "\"><script>", "", 404 },
		{ "../../etc/passwd", "", 404 },
	};
	struct world *world = *state;
	struct error err = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct visit visit = visit_of(world, "/cable/x", "", cases[i].typed);

		assert_int_equal(page_cable(&visit, &err), FAULT_NONE);
		assert_int_equal(visit.status, cases[i].status);
		assert_true(text_equal(visit.location, text_of(cases[i].location)));
		assert_lacks(world, "<script>");
	}
}

static void test_withdrawn(void **state)
{
	static page *const forms[] = { page_cable, form_json, form_text, form_source, page_id };
	struct world *world = *state;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct visit visit = visit_of(world, "/cable/08RIGA59", "", "08RIGA59");
		struct error err = { 0 };

		assert_int_equal(forms[i](&visit, &err), FAULT_GONE);
		assert_string_equal(
		    err.text, "'08RIGA59' was withdrawn on 2011-09-01: it named <someone>");
	}
}

static void test_forms(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/cable/08RIGA61.json", "", "08RIGA61");
	struct error err = { 0 };
	json_t *tree, *block;

	assert_int_equal(form_json(&visit, &err), FAULT_NONE);
	tree = json_read(out_text(&world->out), &err);
	assert_non_null(tree);
	block = json_array_get(json_object_get(json_object_get(tree, "message"), "blocks"), 0);
	assert_true(text_equal(json_get_text(block, "text"), TEXT("One XXXXXX two three.")));
	assert_int_equal(
	    json_get_number(json_object_get(tree, "source"), "size", 0), sizeof message - 1);
	assert_int_equal(json_array_size(json_object_get(tree, "versions")), 1);
	json_decref(tree);
	assert_true(text_equal(visit.filename, TEXT("08RIGA61.json")));

	visit = visit_of(world, "/cable/08RIGA61.txt", "", "08RIGA61");
	assert_int_equal(form_text(&visit, &err), FAULT_NONE);
	assert_holds(world, "Classification  SECRET\n");
	assert_holds(world, "1. (SBU) One XXXXXX two\nthree.\n");

	visit = visit_of(world, "/cable/08RIGA61/source", "", "08RIGA61");
	assert_int_equal(form_source(&visit, &err), FAULT_NONE);
	assert_true(text_equal(out_text(&world->out), text_of(message)));
	assert_true(text_equal(visit.content_type, TEXT("text/plain; charset=utf-8")));
}

static void test_lists(void **state)
{
	static page *const lists[] = { page_home, page_released, page_created, page_origin,
		page_tag, page_classification, page_country, page_report, page_search, page_help };
	struct world *world = *state;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct visit visit = visit_of(world, "/", "", "");
		struct error err = { 0 };

		assert_int_equal(lists[i](&visit, &err), FAULT_NONE);
		assert_true(text_ends(out_text(&world->out), TEXT("</html>\n")));
	}
}

static void test_value(void **state)
{
	struct world *world = *state;
	struct visit visit = visit_of(world, "/origin/riga", "", "riga");
	struct error err = { 0 };

	assert_int_equal(page_origin_value(&visit, &err), FAULT_NONE);
	assert_int_equal(visit.status, 200);
	assert_holds(world, "<h1>Embassy Riga</h1>");
	assert_holds(world, "2 records");
	visit = visit_of(world, "/origin/rigga", "", "rigga");
	assert_int_equal(page_origin_value(&visit, &err), FAULT_NONE);
	assert_int_equal(visit.status, 404);
	assert_holds(world, "<a href=\"/origin/riga\">");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reflowed),
		cmocka_unit_test(test_redacted),
		cmocka_unit_test(test_received),
		cmocka_unit_test(test_from_a_search),
		cmocka_unit_test(test_from_a_list),
		cmocka_unit_test(test_similar),
		cmocka_unit_test(test_other_years),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_odd_trails),
		cmocka_unit_test(test_acronyms),
		cmocka_unit_test(test_citation_forms),
		cmocka_unit_test(test_no_subject),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_withdrawn),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_value),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
