/* What a sketch is made of, the hash of which editions are full, and how well it estimates. */
#include "search/sketch.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "search/similar.h"

#define TEXTS 400

/* Passages parted by '|', and an id behind them. */
static PassageList passages_of_text(const char *text, struct arena *arena)
{
	PassageList passages = { 0 };

	for (Text rest = text_of(text); rest.len;)
		((struct passage *)array_add(&passages, arena))->text = text_cut(&rest, '|');
	((struct passage *)array_add(&passages, arena))->text = TEXT("08RIGA61 is no part of it");
	return passages;
}

static struct sketch sketch_of_text(const char *text)
{
	struct arena arena;
	struct sketch sketch;
	PassageList passages;

	arena_begin(&arena, 0);
	passages = passages_of_text(text, &arena);
	assert_true(sketch_of(&passages, &sketch));
	arena_end(&arena);
	return sketch;
}

static void are_same(const char *one, const char *two)
{
	struct sketch a = sketch_of_text(one), b = sketch_of_text(two);

	assert_memory_equal(&a, &b, sizeof a);
}

static void shingles_are_words(void **state)
{
	(void)state;
	are_same("The ferry to the islands is late", "the FERRY to\nthe, islands -- is late.");
	are_same("un \xC3\xA9lan qui dure longtemps", "UN ELAN QUI DURE LONGTEMPS");
	are_same("one two|three four five six", "one two three|four|five six");
	assert_int_equal(sketch_of_text("one two three four").count, 0);
	assert_int_equal(sketch_of_text("").count, 0);
	assert_int_equal(sketch_of_text("one two three four five").count, 1);
	assert_int_equal(sketch_of_text("a a a a a a a a a").count, 1);
	assert_int_equal(sketch_of_text("a b c d e f a b c d e f a b c d e f").count, 6);
	assert_int_not_equal(sketch_of_text("one two three four five").hashes[0],
	    sketch_of_text("two one three four five").hashes[0]);
	assert_int_not_equal(sketch_of_text("one two three four five").hashes[0],
	    sketch_of_text("one two three fourf ive").hashes[0]);
}

/* Other numbers here are another form of the index: raise SEGMENT_VERSION. */
static void hash_stays(void **state)
{
	static const uint32_t hashes[] = { 0x68B1A48C, 0xC20C86A6, 0xE45627B0 };
	struct sketch sketch = sketch_of_text("Extraordinarily late, the ferry to the islands");

	(void)state;
	assert_int_equal(sketch.count, 3);
	assert_memory_equal(sketch.hashes, hashes, sizeof hashes);
}

static void sketches_are_the_smallest(void **state)
{
	char text[2000];
	size_t len = 0;

	(void)state;
	for (unsigned i = 0; i < 200; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "w%u ", i);

	struct sketch all = sketch_of_text(text), head;

	assert_int_equal(all.count, SKETCH_MOST);
	for (unsigned i = 1; i < all.count; i++)
		assert_true(all.hashes[i - 1] < all.hashes[i]);
	text[len / 2] = '\0';
	head = sketch_of_text(text);
	for (unsigned i = 0; i < all.count; i++)
		assert_true(all.hashes[i] <= head.hashes[i]);
}

static void shares(void **state)
{
	static const struct {
		const char *one, *two;
		unsigned share;
	} rows[] = {
		{ "a b c d e f", "a b c d e f", 100 },
		{ "a b c d e f", "a b c d e g", 50 },
		{ "a b c d e f", "g h i j k l", 0 },
		{ "a b c d e", "a b c d e f g", 50 },
		{ "a a a a a a a a", "a a a a a", 100 },
		{ "a b", "a b", 0 },
		{ "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena;
		PassageList one, two;
		unsigned share = 101;

		arena_begin(&arena, 0);
		one = passages_of_text(rows[i].one, &arena);
		two = passages_of_text(rows[i].two, &arena);
		assert_true(sketch_exact_share(&one, &two, &share));
		assert_int_equal(share, rows[i].share);
		arena_end(&arena);
	}
	assert_int_equal(shingle_share(0, 0, 0), 0);
	assert_int_equal(shingle_share(10, 255, 10), 8);
	assert_int_equal(shingle_share(1, 0, 10), 100);
}

/* ---- estimates ---- */

static unsigned seed = 20101128;

/* `model` with some of a thousand words changed; without one, a new text. */
static char *invent(const char *model, unsigned changed, struct arena *arena)
{
	Text rest = text_of(model ? model : "");
	char *text = arena_take(arena, 6000);
	size_t len = 0;

	for (unsigned i = 0; i < 300; i++) {
		Text word = text_cut_word(&rest);

		if (model && (unsigned)rand_r(&seed) % 1000 >= changed)
			len += (size_t)snprintf(text + len, 6000 - len, "%.*s ", TEXT_ARG(word));
		else
			len += (size_t)snprintf(
			    text + len, 6000 - len, "w%u ", (unsigned)rand_r(&seed) % 5000);
	}
	return text;
}

/* A tenth of the pairs near the threshold may be missed or named by chance; none far from it. */
static void estimates(void **state)
{
	unsigned near = 0, found = 0, far = 0, wrong = 0;

	(void)state;
	for (unsigned i = 0; i < TEXTS; i++) {
		unsigned share = 0, common = 0;
		struct arena arena;
		struct sketch a, b;

		arena_begin(&arena, 0);
		char *model = invent(NULL, 0, &arena);
		char *copy = invent(model, i % 8 * 60, &arena);
		PassageList one = passages_of_text(model, &arena);
		PassageList two = passages_of_text(copy, &arena);

		assert_true(sketch_exact_share(&one, &two, &share));
		a = sketch_of_text(model);
		b = sketch_of_text(copy);
		for (unsigned k = 0; k < a.count; k++)
			for (unsigned m = 0; m < b.count; m++)
				common += a.hashes[k] == b.hashes[m];
		if (share >= 70) {
			near++;
			found += shingle_share(a.count, b.count, common) >= SIMILAR_LEAST;
		}
		if (share < 20) {
			far++;
			wrong += shingle_share(a.count, b.count, common) >= SIMILAR_LEAST;
		}
		arena_end(&arena);
	}
	assert_true(near > TEXTS / 6 && found >= near - near / 10);
	assert_true(far > TEXTS / 6 && wrong <= far / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shingles_are_words),
		cmocka_unit_test(hash_stays),
		cmocka_unit_test(sketches_are_the_smallest),
		cmocka_unit_test(shares),
		cmocka_unit_test(estimates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
