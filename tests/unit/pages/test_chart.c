/* Charts: what is drawn, linked and said in words; what nobody can draw. */
#include "pages/chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pages/calendar.h"

struct paper {
	struct arena arena;
	struct out out;
	struct visit visit;
};

static void begin(struct paper *paper)
{
	*paper = (struct paper){ 0 };
	arena_begin(&paper->arena, 0);
	out_begin(&paper->out, 1 << 20);
	paper->visit = (struct visit){ .arena = &paper->arena, .out = &paper->out };
}

static void end(struct paper *paper)
{
	assert_int_equal(paper->out.fault, FAULT_NONE);
	out_end(&paper->out);
	arena_end(&paper->arena);
}

static void assert_has(const struct paper *paper, const char *part)
{
	if (text_find(out_text(&paper->out), text_of(part)) == TEXT_NONE)
		fail_msg("no '%s' in: %.*s", part, TEXT_ARG(out_text(&paper->out)));
}

static void assert_has_not(const struct paper *paper, const char *part)
{
	if (text_find(out_text(&paper->out), text_of(part)) != TEXT_NONE)
		fail_msg("'%s' in: %.*s", part, TEXT_ARG(out_text(&paper->out)));
}

static void add(struct paper *paper, struct facet_list *list, const char *value, uint64_t count)
{
	struct facet_value *added = array_add(&list->values, &paper->arena);

	assert_non_null(added);
	*added = (struct facet_value){ .value = text_of(value), .count = count };
	list->distinct++;
}

static void test_runs(void **state)
{
	static const uint64_t counts[] = { 10, 10, 0, 5, 1, UINT64_MAX / 2 };
	const struct chart_run runs[] = {
		{ TEXT_INIT("<a> & \"b\""), TEXT_INIT("/x?a=1&b=\"2"), TEXT_INIT("<t>"), counts,
		    4 },
		{ TEXT_INIT("none"), TEXT_INIT("/none"), TEXT_INIT(""), counts + 2, 1 },
		{ TEXT_INIT("little"), TEXT_INIT(""), TEXT_INIT(""), counts + 4, 1 },
	};
	struct chart chart = {
		.id = TEXT_INIT("c"), .title = TEXT_INIT("<title>"), .runs = runs, .count = 3
	};
	struct chart_run high = { TEXT_INIT("high"), TEXT_INIT(""), TEXT_INIT(""), counts + 5, 1 };
	struct paper paper;

	(void)state;
	begin(&paper);
	chart_put(&paper.visit, &chart);
	assert_has(&paper, "<path d=\"M0 100V0h20V100h10V50h10V100z\"/>");
	assert_has(&paper, "<path d=\"M50 100V90h8V100z\"/>");
	assert_has(
	    &paper, "href=\"/x?a=1&amp;b=&quot;2\"><title>&lt;a&gt; &amp; \"b\": 25</title>");
	assert_has(&paper, "&lt;t&gt;</text>");
	assert_has(&paper, "<li>little <span class=\"count\">1</span></li>");
	assert_has(&paper, "y1=\"0.0%\"");
	assert_has_not(&paper, "/none");
	out_reset(&paper.out);
	chart = (struct chart){ .id = TEXT_INIT("c"), .runs = &high, .count = 1 };
	chart_put(&paper.visit, &chart);
	assert_has(&paper, "V0h8V100z");
	out_reset(&paper.out);
	chart.count = 0;
	chart_put(&paper.visit, &chart);
	assert_int_equal(paper.out.len, 0);
	end(&paper);
}

static void test_months(void **state)
{
	struct facet_list few = { 0 }, many = { 0 }, wrong = { 0 };
	struct paper paper;

	(void)state;
	begin(&paper);
	add(&paper, &few, "2008-02", 3);
	add(&paper, &few, "2007-12", 6);
	chart_put_months(&paper.visit, &few, TEXT("months"));
	assert_has(&paper, "href=\"/created/2008/02\"><title>February 2008: 3</title>");
	assert_has(&paper, "viewBox=\"0 0 240 100\"");
	out_reset(&paper.out);
	add(&paper, &many, "2010-01", 3);
	add(&paper, &many, "1966-12", 6);
	add(&paper, &many, "1966-11", 1);
	chart_put_months(&paper.visit, &many, TEXT("months"));
	assert_has(&paper, "href=\"/created/1966\"><title>1966: 7</title>");
	assert_has(&paper, "viewBox=\"0 0 5400 100\"");
	assert_true(paper.out.len < 2500);
	out_reset(&paper.out);
	add(&paper, &wrong, "0001-13", 3);
	add(&paper, &wrong, "x", 3);
	add(&paper, &wrong, "", 3);
	chart_put_months(&paper.visit, &wrong, TEXT("months"));
	assert_int_equal(paper.out.len, 0);
	add(&paper, &wrong, "0001-01", 3);
	add(&paper, &wrong, "9999-12", 3);
	chart_put_months(&paper.visit, &wrong, TEXT("months"));
	assert_has(&paper, "viewBox=\"0 0 18000 100\"");
	end(&paper);
}

/* By month within three years, else by year; each column narrows the query. */
static void test_time(void **state)
{
	struct search_result result = { 0 };
	struct facet_list *years = &result.facets[FACET_YEAR];
	struct facet_list *months = &result.facets[FACET_MONTH];
	struct paper paper;

	(void)state;
	begin(&paper);
	chart_put_time(&paper.visit, &result, TEXT("origin:riga"), TEXT("time"));
	add(&paper, years, "2008", 3);
	add(&paper, months, "2008-02", 3);
	chart_put_time(&paper.visit, &result, TEXT("origin:riga"), TEXT("time"));
	assert_int_equal(paper.out.len, 0);
	add(&paper, years, "2006", 2);
	add(&paper, months, "2006-12", 2);
	chart_put_time(&paper.visit, &result, TEXT("origin:riga"), TEXT("time"));
	assert_has(&paper, "href=\"/search?q=origin:riga+month:2006-12\">");
	assert_has(&paper, "viewBox=\"0 0 360 100\"");
	assert_has_not(&paper, "2007: ");
	out_reset(&paper.out);
	add(&paper, years, "2004", 9);
	add(&paper, months, "2004-01", 9);
	chart_put_time(&paper.visit, &result, TEXT("a OR b"), TEXT("time"));
	assert_has(&paper, "href=\"/search?q=%28a+OR+b%29+year:2004\"><title>2004: 9</title>");
	assert_has(&paper, "viewBox=\"0 0 50 100\"");
	out_reset(&paper.out);
	/* Years alone are known. */
	months->values.count = 0;
	years->values.count = 2;
	chart_put_time(&paper.visit, &result, TEXT("x"), TEXT("time"));
	assert_has(&paper, "viewBox=\"0 0 30 100\"");
	end(&paper);
}

static void add_day(struct paper *paper, struct edition_facts *facts, int day, uint64_t records)
{
	struct release_day *added = array_add(&facts->releases, &paper->arena);
	Civil civil = { .year = 2011, .month = day > 30 ? 9 : 8, .day = day > 30 ? day - 30 : day };

	assert_non_null(added);
	*added = (struct release_day){ moment_of(civil, PRECISION_DAY), records };
}

static void test_growth(void **state)
{
	struct edition_facts facts = { 0 };
	struct paper paper;

	(void)state;
	begin(&paper);
	chart_put_growth(&paper.visit, &facts);
	add_day(&paper, &facts, 41, 50);
	chart_put_growth(&paper.visit, &facts);
	assert_int_equal(paper.out.len, 0);
	add_day(&paper, &facts, 21, 25);
	add_day(&paper, &facts, 1, 25);
	chart_put_growth(&paper.visit, &facts);
	assert_has(&paper, "<path d=\"M0 100H0V75H195V50H400V0V100z\"/>");
	assert_has(&paper,
	    "<tr><th scope=\"row\">2011-08</th><td class=\"count\">50</td><td class=\"count\">50</td></tr>");
	assert_has(&paper,
	    "<tr><th scope=\"row\">2011-09</th><td class=\"count\">50</td><td class=\"count\">100</td></tr>");
	end(&paper);
}

static void test_share(void **state)
{
	struct paper paper;

	(void)state;
	begin(&paper);
	chart_put_share(&paper.out, 1, 3);
	assert_has(&paper, "width=\"33.3%\"");
	out_reset(&paper.out);
	chart_put_share(&paper.out, 1, UINT64_MAX);
	assert_has(&paper, "width=\"0.5%\"");
	out_reset(&paper.out);
	chart_put_share(&paper.out, 0, 0);
	assert_has(&paper, "width=\"0.0%\"");
	end(&paper);
}

static void test_year(void **state)
{
	struct facet_list months = { 0 };
	struct paper paper;

	(void)state;
	begin(&paper);
	add(&paper, &months, "2008-02", 1234);
	add(&paper, &months, "2007-03", 1);
	calendar_put_year(&paper.visit, &months, TEXT("2008"));
	assert_has(&paper,
	    "<li><a href=\"/created/2008/02\">February</a> <span class=\"count\">1,234</span></li>");
	assert_has(&paper, "<li><span class=\"note\">March</span></li>");
	end(&paper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
