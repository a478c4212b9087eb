/* Evaluating, held against plain counting: the documents of each segment, and how often each leaf
 * stands in every one of them, also where another branch of an OR brought the document in. */
#include "search/evaluate.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "search/bitset.h"
#include "search/collection.h"
#include "search/score.h"
#include "search/term.h"

#define RECORDS    700
#define PARAGRAPHS 3
#define WORDS_MOST 96
#define WORLDS     3 /* the same records in 1, 2 and 5 segments */
#define ROUNDS     1500

/* The first ones are so common that they are head words. */
static const char *const vocabulary[] = { "the", "of", "to", "coup", "port", "visit", "court",
	"porter", "visa", "cost", "vista", "coups", "theta", "often", "ports", "portal", "offer",
	"tone", "visor", "comet" };
#define VOCABULARY (sizeof vocabulary / sizeof *vocabulary)
#define BREAK      -1
#define OTHER      -2 /* an id */

struct fake {
	char id[16];
	int words[WORDS_MOST]; /* as positions go */
	unsigned count, subject;
};

static struct {
	struct arena arena;
	struct catalog *catalog;
	struct published published[RECORDS];
	struct fake fakes[RECORDS];
	uint32_t segments[WORLDS][RECORDS];
	struct collection collections[WORLDS];
	struct index *indexes[WORLDS];
} world;

static unsigned seed = 19660715;

static unsigned dice(unsigned sides)
{
	return (unsigned)rand_r(&seed) % sides;
}

/* ---- records ---- */

/* Rarer and rarer: the last ones stand in a few records only. */
static unsigned random_word(void)
{
	return dice(dice(dice(VOCABULARY) + 1) + 1);
}

static Text random_passage(struct fake *fake, unsigned count)
{
	struct out out;
	Text text;

	out_begin(&out, 10000);
	for (unsigned i = 0; i < count; i++) {
		unsigned word = random_word();

		out_printf(&out, "%s%s", i ? " " : "", vocabulary[word]);
		fake->words[fake->count++] = (int)word;
	}
	text = text_copy(&world.arena, out_text(&out));
	out_end(&out);
	return text;
}

static Moment random_moment(void)
{
	Civil civil = { .year = 2007 + (int)dice(3), .month = 1, .day = 1 };
	enum precision precision = PRECISION_YEAR + dice(4);

	if (dice(12) == 0)
		return MOMENT_UNKNOWN;
	if (precision >= PRECISION_MONTH)
		civil.month = 1 + (int)dice(12);
	if (precision >= PRECISION_DAY)
		civil.day = 1 + (int)dice(28);
	if (precision >= PRECISION_MINUTE)
		civil.hour = 23 * (int)dice(2);
	return moment_of(civil, precision);
}

static void add_paragraphs(struct record *record, struct fake *fake)
{
	struct narrative_section *section = array_add(&record->narrative->sections, &world.arena);
	struct repairs repairs = { 0 };
	struct error err = { 0 };
	struct out out;

	out_begin(&out, 100000);
	for (int i = 0; i < PARAGRAPHS; i++) {
		struct narrative_paragraph *paragraph =
		    array_add(&section->paragraphs, &world.arena);
		Text text;

		fake->words[fake->count++] = BREAK;
		text = random_passage(fake, 1 + dice(20));
		paragraph->span = (Span){ (uint32_t)out.len, (uint32_t)text.len };
		out_put(&out, text);
		out_put(&out, TEXT("\n\n"));
	}
	assert_int_equal(transcript_of(text_copy(&world.arena, out_text(&out)), &world.arena,
			     &record->transcript, &repairs, &err),
	    FAULT_NONE);
	out_end(&out);
}

static void invent(unsigned number)
{
	struct fake *fake = &world.fakes[number];
	struct record *record = ARENA_NEW(&world.arena, struct record);

	snprintf(fake->id, sizeof fake->id, "%02uX%u", dice(10), number);
	record->kind = RECORD_NARRATIVE;
	record->narrative = ARENA_NEW(&world.arena, struct narrative);
	record->id = text_of(fake->id);
	record->title = random_passage(fake, dice(6));
	fake->subject = fake->count;
	record->created = random_moment();
	world.published[number].released = random_moment();
	add_paragraphs(record, fake);
	fake->words[fake->count++] = BREAK;
	fake->words[fake->count++] = OTHER;
	for (unsigned i = 0; i < 2; i++)
		if (number && dice(3) == 0)
			*(Text *)array_add(&record->references, &world.arena) =
			    text_of(world.fakes[dice(number)].id);
	world.published[number].record = record;
}

static int open_world(void **state)
{
	static const unsigned counts[WORLDS] = { 1, 2, 5 };
	struct error err = { 0 };

	(void)state;
	arena_begin(&world.arena, 0);
	world.catalog = catalog_open(&err);
	for (unsigned i = 0; i < RECORDS; i++)
		invent(i);
	for (unsigned w = 0; w < WORLDS; w++) {
		for (unsigned i = 0; i < RECORDS; i++)
			world.segments[w][i] = i < counts[w] ? i : dice(counts[w]);
		world.collections[w] = (struct collection){ world.catalog, world.published, RECORDS,
			world.segments[w] };
		world.indexes[w] = collection_index(&world.collections[w]);
	}
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	for (unsigned w = 0; w < WORLDS; w++)
		index_close(world.indexes[w]);
	catalog_close(world.catalog);
	arena_end(&world.arena);
	return 0;
}

/* ---- plain counting ---- */

static bool accepts(const struct term *term, int word)
{
	Text text;

	if (word < 0)
		return false;
	text = text_of(vocabulary[word]);
	if (term->stem)
		return term_accepts(term, text);
	return term->prefix ? text_starts(text, term->folded) : text_equal(text, term->folded);
}

static bool phrase_at(const struct node *leaf, const int *words, unsigned room)
{
	if (room < leaf->terms.count)
		return false;
	for (unsigned i = 0; i < leaf->terms.count; i++)
		if (!accepts(&leaf->terms.items[i], words[i]))
			return false;
	return true;
}

/* Tries every place for every term; `taken` are places. One of the terms has to be at place 0. */
static bool group_from(
    const struct node *leaf, const int *words, unsigned room, unsigned term, bool taken[WORDS_MOST])
{
	if (term == leaf->terms.count)
		return taken[0];
	for (unsigned i = 0; i < room; i++) {
		bool found;

		if (taken[i] || !accepts(&leaf->terms.items[term], words[i]))
			continue;
		taken[i] = true;
		found = group_from(leaf, words, room, term + 1, taken);
		taken[i] = false;
		if (found)
			return true;
	}
	return false;
}

static bool group_at(const struct node *leaf, const int *words, unsigned room)
{
	unsigned most = leaf->terms.count + (unsigned)leaf->near, window = 0;
	bool taken[WORDS_MOST] = { false };

	while (window < room && window < most && words[window] != BREAK)
		window++;
	return group_from(leaf, words, window, 0, taken);
}

static unsigned count_in(const struct node *leaf, const int *words, unsigned count)
{
	unsigned found = 0;

	for (unsigned i = 0; i < count; i++)
		found += leaf->near == NEAR_PHRASE ? phrase_at(leaf, words + i, count - i)
						   : group_at(leaf, words + i, count - i);
	return found;
}

static unsigned weighed(const struct node *leaf, const struct fake *fake)
{
	unsigned in_subject = count_in(leaf, fake->words, fake->subject);

	if (leaf->subject)
		return SUBJECT_WEIGHT * in_subject;
	return count_in(leaf, fake->words, fake->count) + (SUBJECT_WEIGHT - 1) * in_subject;
}

static bool within(const struct node *node, Moment moment)
{
	return moment.precision != PRECISION_UNKNOWN && moment.seconds >= node->from &&
	    moment_end(moment) <= node->until;
}

static bool cites(const struct record *record, Text id)
{
	for (uint32_t i = 0; i < record->references.count; i++)
		if (text_equal(record->references.items[i], id))
			return true;
	return false;
}

static bool is_cited(Text citing, const struct fake *fake)
{
	for (unsigned i = 0; i < RECORDS; i++)
		if (text_equal(text_of(world.fakes[i].id), citing))
			return cites(world.published[i].record, text_of(fake->id));
	return false;
}

static bool field_answers(const struct node *node, const struct fake *fake)
{
	const struct published *published = &world.published[fake - world.fakes];

	switch (node->field) {
	case FIELD_CREATED:
		return within(node, published->record->created);
	case FIELD_RELEASED:
		return within(node, published->released);
	case FIELD_CITES:
		return cites(published->record, node->value);
	default:
		return is_cited(node->value, fake);
	}
}

static bool answers(const struct node *node, const struct fake *fake)
{
	uint32_t yes = 0;

	switch (node->kind) {
	case NODE_ALL:
		return true;
	case NODE_WORDS:
		return weighed(node, fake) > 0;
	case NODE_FIELD:
		return field_answers(node, fake);
	case NODE_NOT:
		return !answers(node->children.items[0], fake);
	default:
		break;
	}
	for (uint32_t i = 0; i < node->children.count; i++)
		yes += answers(node->children.items[i], fake);
	return node->kind == NODE_AND ? yes == node->children.count : yes > 0;
}

/* ---- questions ---- */

static void write_term(struct out *out)
{
	Text word = text_of(vocabulary[dice(2) ? random_word() : dice(VOCABULARY)]);
	unsigned letters = 2 + dice(3);

	if (dice(5) == 0)
		out_printf(out, "%.*s*", TEXT_ARG(text_slice(word, 0, letters)));
	else
		out_put(out, word);
}

static void write_words(struct out *out)
{
	unsigned terms = dice(2) ? 1 : 2 + dice(2);
	bool subject = dice(5) == 0;

	if (!subject && dice(10) == 0) {
		out_printf(out, "~%s", vocabulary[dice(VOCABULARY)]);
		return;
	}
	out_put(out, subject ? TEXT("subject:\"") : TEXT("\""));
	for (unsigned i = 0; i < terms; i++) {
		if (i)
			out_char(out, ' ');
		write_term(out);
	}
	out_char(out, '"');
	if (terms > 1 && dice(2))
		out_printf(out, "~%u", dice(6));
}

static void write_field(struct out *out)
{
	static const char *const dates[] = { "2007", "2008-02", "2008-02-14..2008-12",
		"2007-03..2008", "2008..", "..2008-06-30", "2008-12-31",
		"2007-12-28T23:00Z..2009-02", "..2009", "2008..2008-11" };
	const char *id = world.fakes[dice(RECORDS)].id;

	switch (dice(4)) {
	case 0:
		out_printf(out, "cites:%s", id);
		break;
	case 1:
		out_printf(out, "citedby:%s", id);
		break;
	default:
		out_printf(out, "%s:\"%s\"", dice(2) ? "created" : "released", dates[dice(10)]);
	}
}

static void write_question(struct out *out, unsigned depth)
{
	unsigned kind = dice(depth ? 8 : 3), children = 2 + dice(2);

	if (kind < 3) {
		if (kind < 2)
			write_words(out);
		else
			write_field(out);
		return;
	}
	if (kind == 3)
		out_char(out, '-');
	out_char(out, '(');
	for (unsigned i = 0; i < children; i++) {
		if (i)
			out_put(out, kind < 6 ? TEXT(" ") : TEXT(" OR "));
		write_question(out, depth - 1);
	}
	out_char(out, ')');
}

/* ---- the comparison ---- */

static uint32_t in_list(const struct segment *segment, const struct list *list, uint32_t document)
{
	struct postings postings;

	for (uint32_t b = 0; b < list_block_count(list); b++) {
		assert_true(list_block(segment, list, b, &postings));
		for (uint32_t i = 0; i < postings.count; i++)
			if (postings.documents[i] == document)
				return postings.frequencies[i] +
				    (postings.any_in_subject
					    ? (SUBJECT_WEIGHT - 1) * postings.in_subject[i]
					    : 0);
	}
	return 0;
}

static uint32_t in_hits(
    const struct segment *segment, const struct leaf_hits *hits, uint32_t document)
{
	uint32_t found = 0;

	if (hits->is_list)
		return in_list(segment, &hits->list, document);
	for (uint32_t i = 0; i < hits->count; i++) {
		assert_true(i == 0 || hits->documents[i - 1] < hits->documents[i]);
		if (hits->documents[i] == document)
			found = hits->frequencies[i];
	}
	return found;
}

/* The number stands in the id. */
static const struct fake *fake_of(const struct segment *segment, uint32_t document)
{
	Text rest = segment_id(segment, document);
	uint64_t number = RECORDS;

	text_cut(&rest, 'X');
	assert_true(text_take_digits(&rest, 4, &number) && number < RECORDS);
	return &world.fakes[number];
}

static uint32_t compare(const struct question *question, Text query, const struct segment *segment,
    const uint64_t *set, const struct leaf_hits *hits)
{
	uint32_t matches = 0;

	for (uint32_t d = 0; d < segment->documents; d++) {
		const struct fake *fake = fake_of(segment, d);

		if (bitset_has(set, d) != answers(question->tree, fake))
			fail_msg("%.*s: %s is%s found", TEXT_ARG(query), fake->id,
			    bitset_has(set, d) ? "" : " not");
		matches += bitset_has(set, d);
		for (uint32_t i = 0; bitset_has(set, d) && i < question->leaves.count; i++) {
			unsigned expected = weighed(question->leaves.items[i], fake);
			uint32_t counted = in_hits(segment, &hits[i], d);

			if (expected != counted)
				fail_msg("%.*s: leaf %u in %s: %u, not %u", TEXT_ARG(query), i,
				    fake->id, counted, expected);
		}
	}
	assert_int_equal(bitset_count(set, segment->set_words), matches);
	return matches;
}

/* Counting lists out for the matches changes nothing for them. */
static void compare_counted_out(const struct question *question, Text query, uint32_t number,
    const uint64_t *set, struct leaf_hits *hits)
{
	const struct segment *segment = &question->index->segments[number];
	uint32_t count = bitset_count(set, segment->set_words);
	uint16_t *matches = bitset_list_take(set, segment->set_words, count, question->arena);

	assert_non_null(matches);
	if (!count)
		return;
	assert_true(question_count_out(question, number, matches, count, hits));
	for (uint32_t i = 0; i < question->leaves.count; i++)
		assert_true(!hits[i].is_list || !hits[i].list.count);
	compare(question, query, segment, set, hits);
}

static uint32_t ask(const struct index *index, Text query)
{
	struct question question = { .index = index };
	struct error err = { 0 };
	struct arena arena;
	uint32_t matches = 0;

	arena_begin(&arena, 0);
	question.arena = &arena;
	if (query_read(query, &arena, &question.tree, &err) != FAULT_NONE ||
	    question_bind(&question, &err) != FAULT_NONE)
		fail_msg("%.*s: %s", TEXT_ARG(query), err.text);
	for (uint32_t i = 0; i < index->segment_count; i++) {
		const struct segment *segment = &index->segments[i];
		uint64_t *set = arena_take(&arena, segment->set_words * sizeof *set);
		struct leaf_hits *hits = arena_take(&arena, question.leaves.count * sizeof *hits);

		memset(set, 0xff, segment->set_words * sizeof *set);
		if (question_match(&question, i, set, hits, &err) != FAULT_NONE)
			fail_msg("%.*s: %s", TEXT_ARG(query), err.text);
		matches += compare(&question, query, segment, set, hits);
		compare_counted_out(&question, query, i, set, hits);
	}
	arena_end(&arena);
	return matches;
}

static void agrees_with_plain_counting(void **state)
{
	uint64_t matches = 0;

	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct out out;

		out_begin(&out, QUERY_LIMIT);
		write_question(&out, dice(4));
		if (out.fault == FAULT_NONE)
			matches += ask(world.indexes[round % WORLDS], out_text(&out));
		out_end(&out);
	}
	assert_true(matches > ROUNDS * RECORDS / 20 && matches < ROUNDS * RECORDS / 10 * 9);
}

static void answers_alike_in_any_number_of_segments(void **state)
{
	static const char *const queries[] = { "", "port", "\"of the\"", "\"the the\"", "of the to",
		"\"of the coup\"", "\"to the of\"~0", "\"the the the\"~3", "\"the* coup co*\"~9",
		"\"the th* of\"~4", "subject:the", "subject:\"of the\"", "subject:co*",
		"subject:\"the of\"~2", "vis*", "\"port vis*\"", "\"vis* port*\"",
		"(vis* port) OR of", "-(-co* -\"the of\"~1)", "comet -(the OR \"port of\")",
		"nosuchword", "nosuch*", "\"nosuchword the\"", "\"the nosuch*\"" };

	(void)state;
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		uint32_t found = ask(world.indexes[0], text_of(queries[i]));

		for (unsigned w = 1; w < WORLDS; w++)
			assert_int_equal(ask(world.indexes[w], text_of(queries[i])), found);
	}
}

static uint32_t count(const struct index *index, const char *query)
{
	struct question question = { .index = index };
	struct error err = { 0 };
	struct arena arena;
	uint32_t matches = 0;

	arena_begin(&arena, 0);
	question.arena = &arena;
	assert_int_equal(query_read(text_of(query), &arena, &question.tree, &err), FAULT_NONE);
	assert_int_equal(question_bind(&question, &err), FAULT_NONE);
	for (uint32_t i = 0; i < index->segment_count; i++) {
		uint64_t set[(RECORDS + 63) / 64];
		struct leaf_hits hits[QUERY_TERMS_LIMIT];

		assert_int_equal(question_match(&question, i, set, hits, &err), FAULT_NONE);
		matches += bitset_count(set, index->segments[i].set_words);
	}
	arena_end(&arena);
	return matches;
}

static void finds_values(void **state)
{
	unsigned dated = 0, citing = 0;

	(void)state;
	for (unsigned i = 0; i < RECORDS; i++) {
		const struct record *record = world.published[i].record;

		dated += record->created.precision != PRECISION_UNKNOWN;
		citing += record->references.count > 0;
	}
	for (unsigned w = 0; w < WORLDS; w++) {
		const struct index *index = world.indexes[w];

		assert_int_equal(count(index, "has:date"), dated);
		assert_int_equal(count(index, "-has:date"), RECORDS - dated);
		assert_int_equal(count(index, "created:..2010"), dated);
		assert_int_equal(count(index, "has:references"), citing);
		assert_int_equal(count(index, "kind:narrative"), RECORDS);
		assert_int_equal(count(index, "kind:(cable OR document)"), 0);
		assert_int_equal(count(index, "origin:nowhere OR tag:KTIP OR from:nobody"), 0);
	}
}

/* Beyond memory there is a fault and no answer. */
static void keeps_to_its_arena(void **state)
{
	(void)state;
	for (size_t limit = 1000; limit < 400000; limit = limit * 5 / 4) {
		struct question question = { .index = world.indexes[0] };
		uint64_t set[(RECORDS + 63) / 64];
		struct leaf_hits hits[QUERY_TERMS_LIMIT];
		struct error err = { 0 };
		struct arena arena;
		enum fault fault;

		arena_begin(&arena, limit);
		question.arena = &arena;
		fault = query_read(TEXT("\"co* the\"~3 \"of the port\" (-vis* OR to*)"), &arena,
		    &question.tree, &err);
		if (fault == FAULT_NONE)
			fault = question_bind(&question, &err);
		if (fault == FAULT_NONE)
			fault = question_match(&question, 0, set, hits, &err);
		if (fault != FAULT_NONE)
			assert_int_equal(fault, FAULT_NO_MEMORY);
		assert_int_equal(fault, err.fault);
		arena_end(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_plain_counting),
		cmocka_unit_test(answers_alike_in_any_number_of_segments),
		cmocka_unit_test(finds_values),
		cmocka_unit_test(keeps_to_its_arena),
	};

	return cmocka_run_group_tests_name("search/evaluate", tests, open_world, close_world);
}
