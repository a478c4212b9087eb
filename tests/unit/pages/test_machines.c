/* What programs are given, piece by piece: cells of CSV, tokens of a harvest, names of sitemap
 * parts, addresses. */
#include "pages/address.h"
#include "pages/export.h"
#include "pages/oai.h"
#include "pages/sitemap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_text(Text got, Text expected)
{
	if (!text_equal(got, expected))
		fail_msg("got '%.*s', expected '%.*s'", TEXT_ARG(got), TEXT_ARG(expected));
}

static void test_cells(void **state)
{
	static const struct {
		Text given, cell;
	} cases[] = {
		{ TEXT_INIT(""), TEXT_INIT("") },
		{ TEXT_INIT("plain words"), TEXT_INIT("plain words") },
		{ TEXT_INIT("a,b"), TEXT_INIT("\"a,b\"") },
		{ TEXT_INIT("say \"so\""), TEXT_INIT("\"say \"\"so\"\"\"") },
		{ TEXT_INIT("\""), TEXT_INIT("\"\"\"\"") },
		{ TEXT_INIT("\"\""), TEXT_INIT("\"\"\"\"\"\"") },
		{ TEXT_INIT("two\nlines"), TEXT_INIT("\"two\nlines\"") },
		{ TEXT_INIT("two\r\nlines"), TEXT_INIT("\"two\r\nlines\"") },
		{ TEXT_INIT("=1+2"), TEXT_INIT("'=1+2") },
		{ TEXT_INIT("+1"), TEXT_INIT("'+1") },
		{ TEXT_INIT("-1"), TEXT_INIT("'-1") },
		{ TEXT_INIT("@x"), TEXT_INIT("'@x") },
		{ TEXT_INIT("\tx"), TEXT_INIT("'\tx") },
		{ TEXT_INIT("\rx"), TEXT_INIT("\"'\rx\"") },
		{ TEXT_INIT("=A(\"x\",1)"), TEXT_INIT("\"'=A(\"\"x\"\",1)\"") },
		{ TEXT_INIT("a=1"), TEXT_INIT("a=1") },
	};
	struct out out;

	(void)state;
	out_begin(&out, 1000);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		out_reset(&out);
		export_put_cell(&out, cases[i].given);
		assert_text(out_text(&out), cases[i].cell);
	}
	out_end(&out);
}

static void test_tokens(void **state)
{
	static const struct oai_list lists[] = {
		{ .place = TEXT_INIT("n-00000000-0000000015680460-21675f8e0ea1a1f0-08RIGA61") },
		{ .from = TEXT_INIT("2011-08-26"),
		    .set = TEXT_INIT("cable"),
		    .place = TEXT_INIT("x") },
		{ .until = TEXT_INIT("2011-08-26"), .stones = true },
		{ .from = TEXT_INIT("2011-08-26"),
		    .until = TEXT_INIT("2011-08-27"),
		    .set = TEXT_INIT("narrative"),
		    .stones = true,
		    .place = TEXT_INIT("tip/2011/uruguay") },
	};
	static const Text wrong[] = { TEXT_INIT(""), TEXT_INIT("r"), TEXT_INIT("r!"),
		TEXT_INIT("r!!!!"), TEXT_INIT("x!!!!y"), TEXT_INIT("r!2011!!!y"),
		TEXT_INIT("r!!2011-02-30!!y"), TEXT_INIT("r!!!books!y"), TEXT_INIT("d!!!!a b"),
		TEXT_INIT("d!!!!../x"), TEXT_INIT("r!2011-08-26T00:00Z!!!y") };
	struct oai_list read;
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		assert_true(oai_token_read(oai_token(&lists[i], &arena), &read));
		assert_text(read.from, lists[i].from);
		assert_text(read.until, lists[i].until);
		assert_text(read.set, lists[i].set);
		assert_text(read.place, lists[i].place);
		assert_int_equal(read.stones, lists[i].stones);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (oai_token_read(wrong[i], &read))
			fail_msg("'%.*s' was taken", TEXT_ARG(wrong[i]));
	arena_end(&arena);
}

static void test_identifiers(void **state)
{
	static const struct {
		Text base, identifier;
	} cases[] = {
		{ TEXT_INIT("https://archive.example"), TEXT_INIT("oai:archive.example:08RIGA61") },
		{ TEXT_INIT("http://127.0.0.1:8080"), TEXT_INIT("oai:127.0.0.1:08RIGA61") },
		{ TEXT_INIT("https://a.example/deep"), TEXT_INIT("oai:a.example:08RIGA61") },
		{ TEXT_INIT("http://[::1]:8080"), TEXT_INIT("oai:chancery:08RIGA61") },
		{ TEXT_INIT(""), TEXT_INIT("oai:chancery:08RIGA61") },
	};
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct visit visit = { .base = cases[i].base };

		assert_text(oai_identifier(&visit, TEXT("08RIGA61"), &arena), cases[i].identifier);
		assert_text(oai_id_of(cases[i].identifier), TEXT("08RIGA61"));
	}
	assert_text(oai_id_of(TEXT("oai:a:tip/2011/malta")), TEXT("tip/2011/malta"));
	assert_text(oai_id_of(TEXT("oai::08RIGA61")), TEXT(""));
	assert_text(oai_id_of(TEXT("08RIGA61")), TEXT(""));
	assert_text(oai_id_of(TEXT("oai:a:b:c")), TEXT(""));
	arena_end(&arena);
}

static void test_parts(void **state)
{
	static const struct {
		Text name, head;
		uint64_t part; /* 0: none */
	} cases[] = {
		{ TEXT_INIT("2008"), TEXT_INIT("2008"), 1 },
		{ TEXT_INIT("2008-2"), TEXT_INIT("2008"), 2 },
		{ TEXT_INIT("tag-13"), TEXT_INIT("tag"), 13 },
		{ TEXT_INIT("2008-1"), TEXT_INIT(""), 0 },
		{ TEXT_INIT("2008-02"), TEXT_INIT(""), 0 },
		{ TEXT_INIT("2008-"), TEXT_INIT(""), 0 },
		{ TEXT_INIT("-2"), TEXT_INIT(""), 0 },
		{ TEXT_INIT("2008-2-2"), TEXT_INIT(""), 0 },
		{ TEXT_INIT("2008-9999999"), TEXT_INIT(""), 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Text head = { 0 };
		uint64_t part = 0;

		assert_int_equal(sitemap_part_read(cases[i].name, &head, &part), cases[i].part > 0);
		assert_text(head, cases[i].head);
		assert_int_equal(part, cases[i].part);
	}
}

static void test_addresses(void **state)
{
	struct address address;
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	address_begin(&address, TEXT("https://a.example"), TEXT("/search"));
	address_add(&address, "q", TEXT("a&b \"c\" tag:KTIP"));
	address_add(&address, "sort", TEXT(""));
	address_add(&address, "cursor", TEXT("n-1"));
	assert_text(address_end(&address, &arena),
	    TEXT("https://a.example/search?q=a%26b+%22c%22+tag:KTIP&cursor=n-1"));
	assert_text(address_of_record(&arena, TEXT("http://x"), TEXT("tip/2011/malta")),
	    TEXT("http://x/report/tip/2011/malta"));
	assert_text(address_of_value(&arena, TEXT(""), FACET_TAG, TEXT("A/B <C>")),
	    TEXT("/tag/A%2FB%20%3CC%3E"));
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_identifiers),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
