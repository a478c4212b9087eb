/* Places of phrases and groups in a text, held against a plain search for them. */
#include "search/text_match.h"

#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#define MOST 24

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

struct plain {
	uint64_t of[MOST]; /* terms that the word satisfies */
	bool used[MOST];
	uint32_t count, terms, near;
};

/* Words for the terms from `term` on, none twice, before `end`. */
static bool group_from(struct plain *plain, uint32_t term, uint32_t start, uint32_t end)
{
	if (term == plain->terms)
		return plain->used[start];
	for (uint32_t i = start; i < end; i++) {
		if (plain->used[i] || !(plain->of[i] >> term & 1))
			continue;
		plain->used[i] = true;
		bool found = group_from(plain, term + 1, start, end);
		plain->used[i] = false;
		if (found)
			return true;
	}
	return false;
}

static bool group_at(struct plain *plain, uint32_t start)
{
	uint32_t end = start + plain->terms + plain->near;

	return group_from(plain, 0, start, end < plain->count ? end : plain->count);
}

static bool phrase_at(const struct plain *plain, uint32_t start)
{
	for (uint32_t i = 0; i < plain->terms; i++)
		if (start + i >= plain->count || !(plain->of[start + i] >> i & 1))
			return false;
	return true;
}

struct matched {
	struct text_word words[MOST];
	uint32_t count;
};

static void match(const struct plain *plain, int near, struct matched *matched)
{
	TermList terms = { .count = plain->terms };
	struct node node = { .kind = NODE_WORDS, .terms = terms, .near = near };
	uint64_t steps = UINT64_MAX;

	matched->count = 0;
	for (uint32_t i = 0; i < plain->count; i++)
		if (plain->of[i])
			matched->words[matched->count++] =
			    (struct text_word){ .number = i, .terms = plain->of[i] << 5 };
	text_match(&node, 5, 2, matched->words, matched->count, &steps);
}

static bool is_marked(const struct matched *matched, uint32_t number)
{
	for (uint32_t i = 0; i < matched->count; i++)
		if (matched->words[i].number == number)
			return matched->words[i].leaves == 2;
	return false;
}

static void draw_plain(struct plain *plain, uint32_t *seed)
{
	memset(plain, 0, sizeof *plain);
	plain->count = draw(seed, MOST + 1);
	plain->terms = 1 + draw(seed, 4);
	plain->near = draw(seed, 5);
	for (uint32_t i = 0; i < plain->count; i++)
		if (draw(seed, 2))
			plain->of[i] = draw(seed, 1u << plain->terms);
}

static void phrases_stand_in_order(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct plain plain;
		struct matched matched;
		bool expected[MOST + 4] = { false };

		draw_plain(&plain, &seed);
		match(&plain, NEAR_PHRASE, &matched);
		for (uint32_t i = 0; i < plain.count; i++)
			for (uint32_t k = 0; phrase_at(&plain, i) && k < plain.terms; k++)
				expected[i + k] = true;
		for (uint32_t i = 0; i < plain.count; i++)
			assert_int_equal(is_marked(&matched, i), expected[i]);
	}
}

/* Where a group begins its first word is marked; what is marked is in the reach of a group. */
static void groups_are_found_and_no_others(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct plain plain;
		struct matched matched;
		bool reach[MOST + 16] = { false };

		draw_plain(&plain, &seed);
		match(&plain, (int)plain.near, &matched);
		for (uint32_t i = 0; i < plain.count; i++) {
			if (!group_at(&plain, i))
				continue;
			assert_true(is_marked(&matched, i));
			memset(reach + i, true, plain.terms + plain.near);
		}
		for (uint32_t i = 0; i < plain.count; i++)
			assert_true(reach[i] || !is_marked(&matched, i));
	}
}

static void work_is_bounded(void **state)
{
	static struct text_word words[4096];
	TermList terms = { .count = 8 };
	struct node node = { .kind = NODE_WORDS, .terms = terms, .near = QUERY_NEAR_LIMIT };
	uint64_t steps = 100000;

	(void)state;
	/* Eight words of the query, six of the text: never enough, though each of them has one. */
	for (uint32_t i = 0; i < 4096; i++)
		words[i] = (struct text_word){ .number = i * 18, .terms = 0xff };
	text_match(&node, 0, 1, words, 4096, &steps);
	assert_int_equal(steps, 0);
	for (uint32_t i = 0; i < 4096; i++)
		assert_int_equal(words[i].leaves, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_stand_in_order),
		cmocka_unit_test(groups_are_found_and_no_others),
		cmocka_unit_test(work_is_bounded),
	};

	return cmocka_run_group_tests_name("search/text_match", tests, NULL, NULL);
}
