/* Names of posts and ids as they come: what stands, what is repaired and why, what is left alone.
 */
#include "catalog/station_id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int open_catalog(void **state)
{
	struct error err = { 0 };

	*state = catalog_open(&err);
	return *state ? 0 : -1;
}

static int close_catalog(void **state)
{
	catalog_close(*state);
	return 0;
}

static void reads_names(void **state)
{
	static const struct {
		const char *written, *station;
		enum station_rule rule;
	} rows[] = {
		{ "Riga", "RIGA", STATION_KNOWN },
		{ "Port-au-Prince", "PORTAUPRINCE", STATION_KNOWN },
		{ "Kiev", "KIEV", STATION_KNOWN },
		{ "TAIPEI", "TAIPEI", STATION_KNOWN },
		{ "SECDEF", "SECDEF", STATION_KNOWN },
		{ "Rio", "RIODEJANEIRO", STATION_SHORT },
		{ "SECSTATE", "STATE", STATION_SHORT },
		{ "Panama City", "PANAMA", STATION_SHORT },
		{ "AMEMBASSY RIGA", "RIGA", STATION_PREFIX },
		{ "EFTORIGA", "RIGA", STATION_PREFIX },
		{ "DENTIALRIGA", "RIGA", STATION_PREFIX },
		{ "RIGALG", "RIGA", STATION_SUFFIX },
		{ "RIGALATVIA", "RIGA", STATION_SUFFIX },
		{ "USDOC WASHDC", "USDOC", STATION_SUFFIX },
		{ "OUAGADOU", "OUAGADOUGOU", STATION_CUT },
		{ "B0G0TA", "BOGOTA", STATION_DIGITS },
		{ "LJUBLQANA", "LJUBLJANA", STATION_LOST },
		{ "REYKJAVKI", "REYKJAVIK", STATION_NEAR },
		{ "TALINN", "TALLINN", STATION_NEAR },
		{ "XYLOPHON", "", STATION_UNKNOWN },
		{ "R", "", STATION_UNKNOWN },
		{ "", "", STATION_UNKNOWN },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Station found = station_repair(*state, text_of(rows[i].written));

		if (!text_equal(found.station, text_of(rows[i].station)) ||
		    found.rule != rows[i].rule)
			print_error("%s: %.*s, rule %d\n", rows[i].written, TEXT_ARG(found.station),
			    (int)found.rule);
		assert_true(text_equal(found.station, text_of(rows[i].station)));
		assert_int_equal(found.rule, rows[i].rule);
		assert_true((found.reason.len > 0) == (found.rule > STATION_KNOWN));
	}
}

static void reads_ids(void **state)
{
	static const struct {
		const char *raw, *id;
		enum id_state state;
		int rule; /* one that must be named; -1 none */
	} rows[] = {
		{ "08RIGA9", "08RIGA9", ID_EXACT, -1 },
		{ "08UNHEARDOFPOST9", "08UNHEARDOFPOST9", ID_EXACT, -1 },
		{ "08riga9", "08RIGA9", ID_REPAIRED, ID_RULE_CASE },
		{ "08RIGA0009", "08RIGA9", ID_REPAIRED, ID_RULE_ZEROS },
		{ "2008RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_YEAR },
		{ "0808RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_YEAR },
		{ "O8RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_DIGITS },
		{ "08RIGA1O9", "08RIGA109", ID_REPAIRED, ID_RULE_DIGITS },
		{ "08OSLO12", "08OSLO12", ID_EXACT, -1 },
		{ "08LA PAZ-9", "08LAPAZ9", ID_REPAIRED, ID_RULE_SIGNS },
		{ "08SECTION02OF03RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_SECTION },
		{ "08SECTQN2OF03RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_SECTION },
		{ "0802OF03RIGA9", "08RIGA9", ID_REPAIRED, ID_RULE_SECTION },
		{ "80STATE12TOSEC9", "80STATE12", ID_REPAIRED, ID_RULE_SIGNAL },
		{ "08RIGA000012ZDK14", "08RIGA14", ID_REPAIRED, ID_RULE_SIGNAL },
		{ "08RIGA12XYZ14", "08RIGA12XYZ14", ID_UNREADABLE, -1 },
		{ "08HELSIKNI9", "08HELSINKI9", ID_REPAIRED, ID_RULE_STATION },
		{ "08QANAMA9", "08QANAMA9", ID_AMBIGUOUS, -1 },
		{ "08RIGA", "08RIGA", ID_UNREADABLE, -1 },
		{ "082OF5", "082OF5", ID_UNREADABLE, -1 },
		{ "RIGA9", "RIGA9", ID_UNREADABLE, -1 },
		{ "08RIGA0", "08RIGA0", ID_UNREADABLE, -1 },
		{ "", "", ID_UNREADABLE, -1 },
	};
	struct arena arena;

	arena_begin(&arena, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct canonical_id read =
		    reference_id_canonical(*state, text_of(rows[i].raw), &arena);

		if (!text_equal(read.id, text_of(rows[i].id)) || read.state != rows[i].state)
			print_error(
			    "%s: %.*s, %d\n", rows[i].raw, TEXT_ARG(read.id), (int)read.state);
		assert_true(text_equal(read.id, text_of(rows[i].id)));
		assert_int_equal(read.state, rows[i].state);
		assert_true(rows[i].rule < 0 || read.rules >> rows[i].rule & 1);
		assert_true((read.reasons.len > 0) ==
		    (read.state == ID_REPAIRED || read.state == ID_AMBIGUOUS));
	}
	arena_end(&arena);
}

/* A canonical id is its own canonical id. */
static void repairs_once(void **state)
{
	uint32_t count;
	const struct post *posts = catalog_posts(*state, &count);
	struct arena arena;

	arena_begin(&arena, 0);
	for (uint32_t i = 0; i < count; i++) {
		Text id = text_format(&arena, "08%.*s9", TEXT_ARG(posts[i].station));
		struct canonical_id read = reference_id_canonical(*state, id, &arena);

		if (posts[i].cables)
			assert_int_equal(read.state, ID_EXACT);
	}
	arena_end(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_names),
		cmocka_unit_test(reads_ids),
		cmocka_unit_test(repairs_once),
	};

	return cmocka_run_group_tests_name("catalog/station", tests, open_catalog, close_catalog);
}
