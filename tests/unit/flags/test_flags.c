/* The packs prove themselves; what a curator writes wrong is refused with its line; spans keep
 * their promises over bytes of no sense; nothing ends in silence. */
#include "flags/flags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/files.h"
#include "base/utf8.h"

static struct rules *open_rules(const char *pack)
{
	struct error err = { 0 };
	struct rules *rules =
	    pack ? rules_open_text("own.rules", text_of(pack), &err) : rules_open(NULL, &err);

	if (!rules)
		print_message("%s\n", err.text);
	assert_non_null(rules);
	return rules;
}

static FlagList find(const struct rules *rules, struct record *record, struct arena *arena)
{
	struct error err = { 0 };
	struct flagger *flagger = flagger_open(rules, &err);
	FlagList flags = { 0 };

	assert_non_null(flagger);
	assert_int_equal(flags_find(flagger, record, arena, &flags, &err), FAULT_NONE);
	flagger_close(flagger);
	return flags;
}

/* The flags of one rule as "found|found". */
static Text found_by(const struct rules *rules, Text text, const char *rule, struct arena *arena)
{
	struct record record = { .kind = RECORD_CABLE, .transcript.text = text };
	FlagList flags = find(rules, &record, arena);
	Text all = { "", 0 };

	for (uint32_t i = 0; i < flags.count; i++)
		if (text_equal(flags.items[i].rule, text_of(rule)))
			all = text_format(arena, "%.*s%s%.*s", TEXT_ARG(all), all.len ? "|" : "",
			    TEXT_ARG(transcript_slice(&record.transcript, flags.items[i].span)));
	return all;
}

static void softens_where_the_name_is_gone(void **state)
{
	struct rules *rules = open_rules(NULL);
	Text text = TEXT("Told by Ann Oaks (protect) and by XXXXXXXXX (protect).");
	struct redaction gone = { .kind = REDACTION_RUN, .span = { 34, 9 } };
	struct cable cable = { .redactions = { &gone, 1, 1 } };
	struct record record = { .kind = RECORD_CABLE, .transcript.text = text, .cable = &cable };
	struct arena arena;
	FlagList flags;

	(void)state;
	arena_begin(&arena, 0);
	assert_true(text_equal(transcript_slice(&record.transcript, gone.span), TEXT("XXXXXXXXX")));
	flags = find(rules, &record, &arena);
	assert_int_equal(flags.count, 2);
	assert_int_equal(flags.items[0].severity, FLAG_SEVERE);
	assert_int_equal(flags.items[1].severity, FLAG_NOTICE);
	arena_end(&arena);
	rules_close(rules);
}

static void packs_prove_themselves(void **state)
{
	struct rules *rules = open_rules(NULL);
	struct error err = { 0 };

	(void)state;
	if (rules_prove(rules, &err) != FAULT_NONE)
		print_message("%s\n", err.text);
	assert_int_equal(err.fault, FAULT_NONE);
	assert_true(rules_count(rules) >= 13);
	for (size_t i = 0; i < rules_count(rules); i++) {
		struct rule_about about = rules_get(rules, i), same;
		assert_true(about.says.len && about.does.len);
		assert_true(rules_find(rules, about.name, &same));
	}
	rules_close(rules);
}

#define HEAD "rule own\nsays \"a\"\ndo \"b\"\n"

static void refuses_wrong_packs(void **state)
{
	static const struct {
		const char *pack, *said;
	} rows[] = {
		{ "severity severe\n", "own.rules:1: before the first 'rule'" },
		{ HEAD "pattern /x(/\nyes \"x\"\n", "own.rules:4: at sign 2 of the pattern" },
		{ HEAD "pattern /x*/\nyes \"x\"\n", "own.rules:4: the pattern can match nothing" },
		{ HEAD "pattern /{nothing}/\n", "own.rules:4: no 'let' of this name" },
		{ HEAD "pattern x\n", "own.rules:4: a pattern between" },
		{ HEAD "pattern /x/q\n", "own.rules:4: a pattern may be followed by" },
		{ HEAD "pattern /x/\n", "own.rules:1: a 'yes' is wanted" },
		{ HEAD "\n\nyes \"x\"\n", "own.rules:1: a pattern is wanted" },
		{ HEAD "pattern /x/\nyes \"y\"\n", "own.rules:5: rule own does not find it" },
		{ HEAD "pattern /x/\nyes \"x\"\nno \"ax\"\n", "own.rules:6: rule own finds 'x'" },
		{ HEAD "pattern /xx?/\nyes \"{x}x\"\n",
		    "own.rules:5: rule own finds 'xx' instead" },
		{ HEAD "pattern /x/\nyes \"x\n", "own.rules:5: the text is not closed" },
		{ HEAD "pattern /x/\ncheck nothing\n", "own.rules:5: there is no check" },
		{ HEAD "pattern /x/\nseverity bad\n", "own.rules:5: a severity is" },
		{ HEAD "pattern /x/\nhint ab\n",
		    "own.rules:5: one sign, or a letter and two signs more" },
		{ HEAD "pattern /x/\nnear ab within x words\n", "own.rules:5: no number" },
		{ HEAD "pattern /x/\nwhatever\n", "own.rules:5: not understood: 'whatever'" },
		{ "rule protect\n", "own.rules:1: there is a rule of this name already" },
		{ "rule Big\n", "own.rules:1: a name of small letters" },
		{ "rule own\npattern /x/\nyes \"x\"\n", "own.rules:1: 'says' and 'do'" },
		{ "list own\nnames\n--\nend\n", "own.rules:3: no name of 1 to 16 words" },
		{ "list own\n\xFF\n", "own.rules: byte 9 is not UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error err = { 0 };

		assert_null(rules_open_text("own.rules", text_of(rows[i].pack), &err));
		if (!text_starts(text_of(err.text), text_of(rows[i].said)))
			print_message("'%s' is not '%s'\n", err.text, rows[i].said);
		assert_true(text_starts(text_of(err.text), text_of(rows[i].said)));
		assert_int_equal(err.fault, FAULT_BAD_INPUT);
	}
}

static void finds_names_of_a_list(void **state)
{
	static const char pack[] =
	    "list friends\nsays \"A friend.\"\n"
	    "yes \"seen with {ANN  OAKS} today\"\nno \"Oaks Ann\"\nnames\n"
	    "  Ann Oaks\n# nobody\nZo\xC3\xAB M\xC3\xBCller-Berg\nOak\nend\n";
	struct rules *rules = open_rules(pack);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
#define FOUND(text, wanted) \
	assert_true(text_equal(found_by(rules, TEXT(text), "friends", &arena), TEXT(wanted)))
	FOUND("Ann\n \nOaks met zoe Muller\nBerg.", "Ann\n \nOaks|zoe Muller\nBerg");
	FOUND("Hannah Oaks, ann. oaks; Oaken OAK", "ann. oaks|OAK");
	FOUND("Ann said: \"(Oaks)\"", "");
	FOUND("ANN-OAKS\xE2\x80\x99s", "ANN-OAKS");
#undef FOUND
	arena_end(&arena);
	rules_close(rules);
}

/* Ten thousand entries and one text: each name stands in it once. */
static void finds_ten_thousand_names(void **state)
{
	struct out pack, text;
	struct arena arena;
	struct error err = { 0 };

	(void)state;
	arena_begin(&arena, 0);
	out_begin(&pack, 1u << 20);
	out_begin(&text, 1u << 20);
	out_put(&pack, TEXT("list many\nnames\n"));
	for (int i = 0; i < 10000; i++) {
		out_printf(&pack, "Person%d of House%d\n", i % 100, i);
		out_printf(&text, "PERSON%d\nOF HOUSE%d, ", i % 100, i);
	}
	struct rules *rules = rules_open_text("many.rules", out_text(&pack), &err);
	assert_non_null(rules);
	struct record record = { .transcript.text = out_text(&text) };
	assert_int_equal(find(rules, &record, &arena).count, FLAGS_LIMIT);
	rules_close(rules);
	out_end(&pack);
	out_end(&text);
	arena_end(&arena);
}

/* A name and a mark that a page break cuts are one; what a frame holds is looked at, too. */
static void looks_through_page_markers(void **state)
{
#define PAGES \
	"Editor Ann Oaks (strictly\n \nPOST 00000001  001 OF 002 \n \n" \
	"protect) left. Write to\nPAGE 02 ann@example.org\nagain"
	struct cable cable = { 0 };
	struct record record = { .cable = &cable, .transcript.text = TEXT(PAGES) };
	struct rules *rules = open_rules(NULL);
	struct arena arena;

	(void)state;
	arena_begin(&arena, 0);
	for (int i = 0; i < 2; i++) {
		Text frame =
		    i ? TEXT("PAGE 02 ann@example.org") : TEXT("POST 00000001  001 OF 002");
		struct page_marker *marker = array_add(&cable.markers, &arena);
		assert_non_null(marker);
		marker->furniture = (Span){ (uint32_t)text_find(record.transcript.text, frame),
			(uint32_t)frame.len };
	}
	FlagList flags = find(rules, &record, &arena);
	assert_int_equal(flags.count, 2);
	assert_true(text_equal(flags.items[0].rule, TEXT("protect")));
	assert_int_equal(flags.items[0].span.start, 16);
	assert_true(text_equal(
	    transcript_slice(&record.transcript, flags.items[0].subject), TEXT("Ann Oaks")));
	assert_true(text_equal(flags.items[1].rule, TEXT("email")));
	rules_close(rules);
	arena_end(&arena);
}

static void says_when_it_gives_up(void **state)
{
	static const char pack[] = HEAD "pattern /(?:a+)+b/\nyes \"aab\"\n";
	struct rules *rules = open_rules(pack);
	struct arena arena;
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	out_begin(&out, 1u << 20);
	for (int i = 0; i < 2000; i++)
		out_put(&out, TEXT("a"));
	out_put(&out, TEXT("c aab"));
	struct record record = { .transcript.text = out_text(&out) };
	FlagList flags = find(rules, &record, &arena);
	assert_int_equal(flags.count, 1);
	assert_true(text_equal(flags.items[0].rule, TEXT("rule-gave-up")));
	assert_int_equal(flags.items[0].severity, FLAG_SEVERE);
	assert_int_equal(flags.items[0].span.start + flags.items[0].span.length, out.len);
	rules_close(rules);
	out_end(&out);
	arena_end(&arena);
}

static void says_when_there_are_too_many(void **state)
{
	struct rules *rules = open_rules(NULL);
	struct arena arena;
	struct out out;

	(void)state;
	arena_begin(&arena, 0);
	out_begin(&out, 1u << 20);
	for (int i = 0; i < FLAGS_LIMIT + 5; i++)
		out_put(&out, TEXT("a@b.org "));
	struct record record = { .transcript.text = out_text(&out) };
	FlagList flags = find(rules, &record, &arena);
	assert_int_equal(flags.count, FLAGS_LIMIT + 1);
	const struct flag *last = &flags.items[FLAGS_LIMIT];
	assert_true(text_equal(last->rule, TEXT("too-many")));
	assert_int_equal(last->span.start, FLAGS_LIMIT * 8);
	assert_int_equal(last->span.start + last->span.length, out.len);
	rules_close(rules);
	out_end(&out);
	arena_end(&arena);
}

static void version_tells_packs_apart(void **state)
{
	struct rules *plain = open_rules(NULL), *again = open_rules(NULL);
	struct rules *more = open_rules(HEAD "pattern /x/\nyes \"x\"\n");

	(void)state;
	assert_int_equal(rules_version(plain).len, 64);
	assert_true(text_equal(rules_version(plain), rules_version(again)));
	assert_false(text_equal(rules_version(plain), rules_version(more)));
	rules_close(plain);
	rules_close(again);
	rules_close(more);
}

static void check_spans(Text text, const FlagList *flags)
{
	for (uint32_t i = 0; i < flags->count; i++) {
		const Span spans[] = { flags->items[i].span, flags->items[i].subject };

		assert_true(spans[0].length > 0);
		if (i)
			assert_true(flags->items[i - 1].span.start <= spans[0].start);
		for (int k = 0; k < 2; k++) {
			assert_true(spans[k].start <= text.len);
			assert_true(spans[k].length <= text.len - spans[k].start);
			assert_true(utf8_find_bad(text_slice(
					text, spans[k].start, spans[k].length)) == TEXT_NONE);
		}
		for (uint32_t k = 0; k < i; k++)
			if (text_equal(flags->items[k].rule, flags->items[i].rule))
				assert_true(
				    flags->items[k].span.start + flags->items[k].span.length <=
				    flags->items[i].span.start);
	}
}

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* Pieces of what rules look for and bytes of no sense, in any order. */
static void keeps_its_promises(void **state)
{
	static const char *const pieces[] = { "(strictly protect)", "Ann ", "OAKS", "@", "a@b.org",
		"Tel: ", "+44 20 7946", " 0958", "passport no. ", "N44712", "\n", " ", "(", ")",
		"4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "born on ", "3 May 1964",
		"victim ", "P<UTOERIKSSON<<ANNA", "<", "14 ", "Elm Street", "\xC3\x9F",
		"\xE2\x80\x99", "\xFF", "\xC3", "\x01", "please protect ", ". ", "account ", "de ",
		"Mr. " };
	struct rules *rules = open_rules("list own\nnames\nAnn Oaks\nb\nend\n");
	uint64_t seed = 4;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct record record = { .kind = RECORD_CABLE };
		struct cable cable = { 0 };
		struct repairs repairs;
		struct error err = { 0 };
		struct arena arena;
		struct out out;

		arena_begin(&arena, 0);
		out_begin(&out, 1u << 20);
		for (uint32_t i = next_random(&seed) % 40; i; i--) {
			uint32_t which = next_random(&seed) % (sizeof pieces / sizeof *pieces + 3);
			if (which < sizeof pieces / sizeof *pieces)
				out_put(&out, text_of(pieces[which]));
			else
				out_char(&out, (char)next_random(&seed));
		}
		assert_int_equal(
		    transcript_of(out_text(&out), &arena, &record.transcript, &repairs, &err),
		    FAULT_NONE);
		/* A frame anywhere, even where none can be. */
		struct page_marker *marker = array_add(&cable.markers, &arena);
		marker->furniture = (Span){ next_random(&seed) % 200, next_random(&seed) % 60 };
		record.cable = round % 2 ? &cable : NULL;
		Text text = record.transcript.text;
		uint32_t at = marker->furniture.start, end = at + marker->furniture.length;
		if ((at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80) ||
		    (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80))
			record.cable = NULL;
		FlagList flags = find(rules, &record, &arena);
		check_spans(text, &flags);
		out_end(&out);
		arena_end(&arena);
	}
	rules_close(rules);
}

static void refuses_what_is_not_utf8(void **state)
{
	struct rules *rules = open_rules(NULL);
	struct error err = { 0 };
	struct flagger *flagger = flagger_open(rules, &err);
	struct record record = { .transcript.text = TEXT("a\xFF") };
	struct arena arena;
	FlagList flags = { 0 };

	(void)state;
	arena_begin(&arena, 0);
	assert_int_equal(flags_find(flagger, &record, &arena, &flags, &err), FAULT_CORRUPT);
	arena_end(&arena);
	flagger_close(flagger);
	rules_close(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs_prove_themselves),
		cmocka_unit_test(softens_where_the_name_is_gone),
		cmocka_unit_test(refuses_wrong_packs),
		cmocka_unit_test(finds_names_of_a_list),
		cmocka_unit_test(finds_ten_thousand_names),
		cmocka_unit_test(looks_through_page_markers),
		cmocka_unit_test(says_when_it_gives_up),
		cmocka_unit_test(says_when_there_are_too_many),
		cmocka_unit_test(version_tells_packs_apart),
		cmocka_unit_test(keeps_its_promises),
		cmocka_unit_test(refuses_what_is_not_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
