/* Similar records and spellings of tags, held against plain counting over all records, in an index
 * of one, three and seven segments. */
#ifndef TESTS_SEARCH_ORACLE_SIMILAR_H
#define TESTS_SEARCH_ORACLE_SIMILAR_H

#include "search/oracle_check.h"
#include "search/similar.h"
#include "search/sketch.h"
#include "search/spellings.h"

static struct sketch sketches[RECORDS];

static void passages_at(unsigned record, struct arena *arena, PassageList *passages)
{
	assert_true(passages_of(world.published[record].record, arena, passages));
}

static unsigned sketch_share(const struct sketch *one, const struct sketch *two)
{
	unsigned common = 0;

	for (unsigned i = 0; i < one->count; i++)
		for (unsigned k = 0; k < two->count; k++)
			common += one->hashes[i] == two->hashes[k];
	return shingle_share(one->count, two->count, common);
}

struct expected {
	unsigned record, share;
};

static int best_first(const void *a, const void *b)
{
	const struct expected *x = a, *y = b;
	struct order order = { NULL, SORT_NEWEST };

	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return compare(&x->record, &y->record, &order);
}

static unsigned expect_similar(unsigned record, unsigned limit, struct expected *all)
{
	unsigned count = 0;

	for (unsigned r = 0; r < RECORDS; r++) {
		unsigned share = sketch_share(&sketches[record], &sketches[r]);

		if (r != record && share >= SIMILAR_LEAST)
			all[count++] = (struct expected){ r, share };
	}
	qsort(all, count, sizeof *all, best_first);
	return count < limit ? count : limit;
}

static unsigned check_similar(unsigned record)
{
	static struct expected expected[RECORDS];
	unsigned limit = dice(8), count = expect_similar(record, limit, expected);
	PassageList passages = { 0 };
	struct arena arena;

	arena_begin(&arena, 0);
	passages_at(record, &arena, &passages);
	for (unsigned w = 0; w < WORLDS; w++) {
		SimilarList list = { 0 };

		assert_true(search_similar(world.indexes[w], &passages, limit, &arena, &list));
		assert_int_equal(list.count, count);
		for (unsigned i = 0; i < count; i++) {
			const struct fake *fake = &fakes[expected[i].record];

			assert_true(text_equal(list.items[i].id, text_of(fake->id)));
			assert_true(text_equal(list.items[i].title, fake->passages[0]));
			assert_int_equal(list.items[i].share, expected[i].share);
			assert_int_equal(list.items[i].created.precision, fake->created.precision);
		}
	}
	arena_end(&arena);
	return count;
}

static void similar_agrees(void **state)
{
	struct arena arena;
	unsigned found = 0;

	(void)state;
	arena_begin(&arena, 0);
	for (unsigned r = 0; r < RECORDS; r++) {
		PassageList passages = { 0 };

		passages_at(r, &arena, &passages);
		assert_true(sketch_of(&passages, &sketches[r]));
	}
	arena_end(&arena);
	for (unsigned i = 0; i < 200; i++)
		found += check_similar(dice(RECORDS));
	assert_true(found > 40);
}

static bool is_misspelt(const struct fake *fake, unsigned tag, const char *code)
{
	const char *written = written_tag(fake, tag);

	return written && strcmp(fake->values[FACET_TAG][tag], code) == 0 &&
	    strcmp(written, code) != 0;
}

/* Each spelling has the records that a search for it finds, and together they are all there are. */
static void spellings_agree(void **state)
{
	(void)state;
	for (unsigned tag = 0; tag < COUNT_OF(tag_codes); tag++) {
		unsigned uses = 0;
		struct arena arena;

		arena_begin(&arena, 0);
		for (unsigned r = 0; r < RECORDS; r++)
			for (unsigned i = 0; i < fakes[r].value_counts[FACET_TAG]; i++)
				uses += is_misspelt(&fakes[r], i, tag_codes[tag]);
		for (unsigned w = 0; w < WORLDS; w++) {
			SpellingList list = { 0 };
			unsigned sum = 0;

			assert_true(search_spellings(
			    world.indexes[w], text_of(tag_codes[tag]), &arena, &list));
			assert_true(list.count <= 3);
			for (unsigned i = 0; i < list.count; i++) {
				const struct spelling *one = &list.items[i];
				struct search_request request = {
					.query = text_format(&arena, "tag:%s tagged:\"%.*s\"",
					    tag_codes[tag], TEXT_ARG(one->text))
				};
				struct search_result result;

				get(world.indexes[w], &request, &arena, &result);
				assert_int_equal(result.total, one->count);
				assert_true(one->count > 0);
				assert_true(i == 0 || one->count <= list.items[i - 1].count);
				sum += (unsigned)one->count;
			}
			assert_int_equal(sum, uses);
		}
		arena_end(&arena);
	}
}

#endif
